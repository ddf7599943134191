"""A delivery that slips, worked by hand: one plan before it is known, and what it is worth.

RRR needs 10 of fire in the first of four months, and still needs what is not met; so the need
level is the sum of the backlogs over 40. AAA has 30 million in the first month. The line
"works" sells at 3 million, there a month after the order, or four months in the scenario
"slips": then beyond the horizon. The line "dear" sells at 6, always there after a month.

Alone, "prompt" buys 10 at once (10, 0, 0, 0: 0.25) and "slips" 5 of the dear (10, 5, 5, 5:
0.625). Before it is known there are three ways: all from "works" (0.25, and in "slips" money for
nothing: 1), all dear (0.625 in both), or wait a month (10, 10, 0, 0: 0.5 and 10, 10, 5, 5: 0.75).
"""

from pathlib import Path

import polars as pl
import pytest
from branching import with_scenarios

from foedus.case.load import load
from foedus.case.model import Case
from foedus.futures import futures
from foedus.results.futures import Futures
from oracle.writing import Cell, settings, write_case

Row = dict[str, Cell]

START = "2024-10"
NAMES = ("prompt", "slips")


def line(name: str, price: int) -> Row:
    return {
        "line": name, "first": START, "last": "", "party": "AAA", "item": "shell", "lead": 1,
        "price": price, "capacity": 100,
    }  # fmt: skip


def named(name: str) -> Row:
    return {"name_en": name, "name_fr": name}


TABLES: dict[str, list[Row]] = {
    "parties": [
        {"party": "AAA", "kind": "ally", "groups": ""},
        {"party": "RRR", "kind": "recipient", "groups": ""},
    ],
    "capabilities": [{"capability": "fire", "unit": "unit", "carry": 1} | named("fire")],
    "items": [{"item": "shell", "unit": "shell", "price": 3, "mass": 0.5} | named("shell")],
    "yields": [{"item": "shell", "capability": "fire", "quantity": 1}],
    "requirements": [
        {"party": "RRR", "capability": "fire", "kind": "deliver", "first": START, "last": START,
         "quantity": 10, "priority": ""},
    ],
    "budgets": [{"party": "AAA", "first": START, "last": START, "amount": 30}],
    "lines": [line("works", 3), line("dear", 6)],
    "hubs": [{"hub": "north", "name": "North", "capacity": 100}],
    "routes": [{"party": "AAA", "hub": "north", "recipient": "RRR", "lag": 0, "cost": 0}],
    "keys": [{"key": "agreed", "party": "AAA", "share": 1}],
}  # fmt: skip


def slipping(folder: Path, prompt: float, *, reveal: int = 1) -> Case:
    """The case; ``prompt`` is the probability that all is delivered as promised."""
    levels = ("need", "readiness", "fairness", "cost")
    write_case(folder, settings("slips", START, 4, levels, "agreed"), TABLES)
    later = {
        "scenario": "slips", "table": "lines", "column": "lead", "where": "line=works",
        "operation": "add", "value": 3.0,
    }  # fmt: skip
    odds = (prompt, 1 - prompt)
    return with_scenarios(load(folder), NAMES, reveal=reveal, odds=odds, changes=[later])


def needs(found: Futures) -> dict[str, float]:
    return {one.scenario: one.levels[0].value for one in found.futures}


def test_buys_at_once_where_delay_is_unlikely(tmp_path: Path) -> None:
    found = futures(slipping(tmp_path, 0.6))
    assert needs(found) == pytest.approx({"prompt": 0.25, "slips": 1.0}, abs=1e-5)
    assert found.levels[0].value == pytest.approx(0.55, abs=1e-6)
    assert found.worth.wait_and_see == pytest.approx(0.6 * 0.25 + 0.4 * 0.625, abs=1e-6)
    assert found.worth.evpi == pytest.approx(0.15, abs=1e-6)
    (order,) = found.moves.to_dicts()
    assert order["in"] == ["prompt", "slips"]
    assert (order["line"], order["paid"], order["when"]) == ("works", START, "before")
    assert order["quantity"] == pytest.approx(10, rel=1e-4)
    assert order["arrives"] is None  # in November, or never within the horizon


def test_buys_what_is_sure_where_delay_is_likely(tmp_path: Path) -> None:
    found = futures(slipping(tmp_path, 0.4))
    assert needs(found) == pytest.approx({"prompt": 0.625, "slips": 0.625}, abs=1e-5)
    (order,) = found.moves.to_dicts()
    assert (order["line"], order["quantity"]) == ("dear", pytest.approx(5, rel=1e-4))


def test_regrets(tmp_path: Path) -> None:
    found = futures(slipping(tmp_path, 0.6))
    lost = {(r["plan"], r["scenario"]): r["regret"] for r in found.regrets.to_dicts()}
    assert lost["prompt", "slips"] == pytest.approx(1 - 0.625, abs=1e-5)
    assert lost["slips", "prompt"] == pytest.approx(0.625 - 0.25, abs=1e-5)
    assert lost["prompt", "prompt"] == lost["slips", "slips"] == 0
    assert lost["common", "slips"] == pytest.approx(0.375, abs=1e-5)


def test_least_worst_regret_mixes(tmp_path: Path) -> None:
    """With x from works, y dear and the rest held until November, the regrets of both are equal.

    Waiting loses 0.25 in "prompt" and 0.125 in "slips"; part bought at once trades one for the
    other at 0.25 against 0.25: 30 million x 1/4 bought at once from works gives 0.1875 in both.
    """
    found = futures(slipping(tmp_path, 0.6), objective="regret")
    lost = {one.scenario: one.levels[0].value - one.own_levels[0].value for one in found.futures}
    assert found.levels[0].value == pytest.approx(0.1875, abs=1e-6)
    assert lost == pytest.approx({"prompt": 0.1875, "slips": 0.1875}, abs=1e-5)


def test_tail_alone_counts_with_cvar(tmp_path: Path) -> None:
    """The worst 40 %: whichever way, the sure one leaves 0.625 in the worst."""
    found = futures(slipping(tmp_path, 0.6), objective="cvar", alpha=0.6)
    assert found.levels[0].value == pytest.approx(0.625, abs=1e-6)


def test_known_at_once(tmp_path: Path) -> None:
    found = futures(slipping(tmp_path, 0.6, reveal=0))
    assert needs(found) == pytest.approx({"prompt": 0.25, "slips": 0.625}, abs=1e-5)
    assert set(found.moves["in"].list.len().to_list()) == {1}
    assert found.moves.filter(pl.col("when") == "before").is_empty()


def test_odds_are_evidence(tmp_path: Path) -> None:
    """Nobody is named for the odds: what is decided before the reveal rests on them."""
    (order,) = futures(slipping(tmp_path, 0.6)).moves.to_dicts()
    assert order["basis"] == "assumed"


def test_price_that_differs_is_told_as_the_mean(tmp_path: Path) -> None:
    dear = {
        "scenario": "slips", "table": "lines", "column": "price", "where": "line=works",
        "operation": "scale", "value": 2.0,
    }  # fmt: skip
    case = slipping(tmp_path, 0.5)
    asked = with_scenarios(case, NAMES, reveal=4, odds=(0.5, 0.5), changes=[dear])
    (order,) = futures(asked).moves.to_dicts()
    assert order["quantity"] == pytest.approx(5, rel=1e-4)  # 30 million at the higher price
    assert order["value"] == pytest.approx(5 * (3 + 6) / 2, rel=1e-4)
