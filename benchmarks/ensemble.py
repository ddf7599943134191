"""Measurements of ensembles: what is not the solver's, two workers beside one.

The case is the generator's S with ranges on every need and line, and on the budgets and stocks of
some donors. The verb runs as a user runs it, one process of the machine a worker. Run as a
program, all is measured and printed; an argument sets the number of draws.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

HERE = Path(__file__).parent
DRAWS, TURNS, MANY = 40, 3, 1000
MOST = 10
"""So many parties, of 32, have uncertain budgets and stocks."""

FOEDUS = (sys.executable, "-c", "from foedus.cli import main; main()")
RANGES = (
    ("requirements", "quantity", "capability", ";kind=deliver", "triangular", 0.8, 1.0, 1.3),
    ("lines", "capacity", "line", "", "normal", 0.6, None, 1.2),
    ("budgets", "amount", "party", "", "uniform", 0.7, None, 1.3),
    ("stocks", "quantity", "party", "", "lognormal", 0.7, None, 1.4),
)
"""Table, column, key, further condition, distribution, low, mode, high; all scale."""
Row = tuple[str, str, str, str, str]
"""What, ours, the measure, ratio, target."""


def uncertain(folder: Path) -> int:
    """Write the ranges into a case and return how many there are."""
    rows = []
    for table, column, key, also, distribution, low, mode, high in RANGES:
        frame = pl.read_csv(folder / f"{table}.csv", infer_schema=False)
        if also:
            frame = frame.filter(pl.col("kind") == "deliver")
        names = frame[key].unique().sort().to_list()
        rows += [
            (f"{table} {name}", table, column, f"{key}={name}{also}", "2025-01", "", "scale",
             distribution, low, mode, high)
            for name in names[:MOST]
        ]  # fmt: skip
    header = ("uncertainty", "table", "column", "where", "first", "last", "operation",
              "distribution", "low", "mode", "high")  # fmt: skip
    with (folder / "uncertainties.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return len(rows)


def run(case: Path, out: Path, draws: int, workers: int) -> dict[str, float]:
    """Return wall and CPU seconds of the verb, and what its draws took."""
    before, started = _cpu(), time.perf_counter()
    command = [*FOEDUS, "ensemble", str(case), "--draws", str(draws), "--workers", str(workers)]
    subprocess.run(
        [*command, "--out", str(out)], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wall, cpu = time.perf_counter() - started, _cpu() - before
    answer = json.loads((out / "ensemble.json").read_text(encoding="utf-8"))
    solve = sum(draw["seconds"] for draw in answer["draws"])
    other = sum(draw["other"] for draw in answer["draws"])
    files = list((out / "draws").glob("*.jsonl"))
    times = [file.stat().st_mtime for file in files]
    begun = min(int(file.stem.rpartition("-")[2]) for file in files) / 1e9
    return {
        "wall": wall, "cpu": cpu, "solve": solve, "other": other,
        "drawing": max(times) - begun,
    }  # fmt: skip


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, draws: int = DRAWS) -> list[Row]:
    """Return the table's rows."""
    case = folder / "S-uncertain"
    subprocess.run([sys.executable, str(HERE / "generator.py"), "S", str(case)], check=True)
    ranges = uncertain(case)
    turns: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    for turn in range(TURNS):
        for workers in turns:
            turns[workers].append(run(case, folder / f"run-{turn}-{workers}", draws, workers))
    mid = {
        w: {name: statistics.median(found[name] for found in several) for name in several[0]}
        for w, several in turns.items()
    }
    return _rows(mid, draws, ranges)


def _importance(ranges: int) -> float:
    """Return the CPU seconds of importance over as many draws as are extrapolated to."""
    from foedus.futures.importance import importance

    values = np.random.default_rng(0).random((MANY, ranges))
    level = values[:, :10].sum(axis=1)
    started = time.process_time()
    importance([f"u{n}" for n in range(ranges)], values, level, seed=0)
    return time.process_time() - started


def _rows(mid: dict[int, dict[str, float]], draws: int, ranges: int) -> list[Row]:
    one, two = mid[1], mid[2]
    label = f"ensemble, S, {draws} draws of {ranges} ranges (load {os.getloadavg()[0]:.1f})"
    per_draw = one["other"] / (one["solve"] + one["other"])
    fixed = one["cpu"] - one["solve"] - one["other"]
    weighed = _importance(ranges)
    besides = fixed + weighed + MANY / draws * one["other"]
    whole = besides + MANY / draws * one["solve"]
    return [
        (f"{label}: of a draw, not the solver's", f"{one['other'] / draws:.3f} s",
         f"{one['solve'] / draws:.2f} s in run()", f"{per_draw:.1%}", "<= 5 %"),
        ("… all that comes once (start, set-up, pictures, page), at this count",
         f"{fixed:.1f} s", f"{one['cpu']:.1f} s in all", f"{fixed / one['cpu']:.1%}", ""),
        (f"… all that is not the solver's, if {MANY} draws take as long each (importance "
         f"{weighed:.0f} s)", f"{besides:.0f} s", f"{whole:.0f} s in all",
         f"{besides / whole:.1%}", "<= 5 %"),
        ("… two workers beside one, from the first to the last draw (wall)",
         f"{two['drawing']:.1f} s", f"{one['drawing']:.1f} s",
         f"{one['drawing'] / two['drawing']:.2f} x", ">= 1.7 x"),
        ("… the whole verb (wall)", f"{two['wall']:.1f} s", f"{one['wall']:.1f} s",
         f"{one['wall'] / two['wall']:.2f} x", ""),
        ("… draws a second, two workers", f"{draws / two['drawing']:.2f}", "", "", ""),
    ]  # fmt: skip


def main() -> None:
    """Measure and print."""
    draws = int(sys.argv[1]) if sys.argv[1:] else DRAWS
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder), draws):
            sys.stdout.write(" | ".join(row) + "\n")


if __name__ == "__main__":
    main()
