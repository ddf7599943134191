"""What an importer gives: rows for a case, the publisher's own totals, and what differed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from foedus.case.schema import TABLES
from foedus.errors import Finding
from foedus.sources.origin import Origin

TOTALS: Mapping[str, pl.DataType] = MappingProxyType(
    {"what": pl.String(), "value": pl.Float64(), "unit": pl.String()}
)
"""Columns of ``Imported.totals``."""


def no_totals() -> pl.DataFrame:
    """Return published totals without rows."""
    return pl.DataFrame(schema=dict(TOTALS))


@dataclass(frozen=True)
class Imported:
    """What one import brings; nothing is written yet.

    Parameters
    ----------
    origin : Origin
    tables : mapping of table name to pl.DataFrame
        Rows for tables of the case (``spending``, ``ledger``, ``memberships`` …), with the
        schema's columns and types (``typed_table``). The rows of ``sources`` and of parties that
        the case lacks are made by ``into.write_into``.
    totals : pl.DataFrame
        Published totals: ``what`` (for example ``DEU financial``), ``value``, ``unit``.
    findings : tuple of Finding
        Warnings: what differs from what the importer expects. Faults are raised instead.
    """

    origin: Origin
    tables: Mapping[str, pl.DataFrame]
    totals: pl.DataFrame = field(default_factory=no_totals)
    findings: tuple[Finding, ...] = ()


def typed_table(table: str, columns: Mapping[str, object], origin: Origin) -> pl.DataFrame:
    """Return rows with the schema's columns and types; what is not given is empty.

    Parameters
    ----------
    table : str
        Name in the schema.
    columns : mapping of column name to values
        Series, lists of one length, or one value for all rows; ``source`` (and ``release``,
        where the table has it) come from the origin unless given.
    origin : Origin

    Examples
    --------
    >>> from datetime import date
    >>> origin = Origin(
    ...     "kiel-7", "Kiel", "Tracker", "7", None, "", date(2024, 1, 2), "", "k 1", "a.xlsx", ""
    ... )
    >>> rows = typed_table("stocks", {"party": ["DEU"], "item": ["leopard-2"]}, origin)
    >>> rows.row(0, named=True)["source"], rows.row(0, named=True)["quantity"]
    ('kiel-7', None)
    """
    schema = TABLES[table].schema
    unknown = columns.keys() - schema.keys()
    if unknown:
        raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
    given = {"source": origin.key, **columns}
    if "release" in schema and table != "sources":
        given = {"release": origin.release, **given}
    frame = pl.DataFrame(given, strict=False)
    return frame.select(
        (pl.col(name) if name in given else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema.items()
    )
