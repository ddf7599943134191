from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_at_hand import NAMES, ballots, rule, share

from foedus.decide import linear
from foedus.decide import turns as module
from foedus.decide.least import Movers, Option, Problem, least_number, price
from foedus.decide.linear import adopting, rejecting
from foedus.decide.presets import preset
from foedus.decide.rule import ACTS, Condition, Group, Rule, Weights
from foedus.decide.standing import outcome
from foedus.decide.turns import turns

OBJECTION = Condition("no_objection", None, "at_most", Fraction(0))


def by_trial(of: Rule, standing: dict[str, str]) -> list[tuple[str, ...]]:
    """All least sets of members that turn the result: every set, and every act, by trial."""
    before = outcome(of, standing).adopted
    acts = ("none", *sorted(of.acts))
    for size in range(1, len(standing) + 1):
        found = [
            chosen
            for chosen in combinations(sorted(standing), size)
            if any(
                outcome(of, {**standing, **dict(zip(chosen, did, strict=True))}).adopted != before
                for did in product(acts, repeat=size)
            )
        ]
        if found:
            return found
    return []


def changed(of: Rule, standing: dict[str, str]) -> list[tuple[str, ...]]:
    return [tuple(c.member for c in turn.changes) for turn in turns(of, standing)[0]]


def _is_least(ballot: tuple[Rule, dict[str, str]]) -> None:
    expected = by_trial(*ballot)
    assert changed(*ballot) == expected[:10]
    assert turns(*ballot)[1] == len(expected)


test_the_least_change_is_that_of_trying_everything = settings(max_examples=200, deadline=None)(
    given(ballots())(_is_least)
)


def test_the_plainest_act_is_shown() -> None:
    quorum = rule(share("2/3", "cast"), quorum=Fraction(3))
    did = dict(zip(NAMES, ("for", "for", "against", "none", "none", "none"), strict=True))
    (first, *_), _ = turns(quorum, did)
    assert [(c.was, c.becomes) for c in first.changes] == [("for", "against")]
    consensus = rule(OBJECTION, acts=("for", "against", "object"))
    (first, *_), number = turns(consensus, dict.fromkeys(NAMES, "none"))
    assert ([c.becomes for c in first.changes], number) == (["object"], 6)


test_the_same_for_many_more_rules = pytest.mark.oracle(
    settings(max_examples=5_000, deadline=None)(given(ballots())(_is_least))
)


@settings(max_examples=200, deadline=None)
@given(ballots())
def test_every_change_is_one_and_turns_the_result(ballot: tuple[Rule, dict[str, str]]) -> None:
    of, standing = ballot
    for turn in turns(of, standing)[0]:
        assert turn.adopted is not outcome(of, standing).adopted
        after = dict(standing)
        for change in turn.changes:
            assert change.was == standing[change.member] != change.becomes
            assert change.becomes == "none" or change.becomes in of.acts
            after[change.member] = change.becomes
        assert outcome(of, after).adopted is turn.adopted


@settings(max_examples=300, deadline=None)
@given(ballots())
def test_the_sums_say_what_the_tally_says(ballot: tuple[Rule, dict[str, str]]) -> None:
    of, standing = ballot

    def holds(ways: object) -> bool:
        return any(
            all(sum(s.of(m, a) for m, a in standing.items()) >= s.least for s in sums)
            for sums in ways  # type: ignore[attr-defined]
        )

    members = tuple(standing)
    adopted = outcome(of, standing).adopted
    assert holds(adopting(of, members)) is adopted
    assert holds(rejecting(of, members)) is not adopted


def test_an_objection_is_withdrawn_into_an_abstention() -> None:
    (turn,), number = turns(rule(OBJECTION), {"AAA": "object", "BBB": "none", "CCC": "for"})
    assert [(c.member, c.was, c.becomes) for c in turn.changes] == [("AAA", "object", "abstain")]
    assert (turn.adopted, number) == (True, 1)


def test_an_objection_is_withdrawn_into_silence_where_the_rule_knows_no_abstention() -> None:
    (turn,), _ = turns(rule(OBJECTION, acts=("for", "object")), {"AAA": "object", "BBB": "none"})
    assert turn.changes[0].becomes == "none"


