"""What a plan carries of its case, so that a run can be read without it."""

from __future__ import annotations

import polars as pl

from foedus.case.model import Case
from foedus.plan.evidence import Evidence
from foedus.results.plan import FRAMES


def parties(case: Case) -> pl.DataFrame:
    """Return the parties with their places."""
    return case.tables["parties"].select(*FRAMES["parties"])


def names(case: Case) -> pl.DataFrame:
    """Return names and units of capabilities, items and hubs."""
    hubs = case.tables["hubs"].select(
        pl.lit("hubs").alias("table"),
        pl.col("hub").alias("id"),
        pl.col("name").alias("name_en"),
        pl.col("name").alias("name_fr"),
        pl.lit("tonne").alias("unit"),
        "lat",
        "lon",
    )
    return pl.concat(
        [_named(case, "capabilities", "capability"), _named(case, "items", "item"), hubs]
    )


def _named(case: Case, table: str, key: str) -> pl.DataFrame:
    unknown = pl.lit(None, dtype=pl.Float64)
    return case.tables[table].select(
        pl.lit(table).alias("table"),
        pl.col(key).alias("id"),
        "name_en",
        "name_fr",
        "unit",
        unknown.alias("lat"),
        unknown.alias("lon"),
    )


def sources(case: Case) -> pl.DataFrame:
    """Return the sources with their confidence."""
    return case.tables["sources"].select(
        "source",
        "title",
        "publisher",
        "release",
        pl.col("published").cast(pl.String),
        "url",
        "confidence",
    )


def positions(case: Case, evidence: Evidence) -> pl.DataFrame:
    """Return published positions by party: statements about it, its restrictions and opt-outs.

    A restriction that limits nothing (a place for scenarios to set one) is nobody's position.
    """
    rows = [*_statements(case, evidence), *_limits(case, evidence)]
    return pl.DataFrame(rows, schema=FRAMES["positions"], orient="row")


def _statements(case: Case, evidence: Evidence) -> list[tuple[object, ...]]:
    known = set(case.tables["parties"]["party"])
    rows: list[tuple[object, ...]] = []
    for n, row in enumerate(case.tables["statements"].iter_rows(named=True)):
        about = [word.strip() for word in (row["about"] or "").split(";")]
        basis = evidence.basis([("statements", n)]).basis
        rows.extend(
            (party, "statement", row["date"].isoformat(), row["speaker"], row["words"],
             row["language"], row["quoted"], None, basis, row["source"])
            for party in about
            if party in known
        )  # fmt: skip
    return rows


def _limits(case: Case, evidence: Evidence) -> list[tuple[object, ...]]:
    published = dict(case.tables["sources"].select("source", "published").iter_rows())
    rows: list[tuple[object, ...]] = []
    for table, kind in (("restrictions", "restriction"), ("opt_outs", "opt_out")):
        for n, row in enumerate(case.tables[table].iter_rows(named=True)):
            if table == "restrictions" and _limits_nothing(case, row):
                continue
            day = published.get(row["source"])
            rows.append((
                row["party"], kind, day.isoformat() if day else None, None, None, None, None,
                evidence.label((table, n)), evidence.basis([(table, n)]).basis, row["source"],
            ))  # fmt: skip
    return rows


def _limits_nothing(case: Case, row: dict[str, object]) -> bool:
    """Say whether a party may give all that it has under a restriction on its gifts."""
    has = 0.0
    for table in ("stocks", "inflows"):
        own = case.tables[table].filter(pl.col("party") == row["party"])
        if row["item"] != "*":
            own = own.filter(pl.col("item") == row["item"])
        has += float(own["quantity"].sum())
    return row["kind"] == "own" and has > 0 and float(str(row["limit"])) >= has
