"""``foedus new``: an empty case to fill in."""

from __future__ import annotations

from pathlib import Path

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.places import WORKBOOKS


def new(desk: Desk, place: Path, *, workbook: bool) -> int:
    """Make an empty case, a folder or a workbook, and return the exit code."""
    from foedus.case.new import new_folder, new_workbook

    as_workbook = workbook or place.suffix.lower() in WORKBOOKS
    target = place.with_suffix(".xlsx") if as_workbook and not place.suffix else place
    if target.exists():
        raise usage("place-taken", target)
    make = new_workbook if as_workbook else new_folder
    make(target, desk.language.code)
    desk.note("said.written", place=target)
    desk.note("said.next", place=target)
    desk.give({"written": str(target)})
    return OK
