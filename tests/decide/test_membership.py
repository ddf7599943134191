from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_at_hand import rule, share, texts

from foedus.case.model import Case, Settings
from foedus.decide.membership import members_on, rule_members, with_populations
from foedus.decide.rule import Condition, Group, Weights
from foedus.errors import InputError

DAY = date(2024, 10, 1)
CHANGE = date(2020, 2, 1)
ROWS = [
    ("FRA", "council", date(1958, 1, 1), None),
    ("GBR", "council", date(1973, 1, 1), CHANGE),
    ("HRV", "council", CHANGE, None),
    ("USA", "nac", date(1949, 8, 24), None),
]


def case(rows: list[tuple[str, str, date, date | None]] = ROWS) -> Case:
    dates = {"party": pl.String, "body": pl.String, "from": pl.Date, "until": pl.Date}
    parties = {
        "party": ["FRA", "GBR", "HRV"],
        "population": [68.4, None, 3.9],
        "source": ["s1", None, "s2"],
    }
    sources = {
        "source": ["s1", "s2", "s3"],
        "title": ["Population", "Census", "Unused"],
        "publisher": ["Eurostat", "Office", "Nobody"],
        "published": [date(2024, 7, 11), None, None],
    }
    tables = {
        "memberships": pl.DataFrame(rows, schema=dates, orient="row"),
        "bodies": pl.DataFrame({"body": ["council", "nac", "empty"]}),
        "parties": pl.DataFrame(parties),
        "sources": pl.DataFrame(sources),
    }
    return Case(Settings("a-case", as_of=DAY), tables, "")


def test_members_are_those_of_the_day() -> None:
    assert members_on(case(), "council", DAY) == ("FRA", "HRV")
    assert members_on(case(), "nac", DAY) == ("USA",)
    assert members_on(case(), "empty", DAY) == ()


def test_the_last_day_of_one_is_the_eve_of_the_first_day_of_the_other() -> None:
    assert members_on(case(), "council", CHANGE - timedelta(days=1)) == ("FRA", "GBR")
    assert members_on(case(), "council", CHANGE) == ("FRA", "HRV")
    assert members_on(case(), "council", date(1958, 1, 1)) == ("FRA",)
    assert members_on(case(), "council", date(1957, 12, 31)) == ()


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_predecessor_and_successor_never_overlap(day: date) -> None:
    present = {"GBR", "HRV"} & set(members_on(case(), "council", day))
    assert len(present) == (day >= date(1973, 1, 1))


def test_a_member_that_left_and_came_back_is_there_once() -> None:
    rows = [*ROWS, ("FRA", "nac", date(1949, 8, 24), CHANGE), ("FRA", "nac", CHANGE, None)]
    assert members_on(case(rows), "nac", CHANGE) == ("FRA", "USA")


def test_a_body_that_the_case_does_not_know() -> None:
    with pytest.raises(InputError) as caught:
        members_on(case(), "councl", DAY)
    (fault,) = caught.value.findings
    assert (fault.kind, fault.file, fault.column) == ("rule.unknown-body", "bodies.csv", "body")
    assert 'nearest: "council"' in texts(fault)[0]
    assert "pas d’organe" in texts(fault)[1]
    with pytest.raises(InputError) as caught:
        members_on(case(), "zzzz", DAY)
    assert "add it to bodies and memberships" in texts(caught.value.findings[0])[0]


def test_the_members_of_a_rule() -> None:
    listed = rule(share(1), members=("BBB", "AAA"))
    assert rule_members(listed, None, None) == ("AAA", "BBB")
    of_a_body = rule(share(1), members="council")
    assert rule_members(of_a_body, None, DAY) is None
    assert rule_members(of_a_body, case(), CHANGE - timedelta(days=1)) == ("FRA", "GBR")
    assert rule_members(of_a_body, case(), None) == ("FRA", "HRV")  # the day of the case


def test_populations_come_from_the_case_with_their_sources() -> None:
    def people(weights: Weights) -> Condition:
        return Condition("population", "members", "at_least", Fraction(1, 2), weights=weights)

    own = people(Weights("own", {"FRA": Fraction(1)}))
    asks = people(Weights("case", {}))
    filled = with_populations(rule(share(1), own, Group("any", (asks,))), case())
    first, second, group = filled.conditions.parts
    assert (first, second) == (share(1), own)
    assert isinstance(group, Group)
    (inside,) = group.parts
    assert isinstance(inside, Condition)
    assert inside.weights is not None
    assert dict(inside.weights.values) == {"FRA": Fraction("68.4"), "HRV": Fraction("3.9")}
    assert inside.weights.source == "Eurostat, Population, 2024-07-11; Office, Census"
