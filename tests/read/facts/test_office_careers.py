"""Careers: elections by a body, next posts, years beside an office, who is only put forward."""

import pytest
from told import fields

from foedus.read.facts.offices import appointments, terms

APPOINTED = [
    (
        "en",
        "The European Parliament re-elected Ursula von der Leyen as President of the European "
        "Commission.",
        {
            "person": "Ursula von der Leyen",
            "office": "president-of-the-european-commission",
            "how": "election",
            "body": "european-parliament",
        },
    ),
    (
        "en",
        "Jens Stoltenberg served as Prime Minister of Norway from 2005 to 2013, before becoming "
        "NATO Secretary General on 1 October 2014.",
        {"person": "Jens Stoltenberg", "office": "secretary-general", "from": "2014-10-01"},
    ),
    (
        "fr",
        "L'amiral Giuseppe Cavo Dragone, chef d'état-major italien de la défense de novembre 2021 "
        "à octobre 2024, prendra la présidence du Comité militaire de l'OTAN.",
        {"person": "Giuseppe Cavo Dragone", "office": "chair-of-the-military-committee"},
    ),
]
HELD = [
    (
        "en",
        "Jens Stoltenberg served as Prime Minister of Norway from 2000 to 2001 and again from "
        "2005 to 2013.",
        {"person": "Jens Stoltenberg", "office": "prime-minister", "from": "2005", "until": "2013"},
    ),
    (
        "fr",
        "À l'OTAN est venu le Premier ministre suédois Ulf Kristersson, au pouvoir depuis octobre "
        "2022.",
        {"person": "Ulf Kristersson", "office": "prime-minister", "from": "2022-10"},
    ),
]


@pytest.mark.parametrize(("language", "text", "told"), APPOINTED)
def test_appointments_of_a_career(language, text, told):
    assert told in fields(text, language, appointments)


@pytest.mark.parametrize(("language", "text", "told"), HELD)
def test_terms_of_a_career(language, text, told):
    assert told in fields(text, language, terms)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kaja Kallas was nominated by the European Council to replace Josep Borrell."),
        ("fr", "Kaja Kallas, proposée par le Conseil européen, remplacerait Josep Borrell."),
        ("en", "Radmila Shekerinska is to be the next Deputy Secretary General of NATO."),
    ],
)
def test_who_is_put_forward_holds_nothing_yet(language, text):
    assert fields(text, language, appointments, terms) == []
