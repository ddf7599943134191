"""``foedus silence``: where a silence procedure stands, and further events for its log."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import (
    STDIN,
    Inputs,
    Where,
    in_body,
    members_of,
    only_once,
    options_of,
    read_instant,
    shown,
)
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
        Instant; now unless said.
    add : Path, optional
        Further events for the log.
    ics : Path, optional
        Where to write the deadlines as a calendar.
    """

    events: Path
    rule: Path
    where: Where
    at: str | None
    add: Path | None
    ics: Path | None


def silence(desk: Desk, asked: Procedure) -> int:
    """Say where a silence procedure stands, after any further events; return the exit code."""
    from foedus.brief.report_terminal import to_terminal
    from foedus.brief.silence_report import silence_report
    from foedus.results.record_json import silence_as_json

    result, rule = _stands(desk, asked)
    name = Path(shown(asked.events)).stem
    if asked.ics is not None:
        _write_calendar(desk, result, name, asked.ics)
    desk.give(silence_as_json(result))
    report = silence_report(result, desk.language, name=name, rule=rule)
    desk.say(to_terminal(report, desk.out.width))
    return OK


def _stands(desk: Desk, asked: Procedure) -> tuple[Silence, Rule]:
    from foedus.decide.silence import silence_of

    at = read_instant("--at", asked.at) or datetime.now(UTC)
    only_once(asked.rule, asked.events, asked.add)
    if asked.ics is not None:
        require_writable_file(asked.ics)
    inputs, file = Inputs(), shown(asked.events)
    rule = in_body(inputs.rule(asked.rule), asked.where)
    case = inputs.case(asked.where.case) if asked.where.case else None
    members = members_on_days(rule, case)
    text = _log(desk, asked, inputs, rule, members)
    result = silence_of(text, at, rule=rule, members=members, file=file)
    return inputs.stamped(result, **options_of(asked.where, at=at.isoformat())), rule


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

    if asked.events == STDIN:
        raise usage("add-to-stdin", "--add")
    more = inputs.text("added", asked.add)
    require_writable_file(asked.events)
    with alone_in(asked.events.resolve().parent):
        old = inputs.text("events", asked.events) if asked.events.exists() else ""
        new = append(old, more, rule=rule, members=members, file=shown(asked.events))
        replace_file(asked.events, new)
    inputs.add("events", new)
    desk.note("said.written", place=asked.events)
    return new


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes that do the same out of a folder, so that no event is lost.

    Where the system has no such lock (Windows), two that add at once may still overwrite each
    other.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(file: Path, text: str) -> None:
    """Write a file beside its place and then put it there: the old one stands, or the new one."""
    place = file.resolve()
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        else:
            Path(beside).chmod(0o644)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _write_calendar(desk: Desk, result: Silence, name: str, file: Path) -> None:
    from foedus.brief.calendar import to_ics

    replace_file(file, to_ics({name: result}, desk.language))
    desk.note("said.written", place=file)
