"""Kiel's tables of 2024 held against one another, before anything is taken over.

Faults say that a table is not whole: cut short, or of another release. Warnings say what is so in
the publication itself, and what a reader must know to cite it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from foedus.errors import Finding
from foedus.sources.kiel_figures import (
    TYPES,
    broken_series,
    doubled,
    impossible,
    other_codes,
    parts_differ,
    total,
)
from foedus.sources.kiel_tables_layout import (
    LAST_MONTH,
    LAYOUTS,
    LOOKUP,
    MONTHS,
    SERIES,
    STAGES,
    SUMMARY,
    TWINS,
    Twin,
    column,
)
from foedus.sources.sheet import Found

SAME = Decimal("1e-9")
"""Billion euro: less is a difference of computing, not of the figures."""

ROUNDED = Decimal("1e-3")
"""Billion euro to which the publisher rounds its totals."""

Tables = Mapping[str, Found]
Codes = Mapping[str, pl.Series]
"""Codes of the donors, by table."""


def refused(tables: Tables, codes: Codes, months: pl.Series) -> list[Finding]:
    """Return the faults for which nothing is taken over."""
    findings = other_codes(tables[LOOKUP], "country_name", "iso3_code")
    for name, found in tables.items():
        numbers = [e.name for e in LAYOUTS[name].columns if e.kind == "number"]
        findings += impossible(found, numbers)
        if name in codes:
            findings += doubled(found, [codes[name]])
    findings += broken_series(tables[MONTHS], months, LAST_MONTH)
    for twin in TWINS:
        findings += _donors_lost(twin, codes)
    return [*findings, *_more_in_months(tables)]


def remarks(tables: Tables, codes: Codes) -> list[Finding]:
    """Return the warnings: what does not add up in the publication itself."""
    findings = _parts(tables)
    for twin in TWINS:
        findings += [*_more_donors(twin, tables, codes), *_differing(twin, tables, codes)]
    return [
        *findings,
        *_undated(tables),
        *_above_commitments(tables[SUMMARY]),
        *_several_names(tables, codes),
    ]


def _donors_lost(twin: Twin, codes: Codes) -> list[Finding]:
    """Return a fault for each donor that one of two tables of the same figures lacks."""
    ours, theirs = set(codes[SUMMARY].drop_nulls()), set(codes[twin.file].drop_nulls())
    lost = [
        (SUMMARY, twin.file, sorted(theirs - ours - twin.more)),
        (twin.file, SUMMARY, sorted(ours - theirs - twin.without)),
    ]
    return [
        Finding("fault", "kiel.donor-missing", file, None, "country", donor, {"other": other})
        for file, other, donors in lost
        for donor in donors
    ]


def _sums(tables: Tables) -> list[tuple[str, Decimal, Decimal]]:
    """Return each column of the months, its sum, and the summary's."""
    return [
        (ours, total(tables[MONTHS].decimals(ours)), total(tables[SUMMARY].decimals(whole)))
        for ours, whole in SERIES.items()
    ]


def _more_in_months(tables: Tables) -> list[Finding]:
    """Return a fault for each series that holds more than the summary: donors are lost there."""
    return [
        Finding("fault", "kiel.summary-short", SUMMARY, None, ours, details=_gap(months, whole))
        for ours, months, whole in _sums(tables)
        if months - whole > SAME
    ]


def _undated(tables: Tables) -> list[Finding]:
    """Return a warning for each series that holds less: some entries have no month."""
    return [
        Finding("warning", "kiel.undated", MONTHS, None, ours, details=_gap(months, whole))
        for ours, months, whole in _sums(tables)
        if whole - months > SAME
    ]


def _gap(months: Decimal, whole: Decimal) -> dict[str, str]:
    """Return both sums and their gap as a reader adds them up, and the gap in full."""
    printed = [value.quantize(ROUNDED) for value in (months, whole)]
    return {
        "months": f"{printed[0]}",
        "summary": f"{printed[1]}",
        "gap": f"{abs(printed[1] - printed[0])}",
        "exact": f"{abs(whole - months):.6f}",
    }


def _parts(tables: Tables) -> list[Finding]:
    findings = []
    for stage in STAGES:
        parts = [column(stage, name) for name in TYPES]
        findings += parts_differ(tables[SUMMARY], column(stage, "all"), parts, tolerance=SAME)
    parts = [f"{name}_aid_allocated__billion" for name in TYPES]
    whole = "total_aid_allocated__billion"
    return findings + parts_differ(tables[MONTHS], whole, parts, tolerance=SAME)


def _more_donors(twin: Twin, tables: Tables, codes: Codes) -> list[Finding]:
    """Return a warning for each donor with figures that the summary is published without."""
    ours = set(codes[SUMMARY])
    found = tables[twin.file]
    columns = [found.decimals(name) for name in twin.columns]
    rows = zip(codes[twin.file], found.frame["country"], found.frame["row"], *columns, strict=True)
    return [
        Finding(
            "warning", "kiel.not-in-summary", twin.file, row, "country", name,
            {"amount": f"{total(values):.6f}"},
        )
        for donor, name, row, *values in rows
        if donor not in ours and total(values) > 0
    ]  # fmt: skip


def _differing(twin: Twin, tables: Tables, codes: Codes) -> list[Finding]:
    """Return a warning for each figure that is another one in the summary."""
    found, summary = tables[twin.file], tables[SUMMARY]
    findings = []
    for theirs, ours in twin.columns.items():
        ours_by_donor = dict(zip(codes[SUMMARY], summary.decimals(ours), strict=True))
        figures = zip(codes[twin.file], found.frame["row"], found.decimals(theirs), strict=True)
        for donor, row, value in figures:
            known = ours_by_donor.get(donor)
            if value is not None and known is not None and abs(value - known) > SAME:
                details = {"donor": donor, "other": SUMMARY, "there": f"{known}"}
                place = (twin.file, row, theirs, f"{value}")
                findings.append(Finding("warning", "kiel.tables-differ", *place, details))
    return findings


def _above_commitments(summary: Found) -> list[Finding]:
    """Return a warning that names the donors whose allocations exceed their commitments."""
    columns = (summary.decimals(column(stage, "all")) for stage in ("allocation", "pledge"))
    donors = [
        f"{name} {allocated:.4f} > {committed:.4f}"
        for name, allocated, committed in zip(summary.frame["country"], *columns, strict=True)
        if allocated is not None and committed is not None and allocated - committed > SAME
    ]
    if not donors:
        return []
    details = {"count": str(len(donors)), "donors": "; ".join(donors)}
    place = (SUMMARY, None, column("allocation", "all"))
    return [Finding("warning", "kiel.above-commitments", *place, details=details)]


def _several_names(tables: Tables, codes: Codes) -> list[Finding]:
    """Return a warning for each donor that bears more than one name in the tables."""
    names: dict[str, dict[str, str]] = {}
    for file, given in codes.items():
        for donor, name in zip(given, tables[file].frame["country"], strict=True):
            names.setdefault(donor, {}).setdefault(name, file)
    return [
        Finding(
            "warning", "kiel.several-names", next(iter(found.values())), None, "country", donor,
            {"names": "; ".join(f"\"{name}\" ({file})" for name, file in found.items())},
        )
        for donor, found in names.items()
        if len(found) > 1
    ]  # fmt: skip
