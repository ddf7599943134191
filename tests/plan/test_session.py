"""The solver's session: what it accepts, what it falls back to, how it stops; and LP files."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import highspy
import numpy as np
import pytest
from plan_cases import (
    HAND,
    Tables,
    capability,
    changed,
    compiled,
    item,
    party,
    required,
    restriction,
    route,
    share,
    stock,
    tiny,
    write,
    write_random,
)

import foedus
from foedus.errors import SolverError
from foedus.plan.engine import plan
from foedus.plan.levels import need_cost
from foedus.plan.program import Family, Program, Rows, assemble
from foedus.plan.solve import NoPlanError, Session
from foedus.plan.write import write_lp_file

# The residual check


class Damaged(highspy.Highs):
    """Returns its first solutions with every value a thousandth too large."""

    wrong = 10**9
    """How many solutions are damaged."""

    def getSolution(self) -> object:  # noqa: N802
        solution = super().getSolution()
        if self.wrong <= 0:
            return solution
        self.wrong -= 1
        return SimpleNamespace(
            col_value=[1.001 * a for a in solution.col_value],
            row_dual=solution.row_dual,
            col_dual=solution.col_dual,
        )


@pytest.mark.parametrize("solver", ["ipx", "simplex"])
def test_a_damaged_solution_is_not_accepted(monkeypatch: pytest.MonkeyPatch, solver: str) -> None:
    monkeypatch.setattr(highspy, "Highs", Damaged)
    with pytest.raises(SolverError, match="residual"):
        plan(foedus.load(HAND), explain=False, solver=solver)  # type: ignore[arg-type]


@pytest.mark.parametrize(("solver", "second"), [("ipx", "ipx"), ("simplex", "simplex")])
def test_the_next_attempt_follows_and_says_who_ran(
    monkeypatch: pytest.MonkeyPatch, solver: str, second: str
) -> None:
    model = compiled(HAND)
    monkeypatch.setattr(highspy, "Highs", Damaged)
    monkeypatch.setattr(Damaged, "wrong", 1)
    session = Session(model.program)
    solution = session.minimise(need_cost(model.sets, model.columns), solver=solver)  # type: ignore[arg-type]
    assert solution.value == pytest.approx(46 / 72)
    assert len(session.ran) == 2
    assert session.ran[1].startswith((second, "presolve"))
    assert solution.ran == session.ran[1]


def test_interior_point_falls_back_to_simplex_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    model = compiled(HAND)
    monkeypatch.setattr(highspy, "Highs", Damaged)
    monkeypatch.setattr(Damaged, "wrong", 3)
    session = Session(model.program)
    solution = session.minimise(need_cost(model.sets, model.columns))
    assert solution.value == pytest.approx(46 / 72)
    assert [name.split()[0] for name in session.ran] == ["ipx", "ipx", "ipx", "simplex"]


def test_a_stopped_solver_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    model = compiled(HAND)
    statuses = iter([highspy.HighsModelStatus.kIterationLimit, None])
    real = highspy.Highs.getModelStatus

    def status(highs: highspy.Highs) -> highspy.HighsModelStatus:
        return next(statuses) or real(highs)

    monkeypatch.setattr(highspy.Highs, "getModelStatus", status)
    session = Session(model.program)
    solution = session.minimise(need_cost(model.sets, model.columns))
    assert solution.value == pytest.approx(46 / 72)
    assert len(session.ran) == 2


def test_the_stamp_says_who_ran_and_how_well() -> None:
    found = plan(foedus.load(HAND), explain=False)
    assert found.stamp.solver == "ipx"
    assert found.stamp.residual <= 1e-6
    assert len(found.stamp.ran) >= 5  # four levels and the order among equals
    assert all(re.fullmatch(r"(\w+ \d+)(\+\w+ \d+)*|presolve", name) for name in found.stamp.ran)
    assert set(found.stamp.seconds) >= {"build", "solve", "solve need", "report"}


@pytest.mark.parametrize("solver", ["ipx", "simplex"])
def test_one_infeasible_answer_is_not_believed_two_are(solver: str) -> None:
    program = small(lower=2.0, upper=1.0)
    session = Session(program)
    with pytest.raises(NoPlanError):
        session.minimise(np.ones(1), solver=solver)  # type: ignore[arg-type]
    assert len(session.ran) == 2


def test_an_interior_point_that_stalls_is_stopped() -> None:
    """Seen where budgets are a million times a price: the gap stood still at 3e-10, without end."""
    model = compiled(HAND)
    session = Session(model.program)
    session.minimise(need_cost(model.sets, model.columns))
    _, most = session._highs.getOptionValue("ipm_iteration_limit")
    assert most <= 1000


def small(lower: float, upper: float) -> Program:
    """One column x with lower <= x, in one row, and x <= upper in another."""
    none = {"n": np.zeros(1, dtype=np.int64)}
    column = Family("x", 0, none, np.ones(1), np.full(1, np.inf))
    place = np.zeros(1, dtype=np.int64)
    rows = [
        Rows("low", none, np.array([lower]), np.array([np.inf]), place, place, np.ones(1)),
        Rows("high", none, np.array([-np.inf]), np.array([upper]), place, place, np.ones(1)),
    ]
    return assemble([column], rows)


def test_residual_is_the_largest_breach_over_the_right_hand_side() -> None:
    session = Session(small(lower=1.0, upper=10.0))
    assert session.residual(np.array([5.0])) <= 0
    assert session.residual(np.array([0.75])) == pytest.approx(0.25)
    assert session.residual(np.array([12.0])) == pytest.approx(2 / 10)
    assert session.residual(np.array([-1.0])) == pytest.approx(2)
    session.bound_columns(np.zeros(1, dtype=np.int64), np.array([4.0]))
    assert session.residual(np.array([5.0])) == pytest.approx(1 / 4)
    session.keep(np.array([2.0]), 6.0, session.minimise(np.array([1.0])))
    assert session.residual(np.array([4.0])) == pytest.approx(2 / 6)


# Ctrl-C


def slow(size: int = 700) -> Program:
    """A dense programme that takes any solver many seconds."""
    rng = np.random.default_rng(1)
    none = {"n": np.arange(size)}
    column = Family("x", 0, none, np.ones(2 * size), np.full(2 * size, np.inf))
    row = np.repeat(np.arange(size), 2 * size)
    rows = Rows(
        "cover", none, np.ones(size), np.full(size, np.inf), row,
        np.tile(np.arange(2 * size), size), rng.random(2 * size * size),
    )  # fmt: skip
    return assemble([column], [rows])


@contextmanager
def interrupt_after(seconds: float) -> Iterator[list[float]]:
    """Send Ctrl-C to this process after a while; the list then holds when."""
    sent: list[float] = []

    def strike() -> None:
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(seconds, strike)
    timer.start()
    try:
        yield sent
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("solver", ["ipx", "simplex"])
def test_ctrl_c_stops_a_solve(solver: str) -> None:
    session = Session(slow())
    cost = np.random.default_rng(2).random(1400)
    running = threading.active_count()
    with interrupt_after(0.3) as sent, pytest.raises(KeyboardInterrupt):
        session.minimise(cost, solver=solver)  # type: ignore[arg-type]
    assert sent, "the solve ended before it could be stopped"
    assert time.monotonic() - sent[0] < 2
    assert threading.active_count() <= running + 1  # the timer may still be ending


# LP files


def names_of(path: Path) -> tuple[list[str], list[str]]:
    """Return the names of rows and of columns of an LP file."""
    text = path.read_text(encoding="utf-8")
    body = text.split("\nst\n")[1].split("\nbounds")[0]
    rows = re.findall(r"^ (\S+):", body, flags=re.M)
    columns = set(re.findall(r"[+-][\d.e+-]+ ([A-Za-z_][^\s:]*)", text))
    return rows, sorted(columns)


def lp(folder: Path) -> Path:
    model = compiled(folder)
    path = folder / "model.lp"
    write_lp_file(model.sets, model.program, need_cost(model.sets, model.columns), path)
    return path


def adversarial() -> Tables:
    """Names that differ only in what LP format does not know, or that are its own words."""
    tables = tiny()
    odd = ["é", "è", "e9", "a-b", "a_b", "a b", "a+b", "Σ<3", "end", "free", "st", "1E5"]
    tables["parties"] += [party(name) for name in odd]
    tables["stocks"] += [stock(name, "shell", 5) for name in odd]
    tables["requirements"] += [required(name, "fire", "floor") for name in odd]
    tables["routes"] += [route(name) for name in odd]
    tables["keys"] += [share(name, 1) for name in odd]
    tables["items"] += [item("shell.2024", 2, 1), item("shell 2024", 2, 1)]
    tables["capabilities"].append(capability("fire, at \\ night: 50 % > 3"))
    tables["requirements"].append(required("RRR", "fire, at \\ night: 50 % > 3", "deliver", 3))
    tables["yields"] += [
        {"item": name, "capability": "fire, at \\ night: 50 % > 3", "quantity": 1}
        for name in ("shell.2024", "shell 2024")
    ]
    tables["hubs"].append({"hub": "x" * 200, "name": "Long", "capacity": 5})
    tables["routes"].append(route("AAA", "x" * 200))
    tables["restrictions"] = [restriction("AAA", "treaty", 3)]
    return tables


def test_names_are_readable(tmp_path: Path) -> None:
    rows, columns = names_of(lp(write(tmp_path, tiny())))
    assert "give.AAA.RRR.shell.north.2024_10" in columns
    assert "backlog.RRR.fire.2024_11" in columns
    assert "floor.AAA.fire.2024_10" not in rows  # a floor of 0 holds nothing
    assert "hub.north.2024_11" in rows
    assert "arrival.RRR.shell.2024_10" in rows


def test_no_name_needs_a_number_where_names_are_plain(tmp_path: Path) -> None:
    rows, columns = names_of(lp(changed(HAND, tmp_path, lambda _: None)))
    assert not [name for name in [*rows, *columns] if re.search(r"\.\d{4}_\d\d\.\d+$", name)]


@pytest.mark.parametrize("seed", [7, 16])
def test_names_of_random_cases_are_unique(tmp_path: Path, seed: int) -> None:
    folder = write_random(tmp_path, seed)
    check_names(folder)


def test_adversarial_names_are_unique(tmp_path: Path) -> None:
    check_names(write(tmp_path, adversarial()))


def test_numbered_names_are_unique(tmp_path: Path) -> None:
    tables = tiny()
    names = ["a-b", "a_b", "a_b.1"]
    tables["parties"] += [party(name) for name in names]
    tables["stocks"] += [stock(name, "shell", 5) for name in names]
    tables["keys"] += [share(name, 1) for name in names]
    check_names(write(tmp_path, tables))


def check_names(folder: Path) -> None:
    """The file is read back with as many rows and columns, each by a name of its own."""
    path, program = lp(folder), compiled(folder).program
    rows, columns = names_of(path)
    assert len(set(rows)) == len(rows)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    filled = np.unique(program.matrix.indices)
    assert highs.getNumRow() == len(program.lower) or highs.getNumRow() == len(filled)
    used = np.flatnonzero(np.diff(program.matrix.indptr))
    assert len(columns) == len(used)
    read = highs.getLp()
    assert len(set(read.col_names_)) == highs.getNumCol() >= len(used)
    assert all(re.fullmatch(r"[a-z_]+(\.[A-Za-z0-9_.]+)?", n) for n in [*rows, *columns])


def test_a_plan_writes_its_programme_too(tmp_path: Path) -> None:
    path = tmp_path / "hand.lp"
    plan(foedus.load(HAND), explain=False, write_lp=path)
    assert path.read_text(encoding="utf-8") == lp_text(tmp_path)


def lp_text(folder: Path) -> str:
    model = compiled(HAND)
    path = folder / "again.lp"
    write_lp_file(model.sets, model.program, need_cost(model.sets, model.columns), path)
    return path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    script = (
        "import foedus; from pathlib import Path; from foedus.plan.engine import plan\n"
        f"plan(foedus.load({str(HAND)!r}), write_lp=Path({str(tmp_path / 'no' / 'a.lp')!r}))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "OSError" in ended.stderr or "FileNotFoundError" in ended.stderr
    assert ended.returncode == 1
