"""The planning model a second time: every move enumerated, every constraint a filter over them.

Nothing is pooled and nothing is recursive: stocks, cash, surplus and backlog are cumulative sums
of the moves, so that only moves, uses, held units and readiness gaps are unknowns.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .levels import Keep, Level, no_worse, solve_levels
from .moves import Move, all_moves
from .program import Row, Sum, add, feasible, minimise, one
from .reading import Case, Restriction, read_case

LIFTED = frozenset({"budgets", "lines", "hubs", "floors", "missing floors", "restrictions"})
"""What `unavoidable` lifts; opt-outs, commitments, routes and stocks stay."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OracleResult:
    """What the levels reached; of status `infeasible` where the commitments cannot hold.

    `levels` are in the case's order (fairness: the largest relative burden), `burdens` the
    relative burdens from the largest down, and `relative_burden` the same by donor.
    """

    status: str
    levels: dict[str, float]
    burdens: list[float]
    relative_burden: dict[str, float]
    unavoidable: dict[str, float]


@dataclass(frozen=True)
class Use:
    """One unknown: units that begin to serve a recipient's need in a month."""

    recipient: str
    item: str
    capability: str
    month: int


@dataclass(frozen=True)
class Held:
    """One unknown: units of a holder's stock counted for a capability in a month."""

    holder: str
    item: str
    capability: str
    month: int


@dataclass(frozen=True)
class Gap:
    """One unknown: readiness missing at the end of a month."""

    holder: str
    capability: str
    month: int


def solve(folder: Path, *, keep: Keep = no_worse) -> OracleResult:
    """Solve every level of the case in its own order, then what is unavoidable.

    `keep` says how a donor's relative burden is kept after fairness: `no_worse` or `within`. The
    specification's "within" can be read both ways; the levels after fairness differ by up to
    some 0.5 % in a few random cases.
    """
    case = read_case(folder)
    rows = constraints(case, NOTHING)
    if not feasible(rows):
        return OracleResult("infeasible", {}, [], {}, {})
    values, relative = solve_levels(rows, level_list(case, NOTHING), keep)
    burdens = sorted(relative.values(), reverse=True)
    names: list[str] = [name for name in ("need", "readiness") if name in case.levels]
    unavoidable = {name: level_alone(case, name, LIFTED) for name in names}
    return OracleResult("optimal", values, burdens, relative, unavoidable)


def level_alone(case: Case, name: str, lifted: frozenset[str]) -> float:
    """The least value of one level, with families of constraints lifted and no other level."""
    (level,) = [level for level in level_list(case, lifted) if level.name == name]
    return minimise(constraints(case, lifted), level.sums[""])[0]


def level_list(case: Case, lifted: frozenset[str]) -> list[Level]:
    """The levels in the order of the case."""
    moves = all_moves(case, lifted)
    sums = {
        "need": {"": need(case)},
        "readiness": {"": readiness(case)},
        "fairness": relative_burdens(case, moves),
        "cost": {"": add(*((m.money, one(m)) for m in moves))},
    }
    return [Level(name, sums[name]) for name in case.levels]


# Cumulative sums


def _total(moves: Iterable[Move]) -> Sum:
    return Sum(dict.fromkeys(moves, 1.0))


def _inflow(case: Case, party: str, item: str, until: int) -> float:
    return sum(case.inflow.get((party, item, t), 0.0) for t in range(1, until + 1))


def _own(case: Case, party: str, item: str, until: int) -> float:
    """What a party has of its own up to a month: a recipient's inflow goes to its needs instead."""
    inflow = 0.0 if party in case.recipients else _inflow(case, party, item, until)
    return case.stock.get((party, item), 0.0) + inflow


def _given(moves: list[Move], party: str, item: str, until: int) -> Sum:
    return _total(
        m for m in moves
        if m.kind == "give" and (m.donor, m.item) == (party, item) and m.sent <= until
    )  # fmt: skip


def stock(case: Case, moves: list[Move], party: str, item: str, month: int) -> Sum:
    """Units held at the end of a month: own, plus refills there, less what was given."""
    refilled = _total(
        m for m in moves
        if m.kind == "refill" and (m.target, m.item) == (party, item) and m.there <= month
    )  # fmt: skip
    own = Sum({}, _own(case, party, item, month))
    return add((1, own), (1, refilled), (-1, _given(moves, party, item, month)))


def backlog(case: Case, recipient: str, capability: str, month: int) -> Sum:
    """Need not met at the end of a month: what was asked and not served, each month carried on."""
    carry = case.carry[capability]
    parts = []
    for t in range(1, month + 1):
        served = [
            (-y, one(Use(recipient, i, c, t)))
            for (i, c), y in case.yields.items()
            if c == capability
        ]
        asked = Sum({}, case.deliver.get((recipient, capability, t), 0.0))
        parts.append((carry ** (month - t), add((1, asked), *served)))
    return add(*parts)


# The levels' sums


def _needs(case: Case) -> list[tuple[str, str]]:
    return sorted((r, c) for (kind, r, c) in case.required if kind == "deliver")


def need(case: Case) -> Sum:
    """Priority times backlog over what the backlog would be were nothing to arrive."""
    parts = []
    for recipient, capability in _needs(case):
        all_months = [(1.0, backlog(case, recipient, capability, t)) for t in case.months]
        summed = add(*all_months)
        if summed.constant > 0:
            priority = case.priority["deliver", recipient, capability]
            parts.append((priority / summed.constant, summed))
    return add(*parts)


def readiness(case: Case) -> Sum:
    """Priority times gap over the level asked for, where one is asked for."""
    return add(
        *(
            (case.priority["hold", h, c] / quantity, one(Gap(h, c, t)))
            for (h, c, t), quantity in case.hold.items()
            if quantity > 0
        )
    )


