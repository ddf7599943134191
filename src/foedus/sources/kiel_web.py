"""Kiel's Ukraine Support Tracker, the files behind its web pages (release 29 and later).

The ledger gets a row of stage ``allocation`` for each donor, month and type of aid whose amount is
not zero, in euro (published to a thousand euro). The release, its period and its day come from
``release_info.csv``.

A month is published, no day. The row carries the month's last day, the first on which all of it
was given, so that "to August 2024" can be summed and nothing is taken as known before it was; its
note says that only the month is known.

Commitments are published by donor and month without a type, which the ledger needs, and are not
taken over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from foedus.errors import Finding
from foedus.sources.imported import TOTALS, Imported, typed_table
from foedus.sources.kiel_figures import (
    INSTITUTE,
    LICENCE,
    TYPES,
    URL,
    broken_series,
    cents,
    donors,
    doubled,
    impossible,
    last_day,
    months_of,
    other_codes,
    parts_differ,
)
from foedus.sources.kiel_folder import Release, open_release
from foedus.sources.kiel_web_layout import ALL, EXPLORER, FILES, INFO, LAYOUTS, MONTHS
from foedus.sources.origin import Origin
from foedus.sources.sheet import Found, refuse

PUBLISHER = "kiel"
VERSION = "kiel-web 1"
RECIPIENT, EURO = "UKR", "EUR"

STEP = Decimal("1e-6")
"""Billion euro: the last digit of the figures."""


def read(path: Path, *, retrieved: date) -> Imported:
    """Read the folder of the six files.

    Parameters
    ----------
    path : Path
        The folder, or one of its files.
    retrieved : date

    Returns
    -------
    Imported
        ``ledger``: entries such as ``29-DEU-2024-08-military``; totals such as ``2024-08
        military allocation``, billion EUR. A row whose types do not add up to its total
        is a warning ``kiel.parts-differ``.

    Raises
    ------
    InputError
        With all faults at once: those of ``kiel_folder.open_release``; ``kiel.no-release``,
        ``kiel.other-period``, ``kiel.months-missing``, ``kiel.months-differ`` (the rows do not
        add up to the published months), ``kiel.doubled-row``, ``kiel.no-name``,
        ``kiel.no-amount``, ``kiel.no-month``, ``kiel.other-code``, ``source.unknown-party``.
    """
    release = open_release(path, FILES, LAYOUTS)
    explorer, published = release.found[EXPLORER], release.found[MONTHS]
    codes, strange = donors(explorer)
    months, odd = months_of(explorer)
    printed, odd_too = months_of(published)
    findings = refuse([*release.findings, *strange, *odd, *odd_too, *_unreleased(release)])
    info = release.found[INFO].frame.row(0, named=True)
    last = _period(info["period"])
    refuse(
        [
            *findings,
            *other_codes(explorer, "country", "iso"),
            *impossible(explorer, TYPES),
            *doubled(explorer, [codes.alias("country"), months]),
            *broken_series(published, printed, last),
            *_differing(explorer, months, published, printed),
        ]
    )
    origin = _origin(release, info, retrieved)
    parts = parts_differ(explorer, "total", TYPES, tolerance=2 * STEP)
    return Imported(
        origin,
        {"ledger": _ledger(explorer, codes, months, origin)},
        _totals(published, printed),
        (
            *findings,
            *_exchanged(info),
            *parts,
            *parts_differ(published, "total", TYPES, tolerance=2 * STEP),
        ),
    )


def _period(text: str) -> str:
    """Return the month that a period such as ``04/2026`` ends with, as ``2026-04``."""
    return f"{text[3:]}-{text[:2]}"


def _unreleased(release: Release) -> list[Finding]:
    """Return a fault for each cell of the release that does not say what it must."""
    found = release.found[INFO]
    shapes = {
        "release": r"[0-9]{1,3}",
        "period": r"(0[1-9]|1[0-2])/20[0-9]{2}",
        "date": r"20[0-9]{2}-[0-9]{2}-[0-9]{2}",
    }
    if any(finding.file == INFO for finding in release.findings):
        return []
    if found.frame.height != 1:
        rows = str(found.frame.height)
        return [Finding("fault", "kiel.no-release", INFO, None, "release", rows)]
    row = found.frame.row(0, named=True)
    wrong = [name for name, shape in shapes.items() if not re.fullmatch(shape, row[name] or "")]
    if not wrong and _day(row["date"]) is None:
        wrong = ["date"]
    return [
        Finding("fault", "kiel.no-release", INFO, row["row"], name, row[name] or "")
        for name in wrong
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _exchanged(info: dict[str, str]) -> list[Finding]:
    """Warn of a day whose month is that of the period only with day and month exchanged.

    Release 29 is "04/2026" and dated 2026-08-04. The file's day is kept: it is the later one, so
    that nothing counts as known too early.
    """
    month = _period(info["period"])
    given = info["date"]
    other = f"{given[:4]}-{given[8:]}-{given[5:7]}"
    if given.startswith(month) or not other.startswith(month) or other > given:
        return []
    details = {"period": info["period"], "other": other}
    return [Finding("warning", "kiel.date-exchanged", INFO, 2, "date", given, details)]


def _origin(release: Release, info: dict[str, str], retrieved: date) -> Origin:
    return Origin(
        key=f"{PUBLISHER}-{info['release']}",
        publisher=INSTITUTE,
        title=info["label"] or f"Ukraine Support Tracker, release {info['release']}",
        release=info["release"],
        published=_day(info["date"]),
        sha256=release.sha256,
        retrieved=retrieved,
        licence=LICENCE,
        importer=VERSION,
        file=release.folder,
        url=URL,
    )


def _sums(found: Found, months: pl.Series) -> dict[tuple[str, str], Decimal]:
    """Return billion euro by month and column."""
    sums: dict[tuple[str, str], Decimal] = {}
    for name in ALL:
        for month, value in zip(months, found.decimals(name), strict=True):
            if value is not None:
                sums[month, name] = sums.get((month, name), Decimal(0)) + value
    return sums


def _differing(
    explorer: Found, months: pl.Series, published: Found, printed: pl.Series
) -> list[Finding]:
    """Return a fault for each published month that the rows do not add up to.

    Both files are written by one run of the publisher's own program, so that a difference above
    the rounding of the rows says that one of them was cut short, or is of another release.
    """
    ours, theirs = _sums(explorer, months), _sums(published, printed)
    rows = dict(months.value_counts().iter_rows())
    findings = []
    for name in ALL:
        pairs = {
            month: (ours.get((month, name), Decimal(0)), theirs.get((month, name), Decimal(0)))
            for month in sorted({*months, *printed})
        }
        other = [m for m, (a, b) in pairs.items() if abs(a - b) > STEP * (1 + rows.get(m, 0))]
        findings += _months_differ(name, other, pairs)
    return findings


def _months_differ(
    name: str, months: list[str], pairs: Mapping[str, tuple[Decimal, Decimal]]
) -> list[Finding]:
    """Return one fault for all months of a column that differ, with the first of them."""
    if not months:
        return []
    ours, theirs = pairs[months[0]]
    details = {
        "count": str(len(months)),
        "sum": f"{ours:.6f}",
        "published": f"{theirs:.6f}",
        "other": MONTHS,
    }
    return [Finding("fault", "kiel.months-differ", EXPLORER, None, name, months[0], details)]


def _ledger(explorer: Found, codes: pl.Series, months: pl.Series, origin: Origin) -> pl.DataFrame:
    """Return the rows in the order of the file, then of the types."""
    figures = {name: explorer.decimals(name) for name in TYPES}
    rows = [
        (donor, month, name, cents(value))
        for place, (donor, month) in enumerate(zip(codes, months, strict=True))
        for name, values in figures.items()
        if (value := values[place])
    ]
    frame = pl.DataFrame(
        rows,
        schema={
            "donor": pl.String(),
            "month": pl.String(),
            "type": pl.String(),
            "amount": pl.Float64(),
        },
        orient="row",
    )
    days = {month: last_day(month) for month in frame["month"].unique()}
    named = frame.select(
        pl.format("{}-{}-{}-{}", pl.lit(origin.release), "donor", "month", "type").alias("entry"),
        *("donor", "type", "amount"),
        pl.Series("date", [days[month] for month in frame["month"]], dtype=pl.Date),
        pl.format("in {}, no day published", "month").alias("note"),
    )
    fixed = {"recipient": RECIPIENT, "currency": EURO, "stage": "allocation"}
    return typed_table("ledger", {**named.to_dict(), **fixed}, origin)


def _totals(published: Found, months: pl.Series) -> pl.DataFrame:
    names = {"total": "all"}
    rows = [
        (f"{month} {names.get(name, name)} allocation", float(value), "billion EUR")
        for name in ALL
        for month, value in zip(months, published.decimals(name), strict=True)
        if value is not None
    ]
    return pl.DataFrame(rows, schema=dict(TOTALS), orient="row")
