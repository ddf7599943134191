"""The silence procedure: where it stands is a pure function of its log and the time.

No timer has to run for a text to be adopted at its hour. The whole log is checked whatever the
time asked for; then the events up to that time act, one after the other, and what time itself has
brought about is added (see `foedus.decide.steps`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from foedus.decide import steps
from foedus.decide.events import FORM, KINDS, Event, EventKind, as_line
from foedus.decide.joined import appended
from foedus.decide.json_lines import read_lines
from foedus.decide.log_check import Taken, checked
from foedus.decide.procedure import Members, Place, Standing, Terms, lapse
from foedus.decide.rule import Rule
from foedus.errors import Finding, InputError
from foedus.results.silence import Noted, Round, Silence
from foedus.results.stamp import RecordStamp


def silence(
    events: Sequence[Event],
    at: datetime,
    *,
    rule: Rule,
    members: Members | None = None,
    stamp: RecordStamp | None = None,
    file: str = "events.jsonl",
) -> Silence:
    r"""Return where a silence procedure stands at an instant.

    Parameters
    ----------
    events : sequence of Event
        The whole log; events after ``at`` are checked and left out.
    at : datetime
        With a zone; also before the log begins.
    rule : Rule
        With its terms of silence.
    members : callable of date to collection of str, optional
        The members on a day; asked for the local date of each circulation in its zone. Without
        it, who acts is not held against a membership.
    stamp : RecordStamp, optional
    file : str
        Name of the log in findings.

    Raises
    ------
    InputError
        With every fault of the log, or where the rule provides for no silence procedure.
    ValueError
        Where ``at`` has no zone.

    Examples
    --------
    >>> from foedus.decide.events import parse_events
    >>> from foedus.decide.rule import Group, Rule, SilenceTerms
    >>> rule = Rule("own", "Rules, 1", ("FRA",), (), None, False, Group("all", ()),
    ...             SilenceTerms(), {}, {})
    >>> log = parse_events('{"at": "2024-10-01T08:00Z", "kind": "circulate", "zone": "UTC", '
    ...     f'"expires": "2024-10-04T08:00Z", "hash_en": "{"0" * 64}", "hash_fr": "{"1" * 64}"}}')
    >>> [silence(log, datetime(2024, 10, day, 8, tzinfo=UTC), rule=rule).state for day in (3, 4)]
    ['under_silence', 'adopted']
    """
    lines = [as_line(event) for event in events]
    taken, faults = checked(lines, _terms(rule, members, file), file)
    if faults:
        raise InputError(faults)
    return _standing_at(taken, at, rule, members, stamp)


def silence_of(
    text: str,
    at: datetime,
    *,
    rule: Rule,
    members: Members | None = None,
    stamp: RecordStamp | None = None,
    file: str = "events.jsonl",
) -> Silence:
    """Return where the procedure of a log's text stands; see `silence`.

    Raises
    ------
    InputError
        With the faults of form and of substance at once, in the order of the lines.
    """
    taken = _faultless(text, rule, members, file)
    return _standing_at(taken, at, rule, members, stamp)


def append(
    text: str,
    more: str,
    *,
    rule: Rule,
    members: Members | None = None,
    file: str = "events.jsonl",
    more_file: str | None = None,
) -> str:
    """Return the text of a log with further events, each on a line of its own at its end.

    Parameters
    ----------
    text, more, file, more_file : str
        As for `foedus.decide.joined.appended`.
    rule, members :
        As for `silence`.

    Raises
    ------
    InputError
        With every fault of the log so far and of the further events.
    """
    return appended(
        text,
        more,
        lambda whole: _faultless(whole, rule, members, file),
        file=file,
        more_file=more_file,
    )


def allowed(standing: Silence) -> tuple[EventKind, ...]:
    """Return the kinds of events that a procedure takes where it stands.

    What an event must hold is not looked at; an act after the deadline is taken, as late.
    """
    return tuple(kind for kind in KINDS if standing.state not in steps.STEPS[kind].refused)


def _terms(rule: Rule, members: Members | None, file: str) -> Terms:
    if rule.silence is None:
        raise InputError([Finding("fault", "silence.no-procedure", file, value=rule.name)])
    return Terms(rule.silence, members)


def _faultless(text: str, rule: Rule, members: Members | None, file: str) -> tuple[Taken, ...]:
    terms = _terms(rule, members, file)
    lines, unread = read_lines(text, FORM, file=file)
    taken, faults = checked(lines, terms, file)
    if faults or unread:
        raise InputError([*faults, *unread])
    return taken


def _standing_at(
    taken: Sequence[Taken],
    at: datetime,
    rule: Rule,
    members: Members | None,
    stamp: RecordStamp | None,
) -> Silence:
    if at.tzinfo is None:
        raise ValueError("at: the instant has no zone")
    at = at.astimezone(UTC)
    acted = [each for each in taken if each.event.at <= at]
    standing = lapse(acted[-1].standing if acted else Standing(), at)
    return Silence(
        at=at,
        state=standing.state,
        round=standing.number,
        expires=standing.round.expires if standing.round else None,
        breaks=tuple(_listed(acted, "breaks")),
        late=tuple(_listed(acted, "late")),
        attached=tuple(_listed(acted, "attached")),
        rounds=_rounds(acted, standing),
        rule=rule.name,
        cites=rule.cites,
        upcoming=len(taken) - len(acted),
        members_known=members is not None,
        stamp=stamp or RecordStamp(),
        last=acted[-1].event.at if acted else None,
    )


def _listed(acted: Sequence[Taken], place: Place) -> Iterator[Noted]:
    for each in acted:
        if each.entry is not None and each.entry.place == place:
            yield each.entry.noted


def _rounds(acted: Sequence[Taken], now: Standing) -> tuple[Round, ...]:
    """Return each round as it stands last, with its earlier deadlines."""
    standings = (*(each.standing for each in acted), now)
    rounds = {each.number: each.round for each in standings if each.round is not None}
    moved: dict[int, list[datetime]] = {number: [] for number in rounds}
    for before, after in pairwise(standings):
        if before.round and after.round and before.number == after.number:
            moved[after.number] += _moved(before.round, after.round)
    return tuple(replace(each, extensions=tuple(moved[n])) for n, each in rounds.items())


def _moved(before: Round, after: Round) -> tuple[datetime, ...]:
    return (before.expires,) if before.expires != after.expires else ()
