"""All benchmarks: ours, the rival's and the ratio; a table on the screen and in results.md.

``python benchmarks/run.py`` (from an environment with requirements.txt and foedus). Each
measurement runs in a process of its own (``task.py``); builds are measured three times in turn,
ours and the rivals' one after the other, and the median of the three counts. With names
(``build memory plan forced demo first power ledger import read
mediate ensemble``) only those parts run.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from decompose import measure as decompositions
from decompose import measure_many as decompositions_of_many
from ensemble import measure as ensembles
from ledger import measure as ledgers
from mediate import measure as mediations
from read import measure as reads

HERE = Path(__file__).parent
TURNS = 3
PARTS = (
    "build",
    "memory",
    "plan",
    "forced",
    "first",
    "demo",
    "power",
    "ledger",
    "import",
    "read",
    "mediate",
    "ensemble",
    "decompose",
)
"""Without ``decompose-50``, which takes more than half an hour."""
Row = tuple[str, str, str, str, str]
"""What, ours, the rival's (or the measure), ratio, target."""


def task(
    name: str, file: Path | str, seconds: float = 1800, script: str = "task.py"
) -> dict[str, Any]:
    """Return what one measurement found; an ``error`` where it failed."""
    command = [sys.executable, str(HERE / script), name, str(file)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"stopped after {seconds:.0f} s"}
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    return {"error": (done.stderr.strip().splitlines() or ["no result"])[-1]}


def case(folder: Path, size: str, *options: str) -> Path:
    """Write a case of the generator and return its folder."""
    target = folder / "-".join([size, *(o.strip("-") for o in options)])
    command = [sys.executable, str(HERE / "generator.py"), size, str(target), *options]
    subprocess.run(command, check=True)
    return target


def builds(folder: Path) -> list[Row]:
    """Build at S against linopy and Pyomo, the same matrix."""
    ours = case(folder, "S")
    file = Path(task("code", ours)["file"])
    names = {"build_ours": ours, "build_linopy": file, "build_linopy_dense": file,
             "build_pyomo": file}  # fmt: skip
    turns = [{name: task(name, where) for name, where in names.items()} for _ in range(TURNS)]
    wrong = [f"{n}: {r['error']}" for turn in turns for n, r in turn.items() if "error" in r]
    if wrong:
        return [("build at S", "; ".join(wrong), "", "", "")]
    mid = {n: statistics.median(turn[n]["seconds"] for turn in turns) for n in names}
    sizes = {n: tuple(turns[0][n][k] for k in ("rows", "columns", "nonzeros")) for n in names}
    if len(set(sizes.values())) > 1:
        raise SystemExit(f"the matrices differ: {sizes}")
    need = [turns[0][n]["need"] for n in names]
    if max(need) - min(need) > 1e-6 * max(need):
        raise SystemExit(f"the optima of the level need differ: {need}")
    rows, columns, nonzeros = sizes["build_ours"]
    label = f"build at S ({rows} rows, {columns} columns, {nonzeros} non-zeros, all the same)"
    return [
        _ratio(f"{label}: linopy {version('linopy')}, sparse", mid, "build_linopy", ">= 10"),
        _ratio("… linopy, its default", mid, "build_linopy_dense", ""),
        _ratio(f"… Pyomo {version('pyomo')}, appsi", mid, "build_pyomo", ">= 50"),
    ]


def _ratio(label: str, mid: dict[str, float], rival: str, target: str) -> Row:
    ours, theirs = mid["build_ours"], mid[rival]
    return (label, f"{ours:.4f} s", f"{theirs:.4f} s", f"{theirs / ours:.1f}", target)


