"""What makes good what: the links that the entries name, and those that cannot hold.

An allocation makes good a pledge; a delivery makes good an allocation, or a pledge directly. A
link that goes back (a pledge that makes a delivery good), round in a circle, to another donor,
recipient or type, or to another release counts for nothing, and is reported.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding
from foedus.results.ledger import STAGES

RANKS = {stage: rank for rank, stage in enumerate(STAGES)}

SAME = ("donor", "recipient", "type")
"""What an entry shares with the entry that it makes good."""

FAR = "_of"
"""Ends the name of a column of the entry that is made good."""


def links(entries: pl.DataFrame) -> pl.DataFrame:
    """Return every link with both its ends.

    Parameters
    ----------
    entries : pl.DataFrame
        As ``entries.entries`` gives them, of all releases.

    Returns
    -------
    pl.DataFrame
        The entries that make others good, the columns of these with ``_of`` at the end of their
        names, and ``broken``: the first that holds of ``of-unknown`` (not known on the day),
        ``cycle``, ``backwards``, ``of-other`` and ``of-other-release``; null where it is sound.
    """
    near = entries.filter(pl.col("of").is_not_null())
    far = entries.rename({name: f"{name}{FAR}" for name in entries.columns})
    found = near.join(far, left_on="of", right_on=f"entry{FAR}", how="left").sort("entry")
    round_ = _cycles(found)
    rank, rank_of = (
        pl.col(c).replace_strict(RANKS, default=None) for c in ("stage", f"stage{FAR}")
    )
    other = pl.any_horizontal(pl.col(c) != pl.col(f"{c}{FAR}") for c in SAME)
    return found.with_columns(
        pl.when(pl.col(f"stage{FAR}").is_null())
        .then(pl.lit("of-unknown"))
        .when(pl.col("entry").is_in(round_.implode()))
        .then(pl.lit("cycle"))
        .when(rank <= rank_of)
        .then(pl.lit("backwards"))
        .when(other)
        .then(pl.lit("of-other"))
        .when(pl.col("release").ne_missing(pl.col(f"release{FAR}")))
        .then(pl.lit("of-other-release"))
        .alias("broken")
    )


def _cycles(found: pl.DataFrame) -> pl.Series:
    """Return the entries that make themselves good, through others.

    A circle holds a link that does not rise from stage to stage, so that most ledgers have none.
    """
    if found.select((_rank("stage") > _rank(f"stage{FAR}")).all()).item():
        return pl.Series([], dtype=pl.String)
    names = pl.concat([found["entry"], found["of"]]).unique().sort()
    places = pl.DataFrame({"name": names, "place": np.arange(len(names))})
    ends = [
        found.select(name=column).join(places, on="name", maintain_order="left")["place"].to_numpy()
        for column in ("entry", "of")
    ]
    return names.gather(_on_cycles(ends[0], ends[1], len(names)))


def _rank(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(RANKS, default=None)


def _on_cycles(
    start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    """Return the nodes of a graph, in which each node has one way out at most, that lie on cycles.

    Who has gone ``2^k >= count`` steps stands on a cycle or at the sink; every node of a cycle is
    reached so. ``count`` is the sink.
    """
    onward = np.full(count + 1, count, dtype=np.int64)
    onward[start] = end
    for _ in range(count.bit_length()):
        onward = onward[onward]
    reached: npt.NDArray[np.int64] = np.unique(onward)
    return reached[reached < count]


def broken_findings(found: pl.DataFrame) -> list[Finding]:
    """Return a warning for each link that counts for nothing, and for each that comes too early.

    Parameters
    ----------
    found : pl.DataFrame
        As ``links`` gives them.
    """
    early = (pl.col("date") < pl.col(f"date{FAR}")).fill_null(value=False)
    kinds = ("of-unknown", "cycle", "backwards", "of-other", "of-other-release")
    masks = {kind: (pl.col("broken") == kind).fill_null(value=False) for kind in kinds}
    masks["before-its-promise"] = pl.col("broken").is_null() & early
    return [f for kind, mask in masks.items() for f in _warnings(kind, found.filter(mask))]


def _warnings(kind: str, found: pl.DataFrame) -> list[Finding]:
    columns = (*SAME, "stage", "release", "date")
    warnings = [
        Finding(
            "warning",
            f"ledger.{kind}",
            "ledger",
            None,
            "of",
            row["entry"],
            {"of": row["of"]}
            | {c: f"{row[c] or '-'}" for c in columns}
            | {f"{c}{FAR}": f"{row[f'{c}{FAR}'] or '-'}" for c in columns},
        )
        for row in found.head(MAX_FINDINGS).iter_rows(named=True)
    ]
    return and_more(warnings, found.height) if warnings else []
