"""A plan as the JSON that other people's tools read (``foedus plan CASE --json``)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import polars as pl

from foedus.results.plan import Level, Plan, Stamp

FORMAT = 1
"""Of ``plan.json``; raised when a field changes its meaning."""


def as_json(plan: Plan) -> dict[str, object]:
    """Return a plan as plain values, ready for ``json.dumps``.

    What is not known is None (never NaN). The documented fields come first and keep their names;
    the other tables of the plan follow.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    dict

    Examples
    --------
    >>> parse_row("party=DEU;capability=armour")
    {'party': 'DEU', 'capability': 'armour'}
    """
    return {
        "case": plan.case,
        "status": plan.status,
        "levels": [level_entry(level) for level in plan.levels],
        "coverage": rows_of(plan.coverage),
        "readiness": rows_of(plan.readiness),
        "transfers": rows_of(plan.transfers),
        "burden": rows_of(plan.burden),
        "asks": _asks(plan),
        "bundle": rows_of(plan.bundle.select("ask", "moved_by", "need_after", "step")),
        "left_out": rows_of(plan.left_out),
        "assumed_share": known(plan.assumed_share),
        "stamp": _stamp(plan.stamp),
        **_more(plan),
    }


def parse_row(row: str | None) -> dict[str, str] | None:
    """Return the key of a row, written ``column=value;column=value``, as columns and values.

    Examples
    --------
    >>> parse_row("where=party=USA;item=*")
    {'where': 'party=USA', 'item': '*'}
    """
    if row is None:
        return None
    pairs = (part.partition("=") for part in row.split(";"))
    return {column: value for column, _, value in pairs}


def known(value: float | None) -> float | None:
    """Return a finite number, or None where there is none.

    Examples
    --------
    >>> known(2.5), known(float("nan")), known(None)
    (2.5, None, None)
    """
    return value if value is not None and math.isfinite(value) else None


def _more(plan: Plan) -> dict[str, object]:
    tables = ("usage", "holds", "conflict", "positions", "parties", "names", "sources")
    return {
        "format": FORMAT,
        "title": dict(plan.title),
        "currency": plan.currency,
        "unit": plan.unit,
        "as_of": plan.as_of,
        "start": plan.start,
        "months": plan.months,
        "key": plan.key,
        **{name: rows_of(getattr(plan, name)) for name in tables},
    }


def rows_of(frame: pl.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a frame; a figure that is not finite is None.

    Examples
    --------
    >>> rows_of(pl.DataFrame({"party": ["POL"], "gap": [float("nan")]}))
    [{'party': 'POL', 'gap': None}]
    """
    floats = pl.selectors.float()
    finite = frame.with_columns(pl.when(floats.is_finite()).then(floats).name.keep())
    return finite.to_dicts()


def level_entry(level: Level) -> dict[str, object]:
    """Return a level: its value, and what else is known of a level of that name."""
    entry: dict[str, object] = {"name": level.name, "value": known(level.value)}
    if level.name in {"need", "readiness"} or level.unavoidable is not None:
        entry["unavoidable"] = known(level.unavoidable)
    if level.name == "fairness" or level.sorted:
        entry["sorted"] = [known(value) for value in level.sorted]
    return entry


def _asks(plan: Plan) -> list[dict[str, object]]:
    unlocked: dict[object, list[dict[str, object]]] = {}
    for row in rows_of(plan.unlocks.select("ask", "capability", "unit_months", "party")):
        unlocked.setdefault(row.pop("ask"), []).append(row)
    return [_ask(row, unlocked.get(row["ask"], ())) for row in rows_of(plan.asks)]


def _ask(row: dict[str, object], unlocks: Iterable[dict[str, object]]) -> dict[str, object]:
    first = ("party", "limit", "row", "per_unit", "unit", "per_100m", "basis", "survives")
    key = row["row"]
    entry = {name: row[name] for name in first}
    entry["row"] = parse_row(key if isinstance(key, str) else None)
    entry["confirmed"] = _confirmed(row, unlocks)
    rest = ("ask", "table", "item", "capability", "hub", "line", "weakest")
    return entry | {name: row[name] for name in rest}


def _confirmed(
    row: dict[str, object], unlocks: Iterable[dict[str, object]]
) -> dict[str, object] | None:
    if row["moved_by"] is None:
        return None
    return {"moved_by": row["moved_by"], "gain": row["gain"], "unlocks": list(unlocks)}


def _stamp(stamp: Stamp) -> dict[str, object]:
    return {
        "case_sha256": stamp.case_sha256,
        "foedus": stamp.foedus,
        "highs": stamp.highs,
        "solver": stamp.solver,
        "options": dict(stamp.options),
        "seconds": {stage: known(spent) for stage, spent in stamp.seconds.items()},
        "ran": list(stamp.ran),
        "residual": known(stamp.residual),
        "at": stamp.at,
    }
