from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from inspect import getsource
from typing import get_args

import pytest

import sample_record as sample
from foedus.brief.catalogue import catalogue
from foedus.brief.language import Language
from foedus.brief.offices_report import headline, offices_report, open_lines
from foedus.brief.report import Report, plain
from foedus.brief.report_page import to_html
from foedus.brief.report_terminal import to_terminal
from foedus.errors import Finding
from foedus.mediate import (
    offices_check,
    offices_demands,
    offices_form,
    offices_steps,
    offices_values,
    offices_view,
)
from foedus.mediate.offices_values import FORMS, PROCEDURES
from foedus.mediate.offices_view import seen_by
from foedus.results.offices import (
    Answer,
    Item,
    Known,
    Mark,
    Offer,
    Offices,
    OpenFile,
    Party,
    Sight,
    Step,
    Text,
)
from foedus.results.stamp import RecordStamp
from hostile_plan import HIDDEN, QUOTES, SCRIPT
from shown import shown

EN, FR = Language("en"), Language("fr")
AT = datetime(2024, 10, 1, 8, tzinfo=UTC)
KEYS = frozenset(
    {"at", "state", "consent", "procedure", "answer", "what", "form", "hash_en", "hash_fr"}
    | {"stamp", "agreed"}
)
"""Fields that hold a key, an instant or a hash, not foreign text."""


def file() -> Offices:
    """Return a file with something of every kind."""
    both = (Sight("GRC", AT), Sight("TUR", AT))
    return Offices(
        at=AT,
        state="rounds",
        viewer=None,
        parties=(
            Party("GRC", "given", AT),
            Party("TUR", "given", AT),
            Party("CYP", "declined", AT, "A court"),
            Party("GBR", "missing"),
        ),
        missing=("CYP", "GBR"),
        procedure="mediation",
        agreed={"good_offices": ("GRC",), "mediation": ("GRC", "TUR")},
        offers=(Offer(AT, ("GRC", "TUR"), "informal"),),
        submitted=(Mark(AT, "GRC", "No way on"), Mark(AT, "TUR")),
        rounds=(
            Text(1, AT, "0" * 64, "1" * 64, both, (
                Answer("GRC", "accept", AT), Answer("TUR", "propose", AT, "p1", "Too little"),
            )),
        ),
        items=(
            Item("p1", "proposal", "TUR", AT, 1, "2" * 64, None, None, both[1:]),
            Item("n1", "note", "office", AT, words="Weigh the dates"),
        ),
        known=(Known("GRC", (1,), ()), Known("TUR", (1,), ("p1",))),
        suspended=None,
        settled=None,
        closed=None,
        titles={"en": "Air space"},
        upcoming=2,
        members_known=False,
        last=AT,
        stamp=RecordStamp(),
    )  # fmt: skip


def printed(report: Report) -> str:
    return shown(to_terminal(report, 160), 160)


@pytest.mark.parametrize("language", [EN, FR])
def test_a_page_says_all_of_a_file(language: Language) -> None:
    said = printed(offices_report(file(), language, name="Air space"))
    for part in ("Air space", "00000000…", "Weigh the dates", "Too little", "A court", "p1"):
        assert part in said
    for kind in PROCEDURES:
        assert language.has(f"view.offices.procedure.{kind}")
    for form in FORMS:
        assert language.has(f"view.offices.form.{form}")


def test_a_page_in_words() -> None:
    report = offices_report(file(), EN)
    said = printed(report)
    assert report.title == "Texts under discussion (mediation)"
    assert "Without consent so far: Cyprus and United Kingdom." in said
    assert "Türkiye proposes otherwise (p1, Too little)" in said
    assert "The office, which keeps the file, has seen everything." in said
    assert "2 events of the log lie after that instant" in said
    assert report.subtitle.startswith("Good offices under the Council’s") or "Council's" in (
        report.subtitle
    )


def test_the_view_of_a_party_says_so_and_no_more() -> None:
    report = offices_report(seen_by(file(), "GRC"), EN)
    said = printed(report)
    assert report.subtitle == "Good offices as seen by Greece: only what was shown to it"
    for part in ("Weigh the dates", "p1", "Too little", "A court", "The office, which", "2 events"):
        assert part not in said


def test_the_end_of_a_file() -> None:
    settled = replace(file(), state="settled", settled=Mark(AT, "office", None, 1))
    assert "every party accepted the text of round 1" in printed(offices_report(settled, EN))
    mark = Mark(AT, "TUR", "No mandate")
    closed = replace(file(), state="closed", closed=mark)
    assert "by Türkiye: No mandate" in printed(offices_report(closed, EN))
    hidden = replace(file(), state="suspended", suspended=replace(mark, by="office", reason=None))
    assert "by the office: –" in printed(offices_report(hidden, EN))


def test_a_file_that_has_not_begun() -> None:
    empty = replace(
        file(), state="none", parties=(), missing=(), procedure=None, agreed={}, offers=(),
        submitted=(), rounds=(), items=(), known=(),
    )  # fmt: skip
    report = offices_report(empty, EN)
    assert report.sections == ()
    assert "There is no offer and no submission" in printed(report)
    assert headline(empty, FR) == "Rien de consigné"


def test_warnings_are_notes() -> None:
    warning = Finding("warning", "silence.same-text", "x.jsonl", 3, "hash_fr")
    report = offices_report(file(), EN, findings=[warning])
    assert report.notes[0].text.startswith("x.jsonl row 3, hash_fr: ")


def test_lines_of_a_hand_over() -> None:
    one = OpenFile(
        "a", {}, "offered", ("GRC", "NLD"), ("NLD",), None, 0, AT, "consent", ("NLD",)
    )  # fmt: skip
    two = replace(one, titles={"en": "Air"}, missing=(), state="rounds", procedure="inquiry")
    two = replace(two, step="settle", waits_for=("office",))
    assert [plain(cell) for cell in open_lines([one, two], EN).rows] == [
        "a Offered; parties: Greece and Netherlands; without consent so far: Netherlands; "
        "next: consent to good offices; waits for: the Netherlands",
        "Air Texts under discussion (inquiry); parties: Greece and Netherlands; next: to show the "
        "last text to the others, to settle it if all accept, or to put a further one; "
        "waits for: the office",
    ]
    assert plain(open_lines([one], FR).rows[0]).endswith("en attente de\u202f: les Pays-Bas")
    assert all(lang.has(f"view.offices.step.{s}") for lang in (EN, FR) for s in get_args(Step))
    assert open_lines([], FR).rows == ()


@pytest.mark.parametrize("text", [SCRIPT, QUOTES, HIDDEN])
def test_foreign_text_is_harmless(text: str) -> None:
    page = to_html(offices_report(sample.hostile(file(), text, keep=KEYS), EN, name=text))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_every_fault_has_its_text_and_every_text_its_fault() -> None:
    modules = (
        offices_check, offices_demands, offices_form, offices_steps, offices_values, offices_view
    )  # fmt: skip
    named = {
        kind
        for module in modules
        for kind in re.findall(r'"((?:offices|silence)\.[a-z-]+)"', getsource(module))
    }
    assert named <= set(catalogue())
    own = {key for key in catalogue() if key.startswith("offices.")}
    assert own == {kind for kind in named if kind.startswith("offices.")}


def test_names_stand_with_their_article_in_a_sentence() -> None:
    closed = replace(file(), state="closed", closed=Mark(AT, "NLD", "No mandate"))
    assert "by the Netherlands: No mandate" in printed(offices_report(closed, EN))
    assert "par les Pays-Bas" in printed(offices_report(closed, FR))
