"""``foedus today``: the page on the desk that morning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.gathered import RULE_OF_SILENCE, gather
from foedus.cli.inputs import Inputs, read_day
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.results.plan import Plan
    from foedus.results.record import Today


Lists = Literal["sheet", "all"]


@dataclass(frozen=True)
class Morning:
    """What was asked of the page, as it was written.

    Parameters
    ----------
    at, since : str, optional
        Days; ``at`` is the case's own day unless said.
    run : Path, optional
    logs : tuple of Path
    html : Path, optional
        Where to write the page.
    rule : Path
        Under which the event logs are read.
    lists : {"sheet", "all"}
        How much of each list is shown: what fits one sheet, or everything.
    """

    at: str | None = None
    since: str | None = None
    run: Path | None = None
    logs: tuple[Path, ...] = ()
    html: Path | None = None
    rule: Path = RULE_OF_SILENCE
    lists: Lists = "sheet"


def today(desk: Desk, place: Path, morning: Morning) -> int:
    """Show the page on the desk, write it where that was asked for; return the exit code."""
    from foedus.decide.today import today as page
    from foedus.results.record_json import today_as_json

    if morning.html is not None:
        require_writable_file(morning.html)
    at, since = read_day("--at", morning.at), read_day("--since", morning.since)
    case = Inputs().case(place)
    day = at or case.settings.as_of
    if since is not None and since > day:
        raise usage("since-after-at", "--since", since=since.isoformat(), at=day.isoformat())
    gathered = gather(case, place, day, morning.run, morning.logs, morning.rule)
    plan, run, silences = gathered.plan, gathered.run, gathered.silences
    result = page(case, day, since=since, plan=plan, run=run, silences=silences)
    if morning.html is not None:
        write_today(desk, result, plan, morning.html, morning.lists)
        desk.note("said.written", place=morning.html)
    desk.give(today_as_json(result))
    show_today(desk, result, plan, morning.lists)
    return OK


def show_today(desk: Desk, result: Today, plan: Plan | None, lists: Lists = "sheet") -> None:
    """Print the page."""
    from foedus.brief.report_terminal import to_terminal
    from foedus.brief.today_report import SHOWN, today_report

    if not desk.json:
        report = today_report(result, desk.language, plan=plan, shown=SHOWN[lists])
        desk.say(to_terminal(report, desk.out.width))


def write_today(
    desk: Desk, result: Today, plan: Plan | None, file: Path, lists: Lists = "sheet"
) -> None:
    """Write the page as HTML; it prints on one sheet unless all is shown."""
    from foedus.brief.report_page import to_sheet
    from foedus.brief.today_report import SHOWN, today_report
    from foedus.cli.pages import replace_file

    report = today_report(result, desk.language, plan=plan, shown=SHOWN[lists])
    replace_file(file, to_sheet(report))
