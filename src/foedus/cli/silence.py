"""``foedus silence``: where a silence procedure stands, and further events for its log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk
from foedus.cli.growing import growing
from foedus.cli.inputs import (
    Inputs,
    Where,
    in_body,
    members_of,
    only_once,
    options_of,
    shown,
)
from foedus.cli.moments import read_moment
from foedus.cli.pages import replace_file, show_report
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.decide.rule import Rule
    from foedus.results.silence import Silence

Members = Callable[[date], Collection[str]]


@dataclass(frozen=True)
class Procedure:
    """What was asked of a silence procedure, as it was written.

    Parameters
    ----------
    events, rule : Path
    where : Where
    at : str, optional
        Instant, day, or time in ``zone``; now unless said.
    add : Path, optional
        Further events for the log.
    ics : Path, optional
        Where to write the deadlines as a calendar.
    zone : str, optional
        IANA zone in which ``at`` is read where it has no offset.
    html : Path, optional
        Where to write the page.
    """

    events: Path
    rule: Path
    where: Where
    at: str | None = None
    add: Path | None = None
    ics: Path | None = None
    zone: str | None = None
    html: Path | None = None


def silence(desk: Desk, asked: Procedure) -> int:
    """Say where a silence procedure stands, after any further events; return the exit code."""
    from foedus.brief.silence_report import silence_report
    from foedus.decide.events import parse_events
    from foedus.decide.log_check import doubts, titles
    from foedus.results.record_json import silence_as_json

    result, rule, text = _stands(desk, asked)
    file = shown(asked.events)
    events = parse_events(text, file=file)
    called = titles(events, result.at)
    name = Path(file).stem
    title = desk.language.own(called) if called else name
    if asked.ics is not None:
        _write_calendar(desk, result, {name: title}, asked.ics)
    doubted = doubts(events, file=file)
    report = silence_report(result, desk.language, name=title, rule=rule, findings=doubted)
    answer = {**silence_as_json(result), "titles": dict(called)}
    show_report(desk, report, answer, findings=doubted, html=asked.html)
    return OK


def _stands(desk: Desk, asked: Procedure) -> tuple[Silence, Rule, str]:
    from foedus.decide.silence import silence_of

    at = read_moment("--at", asked.at, asked.zone) or datetime.now(UTC)
    only_once(asked.rule, asked.events, asked.add)
    for file in (asked.ics, asked.html):
        if file is not None:
            require_writable_file(file)
    inputs, name = Inputs(), shown(asked.events)
    rule = in_body(inputs.rule(asked.rule), asked.where)
    case = inputs.case(asked.where.case) if asked.where.case else None
    members = members_on_days(rule, case)
    text = _log(desk, asked, inputs, rule, members)
    result = silence_of(text, at, rule=rule, members=members, file=name)
    stamped = inputs.stamped(result, **options_of(asked.where, at=at.isoformat()))
    return stamped, rule, text


def members_on_days(rule: Rule, case: Case | None) -> Members | None:
    """Return the membership as a function of the day; None where nobody knows it."""
    if isinstance(rule.members, str) and case is None:
        return None
    return lambda day: members_of(rule, case, day)


def _log(desk: Desk, asked: Procedure, inputs: Inputs, rule: Rule, members: Members | None) -> str:
    """Return the text of the log, with the further events where there are any."""
    if asked.add is None:
        return inputs.text("events", asked.events)
    from foedus.decide.silence import append

    file, more_file = shown(asked.events), shown(asked.add)
    grow = partial(append, rule=rule, members=members, file=file, more_file=more_file)
    with growing(desk, inputs, asked.events, asked.add, grow) as new:
        return new


def _write_calendar(desk: Desk, result: Silence, titles: Mapping[str, str], file: Path) -> None:
    from foedus.brief.calendar import to_ics

    silences = dict.fromkeys(titles, result)
    replace_file(file, to_ics(silences, desk.language, titles=titles))
    desk.note("said.written", place=file)
