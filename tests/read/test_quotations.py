"""Words between quotation marks, of every kind."""

from __future__ import annotations

import pytest
import spacy

from foedus.read.quotations import quotations


def words(text, code="en"):
    return [one.words for one in quotations(spacy.blank(code)(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "We stay." He left.', ["We stay."]),
        ("He said “We stay.” He left.", ["We stay."]),
        ("He said ‘We stay’ and left.", ["We stay"]),
        ("Er sagte „Wir bleiben“ und ging.", ["Wir bleiben"]),
        (
            'sa "performance exceptionnelle" et sa "politique"',
            ["performance exceptionnelle", "politique"],
        ),
        ("« Oui ! », a-t-il dit. « Non. »", ["Oui !", "Non."]),
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
    ],
)
def test_marks(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "text", ["The allies' aid and Rutte's list", "l'alliance d'aujourd'hui", '""', '5" guns']
)
def test_apostrophes_and_empty_marks_quote_nothing(text):
    assert words(text) == []


def test_unclosed_quotation_ends_with_its_paragraph():
    assert words("“We stay.\n\n“We fight,” he said.") == ["We stay.", "We fight,"]
    assert words('"We stay.\n\nHe left "at once".') == ["We stay.", "at once"]


def test_tokens_are_those_of_the_words():
    doc = spacy.blank("en")('Rutte said "we stay" today.')
    (one,) = quotations(doc)
    assert doc[one.start : one.end].text == one.words == "we stay"
