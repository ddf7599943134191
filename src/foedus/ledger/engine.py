"""The ledger: sums by keys, what is open, what makes good what, and what to beware of."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding
from foedus.ledger.chains import broken_findings, links
from foedus.ledger.double import double_counting
from foedus.ledger.entries import (
    entries,
    later_entries,
    of_release,
    refuse_keys,
    refuse_later,
    refuse_release,
    time_findings,
)
from foedus.ledger.money import money_findings
from foedus.ledger.outstanding import more_than_promised, standing, still_open
from foedus.ledger.pivot import in_kind, pivot, totals
from foedus.results.ledger import FRAMES, STAGES, Ledger
from foedus.results.stamp import stamp_of


def ledger(
    case: Case,
    *,
    by: Sequence[str] = ("donor", "type"),
    at: date | None = None,
    release: str | None = None,
) -> Ledger:
    """Add up the ledger of a case, and follow it from pledge to delivery.

    Parameters
    ----------
    case : Case
    by : sequence of str
        Some of ``donor``, ``recipient``, ``type``, ``stage``, ``item``, ``currency``, ``release``,
        ``year``, ``month``. Stage, currency and release stand in every row, asked for or not.
    at : date, optional
        Only what was known on this day, the case's own by default.
    release : str, optional
        Only this release.

    Returns
    -------
    Ledger

    Raises
    ------
    InputError
        ``ledger.unknown-key``, ``ledger.unknown-release``, ``ledger.later-release``,
        ``ledger.too-large``.

    Examples
    --------
    >>> from foedus.case.model import Settings
    >>> from foedus.case.schema import TABLES
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> row = {"entry": "p1", "donor": "DEU", "recipient": "UKR", "type": "military",
    ...        "stage": "pledge", "amount": 0.1, "currency": "EUR"}
    >>> rows = [row, {**row, "entry": "p2", "amount": 0.2}]
    >>> tables["ledger"] = pl.DataFrame(rows, schema=TABLES["ledger"].schema, orient="row")
    >>> found = ledger(Case(Settings("demo", date(2024, 10, 1)), tables, ""), by=["donor"])
    >>> found.rows.select("donor", "stage", "amount").row(0)
    ('DEU', 'pledge', Decimal('0.300000000000'))
    """
    started = time.process_time()
    refuse_keys(by)
    day = at or case.settings.as_of
    known = entries(case, day)
    later = later_entries(case, known)
    refuse_later(later, known, release, day)
    refuse_release(known, release)
    chosen, found = of_release(known, release), links(known)
    later = of_release(later, release)
    stands, own = of_release(standing(known, found), release), of_release(found, release)
    findings = (
        *time_findings(chosen, later, day),
        *money_findings(chosen),
        *broken_findings(own),
        *more_than_promised(stands),
        *_untold(chosen, own),
        *double_counting(case, chosen),
    )
    return Ledger(
        by=tuple(by),
        at=day,
        release=release,
        rows=pivot(chosen, by),
        totals=totals(chosen),
        open=still_open(stands),
        links=own.select(list(FRAMES["links"])),
        findings=findings,
        stamp=stamp_of(case, started, by=",".join(by), at=day, release=release),
        later=later.height,
        kind=in_kind(chosen),
    )


def _untold(chosen: pl.DataFrame, found: pl.DataFrame) -> list[Finding]:
    """Return what the open list cannot know: releases without links, or without deliveries."""
    linked = found["release"].unique()
    counts = (
        chosen.group_by("release")
        .agg((pl.col("stage") == stage).sum().alias(stage) for stage in STAGES)
        .with_columns(
            pl.col("release").is_in(linked.implode(), nulls_equal=True).alias("linked"),
        )
        .sort("release", nulls_last=True)
    )
    findings = []
    for release, pledges, allocations, deliveries, has_links in counts.iter_rows():
        if pledges and allocations + deliveries and not has_links:
            findings.append(_open("ledger.no-links", release, pledges))
        if release and allocations and not deliveries:
            findings.append(_open("ledger.no-deliveries", release, allocations))
    return findings


def _open(kind: str, release: str | None, count: int) -> Finding:
    details = {"release": release or "-", "count": f"{count}"}
    return Finding("warning", kind, "ledger", None, "of", release, details)
