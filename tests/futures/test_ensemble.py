"""What must hold of ensembles: kept and afresh agree with the plan; order changes nothing."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from branching import random_case
from drawing import Row, figures_that_move, scaled, uncertain

from foedus.case.model import Case
from foedus.errors import InputError, SolverError
from foedus.futures import sampled
from foedus.futures.draws import Uncertainty, inverse, uncertainties_of
from foedus.futures.ensemble import ensemble, one_by_one, set_up
from foedus.futures.importance import importance, why_not
from foedus.futures.moving import varied
from foedus.futures.sampled import Afresh, Drawn, Kept, Setup, solve_draws
from foedus.plan import plan
from foedus.plan.sets import Floats
from foedus.plan.solve import Session, Solution
from foedus.results.ensemble import FRAMES, QUANTILES, Ensemble
from foedus.results.ensemble_json import ensemble_as_json

SEEDS = range(10)
CLOSE = 1e-5
DRAWS = 3
NEED = scaled("requirements", "quantity", "kind=deliver")
STOCK = scaled("stocks", "quantity", "*")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", ["need", "readiness"])
def test_kept_and_afresh_agree_with_the_plan(tmp_path: Path, seed: int, level: str) -> None:
    case = random_case(tmp_path, seed)
    case = uncertain(case, figures_that_move(case, seed))
    if level == "readiness" and "hold" not in case.tables["requirements"]["kind"]:
        return
    kept = set_up(case, draws=DRAWS, seed=seed, level=level)  # type: ignore[arg-type]
    assert isinstance(kept, Kept)
    uncertainties = uncertainties_of(case)
    afresh = Afresh(kept.key + "!", kept.level, kept.values, case, uncertainties)
    for n in range(DRAWS):
        one, other = solve_draws(kept, [n])[0], afresh.solver().solve(n)
        assert one.status == other.status
        if one.value is not None:
            whole = plan(_alone(varied(case, uncertainties, kept.values[n]), level), explain=False)
            assert one.value == pytest.approx(other.value, rel=CLOSE, abs=CLOSE)
            assert one.value == pytest.approx(whole.levels[0].value, rel=CLOSE, abs=CLOSE)
            assert _shape(one) == pytest.approx(_shape(other), abs=1e-3)


def _alone(case: Case, level: str) -> Case:
    """The case with this level alone."""
    return replace(case, settings=replace(case.settings, levels=(level,)))  # type: ignore[arg-type]


def _shape(one: Drawn) -> list[float]:
    return [-1.0 if x is None else x for x in one.covered]


@pytest.mark.parametrize(
    "row",
    [
        scaled("yields", "quantity", "*"),
        scaled("items", "mass", "*"),
        scaled("lines", "price", "*"),
        scaled("routes", "cost", "*"),
        {**scaled("routes", "lag", "*"), "operation": "add", "low": 0.0, "high": 2.0},
    ],
    ids=lambda row: f"{row['table']}.{row['column']}",
)
def test_what_stands_in_the_matrix_is_compiled_afresh(tmp_path: Path, row: Row) -> None:
    case = uncertain(random_case(tmp_path, 2), [row, scaled("budgets", "amount", "*")])
    found = ensemble(case, draws=2, seed=1, level="need")
    assert found.stamp.options["matrix"] == "afresh"
    values = set_up(case, draws=2, seed=1).values
    for (_, status, value, *_), drawn in zip(found.draws.iter_rows(), values, strict=True):
        if status == "infeasible":
            continue
        whole = plan(_alone(varied(case, uncertainties_of(case), drawn), "need"), explain=False)
        assert value == pytest.approx(whole.levels[0].value, rel=CLOSE, abs=CLOSE)


def test_what_counts_in_burdens_only_moves_nothing(tmp_path: Path) -> None:
    rows = [scaled("keys", "share", "*"), scaled("stocks", "value", "*")]
    found = ensemble(uncertain(random_case(tmp_path, 2), rows), draws=3)
    assert found.stamp.options["matrix"] == "kept"
    assert found.draws["value"].drop_nulls().n_unique() <= 1


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    case = random_case(tmp_path_factory.mktemp("some"), 3)
    return ensemble(uncertain(case, [NEED, STOCK]), draws=70, seed=2, level="need")


def test_tables_are_as_declared_and_add_up(some: Ensemble) -> None:
    for name, schema in FRAMES.items():
        assert dict(getattr(some, name).schema) == dict(schema), name
    assert (some.solved, some.resumed, some.count) == (70, 0, 70)
    assert some.draws["draw"].to_list() == list(range(70))
    assert some.impossible == (some.draws["status"] == "infeasible").sum()
    level = some.draws["value"].drop_nulls().to_numpy()
    assert some.levels["value"].to_list() == pytest.approx(np.quantile(level, QUANTILES).tolist())
    assert some.coverage["covered"].is_between(0, 1).all()
    assert some.met["probability"].is_between(0, 1).all()
    need = ["party", "capability", "month"]
    wide = some.coverage.pivot(on="quantile", index=need, values="covered")
    assert (np.diff(wide.select(map(str, QUANTILES)).to_numpy(), axis=1) >= 0).all()
    sure = wide.join(some.met.filter(pl.col("probability") == 1), on=need)
    assert (sure["0.05"] == 1).all()
    assert ensemble_as_json(some)["level"] == "need"


def test_importance_of_what_was_drawn(some: Ensemble) -> None:
    assert set(some.importance["uncertainty"]) == {"u0", "u1"}
    known = some.importance["delta"].drop_nulls()
    assert known.is_sorted(descending=True)
    assert (len(known) == 2) == (some.stamp.options["importance"] == "delta")


def test_draws_are_the_same_in_any_order(tmp_path: Path, some: Ensemble) -> None:
    case = uncertain(random_case(tmp_path, 3), [NEED, STOCK])

    def backwards(setup: Setup, draws: Sequence[int]) -> Iterator[Drawn]:
        return one_by_one(setup, draws[::-1])

    foreign = [Drawn(99, "optimal", 7.0, 0.0, 0.0)]
    found = ensemble(case, draws=70, seed=2, level="need", run=backwards, known=foreign)
    figures = ("draw", "status", "value")
    assert found.draws.select(figures).equals(some.draws.select(figures))
    assert found.coverage.equals(some.coverage)


def test_what_is_known_is_not_solved_again(tmp_path: Path) -> None:
    case = uncertain(random_case(tmp_path, 3), [NEED, STOCK])
    asked: list[int] = []

    def watched(setup: Setup, draws: Sequence[int]) -> Iterator[Drawn]:
        asked.extend(draws)
        return one_by_one(setup, draws)

    known = one_by_one(set_up(case, draws=4), [1, 3])
    found = ensemble(case, draws=4, run=watched, known=known)
    assert (asked, found.solved, found.resumed) == ([0, 2], 2, 2)


def test_without_a_plan_a_draw_is_counted(tmp_path: Path) -> None:
    promise = {
        **scaled("commitments", "quantity", "*"),
        "operation": "set",
        "low": 1e6,
        "high": 2e6,
    }
    case = next(c for c in _cases(tmp_path) if c.tables["commitments"].height)
    found = ensemble(uncertain(case, [promise]), draws=3)
    assert (found.impossible, found.levels.height, found.coverage.height) == (3, 0, 0)
    assert found.stamp.options["importance"] == "few-draws"


@pytest.mark.parametrize("kind", ["kept", "afresh"])
def test_draw_that_no_solver_ends_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    rows = [NEED, *([scaled("lines", "price", "*")] if kind == "afresh" else [])]
    case = uncertain(random_case(tmp_path, 3), rows)
    whole = ensemble(case, draws=4, seed=1, level="need")
    asked: list[int] = []

    def fails_on_the_second(session: Session, cost: Floats) -> Solution:
        asked.append(1)
        if len(asked) == 2:
            raise SolverError("no optimum")
        return least(session, cost)

    least = sampled._least
    monkeypatch.setattr(sampled, "_least", fails_on_the_second)
    setup = replace(set_up(case, draws=4, seed=1, level="need"), key=f"another {kind}")
    drawn = one_by_one(setup, range(4))
    found = ensemble(case, draws=4, seed=1, level="need", known=drawn)
    assert found.stamp.options["matrix"] == kind
    assert found.draws["status"].to_list() == ["optimal", "failed", "optimal", "optimal"]
    assert (found.impossible, found.draws["value"].null_count()) == (0, 1)
    both = found.draws["value"].drop_nulls(), whole.draws["value"].gather([0, 2, 3])
    assert both[0].to_list() == pytest.approx(both[1].to_list(), abs=1e-5)


def _cases(folder: Path) -> Iterator[Case]:
    for seed in range(20):
        (folder / str(seed)).mkdir()
        yield random_case(folder / str(seed), seed)


def test_all_faults_at_once(tmp_path: Path) -> None:
    case = random_case(tmp_path, 3)
    bare = replace(case, settings=replace(case.settings, horizon=None))
    with pytest.raises(InputError) as caught:
        ensemble(bare, draws=0)
    assert {f.kind for f in caught.value.findings} == {"no-horizon", "no-uncertainties", "no-draws"}


def test_limit_that_binds_in_some_draws_alone(tmp_path: Path) -> None:
    """A limit on gifts from 0 to far above all stocks: it has a row in every draw."""
    case = random_case(tmp_path, 7)
    giver, recipient = "AAA", "RRR"
    limit = {
        "party": giver, "kind": "own", "item": "*", "recipient": recipient,
        "first": case.settings.horizon.start, "limit": 1e9,
    }  # fmt: skip
    table = case.tables["restrictions"]
    blank = dict.fromkeys(table.schema)
    rows = pl.concat([table, pl.DataFrame([blank | limit], schema=table.schema)])
    case = replace(case, tables={**case.tables, "restrictions": rows})
    where = f"party={giver};kind=own;item=*"
    case = uncertain(
        case, [scaled("restrictions", "limit", where, 0.0, 1.0) | {"operation": "set"}]
    )
    kept = set_up(case, draws=4, seed=1, level="need")
    assert isinstance(kept, Kept)
    for n in range(4):
        drawn = varied(case, uncertainties_of(case), kept.values[n])
        whole = plan(_alone(drawn, "need"), explain=False)
        assert solve_draws(kept, [n])[0].value == pytest.approx(
            whole.levels[0].value, rel=CLOSE, abs=CLOSE
        )
    free = plan(_alone(case, "need"), explain=False).levels[0].value
    assert min(solve_draws(kept, [n])[0].value or 0.0 for n in range(4)) > free + 1e-4


def test_two_threads_share_a_solver(tmp_path: Path) -> None:
    setup = set_up(uncertain(random_case(tmp_path, 3), [NEED, STOCK]), draws=8, seed=2)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda n: solve_draws(setup, [n])[0], range(8)))
    for one, other in zip(both, one_by_one(setup, range(8)), strict=True):
        assert (one.draw, one.status) == (other.draw, other.status)
        assert one.value == pytest.approx(other.value, rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("apart", [1, 2, 5, 9, 10])
@pytest.mark.parametrize("among", [64, 1000])
def test_level_that_is_nearly_constant_is_no_error(apart: int, among: int) -> None:
    values = np.random.default_rng(0).random((among, 2))
    level = np.zeros(among)
    level[:apart] = 1 + values[:apart, 0]
    assert (why_not(level) == "nearly-constant") == (apart < 10)
    assert importance(["a", "b"], values, level, 0).reason in {None, "nearly-constant"}


@pytest.mark.parametrize("seed", [0, 2**32 - 2, 2**32 - 1, 2**32, 10**12])
def test_importance_takes_any_seed(seed: int) -> None:
    values = np.random.default_rng(0).random((100, 2))
    found = importance(["a", "b"], values, values.sum(axis=1), seed)
    assert (found.reason, found.table["delta"].null_count()) == (None, 0)


def test_each_whole_number_is_as_likely() -> None:
    lag = Uncertainty("lag", {}, "uniform", 0.0, 2.0, digits=0)
    found = inverse(lag, (np.arange(300) + 0.5) / 300)
    assert np.unique(found, return_counts=True)[1].tolist() == [100, 100, 100]
    assert inverse(lag, np.array([0.0, 1.0])).tolist() == [0.0, 2.0]
