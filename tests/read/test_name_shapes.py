"""Names that the pipeline takes for something else, double surnames, parliaments."""

import pytest
from score import record

from foedus.read.engine import understood
from foedus.read.model import Reading
from foedus.read.names import names_of
from foedus.results.dispatch import Document


def reading_of(text: str, language: str) -> Reading:
    code = "fr" if language == "fr" else "en"
    return understood(Document("text", text), code, names_of(record(), code))


def test_a_known_given_name_starts_a_name_whatever_the_pipeline_says() -> None:
    reading = reading_of("John Healey, the successor to Grant Shapps, was in Odesa.", "en")
    people = {one.key for one in reading.mentions if one.kind == "person"}
    assert people == {"John Healey", "Grant Shapps"}


def test_a_double_surname_is_the_person_named_before() -> None:
    text = "Admiral Giuseppe Cavo Dragone spoke in Brussels. Cavo Dragone thanked the Allies."
    reading = reading_of(text, "en")
    assert {one.key for one in reading.mentions if one.kind == "person"} == {
        "Giuseppe Cavo Dragone"
    }


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("en", "The House of Representatives met.", "us-house-of-representatives"),
        ("en", "The bill passed the Senate on 23 April 2024.", "us-senate"),
        ("en", "The European Parliament on Tuesday met.", "european-parliament"),
        ("fr", "La Chambre des représentants a voté.", "us-house-of-representatives"),
        ("fr", "La Chambre des députés roumaine a voté.", None),
    ],
)
def test_parliaments_are_bodies(language: str, text: str, key: str | None) -> None:
    (body,) = [one for one in reading_of(text, language).mentions if one.kind == "body"]
    assert body.key == key


def test_towns_are_no_people() -> None:
    reading = reading_of("Kyiv and Vilnius signed it. Kyiv said so.", "en")
    assert not [one for one in reading.mentions if one.kind == "person"]