@pytest.mark.parametrize(
    ("acts", "becomes"),
    [
        (("for", "against", "object"), "against"),
        (("for", "object", "abstain"), "object"),
        (("for", "abstain"), "abstain"),
        (("for",), "none"),
    ],
)
def test_a_text_is_lost_by_what_the_rule_knows(acts: tuple[str, ...], becomes: str) -> None:
    of = rule(share(1), acts=acts)
    listed, number = turns(of, {"AAA": "for", "BBB": "for"})
    assert [t.changes[0].becomes for t in listed] == [becomes, becomes]
    assert number == 2


def test_constructive_abstention_where_the_rule_counts_it() -> None:
    of = preset("eu-constructive-abstention")
    standing = dict.fromkeys(of.members, "for")
    for member in ("DEU", "FRA", "ITA", "ESP", "AUT", "BEL", "BGR", "CYP"):
        standing[member] = "constructive_abstention"
    assert outcome(of, standing).adopted
    listed, number = turns(of, standing)
    assert {len(t.changes) for t in listed} == {1}
    assert number == 27  # any member may vote against, or, if still for, abstain constructively
    without = rule(*of.conditions.parts, acts=("for", "constructive_abstention"))
    listed, number = turns(without, standing)
    assert number == 19
    assert listed[0].changes[0].becomes == "constructive_abstention"


def test_nothing_turns_what_cannot_be_otherwise() -> None:
    assert turns(rule(share(0)), {"AAA": "for"}) == ((), 0)
    assert turns(rule(share(1, bound="more_than")), {"AAA": "for"}) == ((), 0)


def test_contradictory_conditions_are_proven_to_be_so() -> None:
    of = rule(share("0.6"), share("0.6", counts=("against",)))
    assert turns(of, dict.fromkeys((f"M{i:02d}" for i in range(27)), "none")) == ((), 0)


def test_a_quorum_is_broken_by_leaving() -> None:
    of = rule(OBJECTION, acts=("for", "abstain"), quorum=Fraction(3))
    standing = {"AAA": "for", "BBB": "for", "CCC": "abstain", "DDD": "none"}
    listed, number = turns(of, standing)
    assert [(c.member, c.becomes) for t in listed for c in t.changes] == [
        ("AAA", "none"), ("BBB", "none"), ("CCC", "none"),
    ]  # fmt: skip
    assert number == 3


def test_the_first_ten_in_order_of_their_members() -> None:
    standing = dict.fromkeys(NAMES, "none")
    listed, number = turns(rule(share("1/2")), standing)
    assert number == comb(6, 3)
    assert [tuple(c.member for c in t.changes) for t in listed] == list(combinations(NAMES, 3))[:10]
    assert listed == turns(rule(share("1/2")), dict(reversed(standing.items())))[0]


def test_counting_ends_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATTERNS", 3)
    table = Weights("own", {m: Fraction(i + 10) for i, m in enumerate(NAMES)})
    of = rule(Condition("weighted", "members", "more_than", Fraction(1, 2), weights=table))
    listed, number = turns(of, dict.fromkeys(NAMES, "none"))
    assert (number, len(listed)) == (-1, 3)


def test_a_change_is_shown_even_where_no_step_of_counting_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "NODES", 0)
    listed, number = turns(rule(share("1/2")), dict.fromkeys(NAMES, "none"))
    assert (number, [len(t.changes) for t in listed]) == (-1, [3] * 10)


def test_prices_that_are_no_good_cost_time_and_no_truth() -> None:
    movers = tuple(Movers(i, 2, (Option("for", (i + 1, 5 - i)),)) for i in range(5))
    problem = Problem(movers, (17, 17))
    assert len(price(problem, 3)) == 2
    assert least_number(problem, 10) == 6  # three of sum 6 each give 18 at most, and 34 are needed
    assert least_number(problem, 5) is None


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(("for", "for", "against", "abstain", "none")), min_size=27,
                max_size=27))  # fmt: skip
def test_eu27_no_smaller_set_turns_it(did: list[str]) -> None:
    of = preset("eu-qualified-majority")
    standing = dict(zip(of.members, did, strict=True))
    before = outcome(of, standing).adopted
    listed, _ = turns(of, standing)
    for turn in listed:
        after = {**standing, **{change.member: change.becomes for change in turn.changes}}
        assert outcome(of, after).adopted != before
    size = len(listed[0].changes)
    assert not any(outcome(of, s).adopted != before for s in _furthest(of, standing, size - 1))


