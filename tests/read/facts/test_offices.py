"""Appointments and terms: who was given an office, took it up, held it, and who did not."""

import pytest
from told import FRENCH, facts, fields

from foedus.read.facts.offices import appointments, terms

RUTTE = {"person": "Mark Rutte", "office": "secretary-general"}
BEFORE = {"predecessor": "Jens Stoltenberg"}

APPOINTED = [
    (
        "en",
        "The North Atlantic Council appointed Mark Rutte as next Secretary General in June 2024.",
        RUTTE | {"body": "nac"},
    ),
    (
        "fr",
        "Le 26 juin 2024, le Conseil de l'Atlantique Nord a désigné Mark Rutte comme prochain "
        "Secrétaire général.",
        RUTTE | {"body": "nac"},
    ),
    (
        "en",
        "Mark Rutte was sworn in as Secretary General of NATO on 1 October 2024.",
        RUTTE | {"from": "2024-10-01"},
    ),
    (
        "en",
        "Mark Rutte took over from Jens Stoltenberg as Secretary General on 1 October 2024.",
        RUTTE | BEFORE | {"from": "2024-10-01"},
    ),
    (
        "en",
        "Stoltenberg handed over the post of Secretary General to Rutte on 1 October 2024.",
        RUTTE | BEFORE,
    ),
    (
        "fr",
        "Mark Rutte prendra ses fonctions de Secrétaire général le 1er octobre 2024.",
        RUTTE | {"from": "2024-10-01"},
    ),
    (
        "en",
        "Mark Rutte, who was appointed Secretary General of NATO in June 2024, went to Kyiv.",
        RUTTE,
    ),
    (
        "en",
        "The appointment of Mark Rutte as Secretary General was confirmed on 26 June 2024.",
        RUTTE,
    ),
    (
        "en",
        "The Council decided to appoint the Prime Minister of the Netherlands, Mark Rutte, as the "
        "next Secretary General of NATO.",
        RUTTE,
    ),
    (
        "fr",
        "Kaja Kallas remplace Josep Borrell au poste de haute représentante.",
        {
            "person": "Kaja Kallas",
            "office": "high-representative",
            "predecessor": "Josep Borrell",
        },
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), APPOINTED)
def test_appointments(language, text, expected):
    (found,) = fields(text, language, appointments)
    assert {name: found.get(name) for name in expected} == expected


NOT_APPOINTED = [
    ("en", "Klaus Iohannis has been nominated as Secretary General of NATO."),
    ("en", "Mark Rutte could be appointed Secretary General of NATO next week."),
    ("en", "Kaja Kallas was not appointed Secretary General of NATO."),
    ("en", "Allies hope that Mark Rutte will become Secretary General."),
    ("en", "Mark Rutte is expected to succeed Jens Stoltenberg as Secretary General of NATO."),
    ("en", '"I was appointed Secretary General of NATO," Mark Rutte joked.'),
    ("en", "Real Madrid appointed Carlo Ancelotti as head coach. He replaced Zinedine Zidane."),
    ("fr", "M. Rutte ne sera pas nommé Secrétaire général de l'OTAN."),
    ("fr", "Mark Rutte pourrait être nommé Secrétaire général de l'OTAN."),
    ("fr", "Emmanuel Macron souhaite que Thierry Breton soit nommé commissaire européen."),
    ("fr", "Philippe Diallo a été élu président de la Fédération française de football."),
    ("fr", "Didier Deschamps a été nommé sélectionneur. Il succède à Laurent Blanc."),
]


@pytest.mark.parametrize(("language", "text"), NOT_APPOINTED)
def test_no_appointment(language, text):
    assert fields(text, language, appointments) == []


def test_of_several_people_each_is_given_an_office_of_their_own():
    text = "Keir Starmer named David Lammy foreign secretary and John Healey defence secretary."
    found = {one["person"]: one["office"] for one in fields(text, "en", appointments)}
    assert found == {"David Lammy": "foreign-minister", "John Healey": "defence-minister"}


def test_who_is_replaced_is_the_predecessor():
    text = "Josep Borrell est remplacé par Kaja Kallas au poste de haute représentante."
    (found,) = fields(text, "fr", appointments)
    assert (found["person"], found["predecessor"]) == ("Kaja Kallas", "Josep Borrell")


def test_an_assistant_secretary_general_is_another():
    text = "Camille Grand was succeeded as Assistant Secretary General by Thomas Goffus, NATO said."
    (found,) = fields(text, "en", appointments)
    assert found["office"] == "assistant secretary general"


