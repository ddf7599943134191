"""``foedus diff``: what scenarios change in a case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.pages import replace_file, show_report
from foedus.cli.places import find_case, require_writable_file


def diff(desk: Desk, place: Path, scenarios: Sequence[str], html: Path | None = None) -> int:
    """Show what scenarios change, all unless some are named; return the exit code."""
    from foedus.brief.difference_report import SHORT, difference_report
    from foedus.brief.report_page import to_html
    from foedus.case.load import load
    from foedus.results.difference import difference
    from foedus.results.difference_json import difference_as_json

    if html is not None:
        require_writable_file(html)
    case = load(find_case(place))
    if case.tables["scenarios"].is_empty():
        raise usage("no-scenarios", place.name or place)
    found = difference(case, scenarios)
    if html is not None:  # the page has every row
        replace_file(html, to_html(difference_report(found, desk.language)))
        desk.note("said.written", place=html)
    report = difference_report(found, desk.language, most=SHORT)
    show_report(desk, report, difference_as_json(found), findings=())
    return OK
