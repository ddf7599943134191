"""Which release is taken, what is known on a day, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foedus.errors import InputError
from foedus.results.spending_json import spending_as_json
from foedus.spending import spending
from foedus.spending.terms import Period
from sample_spending import NATO, alliance, case_of, figure, spent

OLD = NATO | {"source": "old", "published": date(2023, 7, 7)}
SIPRI = NATO | {"source": "sipri", "publisher": "SIPRI", "published": date(2024, 9, 1)}
TWO = [
    *spent("FRA", 2023, 20, 1000),
    *spent("FRA", 2023, 18, 1000, release="2023-07", source="old"),
]


def kinds(result: Any) -> list[str]:
    return [finding.kind for finding in result.findings]


def test_the_latest_release_is_taken_and_the_other_named() -> None:
    result = spending(alliance(TWO, sources=[NATO, OLD]))
    assert (result.release, result.guideline[0].share) == ("2024-06", 0.02)
    assert {row.release for row in result.rows} == {"2024-06"}
    (left,) = (f for f in result.findings if f.kind == "spending.release-left")
    assert (left.value, left.details["taken"]) == ("2023-07", "2024-06")
    assert left.details["measures"] == "expenditure, gdp, share_of_gdp"


def test_the_latest_release_is_that_known_on_the_day() -> None:
    result = spending(alliance(TWO, sources=[NATO, OLD]), at=date(2024, 6, 16))
    assert (result.release, result.guideline[0].share) == ("2023-07", 0.018)
    assert "spending.release-left" not in kinds(result)


def test_a_release_may_be_named() -> None:
    result = spending(alliance(TWO, sources=[NATO, OLD]), release="2023-07")
    assert result.guideline[0].share == 0.018
    assert "spending.release-left" not in kinds(result)


def test_natos_definition_comes_before_a_later_release_of_another() -> None:
    rows = [
        *spent("FRA", 2023, 20, 1000),
        *spent("FRA", 2023, 15, 1000, basis="current", release="2024-09", source="sipri"),
    ]
    result = spending(alliance(rows, sources=[NATO, SIPRI]))
    assert result.release == "2024-06"
    (left,) = (f for f in result.findings if f.kind == "spending.release-left")
    assert left.value == "2024-09"


def test_a_release_of_products_alone_does_not_hide_expenditure() -> None:
    rows = [
        figure("FRA", 2023, "gdp", 1000),
        figure("FRA", 2023, "expenditure", 20, release="2024-09", source="sipri"),
    ]
    result = spending(alliance(rows, sources=[NATO, SIPRI]))
    assert (result.release, result.year) == ("2024-09", 2023)
    assert "spending.no-expenditure" not in kinds(result)


def test_lines_count_what_the_page_shows() -> None:
    result = spending(alliance(TWO, sources=[NATO, OLD]))
    totals = [t for t in result.totals if t.measure in {"expenditure", "share_of_gdp"}]
    shown = (*result.guideline, *result.equipment, *totals, *result.terms, *result.path)
    assert result.lines == len(shown)
    assert result.assumed == sum(line.evidence.basis == "assumed" for line in shown)


def test_a_measure_of_another_release_is_never_set_off_against_it() -> None:
    rows = [
        figure("FRA", 2023, "share_of_gdp", 1.9),
        figure("FRA", 2023, "expenditure", 10, release="x", source="sipri"),
        figure("FRA", 2023, "gdp", 100, release="x", source="sipri"),
    ]
    result = spending(alliance(rows, sources=[NATO, SIPRI]))
    (line,) = result.guideline
    assert (line.share, line.recomputed, line.gap_amount) == (0.019, None, None)
    assert result.recomputed == ()
    assert "spending.other-release" in kinds(result)


def test_figures_of_a_later_source_are_not_known() -> None:
    case = alliance(spent("FRA", 2023, 20, 1000))
    assert spending(case, at=date(2024, 6, 17)).release == "2024-06"
    assert kinds(spending(case, at=date(2024, 6, 16))) == ["spending.nothing-known"]
    before_wales = kinds(spending(case, at=date(2013, 1, 1)))
    assert before_wales == ["spending.guideline-later", "spending.nothing-known"]
    with pytest.raises(InputError) as caught:
        spending(case, at=date(2024, 6, 16), release="2024-06")
    assert caught.value.findings[0].kind == "spending.later-release"


def test_a_day_after_the_cases_own_is_warned_of() -> None:
    result = spending(alliance(spent("FRA", 2023, 20, 1000)), at=date(2025, 1, 1))
    assert kinds(result)[0] == "record.after-as-of"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"release": "2024"}, "spending.unknown-release"),
        ({"parties": ["FRX"]}, "spending.unknown-party"),
        ({"year": 1999}, "spending.unknown-year"),
        ({"body": "nat"}, "spending.unknown-body"),
        ({"office": "chair"}, "spending.unknown-office"),
        ({"growth": -1.0}, "spending.growth"),
        ({"by": 2023}, "spending.by"),
        ({"period": Period(date(2020, 1, 1), date(2020, 1, 1))}, "spending.period"),
    ],
)
def test_what_is_not_there_is_refused(asked: dict[str, Any], kind: str) -> None:
    with pytest.raises(InputError) as caught:
        spending(alliance(spent("FRA", 2023, 20, 1000)), **asked)
    assert [finding.kind for finding in caught.value.findings] == [kind]


def test_all_faults_at_once() -> None:
    with pytest.raises(InputError) as caught:
        spending(alliance(spent("FRA", 2023, 20, 1000)), parties=["AAA", "BBB"], year=1, growth=-2)
    assert len(caught.value.findings) == 4


def test_figures_without_a_source_are_assumed() -> None:
    case = alliance(spent("FRA", 2024, 30, 1000, source=None))
    result = spending(case)
    assert (result.assumed, result.lines) == (5, 5)
    assert result.guideline[0].evidence.basis == "assumed"


def test_a_case_without_a_table_of_figures() -> None:
    result = spending(case_of({}))
    assert (result.release, result.rows, result.totals, result.terms) == (None, (), (), ())


def test_json_has_the_documented_fields_first() -> None:
    result = spending(alliance(TWO, sources=[NATO, OLD]))
    found: Any = spending_as_json(result)
    assert list(found)[:5] == ["rows", "guideline", "terms", "findings", "stamp"]
    row = {"party", "year", "measure", "basis", "release", "amount", "unit", "source"}
    line = {"party", "year", "share", "required", "gap_share", "gap_amount"}
    assert row <= set(found["rows"][0])
    assert line | {"met_as_printed", "met_recomputed"} <= set(found["guideline"][0])
    assert {"kind", "where", "text"} <= set(found["findings"][0])
    assert "evidence" not in found["guideline"][0]


def test_parties_are_chosen_and_totals_stay_those_of_all() -> None:
    rows = [*spent("FRA", 2023, 20, 1000), *spent("DEU", 2023, 10, 1000)]
    result = spending(alliance(rows), parties=["DEU"])
    assert {row.party for row in result.rows} == {"DEU"}
    assert [line.party for line in result.guideline] == ["DEU"]
    assert {t.amount for t in result.totals if t.measure == "expenditure"} == {30}
    assert result.counts[0].known == 2
