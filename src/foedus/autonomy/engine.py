"""The autonomy engine: from a case to what a group lacks without an ally, and the way out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import numpy as np
import polars as pl

from foedus._version import __version__
from foedus.autonomy.cost import cost_by_capability_frame, cost_frame
from foedus.autonomy.exposure import (
    Standing,
    allies_frame,
    alone_from,
    exposure_frame,
    held_by,
    meets,
    standing,
)
from foedus.autonomy.ground import AllySells, Ground, find_ground
from foedus.autonomy.known import known_of
from foedus.autonomy.levers import levers_frame, unavoidable
from foedus.autonomy.moves import orders, orders_frame
from foedus.autonomy.pooled import pooled
from foedus.autonomy.programme import Programme, solve_programme
from foedus.case.model import Case
from foedus.plan import background, report
from foedus.plan.evidence import Evidence
from foedus.plan.levels import KEPT, slack
from foedus.plan.sets import Flags, Floats
from foedus.plan.solve import quiet_highs
from foedus.results.autonomy import Autonomy
from foedus.results.plan import Level, Stamp

Progress = Callable[[str, float], None]
"""Hears the name of a stage and the fraction of the whole that is done."""

NEAR = 1e-5
"""A gap within this of what is required, times what is required, is the solver's rounding."""


def autonomy(
    case: Case,
    *,
    group: str,
    without: str,
    since: str | None = None,
    ally_sells: AllySells = "no",
    progress: Progress = lambda _stage, _done: None,
) -> Autonomy:
    """Return what a group holds only thanks to an ally, and the programme to stand alone.

    Exposure is ``(min(required, with) - min(required, without)) / required`` for each hold
    requirement of ``@group``, each unit counted in full for every capability it yields, from stocks
    and contracted inflows alone. The programme brings the members, without the ally, as close to
    each target as their budgets and the lines allow (levels readiness, cost, fairness): every
    member orders for the group's account and carries what it pays.

    Parameters
    ----------
    case : Case
        With a horizon and hold requirements of the group; it needs no recipient.
    group : str
        Name of a group of the table ``parties``, with or without ``@``.
    without : str
        The party that does not count, in the group or not.
    since : str, optional
        First month (``YYYY-MM``) from which the targets are to be met without it; the first of the
        horizon unless said.
    ally_sells : {"no", "yes"}
        Whether the ally's lines still sell to the members.
    progress : callable
        Hears (stage, fraction done).

    Returns
    -------
    Autonomy

    Raises
    ------
    InputError
        With all faults of what was asked at once.
    SolverError
        If no solver ends in an optimum that passes the residual check.

    Examples
    --------
    >>> import foedus
    >>> from foedus.autonomy import autonomy
    >>> found = autonomy(foedus.load("tests/fixtures/alone"), group="south", without="CCC")
    >>> found.exposure.row(0)[:5]
    ('armour', '2026-01', 100.0, 120.0, 50.0)
    """
    ground = find_ground(case, group=group, without=without, since=since, ally_sells=ally_sells)
    return _Run(ground, progress, ally_sells=ally_sells).run()


