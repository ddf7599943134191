"""What the futures engine needs of a case, all faults at once."""

from __future__ import annotations

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.plan.engine import faults_of
from foedus.results.futures import Objective


def require(case: Case, objective: Objective | None, alpha: float) -> Objective:
    """Return the objective that is meant.

    Raises
    ------
    InputError
        The case has no scenarios, no horizon or no recipient; odds are missing for an objective
        that needs them; or ``alpha`` is not in 0..1.
    """
    faults = faults_of(case)
    rows = case.tables["scenarios"]
    odds = rows.height > 0 and rows["probability"].null_count() == 0
    chosen: Objective = objective or ("expected" if odds else "regret")
    if rows.is_empty():
        faults.append(Finding("fault", "no-scenarios", "scenarios", None, "scenario"))
    elif chosen != "regret" and not odds:
        details = {"objective": chosen}
        faults.append(Finding("fault", "no-odds", "scenarios", None, "probability", None, details))
    if set(case.settings.levels) <= {"fairness"}:
        faults.append(Finding("fault", "only-fairness", "case.toml", None, "plan.levels"))
    if not 0 <= alpha < 1:
        faults.append(Finding("fault", "alpha-range", "--alpha", None, None, str(alpha)))
    unknown = rows.filter(pl.col("reveal").is_null())
    if unknown.height:
        faults.append(Finding("fault", "no-reveal", "scenarios", None, "reveal"))
    if faults:
        raise InputError(faults)
    return chosen
