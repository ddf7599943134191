"""Measurements of the ledger, each in a process of its own; prints one line of JSON.

``python benchmarks/ledger.py TASK WHAT``. ``make FOLDER:ROWS`` writes a seeded case. ``ours`` and
``rival`` (pandas with openpyxl) read a case, make a pivot of its ledger and write it, WHAT being
``CASE:KEYS:OUT``: a folder of CSV files or a workbook, the keys of the pivot, and ``pivot`` (to a
workbook), ``all`` (the entries too, on a sheet beside it) or ``csv`` (both as CSV). Without
arguments everything is measured and printed.

Ours reads a case with all its checks, follows what makes good what, looks for double counting and
adds up exact decimals; pandas reads without a check and adds up binary numbers. Seconds are CPU
seconds of one cold run, imports not counted.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from task import _peak

TURNS = 3
MILLION = 1_000_000
SOME = 50_000
"""Entries of the comparison: as many as openpyxl reads in a reasonable time."""

DONORS = [f"D{i:02}" for i in range(41)]
TYPES = ("military", "financial", "humanitarian")
STAGES = ("pledge", "allocation", "delivery", "pledge", "allocation")
"""Of five entries that belong together: a pledge made good, and one that is open."""

HEADER = "entry,donor,recipient,type,stage,date,quantity,amount,currency,release,of,source"
TOML = """\
format = 1
name = "bench"
title = { en = "Benchmark", fr = "Mesure" }
as_of = 2024-10-01
"""
Row = tuple[str, str, str, str, str]
"""What, ours, the rival's (or the measure), ratio, target."""


def make(target: str) -> dict[str, Any]:
    """Write a seeded case as a folder and, where it is small, as a workbook beside it."""
    name, rows = target.split(":")
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    lines = "\n".join([HEADER, *_entries(int(rows))])
    parties = ["party,kind", "UKR,recipient", *(f"{donor},ally" for donor in DONORS)]
    source = (
        "source,title,publisher,release,published,confidence\ns,Tracker,P,1,2024-09-01,research"
    )
    (folder / "ledger.csv").write_text(lines + "\n", encoding="utf-8")
    (folder / "parties.csv").write_text("\n".join(parties) + "\n", encoding="utf-8")
    (folder / "sources.csv").write_text(source + "\n", encoding="utf-8")
    (folder / "case.toml").write_text(TOML, encoding="utf-8")
    if int(rows) < MILLION:
        import foedus
        from foedus.case.save import save_xlsx

        save_xlsx(foedus.load(folder), folder.with_suffix(".xlsx"))
    return {"rows": int(rows)}


def _entries(rows: int) -> Iterator[str]:
    """Yield lines: a tenth without an amount, in three currencies, over 32 months."""
    source = random.Random(rows)
    first = date(2022, 2, 1)
    for i in range(rows):
        place = i % len(STAGES)
        if place == 0:
            donor, kind = source.choice(DONORS), source.choice(TYPES)
            currency = source.choices(("EUR", "USD", "GBP"), (7, 2, 1))[0]
        day = first + timedelta(source.randrange(970))
        cents = source.randrange(1, 10**10)
        amount = f"{cents // 100}.{cents % 100:02}" if source.random() > 0.1 else ""
        of = f"e{i - 1:07}" if place in (1, 2, 4) else ""
        units = source.randrange(1, 500)
        yield (
            f"e{i:07},{donor},UKR,{kind},{STAGES[place]},{day},{units},{amount},{currency},1,{of},s"
        )


def ours(target: str) -> dict[str, Any]:
    """Load a case, add up its ledger, write the pivot to a workbook and as CSV."""
    import xlsxwriter

    import foedus
    from foedus.ledger import ledger

    file, by, how, out = _parts(target)
    marks = [time.process_time()]
    wall = time.monotonic()
    case = foedus.load(file)
    marks.append(time.process_time())
    found = ledger(case, by=by)
    marks.append(time.process_time())
    tables = {"pivot": found.rows} | ({} if how == "pivot" else {"entries": case.tables["ledger"]})
    if how == "csv":
        for name, table in tables.items():
            table.write_csv(out.with_name(f"{name}.csv"))
    else:
        with xlsxwriter.Workbook(out) as book:
            for name, table in tables.items():
                _sheet(book.add_worksheet(name), table)
    marks.append(time.process_time())
    return {
        "seconds": marks[-1] - marks[0],
        "load": marks[1] - marks[0],
        "ledger": marks[2] - marks[1],
        "export": marks[3] - marks[2],
        "wall": time.monotonic() - wall,
        "peak": _peak(),
        "entries": case.tables["ledger"].height,
        "rows": found.rows.height,
        "open": found.open.height,
        "links": found.links.height,
        "total": float(found.rows["amount"].sum()),
    }


def _sheet(sheet: Any, table: Any) -> None:
    """Write a table to a sheet, numbers as numbers, all else as text."""
    import polars as pl

    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column)
        kind = table.schema[column]
        number = kind.is_numeric()
        write = sheet.write_number if number else sheet.write_string
        cells = table[column].cast(pl.Float64 if number else pl.String)
        for row, cell in enumerate(cells, 1):
            if cell is not None:
                write(row, place, cell)


