"""Measurements of mediation, beside NegMAS: the rows of the table.

Each runs in a process of its own (``mediation_tasks.py``) on a seeded dispute
(``mediation_generator.py``). Run as a program, everything is measured and printed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mediation_tasks import MINUTE

HERE = Path(__file__).parent
TURNS = 3
SEEDS = range(5)
NEAR = 1e-9
FOUR, SIX, EIGHT, MANY = "plain:4:6:6:0", "plain:6:6:6:0", "plain:8:8:6:0", "plain:32:20:8:0"
Row = tuple[str, str, str, str, str]
"""What, ours, the rival's (or the measure), ratio, target."""


def task(name: str, text: str) -> dict[str, Any]:
    """Return what one measurement found, in a process of its own."""
    command = [sys.executable, str(HERE / "mediation_tasks.py"), name, text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    return {"error": (done.stderr.strip().splitlines() or ["no result"])[-1]}


def measure(_: Path) -> list[Row]:
    """Return the table's rows."""
    return [
        _beside(FOUR, "ours", "points", ">= 20"),
        _beside(FOUR, "ours_frontier", "frontier", ""),
        _beside(SIX, "ours", "points", ">= 20"),
        _beside(SIX, "ours", "frontier", ""),
        _definition(FOUR),
        _alone(EIGHT, "all points", "< 1.5 s"),
        _beside(EIGHT, "ours", "points", "", turns=1),
        *_blocs(),
        *_unstructured(),
        _alone("scales:32:20:0:0", "all points on scales", "< 0.2 s"),
    ]


def _name(text: str) -> str:
    kind, parties, issues, options, _seed = text.split(":")
    size = f"{parties} parties, {issues} issues"
    return f"mediation: {size}" + ("" if kind == "scales" else f", {options} options")


def _error(text: str, found: list[dict[str, Any]], target: str) -> Row | None:
    wrong = [one["error"] for one in found if "error" in one]
    return (_name(text), "; ".join(wrong), "", "", target) if wrong else None


def _beside(text: str, mine: str, theirs: str, target: str, turns: int = TURNS) -> Row:
    """Return ours beside NegMAS's; both must attain the same values."""
    found = [{name: task(name, text) for name in (mine, theirs)} for _ in range(turns)]
    wrong = _error(text, [one for turn in found for one in turn.values()], target)
    if wrong:
        return wrong
    one, other = found[0][mine], found[0][theirs]
    for name, value in other["values"].items():
        if abs(value - one["values"][name]) > NEAR:
            raise SystemExit(f"{name} of {text} differs: {one['values']} {other['values']}")
    mid = {n: statistics.median(turn[n]["seconds"] for turn in found) for n in (mine, theirs)}
    label = f"{_name(text)}, all points: NegMAS {version('negmas')}, {_what(one, other)}"
    ratio = f"{mid[theirs] / mid[mine]:.1f}"
    return (label, f"{mid[mine]:.4f} s", f"{mid[theirs]:.3f} s", ratio, target)


def _what(one: dict[str, Any], other: dict[str, Any]) -> str:
    """Return which way of NegMAS is measured, and whether ours has the frontier too."""
    if not other["frontier"]:
        return "its points among all rational outcomes, no frontier"
    what = f"its frontier ({other['frontier']} points) and its points on it"
    if "frontier" not in one:
        return f"{what}; ours has no frontier beyond four parties"
    if one["frontier"] != other["frontier"]:
        raise SystemExit(f"the frontiers differ: {one['frontier']} and {other['frontier']}")
    return f"{what}; ours with the frontier, {one['shown']} points with those that are blocked"


def _definition(text: str) -> Row:
    """Return what NegMAS's ``ks_points`` does, which is not what its documentation says."""
    got = task("spread", text)
    wrong = _error(text, [got], "")
    if wrong:
        return wrong
    says = abs(got["chosen_least"] - got["best_least"]) <= NEAR
    does = abs(got["chosen_spread"] - got["least_spread"]) <= NEAR
    if says or not does:
        raise SystemExit(f"NegMAS's ks_points does otherwise than we say: {got}")
    label = f"{_name(text)}: the Kalai-Smorodinsky point, by its least advantage (ours: largest "
    label += f"least gain as a share of the best gain). NegMAS {version('negmas')}'s ks_points "
    label += "documents the same and minimises the spread of advantages "
    label += f"({got['chosen_spread']:.3f}), among the points of its frontier"
    return (label, f"{got['best_least']:.3f}", f"{got['chosen_least']:.3f}", "", "")


def _alone(text: str, what: str, target: str) -> Row:
    turns = [task("all", text) for _ in range(TURNS)]
    wrong = _error(text, turns, target)
    if wrong:
        return wrong
    status = ", ".join(sorted(set(turns[0]["status"].values())))
    seconds = statistics.median(turn["seconds"] for turn in turns)
    return (f"{_name(text)}, {what} ({status})", f"{seconds:.3f} s", "", "", target)


def _blocs() -> list[Row]:
    """Return first answers and proofs where parties stand in blocs."""
    texts = [f"blocs:32:20:8:{seed}" for seed in SEEDS]
    found = [task("stages", text) for text in texts]
    wrong = _error(texts[0], found, "< 1 s; < 15 s")
    if wrong:
        return [wrong]
    proven = sum(set(one["status"].values()) == {"proven"} for one in found)
    name = f"{_name(texts[0])}, 4 to 6 blocs, median of {len(found)} seeds"
    whole = f"Nash, Kalai-Smorodinsky and egalitarian proven ({proven} of {len(found)})"
    return [
        _stage(f"{name}: the first agreement", found, "first", "< 1 s"),
        _stage(f"{name}: first answers for all criteria", found, "all", ""),
        _stage(f"{name}: {whole}", found, "proven", "< 15 s"),
    ]


def _stage(label: str, found: list[dict[str, Any]], key: str, target: str) -> Row:
    seconds = [one[key] for one in found]
    spread_of = f"{min(seconds):.2f} to {max(seconds):.2f} s"
    return (label, f"{statistics.median(seconds):.2f} s", spread_of, "", target)


def _unstructured() -> list[Row]:
    """Return the proven gaps where preferences have no structure."""
    found = [task("least", f"plain:32:20:8:{seed}") for seed in range(TURNS)]
    every = task("gap", MANY)
    wrong = _error(MANY, [*found, every], "< 8 %")
    if wrong:
        return [wrong]
    gaps, minute = [one["gaps"][0] for one in found], f"within {MINUTE:.0f} s (wall)"
    spent = statistics.median(one["seconds"] for one in found)
    label = f"{_name(MANY)}, no structure: proven gap of the largest least gain, a share of its "
    label += f"bound, {minute} and {spent:.0f} CPU s; median of {len(gaps)} seeds"
    all_ = f"… all points {minute} and {every['seconds']:.0f} CPU s; beside it the least share's"
    shown = [f"{one:.1%}" for one in every["gaps"]]
    return [
        (
            label,
            f"{statistics.median(gaps):.1%}",
            f"{min(gaps):.1%} to {max(gaps):.1%}",
            "",
            "< 8 %",
        ),
        (all_, *shown, "", ""),
    ]


def main() -> None:
    """Measure everything and print it."""
    for row in measure(Path()):
        print(" | ".join(row), flush=True)


if __name__ == "__main__":
    main()
