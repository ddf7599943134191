"""Fairness where duals alone do not tell, and the exact test of who is stuck."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from plan_cases import (
    Tables,
    budget,
    commitment,
    compiled,
    line,
    month,
    party,
    required,
    route,
    share,
    solve,
    stock,
    tiny,
    write,
    write_random,
)

from foedus.plan import leximin
from foedus.plan.solve import Session, Solution
from oracle.model import solve as oracle_solve


def purse(budgets: dict[str, float], shares: dict[str, float], *, need: float = 12) -> Tables:
    """Donors without stock buy shells for 1 million each from a line that stands with RRR."""
    tables = tiny() | {"stocks": [], "routes": []}
    tables["parties"] = [party("RRR", kind="recipient"), *(party(name) for name in budgets)]
    tables["requirements"] = [required("RRR", "fire", "deliver", need)]
    tables["lines"] = [line("works", "RRR", 0, 1000, price=1)]
    tables["budgets"] = [budget(name, amount) for name, amount in budgets.items()]
    tables["keys"] = [share(name, part) for name, part in shares.items()]
    return tables


def equal_purse(names: str, **limited: float) -> Tables:
    return purse({d: limited.get(d, 50) for d in names}, dict.fromkeys(names, 1))


def two_groups() -> Tables:
    """A and B are each held at 9 by a promise, C and D share what is left.

    Both promises hold the largest relative burden: the multipliers may stand on either.
    """
    tables = equal_purse("ABCD")
    tables["requirements"][0]["quantity"] = 24
    tables["commitments"] = [commitment("A", month(1), 9), commitment("B", month(1), 9)]
    return tables


def tie_with_one_free() -> Tables:
    """A must carry 8 by its promise; B and C share 8 more.

    A vertex may put all of it on either, at 8, and neither is stuck there.
    """
    tables = equal_purse("ABC")
    tables["requirements"][0]["quantity"] = 16
    tables["commitments"] = [commitment("A", month(1), 8)]
    return tables


def no_share() -> Tables:
    """Z has no share: it may carry all, and the others then carry nothing."""
    return purse({"A": 50, "B": 50, "Z": 7}, {"A": 1, "B": 3, "Z": 0})


def no_share_without_limit() -> Tables:
    return purse({"A": 50, "B": 50, "Z": 70}, {"A": 1, "B": 3, "Z": 0})


def nobody_can() -> Tables:
    return purse({"A": 0, "B": 0}, {"A": 1, "B": 1})


def alone() -> Tables:
    """One donor gives 10 shells at 3 million each."""
    return tiny()


def chain() -> Tables:
    """Budgets of 1, 2 and 3 hold three donors; the fourth carries the other 6 of 12."""
    return equal_purse("ABCD", A=1, B=2, C=3)


def two_roads() -> Tables:
    """A and B give guns that only they have, C and D buy shells: two pots, each shared evenly."""
    tables = equal_purse("CD")
    tables["parties"] += [party("A"), party("B")]
    tables["items"].append(tables["items"][0] | {"item": "gun", "price": 2})
    tables["capabilities"].append(tables["capabilities"][0] | {"capability": "show"})
    tables["yields"].append({"item": "gun", "capability": "show", "quantity": 1})
    tables["stocks"] = [stock("A", "gun", 30), stock("B", "gun", 30)]
    tables["requirements"] += [
        required("RRR", "show", "deliver", 6),
        required("A", "show", "floor"),
        required("B", "show", "floor"),
    ]
    tables["routes"] = [route("A"), route("B")]
    tables["keys"] += [share("A", 1), share("B", 1)]
    return tables


CASES = [
    (equal_purse("ABC"), {"A": 4, "B": 4, "C": 4}),
    (equal_purse("ABC", B=1), {"A": 5.5, "B": 1, "C": 5.5}),
    (purse({"A": 50, "B": 50}, {"A": 1, "B": 3}), {"A": 3, "B": 9}),
    (two_groups(), {"A": 9, "B": 9, "C": 3, "D": 3}),
    (tie_with_one_free(), {"A": 8, "B": 4, "C": 4}),
    (no_share(), {"A": 1.25, "B": 3.75, "Z": 7}),
    (no_share_without_limit(), {"A": 0, "B": 0, "Z": 12}),
    (nobody_can(), {"A": 0, "B": 0}),
    (alone(), {"AAA": 30}),
    (chain(), {"A": 1, "B": 2, "C": 3, "D": 6}),
    (two_roads(), {"A": 6, "B": 6, "C": 6, "D": 6}),
]
"""Tables of one month, and each donor's burden."""


