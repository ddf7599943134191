"""Every method against all coalitions and all orders, on random rules."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from power_brute import brute, letters, rule_of

from foedus.decide.power import alike, enumeration, halves, power, sums
from foedus.decide.power.answer import counted
from foedus.decide.power.counts import Counts, indices
from foedus.decide.power.game import Game, dual
from foedus.decide.power.read_rule import game_of
from foedus.decide.rule import Condition, Group, Rule, Weights
from foedus.errors import InputError

BOUNDS = st.sampled_from(["at_least", "more_than"])
SHARES = st.fractions(0, 1, max_denominator=20)


@st.composite
def conditions(draw: st.DrawFn, members: tuple[str, ...], tables: list[Weights]) -> Condition:
    kind = draw(st.sampled_from(["share", "count", "weighted", "weighted", "population"]))
    bound = draw(BOUNDS)
    if kind == "share":
        return Condition("share", "members", bound, draw(SHARES))
    if kind == "count":
        return Condition("count", None, bound, Fraction(draw(st.integers(0, len(members)))))
    table = draw(st.sampled_from(tables))
    if kind == "population":
        return Condition("population", "members", bound, draw(SHARES), weights=table)
    value = sum(table.values.values()) * draw(SHARES)
    return Condition("weighted", None, bound, value, weights=table)


@st.composite
def groups(draw: st.DrawFn, members: tuple[str, ...], tables: list[Weights], deep: int) -> Group:
    join = draw(st.sampled_from(["all", "any"]))
    part: st.SearchStrategy[Condition | Group] = conditions(members, tables)
    if deep:
        part = st.one_of(part, groups(members, tables, deep - 1))
    return Group(join, tuple(draw(st.lists(part, min_size=1, max_size=3))))


@st.composite
def rules(draw: st.DrawFn, most: int = 7, most_tables: int = 3) -> Rule:
    members = letters(draw(st.integers(1, most)))
    weight = draw(
        st.sampled_from(
            [
                st.integers(0, 4).map(Fraction),
                st.integers(0, 10**7).map(Fraction),
                st.fractions(0, 9, max_denominator=12),
            ]
        )
    )
    tables = [
        Weights(f"own-{k}", {m: draw(weight) for m in members})
        for k in range(draw(st.integers(1, most_tables)))
    ]
    group = draw(groups(members, tables, 2))
    if draw(st.booleans()):
        proviso = Condition(
            "blocking_minority", None, "at_least", Fraction(draw(st.integers(0, len(members))))
        )
        group = Group(group.join, (*group.parts, proviso))
    return rule_of(*group.parts, members=members, join=group.join)


def _game(rule: Rule) -> Game | None:
    try:
        return game_of(rule)
    except InputError as error:
        kinds = {finding.kind for finding in error.findings}
    return None if kinds <= {"power.never", "power.always"} else pytest.fail(str(kinds))


@settings(max_examples=150, deadline=None)
@given(rules())
def test_the_answer_is_that_of_brute_force(rule: Rule) -> None:
    assume(_game(rule) is not None)
    found, long_way = power(rule), brute(rule)
    assert found.banzhaf == long_way.banzhaf
    assert found.banzhaf_absolute == long_way.banzhaf_absolute
    assert found.shapley_shubik == long_way.shapley_shubik
    assert found.decisiveness == long_way.decisiveness
    for sets, expected in ((found.winning, long_way.winning), (found.blocking, long_way.blocking)):
        assert sets.least == len(expected[0])
        smallest = [c for c in expected if len(c) == sets.least]
        assert list(sets.examples) == smallest[:20]
        assert sets.number in (len(expected), None)


@settings(max_examples=150, deadline=None)
@given(rules(most=9))
def test_all_methods_count_the_same(rule: Rule) -> None:
    game = _game(rule)
    assume(game is not None)
    assert game is not None
    _, best = counted(game)
    for count in _serving(game):
        other = count(game)
        assert (other.winning, other.with_member) == (best.winning, best.with_member)
        assert other.minimal in (best.minimal, None) or best.minimal is None
        assert other.blocking in (best.blocking, None) or best.blocking is None


def _serving(game: Game) -> list[Callable[[Game], Counts]]:
    methods = [(alike.cost, alike.count), (enumeration.cost, enumeration.count)]
    if len(game.vectors) > 1:
        methods += [(sums.cost, sums.count), (halves.cost, halves.count)]
    return [count for cost, count in methods if cost(game) < 1e8]


@settings(max_examples=100, deadline=None)
@given(rules(most=12, most_tables=2))
def test_properties(rule: Rule) -> None:
    game = _game(rule)
    assume(game is not None)
    assert game is not None
    found = power(rule)
    assert sum(found.banzhaf.values()) == sum(found.shapley_shubik.values()) == 1
    assert min(found.banzhaf.values()) >= 0
    alike_pairs = zip(zip(*game.vectors, strict=True), game.members, strict=True)
    ordered = sorted(alike_pairs)
    for (low, first), (high, second) in pairwise(ordered):
        if all(a <= b for a, b in zip(low, high, strict=True)):
            assert found.shapley_shubik[first] <= found.shapley_shubik[second]
            assert found.banzhaf[first] <= found.banzhaf[second]
        if low == high:
            assert found.shapley_shubik[first] == found.shapley_shubik[second]
    turned = indices(counted(dual(game))[1])
    assert turned.banzhaf == tuple(found.banzhaf.values())
    assert turned.shapley_shubik == tuple(found.shapley_shubik.values())
    assert turned.decisiveness == 1 - found.decisiveness


@pytest.mark.oracle
@settings(max_examples=300, deadline=None)
@given(rules(most=12))
def test_many_rules(rule: Rule) -> None:
    assume(_game(rule) is not None)
    found, long_way = power(rule), brute(rule)
    assert found.banzhaf_absolute == long_way.banzhaf_absolute
    assert found.shapley_shubik == long_way.shapley_shubik
