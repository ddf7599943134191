"""What an importer of disputes gives: settings and tables, ready to be saved as a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import polars as pl

from foedus.case.dispute.settings import DisputeSettings
from foedus.case.dispute.tables import TABLES
from foedus.errors import Finding

UNFIT = re.compile(r'[\x00-\x1f\x7f"=;]')
"""What a name cannot hold in a table."""


@dataclass(frozen=True)
class ImportedDispute:
    """One dispute out of a file; ``case.dispute.save.save`` writes it as a folder.

    Parameters
    ----------
    settings : DisputeSettings
    tables : mapping of table name to pl.DataFrame
    outcome : mapping of issue to float
        What came out, where the file knows it. It is no part of the dispute: a forecast must not
        see it.
    findings : tuple of Finding
        Warnings: what the importer assumed.
    """

    settings: DisputeSettings
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    outcome: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()


def frame(table: str, rows: Sequence[Mapping[str, Any]], *, source: str) -> pl.DataFrame:
    """Return rows of a dispute's table, each with its source.

    Parameters
    ----------
    table : str
    rows : sequence of mapping of column to value
        What is not given is empty.
    source : str
        Key in ``sources``; empty: the rows are assumptions.

    Examples
    --------
    >>> frame("saliences", [{"party": "A", "issue": "toll", "salience": 2.0}], source="deu2").row(0)
    ('A', 'toll', 2.0, 'deu2')
    """
    schema = {column.name: TABLES[table].schema[column.name] for column in TABLES[table].columns}
    made = pl.DataFrame(list(rows), schema=schema)
    return made.with_columns(source=pl.lit(source or None, dtype=pl.String))


def key(name: str) -> str:
    """Return a name as a table holds it: without what a key cannot hold, blanks in one piece.

    Examples
    --------
    >>> key(" EU (incl  Norway) ")
    'EU (incl Norway)'
    """
    return " ".join(UNFIT.sub(" ", name).split()).lstrip("@* ")


def slug(name: str) -> str:
    """Return a name for a dispute: small letters, digits and hyphens.

    Examples
    --------
    >>> slug("Party domain_2")
    'party-domain-2'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "dispute"


def sources(key: str, title: str, publisher: str, *, confidence: str = "research") -> pl.DataFrame:
    """Return the table ``sources`` of one publication."""
    row = {"source": key, "title": title, "publisher": publisher, "confidence": confidence}
    schema = TABLES["sources"].schema
    return pl.DataFrame([row], schema={name: schema[name] for name in row})


def repeated(keys: Iterable[tuple[int, object]]) -> list[tuple[int, int]]:
    """Return the rows that repeat a key, each with the row where it stood first.

    Examples
    --------
    >>> repeated([(2, "a"), (3, "b"), (5, "a")])
    [(5, 2)]
    """
    first: dict[object, int] = {}
    return [(row, first[k]) for row, k in keys if first.setdefault(k, row) != row]
