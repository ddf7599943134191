"""An open planning and decision desk for the secretariat of an alliance.

Examples
--------
>>> import foedus
>>> isinstance(foedus.__version__, str)
True
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from foedus._version import __version__

if TYPE_CHECKING:
    from datetime import date

    from foedus.case.model import Case
    from foedus.futures.engine import Way
    from foedus.plan.solve import Solver
    from foedus.results.autonomy import Autonomy
    from foedus.results.futures import Futures, Objective
    from foedus.results.plan import Plan
    from foedus.results.spending import Spending

__all__ = ["__version__", "autonomy", "futures", "load", "plan", "spending"]


def load(path: str | Path) -> Case:
    """Load a case from a folder or a workbook.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Case

    Raises
    ------
    InputError
        With all faults at once.
    """
    from foedus.case.load import load as load_case

    return load_case(path)


def plan(case: Case, *, solver: Solver = "ipx", explain: bool = True) -> Plan:
    """Plan a case.

    Parameters
    ----------
    case : Case
    solver : {"ipx", "simplex"}
        HiGHS's solver of the first attempt.
    explain : bool
        Work out the asks too.

    Returns
    -------
    Plan
        Frozen; every table a Polars frame.
    """
    from foedus.plan import plan as plan_case

    return plan_case(case, solver=solver, explain=explain)


def futures(
    case: Case,
    *,
    objective: Objective | None = None,
    alpha: float = 0.9,
    method: Way = "auto",
    gap: float = 1e-3,
    limit: float | None = None,
    workers: int = 1,
) -> Futures:
    """Plan a case for several futures: one plan until each is revealed, its own after.

    Parameters
    ----------
    case : Case
        With the tables ``scenarios`` and ``changes``.
    objective : {"expected", "regret", "cvar"}, optional
        Expected values where the scenarios have probabilities, else the least worst regret.
    alpha : float
        Of CVaR: the mean of the worst ``1 - alpha``.
    method : {"auto", "extensive", "decomposed"}
        All scenarios in one programme, or the first level alone, scenario by scenario.
    gap : float
        At which a decomposition ends.
    limit : float, optional
        Seconds by the clock, after which a decomposition begins no new round.
    workers : int
        Processes of a decomposition.

    Returns
    -------
    Futures
        Frozen; every table a Polars frame.
    """
    from foedus.futures import futures as futures_of

    return futures_of(
        case, objective=objective, alpha=alpha, method=method, gap=gap, limit=limit, workers=workers
    )


def autonomy(case: Case, *, group: str, without: str, since: str | None = None) -> Autonomy:
    """Say what a group holds only thanks to an ally, and what it takes to stand alone.

    Parameters
    ----------
    case : Case
    group : str
        A group of parties, without its ``@``.
    without : str
        The ally.
    since : str, optional
        First month (``YYYY-MM``) without it; the start of the horizon unless said.

    Returns
    -------
    Autonomy
        Frozen; every table a Polars frame.
    """
    from foedus.autonomy import autonomy as autonomy_of

    return autonomy_of(case, group=group, without=without, since=since)


def spending(case: Case, *, at: date | None = None, release: str | None = None) -> Spending:
    """Hold what members spend on defence against the guideline.

    Parameters
    ----------
    case : Case
    at : date, optional
        Only what was known on this day; the case's own day unless said.
    release : str, optional
        The publication to take; the latest one known on the day unless said.

    Returns
    -------
    Spending
        Frozen; each figure with its basis, its release and what it rests on.
    """
    from foedus.spending import spending as spending_of

    return spending_of(case, at=at, release=release)


class _Doors(ModuleType):
    """Keeps ``foedus.plan`` the function, though an engine of that name is a package.

    Python sets a package's attribute to each submodule as it is first imported, so that without
    this ``foedus.plan(case)`` would work once only.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Doors
