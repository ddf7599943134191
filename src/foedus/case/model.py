"""The case: what is known about one question at one date, as typed tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from foedus.case.months import Horizon
from foedus.case.schema import TABLES
from foedus.errors import Finding

LevelName = Literal["need", "readiness", "fairness", "cost"]
LEVELS: tuple[LevelName, ...] = ("need", "readiness", "fairness", "cost")


@dataclass(frozen=True)
class Money:
    """The money of a case: amounts are in ``unit`` of ``currency`` at prices of ``price_year``."""

    currency: str = "EUR"
    unit: str = "million"
    price_year: int | None = None


@dataclass(frozen=True)
class Settings:
    """What ``case.toml`` says.

    Parameters
    ----------
    name : str
    title : mapping of language to str
    as_of : date
        What is known on this day.
    horizon : Horizon, optional
        The months to plan for; none for a case that holds a record only.
    money : Money
    levels : tuple of level names
        In the user's order; need stands before fairness.
    key : str, optional
        The key (table ``keys``) by which burdens are shared.
    whole : bool
        Items so marked move in whole units.
    """

    name: str
    as_of: date
    title: Mapping[str, str] = field(default_factory=dict)
    horizon: Horizon | None = None
    money: Money = Money()
    levels: tuple[LevelName, ...] = LEVELS
    key: str | None = None
    whole: bool = False


@dataclass(frozen=True)
class Case:
    """A checked case.

    Parameters
    ----------
    settings : Settings
    tables : mapping of table name to pl.DataFrame
        Every table of the schema, typed, columns in the schema's order; an absent table is an
        empty one, an empty cell is null (unknown, never 0). Columns that the schema does not
        know follow as text.
    sha256 : str
        Hash of the settings and the tables, the same for CSV, Excel and Parquet.
    warnings : tuple of Finding
    """

    settings: Settings
    tables: Mapping[str, pl.DataFrame]
    sha256: str
    warnings: tuple[Finding, ...] = ()

    def filled(self, table: str) -> pl.DataFrame:
        """Return a table with the schema's defaults in its empty cells."""
        frame = self.tables[table]
        defaults = [
            pl.col(c.name).fill_null(c.default)
            for c in TABLES[table].columns
            if c.default is not None
        ]
        return frame.with_columns(defaults)
