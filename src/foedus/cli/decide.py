"""``foedus decide``: what is adopted under a rule, why, and what would turn it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from foedus.cli.desk import OK, Desk
from foedus.cli.inputs import (
    Inputs,
    Where,
    in_body,
    members_of,
    only_once,
    options_of,
    read_day,
    shown,
)
from foedus.cli.moments import read_instant, read_zone
from foedus.cli.pages import show_report
from foedus.cli.places import require_writable_file
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.decide.rule import Rule
    from foedus.results.verdict import Verdict

T = TypeVar("T")


@dataclass(frozen=True)
class Ballot:
    """What was asked of a decision, as it was written.

    Parameters
    ----------
    rule, acts : Path
    where : Where
    on : str, optional
        Day of the membership.
    closes : str, optional
        Instant at which the ballot closes.
    zone : str, optional
        IANA zone on whose clocks instants without an offset are read.
    html : Path, optional
        Where to write the page.
    """

    rule: Path
    acts: Path
    where: Where
    on: str | None = None
    closes: str | None = None
    zone: str | None = None
    html: Path | None = None


@dataclass
class _Gathered:
    """Gathers the faults of several inputs, so that one does not hide those of another."""

    faults: list[Finding] = field(default_factory=list)

    def of(self, work: Callable[[], T]) -> T | None:
        """Return what some work gives, or None where it has faults, which are kept."""
        try:
            return work()
        except InputError as error:
            self.faults += error.findings
            return None


def decide(desk: Desk, ballot: Ballot) -> int:
    """Say what is adopted and why; return the exit code, 0 whether adopted or not."""
    from foedus.brief.verdict_report import verdict_report
    from foedus.decide.tally import doubts
    from foedus.results.record_json import verdict_as_json

    only_once(ballot.rule, ballot.acts)
    if ballot.html is not None:
        require_writable_file(ballot.html)
    verdict, rule = _verdict(ballot)
    report = verdict_report(verdict, desk.language, rule=rule)
    doubted = doubts(verdict, file=shown(ballot.acts))
    show_report(desk, report, verdict_as_json(verdict), findings=doubted, html=ballot.html)
    return OK


def _verdict(ballot: Ballot) -> tuple[Verdict, Rule]:
    from foedus.decide.acts import read_acts
    from foedus.decide.membership import with_populations
    from foedus.decide.tally import decide_table

    inputs, file, where = Inputs(), shown(ballot.acts), ballot.where
    gathered = _Gathered()
    zone = gathered.of(lambda: read_zone(ballot.zone))
    asked = gathered.of(lambda: read_day("--on", ballot.on))
    known = None if zone is None else ballot.zone  # a wrong zone is told once
    closes = gathered.of(lambda: read_instant("--closes", ballot.closes, known))
    rule = gathered.of(lambda: in_body(inputs.rule(ballot.rule), where))
    case = None if where.case is None else gathered.of(partial(inputs.case, where.case))
    text = gathered.of(lambda: inputs.text("acts", ballot.acts))
    table = read_acts(text or "", file=file, zone=zone)
    day = asked or max((act.day or act.at.date() for act in table.acts), default=None)
    members = None
    if rule is not None and not gathered.faults:
        members = gathered.of(partial(members_of, rule, case, day))
    if rule is None or text is None or members is None:
        raise InputError([*gathered.faults, *(table.faults if text is not None else ())])
    if case is not None:
        rule = with_populations(rule, case)
    verdict = decide_table(rule, text, members=members, closes=closes, file=file, zone=zone)
    options = options_of(where, on=_day(day), closes=ballot.closes, zone=ballot.zone)
    return inputs.stamped(verdict, **options), rule


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
