"""Measurements of importing Kiel's workbook; prints one line of JSON.

``python benchmarks/import_kiel.py TASK FILE`` with TASK ``ours`` (guards, four sheets, ledger,
totals held against the published ones), ``calamine`` (the same four sheets as text, through
fastexcel, nothing else), ``polars`` (the same four, through ``polars.read_excel``) or ``whole``
(all sheets of the workbook as text); FILE is the workbook of release 7. Seconds are CPU seconds of
the process (all threads), the median of several runs after one that is not counted.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from task import _median, _peak

REPEATS = 21
SHEETS = (
    "Bilateral assistance, MAIN DATA",
    "Country Summary",
    "Exchange rates",
    "Updates and Corrections",
)


def ours(file: Path) -> dict[str, Any]:
    """Import the workbook, as ``foedus import`` does before it writes."""
    from foedus.sources.kiel_workbook import read

    rows = read(file, retrieved=date(2024, 10, 1)).tables["ledger"].height
    return {
        "rows": rows,
        "seconds": _median(lambda: read(file, retrieved=date(2024, 10, 1)), REPEATS),
    }


def _text(file: Path, sheets: tuple[str, ...]) -> int:
    book = fastexcel.read_excel(file)
    frames = [
        book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        for name in sheets or book.sheet_names
    ]
    return sum(frame.height for frame in frames)


def calamine(file: Path) -> dict[str, Any]:
    """Read the four sheets as text."""
    return {"rows": _text(file, SHEETS), "seconds": _median(lambda: _text(file, SHEETS), REPEATS)}


def polars(file: Path) -> dict[str, Any]:
    """Read the four sheets through Polars, which guesses types; its remarks are left out."""

    def run() -> int:
        with contextlib.redirect_stderr(io.StringIO()):
            read = pl.read_excel(file, sheet_name=list(SHEETS), engine="calamine")
        return sum(frame.height for frame in read.values())

    return {"rows": run(), "seconds": _median(run, REPEATS)}


def whole(file: Path) -> dict[str, Any]:
    """Read all sheets of the workbook as text."""
    return {"rows": _text(file, ()), "seconds": _median(lambda: _text(file, ()), REPEATS)}


TASKS = {"ours": ours, "calamine": calamine, "polars": polars, "whole": whole}

if __name__ == "__main__":
    found = TASKS[sys.argv[1]](Path(sys.argv[2]))
    print("RESULT " + json.dumps({**found, "peak": _peak()}))
