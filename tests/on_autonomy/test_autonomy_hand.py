"""A case small enough to be worked by hand: exposure, programme, cost and levers.

The group has 50 tanks, from March 2026 on 60, of the 100 it is to hold; the ally has 70. Without it
40 are to come by January 2027 from two lines with a lead of six months, so that only what is due
from July 2026 to January 2027 counts: seven months of 4 tanks at 10 million, and for the 12 that
are left the dearer line at 12 million: 280 + 144 = 424 million, all ordered by July 2026. BBB has
10 million a month, 70 by then, and its fair part of two fifths would be 169.6: it gives all that it
has, and AAA the rest.
"""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from foedus.autonomy import autonomy
from foedus.case.model import Case
from foedus.errors import InputError
from foedus.results.autonomy import FRAMES, Autonomy


@pytest.fixture(scope="module")
def found(alone: Case) -> Autonomy:
    return autonomy(alone, group="south", without="CCC", since="2027-01")


def _of(frame: pl.DataFrame, **key: object) -> dict[str, object]:
    for name, value in key.items():
        frame = frame.filter(pl.col(name).eq_missing(value))
    return frame.row(0, named=True)


def test_exposure(found: Autonomy) -> None:
    first = _of(found.exposure, capability="armour", month="2026-01")
    assert first == {
        "capability": "armour", "month": "2026-01", "required": 100.0, "held_with": 120.0,
        "held_without": 50.0, "exposure": 0.5, "basis": "sourced", "weakest": None,
    }  # fmt: skip
    assert _of(found.exposure, capability="armour", month="2026-03")["exposure"] == 0.4
    assert _of(found.exposure, capability="fire", month="2026-05")["exposure"] == 0.125
    assert _of(found.exposure, capability="fire", month="2026-06")["exposure"] == 0.0
    assert len(found.exposure) == 60


def test_alone_from(found: Autonomy) -> None:
    assert found.alone_from == {"armour": None, "fire": "2026-06"}
    assert found.programme_alone_from == {"armour": "2027-01", "fire": "2026-06"}


def test_allies_in_turn(found: Autonomy) -> None:
    assert _of(found.allies, ally="AAA", capability="armour")["exposure"] == pytest.approx(0.4)
    assert _of(found.allies, ally="AAA", capability="armour")["month"] == "2026-03"
    assert _of(found.allies, ally="BBB", capability="fire")["exposure"] == pytest.approx(0.375)
    assert _of(found.allies, ally="EEE", capability="fire") == {
        "ally": "EEE", "capability": "fire", "exposure": 0.0, "month": None,
    }  # fmt: skip
    assert set(found.allies["ally"]) == {"AAA", "BBB", "EEE"}


def test_programme(found: Autonomy) -> None:
    by_line = found.programme.group_by("line").agg(pl.col("quantity").sum()).sort("line")
    assert by_line["line"].to_list() == ["tank-import", "tank-works"]
    assert by_line["quantity"].to_list() == pytest.approx([12, 28], abs=1e-3)
    assert found.programme["arrives"].max() == "2027-01"
    assert set(found.programme["kind"]) == {"refill"}
    assert found.readiness["gap"].sum() == pytest.approx(0, abs=1e-3)


def test_levels_and_cost(found: Autonomy) -> None:
    readiness, cost, fairness = found.levels
    assert [readiness.name, cost.name, fairness.name] == ["readiness", "cost", "fairness"]
    assert readiness.value == pytest.approx(0, abs=1e-6)
    assert readiness.unavoidable == pytest.approx(0, abs=1e-6)
    assert cost.value == pytest.approx(424, abs=1e-2)
    assert fairness.sorted == pytest.approx((590, 175), abs=1e-1)
    assert _of(found.cost, party="AAA", year=2026)["amount"] == pytest.approx(354, abs=0.1)
    assert _of(found.cost, party="BBB", year=2026)["amount"] == pytest.approx(70, abs=0.1)
    assert found.cost_by_capability.row(0)[:2] == ("armour", 2026)


