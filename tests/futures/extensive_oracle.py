"""The extensive form a second time, from the independent model: one scenario's rows after another.

Every move of a scenario is an unknown of its own, but moves decided before a reveal: they carry
the scenarios that cannot yet be told apart instead. No delay may differ between the scenarios.
"""

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from oracle.levels import BURDEN_LOCK, LOCK, Level, leximin, no_worse, solve_levels
from oracle.model import NOTHING, constraints, need, readiness, relative_burdens
from oracle.moves import Move, all_moves
from oracle.program import InfeasibleError, Row, Sum, add, minimise, one
from oracle.reading import read_case

Names = dict[Hashable, Hashable]


def expected_levels(
    folders: Mapping[str, Path], odds: Sequence[float], reveals: Sequence[int]
) -> tuple[dict[str, float], list[float]] | None:
    """Expected levels and the sorted expected relative burdens; None where no plan exists.

    A reveal is a month from 0, as everywhere in the tests of the futures.
    """
    rows, sums, levels = _joined(folders, reveals)
    try:
        minimise(rows, Sum({}))
    except InfeasibleError:
        return None
    asked = [Level(level, _expected(sums[level], odds)) for level in levels]
    values, relative = solve_levels(rows, asked, no_worse)
    return values, sorted(relative.values(), reverse=True)


def _joined(
    folders: Mapping[str, Path], reveals: Sequence[int]
) -> tuple[list[Row], dict[str, list[dict[str, Sum]]], tuple[str, ...]]:
    """All rows, each level's sums scenario by scenario, and the levels in the case's order."""
    cases = {name: read_case(folder) for name, folder in folders.items()}
    rows: list[Row] = []
    sums: dict[str, list[dict[str, Sum]]] = {}
    decided: dict[Hashable, set[str]] = {}
    for name, case in cases.items():
        moves = all_moves(case, NOTHING)
        names = {m: _unknown(m, name, list(cases), reveals) for m in moves}
        for unknown in names.values():
            decided.setdefault(unknown, set()).add(name)
        rows += [_renamed_row(row, name, names) for row in constraints(case, NOTHING)]
        own = {
            "need": {"": need(case)},
            "readiness": {"": readiness(case)},
            "fairness": relative_burdens(case, moves),
            "cost": {"": add(*((m.money, one(m)) for m in moves))},
        }
        for level, parts in own.items():
            renamed = {k: _renamed(part, name, names) for k, part in parts.items()}
            sums.setdefault(level, []).append(renamed)
    rows += _impossible(decided)
    return rows, sums, next(iter(cases.values())).levels


def regret_levels(
    folders: Mapping[str, Path], reveals: Sequence[int], own: Mapping[str, Sequence[float]]
) -> dict[str, list[float]]:
    """Level by level the worst regret and the plain sum; of fairness the largest burdens, sorted.

    ``own`` has what each scenario's own best plan reaches at each level.
    """
    rows, sums, levels = _joined(folders, reveals)
    found: dict[str, list[float]] = {}
    for level in levels:
        if level == "fairness":
            keys = sorted({key for parts in sums[level] for key in parts})
            largest = {key: one(("largest", key)) for key in keys}
            for parts in sums[level]:
                rows += [add((1, parts[k]), (-1, largest[k])).at_most(0.0) for k in parts]
            relative = leximin(rows, largest)
            rows += [largest[k].at_most(v + BURDEN_LOCK * max(1.0, v)) for k, v in relative.items()]
            found[level] = sorted(relative.values(), reverse=True)
            continue
        worst = one(("worst", level))
        for parts, best in zip(sums[level], own[level], strict=True):
            rows.append(add((1, parts[""]), (-1, worst)).at_most(best))
        total = add(*((1.0, parts[""]) for parts in sums[level]))
        found[level] = []
        for aim in (worst, total):
            value, _ = minimise(rows, aim)
            rows.append(aim.at_most(value + LOCK * max(1.0, value)))
            found[level].append(value)
    return found


def _unknown(move: Move, scenario: str, names: list[str], reveals: Sequence[int]) -> Hashable:
    """The decision: its key and the scenarios that share it."""
    key = (move.kind, move.donor, move.item, move.line, move.target, move.hub, move.paid)
    sharing = tuple(n for n, r in zip(names, reveals, strict=True) if move.paid <= r)
    return (key, sharing) if scenario in sharing else (key, (scenario,))


def _impossible(decided: Mapping[Hashable, set[str]]) -> list[Row]:
    """A decision that some scenario that shares it rules out is nobody's."""
    rows = []
    for unknown, present in decided.items():
        assert isinstance(unknown, tuple)
        if set(unknown[1]) - present:
            rows.append(one(unknown).at_most(0.0))
    return rows


def _renamed(part: Sum, scenario: str, names: Names) -> Sum:
    terms: dict[Hashable, float] = {}
    for unknown, value in part.terms.items():
        new = names.get(unknown, (scenario, unknown))
        terms[new] = terms.get(new, 0.0) + value
    return Sum(terms, part.constant)


def _renamed_row(row: Row, scenario: str, names: Names) -> Row:
    return Row(_renamed(Sum(row.terms), scenario, names).terms, row.bound)


def _expected(parts: Sequence[dict[str, Sum]], odds: Sequence[float]) -> dict[str, Sum]:
    """The mean of each sum over the scenarios that have it."""
    found = {}
    for key in sorted({key for sums in parts for key in sums}):
        having = [(p, sums[key]) for p, sums in zip(odds, parts, strict=True) if key in sums]
        whole = sum(p for p, _ in having)
        found[key] = add(*((p / whole, part) for p, part in having))
    return found
