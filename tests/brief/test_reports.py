from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import sample_record as sample
from foedus.brief.handover_report import handover_report
from foedus.brief.language import Language
from foedus.brief.power_report import power_report
from foedus.brief.report import Cell, Grid, Lines, Report, Section, SourceText, numbered
from foedus.brief.report_page import to_html, to_sheet
from foedus.brief.report_terminal import to_terminal
from foedus.brief.silence_report import silence_report
from foedus.brief.succession_report import succession_report
from foedus.brief.today_report import today_report
from foedus.brief.verdict_report import verdict_report
from foedus.results.record import OpenQuestion
from hostile_plan import HIDDEN, QUOTES, SCRIPT
from numbers_read import numbers
from sample_plan import sample_plan
from shown import shown

EN, FR = Language("en"), Language("fr")
KEYS = frozenset(
    {"basis", "source", "state", "stance", "outcome", "kind", "bound", "condition", "effect"}
    | {"table", "confidence", "limit", "zone", "at", "due", "currency", "stamp"}
)
"""Fields that hold a key, an instant or a hash, not foreign text; a stamp is Foedus's own."""


def reports(language: Language) -> dict[str, Report]:
    """Return a report of every kind."""
    return {
        "today": today_report(sample.today(), language),
        "handover": handover_report(sample.handover(), language),
        "succession": succession_report(sample.succession(), language, sources=sample.sources()),
        "verdict": verdict_report(sample.verdict(), language),
        "silence": silence_report(sample.silence(), language, name="a-text"),
        "power": power_report(sample.power(), language),
    }


def hostile_reports(text: str) -> list[Report]:
    """Return a report of every kind with a hostile text in every field of foreign text."""
    return [
        today_report(sample.hostile(sample.today(), text, keep=KEYS), EN),
        handover_report(sample.hostile(sample.handover(), text, keep=KEYS), EN),
        succession_report(sample.hostile(sample.succession(), text, keep=KEYS), EN),
        verdict_report(sample.hostile(sample.verdict(), text, keep=KEYS), EN),
        silence_report(sample.hostile(sample.silence(), text, keep=KEYS), EN, name=text),
        power_report(sample.hostile(replace(sample.power(), published=()), text, keep=KEYS
                                    | {"members", "banzhaf"}), EN),
    ]  # fmt: skip


def printed(report: Report, width: int = 120) -> str:
    return shown(to_terminal(report, width), width)


