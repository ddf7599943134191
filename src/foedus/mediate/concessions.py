r"""The smallest moves that unblock: least in all, by the fewest parties, by side payments.

To make an outcome *x* acceptable, a party with a veto lowers its reservation by
:math:`\max(0, r_p - u_p(x))` and lifts the red lines that *x* crosses, at their price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from foedus.case.dispute.model import Dispute, Floats, RedLine
from foedus.mediate.deadline import deadline, left, part
from foedus.mediate.draft import Draft, Solved
from foedus.mediate.moves import Kind, Moves, conceded, moves_of, nothing, unfound
from foedus.mediate.payments import side_payments
from foedus.mediate.rows import Terms
from foedus.mediate.space import at, everything, points
from foedus.mediate.ties import preferred
from foedus.mediate.utility import breaks_link, utilities, vetoes
from foedus.mediate.zone import countable
from foedus.results.mediation import Concession

Costs = Callable[[Moves], Sequence[Floats]]


def concessions(dispute: Dispute, *, within: float | None = None) -> tuple[Concession, ...]:
    """Return the three smallest moves after which some outcome is blocked by nobody.

    Parameters
    ----------
    dispute : Dispute
    within : float, optional
        Seconds for all three; spaces that are looked at one by one are finished in any case.

    Returns
    -------
    tuple of Concession
        ``least-total``, ``fewest-parties``, ``side-payments``, each proven or with its gap: in
        utility, of the second in parties as long as their number is not proven. Status ``bound``
        without an outcome: none was found within the time. Where there is an agreement, nothing
        is to be conceded and the totals are 0.
    """
    until = deadline(within)
    if countable(dispute):
        first = _looked_at(dispute, "least-total", lambda m: [m.total])
        second = _looked_at(dispute, "fewest-parties", lambda m: [m.parties, m.total])
    else:
        first = _least_total(dispute, deadline(part(until, 3)))
        second = _fewest_parties(dispute, deadline(part(until, 2)))
    return first, second, side_payments(dispute, within=left(until))


def _looked_at(dispute: Dispute, kind: Kind, costs: Costs) -> Concession:
    """Return the least move by looking at every outcome: the best of each chunk, then of these."""
    grid = everything(dispute)
    best: list[Floats] = []
    for found in points(dispute, grid):
        if len(found.numbers):
            best.append(_first(dispute, at(grid, found.numbers), found.utilities, costs))
    if not best:
        return nothing(kind)
    rows = np.array(best)
    return conceded(dispute, kind, _first(dispute, rows, utilities(dispute, rows), costs))


def _first(dispute: Dispute, rows: Floats, worth: Floats, costs: Costs) -> Floats:
    moves = moves_of(dispute, rows, worth)
    row: Floats = rows[preferred(dispute, rows, worth, costs(moves))]
    return row


@dataclass(frozen=True)
class _Programme:
    """All outcomes that keep all links, with what each demands of the parties.

    Parameters
    ----------
    draft : Draft
    cost : mapping of column to factor
        What is conceded in all.
    crossings : tuple of (party, column)
        Columns that are 1 where the outcome crosses a red line of the party.
    """

    draft: Draft
    cost: Terms
    crossings: tuple[tuple[int, int], ...]

    def count(self) -> Terms:
        """Add a column for each party with a veto that says whether it moves."""
        draft, moves = self.draft, {}
        for place, party in enumerate(draft.dispute.parties):
            if party.veto:
                moves[place] = draft.binary()
                extra = {moves[place]: party.reservation}
                draft.demand(draft.worth[place], party.reservation, extra)
        for place, crossed in self.crossings:
            draft.row({moves[place]: 1.0, crossed: -1.0}, 0.0, np.inf)
        return dict.fromkeys(moves.values(), 1.0)


def _programme(dispute: Dispute) -> _Programme:
    draft, veto = Draft(dispute), vetoes(dispute)
    cost: dict[int, float] = defaultdict(float)
    for place, party in enumerate(dispute.parties):
        if party.veto:
            lowered = draft.column(0.0, np.inf)
            draft.demand(draft.worth[place], party.reservation, {lowered: 1.0})
            cost[lowered] = 1.0
    crossings = []
    for line in dispute.redlines:
        if veto[line.party]:
            crossed = _crossing(draft, line)
            cost[crossed] += line.price
            crossings.append((line.party, crossed))
    return _Programme(draft, cost, tuple(crossings))


def _crossing(draft: Draft, line: RedLine) -> int:
    """Return a column that is 1 where the outcome crosses a red line."""
    if line.option is not None:
        return draft.choice[line.issue][line.option]
    issue, point, crossed = (
        draft.dispute.issues[line.issue],
        draft.point(line.issue),
        draft.binary(),
    )
    if line.low > issue.low:
        draft.marks[line.issue].append(line.low)
        draft.between(point, line.low, np.inf, {crossed: line.low - issue.low})
    if line.high < issue.high:
        draft.marks[line.issue].append(line.high)
        draft.between(point, -np.inf, line.high, {crossed: line.high - issue.high})
    return crossed


def _least_total(dispute: Dispute, until: float | None) -> Concession:
    programme = _programme(dispute)
    solved = programme.draft.minimise(
        programme.cost, sound=lambda row: not breaks_link(dispute, row[None, :])[0], until=until
    )
    if solved.row is None:
        return (nothing if solved.status == "none" else unfound)("least-total")
    return _answer(dispute, "least-total", solved.row, solved)


def _fewest_parties(dispute: Dispute, until: float | None) -> Concession:
    programme = _programme(dispute)
    draft, count = programme.draft, programme.count()

    def parties(row: Floats) -> int:
        rows = row[None, :]
        return int(moves_of(dispute, rows, utilities(dispute, rows)).parties[0])

    first = draft.minimise(
        count, sound=lambda row: not breaks_link(dispute, row[None, :])[0], until=until
    )
    if first.row is None:
        return (nothing if first.status == "none" else unfound)("fewest-parties")
    fewest = parties(first.row)
    more = fewest - np.ceil(max(first.bound, 0.0) - 1e-6)
    draft.row(count, -np.inf, fewest)
    second = draft.minimise(
        programme.cost,
        sound=lambda row: not breaks_link(dispute, row[None, :])[0] and parties(row) <= fewest,
        until=until,
    )
    row = first.row if second.row is None else second.row
    if more > 0:
        return conceded(dispute, "fewest-parties", row, status="bound", gap=float(more))
    return _answer(dispute, "fewest-parties", row, second)


def _answer(dispute: Dispute, kind: Kind, row: Floats, solved: Solved) -> Concession:
    if solved.status == "proven":
        return conceded(dispute, kind, row)
    total = conceded(dispute, kind, row).total
    gap = max(0.0, total - max(0.0, solved.bound))
    return conceded(dispute, kind, row, status="bound", gap=gap)