def rival(target: str) -> dict[str, Any]:
    """Do the same in pandas, with openpyxl for what is a workbook."""
    import openpyxl  # noqa: F401
    import pandas as pd

    file, by, how, out = _parts(target)
    keys = list(dict.fromkeys((*by, "stage", "currency", "release")))
    start = time.process_time()
    if file.suffix == ".xlsx":
        frame = pd.read_excel(file, sheet_name="ledger", engine="openpyxl", parse_dates=["date"])
    else:
        frame = pd.read_csv(file / "ledger.csv", parse_dates=["date"])
    frame["month"] = frame["date"].dt.strftime("%Y-%m")
    pivot = frame.groupby(keys, dropna=False, as_index=False).agg(
        amount=("amount", "sum"), entries=("entry", "size"), known=("amount", "count")
    )
    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        pivot.to_excel(writer, sheet_name="pivot", index=False)
        if how == "all":
            frame.drop(columns="month").to_excel(writer, sheet_name="entries", index=False)
    return {
        "seconds": time.process_time() - start,
        "peak": _peak(),
        "entries": len(frame),
        "rows": len(pivot),
        "total": float(pivot["amount"].sum()),
    }


def _parts(target: str) -> tuple[Path, list[str], str, Path]:
    file, by, how = target.split(":")
    return Path(file), by.split(","), how, Path(file).with_name(f"out-{how}.xlsx")


TASKS: dict[str, Callable[[str], dict[str, Any]]] = {"make": make, "ours": ours, "rival": rival}


def task(name: str, target: str) -> dict[str, Any]:
    """Return what one measurement found, in a process of its own."""
    command = [sys.executable, __file__, name, target]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    return {"error": (done.stderr.strip().splitlines() or ["no result"])[-1]}


def measure(folder: Path) -> list[Row]:
    """Return the table's rows: a million entries, and the comparison with pandas."""
    some = folder / "some"
    task("make", f"{some}:{SOME}")
    book = some.with_suffix(".xlsx")
    month, kind = "donor,type,month", "donor,type"
    return [
        _million(folder),
        _beside(f"{some}:{month}:csv", f"{book}:{month}:all", "CSV in, pivot and entries out as "
                "CSV, beside a workbook in and out", ""),
        _beside(f"{book}:{month}:all", None, "workbook in, pivot and entries out", ">= 5"),
        _beside(f"{book}:{kind}:pivot", None, "workbook in, small pivot out", ""),
        _beside(f"{some}:{kind}:pivot", None, "CSV in, small pivot out", ""),
    ]  # fmt: skip


def _million(folder: Path) -> Row:
    million = folder / "million"
    task("make", f"{million}:{MILLION}")
    got = task("ours", f"{million}:donor,type,month:pivot")
    target = "<= 60 s (wall), <= 2048 MiB"
    if "error" in got:
        return ("ledger: a million entries", got["error"], "", "", target)
    label = (
        f"ledger: {got['entries']} entries from CSV (load and check {got['load']:.2f}; sums, "
        f"{got['links']} links, findings {got['ledger']:.2f}; {got['rows']} rows to a workbook "
        f"{got['export']:.2f})"
    )
    measures = f"{got['wall']:.1f} s (wall), {got['peak']:.0f} MiB"
    return (label, f"{got['seconds']:.2f} s", measures, "", target)


def _beside(target: str, other_target: str | None, what: str, wanted: str) -> Row:
    """Return ours beside the rival's, which does the same if no other work is named."""
    names = {"ours": target, "rival": other_target or target}
    turns = [{name: task(name, where) for name, where in names.items()} for _ in range(TURNS)]
    wrong = [f"{n}: {r['error']}" for turn in turns for n, r in turn.items() if "error" in r]
    if wrong:
        return (f"ledger: {what}", "; ".join(wrong), "", "", wanted)
    one, other = turns[0]["ours"], turns[0]["rival"]
    if (one["entries"], one["rows"]) != (other["entries"], other["rows"]):
        raise SystemExit(f"the pivots differ: {one} {other}")
    if abs(one["total"] - other["total"]) > 1e-9 * one["total"]:
        raise SystemExit(f"the sums differ: {one['total']} {other['total']}")
    mid = {n: statistics.median(turn[n]["seconds"] for turn in turns) for n in names}
    label = f"ledger: {one['entries']} entries, {what} ({one['rows']} rows): pandas "
    label += f"{version('pandas')}, openpyxl {version('openpyxl')}"
    ratio = f"{mid['rival'] / mid['ours']:.1f}"
    return (label, f"{mid['ours']:.2f} s", f"{mid['rival']:.2f} s", ratio, wanted)


def main() -> None:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder)):
            print(" | ".join(row), flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        print("RESULT " + json.dumps(TASKS[sys.argv[1]](sys.argv[2])))
    else:
        main()
