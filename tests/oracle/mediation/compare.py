"""What results of the engine say otherwise than the second model: a list of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from foedus.case.dispute.model import Floats
from foedus.results.mediation import Block, Concession, Judged, Point, Settlement

from . import moves
from .settled import NAMES, Best, dominating, exclude, frontier, ladder, settled
from .space import NEAR, Space


def apart(left: float, right: float) -> bool:
    """Return whether two numbers differ by more than 1e-9, as few units of the last place more."""
    return not abs(left - right) <= NEAR * 1.001


def amounts_differ(space: Space, said: Mapping[str, float], wanted: Floats) -> bool:
    """Return whether amounts by party are not these."""
    names = [party.name for party in space.dispute.parties]
    return list(said) != names or any(
        apart(said[name], amount) for name, amount in zip(names, wanted, strict=True)
    )


def about_settlements(space: Space, found: Iterable[Settlement], *, shown: bool) -> Iterator[str]:
    """Compare existence, value and outcome; ``shown``: the outcome itself too."""
    expected = settled(space)
    said = {one.name: one for one in found}
    if tuple(said) != NAMES:
        yield f"settlements {tuple(said)}"
    for name, one in said.items():
        yield from (f"{name}: {what}" for what in _about(space, one, expected[name], shown))


def _about(space: Space, said: Settlement, wanted: Best, shown: bool) -> Iterator[str]:
    if wanted.number is None or said.outcome is None:
        if (said.outcome, said.status, said.why) != (None, "none", wanted.why):
            yield f"{said.status} {said.why} {said.value}, not {wanted.value} {wanted.why}"
        return
    number = space.number(said.outcome)
    if number not in space.agreed:
        yield "is no agreement"
    if (said.status, said.gap) != ("proven", 0.0):
        yield f"{said.status} with gap {said.gap}"
    assert wanted.of_each is not None
    attained = float(wanted.of_each[number])
    if said.value is None or apart(said.value, attained):
        yield f"says {said.value}, attains {attained!r}"
    if apart(attained, wanted.value):
        yield f"attains {attained!r}, best {wanted.value!r}"
    if said.name == "leximin":
        levels = ladder(space, np.array([number, wanted.number]))
        if any(apart(*level) for level in levels):
            yield f"gains {levels[:, 0].tolist()}, best {levels[:, 1].tolist()}"
    if shown and number != wanted.number:
        yield f"shows {dict(said.outcome)}, not {space.outcome(wanted.number)}"
    if amounts_differ(space, said.utilities, space.worth[:, number]):
        yield "utilities"
    if amounts_differ(space, said.gains, space.gains[:, number]) or said.blockers:
        yield "gains or blockers"


def about_judged(space: Space, said: Judged) -> Iterator[str]:
    """Compare who blocks an outcome and why, the nearest texts, links and what dominates it."""
    d, number = space.dispute, space.number(said.outcome)
    if amounts_differ(space, said.utilities, space.worth[:, number]):
        yield "judged: utilities"
    wanted = [p.name for p, b in zip(d.parties, space.blocked[:, number], strict=True) if b]
    if [block.party for block in said.blocks] != wanted:
        yield f"judged: {[block.party for block in said.blocks]} block, not {wanted}"
        return
    for block in said.blocks:
        yield from (f"{block.party}: {what}" for what in _about_block(space, number, block))
    yield from _about_dominance(space, number, said)
    broken = {
        (d.issues[link.if_issue].name, d.issues[link.then_issue].name)
        for link in d.links
        if space.breaking(link)[number]
    }
    if set(said.broken) != broken:
        yield f"judged: breaks {said.broken}, not {broken}"


def _about_block(space: Space, number: int, block: Block) -> Iterator[str]:
    d = space.dispute
    party = [p.name for p in d.parties].index(block.party)
    if apart(block.short, moves.lowered(space)[party, number]):
        yield f"short by {block.short}"
    crossed = {
        d.issues[line.issue].name
        for line in d.redlines
        if line.party == party and space.chosen[line.issue, number] == line.option
    }
    if set(block.redlines) != crossed:
        yield f"red lines {block.redlines}, not {crossed}"
    costs = moves.dearest(space, number, party)
    place = [issue.name for issue in d.issues].index(block.issue)
    if apart(block.cost, costs.max()) or apart(costs[place], costs.max()):
        yield f"costs most: {block.issue} {block.cost}, not {costs.tolist()}"
    yield from _about_nearest(space, number, party, block)


def _about_nearest(space: Space, number: int, party: int, block: Block) -> Iterator[str]:
    wanted = moves.nearest(space, number, party)
    if block.nearest is None or wanted.number is None:
        if block.nearest is not None or wanted.number is not None:
            yield f"nearest {block.nearest}, not {wanted}"
        return
    text = space.number(block.nearest)
    if space.blocked[party, text] or not space.linked[text]:
        yield "nearest text is not accepted, or breaks a link"
    costs = (
        moves.changes(space, number)[text],
        moves.loss_of_others(space, number, party)[text],
    )
    if any(apart(a, b) for a, b in zip(costs, wanted.costs, strict=True)):
        yield f"nearest costs {costs}, not {wanted.costs}"
    before, after = space.outcome(number), space.outcome(text)
    if list(block.changed) != [name for name in before if before[name] != after[name]]:
        yield f"changes {block.changed}"


def _about_dominance(space: Space, number: int, said: Judged) -> Iterator[str]:
    better = dominating(space, number)
    if said.dominated_by is None:
        if len(better):
            yield f"judged: {space.outcome(int(better[0]))} dominates, not found"
        return
    text = space.number(said.dominated_by)
    if text not in better:
        yield f"judged: {dict(said.dominated_by)} does not dominate"
        return
    total = space.worth.sum(axis=0)
    if apart(total[text], total[better].max()):
        yield f"judged: dominated by {total[text]}, largest sum {total[better].max()}"


def about_concessions(space: Space, found: Iterable[Concession]) -> Iterator[str]:
    """Compare the three smallest moves, and whether each adds up."""
    expected = {
        "least-total": moves.least_total(space),
        "fewest-parties": moves.fewest_parties(space),
        "side-payments": moves.side_payments(space),
    }
    said = {one.kind: one for one in found}
    if set(said) != set(expected):
        yield f"concessions {set(said)}"
    for kind, one in said.items():
        yield from (f"{kind}: {what}" for what in _about_move(space, one, expected[kind]))


def _about_move(space: Space, said: Concession, wanted: moves.Least) -> Iterator[str]:
    if said.outcome is None or wanted.number is None:
        if (said.outcome, said.status, wanted.number) != (None, "none", None):
            yield f"{said.status} {said.total}, not {wanted}"
        return
    number = space.number(said.outcome)
    if (said.status, said.gap) != ("proven", 0.0):
        yield f"{said.status} with gap {said.gap}"
    if not space.linked[number]:
        yield "breaks a link"
    if said.kind == "side-payments":
        yield from _about_payment(space, number, said, wanted)
        return
    costs = [moves.total_move(space)[number]]
    if said.kind == "fewest-parties":
        costs = [moves.movers(space)[number], *costs]
    if any(apart(a, b) for a, b in zip(costs, wanted.costs, strict=True)):
        yield f"costs {costs}, best {wanted.costs}"
    yield from _about_parts(space, number, said)


def _about_parts(space: Space, number: int, said: Concession) -> Iterator[str]:
    """Compare what is lowered and lifted, and its sum."""
    d, lowered = space.dispute, moves.lowered(space)[:, number]
    wanted = {p.name: amount for p, amount in zip(d.parties, lowered, strict=True) if amount}
    if set(said.lowered) != set(wanted) or any(
        apart(said.lowered[name], amount) for name, amount in wanted.items()
    ):
        yield f"lowers {dict(said.lowered)}, not {wanted}"
    lifted = sorted(
        (d.parties[line.party].name, d.issues[line.issue].name, line.price)
        for line in d.redlines
        if space.veto[line.party] and space.chosen[line.issue, number] == line.option
    )
    if sorted(said.lifted) != lifted:
        yield f"lifts {said.lifted}, not {lifted}"
    parts = sum(said.lowered.values()) + sum(price for _, _, price in said.lifted)
    if apart(said.total, parts):
        yield f"total {said.total}, parts {parts}"


def _about_payment(
    space: Space, number: int, said: Concession, wanted: moves.Least
) -> Iterator[str]:
    paid = np.array([said.paid.get(party.name, 0.0) for party in space.dispute.parties])
    left = space.worth[:, number] - paid
    if apart(paid.sum(), 0.0) or apart(paid[paid > 0].sum(), said.total):
        yield f"payments {dict(said.paid)} do not add up to {said.total}"
    short = left < np.where(space.veto, space.reservation, 0.0) - 2 * NEAR
    if short.any() or space.crossed[:, number].any():
        yield f"after payment {left.tolist()}, or a red line is crossed"
    if apart(said.total, wanted.costs[0]):
        yield f"pays {said.total}, least {wanted.costs[0]}"


def about_frontier(space: Space, points: Iterable[Point]) -> Iterator[str]:
    """Compare the utilities of a frontier, and who blocks its points."""
    names = [party.name for party in space.dispute.parties]
    shown = list(points)
    said = {tuple(round(point.utilities[name], 9) for name in names) for point in shown}
    if not _same_sets(said, frontier(space)):
        yield f"frontier: {len(said)} points, not {len(frontier(space))}"
    for point in shown:
        blocked = space.blocked[:, space.number(point.outcome)]
        if list(point.blocked) != [n for n, b in zip(names, blocked, strict=True) if b]:
            yield f"frontier: blocked by {point.blocked}"


def _same_sets(left: set[tuple[float, ...]], right: set[tuple[float, ...]]) -> bool:
    """Compare points, as rounding may move a digit of the last place."""
    one, two = np.array(sorted(left)), np.array(sorted(right))
    return one.shape == two.shape and bool(np.allclose(one, two, rtol=0, atol=2 * NEAR))


def about_conflict(space: Space, said: Iterable[str]) -> Iterator[str]:
    """Say where parties do not exclude each other, or where fewer of them do."""
    names = [party.name for party in space.dispute.parties]
    parties = [names.index(name) for name in said]
    needed = bool(space.linked.any()) and not len(space.agreed)
    if needed != bool(parties):
        yield f"conflict between {parties}"
    if parties and not exclude(space, parties):
        yield f"conflict: {parties} do not exclude each other"
    for left_out in parties if len(parties) > 1 else []:
        fewer = [party for party in parties if party != left_out]
        if exclude(space, fewer):
            yield f"conflict: {fewer} are enough"
