"""Settlements on scales, against linear programmes with absolute values, and conditions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from by_hand import blockers, counted, gains_of, is_outcome, log_of, share_of, total_of
from drawn_disputes import drawn
from scipy.optimize import linprog

from foedus.case.dispute.model import Dispute
from foedus.mediate.settlements import settlements
from foedus.mediate.utility import index_of
from foedus.results.mediation import Settlement

SEEDS = range(24)
NAMES = ("nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian")


class Plain:
    """``max cost`` over points x, distances d and a last column t, with rows written out."""

    def __init__(self, d: Dispute) -> None:
        self.count, self.reservation = counted(d)
        self.p, self.i = len(d.parties), len(d.issues)
        self.width = self.i + self.p * self.i + 1
        self.worth, self.fixed = np.zeros((self.p, self.width)), np.zeros(self.p)
        self.rows: list[np.ndarray] = []
        self.right: list[float] = []
        self.bounds = [(issue.low, issue.high) for issue in d.issues]
        self.bounds += [(0.0, None)] * (self.p * self.i) + [(None, None)]
        for line in d.redlines:
            if d.parties[line.party].veto:
                low, high = self.bounds[line.issue]
                self.bounds[line.issue] = (max(low, line.low), min(high, line.high))
        for p in range(self.p):
            for i, issue in enumerate(d.issues):
                if d.salience[p, i] > 0:
                    self._distance(p, i, float(d.positions[p, i]))
                    length = issue.high - issue.low
                    self.worth[p, self.i + p * self.i + i] = -d.salience[p, i] / length
                    self.fixed[p] += d.salience[p, i]
        for p, party in enumerate(d.parties):
            if party.veto:
                self.at_least(self.worth[p], party.reservation - self.fixed[p])

    def _distance(self, p: int, i: int, position: float) -> None:
        for sign in (1.0, -1.0):
            row = np.zeros(self.width)
            row[self.i + p * self.i + i], row[i] = 1.0, -sign
            self.at_least(row, -sign * position)

    def at_least(self, row: np.ndarray, right: float) -> None:
        self.rows.append(-row)
        self.right.append(-right)

    def most(self, cost: np.ndarray) -> float | None:
        if any(b[0] is not None and b[1] is not None and b[0] > b[1] for b in self.bounds):
            return None
        found = linprog(-cost, np.array(self.rows), np.array(self.right), bounds=self.bounds)
        return None if found.status == 2 else -found.fun

    def gain(self, p: int) -> tuple[np.ndarray, float]:
        return self.worth[p], self.fixed[p] - self.reservation[p]

    def least(self, unit: dict[int, float]) -> float:
        kept = len(self.rows)
        for p, size in unit.items():
            row, fixed = self.gain(p)
            row = row.copy()
            row[-1] = -size
            self.at_least(row, -fixed)
        last = np.zeros(self.width)
        last[-1] = 1.0
        most = self.most(last)
        del self.rows[kept:], self.right[kept:]
        assert most is not None
        return most


@pytest.mark.parametrize("seed", SEEDS)
def test_scales_against_plain_programmes(seed: int) -> None:
    d = drawn(seed, options=(), scales=1 + seed % 4)
    plain = Plain(d)
    found = {s.name: s for s in settlements(d)}
    if plain.most(np.zeros(plain.width)) is None:
        assert {(s.status, s.why) for s in found.values()} == {("none", "no-agreement")}
        return
    best = {}
    for p in plain.count:
        row, fixed = plain.gain(p)
        most = plain.most(row)
        assert most is not None
        best[p] = most + fixed
    weights = np.array([party.weight for party in d.parties])
    total = plain.most(weights @ plain.worth)
    assert total is not None
    sharing = {p: b for p, b in best.items() if b > 1e-9}
    assert value(found["utilitarian"]) == pytest.approx(total + weights @ plain.fixed, abs=1e-6)
    least = plain.least(dict.fromkeys(plain.count, 1.0))
    assert value(found["egalitarian"]) == pytest.approx(least, abs=1e-6)
    if sharing:
        share = plain.least(sharing)
        assert value(found["kalai-smorodinsky"]) == pytest.approx(share, abs=1e-6)
    check_rows(d, found, list(best.values()))
    check_nash(d, plain, found["nash"], least)
    check_leximin(d, plain, found["leximin"])


def value(s: Settlement) -> float:
    assert s.status == "proven"
    assert s.value is not None
    return s.value


def point_of(d: Dispute, s: Settlement) -> np.ndarray:
    assert s.outcome is not None
    return index_of(d, s.outcome)


def check_rows(d: Dispute, found: dict[str, Settlement], best: list[float]) -> None:
    """What is shown is what the outcomes are worth, and nobody blocks them."""
    measure: dict[str, Callable[[np.ndarray], float]] = {
        "nash": lambda x: log_of(d, x),
        "kalai-smorodinsky": lambda x: share_of(best, gains_of(d, x)),
        "egalitarian": lambda x: min(gains_of(d, x)),
        "leximin": lambda x: min(gains_of(d, x)),
        "utilitarian": lambda x: total_of(d, x),
    }
    for name, s in found.items():
        if s.outcome is not None:
            x = point_of(d, s)
            assert is_outcome(d, x)
            assert not blockers(d, x)
            assert measure[name](x) == pytest.approx(s.value, abs=1e-6)


def check_nash(d: Dispute, plain: Plain, s: Settlement, least: float) -> None:
    """Nash's point is best where sum of w g / g* is largest at itself: the gains are concave."""
    if least <= 1e-9:
        assert s.why == "no-positive-gain"
        return
    gains = gains_of(d, point_of(d, s))
    cost, fixed = np.zeros(plain.width), 0.0
    for p, gain in zip(plain.count, gains, strict=True):
        row, constant = plain.gain(p)
        cost += d.parties[p].weight / gain * row
        fixed += d.parties[p].weight / gain * constant
    most = plain.most(cost)
    assert most is not None
    assert most + fixed == pytest.approx(sum(d.parties[p].weight for p in plain.count), abs=1e-2)
    assert s.status == "proven"


