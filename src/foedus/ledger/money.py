"""Exact amounts: the digits of the case, not the binary numbers nearest to them.

A number of the case is a binary one. Its shortest decimal form is the number that was written, for
up to 15 significant digits: cents up to 9 999 999 999 999.99 and beyond, to 9·10^13. This form is
read as a decimal; fractions of a cent are kept to 12 decimals (half to even beyond), and nothing is
rounded in a sum.
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from foedus.errors import Finding, InputError
from foedus.results.ledger import MONEY
from foedus.results.ledger_json import digits

LARGEST = 1e18
"""Amounts above are refused: a sum over the largest table would not fit 38 digits."""

CENTS = 9e13
"""Above, a binary number no longer holds every cent (2^53 cents)."""


def exact(name: str) -> pl.Expr:
    """Return a column of numbers as exact decimals.

    Parameters
    ----------
    name : str
        Of a ``Float64`` column.

    Examples
    --------
    >>> frame = pl.DataFrame({"amount": [0.1, 0.2, 1e13 + 0.01, -1e13]})
    >>> digits(frame.select(exact("amount"))["amount"].sum())
    '0.31'
    """
    return pl.col(name).cast(pl.String).cast(MONEY)


def refuse_giants(frame: pl.DataFrame, table: str, names: tuple[str, ...]) -> None:
    """Raise ``InputError`` (``ledger.too-large``) for numbers that cannot be added up exactly."""
    faults = [
        Finding("fault", "ledger.too-large", table, None, name, f"{value:g}")
        for name in names
        for value in frame.filter(pl.col(name).abs() > LARGEST)[name].head(1)
    ]
    if faults:
        raise InputError(faults)


def money_findings(entries: pl.DataFrame) -> list[Finding]:
    """Return what to know of the amounts: fractions of a cent, cents lost, no currency."""
    amount = pl.col("amount")
    meant = {
        "ledger.below-a-cent": amount != amount.round(2),
        "ledger.beyond-cents": amount > CENTS,
        "ledger.no-currency": amount.is_not_null() & pl.col("currency").is_null(),
    }
    counted = entries.select(mask.sum().alias(kind) for kind, mask in meant.items()).row(0)
    return [
        Finding("warning", kind, "ledger", None, "amount", None, {"count": f"{count}"})
        for kind, count in zip(meant, counted, strict=True)
        if count
    ]


def shown(value: Decimal | None) -> str:
    """Return an amount for a message; a question mark where it is not known."""
    return "?" if value is None else digits(value)


def sums(entries: pl.DataFrame, *, key: str = "stage", unit: str = "currency") -> str:
    """Return the sums of entries for a message: ``pledge 10 EUR, allocation 4 EUR``.

    Examples
    --------
    >>> rows = {"stage": ["pledge", "pledge"], "amount": [1.5, 2.0], "currency": ["EUR", "EUR"]}
    >>> sums(pl.DataFrame(rows, schema_overrides={"amount": MONEY}))
    'pledge 3.5 EUR'
    """
    keys = [name for name in (key, unit) if name in entries.columns]
    known = entries.filter(pl.col("amount").is_not_null())
    found = known.group_by(keys).agg(pl.col("amount").sum()).sort(keys, nulls_last=True)
    words = ((row.get(key), shown(row["amount"]), row[unit]) for row in found.iter_rows(named=True))
    return ", ".join(" ".join(word for word in line if word) for line in words) or "-"
