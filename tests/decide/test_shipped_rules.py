"""The rules and tables that ship: complete, sourced, in both languages, and with known figures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from math import factorial

import numpy as np
import pytest

from foedus.decide.presets import preset, preset_names, preset_text, weights
from foedus.decide.rule import ACTS, Condition, Group
from foedus.decide.shipped import shipped_names, shipped_text

MEMBERS = {
    "eu-silence": 27,
    "eu-qualified-majority": 27,
    "eu-qualified-majority-reinforced": 27,
    "eu-simple-majority": 27,
    "eu-unanimity": 27,
    "eu-constructive-abstention": 27,
    "eu-nice": 27,
    "eu15": 15,
    "osce-consensus": 57,
    "un-general-assembly-majority": 193,
    "un-general-assembly-important": 193,
    "un-silence": 193,
}
TOTALS = {
    "eu-population-2024": 449_206_579,
    "eu-population-2023": 448_387_872,
    "eu27-population-2010": 498_867_771,
    "eu-votes-nice": 345,
    "eu15-votes": 87,
}


def _conditions(group: Group) -> list[Condition]:
    found: list[Condition] = []
    for part in group.parts:
        found += _conditions(part) if isinstance(part, Group) else [part]
    return found


@pytest.mark.parametrize("name", preset_names())
def test_a_rule_cites_its_text_and_explains_itself_in_both_languages(name: str) -> None:
    rule = preset(name)
    assert rule.name == name
    assert rule.cites
    assert rule.names.keys() == rule.note.keys() == {"en", "fr"}
    assert all(text.strip() for text in (*rule.names.values(), *rule.note.values()))
    assert set(rule.acts) <= set(ACTS)


@pytest.mark.parametrize("name", preset_names())
def test_a_rule_lists_its_members_once_and_in_order(name: str) -> None:
    members = preset(name).members
    if isinstance(members, str):
        assert members == ("nac" if name == "nato-consensus" else "members")
        assert name not in MEMBERS
    else:
        assert len(members) == MEMBERS[name]
        assert list(members) == sorted(set(members))


@pytest.mark.parametrize("name", preset_names())
def test_the_weights_of_a_rule_cover_its_members(name: str) -> None:
    rule = preset(name)
    for condition in _conditions(rule.conditions):
        if condition.weights is not None:
            assert set(condition.weights.values) == set(rule.members)


@pytest.mark.parametrize("name", shipped_names("weights"))
def test_a_table_names_its_source_or_says_what_is_missing(name: str) -> None:
    table, read = tomllib.loads(shipped_text("weights", name)), weights(name)
    assert read.name == name
    assert read.source
    assert table["unit"]
    assert bool(read.missing) is not bool(read.values)
    assert bool(read.missing) is (name not in TOTALS)


@pytest.mark.parametrize("name", TOTALS)
def test_a_table_adds_up_to_the_published_total(name: str) -> None:
    assert sum(weights(name).values.values()) == TOTALS[name]


def test_nato_says_that_no_rule_is_public() -> None:
    rule = preset("nato-consensus")
    assert "No written rule is public" in rule.note["en"]
    assert "Aucune règle écrite n'est publique" in rule.note["fr"]
    assert rule.silence is not None
    assert rule.silence.minimum_hours is None


def test_the_members_of_the_assembly_and_of_the_osce() -> None:
    assembly, osce = set(preset("un-silence").members), set(preset("osce-consensus").members)
    assert osce - assembly == {"VAT"}
    assert not {"XKX", "PSE", "TWN", "COK", "VAT"} & assembly


def test_a_shipped_text_can_be_the_start_of_an_own_rule() -> None:
    assert tomllib.loads(preset_text("eu-silence"))["silence"]["breaks"] == ["object"]


def _shapley_shubik(populations: Mapping[str, Fraction], member: str) -> float:
    """Enumerate all coalitions: 15 of 27 with 65 % of the population, or all but three."""
    needed = -(-65 * int(sum(populations.values())) // 100)
    sums, sizes = np.zeros(1, np.int32), np.zeros(1, np.int8)
    for weight in (np.int32(int(v)) for other, v in populations.items() if other != member):
        sums, sizes = np.concatenate([sums, sums + weight]), np.concatenate([sizes, sizes + 1])
    own = np.int32(int(populations[member]))
    loses = ((sizes < 15) | (sums < needed)) & (sizes < 24)
    wins_with = ((sizes >= 14) & (sums >= needed - own)) | (sizes >= 23)
    counts = np.bincount(sizes[loses & wins_with], minlength=27)
    orders = sum(int(n) * factorial(k) * factorial(26 - k) for k, n in enumerate(counts))
    return orders / factorial(27)


@pytest.mark.oracle
def test_the_power_of_germany_by_enumeration() -> None:
    found = {
        year: _shapley_shubik(weights(f"eu-population-{year}").values, "DEU")
        for year in (2023, 2024)
    }
    assert found[2024] == pytest.approx(0.1765, abs=2e-4)
    assert found == pytest.approx({2023: 0.178948195, 2024: 0.176461941}, abs=1e-9)
