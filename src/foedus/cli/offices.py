"""``foedus offices``: where the good offices of a dispute stand, and further events for the log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.growing import growing
from foedus.cli.inputs import Inputs, only_once, shown
from foedus.cli.moments import read_moment
from foedus.cli.pages import show_report
from foedus.cli.places import require_writable_file
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.results.offices import Offices

ALLIANCE = "nato"
"""The body of a case whose members the resolution binds, unless the user names another."""

Members = Callable[[date], Collection[str]]


@dataclass(frozen=True)
class GoodOffices:
    """What was asked of the file of a dispute, as it was written.

    Parameters
    ----------
    events : Path
    at : str, optional
        Instant, day, or time in ``zone``; now unless said.
    case : Path, optional
        Against whose membership the parties are held.
    body : str, optional
        The body of the case; the alliance unless said.
    add : Path, optional
        Further events for the log.
    viewer : str, optional
        The party whose view is shown; the whole file unless said.
    zone : str, optional
        IANA zone in which ``at`` is read where it has no offset.
    html : Path, optional
        Where to write the page.
    """

    events: Path
    at: str | None = None
    case: Path | None = None
    body: str | None = None
    add: Path | None = None
    viewer: str | None = None
    zone: str | None = None
    html: Path | None = None


def offices(desk: Desk, asked: GoodOffices) -> int:
    """Say where good offices stand, after any further events; return the exit code."""
    from foedus.brief.offices_report import offices_report
    from foedus.results.offices_json import offices_as_json

    result, doubted = _stands(desk, asked)
    titles = result.titles
    title = desk.language.own(titles) if titles else Path(shown(asked.events)).stem
    report = offices_report(result, desk.language, name=title, findings=doubted)
    show_report(desk, report, offices_as_json(result), findings=doubted, html=asked.html)
    return OK


Answer = tuple["Offices", tuple["Finding", ...]]


def _stands(desk: Desk, asked: GoodOffices) -> Answer:
    """Return the file, whole or as a party sees it, and the warnings that the office sees."""
    at = read_moment("--at", asked.at, asked.zone) or datetime.now(UTC)
    only_once(asked.events, asked.add)
    if asked.html is not None:
        require_writable_file(asked.html)
    inputs = Inputs()
    members = _members(inputs, asked)
    if asked.add is not None:
        grow = partial(_grown, asked, asked.add, members)
        with growing(desk, inputs, asked.events, asked.add, grow) as text:
            return _answer(text, at, asked, inputs, members)
    text = inputs.text("events", asked.events)
    return _answer(text, at, asked, inputs, members)


@contextmanager
def _in_confidence(asked: GoodOffices) -> Iterator[None]:
    """Tell a party only that a log has faults: they name others, and what is not its own."""
    from foedus.mediate.offices_view import WITHHELD

    try:
        yield
    except InputError as error:
        if asked.viewer is None:
            raise
        kept = Finding("fault", WITHHELD, shown(asked.events))
        raise InputError([kept]) from error


def _answer(
    text: str, at: datetime, asked: GoodOffices, inputs: Inputs, members: Members | None
) -> Answer:
    from foedus.mediate.offices import faultless, offices_of
    from foedus.mediate.offices_check import doubts
    from foedus.mediate.offices_view import seen_by

    file = shown(asked.events)
    with _in_confidence(asked):
        found = offices_of(text, at, members=members, file=file)
    options = {"case": asked.case, "body": asked.body, "for": asked.viewer}
    whole = inputs.stamped(found, at=found.at.isoformat(), **options)
    if asked.viewer is None:
        return whole, doubts(faultless(text, members=members, file=file), file=file)
    # The hash of the whole log would tell a party that something was added.
    hashes = {name: digest for name, digest in whole.stamp.inputs.items() if name == "case"}
    seen = seen_by(whole, asked.viewer, file=file)
    return replace(seen, stamp=replace(seen.stamp, inputs=hashes)), ()


def _grown(asked: GoodOffices, add: Path, members: Members | None, old: str, more: str) -> str:
    from foedus.mediate.offices import append

    file, more_file = shown(asked.events), shown(add)
    with _in_confidence(asked):
        return append(old, more, members=members, file=file, more_file=more_file)


def _members(inputs: Inputs, asked: GoodOffices) -> Members | None:
    """Return the membership as a function of the day; None where no case was given."""
    if asked.case is None:
        if asked.body is not None:
            raise usage("body-without-case", "--body", body=asked.body)
        return None
    from foedus.decide.membership import members_on

    case, body = inputs.case(asked.case), asked.body or ALLIANCE
    return lambda day: members_on(case, body, day)
