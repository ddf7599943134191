"""Only what was known on the day: rows, ends, names and sources."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_cases import (
    AS_OF,
    BODY,
    SHELL,
    Row,
    case_of,
    commitment,
    decision,
    entry,
    member,
    nomination,
    source,
    spent,
    succession_tables,
    term,
)

import foedus
import foedus.decide
from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import known as known_module
from foedus.case.known import hindsight, known
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.decide.evidence import rows_on

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
DAY = date(2024, 6, 26)
BEFORE, AFTER = date(2024, 6, 25), date(2024, 6, 27)


def keys(case: Case, table: str) -> list[tuple[object, ...]]:
    return case.tables[table].select(TABLES[table].key).rows()


def kept(table: str, row: Row, at: date, **tables: list[Row]) -> list[Row]:
    return known(case_of({table: [row], **tables}), at).tables[table].to_dicts()


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("terms", term("New", DAY)),
        ("terms", term("New", AS_OF, announced=DAY)),
        ("terms", term("New", DAY, announced=AS_OF)),
        ("decisions", decision("d", DAY)),
        ("nominations", nomination("n", "New", DAY)),
        ("memberships", member("AAA", DAY)),
        ("ledger", entry("e", "pledge", DAY)),
    ],
)
def test_a_row_is_known_from_its_own_day_on(table: str, row: Row) -> None:
    assert kept(table, row, BEFORE) == []
    assert len(kept(table, row, DAY)) == 1


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("priorities", {"rank": 1, "subject_en": "One", "subject_fr": "Un"}),
        ("spending", spent(2024, "gdp", 1)),
        ("commitments", commitment(1, date(2024, 12, 1))),
        ("ledger", entry("e", "pledge", None)),
    ],
)
def test_a_row_without_a_day_is_known_when_its_source_was_published(table: str, row: Row) -> None:
    sourced = {**row, "source": "s"}
    assert kept(table, sourced, BEFORE, sources=[source("s", DAY)]) == []
    assert len(kept(table, sourced, DAY, sources=[source("s", DAY)])) == 1


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("priorities", {"rank": 1, "subject_en": "One", "subject_fr": "Un"}),
        ("commitments", commitment(1, date(2024, 12, 1))),
        ("ledger", entry("e", "pledge", None)),
    ],
)
def test_a_row_that_nobody_dates_is_known_from_the_case_s_own_day_on(table: str, row: Row) -> None:
    eve = AS_OF - timedelta(days=1)
    for written, sources in ((row, []), ({**row, "source": "s"}, [source("s", None)])):
        assert kept(table, written, eve, sources=sources) == []
        assert len(kept(table, written, AS_OF, sources=sources)) == 1


def test_an_entry_is_a_figure_of_its_publication() -> None:
    row = {**entry("e", "pledge", BEFORE), "source": "s"}
    assert kept("ledger", row, BEFORE, sources=[source("s", DAY)]) == []
    assert len(kept("ledger", row, DAY, sources=[source("s", DAY)])) == 1
    dated_later = {**entry("e", "pledge", AFTER), "source": "s"}
    assert kept("ledger", dated_later, DAY, sources=[source("s", DAY)]) == []


def test_notes_may_tell_of_later_days_and_are_read_from_the_case_s_own_day_on() -> None:
    case = case_of({"terms": [{**term("New", DAY), "note": "later, he left"}]})
    assert rows_on(case, DAY).of("terms")[0]["note"] is None
    assert rows_on(case, AS_OF).of("terms")[0]["note"] == "later, he left"


@pytest.mark.parametrize(
    ("table", "row", "before"),
    [
        ("terms", term("Old", date(2020, 1, 1), DAY), None),
        ("terms", term("Old", date(2020, 1, 1), DAY, announced=date(2019, 1, 1)), DAY),
        ("nominations", nomination("n", "New", date(2020, 1, 1), until=DAY), None),
        ("memberships", member("AAA", date(2020, 1, 1), DAY), None),
        ("agreements", {"agreement": "a", "from": date(2020, 1, 1), "until": DAY}, DAY),
    ],
)
def test_an_end_is_known_when_it_was_told_or_has_come(
    table: str, row: Row, before: date | None
) -> None:
    assert [r["until"] for r in kept(table, row, BEFORE)] == [before]
    assert [r["until"] for r in kept(table, row, DAY)] == [DAY]


def test_a_nomination_does_not_name_a_decision_to_come() -> None:
    row = nomination("n", "New", date(2024, 1, 1), decision="d")
    tables = {"decisions": [decision("d", DAY)]}
    assert [r["decision"] for r in kept("nominations", row, BEFORE, **tables)] == [None]
    assert [r["decision"] for r in kept("nominations", row, DAY, **tables)] == ["d"]


def test_names_and_sources_that_known_rows_use_are_kept() -> None:
    body, item = {**BODY, "source": "late"}, {**SHELL, "source": "late"}
    tables = {
        "bodies": [body, {**body, "body": "unused"}],
        "items": [item],
        "decisions": [decision("d", DAY, source="s")],
        "sources": [source("s", DAY), source("late", AS_OF), source("unused", DAY)],
    }
    found = known(case_of(tables), DAY)
    assert keys(found, "bodies") == [("council",)]
    assert keys(found, "items") == []
    assert keys(found, "sources") == [("s",), ("late",)]
    assert keys(known(case_of(tables), BEFORE), "bodies") == []


def test_hindsight_is_counted_table_by_table() -> None:
    tables = {
        "decisions": [decision("a", DAY, source="late"), decision("b", AFTER, source="late")],
        "statements": [{"statement": "s", "date": DAY, "source": "late"}],
        "memberships": [member("AAA", DAY)],
        "sources": [source("late", AFTER)],
    }
    found = hindsight(case_of(tables), DAY)
    assert [(f.severity, f.kind, f.file, dict(f.details)["count"]) for f in found] == [
        ("warning", "record.hindsight", "decisions", "1"),
        ("warning", "record.hindsight", "statements", "1"),
    ]
    assert hindsight(case_of(tables), BEFORE) == ()


def test_a_day_after_the_case_is_told() -> None:
    found = hindsight(case_of({}), date(2024, 10, 2))
    assert [(f.kind, dict(f.details)) for f in found] == [
        ("record.after-as-of", {"at": "2024-10-02", "as_of": "2024-10-01"})
    ]
    assert hindsight(case_of({}), AS_OF) == ()


def same(one: Case, other: Case) -> bool:
    tables = all(one.tables[name].equals(other.tables[name]) for name in TABLES)
    return tables and one.settings == other.settings and one.sha256 == other.sha256


DAYS = st.dates(date(2014, 1, 1), date(2025, 12, 31))


@settings(deadline=None)
@given(DAYS)
def test_knowing_twice_is_knowing_once(day: date) -> None:
    case = known(case_of(succession_tables()), day)
    assert same(known(case, day), case)


@settings(deadline=None)
@given(DAYS, DAYS)
def test_nothing_known_is_forgotten(one: date, other: date) -> None:
    case = case_of(succession_tables())
    earlier, later = known(case, min(one, other)), known(case, max(one, other))
    assert same(known(later, min(one, other)), earlier)
    for table in TABLES:
        assert set(keys(earlier, table)) <= set(keys(later, table))


def test_a_real_case_too() -> None:
    case = foedus.load(UKRAINE)
    before = None
    for day in (date(2014, 9, 30), BEFORE, DAY, AS_OF):
        found = known(case, day)
        assert same(known(found, day), found)
        if before is not None:
            assert all(set(keys(before, t)) <= set(keys(found, t)) for t in TABLES)
        before = found
    assert keys(known(case, DAY), "terms")[-1] == ("secretary-general", AS_OF)
    assert ("secretary-general", AS_OF) not in keys(known(case, BEFORE), "terms")


def test_the_argument_is_left_as_it_was() -> None:
    case = case_of(succession_tables())
    before = {name: frame.clone() for name, frame in case.tables.items()}
    known(case, BEFORE)
    assert all(case.tables[name].equals(before[name]) for name in TABLES)
    assert isinstance(case.tables["terms"], pl.DataFrame)


def test_every_warning_of_the_record_has_its_words() -> None:
    files = [*Path(foedus.decide.__path__[0]).glob("*.py"), Path(known_module.__file__)]
    code = "".join(file.read_text("utf-8") for file in files)
    kinds = set(re.findall(r'"(record\.[a-z-]+)"', code))
    assert kinds == {key for key in catalogue() if key.startswith("record.")}


def test_a_warning_says_the_table_and_the_day() -> None:
    tables = {
        "decisions": [decision("a", DAY, source="late")],
        "sources": [source("late", AFTER)],
    }
    (found,) = hindsight(case_of(tables), DAY)
    assert sentence(found, Language("en")).startswith("decisions: rows known by their own day on")
    assert "2024-06-26" in sentence(found, Language("fr"))
