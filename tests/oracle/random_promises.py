"""Commitments of a random case: most can hold, and in a few cases they may not."""

from .model import restricted
from .moves import Move, all_moves
from .random_tables import Rows
from .reading import Case
from .world import World, month, plain, rounded
from .writing import Cell

RASH = 0.1
"""Share of the cases whose commitments may be more than can hold."""


def draw_commitments(world: World, case: Case) -> Rows:
    """Promise at most an n-th of what each of n moves could carry if it stood alone."""
    moves = [m for m in all_moves(case, frozenset()) if m.kind != "refill" and _room(case, m) > 0]
    count = min(len(moves), int(world.rng.choice(5, p=[0.3, 0.2, 0.2, 0.2, 0.1])))
    chosen = [moves[int(n)] for n in world.rng.choice(len(moves), count)] if count else []
    most = 25.0 if world.chance(RASH) else 1.0
    rows: dict[tuple[str, ...], dict[str, Cell]] = {}
    for move in chosen:
        by = min(move.there + int(world.rng.integers(0, 2)), case.last_month)
        part = world.rng.uniform(0.3, most) / count
        rows[move.donor, move.target, move.item, month(by)] = {
            "donor": move.donor,
            "recipient": move.target,
            "item": move.item,
            "by": month(by),
            "quantity": plain(rounded(0.99 * part * _room(case, move))),
        }
    return [*rows.values(), *_later(world, list(rows.values()))]


def _later(world: World, rows: Rows) -> Rows:
    """Now and then a promise for after the horizon, which binds nobody."""
    return [{**rows[0], "by": month(world.months + 2)}] if rows and world.chance(0.3) else []


def _room(case: Case, move: Move) -> float:
    rooms = [
        restriction.limit
        for restriction in case.restrictions
        if restricted(case, move, restriction)
    ]
    if move.hub is not None and case.mass[move.item] > 0:
        rooms.append(case.hubs[move.hub] / case.mass[move.item])
    if move.money > 0:
        budget = sum(case.budget.get((move.donor, t), 0.0) for t in range(1, move.paid + 1))
        rooms.append(budget / move.money)
    if move.line is not None:
        rooms.append(case.line_capacity.get((move.line, move.sent), 0.0))
    return min([*rooms, *_own_rooms(case, move)])


def _own_rooms(case: Case, move: Move) -> list[float]:
    if move.kind != "give":
        return []
    rooms = [case.stock.get((move.donor, move.item), 0.0)]
    for c in case.capabilities_of(move.item):
        at_start = sum(
            y * case.stock.get((move.donor, i), 0.0)
            for (i, served), y in case.yields.items()
            if served == c
        )
        floors = [case.floor.get((move.donor, c, t), 0.0) for t in case.months if t >= move.sent]
        spare = at_start - min(at_start, max(floors))
        rooms.append(spare / case.yields[move.item, c])
    return rooms
