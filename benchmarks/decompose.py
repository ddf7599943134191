"""The first level over many scenarios: decomposition, extensive form, progressive hedging.

``decompose`` is a part of run.py with 10 scenarios at S; ``decompose-50`` another with 50, of
which the extensive form is stopped after 30 minutes by the clock. CPU seconds are those of the
whole process and its workers: start, load and compile as well as the solver.
``python benchmarks/decompose.py TASK FOLDER COUNT`` is one measurement in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GAP = 1e-3
LIMIT = 1800.0
"""Seconds by the clock on the wall."""
CONVERGED = 1e-6
"""Progressive hedging has one plan when the scenarios' plans are this close, in million."""
Row = tuple[str, str, str, str, str]


def _branches(folder: str, count: int) -> Any:
    import foedus
    from foedus.futures.branches import compile_branches, scenarios_of
    from futures_cases import with_scenarios

    return compile_branches(scenarios_of(with_scenarios(foedus.load(folder), count)))


def decomposed(folder: str, count: int) -> dict[str, Any]:
    """Decompose; two processes from 50 scenarios on."""
    from foedus.futures.decompose import decompose

    wall = time.monotonic()
    branches = _branches(folder, count)
    workers = 2 if count >= 50 else 1
    found = decompose(branches, "need", gap=GAP, limit=LIMIT, workers=workers)
    return {
        "value": found.value, "bound": found.bound, "gap": found.gap, "rounds": found.iterations,
        "solver": found.seconds, "cpu": _cpu(), "wall": time.monotonic() - wall,
        "processes": workers,
    }  # fmt: skip


def _cpu() -> float:
    """Return the CPU seconds of this process and of the workers that it has ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def extensive(folder: str, count: int) -> dict[str, Any]:
    """Solve the extensive form."""
    from foedus.futures.extensive import assemble
    from foedus.futures.levels import costs_of
    from foedus.plan.solve import Session

    wall = time.monotonic()
    branches = _branches(folder, count)
    whole = assemble(branches, "expected")
    session = Session(whole.program)
    weights = [branch.scenario.weight for branch in branches]
    value = session.minimise(whole.cost(costs_of(branches, "need"), weights)).value
    return {
        "value": value, "solver": session.seconds, "cpu": _cpu(), "ran": session.ran,
        "columns": len(whole.program.column_scale), "wall": time.monotonic() - wall,
    }  # fmt: skip


def hedged(folder: str, count: int) -> dict[str, Any]:
    """Run mpi-sppy's progressive hedging on the same scenarios."""
    import foedus
    from foedus.futures.branches import scenarios_of
    from futures_cases import REVEAL, with_scenarios
    from rival_mpisppy import hedge
    from rivals import coded

    scenarios = scenarios_of(with_scenarios(foedus.load(folder), count))
    found = hedge([coded(one.sets) for one in scenarios], REVEAL, LIMIT)
    return {**found, "cpu": _cpu()}


TASKS: dict[str, Callable[[str, int], dict[str, Any]]] = {
    "decomposed": decomposed, "extensive": extensive, "hedged": hedged,
}  # fmt: skip


def _run(name: str, folder: Path, count: int) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "decompose.py"), name, str(folder), str(count)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"stopped after {LIMIT:.0f} s by the clock"}
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            found: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
            return found
    return {"error": (done.stderr.strip().splitlines() or ["no result"])[-1]}


def _case(folder: Path) -> Path:
    target = folder / "S-futures"
    if not target.exists():
        subprocess.run([sys.executable, str(HERE / "generator.py"), "S", str(target)], check=True)
    return target


def measure(folder: Path) -> list[Row]:
    """Measure 10 scenarios at S: the extensive form and progressive hedging beside ours."""
    where = _case(folder)
    ours = _run("decomposed", where, 10)
    rows = [_row("extensive form", ours, _run("extensive", where, 10), "the same within 1e-3")]
    rows.append(_row(f"mpi-sppy {version('mpi-sppy')}", ours, _run("hedged", where, 10), ""))
    return rows


def measure_many(folder: Path) -> list[Row]:
    """Measure 50 scenarios at S, two processes; the extensive form beside them."""
    where = _case(folder)
    ours = _run("decomposed", where, 50)
    target = "gap 1e-3 within 1800 s"
    return [_row("extensive form", ours, _run("extensive", where, 50), target, scenarios=50)]


def _row(
    rival: str, ours: dict[str, Any], theirs: dict[str, Any], target: str, scenarios: int = 10
) -> Row:
    label = f"first level at S, {scenarios} scenarios: {rival}"
    if "error" in ours:
        return (label, str(ours["error"]), str(theirs.get("error", "")), "", target)
    mine = (
        f"{ours['cpu']:.1f} s ({ours['solver']:.1f} in the solver), gap {ours['gap']:.0e}, value "
    )
    mine += f"{ours['value']:.5f}, {ours['rounds']} rounds, {ours['processes']} process(es) "
    mine += f"({ours['wall']:.0f} s by the clock)"
    if "error" in theirs:
        return (label, mine, f"{theirs['error']}, 1 process", "", target)
    other = f"{theirs['cpu']:.1f} s, value {theirs['value']:.5f}, 1 process"
    if "bound" in theirs:
        gap = (theirs["value"] - theirs["bound"]) / max(1.0, theirs["value"])
        other += f", bound {theirs['bound']:.5f} (gap {gap:.0e}), {theirs['iterations']} iterations"
        other += f", plans still {theirs['apart']:.1e} apart"
    if "columns" in theirs:
        other += f", {theirs['columns']} columns"
    # plans that are still apart are no plan: what it took to reach them is compared with nothing
    converged = theirs.get("apart", 0.0) <= CONVERGED
    ratio = f"{theirs['cpu'] / ours['cpu']:.1f}" if converged else "not converged"
    return (label, mine, other, ratio, target)


if __name__ == "__main__":
    print("RESULT " + json.dumps(TASKS[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
