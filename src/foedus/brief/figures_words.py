"""What the pages of figures share: what a release rests on, names, amounts, findings in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

import polars as pl
from babel.numbers import get_currency_name

from foedus.brief.articles import Role
from foedus.brief.escape import visible
from foedus.brief.findings import findings_as_json, sentence
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Lines, Section
from foedus.errors import Finding
from foedus.results.record import SourceLine, Text

MILLION = 1_000_000

Lists = Literal["sheet", "all"]
"""How much of each list is shown."""

ROWS: Mapping[Lists, int] = MappingProxyType({"sheet": 40, "all": 1_000_000})
"""Of a table."""

NOTES: Mapping[Lists, int] = MappingProxyType({"sheet": 8, "all": 1_000_000})
"""Remarks."""

OF_A_KIND: Mapping[Lists, int] = MappingProxyType({"sheet": 2, "all": 1_000_000})
"""Remarks of one kind."""

_PARTIES = ("recipient", "recipient_of", "donor", "donor_of", "donors", "institutions", "party")
_IN_SENTENCE: Mapping[str, Mapping[str, Role]] = {
    "ledger.allocated-above-pledged": {"recipient": "to"},
    "ledger.two-donors": {"donors": "the"},
}
"""Parties that stand in a sentence and take their article there."""

_ELIDED = "aeiouéèêh"
_NUMBERS = ("allocated", "pledged", "promised", "made_good", "amount", "count", "others", "members")
_SUMS = ("amounts", "shares")
_DAYS = ("date", "date_of", "cut_off", "at", "day", "since", "until")
_MONEY = re.compile(r"(?:\b(pledge|allocation|delivery) )?\b(\d+(?:\.\d+)?) ([A-Z]{3})\b")
_CODE = re.compile(r"\b([A-Z]{3}):")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Background:
    """What a page of figures tells beside the figures.

    Parameters
    ----------
    sources : tuple of SourceLine
        Of the case.
    cited : mapping of release to mapping of source to int
        How many rows of a release name a source, the most frequent first; ``""`` stands for rows
        without a release.
    items : mapping of key to Text
        Names of items.
    assumed, lines : int
        Rows that rest on an assumption, and all rows that the page counts.
    """

    sources: tuple[SourceLine, ...] = ()
    cited: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    items: Mapping[str, Text] = field(default_factory=dict)
    assumed: int = 0
    lines: int = 0

    def words(self, language: Language, releases: Iterable[str | None]) -> RecordWords:
        """Return a language with the sources of these releases."""
        used = {key for release in releases for key in self.cited.get(release or "", ())}
        return RecordWords(language, tuple(s for s in self.sources if s.source in used))

    def source(self, release: str | None) -> str | None:
        """Return the source of a release; None where its rows name several."""
        named_there = list(self.cited.get(release or "", ()))
        return named_there[0] if len(named_there) == 1 else None


def several_sources(
    background: Background, words: RecordWords, releases: Iterable[str | None]
) -> Section | None:
    """Return which source how many entries rest on, where a release has several; else None."""
    language = words.language
    lines = [
        Cell(
            language.count("figures.entries", count),
            source=words.number(source),
            strong=release_words(release, language) + language.text("view.colon"),
        )
        for release in dict.fromkeys(releases)
        if background.source(release) is None
        for source, count in background.cited.get(release or "", {}).items()
    ]
    if not lines:
        return None
    return Section(language.text("figures.several-sources"), (Lines(tuple(lines), "facts"),))


def release_words(release: str | None, language: Language) -> str:
    """Return a release with its word; rows that name none are said to."""
    if not release:
        return language.text("figures.no-release")
    return language.text("figures.release", release=release)


def key_words(key: str, value: object, background: Background, language: Language) -> str:
    """Return a key of a row in words: a party, a type of aid, a stage, an item, a month."""
    if value is None or value == "":
        return UNKNOWN
    text = str(value)
    if key in ("donor", "recipient", "party"):
        return language.party(text)
    if key == "item":
        return item_words(text, background, language)
    if key == "month":
        return language.short_month(text)
    topics = {"type": "aid-type", "stage": "stage", "measure": "spending-measure"}
    return named(language, topics[key], text) if key in topics else text


def item_words(item: str, background: Background, language: Language) -> str:
    """Return an item by name, else by its key."""
    names = background.items.get(item)
    return language.own(names) if names and any(names.values()) else item


def units(quantity: Decimal | None, language: Language) -> str:
    """Return a number of units; a dash where nobody says how many."""
    return UNKNOWN if quantity is None else language.count("figures.units", float(quantity))


def currency_words(currency: str, language: Language) -> str:
    """Return a currency after "million": "EUR", "d'euros".

    Examples
    --------
    >>> currency_words("EUR", Language("en")), currency_words("SEK", Language("fr"))
    ('EUR', 'de couronnes suédoises')
    """
    if language.code == "en":
        return currency
    name = get_currency_name(currency, count=2, locale=language.locale)
    elided = name[:1].lower() in _ELIDED and name != currency
    key = "figures.of-currency-elided" if elided else "figures.of-currency"
    return language.text(key, currency=name)


def money(amount: Decimal | None, currency: str | None, language: Language) -> str:
    """Return an amount in millions of its currency; one without a currency is a number."""
    million = None if amount is None else float(amount) / MILLION
    if currency is None:
        return language.number(million)
    return language.amount(million, currency, None if million is None else _places(million))


def _places(million: float) -> int | None:
    return 0 if abs(million) >= 100 else None


def folded(frame: pl.DataFrame, amount: str = "amount") -> pl.DataFrame:
    """Return rows in which what has no amount, and so no currency, stands beside what has one.

    Only where its release knows a single currency: entries in kind are then counted in the same
    table, and not in one without figures.

    Parameters
    ----------
    frame : pl.DataFrame
        ``release``, ``currency`` and the amount.
    amount : str
    """
    currency = pl.col("currency")
    known = frame.filter(currency.is_not_null()).group_by("release")
    only = known.agg(currency.n_unique().alias("count"), currency.first().alias("only"))
    beside = frame.join(
        only.filter(pl.col("count") == 1).drop("count"),
        on="release",
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    bare = currency.is_null() & pl.col(amount).is_null()
    return beside.with_columns(
        pl.when(bare).then(pl.col("only")).otherwise(currency).alias("currency")
    ).drop("only")


def digits_for(amounts: Iterable[Decimal | None]) -> int:
    """Return how many decimals the millions of a column deserve: the same for each of them.

    Examples
    --------
    >>> digits_for([Decimal(10_635_000_000), None]), digits_for([Decimal(400_000)])
    (1, 2)
    """
    largest = max((abs(amount) for amount in amounts if amount is not None), default=Decimal(0))
    return 1 if largest >= 10 * MILLION else 2


def in_millions(amount: Decimal | None, digits: int, language: Language) -> str:
    """Return an amount of a column that says its currency; what is not nothing is not 0.0."""
    if amount is None:
        return UNKNOWN
    million = float(amount) / MILLION
    return language.number(million, None if 0 < abs(million) < 0.5 * 10**-digits else digits)


def notes(
    findings: Sequence[Finding], language: Language, shown: Lists = "sheet"
) -> tuple[Cell, ...]:
    """Return findings as remarks, each once, and how many are left out.

    Where not all are shown, a kind takes up two at most, so that every kind can be seen.
    """
    texts: dict[str, str] = {}
    for finding in findings:
        texts.setdefault(finding_text(finding, language), finding.kind)
    kinds = list(texts.values())
    first = [text for n, text in enumerate(texts) if kinds[:n].count(kinds[n]) < OF_A_KIND[shown]]
    cells = [Cell(text) for text in first[: NOTES[shown]]]
    left_out = len(texts) - len(cells)
    if left_out > 0:
        cells.append(Cell(language.count("figures.more-notes", left_out)))
    return tuple(cells)


def finding_text(finding: Finding, language: Language) -> str:
    """Return a finding as a sentence, with names of parties, days and amounts as one reads them."""
    details = {
        name: _detail(name, text, language) for name, text in finding.details.items() if text
    }
    roles = _IN_SENTENCE.get(finding.kind, {})
    placed = {
        name: ", ".join(language.party_in_sentence(code, role) for code in text.split(", "))
        for name, role in roles.items()
        if (text := finding.details.get(name))
    }
    whole = {**finding.details, **details, **placed}
    value = finding.value
    if value and re.fullmatch(r"[A-Z]{3}", value):
        value = language.party_in_sentence(value, "the")
    return sentence(replace(finding, value=value, details=whole), language)


def figures_findings(findings: Sequence[Finding], language: Language) -> list[dict[str, object]]:
    """Return findings as plain values, all faults first, each with the sentence of the page."""
    ordered = sorted(findings, key=lambda finding: finding.severity != "fault")
    texts = ({"text": visible(finding_text(finding, language))} for finding in ordered)
    plain = findings_as_json(ordered, language)
    return [entry | text for entry, text in zip(plain, texts, strict=True)]


def _detail(name: str, text: str, language: Language) -> str:
    if text == "-":
        return UNKNOWN
    if name in _PARTIES:
        return ", ".join(language.party(code) for code in text.split(", "))
    if name in _DAYS and _DAY.fullmatch(text):
        return language.date(text)
    if name in _NUMBERS:
        return _number(text, language)
    if name in _SUMS:
        colon = language.text("view.colon")
        named_parties = _CODE.sub(lambda m: language.party(m[1]) + colon, text)
        return _MONEY.sub(lambda m: _sum(m, language), named_parties)
    return text


def _number(text: str, language: Language) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    return language.number(number)


def _sum(match: re.Match[str], language: Language) -> str:
    stage, number, currency = match.groups()
    amount = money(Decimal(number), currency, language)
    return f"{named(language, 'stages', stage).lower()} {amount}" if stage else amount