def check_leximin(d: Dispute, plain: Plain, s: Settlement) -> None:
    """No party can gain more unless one that has no more than it gains less."""
    gains = dict(zip(plain.count, gains_of(d, point_of(d, s)), strict=True))
    for p, gain in gains.items():
        kept = len(plain.rows)
        for q, other in gains.items():
            if q != p and other <= gain + 1e-7:
                row, fixed = plain.gain(q)
                plain.at_least(row, other - fixed - 1e-8)
        row, fixed = plain.gain(p)
        most = plain.most(row)
        del plain.rows[kept:], plain.right[kept:]
        assert most is not None
        assert most + fixed <= gain + 1e-5
    assert s.status == "proven"


@pytest.mark.parametrize("seed", range(18))
def test_options_with_a_scale_against_thirds(seed: int) -> None:
    """For each choice of options the criteria are concave on the scale: thirds find their peak."""
    d = drawn(seed, options=(2, 3), scales=1)
    found = {s.name: s for s in settlements(d)}
    count, _ = counted(d)
    best = [peak(d, lambda x, k=k: gains_of(d, x)[k]) for k in range(len(count))]
    if best[0] is None:
        assert {s.why for s in found.values()} == {"no-agreement"}
        return
    tops = [b for b in best if b is not None]
    measure: dict[str, Callable[[np.ndarray], float]] = {
        "nash": lambda x: log_of(d, x),
        "kalai-smorodinsky": lambda x: share_of(tops, gains_of(d, x)),
        "egalitarian": lambda x: min(gains_of(d, x)),
        "leximin": lambda x: min(gains_of(d, x)),
        "utilitarian": lambda x: total_of(d, x),
    }
    for name, of in measure.items():
        most = peak(d, of)
        s = found[name]
        assert s.status == ("none" if most is None else "proven")
        if most is not None:
            x = point_of(d, s)
            assert is_outcome(d, x)
            assert not blockers(d, x)
            assert of(x) == pytest.approx(most, abs=2e-6)


def peak(d: Dispute, of: Callable[[np.ndarray], float]) -> float | None:
    """Return the largest value over agreements of a dispute whose last issue is its only scale."""
    found = None
    for a in range(len(d.issues[0].options)):
        for b in range(len(d.issues[1].options)):
            most = _peak_at(d, of, a, b)
            if most is not None and most > -np.inf:
                found = most if found is None else max(found, most)
    return found


def _peak_at(d: Dispute, of: Callable[[np.ndarray], float], a: int, b: int) -> float | None:
    def row(x: float) -> np.ndarray:
        return np.array([a, b, x])

    def slack(x: float) -> float:
        gains = gains_of(d, row(x))
        return min(gains) if any(party.veto for party in d.parties) else 0.0

    low, high = d.issues[2].low, d.issues[2].high
    for line in d.redlines:
        if line.option is None and d.parties[line.party].veto:
            low, high = max(low, line.low), min(high, line.high)
    if low > high:
        return None
    top = _thirds(slack, low, high)
    if blockers(d, row(top)) or not is_outcome(d, row(top)):
        return None
    left, right = _edge(slack, top, low), _edge(slack, top, high)
    return of(row(_thirds(lambda x: of(row(x)), left, right)))


def _thirds(of: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(90):
        first, second = low + (high - low) / 3, high - (high - low) / 3
        low, high = (first, high) if of(first) < of(second) else (low, second)
    return max((low, high, (low + high) / 2), key=of)


def _edge(of: Callable[[float], float], inside: float, end: float) -> float:
    """Return how far towards an end ``of`` stays at 0 or above."""
    if of(end) >= 0:
        return end
    for _ in range(80):
        middle = (inside + end) / 2
        inside, end = (middle, end) if of(middle) >= 0 else (inside, middle)
    return inside
