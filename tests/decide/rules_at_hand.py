"""Small rules and acts for the tests of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.decide.acts import Act
from foedus.decide.impossible import impossible
from foedus.decide.rule import ACTS, CAST, PRESENT, Condition, Group, Rule, Weights
from foedus.decide.tally import decide
from foedus.errors import Finding
from foedus.results.verdict import Verdict

NOON = datetime(2024, 6, 26, 12, tzinfo=UTC)
NAMES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")


def rule(
    *parts: Condition | Group,
    join: str = "all",
    acts: Sequence[str] = ACTS,
    quorum: Fraction | None = None,
    more: bool = False,
    members: str | tuple[str, ...] = "body",
) -> Rule:
    group = Group("any" if join == "any" else "all", parts)
    return Rule("a-rule", "a text", members, tuple(acts), quorum, more, group, None, {}, {})


def share(value: object, of: str = "members", bound: str = "at_least", **more: object) -> Condition:
    return Condition("share", of, bound, Fraction(value), **more)  # type: ignore[arg-type]


def acts_of(standing: Mapping[str, str]) -> list[Act]:
    """One act a member, a minute apart; ``none`` is no act."""
    return [
        Act(member, act, NOON + timedelta(minutes=i), None, i + 2)
        for i, (member, act) in enumerate(standing.items())
        if act != "none"
    ]


def tally(of: Rule, standing: Mapping[str, str]) -> Verdict:
    return decide(of, acts_of(standing), members=tuple(standing))


def texts(finding: Finding) -> tuple[str, str]:
    return sentence(finding, Language("en")), sentence(finding, Language("fr"))


# Random rules

BOUNDS = ("at_least", "more_than", "at_most", "less_than")
SHARES = st.sampled_from([Fraction(*p) for p in ((0, 1), (1, 3), (1, 2), (11, 20), (2, 3), (1, 1))])
BASE = {"members": PRESENT, "present": PRESENT, "cast": CAST}
EFFECTS = [a for a in ACTS if a in PRESENT]


@st.composite
def weights(draw: st.DrawFn, members: Sequence[str]) -> Weights:
    drawn = [Fraction(draw(st.integers(0, 6)), draw(st.integers(1, 2))) for _ in members]
    return Weights("own", dict(zip(members, drawn, strict=True)))


@st.composite
def conditions(draw: st.DrawFn, members: Sequence[str], *, monotone: bool = False) -> Condition:
    kind = draw(st.sampled_from(("no_objection", "share", "count", "weighted", "population")))
    if kind == "no_objection":
        return Condition(kind, None, "at_most", Fraction(0))
    of = None if kind == "count" else draw(st.sampled_from(tuple(BASE)))
    if kind == "weighted" and draw(st.booleans()):
        of = None
    possible = [a for a in ACTS if a in BASE[of or "members"]]
    counts = ("for",)
    if not monotone and draw(st.booleans()):
        counts = tuple(draw(st.sets(st.sampled_from(possible), min_size=1, max_size=3)))
    bound = draw(st.sampled_from(BOUNDS[:2] if monotone else BOUNDS))
    value = draw(SHARES) if of else Fraction(draw(st.integers(0, 7)))
    table = draw(weights(members)) if kind in ("weighted", "population") else None
    made = Condition(kind, of, bound, value, counts, table)
    never = any(impossible(Group("all", (made,)), members))  # refused before it is counted
    return replace(made, bound="at_least", value=Fraction(0)) if never else made


@st.composite
def rules(draw: st.DrawFn, members: Sequence[str], *, monotone: bool = False) -> Rule:
    one = conditions(members, monotone=monotone)
    joins = st.sampled_from(("all", "any"))
    group = st.builds(Group, joins, st.lists(one, min_size=1, max_size=2).map(tuple))
    parts: list[Condition | Group] = draw(st.lists(one | group, min_size=1, max_size=3))
    if draw(st.integers(0, 3)) == 0:
        number = Fraction(draw(st.integers(1, len(members))))
        parts.append(Condition("blocking_minority", None, "at_least", number))
    whole = st.integers(1, max(1, len(members) - 1)).map(Fraction)
    quorum = draw(st.none() | SHARES.filter(lambda s: 0 < s < 1) | whole)
    more = draw(st.booleans()) and quorum is not None
    more = more and (quorum < 1 or quorum + 1 <= len(members))
    acts = draw(st.sets(st.sampled_from(EFFECTS)))
    return rule(*parts, join=draw(joins), acts=tuple({*acts, "for"}), quorum=quorum, more=more)


@st.composite
def ballots(draw: st.DrawFn, *, monotone: bool = False) -> tuple[Rule, dict[str, str]]:
    """A random rule, and what its members did."""
    members = NAMES[: draw(st.integers(1, 5))]
    drawn = draw(rules(members, monotone=monotone))
    did = st.sampled_from(("none", *sorted(drawn.acts)))
    return drawn, {member: draw(did) for member in members}