def _furthest(of: Rule, standing: dict[str, str], size: int) -> Iterator[dict[str, str]]:
    """Yield what so many members can do at most: one kind of members each way of sharing the size.

    Only support, people and presence count under this rule. Of members that act alike the most
    populous turn first; to turn a text away none can do more than to leave, which costs support
    and presence.
    """
    (people,) = [c.weights for c in of.conditions.parts if isinstance(c, Condition) and c.weights]
    adopted = outcome(of, standing).adopted
    kinds = [
        [m for m, act in standing.items() if act == "for"],
        [m for m, act in standing.items() if act in ("against", "abstain")],
        [m for m, act in standing.items() if act == "none"],
    ]
    one, other = kinds[:2] if adopted else kinds[1:]
    for first in range(size + 1):
        if first <= len(one) and size - first <= len(other):
            parts = ((one, first), (other, size - first))
            moved = [m for part, n in parts for m in sorted(part, key=people.values.get)[::-1][:n]]
            yield {**standing, **dict.fromkeys(moved, "none" if adopted else "for")}


def test_eu27_nobody_has_acted_yet() -> None:
    of = preset("eu-qualified-majority")
    listed, _ = turns(of, dict.fromkeys(of.members, "none"))
    assert {len(t.changes) for t in listed} == {15}  # 15 of 27 reach 55 %


def test_eu27_all_for_is_lost_by_four_and_more_than_35_percent() -> None:
    of = preset("eu-qualified-majority")
    listed, number = turns(of, dict.fromkeys(of.members, "for"))
    (people,) = [c.weights for c in of.conditions.parts if isinstance(c, Condition) and c.weights]
    total = sum(people.values.values())
    expected = [
        chosen
        for chosen in combinations(sorted(of.members), 4)
        if sum(people.values[m] for m in chosen) > total * Fraction(35, 100)
    ]
    assert number == len(expected)
    assert [tuple(c.member for c in t.changes) for t in listed] == expected[:10]


def test_un193_counts_every_least_change() -> None:
    of = preset("un-general-assembly-important")
    cycle = ("for", "for", "for", "against", "abstain", "none")
    standing = {m: cycle[i % 6] for i, m in enumerate(of.members)}
    listed, number = turns(of, standing)
    # 97 for, 32 against, 64 neither: n of the first and m of the last vote against where
    # 97 - n is less than 2/3 of 129 + m: no 11 members, and 12 of which m is at most 2.
    assert {len(t.changes) for t in listed} == {12}
    assert number == comb(97, 12) + comb(97, 11) * 64 + comb(97, 10) * comb(64, 2)


@pytest.mark.parametrize("size", [27, 32])
def test_two_weights_that_pull_apart(size: int) -> None:
    members = [f"M{i:02d}" for i in range(size)]
    one = Weights("own", {m: Fraction(i * i + 1) for i, m in enumerate(members)})
    two = Weights("own", {m: Fraction((size - i) ** 2) for i, m in enumerate(members)})
    parts = [Condition("weighted", "members", "at_least", Fraction(2, 3), weights=w)
             for w in (one, two)]  # fmt: skip
    listed, _ = turns(rule(Group("all", tuple(parts))), dict.fromkeys(members, "none"))
    assert listed[0].adopted


@pytest.mark.parametrize("number", [8, 24])
def test_many_alternatives_fall_together(number: int) -> None:
    shares = tuple(share(Fraction(i + 1, number + 2), "cast") for i in range(number))
    of = rule(*shares, join="any", members=("AAA", "BBB", "CCC"))
    found, _ = turns(of, {"AAA": "for", "BBB": "none", "CCC": "none"})
    assert [len(turn.changes) for turn in found] == [1]


def test_a_rule_of_too_many_ways_is_left_unsolved(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = [Condition("count", None, "at_least", Fraction(1), (act,)) for act in ACTS[:5]]
    of = rule(*counted, join="any", members=("AAA", "BBB"))
    assert turns(of, dict.fromkeys(of.members, "none"))[1] > 0
    monkeypatch.setattr(linear, "MOST_WAYS", 4)
    assert turns(of, dict.fromkeys(of.members, "none")) == ((), -1)
