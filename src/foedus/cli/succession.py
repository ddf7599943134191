"""``foedus succession``: who holds an office on a day, and who comes next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk
from foedus.cli.inputs import Inputs, need_day
from foedus.cli.pages import show_report
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.results.record import SourceLine


def succession(
    desk: Desk, place: Path, office: str | None, at: str, html: Path | None = None
) -> int:
    """Say who holds an office and how the succession stands; return the exit code."""
    from foedus.brief.succession_report import succession_report
    from foedus.decide.succession import succession as find
    from foedus.results.record_json import succession_as_json

    if html is not None:
        require_writable_file(html)
    day = need_day("--at", at)
    case = Inputs().case(place)
    result = find(case, day, office=office)
    report = succession_report(result, desk.language, sources=_sources(case))
    show_report(desk, report, succession_as_json(result), html=html)
    return OK


def _sources(case: Case) -> tuple[SourceLine, ...]:
    from foedus.results.record import SourceLine

    fields = SourceLine.__dataclass_fields__
    rows = case.tables["sources"].iter_rows(named=True)
    return tuple(SourceLine(**{name: row[name] for name in fields}) for row in rows)
