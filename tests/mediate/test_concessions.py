from __future__ import annotations

import numpy as np
import pytest
from plain_dispute import (
    Text,
    crossed,
    drawn,
    kept,
    lack,
    made,
    row_of,
    texts,
    total,
    worth,
)

from foedus.case.dispute.model import Dispute, Issue, Party, RedLine
from foedus.mediate import concessions as module
from foedus.mediate import payments
from foedus.mediate.concessions import concessions
from foedus.mediate.ties import preferred
from foedus.results.mediation import Concession

SEEDS = range(40)


def conceded(dispute: Dispute, text: Text) -> float:
    parties = range(len(dispute.parties))
    lines = sum(line.price for p in parties for line in crossed(dispute, text, p))
    return sum(lack(dispute, text, p) for p in parties) + lines


def moving(dispute: Dispute, text: Text) -> int:
    parties = range(len(dispute.parties))
    return sum(bool(lack(dispute, text, p) or crossed(dispute, text, p)) for p in parties)


def payment(dispute: Dispute, text: Text) -> float | None:
    """What must be paid for a text; None: it cannot be paid, or crosses a red line."""
    parties = range(len(dispute.parties))
    if any(crossed(dispute, text, p) for p in parties):
        return None
    needed = sum(lack(dispute, text, p) for p in parties)
    able = 0.0
    for party, u in zip(dispute.parties, worth(dispute, text), strict=True):
        able += max(0.0, u - party.reservation) if party.veto else u
    return needed if needed <= able + 1e-9 else None


def best(dispute: Dispute, points: int = 0) -> tuple[float, tuple[int, float], float | None] | None:
    every = list(texts(dispute, points=points))
    if not every:
        return None
    paid = [x for x in (payment(dispute, t) for t in every) if x is not None]
    return (
        min(conceded(dispute, t) for t in every),
        min((moving(dispute, t), round(conceded(dispute, t), 9)) for t in every),
        min(paid) if paid else None,
    )


def holds(dispute: Dispute, found: Concession) -> None:
    """What is said of a concession follows from the definition."""
    text = row_of(dispute, found.outcome)
    assert kept(dispute, text)
    parties = {party.name: n for n, party in enumerate(dispute.parties)}
    if found.kind == "side-payments":
        assert sum(found.paid.values()) == pytest.approx(0, abs=1e-9)
        assert found.total == pytest.approx(sum(x for x in found.paid.values() if x > 0), abs=1e-9)
        for name, p in parties.items():
            after = worth(dispute, text)[p] - found.paid.get(name, 0.0)
            party = dispute.parties[p]
            assert after >= (party.reservation if party.veto else 0.0) - 2e-9
        return
    for name, p in parties.items():
        assert found.lowered.get(name, 0.0) == pytest.approx(lack(dispute, text, p), abs=1e-9)
        lifted = [price for who, _, price in found.lifted if who == name]
        assert lifted == [line.price for line in crossed(dispute, text, p)]
    assert found.total == pytest.approx(conceded(dispute, text), abs=1e-9)


def same_as_brute_force(dispute: Dispute) -> None:
    expected = best(dispute)
    least, fewest, side = concessions(dispute)
    assert (least.kind, fewest.kind, side.kind) == module_kinds()
    if expected is None:
        assert {least.status, fewest.status, side.status} == {"none"}
        assert least.outcome is None
        return
    for found in (least, fewest, side):
        assert found.gap == 0
        if found.outcome is not None:
            assert found.status == "proven"
            holds(dispute, found)
    assert least.total == pytest.approx(expected[0], abs=1e-9)
    assert moving(dispute, row_of(dispute, fewest.outcome)) == expected[1][0]
    assert fewest.total == pytest.approx(expected[1][1], abs=1e-8)
    if expected[2] is None:
        assert side.status == "none"
    else:
        assert side.total == pytest.approx(expected[2], abs=1e-8)


def module_kinds() -> tuple[str, str, str]:
    return "least-total", "fewest-parties", "side-payments"


