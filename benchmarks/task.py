"""One measurement in a process of its own; prints one line of JSON.

``python benchmarks/task.py TASK FILE`` with TASK one of ``TASKS``; FILE is a case's folder, or
for a rival the coded tables that ``code`` wrote beside it. Seconds are CPU seconds of the
process (all threads), after one warm-up run.
"""

from __future__ import annotations

import json
import pickle
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPEATS = 7
"""Timed runs of a build; the median counts."""


def _median(run: Callable[[], Any], repeats: int = REPEATS) -> float:
    run()
    seconds = []
    for _ in range(repeats):
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)


def _peak() -> float:
    """Peak resident memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(highs: Any) -> dict[str, int]:
    return {
        "rows": highs.getNumRow(),
        "columns": highs.getNumCol(),
        "nonzeros": highs.getNumNz(),
    }


def code(folder: Path) -> dict[str, Any]:
    """Write the coded tables that the rivals start from."""
    import foedus
    from foedus.plan.reader import build_sets
    from rivals import coded

    target = folder.with_suffix(".pickle")
    target.write_bytes(pickle.dumps(coded(build_sets(foedus.load(folder)))))
    return {"file": str(target)}


def _ours(folder: Path) -> Callable[[], Any]:
    import foedus
    from foedus.plan.engine import compile_model
    from foedus.plan.reader import build_sets
    from foedus.plan.solve import Session

    case = foedus.load(folder)
    return lambda: Session(compile_model(build_sets(case)).program)


def _linopy(file: Path) -> Callable[[], Any]:
    from linopy.io import to_highspy

    import rival_linopy

    tables = pickle.loads(file.read_bytes())

    def run() -> Any:
        model = rival_linopy.build(tables, sparse=True)
        return model, to_highspy(model)

    return run


def _linopy_dense(file: Path) -> Callable[[], Any]:
    from linopy.io import to_highspy

    import rival_linopy

    tables = pickle.loads(file.read_bytes())

    def run() -> Any:
        model = rival_linopy.build(tables, sparse=False)
        return model, to_highspy(model)

    return run


def _pyomo(file: Path) -> Callable[[], Any]:
    from pyomo.contrib.appsi.solvers import Highs

    import rival_pyomo

    tables = pickle.loads(file.read_bytes())

    def run() -> Any:
        model, solver = rival_pyomo.build(tables), Highs()
        solver.set_instance(model)
        return model, solver

    return run


def build_ours(folder: Path) -> dict[str, Any]:
    """From the validated case to a HiGHS that holds the model."""
    run = _ours(folder)
    session = run()
    matrix = session.program.matrix.copy()
    matrix.eliminate_zeros()
    size = {"rows": matrix.shape[0], "columns": matrix.shape[1], "nonzeros": int(matrix.nnz)}
    import foedus
    from foedus.plan.engine import compile_model
    from foedus.plan.levels import need_cost
    from foedus.plan.reader import build_sets

    s = build_sets(foedus.load(folder))
    need = session.minimise(need_cost(s, compile_model(s).columns)).value
    return {**size, "need": need, "seconds": _median(run)}


def build_linopy(file: Path) -> dict[str, Any]:
    """Build in linopy with ``Model(sparse=True)``, the faster and smaller of its two ways."""
    run = _linopy(file)
    highs = run()[1]
    return {**_size(highs), "need": _need(highs), "seconds": _median(run)}


def build_linopy_dense(file: Path) -> dict[str, Any]:
    """Build in linopy as it is by default."""
    run = _linopy_dense(file)
    highs = run()[1]
    return {**_size(highs), "need": _need(highs), "seconds": _median(run)}


def build_pyomo(file: Path) -> dict[str, Any]:
    """Pyomo with its persistent interface to HiGHS (appsi)."""
    run = _pyomo(file)
    highs = run()[1]._solver_model
    return {**_size(highs), "need": _need(highs), "seconds": _median(run, 5)}


def _need(highs: Any) -> float:
    for option, value in (("output_flag", False), ("solver", "ipx"), ("run_crossover", "off")):
        highs.setOptionValue(option, value)
    highs.run()
    return highs.getInfo().objective_function_value


def memory_ours(folder: Path) -> dict[str, Any]:
    """Peak with the model in HiGHS; loading the case included."""
    session = _ours(folder)()
    return {**_size(session._highs), "peak": _peak()}


def memory_linopy(file: Path) -> dict[str, Any]:
    """Peak with the model in HiGHS (sparse); reading the coded tables included."""
    model, highs = _linopy(file)()
    return {**_size(highs), "peak": _peak(), "constraints": len(model.constraints)}


def memory_linopy_dense(file: Path) -> dict[str, Any]:
    """Do as ``memory_linopy``, with linopy as it is by default."""
    model, highs = _linopy_dense(file)()
    return {**_size(highs), "peak": _peak(), "constraints": len(model.constraints)}


def plan(folder: Path) -> dict[str, Any]:
    """Plan without explanations in a warm process: seconds by stage, rounds, attempts."""
    import foedus
    from foedus.errors import FoedusError
    from foedus.plan import engine

    small = Path(__file__).parent.parent / "cases" / "ukraine-2024"
    for _ in range(2):
        foedus.plan(foedus.load(small), explain=False)
    rounds: list[int] = []
    settle = engine.settle

    def counted(*args: Any, **options: Any) -> Any:
        result = settle(*args, **options)
        rounds.append(result.rounds)
        return result

    engine.settle = counted
    load = _median(lambda: foedus.load(folder))
    case = foedus.load(folder)
    started = time.process_time()
    try:
        result = foedus.plan(case, explain=False)
    except FoedusError as error:
        seconds = time.process_time() - started
        return {"error": f"{type(error).__name__}: {error}", "seconds": seconds}
    seconds = time.process_time() - started
    return {
        "load": load,
        "plan": seconds,
        "stages": dict(result.stamp.seconds),
        "ran": list(result.stamp.ran),
        "rounds": rounds[0],
        "levels": {a.name: a.value for a in result.levels},
        "different": len({round(a, 3) for a in result.level("fairness").sorted}),
    }


def first_level(folder: Path) -> dict[str, Any]:
    """Solve the first level alone."""
    import foedus
    from foedus.plan.engine import compile_model
    from foedus.plan.levels import need_cost
    from foedus.plan.reader import build_sets
    from foedus.plan.solve import Session

    model = compile_model(build_sets(foedus.load(folder)))
    session = Session(model.program)
    value = session.minimise(need_cost(model.sets, model.columns)).value
    return {
        **_size(session._highs), "need": value, "seconds": session.seconds, "ran": session.ran
    }  # fmt: skip


TASKS = (
    code, build_ours, build_linopy, build_linopy_dense, build_pyomo, memory_ours, memory_linopy,
    memory_linopy_dense, plan, first_level,
)  # fmt: skip


def main() -> None:
    """Do one task and print what it found."""
    known = {task.__name__: task for task in TASKS}
    print("RESULT " + json.dumps(known[sys.argv[1]](Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
