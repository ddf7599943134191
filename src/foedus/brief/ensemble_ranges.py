"""What an uncertainty is called on the page: the figures that it moves, in words."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from foedus.brief.catalogue import typeset
from foedus.brief.escape import visible
from foedus.brief.language import Language
from foedus.brief.words import row_key
from foedus.case.reference import meaning
from foedus.case.schema import TABLES

_PARTIES = frozenset({"party", "donor", "recipient"})
_NAMED = {"item": "items", "capability": "capabilities", "hub": "hubs"}


def range_names(
    uncertainties: pl.DataFrame, names: pl.DataFrame, language: Language
) -> Mapping[str, str]:
    """Return what each uncertainty is called; its own key is added where two are alike.

    Parameters
    ----------
    uncertainties, names : pl.DataFrame
        Of an ``Ensemble``.
    language : Language

    Returns
    -------
    mapping of str to str
        "Budgets: amount each month", "Requirements, to be delivered: quantity".
    """
    said = {
        row["uncertainty"]: _figures(row, names, language)
        for row in uncertainties.iter_rows(named=True)
    }
    alike = list(said.values())
    return {
        key: name if alike.count(name) == 1 else f"{name} ({visible(key)})"
        for key, name in said.items()
    }


def _figures(row: Mapping[str, str], names: pl.DataFrame, language: Language) -> str:
    table, column = row["table"], row["column"]
    which = [_part(name, value, names, language) for name, value in row_key(row["where"]).items()]
    place = ", ".join((language.text(f"diff.table.{table}"), *which))
    return language.text("ensemble.figures", place=place, column=_column(table, column, language))


def _column(table: str, column: str, language: Language) -> str:
    if language.has(f"diff.name.{table}.{column}"):
        return language.text(f"diff.name.{table}.{column}")
    said = meaning(TABLES[table].column(column), language.code).split(";")[0].strip()
    said = typeset(said) if language.code == "fr" else said
    return said[:1].lower() + said[1:]


def _part(name: str, value: str, names: pl.DataFrame, language: Language) -> str:
    if name in _PARTIES:
        return language.party(value)
    if value == "*":
        return language.text("all-items")
    if name in _NAMED:
        return language.name_in_sentence(names, _NAMED[name], value)
    kind = f"diff.kind.{value}"
    return language.text(kind) if language.has(kind) else visible(value)