def relative_burdens(case: Case, moves: list[Move]) -> dict[str, Sum]:
    """Burden over share, of each donor with a share."""
    return {
        donor: add(*((m.burden / share, one(m)) for m in moves if m.donor == donor))
        for donor, share in case.share.items()
        if share > 0
    }


# Constraints


def constraints(case: Case, lifted: frozenset[str]) -> list[Row]:
    """Every row of the model except those of the families lifted."""
    moves = all_moves(case, lifted)
    families = {
        "gifts": _gift_rows(case, moves),
        "arrivals": _arrival_rows(case, moves),
        "needs": _need_rows(case),
        "holds": _hold_rows(case, moves),
        "floors": _floor_rows(case, moves),
        "budgets": _budget_rows(case, moves),
        "lines": _line_rows(case, moves),
        "hubs": _hub_rows(case, moves),
        "restrictions": _restriction_rows(case, moves),
        "commitments": _commitment_rows(case, moves),
    }
    return [row for name, rows in families.items() if name not in lifted for row in rows]


def _gift_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for donor, item in sorted({(m.donor, m.item) for m in moves if m.kind == "give"}):
        for t in case.months:
            yield _given(moves, donor, item, t).at_most(_own(case, donor, item, t))


def _arrival_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    shipped = [m for m in moves if m.kind != "refill"]
    for recipient in case.recipients:
        for item in (i for i in case.price if case.serves(i, recipient)):
            coming = [m for m in shipped if (m.target, m.item) == (recipient, item)]
            for t in case.months:
                used = _total_used(case, recipient, item, t)
                arrived = _total(m for m in coming if m.there <= t)
                yield add((1, used), (-1, arrived)).at_most(_inflow(case, recipient, item, t))


def _total_used(case: Case, recipient: str, item: str, until: int) -> Sum:
    needed = [c for c in case.capabilities_of(item) if ("deliver", recipient, c) in case.required]
    return Sum({Use(recipient, item, c, t): 1.0 for c in needed for t in range(1, until + 1)})


def _need_rows(case: Case) -> Iterator[Row]:
    for recipient, capability in _needs(case):
        for t in case.months:
            yield backlog(case, recipient, capability, t).at_least(0.0)


def _hold_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    counted: dict[tuple[str, str, int], list[Held]] = defaultdict(list)
    for (holder, capability, t), quantity in case.hold.items():
        served = [(i, y) for (i, c), y in case.yields.items() if c == capability]
        parts = [(1.0, one(Gap(holder, capability, t)))]
        for item, y in served:
            unit = Held(holder, item, capability, t)
            counted[holder, item, t].append(unit)
            parts.append((y, one(unit)))
        yield add(*parts).at_least(quantity)
    for (holder, item, t), units_held in counted.items():
        stocks = [(-1.0, stock(case, moves, p, item, t)) for p in sorted(case.members[holder])]
        yield add((1, Sum(dict.fromkeys(units_held, 1.0))), *stocks).at_most(0.0)


def _floor_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for (party, capability, t), quantity in case.floor.items():
        served = [(i, y) for (i, c), y in case.yields.items() if c == capability]
        at_start = sum(y * case.stock.get((party, i), 0.0) for i, y in served)
        now = add(*((y, stock(case, moves, party, i, t)) for i, y in served))
        yield now.at_least(min(quantity, at_start))


def _budget_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for donor in case.donors:
        for t in case.months:
            paid = [(m.money, one(m)) for m in moves if m.donor == donor and m.paid <= t]
            given = sum(case.budget.get((donor, s), 0.0) for s in range(1, t + 1))
            yield add(*paid).at_most(given)


def _line_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for line in case.lines:
        for t in case.months:
            due = _total(m for m in moves if m.line == line and m.sent == t)
            yield due.at_most(case.line_capacity.get((line, t), 0.0))


def _hub_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for hub, capacity in case.hubs.items():
        for t in case.months:
            through = [m for m in moves if m.hub == hub and m.there == t]
            yield add(*((case.mass[m.item], one(m)) for m in through)).at_most(capacity)


def _restriction_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for restriction in case.restrictions:
        yield _total(m for m in moves if restricted(case, m, restriction)).at_most(
            restriction.limit
        )


def restricted(case: Case, move: Move, restriction: Restriction) -> bool:
    """Whether a unit of the move counts under the restriction."""
    if move.kind == "refill" or move.target != restriction.recipient:
        return False
    if restriction.item not in ("*", move.item) or move.sent not in restriction.months:
        return False
    return _falls_under(move, restriction) and _made_by(case, move, restriction.maker)


def _falls_under(move: Move, restriction: Restriction) -> bool:
    if restriction.kind == "third_party_transfer":
        return True
    own = move.donor == restriction.party
    return own and (restriction.kind == "treaty" or move.kind == "give")


def _made_by(case: Case, move: Move, maker: str | None) -> bool:
    if maker is None:
        return True
    if move.line is None:
        return move.donor == maker
    return maker in (move.line, case.lines[move.line].party)


def _commitment_rows(case: Case, moves: list[Move]) -> Iterator[Row]:
    for promise in case.commitments:
        who = (promise.donor, promise.recipient, promise.item)
        promised = sum(
            c.quantity for c in case.commitments
            if (c.donor, c.recipient, c.item) == who and c.by <= promise.by
        )  # fmt: skip
        got = _total(
            m for m in moves
            if m.kind != "refill" and (m.donor, m.target, m.item) == who and m.there <= promise.by
        )  # fmt: skip
        yield got.at_least(promised)