@pytest.mark.parametrize("solver", ["ipx", "simplex"])
@pytest.mark.parametrize(("tables", "burdens"), CASES)
def test_burdens(tmp_path: Path, tables: Tables, burdens: dict[str, float], solver: str) -> None:
    found = solve(write(tmp_path, tables, months=1), solver=solver)
    shown = dict(found.burden.select("party", "burden").iter_rows())
    assert shown == {d: pytest.approx(b, rel=1e-3, abs=1e-3) for d, b in burdens.items()}
    shares = dict(found.burden.select("party", "share").iter_rows())
    vector = sorted((b / shares[d] for d, b in burdens.items() if shares[d] > 0), reverse=True)
    # to the digit in which the need level, kept within 1e-6, moves a burden
    assert found.level("fairness").sorted == pytest.approx(tuple(vector), rel=1e-5, abs=1e-4)
    assert found.level("fairness").value == found.level("fairness").sorted[0]


def test_a_donor_without_a_share_is_not_in_the_vector(tmp_path: Path) -> None:
    found = solve(write(tmp_path, no_share(), months=1))
    assert len(found.level("fairness").sorted) == 2
    (row,) = found.burden.filter(found.burden["party"] == "Z").rows(named=True)
    assert (row["share"], row["relative_burden"], row["ratio"]) == (0, None, None)


@pytest.mark.parametrize(("tables", "burdens"), CASES)
def test_exact_test_alone_tells_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tables: Tables,
    burdens: dict[str, float],
) -> None:
    folder = write(tmp_path, tables, months=1)
    plain = solve(folder).level("fairness").sorted
    calls = without_multipliers(monkeypatch)
    assert solve(folder).level("fairness").sorted == pytest.approx(plain, rel=1e-5, abs=1e-4)
    assert calls or not any(burdens.values()) or plain[0] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("seed", [0, 2, 10, 15, 21, 26])
def test_exact_test_on_random_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    folder = write_random(tmp_path, seed)
    calls = without_multipliers(monkeypatch)
    found = solve(folder).level("fairness").sorted
    assert found == pytest.approx(oracle_solve(folder).burdens, rel=1e-4, abs=1e-4)
    assert calls or max(found) <= leximin.NEAR


def without_multipliers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Take no multiplier for clear; return a list that grows by one at each exact test."""
    calls: list[int] = []
    exact = leximin._exact

    def counted(*arguments: object) -> object:
        calls.append(1)
        assert len(calls) < 40, "no donor was settled"
        return exact(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(leximin, "CLEAR", 2.0)
    monkeypatch.setattr(leximin, "_exact", counted)
    return calls


@pytest.mark.parametrize("count", [8, 24])
def test_exact_test_settles_someone_among_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    names = [f"D{n:02d}" for n in range(count)]
    tables = purse(dict.fromkeys(names, 50.0), {name: 1 + n for n, name in enumerate(names)})
    without_multipliers(monkeypatch)
    found = solve(write(tmp_path, tables, months=1)).level("fairness").sorted
    assert found == pytest.approx([12.0] * count, rel=1e-4)


class Blind(Session):
    """Says nothing of multipliers, as a solver may where many are optimal."""

    def minimise(self, *arguments: object, **options: object) -> Solution:
        solution = super().minimise(*arguments, **options)  # type: ignore[arg-type]
        return Solution(
            solution.value, solution.x, np.zeros_like(solution.row_dual),
            solution.reduced_cost, solution.residual, solution.ran,
        )  # fmt: skip


def test_settle_without_any_multiplier(tmp_path: Path) -> None:
    model = compiled(write(tmp_path, two_groups(), months=1))
    places = leximin.burdens(model.sets, model.columns, model.program)
    fairness = leximin.settle(places, Blind(model.program))
    # no need is kept here: only the promises burden anyone
    assert fairness.value * model.sets.share[fairness.donors] == pytest.approx([9, 9, 0, 0])
    names = [model.sets.parties[d] for d in fairness.donors]
    assert names == ["A", "B", "C", "D"]


def test_settled_burdens_are_kept_in_the_session(tmp_path: Path) -> None:
    model = compiled(write(tmp_path, two_groups(), months=1))
    session = Session(model.program)
    places = leximin.burdens(model.sets, model.columns, model.program)
    fairness = leximin.settle(places, session)
    cost = np.zeros(model.columns.count)
    cost[model.columns.burden.span] = -1  # as much as anyone may carry
    most = session.minimise(cost).x[model.columns.burden.span]
    assert most == pytest.approx(fairness.value * model.sets.share[fairness.donors], abs=1e-5)
    assert fairness.rounds >= 2
