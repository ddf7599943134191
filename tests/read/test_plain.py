"""The text that is parsed: every letter keeps its place, and no text costs unbounded time."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.read.glued import seams
from foedus.read.plain import INVISIBLE, LONGEST_RUN, plain_of

PIECES = st.sampled_from(
    [
        "a",
        "é",
        "e\u0301",
        "NATO",
        "l’OTAN",
        " ",
        "  ",
        "\u00a0",
        "\u202f",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u200b",
        "\u202e",
        "\u00ad",
        ".",
        "!!!!!!",
        "((((((",
        "- item",
        "word " * 30,
        "x" * 70,
        "1.",
        "\ud800",
        "ﬁn",
        "\u2029",
        "…",
        "«",
        "»",
        "https://example.org/" + "a" * 80,
    ],
)
SAME = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-", "\u02bc": "'"})


def seen(text):
    """A text's letters as a reader sees them: no blanks, no invisible signs."""
    shown = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).translate(SAME)
    return "".join(shown.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_letter_keeps_its_place(text):
    plain = plain_of(text)
    assert len(plain.origin) == len(plain.text) + 1
    assert list(plain.origin) == sorted(plain.origin)
    assert plain.origin[-1] <= len(text)
    for at, letter in enumerate(plain.text):
        start, end = plain.span(at, at + 1)
        own = text[start:end]
        base = unicodedata.normalize("NFD", letter)[0]
        assert letter.isspace() or own.translate(SAME) in (letter, base, "ﬁ", "'")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Rutte ", "l’OTAN\n", "\u00a0a\u200b", "dit.\n\n", "\u202e« "]),
        max_size=12,
    ).map("".join),
    st.data(),
)
def test_a_span_shows_the_same_letters(text, data):
    plain = plain_of(text)
    if not plain.text:
        return
    start = data.draw(st.integers(0, len(plain.text) - 1))
    end = data.draw(st.integers(start + 1, len(plain.text)))
    a, b = plain.span(start, end)
    assert seen(text[a:b]) == seen(plain.text[start:end])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_plain_text_stays_as_it_is(text):
    plain = plain_of(text).text
    assert plain_of(plain).text == plain
    assert plain == plain.strip()
    assert "  " not in plain
    assert "\n\n\n" not in plain
    plain.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("(" * 1_000_000, 3),
        ("([" * 500_000, LONGEST_RUN),
        ("( " * 500_000, LONGEST_RUN),
        ("(\n" * 500_000, LONGEST_RUN),
        ("\u202e" * 1_000_000, 0),
        ("a" * 10_000_000, 0),
        ("\u0301" * 1_000_000, LONGEST_RUN),
        ("e" + "\u0301\u0300" * 500_000, LONGEST_RUN + 1),
        ("_" * 1_000_000, 3),
        ("\n" * 1_000_000, 0),
        ("http://" * 100_000, 0),
    ],
    ids=[
        "brackets",
        "two brackets",
        "brackets apart",
        "brackets in lines",
        "directions",
        "a word",
        "accents",
        "accented",
        "low lines",
        "lines",
        "an address",
    ],
)
def test_hostile_text_becomes_short(text, longest):
    plain = plain_of(text)
    assert len(plain.text) <= longest
    assert len(plain.origin) == len(plain.text) + 1


def test_every_control_and_format_sign_goes():
    kept = {
        sign
        for sign in map(chr, range(0x110000))
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs")
        and plain_of(f"a{sign}b").text == f"a{sign}b"
    }
    assert kept == set()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "The Allies have agreed to send\nmore ammunition to the front\nline.",
            "The Allies have agreed to send more ammunition to the front line.",
        ),
        (
            "Headline of the day\n"
            + "A long line of text that goes on and on " * 5
            + "\nAnother one.",
            "Headline of the day\n\n"
            + ("A long line of text that goes on and on " * 5).strip()
            + "\n\nAnother one.",
        ),
        ("He named\n- Ukraine,\n- defence.", "He named\n\n- Ukraine,\n\n- defence."),
        ("One.\n \t\nTwo.", "One.\n\nTwo."),
        ("One.\u2029Two.", "One.\n\nTwo."),
        ("cote\u0301 et ﬁn", "coté et fin"),
        ("l’alliance – « Oui ! »", "l'alliance – « Oui ! »"),
        ("co\u00adop\u00aderation", "cooperation"),
        ("32\u202f000 soldats", "32 000 soldats"),
    ],
)
def test_plain(text, plain):
    assert plain_of(text).text == plain


def test_short_line_ends_a_paragraph():
    text = "Rutte secures the post\nMark Rutte was appointed Secretary General of NATO\nin June."
    assert plain_of(text).text.split("\n\n") == [
        "Rutte secures the post",
        "Mark Rutte was appointed Secretary General of NATO in June.",
    ]


def test_glued_words_are_parted_and_keep_their_place():
    text = "ce qui a finalementabouti à des niveaux"
    plain = plain_of(text, "fr")
    assert plain.text == "ce qui a finalement abouti à des niveaux"
    at = plain.text.index("abouti")
    a, b = plain.span(at, at + 6)
    assert text[a:b] == "abouti"
    assert plain_of(text).text == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "fr",
            "interopérabilité cybersécurité antichar multinational aérotransporté contreoffensive",
        ),
        ("fr", "FinalementAbouti Stoltenberg Zelenskyy"),
        ("en", "counteroffensive minehunting battlegroup airdefence interoperability peacekeeping"),
        ("en", "Notwithstanding Stoltenberg"),
    ],
)
def test_whole_words_stay_whole(code, text):
    assert list(seams(text, code)) == []


def test_english_words_are_parted_at_words_of_grammar():
    assert plain_of("It finallyagreed withthem that day.", "en").text == (
        "It finally agreed with them that day."
    )
