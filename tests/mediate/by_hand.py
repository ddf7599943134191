"""The settlements again, in plain loops over all outcomes: nothing is shared with the engine."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

from foedus.case.dispute.model import Dispute

NEAR = 1e-9

Row = Sequence[float]


def worth(d: Dispute, row: Row) -> list[float]:
    found = []
    for p in range(len(d.parties)):
        total = 0.0
        for i, issue in enumerate(d.issues):
            salience = float(d.salience[p, i])
            if salience == 0:
                continue
            if issue.options:
                total += salience * float(d.values[i][p, int(row[i])])
            else:
                away = abs(row[i] - float(d.positions[p, i]))
                total += salience * (1 - away / (issue.high - issue.low))
        found.append(total)
    return found


def is_outcome(d: Dispute, row: Row) -> bool:
    for link in d.links:
        if row[link.if_issue] == link.if_option:
            together = row[link.then_issue] == link.then_option
            if together != link.allowed:
                return False
    return True


def lines_crossed(d: Dispute, row: Row) -> set[tuple[int, int]]:
    crossed = set()
    for line in d.redlines:
        chosen = row[line.issue]
        if line.option is not None:
            bad = chosen == line.option
        else:
            bad = chosen < line.low - NEAR or chosen > line.high + NEAR
        if bad:
            crossed.add((line.party, line.issue))
    return crossed


def blockers(d: Dispute, row: Row) -> list[int]:
    u = worth(d, row)
    crossed = {party for party, _ in lines_crossed(d, row)}
    return [
        p
        for p, party in enumerate(d.parties)
        if party.veto and (u[p] < party.reservation - NEAR or p in crossed)
    ]


def counted(d: Dispute) -> tuple[list[int], list[float]]:
    """Return who counts, and from what each party's gains are counted."""
    with_veto = [p for p, party in enumerate(d.parties) if party.veto]
    if with_veto:
        return with_veto, [party.reservation for party in d.parties]
    return list(range(len(d.parties))), [0.0] * len(d.parties)


def all_rows(d: Dispute) -> list[tuple[int, ...]]:
    return list(product(*(range(len(issue.options)) for issue in d.issues)))


def agreements(d: Dispute) -> list[tuple[int, ...]]:
    return [row for row in all_rows(d) if is_outcome(d, row) and not blockers(d, row)]


def gains_of(d: Dispute, row: Row) -> list[float]:
    count, reservation = counted(d)
    u = worth(d, row)
    return [u[p] - reservation[p] for p in count]


def total_of(d: Dispute, row: Row) -> float:
    return sum(party.weight * u for party, u in zip(d.parties, worth(d, row), strict=True))


def log_of(d: Dispute, row: Row) -> float:
    count, _ = counted(d)
    gains = gains_of(d, row)
    if min(gains) <= NEAR:
        return -math.inf
    return sum(d.parties[p].weight * math.log(g) for p, g in zip(count, gains, strict=True))


def share_of(best: Sequence[float], gains: Sequence[float]) -> float:
    shares = [g / b for g, b in zip(gains, best, strict=True) if b > NEAR]
    return min(shares) if shares else -math.inf


def settled(d: Dispute) -> dict[str, tuple[int, ...] | None]:
    """Return for each name the settlement's row, or None."""
    names = ("nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian")
    rows = agreements(d)
    if not rows:
        return dict.fromkeys(names)
    best = [max(column) for column in zip(*(gains_of(d, row) for row in rows), strict=True)]
    measure: dict[str, Callable[[Row], float]] = {
        "nash": lambda row: log_of(d, row),
        "kalai-smorodinsky": lambda row: share_of(best, gains_of(d, row)),
        "egalitarian": lambda row: min(gains_of(d, row)),
        "utilitarian": lambda row: total_of(d, row),
    }
    found = {name: _best(d, rows, of) for name, of in measure.items()}
    found["leximin"] = _least_first(d, rows)
    return found


def _best(
    d: Dispute, rows: Sequence[tuple[int, ...]], of: Callable[[Row], float]
) -> tuple[int, ...] | None:
    values = [of(row) for row in rows]
    most = max(values)
    if most == -math.inf:
        return None
    near = [row for row, value in zip(rows, values, strict=True) if value >= most - NEAR]
    return _first(d, near)


def _least_first(d: Dispute, rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    kept = [(row, sorted(gains_of(d, row))) for row in rows]
    for level in range(len(kept[0][1])):
        most = max(gains[level] for _, gains in kept)
        kept = [(row, gains) for row, gains in kept if gains[level] >= most - NEAR]
    return _first(d, [row for row, _ in kept])


def _first(d: Dispute, rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    most = max(total_of(d, row) for row in rows)
    return next(row for row in rows if total_of(d, row) >= most - NEAR)
