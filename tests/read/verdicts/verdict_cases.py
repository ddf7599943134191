"""Small cases of a record, built in code. No figure in them is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from foedus.case.digest import digest
from foedus.case.model import Case, Settings
from foedus.case.schema import TABLES

Row = dict[str, Any]


def case_with(tables: Mapping[str, Sequence[Row]], as_of: date = date(2024, 10, 1)) -> Case:
    """Return a case with these rows; a column that a row leaves out is empty."""
    frames = {
        name: pl.DataFrame(list(tables.get(name, ())), schema=table.schema, orient="row")
        for name, table in TABLES.items()
    }
    settings = Settings("small", as_of, {"en": "Small", "fr": "Petit"})
    return Case(settings, frames, digest(settings, frames))


def gift(entry: str, **other: Any) -> Row:
    row = {"entry": entry, "donor": "DEU", "recipient": "UKR", "type": "military"}
    return {**row, "stage": "delivery", "source": "s", **other}


def figure(party: str, year: int, amount: float, release: str = "r1", **other: Any) -> Row:
    row = {"party": party, "year": year, "measure": "share_of_gdp", "basis": "constant-2015"}
    own = {"release": release, "amount": amount, "unit": "percent", "estimate": False}
    return {**row, **own, "source": "s", **other}


SOURCE = {"source": "s", "title": "A list", "publisher": "An office", "confidence": "official"}
