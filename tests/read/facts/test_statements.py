"""Statements with their speakers: quotations, reports, judgements, expectations."""

from __future__ import annotations

import pytest
from aim_readings import facts, fields

from foedus.read.facts.statements import statements
from foedus.read.model import Code

SAID = ("speaker", "quoted", "words")


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", '"We will stand by Ukraine," Stoltenberg told reporters in Brussels.',
         ("Jens Stoltenberg", True, "We will stand by Ukraine")),
        ("en", 'Stoltenberg said: "This is a historic day."',
         ("Jens Stoltenberg", True, "This is a historic day")),
        ("en", '"Today," said Rutte, "we have agreed on a plan."',
         ("Mark Rutte", True, "Today, we have agreed on a plan")),
        ("en", "Mark Rutte, the Dutch prime minister, said that the Netherlands would send "
               "more aid.",
         ("Mark Rutte", False, "the Netherlands would send more aid")),
        ("en", "According to Stoltenberg, the alliance is ready.",
         ("Jens Stoltenberg", False, "the alliance is ready")),
        ("en", "Rutte believes that Ukraine can win.", ("Mark Rutte", False, "Ukraine can win")),
        ("en", "Rutte hopes to visit Ukraine soon.", ("Mark Rutte", False, "visit Ukraine soon")),
        ("en", "Joe Biden praised Stoltenberg for his leadership.",
         ("Joe Biden", False, "praised Stoltenberg for his leadership")),
        ("fr", "« Nous soutiendrons l'Ukraine », a déclaré Jens Stoltenberg.",
         ("Jens Stoltenberg", True, "Nous soutiendrons l'Ukraine")),
        ("fr", "« Aujourd'hui, a dit Rutte, nous avons pris une décision. »",
         ("Mark Rutte", True, "Aujourd'hui, nous avons pris une décision")),
        ("fr", "Selon Mark Rutte, l'Alliance doit se préparer.",
         ("Mark Rutte", False, "l'Alliance doit se préparer")),
        ("fr", "L'Alliance est prête, a affirmé Stoltenberg.",
         ("Jens Stoltenberg", False, "L'Alliance est prête")),
        ("fr", "Rutte estime que l'Ukraine peut gagner.",
         ("Mark Rutte", False, "l'Ukraine peut gagner")),
    ],
)  # fmt: skip
def test_who_said_what(code: Code, text: str, expected: tuple[str, bool, str]) -> None:
    assert fields(statements, code, text, *SAID) == [expected]


def test_two_sentences_between_marks_are_one_quotation_with_what_was_asked() -> None:
    text = (
        "Interrogé sur les élections américaines, Mark Rutte a affiché un certain détachement. "
        "\"Je ne suis pas préoccupé. J'ai eu de bonnes relations avec les deux candidats depuis "
        'des années", a-t-il déclaré.'
    )
    words = (
        "Je ne suis pas préoccupé. J'ai eu de bonnes relations avec les deux candidats depuis "
        "des années"
    )
    [quotation] = [one for one in facts(statements, "fr", text) if one.fields["quoted"]]
    assert quotation.fields["speaker"] == "Mark Rutte"
    assert quotation.fields["words"] == words
    assert "élections américaines" in str(quotation.fields["about"])


def test_quoted_phrases_inside_a_report_are_statements_of_their_own() -> None:
    text = (
        "Rutte a exprimé des sentiments positifs envers la candidate démocrate, Kamala Harris, "
        'saluant sa "performance exceptionnelle" et son statut de "politique hautement respectée".'
    )
    found = fields(statements, "fr", text, "speaker", "quoted", "about", "words")
    rutte, harris = "Mark Rutte", "Kamala Harris"
    assert (rutte, True, harris, "performance exceptionnelle") in found
    assert (rutte, True, harris, "politique hautement respectée") in found
    assert [one[:3] for one in found if not one[1]] == [(rutte, False, harris)]


def test_a_tribute_is_about_whom_it_is_paid() -> None:
    text = "Rutte a rendu hommage à Donald Trump pour avoir poussé à des dépenses plus élevées."
    [found] = facts(statements, "fr", text)
    assert found.fields["about"] == "Donald Trump"
    assert not found.fields["quoted"]


def test_an_expectation_has_no_speaker_and_names_the_body_that_is_not_known() -> None:
    text = "Jens Stoltenberg devrait rejoindre le Conseil de sécurité de Munich après son mandat."
    [found] = facts(statements, "fr", text)
    assert "speaker" not in found.fields
    assert found.fields["about"] == ("Jens Stoltenberg", "Conseil de sécurité de Munich")
    assert found.mentions["about"].key is None


def test_how_a_body_will_work_is_a_statement_about_it() -> None:
    text = "La Commission travaillera en étroite collaboration avec Mark Rutte."
    [found] = facts(statements, "fr", text)
    assert (found.fields.get("speaker"), found.fields["about"]) == (None, "Commission")
    assert found.mentions["about"].words == "Commission"


def test_a_plan_of_a_party_is_about_it() -> None:
    text = "Canada wants to reach two per cent by 2032."
    assert fields(statements, "en", text, "speaker", "about", "words") == [
        (None, "CAN", "wants to reach two per cent by 2032")
    ]


def test_a_report_that_sets_a_priority_is_not_given_twice() -> None:
    text = "Rutte a déclaré que soutenir l'Ukraine serait l'une de ses priorités."
    assert facts(statements, "fr", text) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The coach said the players were tired."),
        ("en", 'Serve the cake with the "good" butter.'),
        ("en", "The exercise “Steadfast Defender” began in January 2024."),
        ("en", "Stoltenberg did not say that the war would end."),
        ("fr", "L'entraîneur a dit que les joueurs étaient fatigués."),
        ("fr", "Jens Stoltenberg s'assure le poste."),
    ],
)
def test_what_is_no_statement(code: Code, text: str) -> None:
    assert facts(statements, code, text) == []
