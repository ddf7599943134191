"""From a solution to the tables of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from foedus.plan.columns import Columns, floor_missing
from foedus.plan.constraints_supply import restricted
from foedus.plan.evidence import Evidence, Row
from foedus.plan.moves import DUST, Move, read_moves
from foedus.plan.sets import Flags, Floats, Ints, Sets
from foedus.results.plan import FRAMES

NO_FLOOR, OPTED_OUT, RESTRICTED, NO_ROUTE = (
    "no floor",
    "opted out",
    "restricted",
    "no route",
)
"""Why something is left out; the words are those of the JSON."""


def frame(name: str, columns: dict[str, Sequence[object] | pl.Series]) -> pl.DataFrame:
    """Return a frame of the plan with its declared types."""
    return pl.DataFrame(columns, schema=FRAMES[name])


def clean(values: Floats) -> Floats:
    """Return figures without the solver's dust: what is below 1e-7 is 0, nothing is negative."""
    return np.where(values < 1e-7, 0.0, np.round(values, 9))


def _named(names: Sequence[str], index: Ints) -> list[str]:
    return [names[i] for i in index]


def coverage(s: Sets, v: Columns, x: Floats) -> pl.DataFrame:
    """Return need, what meets it and backlog by recipient, capability and month."""
    n, t = v.backlog["need"], v.backlog["month"]
    met = np.zeros(v.backlog.size)
    place = v.use["need"] * s.months + v.use["month"]
    rate = s.yields[v.use["item"], v.use["capability"]]
    np.add.at(met, place, rate * x[v.use.span])
    labels = s.horizon.labels()
    return frame(
        "coverage",
        {
            "party": _named(s.parties, v.backlog["recipient"]),
            "capability": _named(s.capabilities, v.backlog["capability"]),
            "month": _named(labels, t),
            "needed": s.needs.quantity[n, t].tolist(),
            "met": clean(met).tolist(),
            "backlog": clean(x[v.backlog.span]).tolist(),
        },
    )


def readiness(s: Sets, v: Columns, x: Floats) -> pl.DataFrame:
    """Return what is required, held and missing by holder, capability and month."""
    at = np.full(s.holds.quantity.shape, -1, dtype=np.int64)
    at[v.gap["hold"], v.gap["month"]] = np.arange(v.gap.size)
    held = np.zeros(v.gap.size)
    rate = s.yields[v.held["item"], v.held["capability"]]
    np.add.at(held, at[v.held["hold"], v.held["month"]], rate * x[v.held.span])
    return frame(
        "readiness",
        {
            "party": _named(s.holds.names, v.gap["holder"]),
            "capability": _named(s.capabilities, v.gap["capability"]),
            "month": _named(s.horizon.labels(), v.gap["month"]),
            "required": s.holds.quantity[v.gap["hold"], v.gap["month"]].tolist(),
            "held": clean(held).tolist(),
            "gap": clean(x[v.gap.span]).tolist(),
        },
    )


def burden(s: Sets, v: Columns, x: Floats) -> pl.DataFrame:
    """Return burden, share, relative burden, fair burden and ratio by donor."""
    carried = clean(x[v.burden.span])
    share = s.share[s.donors]
    fair = share * carried.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        relative, ratio = carried / share, carried / fair
    return frame(
        "burden",
        {
            "party": _named(s.parties, s.donors),
            "burden": carried.tolist(),
            "share": share.tolist(),
            "relative_burden": _or_null(relative, share > 0),
            "fair_burden": fair.tolist(),
            "ratio": _or_null(ratio, fair > 0),
        },
    )


def _or_null(values: Floats, known: Flags) -> list[float | None]:
    return [float(a) if k else None for a, k in zip(values, known, strict=True)]


def usage(s: Sets, v: Columns, x: Floats) -> pl.DataFrame:
    """Return capacity and use of lines and hubs by month."""
    line = np.zeros((len(s.line_names), s.months))
    for family, key in ((v.order, "dispatched"), (v.refill, "arrives")):
        due = family[key] < s.months
        np.add.at(line, (family["line"][due], family[key][due]), x[family.span][due])
    hub = np.zeros((len(s.hubs), s.months))
    for family in (v.give, v.order):
        through = (family["hub"] >= 0) & (family["arrives"] < s.months)
        tonnes = (s.mass[family["item"]] * x[family.span])[through]
        np.add.at(hub, (family["hub"][through], family["arrives"][through]), tonnes)
    capacity = np.concatenate([s.lines.capacity.ravel(), np.repeat(s.hub_capacity, s.months)])
    names = [*s.line_names, *s.hubs]
    return frame(
        "usage",
        {
            "kind": ["line"] * line.size + ["hub"] * hub.size,
            "name": [name for name in names for _ in range(s.months)],
            "month": s.horizon.labels() * len(names),
            "capacity": capacity.tolist(),
            "used": clean(np.concatenate([line.ravel(), hub.ravel()])).tolist(),
        },
    )


def left_out(s: Sets, v: Columns) -> pl.DataFrame:
    """Return what donors hold of use to a recipient that no plan can give, and why."""
    useful = np.asarray(s.serves()[:, s.recipients].any(axis=1))[s.pairs.item]
    holds = s.pairs.opening + s.pairs.inflow.sum(axis=1)
    given = np.zeros(len(holds), dtype=bool)
    given[v.give["pair"]] = True
    forbidden = _forbidden(s, v)
    given &= ~forbidden
    listed = np.zeros((len(s.parties),), dtype=bool)
    listed[s.recipients] = True
    pairs = np.flatnonzero(useful & (holds > DUST) & ~given & ~listed[s.pairs.party])
    rows = [(k, why) for k in pairs for why in (_why(s, int(k), forbidden),) if why]
    return frame(
        "left_out",
        {
            "party": [s.parties[s.pairs.party[k]] for k, _ in rows],
            "item": [s.items[s.pairs.item[k]] for k, _ in rows],
            "why": [why for _, why in rows],
            "quantity": [float(holds[k]) for k, _ in rows],
        },
    )


