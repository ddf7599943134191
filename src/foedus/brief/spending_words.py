"""How the page and the pictures of spending write figures: basis, estimate, share, guideline."""

from __future__ import annotations

import re
from typing import Literal

from foedus.brief.language import UNKNOWN, Language
from foedus.results.aims import HAGUE_SHARE, WALES_SHARE
from foedus.results.spending import Aim, Level

_CONSTANT = "constant-"
_BILLION = 1e3
"""Millions."""

_AROUND_SYMBOL = re.compile(r"0|million|\u202fM|\u00a0")
"""What an amount of 0 has beside the symbol of its currency."""


def basis_words(basis: str | None, language: Language) -> str:
    """Return a basis in words.

    Examples
    --------
    >>> basis_words("constant-2015", Language("en"))
    'at constant prices of 2015'
    """
    if basis == "current":
        return language.text("defence.basis.current")
    if basis and basis.startswith(_CONSTANT):
        return language.text("defence.basis.constant", year=basis.removeprefix(_CONSTANT))
    return language.text("defence.basis.other", basis=basis or UNKNOWN)


def points(percent: float | None, language: Language, *, estimate: bool = False) -> str:
    """Return a share in percent as a bare number, an estimate with its mark, as publishers do."""
    mark = "e" if estimate and percent is not None else ""
    return language.number(percent, 2) + mark


def signed(text: str, value: float | None) -> str:
    """Return a change with its sign."""
    return f"+{text}" if value is not None and value > 0 else text


def year_words(year: int | None, language: Language, *, estimate: bool) -> str:
    """Return a year, and that its figures are estimates."""
    shown = str(year) if year is not None else UNKNOWN
    return language.text("defence.year-estimate", year=shown) if estimate else shown


def guideline_words(aim: Aim, language: Language) -> str:
    """Return the share of a guideline: "2%", "3.5%"."""
    digits = 0 if round(aim.share * 100, 6).is_integer() else 1
    return language.percent(aim.share, digits)


def level_words(level: Level | None, unit: str, language: Language) -> str:
    """Return a level as a bare number with its year."""
    if level is None:
        return UNKNOWN
    mark = "e" if level.estimate else ""
    return f"{bare(level.amount, unit, language)} ({level.year}{mark})"


def bare(amount: float, unit: str, language: Language) -> str:
    """Return a share in percent, or an amount of millions in billions, as a bare number."""
    if unit == "percent":
        return language.number(amount, 2)
    return language.number(amount / _BILLION, 1) if is_million(unit) else language.number(amount)


def is_million(unit: str) -> bool:
    """Say whether a unit is a million of a currency."""
    return unit.casefold().startswith("million ")


def money_words(scale: Literal["million", "billion"], currency: str, language: Language) -> str:
    r"""Return a unit of money as amounts are written in it: "$ billion", "Md $US".

    Examples
    --------
    >>> money_words("million", "EUR", Language("en"))
    '€\xa0million'
    """
    symbol = _AROUND_SYMBOL.sub("", language.amount(0, currency, 0)) if currency else UNKNOWN
    return language.text(f"defence.unit.{scale}", symbol=symbol)


def cites_words(cites: str, language: Language) -> str:
    """Return the text that a guideline stands in, as the language names it; else as it is."""
    known = {aim.cites: aim.adopted for aim in (WALES_SHARE, HAGUE_SHARE)}
    key = f"defence.cites.{known.get(cites)}"
    return language.text(key) if language.has(key) else cites


def quantity(amount: float | None, unit: str, language: Language) -> str:
    """Return an amount in its unit."""
    if amount is None:
        return UNKNOWN
    if unit == "percent":
        return language.percent(amount / 100, 2)
    currency = unit.partition(" ")[2]
    if is_million(unit):
        return language.amount(amount, currency, 0)
    return f"{language.number(amount)}\u00a0{unit}"
