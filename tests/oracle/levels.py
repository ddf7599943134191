"""Solve the levels one after the other; leximin the slow and certain way."""

from collections.abc import Callable
from dataclasses import dataclass

from .program import Row, Sum, Terms, add, minimise, one

LOCK = 1e-6
"""Slack of a level already reached, times max(1, value)."""

BURDEN_LOCK = 1e-4
"""Slack of each donor's relative burden in the levels after fairness, times max(1, value)."""

ROUND_LOCK = 1e-7
"""Slack of a donor already settled between the rounds of leximin, times max(1, value)."""

ROUNDING = 1e-9
"""Room for the solver's own rounding when a round's maximum is held, times max(1, value)."""

SAME = 1e-6
"""Two relative burdens nearer than this, times max(1, value), count as the same."""


@dataclass(frozen=True)
class Level:
    """A level's name and what it makes small: one sum, or one for each donor (fairness)."""

    name: str
    sums: dict[str, Sum]


Keep = Callable[[Sum, float, float], list[Row]]
"""How a donor's relative burden is kept after fairness: `no_worse` or `within`."""


def no_worse(burden: Sum, value: float, slack: float) -> list[Row]:
    """It may fall, and rise by the slack."""
    return [burden.at_most(value + slack)]


def within(burden: Sum, value: float, slack: float) -> list[Row]:
    """It may neither fall nor rise by more than the slack."""
    return [burden.at_most(value + slack), burden.at_least(value - slack)]


def solve_levels(
    rows: list[Row], levels: list[Level], keep: Keep
) -> tuple[dict[str, float], dict[str, float]]:
    """The value of every level in order, and the relative burden of every donor with a share."""
    values: dict[str, float] = {}
    relative: dict[str, float] = {}
    for level in levels:
        if level.name == "fairness":
            relative = leximin(rows, level.sums)
            rows = rows + _kept(level.sums, relative, BURDEN_LOCK, keep)
            values[level.name] = max(relative.values(), default=0.0)
        else:
            values[level.name], _ = minimise(rows, level.sums[""])
            rows = rows + _kept(level.sums, {"": values[level.name]}, LOCK, no_worse)
    return values, relative


def leximin(rows: list[Row], burdens: dict[str, Sum]) -> dict[str, float]:
    """Settle the donors from the largest relative burden down, at least one in each round."""
    settled: dict[str, float] = {}
    while len(settled) < len(burdens):
        kept = rows + _kept(burdens, settled, ROUND_LOCK, no_worse)
        open_now = {donor: burdens[donor] for donor in burdens if donor not in settled}
        top, solution = _least_maximum(kept, open_now)
        tight = [d for d, burden in open_now.items() if _reaches(burden.at(solution), top)]
        held = kept + _kept(open_now, dict.fromkeys(open_now, top), ROUNDING, no_worse)
        lowest = {donor: minimise(held, open_now[donor])[0] for donor in tight}
        stuck = [donor for donor in tight if _reaches(lowest[donor], top)]
        for donor in stuck or [max(tight, key=lambda name: lowest[name])]:
            settled[donor] = top
    return settled


def _least_maximum(rows: list[Row], burdens: dict[str, Sum]) -> tuple[float, Terms]:
    below = [add((1, burden), (-1, one("maximum"))).at_most(0.0) for burden in burdens.values()]
    return minimise(rows + below, one("maximum"))


def _reaches(value: float, top: float) -> bool:
    return value >= top - SAME * max(1.0, top)


def _kept(sums: dict[str, Sum], values: dict[str, float], slack: float, keep: Keep) -> list[Row]:
    kept = [keep(sums[name], value, slack * max(1.0, value)) for name, value in values.items()]
    return [row for rows in kept for row in rows]