def test_burden_counts_own_orders(found: Autonomy) -> None:
    assert found.burden["share"].to_list() == pytest.approx([0.6, 0.4])
    assert found.burden["burden"].to_list() == pytest.approx([354, 70], abs=0.1)
    assert _of(found.burden, party="BBB")["ratio"] == pytest.approx(70 / 169.6, abs=1e-3)


def test_levers(found: Autonomy) -> None:
    """A second works delivers all 40 at 10 million, as does a year more; money changes nothing."""
    works = _of(found.levers, lever="line", line="tank-works")
    assert works["cost"] == pytest.approx(400, abs=1e-2)
    assert works["readiness"] == pytest.approx(0, abs=1e-6)
    assert _of(found.levers, lever="year")["cost"] == pytest.approx(400, abs=1e-2)
    budget = _of(found.levers, lever="budget")
    assert (budget["party"], budget["moved_by"], budget["unit"]) == ("BBB", 1000.0, "million EUR")
    assert budget["cost"] == pytest.approx(424, abs=1e-2)


def test_the_ally_may_sell(alone: Case) -> None:
    """Seven months of 3 tanks at 8 million and 19 of the works' at 10: 168 + 190 = 358."""
    found = autonomy(alone, group="@south", without="CCC", since="2027-01", ally_sells="yes")
    assert found.levels[1].value == pytest.approx(358, abs=1e-2)
    assert found.stamp.options["ally_sells"] == "true"


def test_evidence(found: Autonomy) -> None:
    """What the dearer line sells, and what the member of a guessed budget pays, is assumed."""
    assumed = found.programme.filter(pl.col("basis") == "assumed")
    assert set(assumed["line"]) | set(assumed["donor"]) >= {"tank-import", "BBB"}
    total = 144 + 70  # the import and BBB's budget, unless BBB pays for the import
    assert found.assumed_share is not None
    assert 144 / 424 < found.assumed_share <= total / 424 + 1e-3
    row = found.programme.filter(pl.col("line") == "tank-import").row(0, named=True)
    assert row["weakest"].startswith("lines: line=tank-import")


def test_a_guessed_target_makes_its_orders_assumed(alone: Case) -> None:
    rows = alone.tables["requirements"].with_columns(source=pl.lit("guess"))
    case = replace(alone, tables={**alone.tables, "requirements": rows})
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert found.assumed_share == 1.0


def test_frames_have_their_columns(found: Autonomy) -> None:
    for name, schema in FRAMES.items():
        assert dict(getattr(found, name).schema) == schema, name


def test_a_member_as_the_ally(alone: Case) -> None:
    found = autonomy(alone, group="south", without="AAA")
    assert found.members == ("BBB",)
    assert found.since == "2026-01"
    assert found.exposure.row(0)[2:6] == (100.0, 50.0, 20.0, pytest.approx(0.3))


def test_without_lines_the_gap_stays(alone: Case) -> None:
    case = replace(alone, tables={**alone.tables, "lines": alone.tables["lines"].clear()})
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert found.programme.is_empty()
    assert found.levels[0].value == pytest.approx(18 * 0.4, abs=1e-6)
    assert found.assumed_share is None
    assert found.programme_alone_from["armour"] is None


def test_without_budgets_the_gap_stays(alone: Case) -> None:
    case = replace(alone, tables={**alone.tables, "budgets": alone.tables["budgets"].clear()})
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert found.levels[0].value == pytest.approx(18 * 0.4, abs=1e-6)
    assert found.burden["burden"].sum() == 0


def test_without_a_key_nobody_has_a_share(alone: Case) -> None:
    case = replace(alone, settings=replace(alone.settings, key=None))
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert [level.name for level in found.levels] == ["readiness", "cost"]


def test_a_member_that_takes_no_part_pays_nothing(alone: Case) -> None:
    out = pl.DataFrame(
        {"party": ["BBB"], "first": [alone.settings.horizon.start]},  # type: ignore[union-attr]
    )
    table = alone.tables["opt_outs"]
    rows = pl.concat([table, out], how="diagonal_relaxed").select(table.columns)
    case = replace(alone, tables={**alone.tables, "opt_outs": rows})
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert set(found.programme["donor"]) == {"AAA"}
    assert found.exposure.row(0)[4] == 50.0