class _Run:
    """One run of the engine: its question, its clock and its stages."""

    def __init__(self, ground: Ground, progress: Progress, *, ally_sells: AllySells) -> None:
        self.ground = ground
        self.case = ground.case
        self.progress = progress
        self.ally_sells: AllySells = ally_sells
        self.seconds: dict[str, float] = {}

    def run(self) -> Autonomy:
        """Count, solve, move the levers and report."""
        self.progress("exposure", 0.0)
        ground, s = self.ground, self.ground.sets
        started = time.process_time()
        today = standing(ground, s.parties.index(ground.without))
        allies = allies_frame(ground)
        self._spent("exposure", started)
        started = time.process_time()
        solved = solve_programme(
            pooled(ground), progress=lambda stage, part: self.progress(stage, 0.02 + 0.5 * part)
        )
        self._spent("programme", started)
        started = time.process_time()
        least = unavoidable(solved.sets)
        money = f"{self.case.settings.money.unit} {self.case.settings.money.currency}"
        moved = levers_frame(
            ground, solved, money, lambda part: self.progress("levers", 0.55 + 0.4 * part)
        )
        self._spent("levers", started)
        self.progress("report", 0.97)
        started = time.process_time()
        frames = self._frames(solved)
        self._spent("report", started)
        frames |= {"exposure": exposure_frame(ground, today), "allies": allies, "levers": moved}
        return self._result(solved, today, frames, least)

    def _spent(self, stage: str, started: float) -> None:
        self.seconds[stage] = time.process_time() - started

    def _frames(self, solved: Programme) -> dict[str, pl.DataFrame]:
        s, v, x = solved.sets, solved.columns, solved.x
        programme = orders_frame(solved, Evidence(self.case), orders(solved))
        return {
            "programme": programme,
            "readiness": report.readiness(s, v, x),
            "burden": report.burden(s, v, x),
            "usage": report.usage(s, v, x),
            "cost": cost_frame(programme),
            "cost_by_capability": cost_by_capability_frame(solved, programme),
            "parties": background.parties(self.case),
            "names": background.names(self.case),
            "sources": background.sources(self.case),
        }

    def _result(
        self, solved: Programme, today: Standing, frames: Mapping[str, pl.DataFrame],
        least: float,
    ) -> Autonomy:  # fmt: skip
        settings, ground, s = self.case.settings, self.ground, self.ground.sets
        return Autonomy(
            case=settings.name,
            title=settings.title,
            currency=settings.money.currency,
            unit=settings.money.unit,
            as_of=settings.as_of.isoformat(),
            start=s.horizon.label(0),
            months=s.months,
            key=settings.key,
            group=ground.group,
            members=tuple(s.parties[m] for m in ground.members),
            without=ground.without,
            since=s.horizon.label(ground.since),
            alone_from=alone_from(ground, meets(today.held_without, today.required)),
            programme_alone_from=alone_from(ground, _met(ground, solved, today)),
            levels=_with_unavoidable(solved.levels, least),
            assumed_share=report.assumed_share(frames["programme"]),
            known=known_of(ground, frames["exposure"], self.ally_sells),
            stamp=self._stamp(solved),
            **frames,
        )

    def _stamp(self, solved: Programme) -> Stamp:
        options = {
            "group": self.ground.group,
            "without": self.ground.without,
            "from": self.ground.sets.horizon.label(self.ground.since),
            "ally_sells": "true" if self.ally_sells == "yes" else "false",
            "levels": ",".join(level.name for level in solved.levels),
            "key": self.case.settings.key or "",
            "keeps": solved.keeps,
        }
        seconds = {**self.seconds, "solve": solved.seconds}
        return Stamp(
            case_sha256=self.case.sha256,
            foedus=__version__,
            highs=quiet_highs().version(),
            solver="ipx",
            ran=solved.ran,
            residual=solved.residual,
            options=MappingProxyType(options),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=MappingProxyType({k: round(a, 4) for k, a in seconds.items()}),
        )


def _met(ground: Ground, solved: Programme, today: Standing) -> Flags:
    """(Q, T): the target is met under the programme.

    From ``since`` on each unit counts once, as in the programme; in the months before it, which
    the programme does not plan for, as in the exposure.
    """
    v = solved.columns
    gap = np.zeros(today.required.shape)
    gap[v.gap["hold"], v.gap["month"]] = solved.x[v.gap.span]
    before = np.arange(today.required.shape[1]) < ground.since
    held = held_by(solved.sets, np.array([len(solved.sets.parties) - 1])) + _ordered(solved)
    near = np.maximum(NEAR, 2 * _slack_of(solved))[:, None]
    return np.where(before, meets(held, today.required), gap <= near * today.required)


def _slack_of(solved: Programme) -> Floats:
    """(Q,) what the slack of the readiness level may leave of a target, as a part of it.

    The levels after it may use its slack up on one target, the more of it the less that weighs.
    """
    readiness = next(level.value for level in solved.levels if level.name == "readiness")
    priority = solved.sets.holds.priority
    allowed = np.full(len(priority), slack(readiness, KEPT))
    part: Floats = np.divide(allowed, priority, out=np.zeros_like(allowed), where=priority > 0)
    return part


def _ordered(solved: Programme) -> Floats:
    """(Q, T) units of each capability that the programme has brought by then."""
    s, refill = solved.sets, solved.columns.refill
    there = np.zeros((len(s.items), s.months))
    np.add.at(there, (refill["item"], refill["arrives"]), solved.x[refill.span])
    return s.yields[:, s.holds.capability].T @ np.cumsum(there, axis=1)


def _with_unavoidable(levels: tuple[Level, ...], least: float) -> tuple[Level, ...]:
    return tuple(
        replace(level, unavoidable=least) if level.name == "readiness" else level
        for level in levels
    )
