"""What is done alike in several scenarios, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from foedus.plan.evidence import Basis
from foedus.results.futures import FRAMES

DECISION = ("donor", "recipient", "item", "kind", "line", "hub", "paid")
"""What makes two transfers the same decision; a delivery may be late in one scenario."""
_ALIKE = ("recipient", "item")
"""What is left of a decision when month, payer, route and origin do not matter."""
DUST = 1e-6
"""A difference below this, times max(1, quantity), is the solver's rounding."""
SLACK = 1e-5
"""Less than this part of all that is moved of an item comes of the slack of the levels."""

_Row = dict[str, object]


@dataclass(frozen=True)
class _Part:
    """One scenario's share in a decision."""

    scenario: str
    row: _Row

    @property
    def quantity(self) -> float:
        """Units that are moved."""
        return _number(self.row["quantity"])


def layered(
    transfers: Mapping[str, pl.DataFrame], reveal: Mapping[str, str], odds: Basis | None = None
) -> pl.DataFrame:
    """Return the transfers of all scenarios as parts, each with the scenarios that make it.

    Of a decision taken for 10 units in one scenario and 8 in another, 8 are a move of both and 2
    a move of the first: each scenario's plan is the sum of its parts, to within the levels' slack.

    Parameters
    ----------
    transfers : mapping of scenario to frame
        As ``transfers`` of a plan.
    reveal : mapping of scenario to str
        First month in which its plan may differ.
    odds : Basis, optional
        What the probabilities rest on: so does what is decided before a reveal.

    Returns
    -------
    DataFrame
        As ``moves`` of a ``Futures``. Where a price differs between the scenarios, the value is
        the mean of those named; where a month differs, it is null.
    """
    found: dict[tuple[object, ...], list[_Part]] = {}
    for scenario, frame in transfers.items():
        for row in frame.group_by(*DECISION, maintain_order=True).agg(_together()).to_dicts():
            key = tuple(row[name] for name in DECISION)
            found.setdefault(key, []).append(_Part(scenario, row))
    parts = [move for of_one in found.values() for move in _layers(of_one, reveal)]
    frame = pl.DataFrame(parts, schema=FRAMES["moves"], orient="row")
    frame = _resting_on(odds, frame).filter(pl.col("quantity") > SLACK * _moved(transfers))
    return frame.sort("paid", "donor", "kind", "item", "line", "hub", maintain_order=True)


def _moved(transfers: Mapping[str, pl.DataFrame]) -> pl.Expr:
    """Most that any scenario moves of an item."""
    most: dict[str, float] = {}
    for frame in transfers.values():
        for item, quantity in frame.group_by("item").agg(pl.col("quantity").sum()).iter_rows():
            most[item] = max(most.get(item, 0.0), quantity)
    return pl.col("item").replace_strict(most, default=0.0, return_dtype=pl.Float64)


def _resting_on(odds: Basis | None, moves: pl.DataFrame) -> pl.DataFrame:
    """Return the moves, those before a reveal resting on the odds too."""
    if odds is None:
        return moves
    before = pl.col("when") == "before"
    named = pl.col("sources").list.concat(pl.lit(list(odds.sources), pl.List(pl.String)))
    moves = moves.with_columns(
        pl.when(before).then(named.list.unique(maintain_order=True)).otherwise("sources")
        .alias("sources")
    )  # fmt: skip
    if odds.basis == "sourced":
        return moves
    doubted = before & (pl.col("basis") == "sourced")
    return moves.with_columns(
        pl.when(doubted).then(pl.lit("assumed")).otherwise("basis").alias("basis"),
        pl.when(doubted).then(pl.lit(odds.weakest)).otherwise("weakest").alias("weakest"),
    )


def _together() -> list[pl.Expr]:
    """One row for a decision whose deliveries stand in several rows."""
    first = [pl.col(name).first() for name in ("sent", "arrives", "basis", "sources", "weakest")]
    return [pl.col("quantity").sum(), pl.col("value").sum(), *first]


def _layers(parts: Sequence[_Part], reveal: Mapping[str, str]) -> list[_Row]:
    rising = sorted(parts, key=lambda part: part.quantity)
    moves, before = [], 0.0
    for n, part in enumerate(rising):
        more = part.quantity - before
        if more > DUST * max(1.0, part.quantity):
            moves.append(_move(rising[n:], more, parts, reveal))
            before = part.quantity
    return moves


def _move(
    sharing: Sequence[_Part], quantity: float, order: Sequence[_Part], reveal: Mapping[str, str]
) -> _Row:
    names = {part.scenario for part in sharing}
    inside = [part for part in order if part.scenario in names]
    first = inside[0]
    rates = [_number(part.row["value"]) / part.quantity for part in inside]
    rate = rates[0] if max(rates) - min(rates) <= DUST * max(rates) else sum(rates) / len(rates)
    weakest = next((p.row for p in inside if p.row["basis"] == "assumed"), first.row)
    before = str(first.row["paid"]) < min(reveal[name] for name in names)
    return first.row | {
        "sent": _alike(inside, "sent"),
        "arrives": _alike(inside, "arrives"),
        "quantity": round(quantity, 9),
        "value": round(rate * quantity, 9),
        "basis": weakest["basis"],
        "sources": _sources(inside),
        "weakest": weakest["weakest"],
        "in": [part.scenario for part in inside],
        "when": "before" if before else "after",
    }


def _alike(parts: Sequence[_Part], column: str) -> object:
    """Return what a column says in all scenarios; None where it differs."""
    values = {part.row[column] for part in parts}
    return values.pop() if len(values) == 1 else None


def _sources(parts: Sequence[_Part]) -> list[str]:
    named: dict[str, None] = {}
    for part in parts:
        sources = part.row["sources"]
        assert isinstance(sources, list)
        named.update(dict.fromkeys(sources))
    return list(named)


def _number(value: object) -> float:
    assert isinstance(value, float)
    return value


def alike_by_item(moves: pl.DataFrame, scenarios: Sequence[str]) -> pl.DataFrame:
    """Return what moves that are not alike have in common: the item, and for whom it is.

    Of moves that some scenarios make and others do not, a part is the same quantity of the same
    item for the same recipient in every scenario, and differs only by its month, its payer, its
    route or where it comes from. The refill of a stock is for the one that owns the stock.

    Parameters
    ----------
    moves : pl.DataFrame
        As ``moves`` of a ``Futures``.
    scenarios : sequence of str
        All of them.

    Returns
    -------
    pl.DataFrame
        ``scenario``, ``recipient``, ``item``, ``quantity`` (units, the same in every scenario) and
        ``value`` (money, million, at the scenario's own mean price of the item). What is not in
        every scenario has no row.
    """
    some = moves.filter(pl.col("in").list.len() < len(scenarios))
    each = some.explode("in").rename({"in": "scenario"})
    own = each.group_by("scenario", *_ALIKE, maintain_order=True).agg(
        pl.col("quantity", "value").sum()
    )
    least = pl.col("quantity").min().over(_ALIKE)
    shared = own.filter(pl.len().over(_ALIKE) == len(scenarios), pl.col("quantity") > 0)
    value = (pl.col("value") * least / pl.col("quantity")).alias("value")
    return shared.select("scenario", *_ALIKE, least.alias("quantity"), value)
