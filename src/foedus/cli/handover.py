"""``foedus handover``: the file that a successor is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk
from foedus.cli.gathered import RULE_OF_SILENCE, gather, own_logs, read_offices
from foedus.cli.inputs import Inputs, need_day
from foedus.cli.pages import replace_file
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.results.plan import Plan
    from foedus.results.record import Handover


@dataclass(frozen=True)
class Passing:
    """What was asked of the file, as it was written.

    Parameters
    ----------
    at : str
        Day.
    office : str, optional
        The only one of the case unless said.
    run : Path, optional
    logs : tuple of Path
    html : Path, optional
        Where to write the file.
    rule : Path
        Under which the event logs are read.
    offices : tuple of Path
        Logs of good offices, beside those in the case's folder ``offices``.
    """

    at: str
    office: str | None = None
    run: Path | None = None
    logs: tuple[Path, ...] = ()
    html: Path | None = None
    rule: Path = RULE_OF_SILENCE
    offices: tuple[Path, ...] = ()


def handover(desk: Desk, place: Path, passing: Passing) -> int:
    """Show the hand-over file, write it where that was asked for; return the exit code."""
    from foedus.brief.handover_report import handover_report
    from foedus.brief.report_terminal import to_terminal
    from foedus.decide.handover import handover as find
    from foedus.results.record_json import handover_as_json

    if passing.html is not None:
        require_writable_file(passing.html)
    day = need_day("--at", passing.at)
    case = Inputs().case(place)
    beside = gather(case, place, day, passing.run, passing.logs, passing.rule)
    result = find(
        case,
        day,
        office=passing.office,
        plan=beside.plan,
        run=beside.run,
        silences=beside.silences,
        good_offices=read_offices(case, day, [*own_logs(place, "offices"), *passing.offices]),
    )
    if passing.html is not None:
        write_handover(desk, result, beside.plan, passing.html)
        desk.note("said.written", place=passing.html)
    desk.give(handover_as_json(result))
    if not desk.json:
        report = handover_report(result, desk.language, plan=beside.plan)
        desk.say(to_terminal(report, desk.out.width))
    return OK


def write_handover(desk: Desk, result: Handover, plan: Plan | None, file: Path) -> None:
    """Write the file as HTML."""
    from foedus.brief.handover_report import handover_report
    from foedus.brief.report_page import to_html

    replace_file(file, to_html(handover_report(result, desk.language, plan=plan)))
