"""``foedus demo``: the desk on a morning, and the worked cases with all that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.rule import Rule

from foedus.brief.dispatch_report import dispatch_report
from foedus.brief.page import write_index
from foedus.brief.report import Grid, Report, numbered
from foedus.cli.desk import NO_PLAN, OK, Desk, usage
from foedus.cli.dossier import write_dossier
from foedus.cli.gathered import own_logs, read_offices, read_silences
from foedus.cli.handover import write_handover
from foedus.cli.ledger import open_ledger_page, show_report
from foedus.cli.places import cases_folder, require_writable, worked_cases, worked_disputes
from foedus.cli.plan import Wishes, load_case, present, solve
from foedus.cli.today import show_today, write_today

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.results.plan import Plan

DESK_CASE = "ukraine-2024"
DESK_DAY = date(2024, 10, 1)
"""The morning on which a new Secretary General takes office: the case's own day."""

ALONE_CASE, ALONE_GROUP, ALONE_WITHOUT = "europe-2030", "europe", "USA"
"""The case that gives nothing to anybody: what a group holds only thanks to an ally."""

DEMO_DISPUTE = "turkiye-2003"
DEMO_DRAWS = 2_000
"""Draws of preferences on which the demo tries its answers."""

FIRST_ROWS = 10
"""Lines of a table of figures that are shown; its page has them all."""


@dataclass(frozen=True)
class _Made:
    """A worked case with its plan."""

    name: str
    place: Path
    case: Case
    plan: Plan


def demo(desk: Desk, out: Path) -> int:
    """Plan the worked cases, write and show everything; return the exit code."""
    worked = worked_cases()
    if not worked:
        raise usage("no-cases", cases_folder())
    cases = {name: place for name, place in worked.items() if name != ALONE_CASE}
    for name in cases:
        require_writable(out / name)
    made = [_plan(desk, name, place, out / name) for name, place in cases.items()]
    quiet = _without_json(desk)
    pages = {**_pages(quiet, made, out), **_alone(quiet, worked.get(ALONE_CASE), out)}
    for one in made:
        desk.say(Rule())
        present(quiet, one.plan)
    plans = [(one.plan, one.name) for one in made]
    index = write_index(plans, out, desk.language, pages=pages)
    desk.note("said.open", place=index)
    desk.give({
        "index": str(index),
        "pages": [str(out / page) for page in pages],
        "cases": [
            {"case": one.name, "status": one.plan.status, "folder": str(out / one.name)}
            for one in made
        ],
    })  # fmt: skip
    return NO_PLAN if any(one.plan.status == "infeasible" for one in made) else OK


def _plan(desk: Desk, name: str, place: Path, folder: Path) -> _Made:
    desk.note("said.planning", case=place.name)
    case = load_case(desk, place)
    with desk.progress() as progress:
        result = solve(case, Wishes(), progress)
        progress("write", 0.0)
        write_dossier(result, folder, desk.language)
    return _Made(name, place, case, result)


def _pages(desk: Desk, made: list[_Made], out: Path) -> Mapping[str, str]:
    """Show the desk of the morning, write it and the hand-over file; return what they are called.

    There is nothing to show where the case of the desk is not among the worked ones.
    """
    from foedus.decide.handover import handover
    from foedus.decide.today import today

    found = next((one for one in made if one.name == DESK_CASE), None)
    if found is None:
        return {}
    case, plan, run = found.case, found.plan, found.name
    silences = read_silences(case, DESK_DAY, own_logs(found.place))
    page = today(case, DESK_DAY, plan=plan, run=run, silences=silences)
    offices = read_offices(case, DESK_DAY, own_logs(found.place, "offices"))
    file = handover(case, DESK_DAY, plan=plan, run=run, silences=silences, good_offices=offices)
    dispatch = _dispatch(desk, case, found.place, out)
    write_today(desk, page, plan, out / "today.html")
    write_handover(desk, file, plan, out / "handover.html")
    show_today(desk, page, plan)
    _figures(desk, case, out)
    talks = _mediation(desk, out) | _futures(desk, case, out)
    day, text = desk.language.date(DESK_DAY), desk.language.text
    return dispatch | {
        "today.html": text("view.today.title", day=day),
        "handover.html": text("page.handover", day=day),
        "spending.html": text("page.spending", day=day),
        "ledger.html": text("page.ledger", day=day),
        **talks,
    }


def _dispatch(desk: Desk, case: Case, place: Path, out: Path) -> dict[str, str]:
    """Read the case's dispatches, show them, and write their page; return what it is called."""
    from foedus.cli.read import missing_extra, read_into, words_of, write_dispatches

    folder = place / "dispatches"
    if not folder.is_dir():
        return {}
    if missing_extra():
        desk.note("said.no-read-extra")
        return {}
    dispatches = read_into(desk, [folder], case)
    words = words_of(desk, case)
    for one in dispatches:
        show_report(desk, dispatch_report(one, words))
    write_dispatches(desk, dispatches, words, out / "dispatch.html")
    return {"dispatch.html": desk.language.text("page.dispatch")}


