from __future__ import annotations

import polars as pl
import pytest

from foedus.brief.language import UNKNOWN, Language
from numbers_read import numbers
from sample_plan import sample_plan

EN, FR = Language("en"), Language("fr")
NARROW = "\u202f"


@pytest.mark.parametrize(
    ("x", "en", "fr"),
    [
        (14.000000001, "14", "14"),
        (12345.678, "12,346", f"12{NARROW}346"),
        (0.1234, "0.12", "0,12"),
        (0.00021, "0.00021", "0,00021"),
        (-0.0, "0", "0"),
        (1e-12, "0", "0"),
        (62.5, "62.5", "62,5"),
        (None, UNKNOWN, UNKNOWN),
        (float("nan"), UNKNOWN, UNKNOWN),
        (float("inf"), UNKNOWN, UNKNOWN),
    ],
)
def test_numbers_are_rounded_to_what_they_deserve(x: float | None, en: str, fr: str) -> None:
    assert (EN.number(x), FR.number(x)) == (en, fr)


def test_digits_are_kept_where_they_are_asked_for() -> None:
    assert EN.number(3, 2) == "3.00"
    assert FR.number(1234.5, 1) == f"1{NARROW}234,5"


def test_amounts_and_percentages() -> None:
    assert EN.amount(1234, "EUR") == "€1,234\u00a0million"
    assert FR.amount(1234, "EUR") == f"1{NARROW}234{NARROW}M€"
    assert EN.amount(5, "CHF") == "CHF\u00a05\u00a0million"
    assert EN.amount(None, "EUR") == UNKNOWN
    assert (EN.percent(0.874), FR.percent(0.874, 1)) == ("87%", f"87,4{NARROW}%")


def test_months_and_days() -> None:
    assert (EN.month("2024-10"), FR.month("2024-10")) == ("October 2024", "octobre 2024")
    assert (EN.date("2024-10-01"), FR.date("2024-10-01")) == ("1 October 2024", "1er octobre 2024")
    assert FR.since_month("2024-10") == "à partir d’octobre 2024"
    assert FR.month_to_month("2025-01", "2025-08") == "de janvier 2025 à août 2025"


def test_parties_come_from_cldr_or_the_catalogue_or_stay() -> None:
    assert (EN.party("DEU"), FR.party("DEU")) == ("Germany", "Allemagne")
    assert (EN.party("TUR"), FR.party("USA")) == ("Türkiye", "États-Unis")
    assert (EN.party("XKX"), FR.party("EUI")) == ("Kosovo", "Institutions de l’UE")
    assert (EN.party("@europe"), FR.party("@nordic")) == ("European allies", "Groupe nordic")
    assert EN.party("AAA") == "AAA"


def test_parties_in_sentences() -> None:
    assert EN.party_in_sentence("NLD", "to") == "the Netherlands"
    asked = [
        FR.party_in_sentence(p, "to") for p in ("DEU", "CAN", "USA", "FRA", "CYP", "EUI", "AAA")
    ]
    assert asked == [
        "à l’Allemagne", "au Canada", "aux États-Unis", "à la France", "à Chypre",
        "aux institutions de l’UE", "à AAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("party", "of"),
    [
        ("HUN", "de la Hongrie"), ("NLD", "des Pays-Bas"), ("MEX", "du Mexique"),
        ("KOR", "de la Corée du Sud"), ("ISR", "d’Israël"), ("ROU", "de la Roumanie"),
        ("GBR", "du Royaume-Uni"), ("MKD", "de la Macédoine du Nord"), ("MNE", "du Monténégro"),
        ("ARE", "des Émirats arabes unis"), ("MLT", "de Malte"),
    ],
)  # fmt: skip
def test_french_articles(party: str, of: str) -> None:
    found = FR.party_in_sentence(party, "of")
    assert found == of


def test_units_follow_their_number() -> None:
    assert (EN.quantity(1, "system"), EN.quantity(2, "systems")) == (
        "1\u00a0system",
        "2\u00a0systems",
    )
    assert (FR.quantity(1.5, "systems"), FR.quantity(2, "system")) == (
        "1,5\u00a0système",
        "2\u00a0systèmes",
    )
    assert EN.quantity(3, "widgets of the case") == "3\u00a0widgets of the case"
    assert (EN.unit_months("systems", 14), FR.unit_months("systems", 14)) == (
        "14 system-months",
        "14 systèmes-mois",
    )


def test_names_lose_their_capital_inside_a_sentence_unless_they_are_proper() -> None:
    names = pl.DataFrame(
        [
            ("items", "a", "Patriot battery", "Batterie Patriot", "battery", None, None),
            ("items", "b", "F-16 fighter", "Chasseur F-16", "aircraft", None, None),
        ],
        schema=sample_plan().names.schema,
        orient="row",
    )
    assert EN.name_in_sentence(names, "items", "a") == "Patriot battery"
    assert FR.name_in_sentence(names, "items", "a") == "batterie Patriot"
    assert EN.name_in_sentence(names, "items", "b") == "F-16 fighter"
    assert EN.name(names, "items", "absent") == "absent"


def test_foreign_text_cannot_turn_a_line_around() -> None:
    assert EN.text("finding.at", place="a\u202eb", text="c\x1b[31m") == "a\\u202eb: c\\u001b[31m"
    assert EN.party("A\u200fB") == "A\\u200fB"


def test_a_text_may_name_braces() -> None:
    assert EN.text("finding.at", place="{0}", text="{x.__class__}") == "{0}: {x.__class__}"


def test_numbers_are_read_back_alike() -> None:
    assert numbers("€1,234.5 and 7%", "en") == numbers(f"1{NARROW}234,5 M€ et 7{NARROW}%", "fr")


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="not offered"):
        Language("de")  # type: ignore[arg-type]
