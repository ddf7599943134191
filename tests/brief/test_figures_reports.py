"""Ledger, comparison and register as pages: releases beside figures, the unknown as a dash."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from foedus.brief.catalogue import LANGUAGES, LanguageCode
from foedus.brief.compare_report import compare_report
from foedus.brief.compare_words import label_words, why_words
from foedus.brief.figures_words import (
    NOTES,
    Background,
    finding_text,
    folded,
    in_millions,
    notes,
)
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.ledger_report import ledger_report
from foedus.brief.ledger_tables import csv_text, write_ledger_workbook
from foedus.brief.register_report import Entries, interval_words, register_report
from foedus.brief.report import Grid, Report, plain
from foedus.brief.report_page import to_html
from foedus.brief.report_terminal import to_terminal
from foedus.case.model import Case
from foedus.errors import Finding
from foedus.ledger import compare, ledger
from foedus.results.ledger import FRAMES, MONEY
from foedus.results.record import SourceLine
from foedus.results.register import Interval, Listed
from foedus.sources.register import register
from numbers_read import numbers
from sample_spending import case_of
from shown import shown

HOSTILE = "<script>alert(1)</script>\u202e"
DAY = date(2024, 10, 1)
ONE = {"source": "one", "title": HOSTILE, "publisher": "P", "confidence": "research"}
BACKGROUND = Background(
    (SourceLine("one", HOSTILE, "P", "1", None, "javascript:alert(1)", "research"),),
    {"1": {"one": 5}, "2": {"one": 1}, "": {"one": 1}},
)


def entry(name: str, donor: str, stage: str, **other: Any) -> dict[str, Any]:
    return {
        "entry": name, "donor": donor, "recipient": "UKR", "type": "military", "stage": stage,
        "date": date(2024, 1, 1), "currency": "EUR", "release": "1", "source": "one", **other,
    }  # fmt: skip


def case(*rows: dict[str, Any]) -> Case:
    return case_of({"ledger": rows, "sources": [ONE]})


def page(of: Case, code: LanguageCode = "en", **asked: Any) -> Report:
    return ledger_report(ledger(of), Language(code), background=BACKGROUND, **asked)


def rows_of(report: Report) -> list[list[str]]:
    grids = [part for s in report.sections for part in s.parts if isinstance(part, Grid)]
    return [[plain(cell) for cell in row] for grid in grids for row in grid.rows]


PLEDGES = case(
    entry("p", "DEU", "pledge", amount=10e6),
    entry("a", "DEU", "allocation", amount=4e6, of="p"),
    entry("q", "EST", "pledge", amount=None, currency=None),
    entry("z", "EUI", "pledge", amount=0.0),
    entry("s", "POL", "pledge", amount=5e6, source=None),
    entry("r", "FRA", "pledge", amount=3e6, currency="USD", release="2"),
)


def test_releases_and_currencies_have_tables_of_their_own() -> None:
    report = page(PLEDGES)
    captions = [p.caption for s in report.sections for p in s.parts if isinstance(p, Grid)]
    assert captions[:2] == ["Release 1, million EUR", "Release 2, million USD"]
    heads = [fact.strong for fact in report.facts]
    assert heads == ["Release 1, in this case:", "Release 2, in this case:"]
    assert all(fact.source == 1 for fact in report.facts)


def test_what_is_unknown_is_a_dash_and_nothing_is_nought() -> None:
    rows = {row[0]: row[1:] for row in rows_of(page(PLEDGES)) if row[1] == "military"}
    assert rows["Estonia"] == ["military", UNKNOWN, UNKNOWN, "1"]
    assert rows["EU institutions"] == ["military", "0.0", UNKNOWN, UNKNOWN]
    assert rows["Germany"] == ["military", "10.0", "4.0", UNKNOWN]


def test_the_assumed_is_marked_beside_the_name() -> None:
    assert any(row[0] == "Poland (assumed)" for row in rows_of(page(PLEDGES)))
    assert page(PLEDGES).facts[0].mark == "assumed"


def test_rows_stand_in_the_order_of_the_names() -> None:
    names = [row[0] for row in rows_of(page(PLEDGES)) if row[1] == "military"][:4]
    assert names == ["Estonia", "EU institutions", "Germany", "Poland (assumed)"]


def test_long_tables_are_cut_and_say_so() -> None:
    many = case(*(entry(f"e{n}", f"X{n:02d}", "pledge", amount=1e6) for n in range(60)))
    short, whole = page(many), page(many, shown="all")
    grids = [report.sections[0].parts[0] for report in (short, whole)]
    assert [len(grid.rows) for grid in grids] == [40, 60]
    assert [grid.more for grid in grids] == ["and 20 more (--all shows them)", ""]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("part", ["sums", "open"])
@pytest.mark.parametrize("width", [50, 80, 120])
def test_a_page_carries_guard_rail_sources_and_stamp(
    code: LanguageCode, part: str, width: int
) -> None:
    report = page(PLEDGES, code, part=part)
    text = shown(to_terminal(report, width), width)
    assert all(len(line) <= width for line in text.splitlines())
    for said in (report.guard.split(";")[0][:30], "Foedus", "\\u202e"):
        assert said in text.replace("\n", " ")


def test_both_languages_give_the_same_figures() -> None:
    texts = [shown(to_terminal(page(PLEDGES, c), 200), 200).split("Foedus")[0] for c in LANGUAGES]
    en, fr = (sorted(numbers(t, c)) for t, c in zip(texts, LANGUAGES, strict=True))
    assert en == fr


def test_html_escapes_what_the_case_says() -> None:
    html = to_html(page(PLEDGES))
    assert "<script>" not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;" in html


def test_open_pledges_come_by_what_is_left() -> None:
    report = page(PLEDGES, part="open")
    first, second = report.sections
    assert [plain(row[0]) for row in first.parts[0].rows] == ["Germany", "Poland", "Estonia"]
    assert "Release 1" in second.intro


def test_an_empty_ledger_says_what_to_do() -> None:
    assert "foedus import" in plain(page(case()).facts[0])


def test_none_known_on_a_day_is_not_an_empty_ledger() -> None:
    none = ledger(PLEDGES, at=date(2023, 12, 31))
    report = ledger_report(none, Language("en"), background=BACKGROUND)
    assert plain(report.facts[0]).startswith("None known on 31 December 2023: the 6 entries")


def test_months_stand_in_the_order_of_time() -> None:
    days = [date(2024, 2, 1), date(2023, 12, 1), date(2024, 1, 1)]
    rows = [entry(f"e{n}", "DEU", "pledge", amount=1.0, date=day) for n, day in enumerate(days)]
    found = ledger(case(*rows), by=["month"])
    report = ledger_report(found, Language("fr"), background=BACKGROUND)
    assert [row[0] for row in rows_of(report)][:3] == ["déc. 2023", "janv. 2024", "févr. 2024"]


def test_units_are_shown_by_item_and_never_of_two_together() -> None:
    given = {"amount": None, "currency": None, "quantity": 1.0}
    rows = [
        entry("p", "DEU", "pledge", item="patriot", **given),
        entry("q", "DEU", "pledge", item="samp-t", **given),
        entry("r", "DEU", "pledge", **given),
        entry("s", "FRA", "pledge", item="samp-t"),
    ]
    heading = page(case(*rows)).sections[1]
    assert heading.heading == "In kind"
    assert [[plain(cell) for cell in row] for row in heading.parts[0].rows] == [
        ["France", "samp-t", UNKNOWN], ["Germany", "patriot", "1 unit"],
        ["Germany", "samp-t", "1 unit"],
    ]  # fmt: skip
    by_item = ledger_report(ledger(case(*rows), by=["item"]), Language("en"), background=BACKGROUND)
    assert [row[:2] for row in rows_of(by_item)][:3] == [
        ["patriot", "1 unit"], ["samp-t", "1 unit"], [UNKNOWN, UNKNOWN],
    ]  # fmt: skip
    assert all(row[2] == UNKNOWN for row in rows_of(page(case(*rows))) if row[1] == "military")


def test_currencies_and_countries_stand_in_a_sentence() -> None:
    french = Language("fr")
    report = page(PLEDGES, "fr")
    assert report.sections[0].parts[0].caption == "Édition 1, millions d’euros"
    assert label_words("SEK", "ledger", french) == "millions de couronnes suédoises"
    details = {"release": "1", "recipient": "UKR", "allocated": "2", "pledged": "1",
               "currency": "EUR"}  # fmt: skip
    kind = "ledger.allocated-above-pledged"
    found = Finding("warning", kind, "ledger", None, "amount", "AUS", details)
    assert "l’Australie a alloué à l’Ukraine" in finding_text(found, french)


def test_entries_without_an_amount_join_the_only_currency() -> None:
    frame = pl.DataFrame(
        {"release": ["1", "1", "2"], "currency": ["EUR", None, None], "amount": [1, None, None]}
    )
    assert folded(frame)["currency"].to_list() == ["EUR", "EUR", None]


def test_remarks_are_cut_by_kind() -> None:
    kinds = ["ledger.undated"] * 20 + ["ledger.below-a-cent"] * 3
    found = [
        Finding("warning", kind, "ledger", None, "date", None, {"release": "1", "count": f"{n}"})
        for n, kind in enumerate(kinds)
    ]
    english = Language("en")
    told = notes(found, english)
    assert len(told) == 5 <= NOTES["sheet"]
    assert told[-1].text == "19 more remarks (--all shows them)"
    assert len(notes(found, english, "all")) == 23


def test_a_remark_names_parties_and_amounts_as_one_reads_them() -> None:
    details = {"release": "1", "amounts": "EUI: pledge 77440900000 EUR", "others": "32"}
    found = Finding("warning", "ledger.institutions", "ledger", None, "donor", "1", details)
    text = finding_text(found, Language("en"))
    assert "EU institutions: pledged €77,441\u00a0million" in text


def test_amounts_that_are_not_nothing_are_not_shown_as_nothing() -> None:
    cents = pl.Series([400.0]).cast(pl.String).cast(MONEY)[0]
    assert in_millions(cents, 1, Language("en")) == "0.0004"


def test_csv_has_all_columns_of_an_open_entry() -> None:
    text = csv_text(ledger(PLEDGES).open)
    assert text.splitlines()[0].split(",") == list(FRAMES["open"])
    assert "6000000" in text


def test_a_workbook_is_written(tmp_path: Path) -> None:
    for code in LANGUAGES:
        file = tmp_path / f"{code}.xlsx"
        write_ledger_workbook(ledger(PLEDGES), BACKGROUND, file, Language(code))
        assert file.stat().st_size > 5000


def test_where_a_release_has_several_sources_each_is_named() -> None:
    two = replace(BACKGROUND.sources[0], source="two", title="Another")
    several = replace(
        BACKGROUND,
        sources=(*BACKGROUND.sources, two),
        cited={"1": {"one": 4, "two": 1}, "2": {"two": 1}},
    )
    report = ledger_report(ledger(PLEDGES), Language("en"), background=several)
    assert [fact.source for fact in report.facts] == [0, 1]
    assert [plain(cell) for cell in report.sections[-1].parts[0].rows] == [
        "Release 1: 4 entries [2]", "Release 1: 1 entry [1]",
    ]  # fmt: skip


# Comparison


def test_a_comparison_tells_change_and_reason() -> None:
    both = case(
        entry("a", "DEU", "allocation", amount=10.635e9),
        entry("b", "DEU", "allocation", amount=9.408e9, release="2"),
        entry("c", "FRA", "pledge", amount=1e6),
        entry("d", "ITA", "allocation", amount=1e6),
        entry("e", "ITA", "allocation", amount=1e6, release="2"),
    )
    found = compare(both, "ledger", "1", "2")
    report = compare_report(found, Language("en"), background=BACKGROUND)
    assert rows_of(report)[0] == [
        "Germany", "military", "10,635.0", "9,408.0", "-1,227.0", "-11.5%",
    ]  # fmt: skip
    assert [s.heading for s in report.sections] == ["Different", "Only in the first"]
    assert "Stage that the other release does not have" in report.sections[1].intro
    assert "1 equal" in report.facts[2].text


def test_a_comparison_of_equals_says_so() -> None:
    same = case(
        entry("a", "DEU", "pledge", amount=1.0),
        entry("b", "DEU", "pledge", amount=1.0, release="2"),
    )
    report = compare_report(
        compare(same, "ledger", "1", "2"), Language("fr"), background=BACKGROUND
    )
    assert report.sections[0].intro == "Tous les chiffres sont les mêmes dans les deux."


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_reason_has_words(code: LanguageCode) -> None:
    reasons = ["publisher", "basis", "unit", "currency", "estimate", "missing", "after-cut-off"]
    keys = ["donor", "recipient", "type", "stage", "item", "year", "month", "party", "measure"]
    for reason in [*reasons, *(f"no-{key}" for key in keys)]:
        assert "no-" not in why_words(reason, Language(code))


def test_labels_are_words() -> None:
    english = Language("en")
    assert label_words("current, million USD", "spending", english) == (
        "million USD, at current prices"
    )
    assert label_words("count, thousand persons", "spending", english) == "thousand persons"
    assert label_words("EUR", "ledger", english) == "million EUR"


# Register


def test_the_register_says_how_a_list_stands() -> None:
    members = [
        {"party": "BEL", "body": "nato", "from": date(1949, 8, 24), "source": "one"},
        {"party": "SWE", "body": "nato", "from": date(2024, 3, 7), "source": None},
    ]
    record = case_of({"memberships": members, "sources": [ONE]})
    found = register(record, DAY, listed=Listed("old.csv", ("BEL",)))
    entries = Entries(found, assumed_members=frozenset({"SWE"}))
    report = register_report(entries, Language("en"), background=BACKGROUND)
    assert report.facts[1].mark == "out of date"
    assert "from 24 August 1949 to 6 March 2024" in report.facts[1].text
    assert "Sweden (assumed)" in [row[0] for row in rows_of(report)]
    differs = replace(found, state="differs", fits=(), nearest=Interval(DAY, None, ("BEL",)))
    for code in LANGUAGES:
        told = register_report(replace(entries, register=differs), Language(code),
                               background=BACKGROUND)  # fmt: skip
        assert told.facts[1].mark


def test_an_interval_ends_on_its_last_day() -> None:
    words = interval_words(Interval(date(2009, 4, 1), date(2017, 6, 5), ()), Language("fr"))
    assert words == "du 1er avril 2009 au 4 juin 2017"
