from __future__ import annotations

import re

import pytest

from foedus.brief.dispatch_page import dispatch_page
from foedus.brief.dispatch_report import dispatch_report
from foedus.brief.dispatch_words import DispatchWords, shortened
from foedus.brief.language import Language
from foedus.brief.report import plain
from foedus.brief.report_terminal import to_terminal
from foedus.results.dispatch import FIELDS, KINDS, VERDICTS
from sample_dispatch import TEXT, sample
from shown import shown

NAMES = {("body", "nac"): {"en": "North Atlantic Council", "fr": "Conseil de l'Atlantique Nord"}}


def words(code: str) -> DispatchWords:
    return DispatchWords(Language("fr" if code == "fr" else "en"), NAMES)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_kind_field_and_verdict_has_its_word(code: str) -> None:
    language = Language("fr" if code == "fr" else "en")
    assert all(language.has(f"read.kind.{kind}") for kind in KINDS)
    assert all(language.has(f"read.field.{f}") for names in FIELDS.values() for f in names)
    for verdict in VERDICTS:
        for topic in ("verdict", "heading", "count", "check"):
            assert language.has(f"read.{topic}.{verdict}"), (topic, verdict)


def test_the_gravest_verdicts_come_first_and_numbers_stay() -> None:
    report = dispatch_report(sample(), words("en"))
    numbers = [
        row[0].text for section in report.sections for part in section.parts for row in part.rows
    ]
    assert numbers == ["4", "2", "3", "5", "1"]
    assert plain(report.facts[0]) == (
        "5 proposals: 1 in which it contradicts itself, 1 that contradicts the record, "
        "1 with an unknown name, 1 new and 1 that confirms it"
    )


def test_a_proposal_stands_beside_the_record_with_its_source() -> None:
    text = shown(to_terminal(dispatch_report(sample(), words("fr")), 200), 200)
    assert "registre : règle : consensus [1] ; dépêche : majorité." in " ".join(
        text.replace("\u202f", " ").split()
    )
    assert "Allemagne" in text


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_has_the_whole_text_and_runs_nothing_of_it(code: str) -> None:
    page = dispatch_page([sample()], words(code))
    assert "<script" not in page
    assert "\u202e" not in page
    bare = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in bare
    assert "Mark Rutte was appointed Secretary General by a majority." in bare


def test_each_proposal_has_a_card_and_each_number_leads_to_one() -> None:
    page = dispatch_page([sample()], words("en"))
    assert re.findall(r'class="card[^"]*" id="(p\d)"', page) == ["p1", "p2", "p4", "p3", "p5"]
    assert set(re.findall(r'href="#(p\d)"', page)) == {"p1", "p2", "p3", "p4", "p5"}


def test_several_dispatches_keep_their_numbers_apart() -> None:
    page = dispatch_page([sample(), sample()], words("en"))
    ids = re.findall(r' id="(p[\d-]+)"', page)
    assert len(ids) == len(set(ids)) == 10


def test_words_are_cut_at_a_word() -> None:
    assert len(shortened(TEXT * 20)) <= 242