@pytest.mark.parametrize("seed", SEEDS)
def test_looked_at_one_by_one(seed: int) -> None:
    same_as_brute_force(drawn(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_by_programmes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for where in (module, payments):
        monkeypatch.setattr(where, "countable", lambda _: False)
    same_as_brute_force(drawn(seed, harsh=0.9))


@pytest.mark.oracle
@pytest.mark.parametrize("first", range(100, 1100, 100))
def test_a_thousand_more(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(first, first + 100):
        same_as_brute_force(drawn(seed, harsh=0.8))
    for where in (module, payments):
        monkeypatch.setattr(where, "countable", lambda _: False)
    for seed in range(first, first + 100):
        same_as_brute_force(drawn(seed, harsh=0.8))


@pytest.mark.parametrize("seed", range(20))
def test_with_scales_no_point_of_a_grid_is_better(seed: int) -> None:
    dispute = drawn(seed, options=(3, 2), scales=1 + seed % 2, harsh=1.0)
    expected = best(dispute, points=21)
    least, fewest, side = concessions(dispute)
    if expected is None:
        assert least.status == fewest.status == "none"
        return
    for found in (least, fewest):
        assert found.status == "proven"
        holds(dispute, found)
    assert least.total <= expected[0] + 1e-8
    number = moving(dispute, row_of(dispute, fewest.outcome))
    assert number <= expected[1][0]
    if number == expected[1][0]:
        assert fewest.total <= expected[1][1] + 1e-8
    if expected[2] is not None:
        assert side.total <= expected[2] + 1e-8
    if side.outcome is not None:
        holds(dispute, side)


def opposed(*, third: bool = False) -> Dispute:
    """Two parties that want opposite ends of one issue, and perhaps one without a veto."""
    people = [Party("north", True, 1.0, 0.7), Party("south", True, 1.0, 0.6)]
    values = [[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]
    if third:
        people.append(Party("east", False))
        values.append([0.0, 1.0, 0.0])
    return made(people, [Issue("aid", ("all", "half", "none"))], [[1.0]] * len(people), [values])


def test_least_total_is_in_the_middle_and_fewest_parties_at_an_end() -> None:
    least, fewest, side = concessions(opposed())
    assert least.outcome == {"aid": "half"}
    assert least.total == pytest.approx(0.3)
    assert dict(least.lowered) == pytest.approx({"north": 0.2, "south": 0.1})
    assert fewest.outcome == {"aid": "all"}
    assert dict(fewest.lowered) == pytest.approx({"south": 0.6})
    assert side.status == "none"
    assert side.outcome is None


def test_a_party_without_a_veto_can_pay() -> None:
    side = concessions(opposed(third=True))[2]
    assert side.outcome == {"aid": "half"}
    assert dict(side.paid) == pytest.approx({"north": -0.2, "south": -0.1, "east": 0.3})


def test_a_red_line_is_lifted_at_its_price() -> None:
    line = RedLine(0, 0, 1, price=0.05)
    people = [Party("north", True, 1.0, 0.4), Party("south", True, 1.0, 0.4)]
    values = [[[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]]
    issues = [Issue("aid", ("all", "half", "none"))]
    dispute = made(people, issues, [[1.0], [1.0]], values, redlines=[line])
    least = concessions(dispute)[0]
    assert least.outcome == {"aid": "half"}
    assert least.lifted == (("north", "aid", 0.05),)
    assert least.total == pytest.approx(0.05)


def test_two_red_lines_of_one_party_cost_both_prices() -> None:
    lines = [RedLine(0, 0, 1, price=0.1), RedLine(0, 1, 1, price=0.2)]
    people = [Party("north", True), Party("south", True, 1.0, 1.0)]
    issues = [Issue("aid", ("no", "yes")), Issue("base", ("no", "yes"))]
    wanted = [[0.0, 0.0], [0.0, 1.0]]
    dispute = made(people, issues, [[0.5, 0.5]] * 2, [wanted, wanted], redlines=lines)
    least = concessions(dispute)[0]
    assert least.outcome == {"aid": "yes", "base": "yes"}
    assert least.total == pytest.approx(0.3)


def test_of_equal_outcomes_the_first_in_the_order_of_the_options_is_meant() -> None:
    people, issues = [Party("north", True)], [Issue("aid", ("a", "b")), Issue("base", ("a", "b"))]
    dispute = made(people, issues, [[0.5, 0.5]], [[[0.0, 1.0]], [[0.0, 1.0]]])
    rows = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert preferred(dispute, rows, np.full((2, 1), 0.5), []) == 1


def test_where_they_agree_nothing_is_conceded() -> None:
    people = [Party("north", True, 1.0, 0.5), Party("south", True, 1.0, 0.5)]
    values = [[[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]]
    dispute = made(people, [Issue("aid", ("all", "half", "none"))], [[1.0], [1.0]], values)
    for found in concessions(dispute):
        assert found.total == 0
        assert found.outcome == {"aid": "half"}
        assert [len(found.lowered), len(found.lifted), len(found.paid)] == [0, 0, 0]


def test_same_tie_same_answer() -> None:
    dispute = drawn(3, round_to=0)
    first = [found.outcome for found in concessions(dispute)]
    assert [found.outcome for found in concessions(dispute)] == first
    least = row_of(dispute, first[0])
    equal = [t for t in texts(dispute) if conceded(dispute, t) <= conceded(dispute, least) + 1e-9]
    assert total(dispute, least) >= max(total(dispute, t) for t in equal) - 1e-9


def test_with_no_time_nothing_is_called_proven_that_is_not() -> None:
    dispute = drawn(7, parties=6, options=(8,) * 20, scales=1, harsh=1.5)
    for found in concessions(dispute, within=0.0):
        assert found.status in {"bound", "none", "proven"}
        assert found.gap >= 0
        assert found.outcome is not None or found.status != "proven"


def test_a_payment_below_the_tolerance_is_none() -> None:
    parties = [Party("north", True, 1.0, 0.5), Party("south", True, 1.0, 0.5)]
    issues = [Issue("aid", ("less", "more"))]
    near = 0.5 + 7e-18 + 1e-16
    dispute = made(parties, issues, [[1.0], [1.0]], [[[0.8, 0.2], [near, 0.2]]])
    assert payments.side_payments(dispute).paid == {}
    third = [*parties, Party("west", True, 1.0, 0.6)]
    dispute = made(third, issues, [[1.0]] * 3, [[[0.8, 0], [0.5 + 2e-16, 0], [0.5, 0]]])
    paid = payments.side_payments(dispute).paid
    assert paid == pytest.approx({"north": 0.1, "west": -0.1})
