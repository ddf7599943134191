"""The ensemble engine: one level solved for many draws of what is known within a range only."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

import numpy as np
import polars as pl

from foedus._version import __version__
from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.futures import spread
from foedus.futures.draws import draw, uncertainties_of
from foedus.futures.importance import Importance, importance
from foedus.futures.moving import find_moves
from foedus.futures.sampled import SOLVER, Afresh, Drawn, Kept, SampledLevel, Setup, solve_draws
from foedus.plan import background
from foedus.plan.engine import Progress, faults_of, ordered
from foedus.plan.reader import build_sets
from foedus.plan.sets import Floats, Sets
from foedus.plan.solve import quiet_highs
from foedus.results.ensemble import Ensemble
from foedus.results.plan import Stamp

Run = Callable[[Setup, Sequence[int]], Iterable[Drawn]]
"""Solves draws, in any order and anywhere, and gives each as soon as it is solved."""


def one_by_one(setup: Setup, draws: Sequence[int]) -> Iterator[Drawn]:
    """Solve draws in this process."""
    for number in draws:
        yield from solve_draws(setup, [number])


def ensemble(
    case: Case,
    *,
    draws: int,
    seed: int = 0,
    level: SampledLevel | None = None,
    run: Run = one_by_one,
    known: Iterable[Drawn] = (),
    progress: Progress = lambda _stage, _done: None,
) -> Ensemble:
    """Return how a level, and what it covers, spread over many draws of the uncertainties.

    Each draw gives every uncertainty of the case a value of its own, and the level is solved
    alone for it, as ``plan`` solves it first. Among plans that are as good, one that meets needs
    early counts. A draw for which no solver ends in an optimum has the status ``failed``.

    Parameters
    ----------
    case : Case
        With rows in ``uncertainties``.
    draws : int
        How many, at least 1.
    seed : int
        The same seed and number give the same draws, whoever solves them.
    level : {"need", "readiness"}, optional
        The first of the case's that is one of them, unless said.
    run : callable
        Solves draws; in this process unless said.
    known : iterable of Drawn
        Draws that are solved already, by the same set-up: they are not solved again.
    progress : callable
        Hears (stage, fraction done).

    Returns
    -------
    Ensemble

    Raises
    ------
    InputError
        The case has no uncertainties, no horizon, no recipient, or nothing to hold where
        readiness is asked for; or fewer than one draw is asked for.
    """
    progress("build", 0.0)
    started = time.process_time()
    setup = set_up(case, draws=draws, seed=seed, level=level)
    solved = {one.draw: one for one in known if 0 <= one.draw < draws}
    resumed = len(solved)
    outside = time.process_time() - started
    for one in run(setup, [n for n in range(draws) if n not in solved]):
        solved[one.draw] = one
        progress("draws", 0.02 + 0.95 * len(solved) / draws)
    started = time.process_time()
    progress("report", 0.97)
    result = _Report(case, setup, [solved[n] for n in sorted(solved)], seed)
    return result.ensemble(resumed, started - outside)


def set_up(case: Case, *, draws: int, seed: int = 0, level: SampledLevel | None = None) -> Setup:
    """Return all that is needed to solve any of the draws.

    Parameters
    ----------
    case : Case
    draws, seed, level
        As ``ensemble`` takes them.

    Raises
    ------
    InputError
        As ``ensemble`` raises it.
    """
    chosen = level_of(case, level)
    require(case, draws, chosen)
    uncertainties = uncertainties_of(case)
    values = draw(uncertainties, draws, seed)
    key = f"{case.sha256}-{seed}-{draws}-{chosen}"
    moves = find_moves(case, uncertainties, values)
    if moves is None:
        return Afresh(key, chosen, values, case, uncertainties)
    return Kept(key, chosen, values, build_sets(ordered(case)), moves)


def level_of(case: Case, level: SampledLevel | None) -> SampledLevel:
    """Return the level that is meant: the one that was named, or the first of the case's.

    A case in which nothing is to be delivered has readiness alone.
    """
    if level is not None:
        return level
    delivers = "deliver" in case.tables["requirements"]["kind"]
    first = next((name for name in case.settings.levels if name in ("need", "readiness")), "need")
    return "readiness" if first == "readiness" or not delivers else "need"


def require(case: Case, draws: int, level: SampledLevel) -> None:
    """Make sure that a case can be drawn from, all faults at once.

    Raises
    ------
    InputError
        As ``ensemble`` raises it.
    """
    faults = [f for f in faults_of(case) if level == "need" or f.kind != "no-recipient"]
    if case.tables["uncertainties"].is_empty():
        faults.append(Finding("fault", "no-uncertainties", "uncertainties", None, "uncertainty"))
    if draws < 1:
        faults.append(Finding("fault", "no-draws", "--draws", None, None, str(draws)))
    holds = case.tables["requirements"].filter(pl.col("kind") == "hold")
    if level == "readiness" and holds.is_empty():
        faults.append(Finding("fault", "no-holds", "requirements", None, "kind"))
    if faults:
        raise InputError(faults)


class _Report:
    """From solved draws to an ensemble."""

    def __init__(self, case: Case, setup: Setup, drawn: Sequence[Drawn], seed: int) -> None:
        self.case, self.setup, self.drawn, self.seed = case, setup, drawn, seed
        self.uncertainties = uncertainties_of(case)
        self.possible = [one for one in drawn if one.value is not None]
        self.level = np.array([one.value for one in self.possible], dtype=np.float64)

    def ensemble(self, resumed: int, started: float) -> Ensemble:
        """Return the ensemble; ``started`` is the CPU time from which the set-up counts."""
        settings, case = self.case.settings, self.case
        assert settings.horizon is not None
        names = [u.name for u in self.uncertainties]
        matters = importance(names, self.values(self.possible), self.level, self.seed)
        return Ensemble(
            case=settings.name,
            title=settings.title,
            currency=settings.money.currency,
            unit=settings.money.unit,
            as_of=settings.as_of.isoformat(),
            start=settings.horizon.label(0),
            months=settings.horizon.months,
            level=self.setup.level,
            seed=self.seed,
            count=len(self.setup.values),
            solved=len(self.drawn) - resumed,
            resumed=resumed,
            impossible=sum(one.status == "infeasible" for one in self.drawn),
            parties=background.parties(case),
            names=background.names(case),
            sources=background.sources(case),
            importance=matters.table,
            stamp=self.stamp(started, matters),
            **self.frames(build_sets(ordered(case)), names),
        )

    def frames(self, s: Sets, names: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Return the tables of the ensemble."""
        needs = spread.needs_of(s, self.setup.level)
        covered = spread.covered(self.possible, needs)
        return {
            "uncertainties": spread.uncertainties(self.case),
            "draws": spread.draws(self.drawn),
            "inputs": spread.inputs(names, self.values(self.drawn), self.drawn),
            "levels": spread.levels(self.level),
            "coverage": spread.coverage(covered, needs),
            "met": spread.met(covered, needs),
        }

    def values(self, drawn: Sequence[Drawn]) -> Floats:
        """Return the values of these draws."""
        return self.setup.values[[one.draw for one in drawn]]

    def stamp(self, started: float, matters: Importance) -> Stamp:
        """Return where the ensemble comes from."""
        solve = sum(one.seconds for one in self.drawn)
        other = sum(one.other for one in self.drawn) + time.process_time() - started
        options = {
            "level": self.setup.level,
            "draws": str(len(self.setup.values)),
            "seed": str(self.seed),
            "matrix": self.setup.matrix,
            "importance": matters.reason or "delta",
        }
        if matters.noise is not None:
            options["noise"] = f"{matters.noise:.4g}"
        return Stamp(
            case_sha256=self.case.sha256,
            foedus=__version__,
            highs=quiet_highs().version(),
            solver=SOLVER,
            ran=tuple(one.ran for one in self.drawn),
            residual=max((one.residual for one in self.drawn), default=0.0),
            options=MappingProxyType(options),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=MappingProxyType({"solve": round(solve, 4), "other": round(other, 4)}),
        )
