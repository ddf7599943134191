"""The plan engine: from a case to a plan, level by level."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import polars as pl

from foedus._version import __version__
from foedus.case.model import Case, LevelName
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError
from foedus.plan import background, report
from foedus.plan.columns import ALL_HOLD, LIFTED, Columns, Limits
from foedus.plan.conflict import explain_conflict
from foedus.plan.constraints import CONSTRAINTS
from foedus.plan.evidence import Evidence
from foedus.plan.explain import Reasons, explain_need
from foedus.plan.families import define_columns
from foedus.plan.levels import (
    KEPT,
    need_cost,
    order_of_preference,
    readiness_cost,
    slack,
    total_cost,
)
from foedus.plan.leximin import burdens, solve_fairness
from foedus.plan.program import Program, assemble
from foedus.plan.reader import build_sets
from foedus.plan.sets import Floats, Sets
from foedus.plan.solve import (
    Keeps,
    NoPlanError,
    Session,
    Solution,
    Solver,
    StalledError,
    quiet_highs,
)
from foedus.plan.write import write_lp_file
from foedus.results.plan import FRAME_NAMES, Level, Plan, Stamp, empty

Progress = Callable[[str, float], None]
"""Hears the name of a stage and the fraction of the whole that is done."""

COSTS: Mapping[LevelName, Callable[[Sets, Columns], Floats]] = MappingProxyType(
    {"need": need_cost, "readiness": readiness_cost, "cost": total_cost}
)
"""What the levels other than fairness make least."""


@dataclass(frozen=True)
class Model:
    """A case compiled for the solver."""

    sets: Sets
    columns: Columns
    program: Program


def compile_model(s: Sets, limits: Limits = ALL_HOLD) -> Model:
    """Return the programme of a case under these limits."""
    columns = define_columns(s, limits)
    rows = [define(s, columns, limits) for define in CONSTRAINTS]
    return Model(s, columns, assemble(columns.families(), rows))


def plan(
    case: Case,
    *,
    solver: Solver = "ipx",
    explain: bool = True,
    progress: Progress = lambda _stage, _done: None,
    write_lp: Path | None = None,
    keeps: Keeps = "rows",
) -> Plan:
    """Return the plan of a case: who gives what, when, by which road, and why not more.

    The levels of the case are solved in its order; each later one keeps what every earlier one
    reached. Among plans that are as good at every level, the same one is always shown.

    Parameters
    ----------
    case : Case
    solver : {"ipx", "simplex"}
        HiGHS's solver for the levels.
    explain : bool
        Also work out what is unavoidable, what holds each unmet need, and the asks.
    progress : callable
        Hears (stage, fraction done).
    write_lp : Path, optional
        Also write the programme in LP format, with readable names.
    keeps : {"rows", "faces"}
        How the levels are kept at first: by rows, and by their optimal faces only where the solver
        stalls; or by faces at once, where it is known to stall.

    Returns
    -------
    Plan
        With status ``infeasible`` and its explanation where commitments cannot hold together.

    Raises
    ------
    InputError
        If the case has no horizon or no recipient.
    SolverError
        If no solver ends in an optimum that passes the residual check.

    Examples
    --------
    >>> import foedus
    >>> plan = foedus.plan(foedus.load("tests/fixtures/hand"))
    >>> round(plan.level("need").value * 72)
    46
    """
    faults = faults_of(case)
    if faults:
        raise InputError(faults)
    run = _Run(ordered(case), solver, progress, keeps)
    return run.run(explain=explain, write_lp=write_lp)


def faults_of(case: Case) -> list[Finding]:
    """Return a fault for a case without months to plan for, or without a recipient."""
    faults = []
    if case.settings.horizon is None:
        details = {"table": "requirements"}
        faults.append(Finding("fault", "no-horizon", "case.toml", None, "horizon", None, details))
    if case.tables["requirements"].filter(pl.col("kind") == "deliver").is_empty():
        faults.append(Finding("fault", "no-recipient", "requirements", None, "kind"))
    return faults


def ordered(case: Case) -> Case:
    """Return the case with the rows of each table by their key: their order says nothing."""
    tables = {
        name: frame.sort(TABLES[name].key, maintain_order=True) if len(frame) > 1 else frame
        for name, frame in case.tables.items()
    }
    return replace(case, tables=tables)


class _Run:
    """One run of the engine: its session, its clock and its levels."""

    def __init__(self, case: Case, solver: Solver, progress: Progress, keeps: Keeps) -> None:
        self.case = case
        self.solver: Solver = solver
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.ran: list[str] = []
        self.explained = True
        self.keeps: Keeps = keeps

    def run(self, *, explain: bool, write_lp: Path | None) -> Plan:
        """Compile, solve, explain and report."""
        self.explained = explain
        self.progress("build", 0.0)
        started = time.process_time()
        model = compile_model(build_sets(self.case))
        session = Session(model.program, keeps=self.keeps)
        self._spent("build", started)
        if write_lp is not None:
            write_lp_file(model.sets, model.program, need_cost(model.sets, model.columns), write_lp)
        try:
            levels, solution = self._levels_kept(model, session)
        except NoPlanError:
            return self._impossible(model)
        reasons = self._reasons(model, levels, solution) if explain else None
        return self._report(model, levels, solution, reasons)

    def _spent(self, stage: str, started: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - started

    def _levels_kept(self, model: Model, session: Session) -> tuple[list[Level], Solution]:
        """Solve the levels, keeping each by a row; where that stalls, again by its face."""
        try:
            return self._levels(model, session)
        except StalledError:  # a session that keeps faces raises SolverError
            self._took(session)
            self.keeps = "faces"
            session = Session(model.program, keeps="faces")
            return self._levels(model, session)
        finally:
            self._took(session)

    def _took(self, session: Session) -> None:
        self.seconds["solve"] = self.seconds.get("solve", 0.0) + session.seconds
        self.ran = [*self.ran, *session.ran]

    def _levels(self, model: Model, session: Session) -> tuple[list[Level], Solution]:
        s, v = model.sets, model.columns
        levels: list[Level] = []
        names = self.case.settings.levels
        for n, name in enumerate(names):
            share = n / (len(names) + 1)
            self.progress(name, 0.7 * share)
            before = session.seconds
            if name == "fairness":
                levels.append(self._fairness(model, session, 0.7 * share))
            else:
                solution = session.minimise(COSTS[name](s, v), solver=self.solver)
                value = max(0.0, solution.value)
                session.keep(COSTS[name](s, v), value + slack(value, KEPT), solution)
                levels.append(Level(name, value))
            self.seconds[f"solve {name}"] = session.seconds - before
        self.progress("order", 0.7 * len(names) / (len(names) + 1))
        solution = session.minimise(order_of_preference(s, v), solver=self.solver, crossover=True)
        return levels, solution

    def _fairness(self, model: Model, session: Session, done: float) -> Level:
        step = 0.7 / (len(self.case.settings.levels) + 1)
        return solve_fairness(
            burdens(model.sets, model.columns, session.program), session, solver=self.solver,
            progress=lambda part: self.progress("fairness", done + step * part),
        )  # fmt: skip

    def _reasons(self, model: Model, levels: list[Level], solution: Solution) -> Reasons:
        started = time.process_time()
        self.progress("explain", 0.7)
        unavoidable = self._unavoidable(model.sets)
        reasons = explain_need(
            self.case, model.sets, levels, unavoidable,
            solution.x[model.columns.backlog.span], self.solver, self.keeps,
            lambda part: self.progress("explain", 0.75 + 0.24 * part),
        )  # fmt: skip
        self._spent("explain", started)
        return reasons

    def _unavoidable(self, s: Sets) -> dict[str, float]:
        lifted = compile_model(s, LIFTED)
        session = Session(lifted.program)
        return {
            name: max(0.0, session.minimise(
                COSTS[name](s, lifted.columns), solver=self.solver
            ).value)
            for name in self.case.settings.levels
            if name in ("need", "readiness")
        }  # fmt: skip

    def _report(
        self, model: Model, levels: list[Level], solution: Solution, reasons: Reasons | None
    ) -> Plan:
        self.progress("report", 0.99)
        started = time.process_time()
        s, v, x = model.sets, model.columns, solution.x
        evidence = Evidence(self.case)
        transfers = report.Transfers(s, evidence).table(v, x)
        frames = {
            "transfers": transfers,
            "coverage": report.coverage(s, v, x),
            "readiness": report.readiness(s, v, x),
            "burden": report.burden(s, v, x),
            "usage": report.usage(s, v, x),
            "left_out": report.left_out(s, v),
            "conflict": empty("conflict"),
            **(reasons.frames if reasons else {}),
        }
        if reasons is not None:
            levels = [
                Level(a.name, a.value, reasons.unavoidable.get(a.name), a.sorted) for a in levels
            ]
        self._spent("report", started)
        share = report.assumed_share(transfers)
        return self._plan("optimal", tuple(levels), frames, share, solution.residual, evidence)

    def _impossible(self, model: Model) -> Plan:
        self.progress("explain", 0.7)
        started = time.process_time()
        evidence = Evidence(self.case)
        frames = {"conflict": explain_conflict(self.case, model.sets, model.columns, model.program)}
        self._spent("explain", started)
        return self._plan("infeasible", (), frames, None, 0.0, evidence)

    def _plan(
        self,
        status: str,
        levels: tuple[Level, ...],
        frames: Mapping[str, pl.DataFrame],
        share: float | None,
        residual: float,
        evidence: Evidence,
    ) -> Plan:
        settings, case = self.case.settings, self.case
        known = {
            **{name: empty(name) for name in FRAME_NAMES},
            **frames,
            "parties": background.parties(case),
            "names": background.names(case),
            "sources": background.sources(case),
            "positions": background.positions(case, evidence),
        }
        assert settings.horizon is not None
        return Plan(
            case=settings.name,
            title=settings.title,
            currency=settings.money.currency,
            unit=settings.money.unit,
            as_of=settings.as_of.isoformat(),
            start=settings.horizon.label(0),
            months=settings.horizon.months,
            key=settings.key,
            status=status,  # type: ignore[arg-type]
            levels=levels,
            assumed_share=share,
            stamp=self._stamp(residual),
            **known,
        )

    def _stamp(self, residual: float) -> Stamp:
        return Stamp(
            case_sha256=self.case.sha256,
            foedus=__version__,
            highs=quiet_highs().version(),
            solver=self.solver,
            ran=tuple(self.ran),
            residual=residual,
            options=MappingProxyType(
                {
                    "levels": ",".join(self.case.settings.levels),
                    "key": self.case.settings.key or "",
                    "whole": "false",
                    "keeps": self.keeps,
                    "explain": "true" if self.explained else "false",
                }
            ),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=MappingProxyType({k: round(a, 4) for k, a in self.seconds.items()}),
        )