class Tags(HTMLParser):
    """Collects the tags and addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.handlers: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}


@pytest.mark.parametrize("language", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("kind", reports(EN))
def test_every_page_says_what_it_is_and_rests_on(kind: str, language: Language) -> None:
    report = reports(language)[kind]
    text, page = printed(report), to_html(report)
    guard = language.text("guard")
    for said in (guard, *report.footer, report.title):
        assert said.split()[0] in text
    assert " ".join(guard.split()) in " ".join(text.split())
    assert guard.replace("’", "&#x27;") in page or guard in page
    assert "Foedus" in text
    assert "0.1.0" in page


@pytest.mark.parametrize("kind", reports(EN))
def test_both_languages_carry_the_same_numbers(kind: str) -> None:
    en, fr = (printed(reports(language)[kind], 400) for language in (EN, FR))
    en, fr = (text.replace("Foedus 0.1.0", "") for text in (en, fr))
    assert numbers(en, "en") == numbers(fr.replace("1er ", "1 "), "fr")


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
@pytest.mark.parametrize("kind", reports(EN))
def test_nothing_is_wider_than_the_terminal(kind: str, width: int) -> None:
    lines = printed(reports(EN)[kind], width).splitlines()
    assert all(len(line.rstrip()) <= width for line in lines)


def test_the_desk_holds_every_section() -> None:
    text = " ".join(printed(today_report(sample.today(), EN)).split())
    for said in (
        "Secretary General: Person A (Norway), since 1 October 2014, up to and including 30",
        "extended once",
        "To follow: Person B (Netherlands), from 1 October 2024",
        "1. First · Germany · due 1 October 2024",
        "10 July 2024 A pledge (The Council, by consensus)",
        "A broken text (The Council, by consensus, silence broken)",
        "Under silence, round 2 2 October 2024, 17:00 (Europe/Brussels)",
        "Germany (assumed) Ukraine Patriot system: 2 systems – Sep 2024 (overdue)",
        "Ukraine Patriot system, €40 million",
        "From the run run-1",
        "United States: state a floor, Patriot system, 4 systems (assumed)",
        "1 reaches 2% of GDP: Poland 4.12% (estimates for 2024; release June 2024)",
        "1 is below 2% of GDP: Spain 1.28%",
        "Security: Security agreement, 2 agreements: France and Germany",
        "consultation on Person B: holds – Hungary (assumed position)",
        "4 of 20 lines rest on assumptions (20%)",
    ):
        assert said in text, said


def test_what_the_record_lacks_is_not_taken_for_none() -> None:
    bare = replace(sample.today(), silences=(), unknown=(OpenQuestion("silences"),))
    sections = {s.heading: s.intro for s in today_report(bare, EN).sections}
    assert sections["Silence procedures"] == "Not in this case's record."
    assert sections["Pending"] == "None known on that day."


def test_a_case_without_terms_has_a_desk() -> None:
    assert "Terms of office: Not in this case's record." in printed(
        today_report(replace(sample.today(), succession=None), EN)
    )


def test_an_assumed_position_is_marked_beside_the_name() -> None:
    desk = printed(today_report(sample.today(), EN))
    assert "holds: Hungary (assumed position)" in desk
    assert "supports: Belgium\n" in re.sub(r" +\n", "\n", desk)
    page = to_html(succession_report(sample.succession(), EN))
    assert 'Hungary <span class="mark assumed">assumed position</span>' in page


def test_asks_are_said_in_full_with_the_plan() -> None:
    text = printed(today_report(sample.today(), EN, plan=sample_plan()))
    assert "Ask the United States to state a floor" in text


def test_long_lists_are_cut_and_say_so() -> None:
    many = replace(sample.today(), decisions=(sample.decision(),) * 9)
    assert "and 4 more (--all shows them)" in printed(today_report(many, EN))


def test_members_that_took_a_stance_on_a_day_share_a_line() -> None:
    rows = [
        sample.change("consultation", party=party, person="Person B", detail="supports")
        for party in ("BEL", "DEU")
    ]
    page = today_report(replace(sample.today(), changes=tuple(rows)), EN)
    assert "Person B: supports – Belgium, Germany" in printed(page)


def test_only_cited_sources_are_listed_in_the_order_of_the_lines() -> None:
    report = today_report(sample.today(), EN)
    assert [source.text for source in report.sources] == ["A title, A publisher, 1 October 2024"]
    page = to_html(report)
    assert '<li id="s1" value="1"><a href="https://example.org/a"' in page
    assert 'href="#s1"' in page


def test_sources_are_renumbered() -> None:
    cells = (Cell("b", source=2), Cell("a", source=1), Cell("none"), Cell("?", source=9))
    sources = (SourceText(1, "A"), SourceText(2, "B"), SourceText(3, "C"))
    made = numbered(replace(reports(EN)["verdict"], facts=cells, sections=(), sources=sources))
    assert [cell.source for cell in made.facts] == [1, 2, 0, 0]
    assert made.sources == (SourceText(1, "B"), SourceText(2, "A"))


def test_a_hair_is_not_rounded_away() -> None:
    text = " ".join(printed(verdict_report(sample.verdict(), EN)).split())
    assert "Share of the members at least 55% 71.4% (5 of 7) yes" in text
    assert "Share of the population of the members at least 65% 64.999% no" in text
    assert "– Objections at most 0 1 (Hungary) no" in text
    assert "Hungary: objects → for" in text
    assert "and 4 more sets of members that would turn it" in text


def test_a_tiny_power_is_not_zero() -> None:
    text = printed(power_report(sample.power(), EN))
    assert "1 in 1,099,511,627,776" in text
    assert "< 0.0001" in text
    assert "does not agree: 1 value differs. (differs)" in " ".join(text.split())
    assert re.search("Belgium +0.5 +0.6666…", text)


def test_a_deadline_is_given_in_its_zone_and_in_utc() -> None:
    text = " ".join(printed(silence_report(sample.silence(), EN)).split())
    assert "2 October 2024, 17:00 (Europe/Brussels), that is 2 October 2024, 15:00 (UTC)" in text
    assert "1 event of the log lies after that instant" in text
    assert "nobody was held to be a member or not" in text


@pytest.mark.parametrize("text", [SCRIPT, QUOTES, HIDDEN, "[red]x[/red]\x1b[31m"])
def test_nothing_hostile_gets_through(text: str) -> None:
    for report in hostile_reports(text):
        terminal = printed(report)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", terminal)
        for page in (to_html(report), to_sheet(report)):
            tags = Tags(page)
            assert not tags.tags & {"script", "img", "iframe", "object", "svg"}
            assert not tags.handlers
            assert all(re.match(r"#s\d+$|https?://", link) for link in tags.links)
            assert "\u202e" not in page
            assert "\x1b" not in page


def test_a_page_fetches_nothing() -> None:
    page = to_sheet(today_report(sample.today(), EN))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert "@import" not in page
    assert "url(" not in page


def test_parts_without_rows_are_left_out() -> None:
    empty = Section("Heading", (Grid("", (), ()), Lines(())))
    report = replace(reports(EN)["verdict"], sections=(empty,))
    assert "<table" not in to_html(report)
    assert "Heading" not in to_html(report)
