"""What holds for every group and every ally."""

from dataclasses import replace

import polars as pl
import pytest
from random_autonomy import ALLY, random_case

from foedus.autonomy import autonomy
from foedus.case.model import Case
from foedus.results.autonomy import Autonomy

SEEDS = range(20, 40)


def _with(case: Case, **tables: pl.DataFrame) -> Case:
    return replace(case, tables={**case.tables, **tables})


def _found(case: Case) -> Autonomy:
    return autonomy(case, group="south", without=ALLY)


@pytest.mark.parametrize("seed", SEEDS)
def test_exposure_is_a_part(alone: Case, seed: int) -> None:
    found = _found(random_case(seed, alone))
    assert found.exposure["exposure"].is_between(0, 1).all()
    assert found.allies["exposure"].is_between(0, 1).all()
    assert (found.exposure["held_with"] >= found.exposure["held_without"]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_an_ally_with_nothing_is_not_needed(alone: Case, seed: int) -> None:
    case = random_case(seed, alone)
    own = {n: case.tables[n].filter(pl.col("party") != ALLY) for n in ("stocks", "inflows")}
    assert _found(_with(case, **own)).exposure["exposure"].sum() == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_more_money_is_never_worse(alone: Case, seed: int) -> None:
    case = random_case(seed, alone)
    richer = case.tables["budgets"].with_columns(pl.col("amount") * 1.5 + 1)
    before, after = _found(case), _found(_with(case, budgets=richer))
    assert after.levels[0].value <= before.levels[0].value + 1e-5
    assert before.levels[0].unavoidable == pytest.approx(after.levels[0].unavoidable, abs=1e-6)
    assert before.levels[0].value >= (before.levels[0].unavoidable or 0) - 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lever_is_never_worse(alone: Case, seed: int) -> None:
    found = _found(random_case(seed, alone))
    level = dict(found.levers.filter(pl.col("party").is_null()).select("lever", "readiness").rows())
    assert level["year"] <= level["horizon"] + 1e-5
    moved = found.levers.filter(pl.col("party").is_not_null())
    assert (moved["readiness"] <= found.levels[0].value + 1e-5).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tables_add_up(alone: Case, seed: int) -> None:
    found = _found(random_case(seed, alone))
    cost = pytest.approx(found.levels[1].value, abs=1e-2, rel=1e-3)
    assert found.programme["value"].sum() == cost
    assert found.cost["amount"].sum() == cost
    assert found.cost_by_capability["amount"].sum() == cost
    assert found.burden["burden"].sum() == cost
    paid = found.programme.group_by("donor").agg(pl.col("value").sum())
    carried = dict(found.burden.select("party", "burden").iter_rows())
    for party, value in paid.iter_rows():
        assert value == pytest.approx(carried[party], abs=1e-2)
    over = found.usage.filter(pl.col("used") > pl.col("capacity") * (1 + 1e-5) + 1e-5)
    assert over.is_empty()


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_spends_what_it_has_not(alone: Case, seed: int) -> None:
    case = random_case(seed, alone)
    found = _found(case)
    assert case.settings.horizon is not None
    labels = case.settings.horizon.labels()
    for party in found.members:
        had, spent = 0.0, 0.0
        for label in labels:
            had += sum(
                row["amount"]
                for row in case.tables["budgets"].iter_rows(named=True)
                if row["party"] == party
                and f"{row['first']:%Y-%m}" <= label
                and (row["last"] is None or label <= f"{row['last']:%Y-%m}")
            )
            own = found.programme.filter((pl.col("donor") == party) & (pl.col("paid") == label))
            spent += own["value"].sum()
            assert spent <= had * (1 + 1e-5) + 1e-4


def test_the_order_of_rows_says_nothing(alone: Case) -> None:
    case = random_case(3, alone)
    turned = _with(case, **{name: frame.reverse() for name, frame in case.tables.items()})
    one, other = _found(case), _found(turned)
    assert one.programme.equals(other.programme)
    assert one.levers.equals(other.levers)
