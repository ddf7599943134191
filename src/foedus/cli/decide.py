"""``foedus decide``: what is adopted under a rule, why, and what would turn it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk
from foedus.cli.inputs import (
    Inputs,
    Where,
    in_body,
    members_of,
    only_once,
    options_of,
    read_day,
    read_instant,
    shown,
)

if TYPE_CHECKING:
    from foedus.decide.rule import Rule
    from foedus.results.verdict import Verdict


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
    """

    rule: Path
    acts: Path
    where: Where
    on: str | None
    closes: str | None


def decide(desk: Desk, ballot: Ballot) -> int:
    """Say what is adopted and why; return the exit code, 0 whether adopted or not."""
    from foedus.brief.report_terminal import to_terminal
    from foedus.brief.verdict_report import verdict_report
    from foedus.results.record_json import verdict_as_json

    verdict, rule = _verdict(ballot)
    desk.give(verdict_as_json(verdict))
    report = verdict_report(verdict, desk.language, rule=rule)
    desk.say(to_terminal(report, desk.out.width))
    return OK


def _verdict(ballot: Ballot) -> tuple[Verdict, Rule]:
    from foedus.decide.acts import read_acts
    from foedus.decide.membership import with_populations
    from foedus.decide.tally import decide_table

    only_once(ballot.rule, ballot.acts)
    day, closes = read_day("--on", ballot.on), read_instant("--closes", ballot.closes)
    inputs, file = Inputs(), shown(ballot.acts)
    rule = in_body(inputs.rule(ballot.rule), ballot.where)
    case = inputs.case(ballot.where.case) if ballot.where.case else None
    text = inputs.text("acts", ballot.acts)
    day = day or max((act.at.date() for act in read_acts(text).acts), default=None)
    members = members_of(rule, case, day)
    if case is not None:
        rule = with_populations(rule, case)
    verdict = decide_table(rule, text, members=members, closes=closes, file=file)
    asked = options_of(ballot.where, on=_day(day), closes=ballot.closes)
    return inputs.stamped(verdict, **asked), rule


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