def _tables(case: Case, **columns: dict[str, object]) -> Case:
    """Return the case with one row, of these columns, in each table."""
    made = {
        name: pl.DataFrame(
            [{c: row.get(c) for c in case.tables[name].columns}], schema=case.tables[name].schema
        )
        for name, row in columns.items()
    }
    return replace(case, tables={**case.tables, **made})


def test_an_item_of_two_targets_is_split_by_its_use(alone: Case) -> None:
    """40 of one item, 10 for one target and 30 for the other: a quarter and three quarters."""
    first = alone.settings.horizon.start  # type: ignore[union-attr]
    line = {"line": "one", "first": first, "party": "AAA", "item": "tank", "lead": 0, "price": 2.0,
            "capacity": 1000.0}  # fmt: skip
    case = _tables(alone, lines=line)
    empty = {name: case.tables[name].clear() for name in ("stocks", "inflows")}
    both = pl.DataFrame(
        {"item": ["tank", "tank"], "capability": ["armour", "fire"], "quantity": [1.0, 1.0]}
    )
    yields = pl.concat([alone.tables["yields"].clear(), both], how="diagonal_relaxed")
    targets = alone.tables["requirements"].with_columns(quantity=pl.Series([10.0, 30.0]))
    tables = {**case.tables, **empty, "yields": yields, "requirements": targets}
    found = autonomy(replace(case, tables=tables), group="south", without="CCC", since="2026-06")
    assert found.levels[1].value == pytest.approx(80, abs=1e-3)
    amounts = dict(found.cost_by_capability.select("capability", "amount").iter_rows())
    assert amounts == pytest.approx({"armour": 20, "fire": 60}, abs=1e-2)


def test_what_costs_nothing_is_still_ordered_by_somebody(alone: Case) -> None:
    first = alone.settings.horizon.start  # type: ignore[union-attr]
    line = {"line": "gift", "first": first, "party": "DDD", "item": "tank", "lead": 1, "price": 0.0,
            "capacity": 50.0}  # fmt: skip
    found = autonomy(_tables(alone, lines=line), group="south", without="CCC", since="2027-01")
    assert found.levels[0].value == pytest.approx(0, abs=1e-6)
    assert found.levels[1].value == 0
    assert found.programme["quantity"].sum() == pytest.approx(40, abs=1e-3)
    assert found.assumed_share is None


