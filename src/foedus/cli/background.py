"""What the pages of figures tell beside the figures: sources, names of items, what is assumed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from foedus.brief.figures_words import Background
    from foedus.case.model import Case
    from foedus.results.record import SourceLine

ASSUMPTION = "assumption"


def background_of(
    case: Case,
    table: Literal["ledger", "spending"],
    releases: Collection[str | None] | None = None,
) -> Background:
    """Return what a case says beside the figures of a table.

    Parameters
    ----------
    case : Case
    table : {"ledger", "spending"}
    releases : collection of str, optional
        Whose rows are counted; all of them by default.
    """
    from foedus.brief.figures_words import Background

    rows = case.tables[table]
    if releases is not None:
        rows = rows.filter(pl.col("release").is_in(list(releases), nulls_equal=True))
    items = case.tables["items"].select("item", "name_en", "name_fr")
    return Background(
        sources_of(case),
        _cited(rows),
        {key: {"en": en or "", "fr": fr or ""} for key, en, fr in items.iter_rows()},
        _assumed(case, rows),
        rows.height,
    )


def sources_of(case: Case) -> tuple[SourceLine, ...]:
    """Return the sources of a case as a page lists them."""
    from foedus.results.record import SourceLine

    fields = list(SourceLine.__dataclass_fields__)
    return tuple(SourceLine(*row) for row in case.tables["sources"].select(fields).iter_rows())


def _cited(rows: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Return how many rows of each release name a source, the most frequent first."""
    counts = (
        rows.filter(pl.col("source").is_not_null())
        .group_by(pl.col("release").fill_null(""), "source")
        .len()
        .sort(["len", "source"], descending=[True, False])
    )
    cited: dict[str, dict[str, int]] = {}
    for release, source, count in counts.iter_rows():
        cited.setdefault(release, {})[source] = count
    return cited


def _assumed(case: Case, rows: pl.DataFrame) -> int:
    said = case.tables["sources"].filter(pl.col("confidence") != ASSUMPTION)["source"]
    return rows.filter(~pl.col("source").is_in(said.implode()).fill_null(value=False)).height
