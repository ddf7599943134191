"""The scenarios of the worked cases: no odds that nobody gives, and no candidate named."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

CASES = Path(__file__).parents[2] / "cases"
SHIPPED = sorted(place.parent.name for place in CASES.glob("*/scenarios.csv"))

PLACES = {"en": {"United", "States", "Europe"}, "fr": {"États-Unis", "Europe"}}
MONTHS = {"February", "May", "November", "December"}
INSTITUTIONS = {"Burilkov", "Wolff", "IISS"}
"""Authors and institutes whose estimate a scenario takes; nobody who stands for an office."""


def scenarios(name: str) -> pl.DataFrame:
    return pl.read_csv(CASES / name / "scenarios.csv", infer_schema=False)


def capitalised(text: str) -> set[str]:
    """Return the words of a text that begin with a capital, those at its start left aside."""
    words = re.findall(r"[^\W\d_][\w-]*", text.replace("'", " "))
    return {word for word in words[1:] if word[0].isupper()}


def test_there_are_scenarios() -> None:
    assert {"ukraine-2024", "europe-2030"} <= set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_nobody_gives_odds(name: str) -> None:
    rows = scenarios(name)
    if "probability" in rows.columns:
        assert rows["probability"].null_count() == rows.height


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_names_no_candidate(name: str) -> None:
    known = PLACES["en"] | PLACES["fr"] | MONTHS | INSTITUTIONS
    for row in scenarios(name).iter_rows(named=True):
        for column in ("name_en", "name_fr", "note"):
            assert capitalised(row[column] or "") <= known, (row["scenario"], column)
