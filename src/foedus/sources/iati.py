"""IATI 2.03, the aid givers' own standard: activities and their transactions into the ledger.

What the ledger gets of a file:

- A row for each transaction that is a pledge (12, or 13 as the receiver reports it), a commitment
  (2, or 11) or a payment (3, 4, 7): stage ``pledge``, ``allocation``, ``delivery``. Amounts are
  taken as they stand. Transactions of other types are left out, with their sum.
- Donor and recipient where the file names a country (see ``iati_who``), the type of aid by flag
  and sector (see ``iati_means``). What cannot be told is left out and reported with its sum.
- From a file that Foedus wrote (``iati_write``): every field of every entry, and the rows of
  ``sources`` and ``items`` that the entries name.

Budgets, planned disbursements, results and documents are no entries of a ledger and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from foedus.case.cast import cast_table
from foedus.case.patterns import CONTROL
from foedus.case.raw import RawTable
from foedus.case.schema import TABLES
from foedus.errors import Finding
from foedus.sources.iati_log import Log
from foedus.sources.iati_read import NOTE, Reading, Rows, read_parts
from foedus.sources.iati_terms import NAMESPACE
from foedus.sources.iati_write import Reporter, kept_aside, to_iati
from foedus.sources.iati_xml import Head, open_iati, parts
from foedus.sources.imported import Imported
from foedus.sources.origin import Origin, sha256_of
from foedus.sources.rows import source_row
from foedus.sources.sheet import refuse

__all__ = ["PUBLISHER", "Reporter", "kept_aside", "read", "to_iati"]

PUBLISHER = "iati"
IMPORTER = "iati 1"
AS_OF = f"{{{NAMESPACE}}}as-of"
SHORT = 8
"""Digits of a hash that tell files apart."""


def read(path: Path, *, retrieved: date) -> Imported:
    """Read an IATI file.

    Parameters
    ----------
    path : Path
        XML of IATI 2.01 to 2.03, in UTF-8.
    retrieved : date

    Returns
    -------
    Imported
        ``ledger``, and, from a file that Foedus wrote, ``sources`` and ``items``.

    Raises
    ------
    InputError
        All faults of the file (``iati.*``); ``iati.nothing`` where it holds nothing to import.
    """
    head = open_iati(path)
    log = Log(head.file)
    reading = read_parts(parts(head), log)
    if not reading.tables["ledger"].cells and not log.faulty:
        log.fault("iati.nothing", head.file, None)
    origin = _origin(head, reading, retrieved)
    tables: dict[str, pl.DataFrame] = {}
    findings = log.findings()
    for name, rows in reading.tables.items():
        if rows.cells:
            tables[name], found = _typed(name, rows, head.file, origin)
            findings += found
    return Imported(origin, _with_origin(tables, origin), findings=refuse(findings))


def _typed(name: str, rows: Rows, file: str, origin: Origin) -> tuple[pl.DataFrame, list[Finding]]:
    """Return rows with the schema's types; what cannot be read so is named by its line."""
    table = TABLES[name]
    columns = {c: [cells.get(c) for cells in rows.cells] for c in table.schema}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(table.schema, pl.String()))
    if name == "ledger":
        foreign = pl.lit(pl.Series(rows.foreign, dtype=pl.Boolean))
        whole = pl.format("{}-{}", pl.lit(origin.key), "entry")
        frame = frame.with_columns(
            pl.when(foreign).then(whole).otherwise("entry").alias("entry"),
            pl.when(foreign).then(pl.lit(origin.key)).otherwise("source").alias("source"),
            pl.when(foreign).then(pl.lit(origin.release)).otherwise("release").alias("release"),
        )
    lines = pl.Series(rows.lines, dtype=pl.UInt32)
    typed, findings = cast_table(table, RawTable(name, file, frame, lines))
    return typed.frame, findings


def _with_origin(tables: Mapping[str, pl.DataFrame], origin: Origin) -> dict[str, pl.DataFrame]:
    """Add the file's own row to the sources that it carries."""
    own = source_row(origin)
    carried = tables.get("sources")
    if carried is None:
        return dict(tables)
    others = carried.filter(pl.col("source") != origin.key)
    return {**tables, "sources": pl.concat([own, others])}


def _origin(head: Head, reading: Reading, retrieved: date) -> Origin:
    sha256 = sha256_of(head.data)
    own = head.attributes.get(AS_OF, "")
    given = (own, head.attributes.get("generated-datetime", ""), reading.updated)
    day = next((day for text in given if (day := _day(text.strip()[:10]))), None)
    release = day.isoformat() if day else sha256[:SHORT]
    refs = sorted(reading.reporters)
    who = refs[0] if len(refs) == 1 and refs[0] else sha256[:SHORT]
    key = _plain(f"{PUBLISHER}-{who}-{release}" + (f"-{sha256[:SHORT]}" if own else ""))
    names = [next((n for n in o.names if n), ref) for ref, o in sorted(reading.reporters.items())]
    publisher = _line("; ".join(name for name in names if name)) or "-"
    second = any(o.get("secondary-reporter") in {"1", "true"} for o in reading.reporters.values())
    return Origin(
        key=key,
        publisher=publisher,
        title=f"IATI activities of {publisher}, {release}",
        release=release,
        published=None if own else day,
        sha256=sha256,
        retrieved=retrieved,
        licence="none stated in the file: see the publisher's entry in the IATI Registry",
        importer=IMPORTER,
        file=head.file,
        url="https://iatistandard.org/en/iati-standard/203/",
        confidence="research" if second else "official",
    )


def _line(text: str) -> str:
    return " ".join(re.sub(CONTROL, " ", text).split())[:NOTE].strip()


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text)[:NOTE]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
