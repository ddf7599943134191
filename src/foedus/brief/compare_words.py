"""What a comparison of releases says in words: why two figures differ, and what they are in."""

from __future__ import annotations

from foedus.brief.figures_words import currency_words
from foedus.brief.language import Language
from foedus.brief.spending_words import basis_words

COUNTED = "count"
"""The basis of what is counted and has no price."""


def why_words(why: str, language: Language) -> str:
    """Return a reason in words; ``no-stage`` and the like name what the other release lacks."""
    if language.has(f"figures.why.{why}"):
        return language.text(f"figures.why.{why}")
    key = f"figures.column.{why.removeprefix('no-')}"
    what = language.text(key) if language.has(key) else why
    return language.text("figures.why.lacks", key=what)


def label_words(label: str, table: str, language: Language) -> str:
    """Return what a figure is in, in words: "million EUR", "percent, at current prices"."""
    if table == "ledger":
        return language.text("figures.million", currency=currency_words(label, language))
    basis, _, unit = label.partition(", ")
    if not unit:
        return label
    if basis == COUNTED:
        return _unit(unit, language)
    words = basis_words(basis.removesuffix("-national"), language)
    return f"{_unit(unit, language)}, {words}"


def _unit(unit: str, language: Language) -> str:
    first, _, currency = unit.partition(" ")
    if first == "million":
        what = language.text("figures.own-currency")
        if currency:
            what = currency_words(currency, language)
        return language.text("figures.million", currency=what)
    key = f"figures.unit.{unit}"
    return language.text(key) if language.has(key) else unit
