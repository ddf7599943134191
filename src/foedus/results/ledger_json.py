"""The ledger and the comparison of releases as the JSON that other tools read (``--json``).

The documented fields come first. A number that JSON cannot hold to the last digit stands beside
its exact form, as text, under ``exact``. What is not known is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from foedus.results.ledger import Comparison, Ledger
from foedus.results.record_json import Json, plain

EXACT: tuple[str, ...] = ("amount", "quantity", "first", "second", "change")
"""Numbers that are given in their exact form too."""


def ledger_as_json(ledger: Ledger) -> Json:
    """Return a ledger as plain values, ready for ``json.dumps``."""
    return {
        "rows": _records(ledger.rows),
        "findings": plain(ledger.findings),
        "stamp": plain(ledger.stamp),
        "by": list(ledger.by),
        "at": plain(ledger.at),
        "release": ledger.release,
        "entries": int(ledger.rows["entries"].sum()),
        "without_amount": int(ledger.rows["without_amount"].sum()),
        "totals": _records(ledger.totals),
        "open": _records(ledger.open),
        "links": _records(ledger.links),
        "later": ledger.later,
        "kind": _records(ledger.kind),
    }


def comparison_as_json(comparison: Comparison) -> Json:
    """Return a comparison as plain values, ready for ``json.dumps``."""
    return {
        "rows": _records(comparison.rows),
        "findings": plain(comparison.findings),
        "stamp": plain(comparison.stamp),
        "table": comparison.table,
        "first": comparison.first,
        "second": comparison.second,
        "by": list(comparison.by),
        "at": plain(comparison.at),
        "until": plain(comparison.until),
        "parties": list(comparison.parties),
        "year": comparison.year,
        "counts": dict(comparison.counts),
    }


def _records(frame: pl.DataFrame) -> list[Json]:
    return [_record(row) for row in frame.iter_rows(named=True)]


def _record(row: Mapping[str, object]) -> Json:
    exact = {
        name: digits(value)
        for name in EXACT
        if name in row and isinstance(value := row[name], Decimal)
    }
    return {name: _value(value) for name, value in row.items()} | {"exact": exact}


def _value(value: object) -> object:
    if not isinstance(value, Decimal):
        return plain(value)
    return int(value) if value == int(value) else float(value)


def digits(value: Decimal) -> str:
    """Return all digits of an amount without a power of ten and without zeros at the end.

    Examples
    --------
    >>> digits(Decimal("10635000000.500000000000")), digits(Decimal("1E+3"))
    ('10635000000.5', '1000')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
