"""From a programme to its orders: who orders what on which line, and for which target.

Within a month the orders, in the order of their lines, take the money of the members in the order
of their names. Any split is as good at every level; this one leaves the fewest orders.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from foedus.autonomy.programme import Programme
from foedus.plan.evidence import Evidence, Row
from foedus.plan.moves import DUST, Move
from foedus.plan.report import Transfers
from foedus.results.autonomy import FRAMES


def orders(programme: Programme) -> list[Move]:
    """Return all orders by month of payment, line and member."""
    s, v = programme.sets, programme.columns
    quantity, price = programme.x[v.refill.span], s.lines.price[v.refill["line"]]
    shown = (quantity > DUST) & (quantity * np.maximum(price, 1e-3) > DUST)
    by_month: dict[int, list[int]] = {}
    for n in np.flatnonzero(shown).tolist():
        by_month.setdefault(int(v.refill["month"][n]), []).append(n)
    return [
        _move(programme, n, member, units)
        for month, own in sorted(by_month.items())
        for n, member, units in _split(programme, month, own)
    ]


def _split(programme: Programme, month: int, own: list[int]) -> Iterator[tuple[int, int, float]]:
    """Yield order, member and units: two rows of amounts of equal sum, laid side by side."""
    s, v, x = programme.sets, programme.columns, programme.x
    purse = _purse(programme, month)
    price = s.lines.price[v.refill["line"]]
    for n in own:
        units = float(x[v.refill.start + n])
        cost = units * float(price[n])
        paid = _taken(purse, cost) if cost > 0 else []
        for member, million in paid:
            yield n, member, units * million / cost
        if not paid:
            yield n, int(s.donors[s.active[s.donors, month]][0]), units


def _purse(programme: Programme, month: int) -> list[tuple[int, float]]:
    v, paid = programme.columns, programme.x[programme.columns.pay.span]
    payers = np.flatnonzero((v.pay["month"] == month) & (paid > DUST))
    return [(int(v.pay["donor"][n]), float(paid[n])) for n in payers]


def _taken(purse: list[tuple[int, float]], cost: float) -> list[tuple[int, float]]:
    """Take a cost out of the purse, in its order; what rounding leaves falls to the last payer."""
    taken: list[tuple[int, float]] = []
    while purse and cost > DUST:
        member, money = purse[0]
        part = min(money, cost)
        taken.append((member, part))
        cost -= part
        purse[0] = (member, money - part)
        if money - part <= DUST:
            purse.pop(0)
    if taken and cost > 0:
        taken[-1] = (taken[-1][0], taken[-1][1] + cost)
    return taken


def _move(programme: Programme, n: int, member: int, units: float) -> Move:
    s, refill = programme.sets, programme.columns.refill
    line, month, there = (int(refill[key][n]) for key in ("line", "month", "arrives"))
    value = units * float(s.lines.price[line])
    return Move(
        "refill", member, member, int(refill["item"][n]), line, -1, -1, month, there, there, units,
        value,
    )  # fmt: skip


def orders_frame(programme: Programme, evidence: Evidence, moves: list[Move]) -> pl.DataFrame:
    """Return the orders as transfers, each with what it rests on, its targets too."""
    s = programme.sets
    transfers = Transfers(s, evidence)
    targets = _targets(programme, evidence)
    basis = [evidence.basis([*transfers.rests_on(m), *targets[m.item]]) for m in moves]
    label = s.horizon.labels()
    columns = {
        "donor": [s.parties[m.donor] for m in moves],
        "recipient": [s.parties[m.recipient] for m in moves],
        "item": [s.items[m.item] for m in moves],
        "kind": [m.kind for m in moves],
        "line": [s.line_names[m.line] for m in moves],
        "hub": [None for _ in moves],
        "paid": [label[m.paid] for m in moves],
        "sent": [label[m.sent] for m in moves],
        "arrives": [label[m.arrives] for m in moves],
        "quantity": [round(m.quantity, 9) for m in moves],
        "value": [round(m.value, 9) for m in moves],
        "basis": [b.basis for b in basis],
        "sources": [list(b.sources) for b in basis],
        "weakest": [b.weakest for b in basis],
    }
    return pl.DataFrame(columns, schema=FRAMES["programme"])


def _targets(programme: Programme, evidence: Evidence) -> dict[int, list[Row]]:
    """Return the rows of the targets that each item serves."""
    s, holder = programme.sets, programme.sets.parties[-1]
    return {
        int(i): [
            row
            for c in s.holds.capability
            if s.yields[i, c] > 0
            for row in evidence.rows(
                "requirements", party=holder, capability=s.capabilities[c], kind="hold"
            )
        ]
        for i in s.pairs.item
    }
