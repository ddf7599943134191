"""The open asks of the latest run of the plan, as the desk shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from foedus.decide.evidence import text
from foedus.results.plan import Plan
from foedus.results.record import AskLine, Run, Text

Asks = tuple[tuple[AskLine, ...], Run | None]


def asks_of(plan: Plan | None, run: str, at: date) -> Asks:
    """Return the confirmed asks of a run, in its order, and the run.

    Parameters
    ----------
    plan : Plan, optional
    run : str
        Its name.
    at : date
        A run of a case as it stood on a later day is left out: nobody could know it.

    Returns
    -------
    tuple of AskLine
    Run or None
    """
    if plan is None or date.fromisoformat(plan.as_of) > at:
        return (), None
    rows = plan.names.filter(table="items").iter_rows(named=True)
    names = {row["id"]: text(row, "name") for row in rows}
    asks = plan.asks.drop_nulls("moved_by").iter_rows(named=True)
    lines = tuple(_ask(row, names.get(row["item"], {})) for row in asks)
    return lines, Run(run, date.fromisoformat(plan.as_of), plan.stamp.at, plan.levels)


def _ask(row: dict[str, Any], name: Text) -> AskLine:
    fields = set(AskLine.__dataclass_fields__) - {"item_name"}
    return AskLine(item_name=name, **{field: row[field] for field in fields})
