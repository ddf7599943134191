"""Good offices: where the file of a dispute stands is a pure function of its log and the time.

The Council's resolution on the peaceful settlement of disputes of December 1956
(https://www.nato.int/cps/en/natohq/official_texts_17482.htm) has members submit a dispute to good
offices within the alliance before any other agency, lets the Secretary General offer them
informally at any time, and lets him start or ease inquiry, mediation, conciliation or arbitration
with the parties' consent. Nothing is recorded of a party without its consent, beside that it was
asked, and that it declined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from foedus.decide.joined import appended
from foedus.decide.json_lines import read_lines
from foedus.errors import Finding, InputError
from foedus.mediate import offices_steps
from foedus.mediate.offices_check import checked
from foedus.mediate.offices_events import FORM, Event
from foedus.mediate.offices_next import open_file
from foedus.mediate.offices_state import ENDED, Members, Standing
from foedus.mediate.offices_view import known
from foedus.results.offices import Offices, OpenFile
from foedus.results.stamp import RecordStamp


def offices_of(
    text: str,
    at: datetime,
    *,
    members: Members | None = None,
    stamp: RecordStamp | None = None,
    file: str = "events.jsonl",
) -> Offices:
    """Return where the file of a log's text stands at an instant: the office's own view.

    Parameters
    ----------
    text : str
        The whole log; events after ``at`` are checked and left out.
    at : datetime
        With a zone; also before the log begins.
    members : callable of date to collection of str, optional
        The members on a day; asked for the day, UTC, on which a party is named. Without it,
        parties are not held against a membership.
    stamp : RecordStamp, optional
    file : str
        Name of the log in findings.

    Raises
    ------
    InputError
        With the faults of form and of substance at once, in the order of the lines.
    ValueError
        Where ``at`` has no zone.

    Examples
    --------
    >>> log = '{"at": "2024-10-01T08:00Z", "kind": "offer", "by": "office", "to": ["GRC", "TUR"]}'
    >>> found = offices_of(log, datetime(2024, 10, 2, tzinfo=UTC))
    >>> found.state, found.missing
    ('offered', ('GRC', 'TUR'))
    """
    if at.tzinfo is None:
        raise ValueError("at: the instant has no zone")
    events = faultless(text, members=members, file=file)
    return _standing_at(events, at.astimezone(UTC), members, stamp or RecordStamp())


def faultless(
    text: str, *, members: Members | None = None, file: str = "events.jsonl"
) -> tuple[Event, ...]:
    """Return the events of a log that has no fault.

    Raises
    ------
    InputError
        With every fault of the log.
    """
    lines, unread = read_lines(text, FORM, file=file)
    events, faults = checked(lines, members, file)
    if faults or unread:
        raise InputError([*faults, *unread])
    return events


def append(
    text: str,
    more: str,
    *,
    members: Members | None = None,
    file: str = "events.jsonl",
    more_file: str | None = None,
) -> str:
    """Return the text of a log with further events, each on a line of its own at its end.

    Parameters
    ----------
    text, more, file, more_file : str
        As for `foedus.decide.joined.appended`.
    members : callable of date to collection of str, optional

    Raises
    ------
    InputError
        With every fault of the log so far and of the further events.
    """
    return appended(
        text,
        more,
        lambda whole: faultless(whole, members=members, file=file),
        file=file,
        more_file=more_file,
    )


def open_files(
    logs: Mapping[str, str], at: datetime, *, members: Members | None = None
) -> tuple[OpenFile, ...] | None:
    """Return the good offices that are not ended at an instant, for a hand-over page.

    A line says where a file stands, and nothing that was written in confidence.

    Parameters
    ----------
    logs : mapping of str to str
        The texts of the logs by their names.
    at : datetime
        With a zone.
    members : callable of date to collection of str, optional

    Returns
    -------
    tuple of OpenFile, or None
        None where none of the logs had begun: that there are any is itself learnt later.

    Raises
    ------
    InputError
        With the faults of every log.
    """
    begun: dict[str, Offices] = {}
    faults: list[Finding] = []
    for name, text in logs.items():
        try:
            offices = offices_of(text, at, members=members, file=name)
        except InputError as error:
            faults += error.findings
        else:
            if offices.state != "none":
                begun[name] = offices
    if faults:
        raise InputError(faults)
    open_now = {name: offices for name, offices in begun.items() if offices.state not in ENDED}
    return tuple(open_file(name, offices) for name, offices in open_now.items()) if begun else None


def _standing_at(
    events: Sequence[Event], at: datetime, members: Members | None, stamp: RecordStamp
) -> Offices:
    acted = [event for event in events if event.at <= at]
    standing = Standing()
    for event in acted:
        standing = offices_steps.apply(standing, event)
    items = tuple(standing.items.values())
    return Offices(
        at=at,
        state=standing.state,
        viewer=None,
        parties=tuple(standing.parties.values()),
        missing=standing.missing,
        procedure=standing.procedure,
        agreed=MappingProxyType(dict(standing.agreed)),
        offers=standing.offers,
        submitted=standing.submitted,
        rounds=standing.rounds,
        items=items,
        known=tuple(known(standing.rounds, items, party) for party in standing.parties),
        suspended=standing.suspended,
        settled=standing.settled,
        closed=standing.closed,
        titles=MappingProxyType(dict(standing.titles)),
        upcoming=len(events) - len(acted),
        members_known=members is not None,
        last=acted[-1].at if acted else None,
        stamp=stamp,
        called=MappingProxyType(dict(standing.called)),
    )
