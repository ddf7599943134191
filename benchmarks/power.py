"""Measurements of power, each in a process of its own; prints one line of JSON.

``python benchmarks/power.py TASK GAME`` with TASK ``ours``, ``rival`` (the package powerindex) or
``council``; GAME is ``MEMBERS-HEAVIEST``: a weighted game with seeded weights from 1 to the
heaviest and a quota of two thirds, or for ``council`` the name of a rule that ships. Seconds are
CPU seconds of the process, the median of several runs after one that is not counted.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from typing import Any

from task import _median, _peak

REPEATS = 5


def game(text: str) -> tuple[int, list[int]]:
    """Return quota and weights of a seeded game."""
    members, heaviest = map(int, text.split("-"))
    source = random.Random(text)
    weights = [source.randint(1, heaviest) for _ in range(members)]
    return sum(weights) * 2 // 3 + 1, weights


def ours(text: str) -> dict[str, Any]:
    """Measure the whole answer of ``power``: all indices as fractions, and the minimal sets."""
    from foedus.decide.power import power, rule_from_table

    quota, weights = game(text)
    rows = [f"M{i:03},{weight},{quota}" for i, weight in enumerate(weights)]
    rule = rule_from_table("\n".join(["member,weight,quota", *rows]))
    found = power(rule)
    return {
        "banzhaf": [float(x) for x in found.banzhaf.values()],
        "shapley_shubik": [float(x) for x in found.shapley_shubik.values()],
        "sum": sum(weights),
        "seconds": _median(lambda: power(rule), REPEATS),
        "peak": _peak(),
    }


def rival(text: str) -> dict[str, Any]:
    """Measure powerindex: both indices as floating numbers, nothing else."""
    from powerindex import Game

    quota, weights = game(text)

    def run() -> Any:
        other = Game(quota, weights=list(weights))
        other.calc_banzhaf()
        other.calc_shapley_shubik()
        return other

    found = run()
    return {
        "banzhaf": found.banzhaf,
        "shapley_shubik": found.shapley_shubik,
        "seconds": _median(run, REPEATS),
    }


def council(name: str) -> dict[str, Any]:
    """Measure the power under a rule that ships."""
    from foedus.decide.power import power
    from foedus.decide.presets import preset

    rule = preset(name)
    found = power(rule)
    return {
        "method": found.method,
        "germany": float(found.shapley_shubik["DEU"]),
        "seconds": _median(lambda: power(rule), REPEATS),
        "peak": _peak(),
    }


TASKS: dict[str, Callable[[str], dict[str, Any]]] = {
    "ours": ours,
    "rival": rival,
    "council": council,
}

if __name__ == "__main__":
    print("RESULT " + json.dumps(TASKS[sys.argv[1]](sys.argv[2])))
