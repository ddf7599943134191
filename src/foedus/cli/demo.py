"""``foedus demo``: the worked cases, with everything that Foedus makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.rule import Rule

from foedus.brief.page import write_index
from foedus.cli.desk import NO_PLAN, OK, Desk, usage
from foedus.cli.dossier import write_dossier
from foedus.cli.places import cases_folder, require_writable, worked_cases
from foedus.cli.plan import Wishes, load_case, present, solve

if TYPE_CHECKING:
    from foedus.results.plan import Plan


def demo(desk: Desk, out: Path) -> int:
    """Plan the worked cases, write and show everything; return the exit code."""
    cases = worked_cases()
    if not cases:
        raise usage("no-cases", cases_folder())
    for name in cases:
        require_writable(out / name)
    plans = {name: _one(desk, place, out / name) for name, place in cases.items()}
    index = write_index([(plan, name) for name, plan in plans.items()], out, desk.language)
    desk.note("said.open", place=index)
    desk.give({
        "index": str(index),
        "cases": [
            {"case": name, "status": plan.status, "folder": str(out / name)}
            for name, plan in plans.items()
        ],
    })  # fmt: skip
    return NO_PLAN if any(plan.status == "infeasible" for plan in plans.values()) else OK


def _one(desk: Desk, place: Path, folder: Path) -> Plan:
    desk.note("said.planning", case=place.name)
    case = load_case(desk, place)
    with desk.progress() as progress:
        result = solve(case, Wishes(), progress)
        progress("write", 0.0)
        write_dossier(result, folder, desk.language)
    desk.say(Rule())
    present(_without_json(desk), result)
    return result


def _without_json(desk: Desk) -> Desk:
    """Return a desk that gives no JSON: the demo's own comes at the end, once."""
    return Desk(desk.language, False, desk.err if desk.json else desk.out, desk.err)  # noqa: FBT003
