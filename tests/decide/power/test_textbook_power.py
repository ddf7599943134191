"""Games whose indices stand in textbooks."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from power_brute import count, letters, rule_of, weighted

from foedus.decide.power import power
from foedus.decide.rule import Condition, Group


def test_a_voter_of_one_has_the_power_of_one_of_49() -> None:
    weights = {"A": 50, "B": 49, "C": 1}
    found = power(rule_of(weighted(51, weights), members=("A", "B", "C")))
    assert list(found.shapley_shubik.values()) == [
        Fraction(2, 3),
        Fraction(1, 6),
        Fraction(1, 6),
    ]
    assert list(found.banzhaf.values()) == [Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]
    assert found.decisiveness == Fraction(3, 8)
    assert found.winning.examples == (("A", "B"), ("A", "C"))
    assert found.winning.number == 2
    assert found.blocking.examples == (("A",),)
    assert found.blocking.number == 2


def test_security_council() -> None:
    """Nine of fifteen with all five permanent members: Shapley and Shubik (1954)."""
    members = letters(15)
    permanent = {m: int(i < 5) for i, m in enumerate(members)}
    found = power(rule_of(count(9), weighted(5, permanent), members=members))
    assert found.shapley_shubik[members[0]] == Fraction(421, 2145)
    assert found.shapley_shubik[members[-1]] == Fraction(4, 2145)
    winning = sum(comb(10, k) for k in range(4, 11))
    assert found.decisiveness == Fraction(winning, 2**15)
    assert found.banzhaf_absolute[members[0]] == Fraction(winning, 2**14)
    assert found.winning.number == comb(10, 4)
    assert found.winning.least == 9
    assert found.blocking.least == 1
    assert found.blocking.examples == tuple((m,) for m in members[:5])
    assert found.blocking.number == 5 + comb(10, 7)


def test_security_council_as_one_weight() -> None:
    members = letters(15)
    weights = {m: 7 if i < 5 else 1 for i, m in enumerate(members)}
    found = power(rule_of(weighted(39, weights), members=members))
    assert found.shapley_shubik[members[0]] == Fraction(421, 2145)
    assert found.method == "dynamic programming"


def test_a_dummy_has_no_power() -> None:
    """Luxembourg in the Council of 1958: weight 1 where 12 of 17 are asked for."""
    weights = {"BEL": 2, "DEU": 4, "FRA": 4, "ITA": 4, "LUX": 1, "NLD": 2}
    found = power(rule_of(weighted(12, weights), members=tuple(weights)))
    assert found.banzhaf["LUX"] == found.shapley_shubik["LUX"] == 0
    assert found.banzhaf["DEU"] == Fraction(5, 21)
    assert found.shapley_shubik["DEU"] == Fraction(7, 30)


@pytest.mark.parametrize("n", [1, 2, 32, 193])
def test_consensus(n: int) -> None:
    consensus = Condition("no_objection", None, "at_most", Fraction(0))
    found = power(rule_of(consensus, members=letters(n)))
    assert set(found.shapley_shubik.values()) == set(found.banzhaf.values()) == {Fraction(1, n)}
    assert found.decisiveness == Fraction(1, 2**n)
    assert (found.winning.least, found.winning.number) == (n, 1)
    assert (found.blocking.least, found.blocking.number) == (1, n)
    assert found.method == "symmetric"
    assert found.weights == ""


def test_majority_of_193() -> None:
    majority = Condition("share", "members", "more_than", Fraction(1, 2))
    found = power(rule_of(majority, members=letters(193)))
    assert found.decisiveness == Fraction(1, 2)
    assert found.winning.number == comb(193, 97)
    assert len(found.winning.examples) == 20


def test_two_chambers_and_a_president() -> None:
    """The federal system of the United States; Shapley and Shubik (1954) say about a sixth."""
    house = {f"H{i:03}": (1, 0, 0) for i in range(435)}
    senate = {f"S{i:03}": (0, 1, 0) for i in range(100)}
    everybody = {**house, **senate, "V": (0, Fraction(1, 2), 0), "P": (0, 0, 1)}
    columns = [{m: w[k] for m, w in everybody.items()} for k in range(3)]
    simple = (weighted(218, columns[0], "h"), weighted("50.5", columns[1], "s"))
    law = Group("all", (*simple, weighted(1, columns[2], "p")))
    override = Group("all", (weighted(290, columns[0], "h"), weighted(67, columns[1], "s")))
    found = power(rule_of(law, override, join="any", members=tuple(everybody)))
    assert found.method == "enumeration"
    assert sum(found.shapley_shubik.values()) == 1
    assert found.shapley_shubik["P"] == pytest.approx(0.16, abs=0.01)
    assert found.winning.least == 218 + 51 + 1


def test_electoral_college_sizes() -> None:
    """51 electors' delegations with 538 votes: all counts are exact, so they sum to 1."""
    votes = [55, 38, 29, 29, 20, 20, 18, 16, 16, 15, 14, 13, *[11] * 4, *[10] * 4, *[9] * 3]
    votes += [*[8] * 2, *[7] * 3, *[6] * 6, *[5] * 3, *[4] * 5, *[3] * 9]
    members = letters(len(votes))
    found = power(rule_of(weighted(270, dict(zip(members, votes, strict=True))), members=members))
    assert len(votes) == 51
    assert sum(found.shapley_shubik.values()) == 1
    assert found.shapley_shubik[members[0]] > Fraction(55, 538)


def test_more_members_than_a_word_can_count() -> None:
    """A tie in the middle: 80 members of weight 1 beside one of weight 0, as a plain majority."""
    members = letters(81)
    weights = {m: (i > 0) + (i > 40) for i, m in enumerate(members)}
    found = power(rule_of(weighted(61, weights), members=members))
    assert sum(found.shapley_shubik.values()) == 1
    assert found.shapley_shubik[members[0]] == 0
    assert found.decisiveness < Fraction(1, 2) + Fraction(1, 10)
