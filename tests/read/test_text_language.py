"""English, French, neither, or both."""

from __future__ import annotations

import pytest

from foedus.errors import InputError
from foedus.read.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Allies agreed to send more ammunition to Ukraine.", "en"),
        ("Les Alliés ont décidé d'envoyer davantage de munitions à l'Ukraine.", "fr"),
        ("Rutte succeeds Stoltenberg.", "en"),
        ("Germany delivers 12 Leopard 2.", "en"),
        ("Bonjour à tous.", "fr"),
    ],
)
def test_language(text, code):
    assert language_of(text, file="a.txt") == (code, ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Generalsekretär wurde von den Mitgliedern des Bündnisses ernannt.", "de"),
        ("Il segretario generale ha detto che l'alleanza aumenterà le spese.", "it"),
        ("Генеральный секретарь заявил, что союзники увеличат расходы на оборону.", "ru"),
    ],
)
def test_another_language_is_a_fault(text, found):
    with pytest.raises(InputError) as error:
        language_of(text, file="a.txt")
    (finding,) = error.value.findings
    assert (finding.kind, finding.file, finding.value) == ("read.language", "a.txt", found)
    assert finding.details["found"] == found
    assert 50 <= int(finding.details["sure"]) <= 100


@pytest.mark.parametrize("text", ["", " \n ", "12 % (2024)", "\u202e" * 9])
def test_text_without_words_is_read_as_english(text):
    assert language_of(text, file="a.txt") == ("en", ())


def test_paragraph_in_another_language_is_a_warning():
    french = "Le secrétaire général a déclaré que les Alliés soutiennent l'Ukraine. " * 4
    english = "The Secretary General said that the Allies support Ukraine and will go on. " * 2
    code, (finding,) = language_of(french + "\n\n" + english, file="a.txt")
    assert code == "fr"
    assert (finding.severity, finding.kind) == ("warning", "read.mixed")
    assert finding.details == {"language": "fr", "found": "en"}
