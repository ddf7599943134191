"""The silence procedure agrees with its second implementation, on every log that is tried."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache, partial
from itertools import chain
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.decide.events import Event, parse_events
from foedus.decide.rule import Condition, Group, Rule, SilenceTerms
from foedus.decide.silence import silence, silence_of
from foedus.errors import Finding, InputError
from foedus.results.silence import Noted, Round

from .silence_faults import with_fault
from .silence_histories import (
    INSTANTS,
    LETTERS,
    NOON,
    RARE,
    SMALL,
    Sample,
    as_text,
    draw_sample,
    opened,
    ordered,
    words,
)
from .silence_hours import HOUR, ZONES, offset, readings
from .silence_model import Act, Line, Procedure, Refused, Standing, Turn
from .silence_wrong import WRONG

STATES = {
    "none", "draft", "tabled", "under_silence", "broken", "adopted", "withdrawn", "referred",
}  # fmt: skip
REFUSALS = {
    "silence.out-of-order", "silence.closed", "silence.round-open", "silence.not-open",
    "silence.not-now", "silence.not-adopted", "silence.changed-text", "silence.wrong-round",
    "silence.text-missing", "silence.no-reason", "silence.not-a-member", "silence.missing",
    "silence.expires-before", "silence.too-short", "silence.not-later", "silence.offset",
    "silence.no-such-time", "silence.twice",
}  # fmt: skip
"""What the procedure refuses; a log of the small alphabet can meet each of them."""

OTHERS = {
    "silence.no-extensions", "silence.unknown-field", "silence.unknown-kind",
    "silence.unknown-zone", "silence.unknown-what", "silence.not-instant", "silence.not-expires",
    "silence.not-a-round", "silence.not-hash",
}  # fmt: skip
"""What is refused besides: a rule without extensions, and lines that are wrong by themselves."""

ACTED = {"breaks", "late", "attached"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The engine, asked as the model is


def rule_of(procedure: Procedure) -> Rule:
    """A rule with the silence procedure of these terms."""
    terms = SilenceTerms(
        tuple(sorted(procedure.breaking)), procedure.minimum_hours, procedure.extensions
    )
    consensus = Group("all", (Condition("no_objection", None, "at_least", Fraction(0)),))
    return Rule(
        "oracle", "", ("AAA", "BBB"), ("for", "object"), None, False, consensus, terms, {}, {}
    )


def members_of(procedure: Procedure) -> Callable[[date], Collection[str]] | None:
    """The membership by day."""
    if procedure.membership is None:
        return None
    intervals = [(m, *i) for m, found in procedure.membership.items() for i in found]
    return lambda day: {member for member, first, until in intervals if first <= day < until}


def seconds(instant: datetime) -> int:
    """Whole seconds from 1 January 1970."""
    assert instant.utcoffset() == timedelta(0)
    return (instant - EPOCH) // timedelta(seconds=1)


def listed(acts: Iterable[Noted]) -> tuple[Act, ...]:
    """Acts as the model lists them."""
    return tuple((seconds(a.at), a.kind, a.by, a.round, a.what, a.reason, *hashes(a)) for a in acts)


def hashes(act: Noted) -> tuple[str | None, ...]:
    """The hashes of a corrigendum, whatever their case."""
    return tuple(digits and digits.lower() for digits in (act.hash_en, act.hash_fr))


def turn(found: Round) -> Turn:
    """A round as the model lists it."""
    deadlines = tuple(seconds(t) for t in (*found.extensions, found.expires))
    return Turn(found.number, seconds(found.opened), deadlines, found.members, found.outcome)


@cache
def event(text: str, line: int) -> Event:
    """A line of the log, read once for all logs."""
    return replace(parse_events(text)[0], line=line)


def read(lines: list[Line], texts: tuple[str, ...]) -> tuple[Event, ...] | str:
    """The events of short logs, whose lines are always the same few."""
    try:
        return tuple(event(text, i) for i, text in enumerate(texts, 1))
    except InputError:
        return as_text(lines)


def engine(events: tuple[Event, ...] | str, procedure: Procedure, now: int) -> Standing:
    """The engine's answer, of events or of the text of a log."""
    rule, members = rule_of(procedure), members_of(procedure)
    at = EPOCH + timedelta(seconds=now)
    if isinstance(events, str):
        found = silence_of(events, at, rule=rule, members=members)
    else:
        found = silence(events, at, rule=rule, members=members)
    expires = None if found.expires is None else seconds(found.expires)
    acts = (listed(found.breaks), listed(found.late), listed(found.attached))
    rounds = tuple(turn(r) for r in found.rounds)
    return Standing(found.state, found.round, expires, *acts, rounds, found.upcoming)


# The comparison


@dataclass
class Score:
    """What was compared, and where the two disagree."""

    compared: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    apart: list[tuple[Any, ...]] = field(default_factory=list)

    def note(self, lines: list[Line], ours: object, theirs: object) -> None:
        """Count one comparison."""
        self.compared += 1
        if isinstance(ours, Standing):
            self.seen.update({ours.state, f"round {ours.round}"})
            self.seen.update(n for n in ("breaks", "late", "attached") if getattr(ours, n))
        if isinstance(ours, Refused):
            self.seen.update(kind for _, kind in ours.faults)
        if ours != theirs:
            self.apart.append((as_text(lines), ours, theirs))


def told(findings: Iterable[Finding]) -> frozenset[tuple[int, str]]:
    """Row and kind of every fault."""
    return frozenset((f.row or 0, f.kind) for f in findings if f.severity == "fault")


