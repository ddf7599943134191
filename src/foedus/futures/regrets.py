"""What a first stage costs in each scenario: regrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foedus.case.model import LevelName
from foedus.futures.branches import Branch
from foedus.plan.engine import COSTS
from foedus.plan.solve import NoPlanError, Session, Solver

COMMON = "common"
"""Name of the plan that is common until the reveal."""
NEAR = 1e-6
"""A first stage is kept within this, times the larger of its value and the column's size."""


@dataclass
class Recourse:
    """One scenario's programme at the first level, solved again for each first stage.

    Parameters
    ----------
    branch : Branch
    level : level name
    solver : {"ipx", "simplex"}
    """

    branch: Branch
    level: LevelName
    solver: Solver = "ipx"

    def __post_init__(self) -> None:
        self.session = Session(self.branch.model.program)
        self._cost = COSTS[self.level](self.branch.sets, self.branch.columns)
        n = self.branch.before
        self._code, self._columns = self.branch.code[n].tolist(), self.branch.decided[n]
        self._scale = self.branch.model.program.column_scale[self._columns]

    def value(self, decided: Mapping[int, float]) -> float | None:
        """Return the least level once the first stage is decided; None where it is impossible.

        Parameters
        ----------
        decided : mapping of int to float
            Quantity by code of the column; what is not named is 0.
        """
        if {code for code, amount in decided.items() if amount > 0} - set(self._code):
            return None
        x = np.array([decided.get(code, 0.0) for code in self._code])
        room = NEAR * np.maximum(self._scale, np.abs(x))
        self.session.hold_columns(self._columns, np.maximum(0.0, x - room), x + room)
        try:
            return max(0.0, self.session.minimise(self._cost, solver=self.solver).value)
        except NoPlanError:
            return None


def regret_table(
    plans: Mapping[str, Mapping[str, Mapping[int, float]]],
    branches: Sequence[Branch],
    level: LevelName,
    solver: Solver,
    progress: Callable[[float], None] = lambda _: None,
) -> tuple[dict[tuple[str, str], float | None], tuple[str, ...]]:
    """Return the first level by plan and scenario, and which solver ran.

    Parameters
    ----------
    plans : mapping of plan to mapping of scenario to first stage
        What each plan decides before that scenario is revealed.
    branches : sequence of Branch
    level : level name
    solver : {"ipx", "simplex"}
    """
    values: dict[tuple[str, str], float | None] = {}
    ran: list[str] = []
    for n, branch in enumerate(branches):
        recourse = Recourse(branch, level, solver)
        for plan, stages in plans.items():
            name = branch.scenario.name
            values[plan, name] = recourse.value(stages[name])
        ran += recourse.session.ran
        progress((n + 1) / len(branches))
    return values, tuple(ran)
