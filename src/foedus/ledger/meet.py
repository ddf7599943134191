"""Which figure of one release is the same as which of another, and why the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from foedus.ledger.figures import Side

SECOND = "_second"
"""Ends the name of a column of the second release."""

ONE, OTHER = pl.col("place").is_not_null(), pl.col(f"place{SECOND}").is_not_null()
"""Whether the first, and the second release has the figure."""


def met(
    one: pl.DataFrame, other: pl.DataFrame, keys: Sequence[str], labels: Sequence[str]
) -> pl.DataFrame:
    """Return the figures of two releases, in one row where they are the same.

    Those with the same keys and labels meet first; the rest by fewer labels, then by the keys
    alone, where one on each side is left.

    Parameters
    ----------
    one, other : pl.DataFrame
        Keys, labels and figures, each set of keys and labels once.
    keys, labels : sequence of str

    Returns
    -------
    pl.DataFrame
        The keys, the other columns of ``one``, and those of ``other`` with ``_second``; ``place``
        and ``place_second`` are null where a side has no such figure.

    Examples
    --------
    >>> one = pl.DataFrame({"party": ["DEU"], "unit": ["EUR"], "value": [1]})
    >>> other = pl.DataFrame({"party": ["DEU", "FRA"], "unit": ["USD", "USD"], "value": [2, 3]})
    >>> met(one, other, ["party"], ["unit"]).select("party", "value", "value_second").rows()
    [('DEU', 1, 2), ('FRA', None, 3)]
    """
    one, other = one.with_row_index("place"), other.with_row_index("place")
    left, right, pairs = one, other, []
    for shared in ways(labels):
        on = [*keys, *shared]
        alone = _alone(left, on), _alone(right, on)
        pairs.append(alone[0].join(alone[1], on=on, suffix=SECOND, nulls_equal=True).drop(on))
        left = left.join(pairs[-1], on="place", how="anti")
        right = right.join(pairs[-1], left_on="place", right_on=f"place{SECOND}", how="anti")
    rest = left.select("place"), right.select(pl.col("place").alias(f"place{SECOND}"))
    places = pl.concat([*pairs, *rest], how="diagonal")
    second = other.rename({name: f"{name}{SECOND}" for name in other.columns})
    both = places.join(one, on="place", how="left").join(second, on=f"place{SECOND}", how="left")
    return both.with_columns(pl.coalesce(key, f"{key}{SECOND}").alias(key) for key in keys)


def _alone(frame: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    return frame.filter(pl.struct(on).is_unique()).select("place", *on)


def ways(labels: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the labels by which figures meet: all, then all but one, then none.

    Examples
    --------
    >>> ways(("basis", "unit"))
    [('basis', 'unit'), ('unit',), ('basis',), ()]
    """
    fewer = [tuple(x for x in labels if x != out) for out in labels] if len(labels) > 1 else []
    return [tuple(labels), *fewer, ()]


SHARE = "percent"
"""A unit that is not in prices: two bases of prices do not set such figures apart."""


def state(labels: Sequence[str]) -> pl.Expr:
    """Return how two figures stand to each other.

    Figures in different units, currencies or prices are ``apart``: they cannot be subtracted. A
    share is not in prices.

    Parameters
    ----------
    labels : sequence of str
        The last one says what is counted, a unit or a currency; the others, in which prices.
    """
    *bases, unit = labels
    apart = _differs(unit) | pl.any_horizontal(
        pl.lit(value=False), *((pl.col(unit) != SHARE) & _differs(basis) for basis in bases)
    )
    one, other = pl.col("value"), pl.col(f"value{SECOND}")
    return (
        pl.when(~OTHER)
        .then(pl.lit("only first"))
        .when(~ONE)
        .then(pl.lit("only second"))
        .when(apart)
        .then(pl.lit("apart"))
        .when(one.is_null() | other.is_null())
        .then(pl.lit("unknown"))
        .when(one == other)
        .then(pl.lit("equal"))
        .otherwise(pl.lit("changed"))
    )


def why(one: Side, other: Side, keys: Sequence[str], labels: Sequence[str]) -> pl.Expr:
    """Return what the data tell of why two figures differ; an empty list for equal ones.

    Parameters
    ----------
    one, other : Side
    keys, labels : sequence of str
        Of a figure in one release only, ``no-stage`` (or another key) says that the other release
        has nothing of this stage at all.
    """
    missing = [(pl.col(f"without_amount{end}") > 0).fill_null(value=False) for end in ("", SECOND)]
    told = {
        "publisher": _differs("publishers"),
        **{label: _differs(label) for label in labels},
        "estimate": _differs("estimate"),
        "missing": missing[0] ^ missing[1],
        "after-cut-off": _after("last", other.cut_off) | _after(f"last{SECOND}", one.cut_off),
        **{f"no-{key}": _absent(key, one, other) for key in keys},
    }
    unequal = pl.col("state") != "equal"
    return pl.concat_list(
        pl.when(unequal & mask).then(pl.lit(name)) for name, mask in told.items()
    ).list.drop_nulls()


def _differs(name: str) -> pl.Expr:
    return ONE & OTHER & pl.col(name).ne_missing(pl.col(f"{name}{SECOND}"))


def _after(last: str, cut_off: date | None) -> pl.Expr:
    if cut_off is None:
        return pl.lit(value=False)
    return (pl.col(last) > cut_off).fill_null(value=False)


def _absent(key: str, one: Side, other: Side) -> pl.Expr:
    """Return where a figure stands in one release only, and the other has nothing of its key."""
    sides = (("only first", other), ("only second", one))
    masks = [
        (pl.col("state") == state) & ~pl.col(key).is_in(side.figures[key].unique().implode())
        for state, side in sides
    ]
    return pl.any_horizontal(masks).fill_null(value=False)
