"""A result of the futures made by hand, so that the tests of its views need no solver.

Three scenarios over four months, revealed in the third: calm (as the case stands), storm (the
line stops) and drought (money ends). One recipient, two needs, two donors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from foedus.results.futures import FRAMES, Future, Futures, Worth
from foedus.results.plan import Level, Stamp

MONTHS = ("2024-10", "2024-11", "2024-12", "2025-01")
SCENARIOS = ("calm", "drought", "storm")
NAMES = {
    "calm": {"en": "All is calm", "fr": "Tout est calme"},
    "drought": {"en": "Money ends", "fr": "L'argent s'arrête"},
    "storm": {"en": "The line stops", "fr": "La chaîne s'arrête"},
}


def sample_futures() -> Futures:
    """The sample: least regret, no odds; the common plan regrets 0.25 in storm."""
    return Futures(
        case="sample",
        title={"en": "A sample", "fr": "Un exemple"},
        currency="EUR",
        unit="million",
        as_of="2024-10-01",
        start=MONTHS[0],
        months=len(MONTHS),
        key="gdp",
        status="optimal",
        objective="regret",
        alpha=None,
        method="extensive",
        levels=(Level("need", 0.25), Level("cost", 10.0)),
        futures=tuple(map(_future, SCENARIOS)),
        worth=Worth(None, None, None, None),
        bound=0.25,
        gap=0.0,
        moves=_moves(),
        regrets=_regrets(),
        coverage=_coverage(),
        readiness=_frame("readiness", []),
        burden=_burden(),
        changes=_changes(),
        parties=_frame("parties", [(p, "ally", None, None) for p in ("DEU", "POL", "UKR")]),
        names=_names(),
        sources=_sources(),
        assumed_share=0.4,
        lacking=(),
        stamp=Stamp("a" * 64, "0.1.0", "1.11.0", "ipx", ("ipx 9",), 0.0, {"objective": "regret"},
                    "2024-10-01T00:00:00+00:00", {"all": 1.0}),
    )  # fmt: skip


def with_odds() -> Futures:
    """The sample with odds, and what knowing is worth."""
    found = sample_futures()
    odds = (0.5, 0.25, 0.25)
    named = tuple(replace(f, probability=p) for f, p in zip(found.futures, odds, strict=True))
    worth = Worth(1.0, 1.125, 1.5, holds=True)
    return replace(found, futures=named, worth=worth, objective="expected")


def without_plan(*lacking: str) -> Futures:
    """A result where there is no common plan."""
    nothing = {name: _frame(name, []) for name in ("moves", "regrets", "coverage", "burden")}
    found = replace(sample_futures(), status="infeasible", levels=(), futures=(), lacking=lacking)
    return replace(found, bound=None, gap=None, assumed_share=None, **nothing)


def move(
    donor: str, quantity: float, value: float, made_in: Sequence[str], paid: str, **other: object
) -> tuple[object, ...]:
    """A move of the sample; it is one after the reveal unless said."""
    usual = dict(zip(FRAMES["moves"], _move(donor, quantity, value, made_in, paid, "after"),
                     strict=True))  # fmt: skip
    return tuple((usual | other).values())


def _future(name: str) -> Future:
    need = {"calm": 0.5, "drought": 1.0, "storm": 1.25}[name]
    own = {"calm": 0.5, "drought": 1.0, "storm": 1.0}[name]
    return Future(
        name, NAMES[name], None, "2024-12",
        (Level("need", need), Level("cost", 30.0)), (Level("need", own), Level("cost", 20.0)),
    )  # fmt: skip


def _frame(name: str, rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=FRAMES[name], orient="row")


def _move(
    donor: str, quantity: float, value: float, made_in: Sequence[str], paid: str, when: str
) -> tuple[object, ...]:
    gift = donor == "POL"
    assumed = "lines: line=forge;first=2024-10"
    return (
        donor, "UKR", "tank" if gift else "shell", "give" if gift else "order",
        None if gift else "forge", "hub", paid, paid, paid if gift else None, quantity, value,
        "sourced" if gift else "assumed", ["published"], None if gift else assumed,
        list(made_in), when,
    )  # fmt: skip


def _moves() -> pl.DataFrame:
    return _frame("moves", [
        _move("POL", 2.0, 10.0, SCENARIOS, "2024-10", "before"),
        _move("DEU", 100.0, 5.0, SCENARIOS, "2024-11", "before"),
        _move("POL", 1.0, 5.0, SCENARIOS, "2024-12", "after"),
        _move("DEU", 200.0, 10.0, ("calm", "drought"), "2024-12", "after"),
        _move("DEU", 60.0, 3.0, ("calm",), "2025-01", "after"),
    ])  # fmt: skip


def _regrets() -> pl.DataFrame:
    values = {
        ("calm", "calm"): (0.5, 0.0), ("calm", "drought"): (1.0, 0.0),
        ("calm", "storm"): (None, None),
        ("common", "calm"): (0.5, 0.0), ("common", "drought"): (1.0, 0.0),
        ("common", "storm"): (1.25, 0.25),
    }  # fmt: skip
    return _frame("regrets", [(*key, *value) for key, value in values.items()])


def _coverage() -> pl.DataFrame:
    met = {"calm": (10, 10, 10, 10), "drought": (10, 10, 10, 0), "storm": (10, 10, 0, 0)}
    rows = [
        (scenario, "UKR", capability, month, 10.0, float(here), 10.0 - here)
        for scenario, own in met.items()
        for capability, shown in (("fire", own), ("armour", (10, 10, 10, 10)))
        for month, here in zip(MONTHS, shown, strict=True)
    ]
    return _frame("coverage", rows)


def _burden() -> pl.DataFrame:
    carried = {"calm": (20.0, 18.0), "drought": (20.0, 15.0), "storm": (20.0, 5.0)}
    return _frame("burden", [
        (scenario, party, amount, 0.5, amount * 2, sum(both) / 2, amount * 2 / sum(both))
        for scenario, both in carried.items()
        for party, amount in zip(("POL", "DEU"), both, strict=True)
    ])  # fmt: skip


def _changes() -> pl.DataFrame:
    rows = (
        ("drought", "budgets", "amount", "party=DEU"),
        ("drought", "budgets", "amount", "party=POL"),
        ("storm", "lines", "capacity", "line=forge"),
    )
    end = ("2024-12", None, "set", 0.0, "assumed", "guess")
    return _frame("changes", [(*row, *end) for row in rows])


def _names() -> pl.DataFrame:
    return _frame("names", [
        ("capabilities", "fire", "Artillery shells", "Obus d'artillerie", "shell", None, None),
        ("capabilities", "armour", "Tanks", "Chars", "tank", None, None),
        ("items", "shell", "Shell", "Obus", "shell", None, None),
        ("items", "tank", "Tank", "Char", "tank", None, None),
        ("hubs", "hub", "A hub", "A hub", "tonne", None, None),
    ])  # fmt: skip


def _sources() -> pl.DataFrame:
    return _frame("sources", [
        ("published", "A table", "A publisher", None, "2024-09-01", "https://example.org",
         "official"),
        ("guess", "Assumed: a change", "This case", None, "2024-10-01", None, "assumption"),
    ])  # fmt: skip
