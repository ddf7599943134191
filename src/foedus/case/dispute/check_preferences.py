"""Rules on what the parties want: nothing said twice, nothing that is needed left out."""

from __future__ import annotations

import polars as pl

from foedus.case.check_keys import PLACE, placed
from foedus.case.context import Context
from foedus.case.dispute.rows import (
    complete,
    found,
    issues_of,
    options_as_written,
    row_numbers,
)
from foedus.errors import Finding

CELL = ("party", "issue", "option")
PAIR = ("party", "issue")


def values_and_ranks(context: Context) -> list[Finding]:
    """Return a fault for every rank beside a value of the same party, issue and option."""
    values, ranks = context.typed["values"], context.typed["ranks"]
    given = placed(values, *CELL).select(*CELL, pl.col(PLACE).alias("other"))
    given = given.unique(CELL, keep="first", maintain_order=True)
    rows = placed(ranks, *CELL).join(given, on=CELL, how="inner")
    rows = row_numbers(values, rows, "other").with_columns(table=pl.lit(values.file))
    return found(ranks, "rank", rows, "dispute.value-and-rank", ["table", "other_row"])


def mixed(context: Context) -> list[Finding]:
    """Return a warning for every party and issue with values for some options, ranks for others."""
    values, ranks = context.typed["values"], context.typed["ranks"]
    pairs = placed(values, *CELL).select(PAIR).unique()
    rows = placed(ranks, *CELL).join(placed(values, *CELL), on=CELL, how="anti")
    rows = rows.join(pairs, on=PAIR, how="semi").sort(PLACE)
    first = rows.unique(PAIR, keep="first", maintain_order=True)
    return found(ranks, "rank", first, "dispute.mixed-values", PAIR, "warning")


def missing_values(context: Context) -> list[Finding]:
    """Return a fault for every salience above 0 whose options lack a value and a rank.

    It stands at the salience, since the row that is missing has no place.
    """
    tables = (("options", CELL[1:]), ("values", CELL), ("ranks", CELL))
    if not all(complete(context, table, *columns) for table, columns in tables):
        return []
    options = options_as_written(context)
    given = pl.concat(context.typed[t].frame.select(CELL) for t in ("values", "ranks"))
    strange = given.join(options, on=CELL[1:], how="anti")
    rows = (
        _salient(context, "options")
        .join(strange, on=PAIR, how="anti")  # a misspelt option is no missing one
        .join(options, on="issue", how="inner", maintain_order="left_right")
        .join(given, on=CELL, how="anti", maintain_order="left")
        .group_by(PLACE, *PAIR, maintain_order=True)
        .agg(pl.col("option").str.join(", ").alias("options"))
    )
    typed = context.typed["saliences"]
    return found(typed, "salience", rows, "dispute.value-missing", [*PAIR, "options"])


def missing_positions(context: Context) -> list[Finding]:
    """Return a fault for every salience above 0 on a scale where the party has no position."""
    if not complete(context, "positions", *PAIR):
        return []
    positions = context.typed["positions"].frame
    rows = _salient(context, "scale").join(positions, on=PAIR, how="anti", maintain_order="left")
    return found(context.typed["saliences"], "salience", rows, "dispute.position-missing", PAIR)


def _salient(context: Context, kind: str) -> pl.DataFrame:
    """Return the saliences above 0 of known parties on issues of a kind, each once."""
    rows = placed(context.typed["saliences"], *PAIR, "salience")
    rows = rows.filter(pl.col("salience") > 0).unique(PAIR, keep="first", maintain_order=True)
    known = context.names("parties")
    if known is not None:
        rows = rows.filter(pl.col("party").is_in(known.implode()))
    return rows.join(issues_of(context, kind), on="issue", how="semi", maintain_order="left")


def indifferent(context: Context) -> list[Finding]:
    """Return a warning for every party to which no issue matters."""
    saliences, parties = context.typed["saliences"], context.typed["parties"]
    if not complete(context, "saliences", *PAIR) or not saliences.readable("salience"):
        return []
    caring = saliences.frame.filter(pl.col("salience") > 0)
    rows = placed(parties, "party").join(caring, on="party", how="anti", maintain_order="left")
    return found(parties, "party", rows, "dispute.no-salience", severity="warning")


def without_veto(context: Context) -> list[Finding]:
    """Return a warning for every party without a veto where others have one."""
    typed = context.typed["parties"]
    rows = placed(typed, "party", "veto")
    if not rows["veto"].any():
        return []
    none = rows.filter(~pl.col("veto"))
    return found(typed, "veto", none, "dispute.party-without-veto", ["party"], "warning")
