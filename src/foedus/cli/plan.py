"""``foedus plan``: plan a case, write the run, show what matters first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from foedus.brief.call_sheet import CallSheet, call_sheet
from foedus.brief.call_sheet_text import section_lines
from foedus.brief.conflict import conflict_lines, explain_conflict
from foedus.brief.prose import Prose
from foedus.brief.tables import footer, header, headline
from foedus.brief.words import Words
from foedus.cli.desk import NO_PLAN, OK, Desk, usage
from foedus.cli.dossier import write_dossier
from foedus.cli.places import find_case, require_writable, require_writable_file, run_folder
from foedus.cli.progress import Progress

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.results.plan import Plan

SHOWN_TRANSFERS = 12
FIRST_CALLS = 3


@dataclass(frozen=True)
class Wishes:
    """What the user asked of a plan.

    Parameters
    ----------
    out : Path or None
        Where to write the run.
    explain : bool
        Work out the asks.
    write_lp : Path or None
    scenario : str or None
        Plan the case as this scenario has it.
    """

    out: Path | None = None
    explain: bool = True
    write_lp: Path | None = None
    scenario: str | None = None


def plan(desk: Desk, place: Path, wishes: Wishes) -> int:
    """Plan a case and return the exit code."""
    case = load_case(desk, place)
    folder = wishes.out or (None if desk.json else run_folder(case.settings.name))
    if folder is not None:
        require_writable(folder)
    if wishes.write_lp is not None:
        require_writable_file(wishes.write_lp)
    with desk.progress() as progress:
        result = solve(case, wishes, progress)
        if folder is not None:
            progress("write", 0.0)
            write_dossier(result, folder, desk.language)
    if folder is not None:
        desk.note("said.written", place=folder)
    return present(desk, result)


def load_case(desk: Desk, place: Path) -> Case:
    """Load a case that has a horizon; say how many warnings it has."""
    from foedus.case.load import load

    case = load(find_case(place))
    if case.settings.horizon is None:
        raise usage("horizon", place)
    if case.warnings:
        count = desk.language.count("said.warnings", len(case.warnings), case=place)
        desk.err.print(Text(count, "yellow"))
    return case


def solve(case: Case, wishes: Wishes, progress: Progress) -> Plan:
    """Solve a case, or what a scenario makes of it."""
    from foedus.case.scenario import applied
    from foedus.plan import plan as plan_case

    if wishes.scenario is not None:
        case = applied(case, wishes.scenario)
    result = plan_case(case, explain=wishes.explain, progress=progress, write_lp=wishes.write_lp)
    if wishes.scenario is None:
        return result
    options = {**result.stamp.options, "scenario": wishes.scenario}
    return replace(result, stamp=replace(result.stamp, options=options))


def present(desk: Desk, result: Plan) -> int:
    """Show a plan's first tables and calls, or why there is none; return the exit code."""
    from foedus.results.as_json import as_json

    desk.give(as_json(result))
    if result.status == "infeasible":
        return no_plan(desk, result)
    words = Words(result, desk.language)
    desk.say(header(words), headline(words, desk.out.width, SHOWN_TRANSFERS))
    desk.say(*first_calls(call_sheet(result, desk.language)), Text(""), footer(words))
    return OK


def no_plan(desk: Desk, result: Plan) -> int:
    """Say on stderr why no plan exists; return the exit code."""
    words = Words(result, desk.language)
    desk.err.print(header(words))
    desk.err.print(conflict_lines(explain_conflict(result, desk.language)))
    desk.err.print(Prose(Text(desk.language.text("guard"), "italic")))
    return NO_PLAN


def first_calls(sheet: CallSheet) -> list[RenderableType]:
    """Return the sections of the first parties to call, and how many asks are not shown."""
    sections = [section for chapter in sheet.chapters for section in chapter.sections]
    if not sections:
        return [Prose(Text(sheet.facts[-1]))]
    parts: list[RenderableType] = [Text(sheet.language.text("said.first-asks"), "bold")]
    for section in sections[:FIRST_CALLS]:
        parts.extend(section_lines(section, sheet))
    more = sum(len(section.asks) for section in sections[FIRST_CALLS:])
    if more:
        parts.extend((Text(""), Text(sheet.language.count("sheet.more", more), "dim")))
    return [*parts, Text(""), Prose(Text(sheet.bundle_intro))]
