"""What the ledger says: sums by keys, what is still open, and two releases side by side.

Amounts and quantities are exact decimals (``MONEY``): sums of the figures as they stand in the
case, in whole units of their currency. Nothing is rounded on the way, fractions of a cent are kept,
so that the rows of any table add up to its totals to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

import polars as pl

from foedus.errors import Finding
from foedus.results.stamp import RecordStamp

SCALE = 12
"""Decimals of an amount that are kept: a trillionth of a unit of currency."""

MONEY = pl.Decimal(38, SCALE)
"""Type of amounts and quantities."""

STAGES = ("pledge", "allocation", "delivery")
"""From promise to fact, in this order; a table never adds one stage to another."""

_TEXT, _DAY, _COUNT = pl.String(), pl.Date(), pl.Int64()

FRAMES: Mapping[str, Mapping[str, pl.DataType]] = MappingProxyType(
    {
        "rows": {  # the keys asked for stand before these
            "stage": _TEXT,
            "amount": MONEY,  # null: no entry has an amount
            "currency": _TEXT,
            "release": _TEXT,
            "quantity": MONEY,  # of the item that stands in the key; null: none, or unknown
            "entries": _COUNT,
            "without_amount": _COUNT,  # of them: unknown, not 0
            "assumed": MONEY,  # the part of the amount that rests on assumptions
            "weakest": _TEXT,  # the first entry that does; null: all are sourced
        },
        "totals": {
            "stage": _TEXT,
            "amount": MONEY,
            "currency": _TEXT,
            "release": _TEXT,
            "entries": _COUNT,
            "without_amount": _COUNT,
            "assumed": MONEY,
            "weakest": _TEXT,
            "assumed_share": pl.Float64(),  # 0..1 of the amount; null where there is none
        },
        "kind": {  # what is given in kind: units of one item are added up, never of two
            "donor": _TEXT,
            "item": _TEXT,
            "stage": _TEXT,
            "quantity": MONEY,  # null: no entry says how many
            "release": _TEXT,
            "entries": _COUNT,
            "without_quantity": _COUNT,
            "weakest": _TEXT,
        },
        "open": {  # pledges and allocations that are not, or not wholly, made good
            "entry": _TEXT,
            "donor": _TEXT,
            "recipient": _TEXT,
            "type": _TEXT,
            "stage": _TEXT,
            "date": _DAY,
            "item": _TEXT,
            "quantity": MONEY,
            "amount": MONEY,
            "currency": _TEXT,
            "release": _TEXT,
            "made_good_quantity": MONEY,  # null: nothing says so
            "made_good_amount": MONEY,
            "left_quantity": MONEY,
            "left_amount": MONEY,
            "state": _TEXT,  # not, partly, unmeasured: something makes it good, nobody says how far
            "by": pl.List(pl.String()),  # the entries that make it good, directly or further on
            "without_figure": _COUNT,  # of them: without a figure that could be counted
        },
        "links": {  # what makes good what, as the entries say it
            "entry": _TEXT,
            "of": _TEXT,
            "stage": _TEXT,
            "stage_of": _TEXT,
            "quantity": MONEY,
            "amount": MONEY,
            "currency": _TEXT,
            "release": _TEXT,
            "broken": _TEXT,  # why it does not count; null: it does
        },
        "comparison": {  # the keys stand before these
            "first_label": _TEXT,  # basis and unit, or currency, of the first figure
            "second_label": _TEXT,
            "first": MONEY,
            "second": MONEY,
            "change": MONEY,  # second - first; null where the two are not in one unit and prices
            "percent": pl.Float64(),  # of the first; null where that is 0
            "state": _TEXT,  # equal, changed, apart, unknown, only first, only second
            "why": pl.List(pl.String()),  # what the data tell, keys of texts
        },
    }
)
"""Columns of every table."""


@dataclass(frozen=True)
class Ledger:
    """The answer of ``foedus ledger``.

    Parameters
    ----------
    by : tuple of str
        The keys asked for, besides stage, currency and release.
    at : date
        Only what was known on this day.
    release : str, optional
        Only this release.
    rows, totals, open, links : pl.DataFrame
        With the columns of ``FRAMES``.
    findings : tuple of Finding
        Broken links, what may be counted twice, entries without a date: warnings.
    stamp : RecordStamp
    later : int
        Entries that were not known on the day, and are left out.
    kind : pl.DataFrame
        ``FRAMES["kind"]``: the units of each item.
    """

    by: tuple[str, ...]
    at: date
    release: str | None
    rows: pl.DataFrame
    totals: pl.DataFrame
    open: pl.DataFrame
    links: pl.DataFrame
    findings: tuple[Finding, ...]
    stamp: RecordStamp
    later: int = 0
    kind: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=dict(FRAMES["kind"])))


@dataclass(frozen=True)
class Comparison:
    """The answer of ``foedus compare``.

    Parameters
    ----------
    table : {"spending", "ledger"}
    first, second : str
        The releases.
    by : tuple of str
        The keys of a row.
    at : date
        Only what was known on this day.
    until : date, optional
        Only entries dated on or before this day, and those without a date.
    rows : pl.DataFrame
        ``FRAMES["comparison"]``; ``apart``: both stand there, in other units, currencies or prices;
        ``unknown``: one of the two has no amount.
    counts : mapping of state to int
        A figure of 0 that one release alone has is no difference: it is counted as ``nought``.
    findings : tuple of Finding
    stamp : RecordStamp
    parties : tuple of str
        Only these (in the ledger, donors); all where empty.
    year : int, optional
        Only this one.
    """

    table: Literal["spending", "ledger"]
    first: str
    second: str
    by: tuple[str, ...]
    at: date
    until: date | None
    rows: pl.DataFrame
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    stamp: RecordStamp
    parties: tuple[str, ...] = ()
    year: int | None = None
