"""What scenarios change as the JSON that other people's tools read (``--json``)."""

from __future__ import annotations

import polars as pl

from foedus.results.difference import Contrast, Difference
from foedus.results.record_json import plain

Json = dict[str, object]


def difference_as_json(found: Difference) -> Json:
    """Return a difference as plain values, ready for ``json.dumps``; the unknown is null."""
    return {
        "case": found.case,
        "scenarios": [_scenario(found, one) for one in found.scenarios],
        "currency": found.currency,
        "unit": found.unit,
        "as_of": found.as_of,
        "sources": plain(found.sources),
        "stamp": plain(found.stamp),
    }


def _scenario(found: Difference, one: Contrast) -> Json:
    changes = found.changes.filter(pl.col("scenario") == one.scenario)
    rows = found.rows.filter(pl.col("scenario") == one.scenario)
    net = found.net.filter(pl.col("scenario") == one.scenario)
    totals = found.totals.filter(pl.col("scenario") == one.scenario)
    return {
        "scenario": one.scenario,
        "names": dict(one.names),
        "probability": one.probability,
        "reveal": one.reveal,
        "changes": [_change(row, rows) for row in changes.iter_rows(named=True)],
        "net": [
            {**row, "row": _pairs(row["row"])} for row in net.drop("scenario").iter_rows(named=True)
        ],
        "totals": [
            {**row, "group": _pairs(row["group"])}
            for row in totals.drop("scenario").iter_rows(named=True)
        ],
        "sha256": one.sha256,
    }


def _change(row: Json, rows: pl.DataFrame) -> Json:
    own = rows.filter(pl.col("change") == row["change"]).drop("scenario", "change")
    said = {name: value for name, value in row.items() if name not in {"scenario", "change"}}
    touched = [{**one, "row": _pairs(one["row"])} for one in own.iter_rows(named=True)]
    return {**said, "rows": touched}


def _pairs(key: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in key.split(";") if part)
    return {name: value for name, _, value in pairs}
