"""``foedus show`` and ``foedus explain``: a run again, and its reasons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from foedus.brief.call_sheet import call_sheet
from foedus.brief.call_sheet_text import to_terminal
from foedus.brief.tables import every_table, footer, header
from foedus.brief.tables_of_limits import holds_table
from foedus.brief.words import Words
from foedus.cli.desk import OK, Desk
from foedus.cli.places import RUN_FILE, find_case, find_run
from foedus.cli.plan import Wishes, load_case, no_plan, solve

if TYPE_CHECKING:
    from foedus.results.plan import Plan

SHOWN_TRANSFERS = 40
EXPLAINED = ("case", "status", "levels", "holds", "asks", "unlocks", "bundle", "conflict")
"""Fields of a plan's JSON that say why."""


def show(desk: Desk, run: Path) -> int:
    """Show all tables and the call sheet of a run; return the exit code."""
    from foedus.results.as_json import as_json
    from foedus.results.store import read_run

    result = read_run(find_run(run))
    desk.give(as_json(result))
    if result.status == "infeasible":
        return no_plan(desk, result)
    words = Words(result, desk.language)
    desk.say(header(words), every_table(words, desk.out.width, SHOWN_TRANSFERS), footer(words))
    desk.say(Text(""), to_terminal(call_sheet(result, desk.language)))
    return OK


def explain(desk: Desk, place: Path) -> int:
    """Say what holds each need and whom to ask, or why no plan exists; return the exit code."""
    from foedus.results.as_json import as_json

    result = _read_or_plan(desk, place)
    fields = as_json(result)
    desk.give({name: fields[name] for name in EXPLAINED if name in fields})
    if result.status == "infeasible":
        return no_plan(desk, result)
    words = Words(result, desk.language)
    desk.say(header(words), Text(""), holds_table(words))
    desk.say(to_terminal(call_sheet(result, desk.language)))
    return OK


def _read_or_plan(desk: Desk, place: Path) -> Plan:
    from foedus.results.store import read_run

    source = find_case(place)
    if (source / RUN_FILE).exists():
        return read_run(source)
    case = load_case(desk, place)
    with desk.progress() as progress:
        return solve(case, Wishes(), progress)
