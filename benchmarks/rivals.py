"""What both rivals start from: the coded tables of a case, and the combinations that are possible.

A rival is handed Foedus's coded arrays (``foedus.plan.sets.Sets``) for nothing: reading the
tables, checking them and coding their names is not on its clock. Foedus's own clock starts
before that step.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Coded(SimpleNamespace):
    """A copy of ``Sets`` that needs nothing of Foedus to be read back."""

    def serves(self) -> Flags:
        """Return (I, P): whether an item serves a need of a recipient."""
        return self.served


def coded(sets: Any) -> Coded:
    """Return the copy of ``foedus.plan.sets.Sets`` that a rival is handed."""
    copy = {f.name: _plain(getattr(sets, f.name)) for f in fields(sets) if f.name != "horizon"}
    return Coded(**copy, months=sets.months, served=sets.serves())


def _plain(value: Any) -> Any:
    if not is_dataclass(value):
        return value
    return SimpleNamespace(**{f.name: getattr(value, f.name) for f in fields(value)})


@dataclass(frozen=True)
class Ways:
    """Combinations without the month; masks are (combination, month).

    Parameters
    ----------
    give_pair, give_route : (G,) int
    give : (G, T) bool
    order_line, order_route : (O,) int
    order : (O, T) bool
    refill_pair, refill_line : (R,) int
    refill : (R, T) bool
    stock : (S,) int
        Pairs whose stock is followed.
    givable : (B,) int
        Pairs that are given and refilled.
    use_item, use_need : (U,) int
    use : (U, T) bool
    held_hold, held_item : (E,) int
    floor_party, floor_capability : (F,) int
    """

    give_pair: Ints
    give_route: Ints
    give: Flags
    order_line: Ints
    order_route: Ints
    order: Flags
    refill_pair: Ints
    refill_line: Ints
    refill: Flags
    stock: Ints
    givable: Ints
    use_item: Ints
    use_need: Ints
    use: Flags
    held_hold: Ints
    held_item: Ints
    floor_party: Ints
    floor_capability: Ints


def ways(s: Coded) -> Ways:
    """Return what the tables make possible (cases of the generator: one recipient, no group).

    Raises
    ------
    ValueError
        If the case has what the rivals' models leave out.
    """
    if len(s.recipients) != 1 or len(s.commitments) or s.restrictions or len(s.backfills):
        raise ValueError("the rivals' models hold the generator's cases only")
    month = np.arange(s.months)
    serves = s.serves()[:, s.recipients[0]]
    pair, item = s.pairs.party, s.pairs.item

    k, j = np.nonzero((pair[:, None] == s.routes.party) & serves[item][:, None])
    some = s.pairs.opening[:, None] + np.cumsum(s.pairs.inflow, axis=1) > 0
    give = some[k] & (month + s.routes.lag[j][:, None] < s.months)
    k, j, give = k[give.any(axis=1)], j[give.any(axis=1)], give[give.any(axis=1)]

    line, route = np.nonzero(
        (s.lines.party[:, None] == s.routes.party) & serves[s.lines.item][:, None]
    )
    order = _due(s, line) & (month + (s.lines.lead[line] + s.routes.lag[route])[:, None] < s.months)

    own = np.flatnonzero(s.pairs.own)
    n, refill_line = np.nonzero(item[own][:, None] == s.lines.item)

    arrives = np.zeros((len(s.items), s.months), dtype=bool)
    for i, lag, mask in (
        (item[k], s.routes.lag[j], give),
        (s.lines.item[line], s.lines.lead[line] + s.routes.lag[route], order),
    ):
        row, t = np.nonzero(mask)
        arrives[i[row], t + lag[row]] = True
    there = np.logical_or.accumulate(arrives, axis=1)
    need, use_item = np.nonzero(s.yields[:, s.needs.capability].T > 0)

    has = np.zeros((len(s.parties), len(s.items)), dtype=bool)
    has[pair, item] = True
    held_by = s.holds.members @ has
    hold, held_item = np.nonzero(held_by[s.holds.holder] & (s.yields[:, s.holds.capability].T > 0))
    gives = np.zeros((len(s.parties), len(s.capabilities)), dtype=bool)
    np.logical_or.at(gives, pair[k], s.yields[item[k]] > 0)
    floor = np.argwhere(gives & (np.nan_to_num(s.floor[:, :, 0]) > 0))
    return Ways(
        give_pair=k, give_route=j, give=give,
        order_line=line, order_route=route, order=order,
        refill_pair=own[n], refill_line=refill_line, refill=_due(s, refill_line),
        stock=np.arange(len(pair)), givable=np.intersect1d(k, own[n]),
        use_item=use_item, use_need=need, use=there[use_item],
        held_hold=hold, held_item=held_item,
        floor_party=floor[:, 0], floor_capability=floor[:, 1],
    )  # fmt: skip


def _due(s: Coded, line: Ints) -> Flags:
    """(n, T): an order placed in t is due in a month in which the line delivers."""
    due = np.arange(s.months) + s.lines.lead[line][:, None]
    inside = due < s.months
    return inside & (s.lines.capacity[line[:, None], np.where(inside, due, 0)] > 0)


def later(mask: Flags, lag: Ints) -> Flags:
    """(n, T): the mask moved by ``lag[n]`` months."""
    row, t = np.nonzero(mask)
    moved = np.zeros_like(mask)
    moved[row, t + lag[row]] = True
    return moved
