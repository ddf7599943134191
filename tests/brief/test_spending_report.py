"""The page and the pictures of spending: both languages, any width, nothing injected."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foedus.brief.language import Language
from foedus.brief.pictures import render
from foedus.brief.report import Report
from foedus.brief.report_page import to_html
from foedus.brief.report_terminal import to_terminal
from foedus.brief.spending_chart import draw_spending, spending_page, write_spending_charts
from foedus.brief.spending_report import finding_texts, spending_report
from foedus.results.spending import Spending
from foedus.spending import spending
from foedus.spending.terms import Period
from hostile_plan import HIDDEN, QUOTES, SCRIPT
from numbers_read import numbers
from sample_spending import alliance, case_of, figure, sample_case, spent
from shown import shown

EN, FR = Language("en"), Language("fr")


@pytest.fixture(scope="module")
def result() -> Spending:
    return spending(sample_case(), growth=0.015)


def printed(report: Report, width: int = 120) -> str:
    return shown(to_terminal(report, width), width)


def words(result: Spending, language: Language = EN, width: int = 120) -> str:
    return re.sub(r"[ \n]+", " ", printed(spending_report(result, language), width))


def test_the_page_says_what_matters(result: Spending) -> None:
    text = words(result)
    for said in (
        "2% of GDP: 3 of 4 members meet it in 2024 (estimate) as printed, 2 as recomputed",
        "Release 2024-06, known on 1 October 2024; shares of GDP at constant prices of 2015",
        "Wales Summit Declaration, 5 September 2014, paragraph 14",
        "Slovakia 2.00e 1.94e as printed only",
        "nothing here says that anybody caused them",
        "Secretary General Person A, from 1 October 2019 until 1 October 2022",
        "Secretary General Person C, from 1 October 2024, in office on 1 October 2024",
        "The path to 2% of GDP by 2029".upper(),
        "Assumed: GDP grows by 1.5% a year",
        "Expenditure in $\u00a0billion at constant prices of 2015.",
        "lines rest on assumptions",
        "A line is a member's share",
        "Iceland: no armed forces",
        "printed 2, but the release's own amounts give 1.9384",
    ):
        assert said in text, said


def test_the_page_in_french(result: Spending) -> None:
    text = words(result, FR)
    for said in (
        "2\u202f% du PIB\u202f: 3 membres sur 4 l’atteignent en 2024 (estimation) selon l’imprimé",
        "rien ici ne dit que quelqu’un en est la cause",
        "Slovaquie 2024, part du PIB\u202f: imprimé 2, mais",
        "Hypothèse\u202f: le PIB croît de 1,5\u202f% par an",
        "Déclaration du sommet du pays de Galles, 5 septembre 2014, paragraphe 14",
    ):
        assert said in text, said


def test_both_languages_carry_the_same_numbers() -> None:
    plain = spending(sample_case())
    en, fr = (printed(spending_report(plain, language), 400) for language in (EN, FR))
    en, fr = (text.replace("Foedus 0.1.0", "") for text in (en, fr))
    assert numbers(en, "en") == numbers(fr.replace("1er ", "1 "), "fr")


@pytest.mark.parametrize("language", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("width", [20, 40, 59, 80, 200])
def test_nothing_is_wider_than_the_terminal(
    result: Spending, width: int, language: Language
) -> None:
    text = printed(spending_report(result, language), width)
    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    if width >= 80:
        assert "…" not in text


@pytest.mark.parametrize("language", [EN, FR], ids=["en", "fr"])
def test_every_figure_is_seen_on_eighty_columns(result: Spending, language: Language) -> None:
    wide, narrow = (printed(spending_report(result, language), w) for w in (400, 80))
    assert numbers(wide, language.code) == numbers(narrow, language.code)


def test_guard_rail_sources_and_stamp_stand_on_the_page(result: Spending) -> None:
    page = to_html(spending_report(result, EN))
    assert "nations decide; these are requests, not orders" in page
    assert "lines rest on assumptions" in page
    assert "Expenditure, NATO, 17 June 2024" in page
    assert "growth 0.015" in page


def test_a_presidency_has_its_own_table() -> None:
    period = Period(date(2020, 1, 20), date(2024, 1, 20), "USA", "Presidency")
    text = words(spending(sample_case(), period=period, parties=["USA"]))
    assert "Presidency, from 20 January 2020 until 20 January 2024" in text
    assert "United States, % of GDP 3.33 (2019) 3.50 (2020) 4.33 (2023) 5.00 (2024e)" in text
    nameless = spending(sample_case(), period=replace(period, name=""), parties=["USA"])
    assert "A term of office, from 20 January 2020" in words(nameless)


def test_a_case_without_figures_says_so() -> None:
    result = spending(case_of({}))
    assert "no figures of spending are known on 2024-10-01" in words(result)
    assert draw_spending(result, EN) == []
    assert "<figure>" not in spending_page(result, EN)


def test_a_release_without_expenditure_says_what_it_holds() -> None:
    result = spending(alliance([figure("FRA", 2023, "gdp", 1000)]))
    assert [finding.kind for finding in result.findings] == ["spending.no-expenditure"]
    text = words(result)
    assert 'the release "2024-06" has GDP, but no expenditure and no share of GDP' in text
    assert "No line of figures is known" in text
    assert "shares of GDP" not in text


def test_columns_of_which_nothing_is_known_are_left_out() -> None:
    rows = [figure("FRA", 2023, "share_of_gdp", 1.9), figure("POL", 2023, "share_of_gdp", 2.1)]
    text = words(spending(alliance(rows)))
    assert "France 1.90 no 0.10" in text
    assert "Gap, points" in text
    for absent in ("% of GDP recomputed", "million", "Real change", "equipment ("):
        assert absent not in text, absent


def test_a_page_without_assumptions_says_so() -> None:
    rows = [figure("FRA", 2023, "share_of_gdp", 2.1)]
    assert "The one line does not rest on an assumption" in words(spending(alliance(rows)))


@pytest.mark.parametrize(("language", "title"), [
    (EN, "United States, 2024 (estimate): 5.00% of GDP, the guideline of 2% is reached"),
    (FR, "États-Unis, 2024 (estimation)\u202f: 5,00\u202f% du PIB, "
         "l’objectif de 2\u202f% est atteint"),
])  # fmt: skip
def test_one_member_has_a_picture_of_its_own(language: Language, title: str) -> None:
    period = Period(date(2020, 1, 20), date(2024, 1, 20), "USA", "Presidency")
    drawn = draw_spending(spending(sample_case(), period=period, parties=["USA"]), language)
    assert drawn[0].title == title
    assert not any(word in drawn[1].spec for word in ("Bands:", "Bandes", "the bands", "bandes"))
    (value,) = json.loads(drawn[0].spec)["datasets"]["spending"]
    assert value["inside"] is False


def test_members_asked_for_are_not_all_members() -> None:
    first = draw_spending(spending(sample_case(), parties=["USA", "SVK"]), EN)[0]
    assert (
        first.title == "2024 (estimate): 1 of the 2 members shown reaches 2% of GDP (2 as printed)"
    )


def test_a_value_stands_where_no_dot_claims_it() -> None:
    rows = [
        figure(party, year, "share_of_gdp", share)
        for party, shares in {"USA": (3.7, 3.4), "HRV": (1.82, 1.81), "POL": (1.9, 4.1)}.items()
        for year, share in zip((2014, 2024), shares, strict=True)
    ]
    rows += [part for year in (2014, 2024) for part in spent("HRV", year, 18.1, 1000)[:2]]
    picture = draw_spending(spending(alliance(rows)), EN)[0]
    values = json.loads(picture.spec)["datasets"]["spending"]
    assert {value["party"]: value["inside"] for value in values}["Croatia"] is True
    assert {value["party"]: value["inside"] for value in values}["Poland"] is False


def test_the_page_is_set_small_on_paper(result: Spending) -> None:
    page = spending_page(result, EN)
    assert page.count("</style>") == 1
    assert "max-height: 84mm" in page


def test_nobody_below_the_guideline() -> None:
    rows = [figure("FRA", 2023, "expenditure", 30), figure("FRA", 2023, "gdp", 1000)]
    text = words(spending(alliance(rows)))
    assert "Nobody with figures is below the guideline" in text
    assert "1 of 1 members meets it in 2023 as recomputed" in text


def test_all_findings_have_words(result: Spending) -> None:
    for language in (EN, FR):
        texts = finding_texts(result, language)
        assert len(texts) == len(result.findings)
        assert not any("{" in text or "unknown-kind" in text for text in texts)


def test_pictures_in_every_format(result: Spending, tmp_path: Path) -> None:
    files = write_spending_charts(result, tmp_path, FR)
    names = {
        f"{n}.{form}" for n in ("spending", "spending-total") for form in ("png", "svg", "html")
    }
    assert {file.name for file in files} == names
    for file in files:
        if file.suffix == ".svg":
            text = file.read_text(encoding="utf-8")
            ET.fromstring(text)
            assert "nations décident" in text
    assert "Person B" in (tmp_path / "spending-total.svg").read_text(encoding="utf-8")


def test_pictures_say_what_is_seen(result: Spending) -> None:
    members, total = draw_spending(result, EN)
    assert members.title == "2024 (estimate): 2 of 4 members reach 2% of GDP (3 as printed)"
    assert members.alt.startswith(members.title)
    assert "Slovakia: printed as 2.00%, recomputed 1.94%" in members.spec
    assert total.title == "All members: 4.87% of GDP in 2024e, after 3.25% in 2019"
    assert "not who caused a change" in total.spec


def test_both_languages_draw_the_same_figures(result: Spending) -> None:
    for english, french in zip(draw_spending(result, EN), draw_spending(result, FR), strict=True):
        one, other = (json.loads(picture.spec)["datasets"] for picture in (english, french))
        for name, rows in one.items():
            for row, twin in zip(rows, other[name], strict=True):
                figures = {key: v for key, v in row.items() if not isinstance(v, str)}
                assert figures == {key: twin[key] for key in figures}


def test_the_page_holds_its_pictures_and_fetches_nothing(result: Spending) -> None:
    page = spending_page(result, EN)
    assert page.count("<figure>") == 2
    assert page.index("<main>") < page.index("<figure>") < page.index("<section>")
    assert 'alt="All members' in page
    assert "<script" not in page


@pytest.mark.parametrize("text", [SCRIPT, QUOTES, HIDDEN])
def test_hostile_text_stays_text(text: str) -> None:
    result = spending(sample_case(person=text, release=text))
    page = spending_page(result, EN)
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    for picture in draw_spending(result, EN):
        assert "<script>alert" not in render.html(picture, EN)


def test_totals_without_shares_are_told_in_money() -> None:
    rows = [figure("FRA", year, "expenditure", 1000 * (year - 2020)) for year in (2022, 2023)]
    rows += [figure("FRA", 2023, "share_of_gdp", 1.9)]
    *_, total = draw_spending(spending(alliance(rows)), EN)
    assert (
        total.title == "All members: $3,000\u00a0million in 2023, after $2,000\u00a0million in 2022"
    )
