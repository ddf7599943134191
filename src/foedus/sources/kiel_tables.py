"""Kiel's Ukraine Support Tracker, the tables of 2024 (to August 2024; published about October).

The ledger gets two rows for each donor and type of aid: ``pledge`` (Kiel's commitments) and
``allocation``, in euro to the cent. The tables hold totals over the whole time, so that a row has
no date, and its note says to which day it runs. A commitment contains what is allocated of it:
``of`` of an allocation names the pledge of the same donor and type, so that what is still open can
be told. A zero is published as one and is a row; an empty cell is unknown and is none.

The months' series has no donors and comes as published totals, not as rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from foedus.sources.imported import TOTALS, Imported, typed_table
from foedus.sources.kiel_figures import (
    INSTITUTE,
    LICENCE,
    TYPES,
    URL,
    cents,
    donors,
    last_day,
    months_of,
)
from foedus.sources.kiel_folder import Release, open_release
from foedus.sources.kiel_tables_checks import refused, remarks
from foedus.sources.kiel_tables_layout import (
    COMMITTED,
    FILES,
    LAST_MONTH,
    LAYOUTS,
    MONTHS,
    REFUGEES,
    STAGES,
    SUMMARY,
    column,
)
from foedus.sources.origin import Origin
from foedus.sources.sheet import Found, refuse

PUBLISHER = "kiel"
VERSION = "kiel-tables 1"
RELEASE, KEY = "2024-10", "kiel-2024-10"
RECIPIENT, EURO = "UKR", "EUR"
NOTE = f"total to {last_day(LAST_MONTH)}"
WITH_DONORS = (SUMMARY, COMMITTED, REFUGEES)


def read(path: Path, *, retrieved: date) -> Imported:
    """Read the folder of the twelve tables.

    Parameters
    ----------
    path : Path
        The folder, or one of its files.
    retrieved : date

    Returns
    -------
    Imported
        ``ledger``: entries such as ``2024-10-DEU-military-allocation``; totals such as ``DEU all
        allocation`` and ``2024-08 military allocation``, billion EUR. Warnings: what does not add
        up in the publication (``kiel.undated``, ``kiel.above-commitments``, ``kiel.parts-differ``,
        ``kiel.tables-differ``, ``kiel.not-in-summary``, ``kiel.several-names``,
        ``kiel.lost-header``).

    Raises
    ------
    InputError
        With all faults at once: those of ``kiel_folder.open_release``, and tables that are not
        whole (``kiel.donor-missing``, ``kiel.summary-short``, ``kiel.months-missing``,
        ``kiel.other-period``), ``kiel.doubled-row``, ``kiel.no-name``, ``kiel.no-amount``,
        ``kiel.no-month``, ``kiel.other-code``, ``source.unknown-party``.
    """
    release = open_release(path, FILES, LAYOUTS)
    tables = release.found
    named = {file: donors(tables[file]) for file in WITH_DONORS}
    months, no_months = months_of(tables[MONTHS])
    strange = [finding for _, found in named.values() for finding in found]
    findings = refuse([*release.findings, *strange, *no_months])
    codes = {file: found.alias("country") for file, (found, _) in named.items()}
    refuse([*findings, *refused(tables, codes, months)])
    origin = _origin(release, retrieved)
    return Imported(
        origin,
        {"ledger": _ledger(tables[SUMMARY], codes[SUMMARY], origin)},
        _totals(tables, codes[SUMMARY], months),
        (*findings, *remarks(tables, codes)),
    )


def _origin(release: Release, retrieved: date) -> Origin:
    return Origin(
        key=KEY,
        publisher=INSTITUTE,
        title="Ukraine Support Tracker, tables to August 2024 (about October 2024)",
        release=RELEASE,
        published=None,
        sha256=release.sha256,
        retrieved=retrieved,
        licence=LICENCE,
        importer=VERSION,
        file=release.folder,
        url=URL,
    )


def _ledger(summary: Found, codes: pl.Series, origin: Origin) -> pl.DataFrame:
    """Return the rows in the order of the donors, then of the types; the pledge comes first."""
    figures = {
        (stage, name): summary.decimals(column(stage, name)) for name in TYPES for stage in STAGES
    }
    rows = [
        (donor, name, stage, cents(value))
        for place, donor in enumerate(codes)
        for (stage, name), values in figures.items()
        if (value := values[place]) is not None
    ]
    frame = pl.DataFrame(rows, schema=["donor", "type", "stage", "amount"], orient="row")
    entry = pl.format("{}-{}-{}-{}", pl.lit(RELEASE), "donor", "type", "stage")
    named = frame.with_columns(entry.alias("entry"))
    pledge = pl.format("{}-{}-{}-pledge", pl.lit(RELEASE), "donor", "type")
    there = pledge.is_in(named["entry"].implode()) & (pl.col("stage") == "allocation")
    linked = named.with_columns(pl.when(there).then(pledge).alias("of"))
    fixed = {"recipient": RECIPIENT, "currency": EURO, "note": NOTE}
    return typed_table("ledger", {**linked.to_dict(), **fixed}, origin)


def _totals(tables: Mapping[str, Found], codes: pl.Series, months: pl.Series) -> pl.DataFrame:
    """Return the donors' published totals, then those of the months."""
    columns = [
        (codes, SUMMARY, column("pledge", "all"), "all pledge"),
        (codes, SUMMARY, column("allocation", "all"), "all allocation"),
        (months, MONTHS, "total_aid_committed__billion", "all pledge"),
        (months, MONTHS, "total_aid_allocated__billion", "all allocation"),
        *((months, MONTHS, f"{t}_aid_allocated__billion", f"{t} allocation") for t in TYPES),
    ]
    rows = [
        (f"{name} {what}", float(value), "billion EUR")
        for names, file, heading, what in columns
        for name, value in zip(names, tables[file].decimals(heading), strict=True)
        if value is not None
    ]
    return pl.DataFrame(rows, schema=dict(TOTALS), orient="row")
