"""Logs of silence procedures, made briefly."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from foedus.decide.events import parse_events
from foedus.decide.rule import Group, Rule, SilenceTerms
from foedus.decide.silence import silence
from foedus.errors import Finding, InputError
from foedus.results.silence import Silence

HASH_EN, HASH_FR = "a" * 64, "B" * 64
RULE = Rule(
    name="own",
    cites="Rules of procedure, 12",
    members=("BEL", "FRA", "POL"),
    acts=(),
    quorum=None,
    quorum_more=False,
    conditions=Group("all", ()),
    silence=SilenceTerms(),
    names={},
    note={},
)
OPENED = datetime(2024, 10, 1, 8, tzinfo=UTC)
EXPIRES = datetime(2024, 10, 4, 16, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def under(**terms: object) -> Rule:
    """Return the rule with other terms of silence."""
    return replace(RULE, silence=SilenceTerms(**terms))  # type: ignore[arg-type]


DRAFT_LINE = json.dumps({"at": "2024-09-30T08:00Z", "kind": "draft"})
SHORT = under(minimum_hours=Fraction(72))


def line(kind: str, at: datetime | str, **fields: object) -> str:
    """Return an event as a line."""
    instant = at if isinstance(at, str) else at.isoformat()
    return json.dumps({"at": instant, "kind": kind, **fields})


def circulate(at: datetime | str = OPENED, **fields: object) -> str:
    """Return a circulation, sound unless told otherwise; a field that is None is left out."""
    sound = {"expires": "2024-10-04T18:00", "zone": "Europe/Brussels",
             "hash_en": HASH_EN, "hash_fr": HASH_FR}  # fmt: skip
    given = {k: v for k, v in {**sound, **fields}.items() if v is not None}
    return line("circulate", at, **given)


def act(kind: str, at: datetime | str, by: str = "FRA", **fields: object) -> str:
    """Return a member's act with a reason."""
    return line(kind, at, by=by, **{"reason": "not agreed", **fields})


def log(*lines: str) -> str:
    """Return lines as a log."""
    return "".join(f"{each}\n" for each in lines)


Members = Callable[[date], Collection[str]]


def at(moment: datetime, *lines: str, rule: Rule = RULE, members: Members | None = None) -> Silence:
    """Return where a log stands at an instant."""
    return silence(parse_events(log(*lines)), moment, rule=rule, members=members)


def refused(*lines: str, rule: Rule = RULE, members: Members | None = None) -> list[Finding]:
    """Return the faults for which a log is refused."""
    with pytest.raises(InputError) as error:
        at(OPENED, *lines, rule=rule, members=members)
    return [finding for finding in error.value.findings if finding.severity == "fault"]


def kinds(findings: list[Finding]) -> list[str]:
    """Return the kinds of findings, short."""
    return [finding.kind.removeprefix("silence.") for finding in findings]
