"""What becomes of a plan on which the solver stalls while rows keep the levels."""

from __future__ import annotations

import highspy
import polars as pl
import pytest
from plan_cases import HAND
from polars.testing import assert_frame_equal

import foedus
from foedus.errors import SolverError
from foedus.plan import solve
from foedus.plan.engine import plan
from foedus.plan.solve import Session

CLOSE = 1e-3
"""Later levels react to the slack that rows leave earlier ones; faces leave none."""

UNKNOWN = highspy.HighsModelStatus.kUnknown


def stall(monkeypatch: pytest.MonkeyPatch, *, keeps: tuple[str, ...]) -> list[str]:
    """Let the solver stop short once a level is kept so, and note how each session keeps them."""
    sessions: list[str] = []
    run, begin = Session._run, Session.__post_init__

    def short(self: Session, attempt: solve.Attempt) -> highspy.HighsModelStatus:
        status = run(self, attempt)
        return UNKNOWN if self._kept and self.keeps in keeps else status

    def noted(self: Session) -> None:
        begin(self)
        sessions.append(self.keeps)

    monkeypatch.setattr(Session, "_run", short)
    monkeypatch.setattr(Session, "__post_init__", noted)
    return sessions


def test_a_stalled_plan_is_solved_again_by_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    case = foedus.load(HAND)
    sound = plan(case, explain=False)
    sessions = stall(monkeypatch, keeps=("rows",))
    again = plan(case, explain=False)
    assert sessions == ["rows", "faces"]
    assert again.status == "optimal"
    for one, other in zip(sound.levels, again.levels, strict=True):
        assert other.value == pytest.approx(one.value, rel=CLOSE, abs=CLOSE)


def test_faces_at_once_give_the_same_burdens() -> None:
    case = foedus.load(HAND)
    rows, faces = (plan(case, explain=False, keeps=keeps).burden for keeps in ("rows", "faces"))
    number = pl.selectors.float()
    assert_frame_equal(rows.select(number), faces.select(number), abs_tol=CLOSE, rel_tol=CLOSE)


def test_a_plan_that_stalls_by_faces_too_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stall(monkeypatch, keeps=("rows", "faces"))
    with pytest.raises(SolverError, match="no optimum"):
        plan(foedus.load(HAND), explain=False)
