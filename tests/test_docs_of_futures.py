"""The reference of the JSON leaves out no field of what may come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from foedus.results import autonomy, ensemble, futures
from foedus.results.plan import FRAMES as PLAN_FRAMES

TEXT = (Path(__file__).parents[1] / "docs" / "reference" / "json.md").read_text("utf-8")
AS_SCENARIOS = {"futures"}
"""Fields that have another name in the JSON: there a future is one of the ``scenarios``."""


def section(verb: str) -> str:
    """Return what the reference says of a verb."""
    _, heading, text = TEXT.partition(f"### foedus {verb}\n")
    assert heading, verb
    return text.partition("\n### ")[0]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("futures", futures.Futures),
        ("futures", futures.Future),
        ("futures", futures.Worth),
        ("autonomy", autonomy.Autonomy),
        ("ensemble", ensemble.Ensemble),
    ],
)
def test_every_field_is_in_the_reference(verb: str, kind: type) -> None:
    said = section(verb)
    names = {field.name for field in fields(kind)} - AS_SCENARIOS
    assert [name for name in sorted(names) if f"`{name}`" not in said] == []


@pytest.mark.parametrize(
    ("verb", "frames"),
    [
        ("futures", futures.FRAMES),
        ("autonomy", autonomy.FRAMES),
        ("ensemble", ensemble.FRAMES),
    ],
)
def test_every_column_is_in_the_reference(
    verb: str, frames: Mapping[str, Mapping[str, object]]
) -> None:
    said = section(verb)
    of_a_plan = {column for columns in PLAN_FRAMES.values() for column in columns}
    for name, columns in frames.items():
        own = [column for column in columns if column not in of_a_plan]
        assert [column for column in own if f"`{column}`" not in said] == [], name