def test_a_recipient_in_the_group_counts(alone: Case) -> None:
    """What it needs is no part of the question; its stock and its inflows are its own."""
    need = pl.DataFrame({"party": ["BBB"], "capability": ["armour"], "kind": ["deliver"],
                         "first": [alone.settings.horizon.start], "quantity": [9.0]})  # type: ignore[union-attr] # fmt: skip
    table = alone.tables["requirements"]
    rows = pl.concat([table, need], how="diagonal_relaxed").select(table.columns)
    case = replace(alone, tables={**alone.tables, "requirements": rows})
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert found.alone_from == {"armour": None, "fire": "2026-06"}
    assert found.levels[1].value == pytest.approx(424, abs=1e-2)


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"group": "sout", "without": "CCC"}, ["autonomy.unknown-group"]),
        ({"group": "south", "without": "CCD"}, ["autonomy.unknown-ally"]),
        ({"group": "south", "without": "@south"}, ["autonomy.ally-is-group"]),
        ({"group": "x", "without": "y"}, ["autonomy.unknown-group", "autonomy.unknown-ally"]),
        ({"group": "south", "without": "CCC", "since": "2030-01"}, ["autonomy.since"]),
        ({"group": "south", "without": "CCC", "since": "January"}, ["autonomy.since"]),
    ],
)
def test_faults_of_what_is_asked(alone: Case, asked: dict[str, str], kinds: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        autonomy(alone, **asked)  # type: ignore[arg-type]
    assert [f.kind for f in caught.value.findings] == kinds
    assert caught.value.exit_code == 2


def test_the_nearest_name_is_offered(alone: Case) -> None:
    with pytest.raises(InputError) as caught:
        autonomy(alone, group="sout", without="CCD")
    assert [f.details["nearest"] for f in caught.value.findings] == ["south", "CCC"]


def test_a_case_without_targets_or_months(alone: Case) -> None:
    tables = {**alone.tables, "requirements": alone.tables["requirements"].clear()}
    case = replace(alone, tables=tables, settings=replace(alone.settings, horizon=None))
    with pytest.raises(InputError) as caught:
        autonomy(case, group="south", without="CCC")
    assert [f.kind for f in caught.value.findings] == ["autonomy.no-hold-at-all", "no-horizon"]


def test_a_group_of_the_ally_alone(alone: Case) -> None:
    parties = alone.tables["parties"].with_columns(
        groups=pl.when(pl.col("party") == "AAA").then(pl.lit("south"))
    )
    case = replace(alone, tables={**alone.tables, "parties": parties})
    with pytest.raises(InputError) as caught:
        autonomy(case, group="south", without="AAA")
    assert [f.kind for f in caught.value.findings] == ["autonomy.nobody"]


def test_a_year_more_keeps_every_target(alone: Case) -> None:
    """A range that ends with the horizon goes on: its targets are not lost, and cost the same."""
    last = date(2028, 6, 1)
    tables = {
        name: alone.tables[name].with_columns(last=pl.lit(last))
        for name in ("requirements", "budgets", "lines")
    }
    ended = replace(alone, tables={**alone.tables, **tables})
    for case in (alone, ended):
        levers = autonomy(case, group="south", without="CCC", since="2027-01").levers
        assert _of(levers, lever="horizon")["cost"] == pytest.approx(424, abs=1e-2)
        assert _of(levers, lever="horizon")["readiness"] == pytest.approx(0, abs=1e-6)
        assert _of(levers, lever="year")["cost"] == pytest.approx(400, abs=1e-2)


def test_a_target_of_the_last_month_is_not_lost_by_a_year_more(alone: Case) -> None:
    """Forty tanks in the last month alone: a year later they are still bought."""
    rows = alone.tables["requirements"].with_columns(first=pl.lit(date(2028, 6, 1)))
    case = replace(alone, tables={**alone.tables, "requirements": rows})
    levers = autonomy(case, group="south", without="CCC").levers
    assert _of(levers, lever="year")["cost"] == pytest.approx(400, abs=1e-2)
    assert _of(levers, lever="horizon")["cost"] == pytest.approx(400, abs=1e-2)


def test_a_line_of_a_country_with_needs_of_its_own_does_not_sell(alone: Case) -> None:
    need = pl.DataFrame({"party": ["DDD"], "capability": ["fire"], "kind": ["deliver"],
                         "first": [alone.settings.horizon.start], "quantity": [9.0]})  # type: ignore[union-attr] # fmt: skip
    table = alone.tables["requirements"]
    rows = pl.concat([table, need], how="diagonal_relaxed").select(table.columns)
    lines = alone.tables["lines"].with_columns(party=pl.lit("DDD"))
    tables = {**alone.tables, "requirements": rows, "lines": lines}
    found = autonomy(replace(alone, tables=tables), group="south", without="CCC", since="2027-01")
    assert found.programme.is_empty()


def test_unavoidable_counts_no_month_in_which_a_line_does_not_stand(alone: Case) -> None:
    """The lines stand from 2027-01 on, six months after which time alone would let them deliver."""
    lines = alone.tables["lines"].with_columns(first=pl.lit(date(2027, 1, 1)))
    case = replace(alone, tables={**alone.tables, "lines": lines})
    found = autonomy(case, group="south", without="CCC", since="2026-07")
    assert found.levels[0].value > 1
    assert found.levels[0].unavoidable == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("priority", [1.0, 0.05])
def test_the_slack_of_the_level_does_not_unmake_a_target(alone: Case, priority: float) -> None:
    """A second target that no line serves makes the level, and its slack, large."""
    targets = alone.tables["requirements"].with_columns(
        quantity=pl.when(pl.col("capability") == "fire").then(9000.0).otherwise("quantity"),
        priority=pl.when(pl.col("capability") == "fire").then(9.0).otherwise(priority),
    )
    case = replace(alone, tables={**alone.tables, "requirements": targets})
    found = autonomy(case, group="south", without="CCC", since="2027-01")
    assert found.levels[0].value > 100
    assert found.programme_alone_from == {"armour": "2027-01", "fire": None}