def _forbidden(s: Sets, v: Columns) -> Flags:
    """(K,): restrictions of limit 0 forbid every gift that would be possible."""
    allowed = np.ones(v.give.size, dtype=bool)
    for r in s.restrictions:
        if r.limit == 0:
            allowed &= ~restricted(s, v, r)[0]
    result = np.zeros(len(s.pairs.item), dtype=bool)
    result[v.give["pair"]] = True
    result[v.give["pair"][allowed]] = False
    return result


def _why(s: Sets, k: int, forbidden: Flags) -> str | None:
    party = s.pairs.party[k]
    if not s.active[party].any():
        return OPTED_OUT
    if floor_missing(s)[k].all():
        return NO_FLOOR
    if forbidden[k]:
        return RESTRICTED
    if not (s.routes.party == party).any():
        return NO_ROUTE
    return None


class Transfers:
    """Builds the table of transfers, each with the rows that it rests on."""

    def __init__(self, s: Sets, evidence: Evidence) -> None:
        self._s = s
        self._evidence = evidence
        self._fixed: dict[tuple[object, ...], list[Row]] = {}

    def table(self, v: Columns, x: Floats) -> pl.DataFrame:
        """Return the transfers of a solution, by month of dispatch, donor and item."""
        s = self._s
        moves = sorted(
            read_moves(s, v, x),
            key=lambda m: (m.sent, m.donor, m.kind, m.item, m.recipient, m.hub, m.line, m.paid),
        )
        basis = [self._evidence.basis(self.rests_on(m)) for m in moves]
        return frame(
            "transfers",
            {
                "donor": [s.parties[m.donor] for m in moves],
                "recipient": [s.parties[m.recipient] for m in moves],
                "item": [s.items[m.item] for m in moves],
                "kind": [m.kind for m in moves],
                "line": [s.line_names[m.line] if m.line >= 0 else None for m in moves],
                "hub": [s.hubs[m.hub] if m.hub >= 0 else None for m in moves],
                "paid": [s.horizon.label(m.paid) for m in moves],
                "sent": [s.horizon.label(m.sent) for m in moves],
                "arrives": [s.horizon.label(m.arrives) for m in moves],
                "quantity": [round(float(m.quantity), 9) for m in moves],
                "value": [round(float(m.value), 9) for m in moves],
                "basis": [b.basis for b in basis],
                "sources": [list(b.sources) for b in basis],
                "weakest": [b.weakest for b in basis],
            },
        )

    def rests_on(self, move: Move) -> list[Row]:
        """Return the rows that a transfer rests on."""
        rows = self._gift(move) if move.kind == "give" else self._bought(move)
        return [*rows, *self._item(move.item), *self._way(move)]

    def _gift(self, move: Move) -> list[Row]:
        s, find = self._s, self._evidence.rows
        party, item = s.parties[move.donor], s.items[move.item]
        month = self._day(move.paid)
        rows = [*find("stocks", party=party, item=item), *find("inflows", party=party, item=item)]
        for c in np.flatnonzero(s.yields[move.item] > 0):
            capability = s.capabilities[c]
            rows += find(
                "requirements", month=month, party=party, capability=capability, kind="floor"
            )
        if move.route >= 0 and s.routes.cost[move.route] > 0:
            rows += find("budgets", month=month, party=party)
        return rows

    def _bought(self, move: Move) -> list[Row]:
        s, find = self._s, self._evidence.rows
        due = self._day(move.sent)
        rows = find("lines", month=due, line=s.line_names[move.line])
        rows += find("budgets", month=self._day(move.paid), party=s.parties[move.donor])
        if move.kind == "refill" and move.donor != move.recipient:
            rows += find("backfills", donor=s.parties[move.donor],
                         party=s.parties[move.recipient], item=s.items[move.item])  # fmt: skip
        return rows

    def _item(self, item: int) -> list[Row]:
        if ("item", item) not in self._fixed:
            name, find = self._s.items[item], self._evidence.rows
            self._fixed["item", item] = [*find("items", item=name), *find("yields", item=name)]
        return self._fixed["item", item]

    def _way(self, move: Move) -> list[Row]:
        """Route, hub and the need that is served."""
        if move.kind == "refill":
            return []
        s, find = self._s, self._evidence.rows
        key = ("way", move.route, move.recipient, move.item)
        if key not in self._fixed:
            rows: list[Row] = []
            recipient = s.parties[move.recipient]
            if move.route >= 0:
                sender = s.parties[s.routes.party[move.route]]
                hub = s.hubs[move.hub]
                rows += find("routes", party=sender, hub=hub, recipient=recipient)
                rows += find("hubs", hub=hub)
            for c in np.flatnonzero(s.yields[move.item] > 0):
                rows += find("requirements", party=recipient, capability=s.capabilities[c],
                             kind="deliver")  # fmt: skip
            self._fixed[key] = rows
        return self._fixed[key]

    def _day(self, t: int) -> date:
        year, month = self._s.horizon.label(t).split("-")
        return date(int(year), int(month), 1)


def assumed_share(transfers: pl.DataFrame) -> float | None:
    """Return the share of the transfers' value that rests on assumptions; None without any."""
    total = float(transfers["value"].sum())
    if total <= 0:
        return None
    return float(transfers.filter(pl.col("basis") == "assumed")["value"].sum()) / total
