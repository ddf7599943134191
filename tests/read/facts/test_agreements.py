"""Agreements and partnerships that were signed or concluded, with their parties and days."""

from __future__ import annotations

import pytest
from aim_readings import facts

from foedus.read.facts.agreements import agreements
from foedus.read.model import Code


@pytest.mark.parametrize(
    ("code", "text", "kind", "parties", "day"),
    [
        ("en", "Ukraine and the United Kingdom signed a security agreement on 12 January 2024.",
         "agreement", ("UKR", "GBR"), "2024-01-12"),
        ("en", "NATO and Japan agreed on a tailored partnership programme.",
         "partnership", ("nato", "JPN"), ""),
        ("en", "The security agreement that the United States and Ukraine signed in Apulia runs "
               "for ten years.", "agreement", ("USA", "UKR"), ""),
        ("en", "A security agreement was signed between France and Ukraine in Paris.",
         "agreement", ("FRA", "UKR"), ""),
        ("fr", "L'Ukraine a signé avec le Royaume-Uni un accord de sécurité le 12 janvier 2024.",
         "agreement", ("UKR", "GBR"), "2024-01-12"),
        ("fr", "L'OTAN a conclu un partenariat avec le Japon.",
         "partnership", ("nato", "JPN"), ""),
        ("fr", "Un accord de sécurité a été signé entre l'Allemagne et l'Ukraine.",
         "agreement", ("DEU", "UKR"), ""),
        ("fr", "Le Premier ministre belge, Alexander De Croo, et le président ukrainien, Volodymyr "
               "Zelensky, ont signé à Bruxelles un accord bilatéral de sécurité.",
         "agreement", ("BEL", "UKR"), ""),
    ],
)  # fmt: skip
def test_who_signed_what(
    code: Code, text: str, kind: str, parties: tuple[str, ...], day: str
) -> None:
    [found] = facts(agreements, code, text)
    assert (found.kind, set(found.fields["parties"])) == (kind, set(parties))  # type: ignore[arg-type]
    assert ("" if found.date is None else found.date.iso) == day


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The UK-Ukraine security agreement runs for ten years.", [{"GBR", "UKR"}]),
        ("en", "Norway's ten-year security agreement with Ukraine entered into force.",
         [{"NOR", "UKR"}]),
        ("en", "Denmark and Poland each signed a security agreement with Ukraine.",
         [{"DNK", "UKR"}, {"POL", "UKR"}]),
        ("en", "NATO's partnership with Japan goes back a long way.", [{"nato", "JPN"}]),
        ("fr", "L'accord entre Berlin et Kyiv vaut pour dix ans.", [{"DEU", "UKR"}]),
        ("fr", "Un accord lie la Norvège à l'Ukraine depuis mai.", [{"NOR", "UKR"}]),
        ("fr", "La Belgique et l'Ukraine sont liées par un accord de sécurité.", [{"BEL", "UKR"}]),
    ],
)  # fmt: skip
def test_agreements_that_stand_need_no_verb_of_signing(
    code: Code, text: str, expected: list[set[str]]
) -> None:
    found = facts(agreements, code, text)
    assert [set(one.fields["parties"]) for one in found] == expected  # type: ignore[arg-type]


def test_the_subject_is_the_name_of_the_text_without_article_and_parties() -> None:
    text = "L'Espagne et l'Ukraine ont signé un accord bilatéral de sécurité à Madrid."
    [found] = facts(agreements, "fr", text)
    assert found.fields["subject"] == "accord bilatéral de sécurité"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Poland and Ukraine hope to sign a security agreement."),
        ("en", "Germany called for a treaty with Japan."),
        ("en", "Ukraine signed no agreement with Russia."),
        ("en", "Germany signed a contract with a manufacturer."),
        ("en", "The club signed a new player."),
        ("en", "Negotiations on a security agreement between Poland and Ukraine continue."),
        ("en", "No agreement exists between Serbia and NATO."),
        ("fr", "Un accord entre la Russie et l'Ukraine reste hors de portée."),
        ("fr", "Paris et Kyiv négocient un accord de sécurité."),
        ("fr", "La Pologne souhaite signer un accord avec l'Ukraine."),
        ("fr", "La Suède et la Finlande pourraient signer un traité."),
        ("fr", "L'Espagne n'a pas signé d'accord avec la Russie."),
    ],
)
def test_what_is_no_agreement(code: Code, text: str) -> None:
    assert facts(agreements, code, text) == []
