"""The nearest known names of a name that is not known."""

from pathlib import Path

import pytest

from foedus.case.load import load
from foedus.read.model import Code, Mention, Reading
from foedus.read.names import mentions, names_of
from foedus.read.nearest import MOST, nearest
from foedus.read.pipeline import parsed
from foedus.read.plain import plain_of
from foedus.results.dispatch import Dateline, Document

CASE = load(Path(__file__).parents[2] / "cases/ukraine-2024")


def reading_of(text: str, language: Code = "en") -> Reading:
    plain = plain_of(text)
    doc = parsed(plain.text, language, file="text")
    found = mentions(doc, names_of(CASE, language))
    return Reading(Document("text", text), plain, language, Dateline("2024-10"), doc, found)


def keys(text: str, language: Code, words: str) -> list[str]:
    names = names_of(CASE, language)
    reading = reading_of(text, language)
    mention = next(one for one in reversed(reading.mentions) if one.words == words)
    found = nearest(mention, reading, names, CASE)
    assert len(found) <= MOST
    assert all(one.name for one in found)
    return [one.key for one in found]


FIRST = [
    (
        "fr",
        "Il rejoint le Conseil de sécurité de Munich.",
        "Conseil de sécurité de Munich",
        "munich-security-conference",
    ),
    (
        "en",
        "The Munich Security Council opened.",
        "Munich Security Council",
        "munich-security-conference",
    ),
    ("fr", "La Commission, composée des pays membres de l'OTAN, a approuvé.", "Commission", "nac"),
    (
        "fr",
        "La Commission, composée des pays membres de l'OTAN, a approuvé. La Commission siège.",
        "Commission",
        "nac",
    ),
    ("en", "The Commission of NATO member states approved it.", "Commission", "nac"),
    (
        "en",
        "The Commission, made up of the member states of NATO, approved it.",
        "Commission",
        "nac",
    ),
    ("en", "He met Mark Ruter.", "Mark Ruter", "Mark Rutte"),
    (
        "en",
        "The European Security Agency met.",
        "European Security Agency",
        "european-defence-agency",
    ),
]


@pytest.mark.parametrize(("language", "text", "words", "expected"), FIRST)
def test_first_of_the_nearest(language: Code, text: str, words: str, expected: str) -> None:
    assert keys(text, language, words)[0] == expected


def test_un_comes_after_munich() -> None:
    found = keys(
        "Il rejoint le Conseil de sécurité de Munich.", "fr", "Conseil de sécurité de Munich"
    )
    assert found.index("munich-security-conference") < found.index("un-security-council")


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [("Germany will deliver air defence systems.", "air defence systems", None),
     ("France delivered Mirage 2000-5 jets.", "Mirage 2000-5", "mirage-2000")],
)  # fmt: skip
def test_a_number_or_a_kind_of_thing_makes_no_two_near(
    text: str, words: str, key: str | None
) -> None:
    names = names_of(CASE, "en")
    reading = reading_of(text)
    told = Mention("item", 0, 1, words, key)
    assert nearest(told, reading, names, CASE) == ()


def test_near_a_name_of_the_shipped_lists_stand_only_names_of_the_record() -> None:
    text = "Le Conseil européen se réunit."
    told = Mention("body", 1, 3, "Conseil européen", "european-council")
    found = nearest(told, reading_of(text, "fr"), names_of(CASE, "fr"), CASE)
    assert {one.key for one in found} <= set(CASE.tables["bodies"]["body"])


def test_nothing_near_is_nothing() -> None:
    assert keys("He met Quincy Zanzibarro.", "en", "Quincy Zanzibarro") == []
