"""Who says what: set inside, after or before the words, by an office, by whose view it is."""

from __future__ import annotations

import pytest
from aim_readings import fields

from foedus.read.facts.statements import statements
from foedus.read.model import Code

SAID = ("speaker", "quoted", "words")


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The alliance, German Chancellor Olaf Scholz cautioned, must not become a party to "
               "the war.",
         ("Olaf Scholz", False, "The alliance must not become a party to the war")),
        ("en", "Ukraine's place is in NATO, says Radosław Sikorski, the Polish foreign minister.",
         ("Radosław Sikorski", False, "Ukraine's place is in NATO")),
        ("en", "In the view of Emmanuel Macron, NATO has to become stronger.",
         ("Emmanuel Macron", False, "NATO has to become stronger")),
        ("en", 'Help for NATO is "an investment", in the words of Mark Rutte.',
         ("Mark Rutte", True, "an investment")),
        ("en", 'Mark Rutte urged the Allies to "shift to a wartime mindset".',
         ("Mark Rutte", True, "shift to a wartime mindset")),
        ("en", 'Mark Rutte announced a plan for NATO, in his words "the boldest in decades".',
         ("Mark Rutte", True, "the boldest in decades")),
        ("en", '"NATO is ready": thus Jens Stoltenberg.',
         ("Jens Stoltenberg", True, "NATO is ready")),
        ("en", 'Stoltenberg: "Ukraine will become a member."',
         ("Jens Stoltenberg", True, "Ukraine will become a member")),
        ("fr", "La Pologne, a fait valoir Donald Tusk, consacre déjà 4 % de son PIB aux armées.",
         ("Donald Tusk", False, "La Pologne consacre déjà 4 % de son PIB aux armées")),
        ("fr", "Aux yeux d'Emmanuel Macron, l'Otan doit assurer elle-même sa défense.",
         ("Emmanuel Macron", False, "l'Otan doit assurer elle-même sa défense")),
        ("fr", "De l'avis de Josep Borrell, l'aide de l'Otan arrive trop tard.",
         ("Josep Borrell", False, "l'aide de l'Otan arrive trop tard")),
        ("fr", "Pour Olaf Scholz, l'Otan ne doit pas devenir partie au conflit.",
         ("Olaf Scholz", False, "l'Otan ne doit pas devenir partie au conflit")),
        ("fr", "Volodymyr Zelensky s'est réjoui d'un « résultat historique ».",
         ("Volodymyr Zelenskyy", True, "résultat historique")),
        ("fr", "« Nous tiendrons », faisait valoir en janvier Jens Stoltenberg.",
         ("Jens Stoltenberg", True, "Nous tiendrons")),
        ("fr", "« Nous tiendrons », dixit M. Stoltenberg.",
         ("Jens Stoltenberg", True, "Nous tiendrons")),
        ("fr", "Viktor Orbán y voit « une provocation » de l'Otan.",
         ("Viktor Orbán", True, "une provocation")),
        ("en", "HELSINKI, 14 November 2023 – Finland has made NATO safer, Jens Stoltenberg said "
               "on Tuesday.", ("Jens Stoltenberg", False, "Finland has made NATO safer")),
        ("en", "Hipkins was guarded; NATO, Chris Hipkins explained, is no threat.",
         ("Chris Hipkins", False, "NATO is no threat")),
        ("en", '"Sweden will be a NATO member": Jens Stoltenberg was cautious.',
         ("Jens Stoltenberg", True, "Sweden will be a NATO member")),
        ("en", "Jens Stoltenberg urged the Allies to send more weapons.",
         ("Jens Stoltenberg", False, "urged the Allies to send more weapons")),
        ("en", 'Mark Milley doubted it. NATO faced, in his view, "a difficult task".',
         ("Mark Milley", True, "a difficult task")),
        ("fr", "Olaf Scholz, qui recevait Volodymyr Zelensky, a rappelé que l'Otan resterait unie.",
         ("Olaf Scholz", False, "l'Otan resterait unie")),
        ("fr", "L'Otan, selon Emmanuel Macron, est devenue « un acteur de la déstabilisation ».",
         ("Emmanuel Macron", True, "un acteur de la déstabilisation")),
        ("fr", "« L'Otan est prête », a fait savoir Josep Borrell.",
         ("Josep Borrell", True, "L'Otan est prête")),
        ("fr", "Edgars Rinkēvičs a réclamé une présence permanente de l'Otan.",
         ("Edgars Rinkēvičs", False, "réclamé une présence permanente de l'Otan")),
        ("fr", "Josep Borrell a regretté la lenteur des livraisons de l'Otan.",
         ("Josep Borrell", False, "regretté la lenteur des livraisons de l'Otan")),
    ],
)  # fmt: skip
def test_who_says_what(code: Code, text: str, expected: tuple[str, bool, str]) -> None:
    assert expected in fields(statements, code, text, *SAID)


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("en", "The new Estonian prime minister, Kristen Michal, met Mark Rutte in Brussels. "
               "Defence spending would rise, the prime minister promised.", "Kristen Michal"),
        ("fr", "Le Premier ministre Luc Frieden et le Président Volodymyr Zelensky ont parlé de "
               "l'Otan. « Merci », a lancé le Président ukrainien.", "Volodymyr Zelenskyy"),
        ("fr", "L'annonce a été faite par Ruben Brekelmans à l'Otan. « J'ai vu les dégâts », a "
               "écrit le ministre.", "Ruben Brekelmans"),
    ],
)  # fmt: skip
def test_an_office_speaks_for_the_person_whom_the_text_names_with_it(
    code: Code, text: str, speaker: str
) -> None:
    assert speaker in [one for (one,) in fields(statements, code, text, "speaker")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", 'For the moment, the mood at NATO is "cautious".'),
        ("en", "Mark Rutte's successor in the club, coach Smith, plays for Ajax of Amsterdam."),
        ("en", '"We played well," said coach Smith of the German club.'),
        ("fr", "« Nous avons bien joué », a déclaré l'entraîneur de la France."),
        ("fr", "Pour l'instant, l'Otan attend."),
    ],
)
def test_nothing_is_said(code: Code, text: str) -> None:
    assert fields(statements, code, text, *SAID) == []