def memory(folder: Path) -> list[Row]:
    """Peak memory at L with the model in HiGHS, a process each."""
    ours = case(folder, "L")
    file = Path(task("code", ours)["file"])
    own = task("memory_ours", ours)
    rows = []
    for name, label, target in (
        ("memory_linopy", "linopy, sparse", "<= 0.7"),
        ("memory_linopy_dense", "linopy, its default", ""),
    ):
        rival = task(name, file)
        if "error" in own or "error" in rival:
            rows.append((label, str(own.get("error")), str(rival.get("error")), "", target))
            continue
        if (own["rows"], own["columns"]) != (rival["rows"], rival["columns"]):
            raise SystemExit(f"the matrices differ: {own} {rival}")
        what = f"peak memory at L ({own['rows']} rows, {own['columns']} columns, "
        what += f"{rival['nonzeros']} non-zeros): {label}"
        rows.append((what, f"{own['peak']:.0f} MiB", f"{rival['peak']:.0f} MiB",
                     f"{own['peak'] / rival['peak']:.2f}", target))  # fmt: skip
    return rows


def plans(folder: Path) -> list[Row]:
    """Plan at S: what is not HiGHS, and leximin against the first level."""
    return _plan(case(folder, "S"), "S", "<= 12")


def forced(folder: Path) -> list[Row]:
    """Plan the harder variant."""
    return _plan(case(folder, "S", "--forced"), "S, forced", "")


def _plan(where: Path, label: str, target: str) -> list[Row]:
    got = task("plan", where)
    if "error" in got:
        spent = f" after {got['seconds']:.0f} CPU s" if "seconds" in got else ""
        return [(f"plan at {label}", f"none{spent}: {got['error']}", "", "", target)]
    stages = got["stages"]
    outside = got["load"] + got["plan"] - stages["solve"]
    whole = got["load"] + got["plan"]
    fairness, first = stages["solve fairness"], stages["solve need"]
    by_level = ", ".join(
        f"{name.removeprefix('solve ')} {seconds:.2f}"
        for name, seconds in stages.items()
        if name.startswith("solve ")
    )
    named = sum(seconds for name, seconds in stages.items() if name.startswith("solve "))
    return [
        (
            f"not HiGHS's run(), {label} (load and check {got['load']:.3f}, build "
            f"{stages['build']:.3f}, the rest {outside - got['load'] - stages['build']:.3f}; "
            "warm process, no explanations)",
            f"{outside:.3f} s", f"{whole:.2f} s in all", f"{outside / whole:.1%}",
            "<= 0.35 s and <= 5 %",
        ),
        (
            f"leximin, {label}: {got['rounds']} rounds, {got['different']} different burdens",
            f"{fairness:.2f} s", f"{first:.2f} s (first level)", f"{fairness / first:.1f}", target,
        ),
        (
            f"run() by level, {label}: {by_level}, order {stages['solve'] - named:.2f}; "
            f"attempts: {', '.join(got['ran'])}",
            f"{stages['solve']:.2f} s", "", "", "",
        ),
    ]  # fmt: skip


def first(folder: Path) -> list[Row]:
    """Solve the first level at M."""
    got = task("first_level", case(folder, "M"), 900)
    if "error" in got:
        return [("first level at M", got["error"], "", "", "")]
    label = f"first level at M ({got['rows']} rows, {got['columns']} columns, "
    label += f"{got['nonzeros']} non-zeros; attempts: {', '.join(got['ran'])})"
    return [(label, f"{got['seconds']:.1f} s", "", "", "")]


def demo(folder: Path) -> list[Row]:
    """``foedus demo`` by the clock on the wall."""
    target = folder / "demo"
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "foedus", "demo", "--out", str(target)],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    wall = time.monotonic() - started
    text = f"{wall:.1f} s" if done.returncode in (0, 3) else f"exit code {done.returncode}"
    return [("foedus demo (wall)", text, "", "", "<= 60 s")]


def powers(_: Path) -> list[Row]:
    """Power: weighted games against powerindex, and the rules of the EU Council."""
    rows = [_weighted("32-300", ">= 20"), _weighted("32-30", ""), _weighted("51-20", "")]
    for name, target in (("eu-qualified-majority", "< 1 s"), ("eu-nice", "")):
        got = task("council", name, script="power.py")
        if "error" in got:
            rows.append((f"power: {name}", got["error"], "", "", target))
            continue
        label = f"power: {name} ({got['method']}; Germany's Shapley–Shubik {got['germany']:.4f}; "
        label += f"peak {got['peak']:.0f} MiB)"
        rows.append((label, f"{got['seconds']:.3f} s", "", "", target))
    return rows


