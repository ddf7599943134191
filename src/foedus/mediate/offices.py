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

from foedus.errors import Finding, InputError
from foedus.mediate import offices_steps
from foedus.mediate.offices_check import checked
from foedus.mediate.offices_events import Event, read_lines
from foedus.mediate.offices_places import joined
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
    lines, unread = read_lines(text, file=file)
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

    The text before stays as it is, character by character.

    Parameters
    ----------
    text : str
        The log so far; may be empty.
    more : str
        Further events as JSON Lines.
    members : callable of date to collection of str, optional
    file : str
        Name of the log in findings.
    more_file : str, optional
        Name of the further events in findings, which then have its rows; without it, the rows
        that they would have in the new log.

    Raises
    ------
    InputError
        With every fault of the log so far and of the further events.
    """
    whole = joined(text, more)
    try:
        faultless(whole.text, members=members, file=file)
    except InputError as error:
        if more_file is None:
            raise
        placed = [whole.place(finding, file, more_file) for finding in error.findings]
        raise InputError(placed) from None
    return whole.text


def open_files(
    logs: Mapping[str, str], at: datetime, *, members: Members | None = None
) -> tuple[OpenFile, ...]:
    """Return the good offices that are not ended at an instant, for a hand-over page.

    A line says where a file stands, and nothing that was written in confidence.

    Parameters
    ----------
    logs : mapping of str to str
        The texts of the logs by their names.
    at : datetime
        With a zone.
    members : callable of date to collection of str, optional

    Raises
    ------
    InputError
        With the faults of every log.
    """
    found: list[OpenFile] = []
    faults: list[Finding] = []
    for name, text in logs.items():
        try:
            offices = offices_of(text, at, members=members, file=name)
        except InputError as error:
            faults += error.findings
        else:
            if offices.state not in {"none", *ENDED}:
                found.append(_open_file(name, offices))
    if faults:
        raise InputError(faults)
    return tuple(found)


def _open_file(name: str, offices: Offices) -> OpenFile:
    return OpenFile(
        name=name,
        titles=offices.titles,
        state=offices.state,
        parties=tuple(party.name for party in offices.parties),
        missing=offices.missing,
        procedure=offices.procedure,
        round=len(offices.rounds),
        last=offices.last,
    )


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