def _mediation(desk: Desk, out: Path) -> dict[str, str]:
    """Mediate the worked dispute, show the head, write its page; return what it is called."""
    from foedus.brief.mediation_chart import mediation_page
    from foedus.brief.mediation_report import mediation_report
    from foedus.brief.mediation_words import DisputeWords
    from foedus.case.dispute.load import load
    from foedus.cli.pages import replace_file
    from foedus.mediate.engine import mediate

    place = worked_disputes().get(DEMO_DISPUTE)
    if place is None:
        return {}
    dispute = load(place)
    result = mediate(dispute, draws=DEMO_DRAWS)
    words = DisputeWords(desk.language, dispute)
    replace_file(out / "mediation.html", mediation_page(result, words))
    report = mediation_report(result, words)
    desk.say(Rule())
    show_report(desk, _head(desk, report))
    return {"mediation.html": report.title}


def _futures(desk: Desk, case: Case, out: Path) -> dict[str, str]:
    """Plan the case's scenarios together, show the head; return what the page is called."""
    from foedus.brief.futures_chart import futures_page
    from foedus.brief.futures_report import futures_on_terminal
    from foedus.brief.futures_words import FuturesWords
    from foedus.cli.pages import replace_file
    from foedus.futures import futures

    if case.tables["scenarios"].is_empty():
        return {}
    with desk.progress() as progress:
        words = FuturesWords(futures(case, progress=progress), desk.language)
    replace_file(out / "futures.html", futures_page(words))
    report = futures_on_terminal(words)
    desk.say(Rule())
    show_report(desk, _head(desk, report))
    return {"futures.html": _titled(report)}


def _alone(desk: Desk, place: Path | None, out: Path) -> dict[str, str]:
    """Say what a group holds only thanks to an ally; return what its page is called."""
    from foedus.autonomy import autonomy
    from foedus.brief.autonomy_chart import autonomy_page
    from foedus.brief.autonomy_report import autonomy_on_terminal
    from foedus.brief.autonomy_words import AutonomyWords
    from foedus.cli.pages import replace_file

    if place is None:
        return {}
    case = load_case(desk, place)
    with desk.progress() as progress:
        result = autonomy(case, group=ALONE_GROUP, without=ALONE_WITHOUT, progress=progress)
    words = AutonomyWords(result, desk.language)
    replace_file(out / "autonomy.html", autonomy_page(words))
    report = autonomy_on_terminal(words)
    desk.say(Rule())
    show_report(desk, _head(desk, report))
    return {"autonomy.html": _titled(report)}


def _titled(report: Report) -> str:
    """Return a page's title with its case and date, by which the index tells it from others."""
    return f"{report.title} · {report.subtitle}"


def _figures(desk: Desk, case: Case, out: Path) -> None:
    """Write the pages of spending and of what is open in the ledger; show the head of each."""
    from foedus.brief.report_page import to_html
    from foedus.brief.spending_chart import spending_page
    from foedus.brief.spending_report import spending_report
    from foedus.cli.pages import replace_file
    from foedus.spending import spending

    spent = spending(case, at=DESK_DAY)
    replace_file(out / "spending.html", spending_page(spent, desk.language))
    owed = open_ledger_page(desk, case)
    replace_file(out / "ledger.html", to_html(owed))
    below = tuple(line for line in spent.guideline if line.gap_share > 0)
    for report in (spending_report(replace(spent, guideline=below), desk.language), owed):
        desk.say(Rule())
        show_report(desk, _head(desk, report))


def _head(desk: Desk, report: Report) -> Report:
    """Return what matters first of a page: its facts, and the first lines of its first table."""
    section = report.sections[0]
    grids = [part for part in section.parts if isinstance(part, Grid)][:1]
    parts = tuple(_first_rows(desk, grid) for grid in grids)
    return numbered(replace(report, sections=(replace(section, parts=parts),), notes=()))


def _first_rows(desk: Desk, grid: Grid) -> Grid:
    left_out = len(grid.rows) - FIRST_ROWS
    if left_out <= 0:
        return grid
    more = desk.language.count("figures.on-the-page", left_out)
    return replace(grid, rows=grid.rows[:FIRST_ROWS], more=more)


def _without_json(desk: Desk) -> Desk:
    """Return a desk that gives no JSON: the demo's own comes at the end, once."""
    return Desk(desk.language, False, desk.err if desk.json else desk.out, desk.err)  # noqa: FBT003