Reader = Callable[[], tuple[Event, ...] | str]


def compare(score: Score, sample: Sample, reader: Reader) -> None:
    """Ask both about one log, at each instant while it is not refused."""
    procedure, lines, asked = sample
    faults = procedure.all_faults(lines)
    for now in asked:
        ours = Refused(faults) if faults else procedure.standing(lines, now)
        theirs: Refused | Standing
        try:
            theirs = engine(reader(), procedure, now)
        except InputError as error:
            theirs = Refused(told(error.findings))
        score.note(lines, ours, theirs)
        if faults:
            return


def compare_short(logs: Iterable[list[Line]]) -> Score:
    """All logs of the small alphabet, before, at and after every instant."""
    score = Score()
    asked = tuple(NOON + h * HOUR for h in (*INSTANTS, 9))
    for lines in logs:
        texts = tuple(as_text([says]) for says in lines)
        compare(score, Sample(SMALL, lines, asked), partial(read, lines, texts))
    return score


def drawn(rng: Random) -> Sample:
    """A random log; a third of them with one thing changed, a few with two."""
    sample, changes = draw_sample(rng), rng.choice((0, 0, 0, 0, 0, 0, 1, 1, 2))
    for _ in range(changes):
        sample = with_fault(rng, sample)
    return sample


def compare_one(score: Score, sample: Sample) -> None:
    """One log, read as it would be from a file."""
    compare(score, sample, partial(as_text, sample.lines))


def compare_random(seeds: Iterable[int], like: type[Procedure] = Procedure) -> Score:
    """One random log a seed, held against a procedure of this class."""
    score = Score()
    for seed in seeds:
        sample = drawn(Random(seed))
        compare_one(score, sample._replace(procedure=like(**vars(sample.procedure))))
    return score


def report(score: Score, title: str) -> None:
    """Print what was compared, and fail at the first divergence."""
    print(f"{title}: {score.compared} answers compared, {len(score.apart)} divergences")  # noqa: T201
    assert not score.apart, score.apart[0]


# Every short log


def test_every_short_log() -> None:
    letters = (*LETTERS, *RARE)
    score = compare_short(chain(words(letters, 1), words(letters, 2), ordered(LETTERS, 3)))
    report(score, "short logs")
    assert score.seen.keys() >= STATES | REFUSALS | ACTED | {"round 2"}


def test_every_short_log_of_a_round() -> None:
    score = compare_short(opened(LETTERS[2:], 3))
    report(score, "short logs of a round")
    assert score.seen.keys() >= (STATES - {"none", "draft", "tabled"}) | {"breaks", "late"}


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("title", "logs"),
    [
        ("three events in any order", lambda: words((*LETTERS, *RARE), 3)),
        ("four events", lambda: opened((*LETTERS, *RARE), 3)),
        ("five events", lambda: opened(LETTERS[2:], 4)),
    ],
)
def test_every_longer_log(title: str, logs: Callable[[], Iterable[list[Line]]]) -> None:
    report(compare_short(logs()), title)


# Random logs

SHRINKING = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@settings(SHRINKING, max_examples=2_000)
@given(st.randoms(use_true_random=False))
def test_random_logs(rng: Random) -> None:
    score = Score()
    compare_one(score, drawn(rng))
    assert not score.apart, score.apart[0]


@pytest.mark.oracle
def test_many_random_logs() -> None:
    score = compare_random(range(100_000))
    report(score, "100,000 random logs")
    assert score.seen.keys() >= STATES | REFUSALS | OTHERS | ACTED | {"round 4"}


def test_random_logs_are_varied() -> None:
    score = compare_random(range(2_000))
    report(score, "2,000 random logs")
    assert score.seen.keys() >= STATES | REFUSALS | OTHERS | ACTED | {"round 4"}


def test_random_logs_without_a_fault_stand() -> None:
    samples = (draw_sample(Random(seed)) for seed in range(500))
    assert not any(sample.procedure.all_faults(sample.lines) for sample in samples)


# The comparison notices what is wrong


@pytest.mark.parametrize("wrong", WRONG)
def test_an_error_is_noticed(wrong: type[Procedure]) -> None:
    seeds = range(500)
    found = next((s for s in seeds if compare_random([s], wrong).apart), None)
    assert found is not None


# The second implementation by itself


@pytest.mark.parametrize("zone", ZONES)
def test_hours_of_the_zones(zone: str) -> None:
    first, last = (
        seconds(datetime(2023, 1, 1, tzinfo=UTC)),
        seconds(datetime(2028, 1, 1, tzinfo=UTC)),
    )
    for t in range(first, last, 6 * HOUR + 1800):
        local = datetime.fromtimestamp(t, ZoneInfo(zone)).utcoffset()
        assert local == timedelta(seconds=offset(zone, t))


@pytest.mark.parametrize(
    ("text", "zone", "count"),
    [
        ("2024-10-27T02:30:00", "Europe/Brussels", 2),
        ("2024-10-27T03:00:00", "Europe/Brussels", 1),
        ("2024-03-31T02:30:00", "Europe/Brussels", 0),
        ("2024-03-31T03:00:00", "Europe/Brussels", 1),
        ("2024-11-03T01:30:00", "America/New_York", 2),
        ("2024-04-07T01:45:00", "Australia/Lord_Howe", 2),
        ("2024-04-07T01:29:59", "Australia/Lord_Howe", 1),
        ("2024-10-06T02:15:00", "Australia/Lord_Howe", 0),
    ],
)
def test_local_times(text: str, zone: str, count: int) -> None:
    assert len(readings(text, zone)) == count
