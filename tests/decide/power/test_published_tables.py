"""Published tables: how they are read, and whether their columns are right."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.decide.power import (
    power_of_table,
    published,
    read_table,
    rule_from_table,
    wrong_columns,
)
from foedus.errors import InputError

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "negotiation"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")

SMALL = """country,abbr,Weight,quota,block,Banzhaf,SSI,note
Aland,A,50,51,50,0.6,.667,x
Beland,B,49,51,50,0.2,.1666,x
Celand,C,1,51,50,0.2,.167,x
"""


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as caught:
        read_table(text, file="t.csv")
    for finding in caught.value.findings:
        assert "{" not in sentence(finding, Language("en"))
    return [(finding.kind, finding.row) for finding in caught.value.findings]


def test_a_table_becomes_a_rule() -> None:
    rule = rule_from_table(SMALL, file="folder/small.csv")
    assert rule.name == "small"
    assert rule.members == ("A", "B", "C")
    assert rule.conditions.parts[0].value == 51  # type: ignore[union-attr]


def test_rounded_and_cut_values_agree() -> None:
    answer = power_of_table(SMALL)
    assert [(p.column, p.index, p.agrees) for p in answer.published] == [
        ("Banzhaf", "banzhaf", True),
        ("SSI", "shapley_shubik", True),
    ]
    assert wrong_columns(answer, file="t.csv") == ()


def test_a_wrong_value_is_named() -> None:
    answer = power_of_table(SMALL.replace(".1666", ".1686"))
    assert answer.published[1].wrong == {"B": (0.1686, pytest.approx(1 / 6))}
    (warning,) = wrong_columns(answer, file="t.csv")
    assert "B 0.1686 (0.166667)" in sentence(warning, Language("en"))


def test_percent() -> None:
    text = SMALL.replace("0.6", "60").replace("0.2", "20.0").replace(".667", "66.7%")
    answer = power_of_table(text)
    assert [p.agrees for p in answer.published] == [True, True]


def test_absolute_banzhaf() -> None:
    text = "name,votes,quota,Banzhaf (absolute)\nA,50,51,.75\nB,49,51,.25\nC,1,51,.26\n"
    table = read_table(text)
    (column,) = published(table, power_of_table(text))
    assert column.index == "banzhaf_absolute"
    assert list(column.wrong) == ["C"]


def test_weights_are_read_exactly() -> None:
    text = "member,weight,quota\nA,0.1,0.3\nB,0.1,0.3\nC,0.1,0.3\n"
    assert read_table(text).quota == Fraction(3, 10)
    assert power_of_table(text).decisiveness == Fraction(1, 8)


def test_all_faults_at_once() -> None:
    text = "member,weight,quota,ssi\nA,x,5,0.5\n\nA,-1,6,y\n,2,5,\nB,1\n"
    assert faults(text) == [
        ("power.uneven-row", 6),
        ("power.member-twice", 4),
        ("power.no-member", 5),
        ("power.not-a-weight", 2),
        ("power.not-a-weight", 4),
        ("power.quota-differs", 4),
        ("power.not-an-index", 4),
    ]


def test_columns_that_are_missing_or_twice() -> None:
    assert faults("a,b,b\n1,2,3\n") == [
        ("power.column-twice", 1),
        ("power.no-column", 1),
        ("power.no-column", 1),
        ("power.no-column", 1),
    ]
    assert faults("") == [("power.no-rows", None)]
    assert faults("member,weight,quota\n") == [("power.no-rows", None)]


@pytest.mark.data
@needs_data
def test_eu15_agrees_in_both_columns() -> None:
    answer = power_of_table((DATA / "EU15.csv").read_text("utf-8"), file="EU15.csv")
    assert [(p.column, p.agrees) for p in answer.published] == [
        ("banzhaf", True),
        ("shapleyshubik", True),
    ]


@pytest.mark.data
@needs_data
def test_eu27_has_a_wrong_column() -> None:
    answer = power_of_table((DATA / "EU27.csv").read_text("utf-8"), file="EU27.csv")
    banzhaf, shapley = answer.published
    assert banzhaf.agrees
    assert not shapley.agrees
    assert shapley.wrong["de"] == (0.09221, pytest.approx(0.0867, abs=5e-5))
    (warning,) = wrong_columns(answer, file="EU27.csv")
    assert "de 0.09221 (0.0867377)" in sentence(warning, Language("en"))
