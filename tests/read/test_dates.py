"""Dates and lengths of time, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from foedus.read.dates import durations, whens
from foedus.read.pipeline import parsed
from foedus.results.dispatch import Dateline

DAY = Dateline("2024-10-01")  # a Tuesday
MONTH = Dateline("2024-10")


def found(text, code, dateline):
    return [
        (when.words, when.iso) for when in whens(parsed(text, code, file="a.txt"), code, dateline)
    ]


@pytest.mark.parametrize(
    ("code", "text", "words", "iso"),
    [
        ("fr", "Il a été nommé le 1er octobre 2024.", "1er octobre 2024", "2024-10-01"),
        (
            "fr",
            "La réunion du mardi 3 septembre 2024 est finie.",
            "mardi 3 septembre 2024",
            "2024-09-03",
        ),
        ("fr", "Il part le 15 sept. 2024 au soir.", "15 sept. 2024", "2024-09-15"),
        ("fr", "Le contrat date du 25/10/2024.", "25/10/2024", "2024-10-25"),
        ("fr", "Il est en poste depuis mars 2022.", "mars 2022", "2022-03"),
        ("fr", "Pendant son mandat de 2017 à 2021, il a agi.", "de 2017 à 2021", "2017/2021"),
        (
            "fr",
            "Le sommet a eu lieu du 9 au 11 juillet 2024.",
            "du 9 au 11 juillet 2024",
            "2024-07-09/2024-07-11",
        ),
        ("fr", "Les dépenses augmentent depuis 2014.", "2014", "2014"),
        ("fr", "Elles atteindront 3 % d'ici 2030.", "2030", "2030"),
        ("en", "He took office on October 1, 2024.", "October 1, 2024", "2024-10-01"),
        ("en", "He took office on 1 October 2024.", "1 October 2024", "2024-10-01"),
        ("en", "It was signed on Oct. 1, 2024 in Kyiv.", "Oct. 1, 2024", "2024-10-01"),
        ("en", "It was signed on 2024-10-01.", "2024-10-01", "2024-10-01"),
        ("en", "It was signed on 10/15/2024.", "10/15/2024", "2024-10-15"),
        ("en", "Spending rose between 2014 and 2024.", "between 2014 and 2024", "2014/2024"),
        ("en", "His term, 2017–21, was short.", "2017–21", "2017/2021"),
        (
            "en",
            "The summit of July 9-11, 2024 was long.",
            "July 9-11, 2024",
            "2024-07-09/2024-07-11",
        ),
        ("en", "He had served since October 2014.", "October 2014", "2014-10"),
        ("en", "Deliveries start in late 2024.", "2024", "2024"),
        ("en", "The 2024 elections were close.", "2024", "2024"),
        ("en", "The contract of mid-2025 is long.", "mid-2025", "2025"),
    ],
)
def test_full_dates_need_no_dateline(code, text, words, iso):
    assert found(text, code, None) == [(words, iso)]


@pytest.mark.parametrize(
    ("code", "text", "words", "iso"),
    [
        ("fr", "Après avoir obtenu une majorité en juin, il a été confirmé.", "juin", "2024-06"),
        ("fr", "Les élections auront lieu début novembre.", "début novembre", "2024-11"),
        ("fr", "Les élections ont eu lieu début novembre.", "début novembre", "2023-11"),
        ("fr", "Il est arrivé le 26 juin.", "26 juin", "2024-06-26"),
        ("fr", "Il est parti l'an dernier.", "l'an dernier", "2023"),
        ("fr", "Il partira l'année prochaine.", "l'année prochaine", "2025"),
        ("fr", "Il est venu le mois dernier.", "le mois dernier", "2024-09"),
        ("fr", "Il l'a annoncé aujourd'hui.", "aujourd'hui", "2024-10"),
        ("fr", "Il viendra en juin prochain.", "juin prochain", "2025-06"),
        ("en", "The Allies agreed last June.", "last June", "2024-06"),
        ("en", "They will vote in early November.", "early November", "2024-11"),
        ("en", "They meet next month.", "next month", "2024-11"),
        ("en", "He came three years ago.", "three years ago", "2021"),
        ("en", "By June, Germany will deliver tanks.", "June", "2025-06"),
        ("en", "They will meet in October.", "October", "2024-10"),
        (
            "en",
            "It was open from November to February.",
            "from November to February",
            "2023-11-01/2024-02-29",
        ),
    ],
)
def test_half_said_dates_in_a_month(code, text, words, iso):
    assert found(text, code, MONTH) == [(words, iso)]
    assert found(text, code, None) == []
    (when,) = whens(parsed(text, code, file="a.txt"), code, MONTH)
    assert when.guessed


@pytest.mark.parametrize(
    ("code", "text", "iso"),
    [
        ("fr", "Il est arrivé hier.", "2024-09-30"),
        ("fr", "Il est arrivé lundi.", "2024-09-30"),
        ("fr", "Il est arrivé mardi dernier.", "2024-09-24"),
        ("fr", "Il arrivera lundi.", "2024-10-07"),
        ("fr", "Il l'a dit la semaine dernière.", "2024-09-23/2024-09-29"),
        ("en", "He said so on Monday.", "2024-09-30"),
        ("en", "They will meet on Friday.", "2024-10-04"),
        ("en", "They meet next Tuesday.", "2024-10-08"),
        ("en", "He said so this week.", "2024-09-30/2024-10-06"),
        ("en", "He arrived today.", "2024-10-01"),
        ("en", "He spoke on 3 October.", "2024-10-03"),
        ("en", "He spoke on 25 October.", "2024-10-25"),
        ("en", "They will meet on 1 October.", "2024-10-01"),
        ("en", "They will meet on 30 September.", "2025-09-30"),
        ("en", "He spoke on Sept. 5 in Paris.", "2024-09-05"),
    ],
)
def test_half_said_dates_on_a_day(code, text, iso):
    assert [day for _, day in found(text, code, DAY)] == [iso]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Germany sent 2,000 troops and 1949 vehicles."),
        ("en", "It cost $2000 or 2000 euros under resolution 2023."),
        ("en", "The guns are of 155 mm; the 1990s were calm; May it march on."),
        ("en", "It was signed on 01/10/2024."),
        ("en", "On 31 February 2024x nothing."),
        ("fr", "La France livrera 2000 obus selon le règlement 2024/792."),
        ("fr", "La planète Mars est loin."),
        ("fr", "Cela coûte 2000 euros."),
    ],
)
def test_numbers_are_no_dates(code, text):
    assert found(text, code, DAY) == []


def test_tokens_are_those_of_the_words():
    doc = parsed("En juin, puis le 1er octobre 2024, puis de 2017 à 2021.", "fr", file="a.txt")
    told = whens(doc, "fr", MONTH)
    assert [when.words for when in told] == ["juin", "1er octobre 2024", "de 2017 à 2021"]
    for when in told:
        assert doc[when.start : when.end].text == when.words


@pytest.mark.parametrize(
    ("code", "text", "words", "years", "about"),
    [
        ("fr", "qui a occupé le poste pendant près de dix ans", "près de dix ans", "10", True),
        ("fr", "a dirigé l'alliance pendant une décennie", "une décennie", "10", False),
        ("fr", "un mandat de quatre ans", "quatre ans", "4", False),
        ("fr", "plus de deux ans et demi de guerre", "plus de deux ans et demi", "2.5", True),
        ("fr", "pendant dix-huit mois", "dix-huit mois", "1.5", False),
        ("en", "led the Alliance for a decade", "a decade", "10", False),
        ("en", "after three years of war", "three years", "3", False),
        ("en", "a four-year term", "four-year", "4", False),
        ("en", "for nearly 10 years", "nearly 10 years", "10", True),
        ("en", "for two and a half years", "two and a half years", "2.5", False),
        ("en", "for a year", "a year", "1", False),
        ("en", "over 18 months", "over 18 months", "1.5", True),
    ],
)
def test_durations(code, text, words, years, about):
    (one,) = durations(parsed(text, code, file="a.txt"), code)
    assert (one.words, one.years, one.about) == (words, Decimal(years), about)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "il y a trois ans"),
        ("fr", "âgé de 57 ans"),
        ("fr", "Rutte, 57 ans, l'ancien Premier ministre"),
        ("en", "three years ago"),
        ("en", "the 57-year-old Dutchman"),
        ("en", "5 billion euros a year"),
    ],
)
def test_ages_rates_and_days_past_are_no_durations(code, text):
    assert durations(parsed(text, code, file="a.txt"), code) == ()
