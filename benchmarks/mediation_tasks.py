"""One measurement of mediation in a process of its own; prints one line of JSON.

``python benchmarks/mediation_tasks.py TASK DISPUTE`` with DISPUTE as ``mediation_generator.py``
names it and TASK

- ``ours``: all named settlements by enumeration; ``ours_frontier``: and the whole frontier;
- ``points``, ``frontier``: NegMAS's functions (``rival_negmas.py``), which enumerate too;
- ``spread``: what NegMAS's ``ks_points`` chooses, beside its documentation;
- ``all``: the named settlements as ``foedus mediate`` has them, the method chosen by itself;
- ``stages``: by programmes, until the first agreement, until local search has answered all
  criteria, and until each answer is proven;
- ``gap``: all points within a minute, and ``least``: the largest least gain alone within a
  minute (by the clock on the wall), with the proven gaps as shares of the bounds.

Seconds are CPU seconds of the process, all threads, imports not counted, after a run on a small
dispute.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from mediation_generator import dispute

MINUTE = 60.0
LIMIT = 120.0
"""Seconds by the clock on the wall for the stages of one dispute."""
SMALL = "plain:3:3:3:0"


def _settled(text: str, *, method: str, within: float | None = None) -> tuple[float, Any]:
    from foedus.mediate.settlements import settlements

    settlements(dispute(SMALL), method=method)
    given = dispute(text)
    started = time.process_time()
    found = settlements(given, method=method, within=within)
    return time.process_time() - started, {one.name: one for one in found}


def ours(text: str) -> dict[str, Any]:
    """Measure all named settlements by enumeration."""
    seconds, found = _settled(text, method="enumerate")
    return {"seconds": seconds, "values": _values(found)}


def ours_frontier(text: str) -> dict[str, Any]:
    """Measure all named settlements and the frontier."""
    from foedus.mediate.frontier import frontier

    got = ours(text)
    given = dispute(text)
    started = time.process_time()
    edge = frontier(given)
    got["seconds"] += time.process_time() - started
    shown = [] if edge is None else edge.points
    return got | {"shown": len(shown), "frontier": sum(not one.blocked for one in shown)}


def _values(found: Any) -> dict[str, float]:
    return {name: one.value for name, one in found.items() if name != "leximin"}


def _rival(text: str, how: str) -> dict[str, Any]:
    import rival_negmas

    way = getattr(rival_negmas, how)
    way(dispute(SMALL))()
    given = dispute(text)
    seconds, found = rival_negmas.timed(way(given))
    edge = len(found.get("frontier", ()))
    return {"seconds": seconds, "values": rival_negmas.values(given, found), "frontier": edge}


def points(text: str) -> dict[str, Any]:
    """Measure NegMAS's points among all rational outcomes."""
    return _rival(text, "points")


def frontier_of_negmas(text: str) -> dict[str, Any]:
    """Measure NegMAS's frontier and its points on it."""
    return _rival(text, "frontier")


def spread(text: str) -> dict[str, Any]:
    """Hold NegMAS's ``ks_points`` against its documentation."""
    import rival_negmas

    return rival_negmas.spread(dispute(text))


def everything(text: str) -> dict[str, Any]:
    """Measure the named settlements, the method chosen by itself."""
    seconds, found = _settled(text, method="auto")
    return {"seconds": seconds, "status": {name: one.status for name, one in found.items()}}


def stages(text: str) -> dict[str, Any]:
    """Measure programmes: CPU seconds until all first answers, and until each proof."""
    from foedus.mediate import maxmin
    from foedus.mediate.local import first_answers
    from foedus.mediate.nash import nash
    from foedus.mediate.search import Clock, search_of
    from foedus.mediate.utilitarian import utilitarian

    _settled(SMALL, method="milp")
    given, clock, marks = dispute(text), Clock(LIMIT), {}
    started = time.process_time()
    search = search_of(given, clock)
    keep = search.remember

    def remember(row: Any) -> bool:
        kept = keep(row)
        if kept:
            marks.setdefault("first", time.process_time() - started)
        return kept

    search.remember = remember  # type: ignore[method-assign]
    first_answers(search)
    marks["all"] = time.process_time() - started
    answers = {"utilitarian": utilitarian(search, clock.left(0.2))}
    answers["nash"] = nash(search, clock.left(0.4))
    answers["egalitarian"] = maxmin.egalitarian(search, clock.left(0.3))
    found, most = maxmin.best_gains(search)
    search.criteria = search.criteria.knowing(found)
    answers["kalai-smorodinsky"] = maxmin.kalai_smorodinsky(search, most, clock.left())
    marks["proven"] = time.process_time() - started
    return marks | {"status": {name: answer.status for name, answer in answers.items()}}


def gap(text: str) -> dict[str, Any]:
    """Measure what is proven of the max-min criteria where all points share a minute."""
    seconds, found = _settled(text, method="milp", within=MINUTE)
    kept = {name: found[name] for name in ("egalitarian", "kalai-smorodinsky")}
    return {"seconds": seconds, "gaps": [one.gap / (one.value + one.gap) for one in kept.values()]}


def least(text: str) -> dict[str, Any]:
    """Measure what is proven of the largest least gain alone within a minute."""
    from foedus.mediate.local import first_answers
    from foedus.mediate.maxmin import egalitarian
    from foedus.mediate.search import Clock, search_of

    started, search = time.process_time(), search_of(dispute(text), Clock(MINUTE))
    first_answers(search)
    found = egalitarian(search, search.clock.left())
    return {
        "seconds": time.process_time() - started,
        "gaps": [found.gap / (found.value + found.gap)],
    }


TASKS: dict[str, Callable[[str], dict[str, Any]]] = {
    "ours": ours, "ours_frontier": ours_frontier, "points": points,
    "frontier": frontier_of_negmas, "spread": spread, "all": everything, "stages": stages,
    "gap": gap, "least": least,
}  # fmt: skip


if __name__ == "__main__":
    print("RESULT " + json.dumps(TASKS[sys.argv[1]](sys.argv[2])))
