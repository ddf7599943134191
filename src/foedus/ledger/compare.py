"""The same figure from two releases side by side: what changed, and why where the data tell."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding
from foedus.ledger.figures import LABELS, Side, keys_of, rows_of, side
from foedus.ledger.meet import SECOND, met, state, why
from foedus.ledger.money import sums
from foedus.results.ledger import FRAMES, Comparison
from foedus.results.stamp import stamp_of

STATES = ("equal", "changed", "apart", "unknown", "only first", "only second")


def compare(
    case: Case,
    table: Literal["spending", "ledger"],
    first: str,
    second: str,
    *,
    by: Sequence[str] | None = None,
    at: date | None = None,
    until: date | None = None,
) -> Comparison:
    """Set the figures of two releases side by side.

    Figures with the same keys and labels (basis and unit; for the ledger, the currency) meet first.
    What is left over meets by its keys alone where that is one to one, and says which label
    differs; in different units it is shown side by side and no change is worked out.

    Parameters
    ----------
    case : Case
    table : {"spending", "ledger"}
    first, second : str
        Releases.
    by : sequence of str, optional
        Ledger: any keys, ``("donor", "type", "stage")`` by default; the stage always stands in the
        key. Spending: ``("party", "year", "measure")``, in any order.
    at : date, optional
        Only what was known on this day.
    until : date, optional
        Ledger: only entries dated on or before this day, and those without a date.

    Returns
    -------
    Comparison
        ``why`` of a row: ``publisher`` (another one may define the figure in another way),
        ``basis``, ``unit``, ``currency``, ``estimate`` (in one of the two only), ``missing`` (in
        one, entries without an amount), ``after-cut-off`` (entries of one dated after the last day
        that the other knows of), ``no-stage`` and the like (the other has nothing of this stage).
        An empty list: the data do not tell.

    Raises
    ------
    InputError
        ``ledger.unknown-release``, ``ledger.unknown-key``, ``ledger.keys-of-spending``,
        ``ledger.too-large``.
    """
    started = time.process_time()
    keys = keys_of(table, by)
    rows = rows_of(case, table, at, until)
    one, other = (side(rows, table, release, keys) for release in (first, second))
    frame = _compared(one, other, keys, LABELS[table])
    found = frame["state"].value_counts()
    counts = dict(zip(found["state"], found["count"], strict=True))
    asked = {"table": table, "first": first, "second": second, "by": ",".join(keys)}
    return Comparison(
        table=table,
        first=first,
        second=second,
        by=keys,
        at=at,
        until=until,
        rows=frame,
        counts=MappingProxyType({state: counts.get(state, 0) for state in STATES}),
        findings=tuple(_findings(table, one, other, until)),
        stamp=stamp_of(case, started, **asked, at=at, until=until),
    )


def _compared(one: Side, other: Side, keys: Sequence[str], labels: Sequence[str]) -> pl.DataFrame:
    both = met(one.figures, other.figures, keys, labels).with_columns(
        state(labels[-1]).alias("state")
    )
    first, second = pl.col("value"), pl.col(f"value{SECOND}")
    change = pl.when(pl.col("state").is_in(["equal", "changed"])).then(second - first)
    share = 100 * change.cast(pl.Float64) / first.cast(pl.Float64)
    told = both.select(
        *keys,
        _label(labels, "").alias("first_label"),
        _label(labels, SECOND).alias("second_label"),
        first.alias("first"),
        second.alias("second"),
        change.alias("change"),
        pl.when(first != 0).then(share).alias("percent"),
        "state",
        why(one, other, keys, labels).alias("why"),
    )
    order = [*keys, "first_label", "second_label"]
    return told.select(*keys, *FRAMES["comparison"]).sort(order, nulls_last=True)


def _label(labels: Sequence[str], end: str) -> pl.Expr:
    """Return what a figure is in, in words; null where it is not there."""
    return pl.concat_str([pl.col(f"{name}{end}") for name in labels], separator=", ")


def _findings(table: str, one: Side, other: Side, until: date | None) -> Iterator[Finding]:
    """Yield what bears on a whole release: entries after the other's last day, or undated."""
    for own, against in ((one, other), (other, one)):
        yield from _late(table, own, against)
        undated = own.rows.filter(pl.col("date").is_null())
        if table == "ledger" and undated.height and (until or against.rows["date"].count()):
            details = {
                "release": own.release,
                "amounts": sums(undated),
                "count": f"{undated.height}",
            }
            kind = "ledger.undated-compared"
            yield Finding("warning", kind, table, None, "date", own.release, details)


def _late(table: str, own: Side, against: Side) -> Iterator[Finding]:
    if against.cut_off is None:
        return
    late = own.rows.filter(pl.col("date") > against.cut_off)
    if late.height:
        details = {
            "release": own.release,
            "other": against.release,
            "cut_off": against.cut_off.isoformat(),
            "count": f"{late.height}",
            "amounts": sums(late),
        }
        kind = "ledger.after-cut-off"
        yield Finding("warning", kind, table, None, "date", own.release, details)