def _weighted(game: str, target: str) -> Row:
    names = ("ours", "rival")
    turns = [{n: task(n, game, script="power.py") for n in names} for _ in range(TURNS)]
    wrong = [f"{n}: {r['error']}" for turn in turns for n, r in turn.items() if "error" in r]
    if wrong:
        return (f"power: {game}", "; ".join(wrong), "", "", target)
    first = turns[0]
    apart = max(
        abs(a - b)
        for index in ("banzhaf", "shapley_shubik")
        for a, b in zip(first["ours"][index], first["rival"][index], strict=True)
    )
    if apart > 1e-12:
        raise SystemExit(f"the indices of {game} differ by {apart}")
    own, theirs = (statistics.median(turn[n]["seconds"] for turn in turns) for n in names)
    members, heaviest = game.split("-")
    label = f"power: {members} members, weights 1 to {heaviest}, sum {first['ours']['sum']} "
    label += f"(equal to {apart:.0e}): powerindex {version('powerindex')}"
    return (label, f"{own:.4f} s", f"{theirs:.4f} s", f"{theirs / own:.1f}", target)


def imports(_: Path) -> list[Row]:
    """Import Kiel's workbook, from the folder that FOEDUS_DATA names, beside calamine alone."""
    file = Path(os.environ.get("FOEDUS_DATA", "")) / "kiel" / "Ukraine_Support_Tracker.xlsx"
    label = "import of Kiel's workbook, release 7"
    if not file.is_file():
        return [(label, "not measured: FOEDUS_DATA names no folder with it", "", "", "")]
    names = ("ours", "whole", "calamine")
    turns = [{n: task(n, file, script="import_kiel.py") for n in names} for _ in range(TURNS)]
    wrong = [f"{n}: {r['error']}" for turn in turns for n, r in turn.items() if "error" in r]
    if wrong:
        return [(label, "; ".join(wrong), "", "", "")]
    mid = {n: statistics.median(turn[n]["seconds"] for turn in turns) for n in names}
    rows = []
    for rival, what, target in (
        ("whole", "the whole workbook read by calamine", "<= 1.5 x"),
        ("calamine", "… the same four sheets alone", ""),
    ):
        ratio = f"{mid['ours'] / mid[rival]:.1f} x"
        rows.append(
            (f"{label}: {what}", f"{mid['ours']:.3f} s", f"{mid[rival]:.3f} s", ratio, target)
        )
    return rows


def table(rows: list[Row]) -> str:
    """Return the rows as Markdown, with the facts of the machine."""
    names = ("highspy", "linopy", "pyomo", "xarray", "pandas", "polars", "numpy", "scipy")
    lines = [
        "# Results",
        "",
        f"{time.strftime('%Y-%m-%d')}; {os.cpu_count()} cores ({platform.machine()}), Python "
        f"{platform.python_version()}, {', '.join(f'{n} {version(n)}' for n in names)}; "
        f"load at the start {os.getloadavg()[2]:.1f}.",
        "",
        "Seconds are CPU seconds of the process.",
        "",
        "| what | ours | the rival's | ratio | target |",
        "|---|---|---|---|---|",
        *("| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the parts and write the table."""
    parts = {"build": builds, "memory": memory, "plan": plans, "forced": forced, "first": first,
             "demo": demo, "power": powers, "ledger": ledgers, "import": imports,
             "read": reads, "mediate": mediations, "ensemble": ensembles,
             "decompose": decompositions, "decompose-50": decompositions_of_many}  # fmt: skip
    chosen = sys.argv[1:] or PARTS
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            for row in parts[name](Path(folder)):
                print(" | ".join(row), flush=True)
                rows.append(row)
    if not sys.argv[1:]:
        (HERE / "results.md").write_text(table(rows), encoding="utf-8")
    print("\n" + table(rows))


if __name__ == "__main__":
    main()
