"""When and where a dispatch was written."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.read.dateline import body, dateline_of
from foedus.read.plain import plain_of

SENT = date(2024, 10, 2)


@pytest.mark.parametrize(
    ("code", "text", "day", "place", "words", "rest"),
    [
        (
            "fr",
            " date 2024-10 Mark Rutte s'assure",
            "2024-10",
            "",
            "date 2024-10",
            "Mark Rutte s'assure",
        ),
        (
            "en",
            "BRUSSELS, Oct 1, 2024 (Agency) - NATO has",
            "2024-10-01",
            "Brussels",
            "BRUSSELS, Oct 1, 2024 (Agency)",
            "NATO has",
        ),
        (
            "en",
            "WASHINGTON (AP) — Tuesday, October 1, 2024 — NATO",
            "2024-10-01",
            "Washington",
            "WASHINGTON (AP) — Tuesday, October 1, 2024",
            "NATO",
        ),
        (
            "en",
            "KYIV, Ukraine, March 3, 2024 (AP) — Ukraine",
            "2024-03-03",
            "Kyiv, Ukraine",
            "KYIV, Ukraine, March 3, 2024 (AP)",
            "Ukraine",
        ),
        (
            "fr",
            "Bruxelles, le 1er octobre 2024 – M. Rutte",
            "2024-10-01",
            "Bruxelles",
            "Bruxelles, le 1er octobre 2024",
            "M. Rutte",
        ),
        ("en", "1 October 2024\n\nMark Rutte", "2024-10-01", "", "1 October 2024", "Mark Rutte"),
        (
            "fr",
            "Mardi 1er octobre 2024\n\nMark Rutte",
            "2024-10-01",
            "",
            "Mardi 1er octobre 2024",
            "Mark Rutte",
        ),
        ("en", "2024-10-01\n\nMark Rutte", "2024-10-01", "", "2024-10-01", "Mark Rutte"),
        (
            "en",
            "Published: 12 July 2024\n\nThe Allies",
            "2024-07-12",
            "",
            "Published: 12 July 2024",
            "The Allies",
        ),
    ],
)
def test_dateline_at_the_start(code, text, day, place, words, rest):
    plain = plain_of(text)
    found = dateline_of(plain, code, sent=date(2020, 1, 1))
    assert (found.day, found.place) == (day, place)
    assert text[found.span[0] : found.span[1]] == words
    cut = body(plain, code, found)
    assert cut.text == rest
    start, end = cut.span(0, len(cut.text))
    assert " ".join(text[start:end].split()) == rest


def test_dateline_below_a_headline_stays_in_the_text():
    text = "Rutte takes over\n\nBrussels, 1 October 2024\n\nMark Rutte took office."
    plain = plain_of(text)
    found = dateline_of(plain, "en", sent=None)
    assert (found.day, found.place) == ("2024-10-01", "Brussels")
    assert text[found.span[0] : found.span[1]] == "Brussels, 1 October 2024"
    assert body(plain, "en", found) == plain


def test_day_without_year_has_that_of_the_file():
    plain = plain_of("BRUSSELS, Oct 1 (Agency) - NATO has")
    assert dateline_of(plain, "en", sent=SENT).day == "2024-10-01"
    assert dateline_of(plain, "en", sent=None) is None
    plain = plain_of("BRUSSELS, Dec 31 (Agency) - NATO has")
    assert dateline_of(plain, "en", sent=date(2025, 1, 1)).day == "2024-12-31"


def test_place_and_agency_with_the_day_of_the_file():
    plain = plain_of("BRUXELLES (Agence) - L'OTAN a un nouveau chef.")
    found = dateline_of(plain, "fr", sent=SENT)
    assert (found.day, found.place) == ("2024-10-02", "Bruxelles")
    assert body(plain, "fr", found).text == "L'OTAN a un nouveau chef."
    assert dateline_of(plain, "fr", sent=None) is None


@pytest.mark.parametrize(
    ("code", "text", "day", "words"),
    [
        ("en", "Subject: Donors\nDate: 16 September 2024\n\nColleagues", "2024-09-16",
         "Date: 16 September 2024"),
        ("en", "To: the desk\nRe: the money\n26 April 2024\n\nSix", "2024-04-26", "26 April 2024"),
        ("en", "Press release\nLondon, 8 July 2024\n\nNew", "2024-07-08", "London, 8 July 2024"),
        ("en", "FM USNATO\nTO SECSTATE\nDATE: 2024-06-26\n\nSummary", "2024-06-26",
         "DATE: 2024-06-26"),
        ("fr", "Objet : deux ans après\nDate : 25 février 2024\n\nRésumé", "2024-02-25",
         "Date : 25 février 2024"),
        ("fr", "Bruxelles (OTAN), mercredi 26 juin 2024\n\nLe", "2024-06-26",
         "Bruxelles (OTAN), mercredi 26 juin 2024"),
    ],
)  # fmt: skip
def test_dateline_among_the_header_lines_of_a_message(code, text, day, words):
    found = dateline_of(plain_of(text, code), code, sent=None)
    assert found is not None
    assert found.span is not None
    assert (found.day, text[slice(*found.span)]) == (day, words)


@pytest.mark.parametrize("text", ["Subject: NATO summit opens on 9 July 2024\n\nText",
                                  "Objet : réunion du 9 juillet 2024\n\nTexte"])  # fmt: skip
def test_a_date_in_a_subject_line_is_no_dateline(text):
    code = "fr" if text.startswith("Objet") else "en"
    assert dateline_of(plain_of(text, code), code, sent=None) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "On 1 October 2024, Rutte took office."),
        ("en", "In June 2024 the Allies met."),
        ("en", "Mark Rutte, 1 October 2024 and after: a portrait of the man and of his office."),
        ("fr", "Le 31 février 2024\n\nRien."),
        ("en", ""),
    ],
)
def test_dates_of_the_story_are_no_datelines(code, text):
    plain = plain_of(text)
    assert dateline_of(plain, code, sent=None) is None
    found = dateline_of(plain, code, sent=SENT)
    assert (found.day, found.span) == ("2024-10-02", None)
    assert body(plain, code, found) == plain


@pytest.mark.parametrize(
    ("text", "code", "day", "place"),
    [
        ("Brussels, 2 October 2024. The Netherlands gave aid.", "en", "2024-10-02", "Brussels"),
        ("Budapest, 26 février 2024. Le Parlement vote.", "fr", "2024-02-26", "Budapest"),
        ("Ottawa/Bruxelles, le 3 mai 2024 – Le Canada.", "fr", "2024-05-03", "Ottawa/Bruxelles"),
        ("DTG: 031400Z OCT 24\nFM DELEGATION\n\n1. Summary.", "en", "2024-10-03", ""),
    ],
)
def test_a_dateline_may_run_into_the_text(text, code, day, place):
    found = dateline_of(plain_of(text, code), code, sent=None)
    assert found is not None
    assert (found.day, found.place) == (day, place)
