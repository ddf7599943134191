"""How a rule becomes a game, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from power_brute import count, letters, rule_of, weighted

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.decide.power import power
from foedus.decide.rule import Condition, Group, Rule, Weights
from foedus.errors import InputError

TRIO = ("AAA", "BBB", "CCC")
ONE = Fraction(1)


def refused(rule: Rule, **options: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        power(rule, **options)  # type: ignore[arg-type]
    for language in ("en", "fr"):
        for finding in caught.value.findings:
            assert Language(language).has(finding.kind)  # type: ignore[arg-type]
            assert "{" not in sentence(finding, Language(language)).replace("{ AAA", "")  # type: ignore[arg-type]
    return [finding.kind for finding in caught.value.findings]


def test_members_of_a_body_must_be_given() -> None:
    rule = replace(rule_of(count(2), members=TRIO), members="nac")
    assert refused(rule) == ["power.no-members"]
    assert power(rule, members=("B", "A", "C")).members == ("A", "B", "C")


def test_members_of_a_body_may_be_those_with_weights() -> None:
    rule = rule_of(weighted(2, dict.fromkeys(TRIO, 1)), members=TRIO)
    assert power(replace(rule, members="eu")).members == TRIO


def test_all_missing_weights_are_told_at_once() -> None:
    none = Condition(
        "population", "members", "at_least", ONE / 2, weights=Weights("x", {}, missing="secret")
    )
    some = weighted(1, {"AAA": 1}, "y")
    assert refused(rule_of(none, some, none, members=TRIO)) == [
        "power.no-weights",
        "power.weight-missing",
    ]


def test_a_rule_that_support_can_defeat() -> None:
    rule = rule_of(Condition("count", None, "at_most", ONE), members=TRIO)
    assert refused(rule) == ["power.not-monotone"]
    negative = rule_of(weighted(1, {"AAA": 2, "BBB": 1, "CCC": -1}), members=TRIO)
    assert refused(negative) == ["power.not-monotone"]


def test_a_limit_on_those_against() -> None:
    """At most one third against is at least two thirds for, when everybody votes."""
    against = Condition("share", "cast", "at_most", ONE / 3, counts=("against", "object"))
    found = power(rule_of(against, members=TRIO))
    assert found.winning.least == 2
    strict = replace(against, bound="less_than")
    assert power(rule_of(strict, members=TRIO)).winning.least == 3


def test_acts_that_nobody_does() -> None:
    none = Condition("count", None, "at_most", Fraction(0), counts=("abstain",))
    assert power(rule_of(none, count(2), members=TRIO)).winning.least == 2
    some = replace(none, bound="at_least", value=ONE)
    assert refused(rule_of(some, count(2), members=TRIO)) == ["power.never"]


def test_nobody_can_turn_it() -> None:
    assert refused(rule_of(count(4), members=TRIO)) == ["power.never"]
    assert refused(rule_of(count(0), members=TRIO)) == ["power.always"]


def test_quorum() -> None:
    rule = rule_of(count(2), members=TRIO)
    assert power(replace(rule, quorum=Fraction(3))).winning.least == 2
    assert power(replace(rule, quorum=ONE / 2, quorum_more=True)).winning.least == 2
    assert refused(replace(rule, quorum=Fraction(4))) == ["power.quorum"]


def test_a_blocking_minority_needs_its_members() -> None:
    weights = {"AAA": 50, "BBB": 30, "CCC": 10, "DDD": 10}
    proviso = Condition("blocking_minority", None, "at_least", Fraction(2))
    rule = rule_of(weighted(60, weights), proviso, members=tuple(weights))
    assert power(rule).blocking.least == 2
    plain = rule_of(weighted(60, weights), members=tuple(weights))
    assert power(plain).blocking.least == 1


def test_too_large() -> None:
    members = letters(60)
    weights = {m: 10**9 + 7 * i * i for i, m in enumerate(members)}
    assert refused(rule_of(weighted(3 * 10**10, weights), members=members)) == ["power.too-large"]


def test_too_many_ways_to_win() -> None:
    members = letters(24)
    pairs = [
        Group(
            "any",
            tuple(weighted(1, {m: int(m == own) for m in members}, own) for own in pair),
        )
        for pair in zip(members[::2], members[1::2], strict=True)
    ]
    assert refused(rule_of(*pairs, members=members)) == ["power.too-many-ways"]


def test_several_tables_of_any_weights() -> None:
    """The same two quotas in whole and in broken numbers, and enumerated."""
    members = letters(16)
    first = {m: Fraction(3 * i + 1, 7) for i, m in enumerate(members)}
    second = {m: Fraction(10**9 + i * i, 3) for i, m in enumerate(members)}
    parts = (weighted(30, first, "a"), weighted(3 * 10**9, second, "b"))
    found = power(rule_of(*parts, members=members))
    assert found.method == "enumeration"
    scaled = {m: w * 21 for m, w in first.items()}
    again = power(rule_of(weighted(630, scaled, "a"), parts[1], members=members))
    assert found.banzhaf == again.banzhaf


def test_source_of_the_weights_is_told() -> None:
    table = Weights("t", dict.fromkeys(TRIO, ONE), source="Office, table, 2024")
    rule = rule_of(Condition("weighted", None, "at_least", ONE, weights=table), members=TRIO)
    assert power(rule).weights == "Office, table, 2024"