def test_a_successor_takes_the_office_of_the_title_before():
    text = (
        "L'amiral Rob Bauer, président du Comité militaire, a remis ses fonctions à l'amiral "
        "Giuseppe Cavo Dragone."
    )
    (found,) = facts(text, "fr", appointments)
    assert found.fields["office"] == "chair-of-the-military-committee"
    assert found.fields["predecessor"] == "Rob Bauer"
    assert [note.kind for note in found.notes] == ["read.which-office"]


TERMS = [
    (
        "en",
        "Mr Stoltenberg had been in office since 2014.",
        {"person": "Jens Stoltenberg", "from": "2014"},
    ),
    (
        "en",
        "Jens Stoltenberg served as prime minister of Norway from 2005 to 2013.",
        {
            "person": "Jens Stoltenberg",
            "office": "prime-minister",
            "from": "2005",
            "until": "2013",
        },
    ),
    (
        "fr",
        "Jens Stoltenberg a dirigé l'OTAN de 2014 à 2024.",
        {
            "person": "Jens Stoltenberg",
            "office": "secretary-general",
            "from": "2014",
            "until": "2024",
        },
    ),
    (
        "fr",
        "Le mandat de Jens Stoltenberg prendra fin le 1er octobre 2024.",
        {"person": "Jens Stoltenberg", "until": "2024-10-01"},
    ),
    (
        "en",
        "Stoltenberg's mandate was extended until 1 October 2024.",
        {"person": "Jens Stoltenberg", "until": "2024-10-01"},
    ),
    (
        "en",
        "After a decade as Secretary General, Jens Stoltenberg left NATO.",
        {"person": "Jens Stoltenberg", "office": "secretary-general", "duration": "10"},
    ),
    (
        "en",
        "Ursula von der Leyen, President of the European Commission since 2019, was there.",
        {
            "person": "Ursula von der Leyen",
            "office": "president-of-the-european-commission",
            "from": "2019",
        },
    ),
    (
        "fr",
        "M. Kubilius, qui fut Premier ministre de Lituanie de 2008 à 2012, est parti.",
        {"office": "prime-minister", "from": "2008", "until": "2012"},
    ),
    (
        "fr",
        "Mark Rutte, secrétaire général depuis le 1er octobre 2024, a parlé.",
        {"person": "Mark Rutte", "office": "secretary-general", "from": "2024-10-01"},
    ),
    (
        "en",
        "Rutte, a former Dutch prime minister, spoke to NATO.",
        {"person": "Mark Rutte", "office": "prime-minister"},
    ),
    (
        "fr",
        "Le ministre estonien de la Défense, Hanno Pevkur, a inauguré le centre.",
        {"person": "Hanno Pevkur", "office": "defence-minister"},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), TERMS)
def test_terms(language, text, expected):
    (found,) = fields(text, language, terms)
    assert {name: found.get(name) for name in expected} == expected


def test_who_is_yet_to_come_holds_no_office():
    text = "The incoming Secretary General, Mark Rutte, spoke with the next president, Joe Smith."
    assert fields(text, "en", terms) == []


@pytest.fixture(scope="module")
def french():
    return facts(FRENCH.read_text("utf-8"), "fr", appointments, terms)


def test_the_french_dispatch_appoints_one_person(french):
    (found,) = [fact for fact in french if fact.kind == "appointment"]
    assert dict(found.fields) == RUTTE | BEFORE
    assert found.date is not None
    assert found.date.iso == "2024-10"
    assert found.confidence == 0.7
    said = " ".join(span.text for span in (found.sentence, *found.more))
    assert all(words in said for words in ("s'assure le poste", "a été nommé", "Cela suit"))


def test_the_french_dispatch_tells_four_terms(french):
    found = {
        (str(fact.fields["person"]).split()[-1], fact.fields.get("office")): fact
        for fact in french
        if fact.kind == "term"
    }
    assert set(found) == {
        ("Rutte", "prime-minister"),
        ("Stoltenberg", "secretary-general"),
        ("Trump", None),
        ("Rutte", found_office(found)),
    }
    stoltenberg = found["Stoltenberg", "secretary-general"]
    assert stoltenberg.fields["duration"] == "10"
    assert "read.about" in [note.kind for note in stoltenberg.notes]
    assert len(stoltenberg.more) == 1
    trump = found["Trump", None]
    assert (trump.fields["from"], trump.fields["until"]) == ("2017", "2021")
    assert found["Rutte", "prime-minister"].mentions["office"].of == "NLD"


def found_office(found):
    """Return the office of the title that is not his, by its key or its word."""
    return next(office for _, office in found if str(office).startswith("commiss"))
