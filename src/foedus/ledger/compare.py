"""The same figure from two releases side by side: what changed, and why where the data tell."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding
from foedus.ledger.figures import LABELS, Scope, Side, keys_of, rows_of, side
from foedus.ledger.meet import SECOND, met, state, why
from foedus.ledger.money import sums
from foedus.results.ledger import FRAMES, Comparison
from foedus.results.stamp import stamp_of

NOUGHT = "nought"
"""Counts figures of 0 that one release alone has."""

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
    parties: Sequence[str] = (),
    year: int | None = None,
) -> Comparison:
    """Set the figures of two releases side by side.

    Figures with the same keys and labels (basis and unit; for the ledger, the currency) meet first.
    What is left over meets by its keys alone where that is one to one, and says which label
    differs; in different units or prices it is shown side by side and no change is worked out.

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
        Only what was known on this day, the case's own by default.
    until : date, optional
        Ledger: only entries dated on or before this day, and those without a date.
    parties : sequence of str
        Only these, in the ledger donors; all by default.
    year : int, optional
        Only this one; entries without a date stand in none.

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
        ``ledger.unknown-release``, ``ledger.later-release``, ``ledger.unknown-key``,
        ``ledger.keys-of-spending``, ``ledger.unknown-party``, ``ledger.unknown-year``,
        ``ledger.too-large``.
    """
    started = time.process_time()
    keys = keys_of(table, by)
    scope = Scope(at or case.settings.as_of, until, tuple(parties), year)
    rows = rows_of(case, table, scope, (first, second))
    one, other = (side(rows, table, release, keys) for release in (first, second))
    frame = _compared(one, other, keys, LABELS[table])
    return Comparison(
        table=table,
        first=first,
        second=second,
        by=keys,
        at=scope.at,
        until=until,
        rows=frame,
        counts=_counts(frame),
        findings=tuple(_findings(table, one, other, until)),
        stamp=stamp_of(case, started, **_asked(table, first, second, keys, scope)),
        parties=scope.parties,
        year=year,
    )


def _asked(
    table: str, first: str, second: str, keys: Sequence[str], scope: Scope
) -> dict[str, str | date | None]:
    """Return what was asked for, as the stamp tells it."""
    return {
        "table": table,
        "first": first,
        "second": second,
        "by": ",".join(keys),
        "at": scope.at,
        "until": scope.until,
        "party": ",".join(scope.parties) or None,
        "year": None if scope.year is None else f"{scope.year}",
    }


def _counts(frame: pl.DataFrame) -> Mapping[str, int]:
    """Return how many figures are in each state; 0 against nothing is no difference."""
    nought = pl.coalesce("first", "second") == 0
    alone = pl.col("state").str.starts_with("only ")
    told = pl.when(alone & nought).then(pl.lit(NOUGHT)).otherwise("state").alias("told")
    found = dict(frame.select(told).group_by("told").len().iter_rows())
    return MappingProxyType({state: found.get(state, 0) for state in (*STATES, NOUGHT)})


def _compared(one: Side, other: Side, keys: Sequence[str], labels: Sequence[str]) -> pl.DataFrame:
    both = met(one.figures, other.figures, keys, labels).with_columns(state(labels).alias("state"))
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
