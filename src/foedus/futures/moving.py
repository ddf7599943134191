"""Which figures of the coded case each uncertainty moves, so that a draw is array work alone.

Every uncertainty is applied to the tables at its least and at its greatest drawn value, and the
coded arrays are held beside those of the case: what differs is moved, in a straight line between
the two (a change scales, sets or adds; and no cell is touched by two uncertainties). All of them
applied at once, half-way, must give the same arrays: that is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.case.scenario import vary
from foedus.futures.draws import Uncertainty
from foedus.plan.engine import ordered
from foedus.plan.reader import build_sets
from foedus.plan.sets import Floats, Ints, Needs, Sets

RIGHT_HAND = (
    "pairs.opening",
    "pairs.inflow",
    "needs.quantity",
    "needs.priority",
    "arriving",
    "holds.quantity",
    "holds.priority",
    "floor",
    "budget",
    "lines.capacity",
    "hub_capacity",
    "limits",
    "promised",
)
"""Figures that stand in right-hand sides and in the costs of need and readiness only."""

INSIDE = (
    "yields",
    "mass",
    "needs.carry",
    "lines.lead",
    "lines.price",
    "routes.lag",
    "routes.cost",
)
"""Figures that stand in the matrix or say which columns there are.

Values given, prices of items and shares of the key are in neither list: they count in burdens
only, which nothing bounds before fairness.
"""

EQUAL = 1e-9
"""Figures that differ by less, times max(1, value), are the same."""

Figures = Mapping[str, Floats]


@dataclass(frozen=True)
class Move:
    """Entries of one array that one uncertainty moves.

    Parameters
    ----------
    figure : str
    place : (e,) int
        In the flattened array.
    uncertainty : int
    least, most : float
        The two values at which the entries are known.
    at_least, at_most : (e,) float
    """

    figure: str
    place: Ints
    uncertainty: int
    least: float
    most: float
    at_least: Floats
    at_most: Floats

    def at(self, value: float) -> Floats:
        """Return the entries at a value of the uncertainty."""
        if self.most == self.least:
            return self.at_least
        part = (value - self.least) / (self.most - self.least)
        # no bounded figure can be negative, and rounding must not make it so
        return np.maximum(self.at_least + part * (self.at_most - self.at_least), 0.0)


def varied(case: Case, uncertainties: Sequence[Uncertainty], values: Iterable[float]) -> Case:
    """Return the case with each uncertainty at a value."""
    schema = case.tables["changes"].schema
    rows = [
        {**u.change, "value": float(value)} for u, value in zip(uncertainties, values, strict=True)
    ]
    names = [name for name in schema if rows and name in rows[0]]
    return vary(case, pl.DataFrame(rows, schema={name: schema[name] for name in names}))


def find_moves(
    case: Case, uncertainties: Sequence[Uncertainty], values: Floats
) -> tuple[Move, ...] | None:
    """Return what each uncertainty moves; None where the matrix of the programme moves too.

    Parameters
    ----------
    case : Case
    uncertainties : sequence of Uncertainty
    values : (K, U) float
        All draws.
    """
    base = figures(build_sets(ordered(case)))
    least, most = values.min(axis=0), values.max(axis=0)
    moves: list[Move] = []
    for n, one in enumerate(uncertainties):
        ends = [_figures_at(case, [one], [end]) for end in (least[n], most[n])]
        if any(_moved(name, base, ends).size for name in INSIDE):
            return None
        for name in RIGHT_HAND:
            place = _moved(name, base, ends)
            if place.size:
                low, high = (end[name].ravel()[place] for end in ends)
                moves.append(Move(name, place, n, float(least[n]), float(most[n]), low, high))
    whole = np.array([u.digits is not None for u in uncertainties])
    half = np.where(whole, least, (least + most) / 2)
    straight = _applied(base, moves, half)
    return tuple(moves) if _same(straight, _figures_at(case, uncertainties, half)) else None


def _figures_at(
    case: Case, uncertainties: Sequence[Uncertainty], values: Iterable[float]
) -> Figures:
    return figures(build_sets(ordered(varied(case, uncertainties, values))))


def _moved(name: str, base: Figures, ends: Sequence[Figures]) -> Ints:
    own = base[name].ravel()
    differs = np.zeros(len(own), dtype=bool)
    for end in ends:
        differs |= (end[name].ravel() != own) & ~np.isnan(own)
    return np.flatnonzero(differs)


def _same(one: Figures, other: Figures) -> bool:
    return all(
        np.allclose(one[name], other[name], rtol=EQUAL, atol=EQUAL, equal_nan=True)
        for name in RIGHT_HAND
    )


def figures(s: Sets) -> Figures:
    """Return the arrays that an uncertainty can move, by name."""
    limits = np.array([r.limit for r in s.restrictions], dtype=np.float64)
    found: dict[str, Floats] = {"limits": limits}
    for one in fields(s):
        part = getattr(s, one.name)
        if not is_dataclass(part):
            found[one.name] = part
            continue
        found |= {f"{one.name}.{f.name}": getattr(part, f.name) for f in fields(part)}
    return {name: np.asarray(found[name], dtype=np.float64) for name in (*RIGHT_HAND, *INSIDE)}


def _applied(base: Figures, moves: Iterable[Move], values: Floats) -> Figures:
    result = dict(base)
    for name in {move.figure for move in moves}:
        result[name] = base[name].copy()
    for move in moves:
        result[move.figure].flat[move.place] = move.at(values[move.uncertainty])
    return result


def at_values(s: Sets, moves: Sequence[Move], values: Floats) -> Sets:
    """Return the coded case of one draw.

    Parameters
    ----------
    s : Sets
        Of the case as it stands.
    moves : sequence of Move
    values : (U,) float
    """
    return _with(s, _applied(figures(s), moves, values), {move.figure for move in moves})


def widest(s: Sets, moves: Sequence[Move]) -> Sets:
    """Return the coded case with every figure at its largest: with every column of any draw."""
    largest = {name: array.copy() for name, array in figures(s).items()}
    for move in moves:
        largest[move.figure].flat[move.place] = np.maximum(move.at_least, move.at_most)
    return _with(s, largest, {move.figure for move in moves})


def _with(s: Sets, changed: Figures, names: Iterable[str]) -> Sets:
    whole: dict[str, object] = {}
    parts: dict[str, dict[str, Floats]] = {}
    for name in names:
        outer, _, inner = name.partition(".")
        if inner:
            parts.setdefault(outer, {})[inner] = changed[name]
        elif name == "limits":
            limits = zip(s.restrictions, changed[name], strict=True)
            whole["restrictions"] = tuple(replace(r, limit=float(limit)) for r, limit in limits)
        else:
            whole[name] = changed[name]
    for outer, arrays in parts.items():
        whole[outer] = replace(getattr(s, outer), **arrays)
    needs = whole.get("needs")
    if isinstance(needs, Needs):
        whole["needs"] = replace(needs, total=needs.unmet().sum(axis=1))
    return replace(s, **whole)  # type: ignore[arg-type]
