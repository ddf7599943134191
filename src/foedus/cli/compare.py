"""``foedus compare``: the same figure from two releases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from foedus.brief.findings import findings_as_json
from foedus.cli.background import background_of
from foedus.cli.desk import OK, Desk
from foedus.cli.inputs import Inputs, read_day
from foedus.cli.ledger import keys, known_table, show_report, write_report
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.errors import Finding
    from foedus.results.ledger import Comparison

Table = Literal["spending", "ledger"]


@dataclass(frozen=True)
class Pair:
    """What is to be compared, as it was asked for.

    Parameters
    ----------
    table : {"spending", "ledger"}
    first, second : str
        Releases.
    by : str, optional
        Keys, separated by commas.
    at, until : str, optional
        Days.
    html : Path, optional
    lists : {"sheet", "all"}
    parties : tuple of str
        In the ledger, donors.
    year : int, optional
    """

    table: Table
    first: str
    second: str
    by: str | None = None
    at: str | None = None
    until: str | None = None
    html: Path | None = None
    lists: Literal["sheet", "all"] = "sheet"
    parties: tuple[str, ...] = ()
    year: int | None = None


def compare(desk: Desk, place: Path, pair: Pair) -> int:
    """Set two releases side by side and return the exit code."""
    from foedus.brief.compare_report import compare_report
    from foedus.brief.figures_words import figures_findings
    from foedus.ledger import compare as engine
    from foedus.results.ledger_json import comparison_as_json

    if pair.html is not None:
        require_writable_file(pair.html)
    at, until = read_day("--at", pair.at), read_day("--until", pair.until)
    by = None if pair.by is None else keys(pair.by)
    case = Inputs().case(place)
    result = engine(
        case, pair.table, pair.first, pair.second, by=by, at=at, until=until,
        parties=pair.parties, year=pair.year,
    )  # fmt: skip
    definitions = _definitions(case, result)
    report = compare_report(
        result,
        desk.language,
        background=background_of(
            known_table(case, pair.table, result.at), pair.table, {pair.first, pair.second}
        ),
        definitions=definitions,
        shown=pair.lists,
    )
    write_report(desk, report, pair.html)
    if desk.json:
        told = {
            "findings": figures_findings(result.findings, desk.language),
            "definitions": findings_as_json(definitions, desk.language),
        }
        desk.give(comparison_as_json(result) | told)
    show_report(desk, report)
    return OK


def _definitions(case: Case, result: Comparison) -> Sequence[Finding]:
    """Return where two publishers define a share in another way, if these two are of two."""
    from foedus.sources.definitions import compare_definitions

    if result.table != "spending" or result.first == result.second:
        return ()
    releases = (result.first, result.second)
    found = compare_definitions(case)
    return [f for f in found if all(f"({release})" in f.details["figures"] for release in releases)]
