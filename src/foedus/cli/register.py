"""``foedus register``: who belongs to a body on a day, and how far a list agrees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from foedus.cli.background import background_of
from foedus.cli.desk import OK, Desk
from foedus.cli.inputs import Inputs, need_day
from foedus.cli.ledger import show_report, write_report
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.brief.register_report import Entries
    from foedus.case.model import Case
    from foedus.errors import Finding
    from foedus.results.record import Succession
    from foedus.results.register import Register

OFFICES = {"nato": "secretary-general"}
"""Who heads a body."""


@dataclass(frozen=True)
class Roll:
    """What was asked of the register, as it was written.

    Parameters
    ----------
    at : str
        A day.
    against : Path, optional
        A list of members.
    body : str
    html : Path, optional
    lists : {"sheet", "all"}
    """

    at: str
    against: Path | None = None
    body: str = "nato"
    html: Path | None = None
    lists: Literal["sheet", "all"] = "sheet"


def register(desk: Desk, place: Path, roll: Roll) -> int:
    """Show the register, hold a list against it, and return the exit code."""
    from foedus.brief.figures_words import figures_findings
    from foedus.brief.register_report import register_report
    from foedus.results.record_json import plain, succession_as_json
    from foedus.sources.register import register as engine
    from foedus.sources.register_list import read_list

    if roll.html is not None:
        require_writable_file(roll.html)
    day = need_day("--at", roll.at)
    listed = None if roll.against is None else read_list(roll.against)
    case = Inputs().case(place)
    found = engine(case, day, body=roll.body, listed=listed)
    found = replace(found, findings=(*_after(case, day), *found.findings))
    entries = _entries(case, found, day)
    background = background_of(case, "ledger")
    report = register_report(entries, desk.language, background=background, shown=roll.lists)
    write_report(desk, report, roll.html)
    head = entries.succession
    first = {"at": plain(day), "body": roll.body, "members": plain(entries.register.members)}
    more = {
        "head": None if head is None else succession_as_json(head),
        "agreements": plain(entries.agreements),
    }
    rest = {name: plain(value) for name, value in vars(entries.register).items()}
    rest["findings"] = figures_findings(found.findings, desk.language)
    desk.give({**first, **more, **{n: v for n, v in rest.items() if n not in first}})
    show_report(desk, report)
    return OK


def _after(case: Case, day: date) -> list[Finding]:
    """Return the warning of a day after the case's own, of which the case may not know."""
    from foedus.case.known import hindsight

    return [found for found in hindsight(case, day) if found.kind == "record.after-as-of"]


def _entries(case: Case, found: Register, day: date) -> Entries:
    from foedus.brief.register_report import Entries
    from foedus.decide.desk import agreements
    from foedus.decide.evidence import rows_on

    rows = rows_on(case, day)
    evidence = {
        row["party"]: rows.evidence(row)
        for row in rows.of("memberships")
        if row["body"] == found.body
    }
    assumed = {party for party, own in evidence.items() if own.basis != "sourced"}
    return Entries(found, _head(case, found.body, day), agreements(rows, day), frozenset(assumed))


def _head(case: Case, body: str, day: date) -> Succession | None:
    """Return who heads the body, and who comes next; the nominations are left to their own page."""
    from foedus.decide.succession import succession

    office = OFFICES.get(body)
    if office is None or office not in set(case.tables["terms"]["office"]):
        return None
    return replace(succession(case, day, office=office), nominations=())
