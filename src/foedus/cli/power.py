"""``foedus power``: who can turn a decision under a rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import Inputs, Where, in_body, members_of, options_of, read_day, shown
from foedus.cli.pages import show_report
from foedus.cli.places import require_writable_file

if TYPE_CHECKING:
    from foedus.decide.rule import Rule
    from foedus.errors import Finding
    from foedus.results.power import Power

_TABLES = {".csv", ".tsv"}


@dataclass(frozen=True)
class _Answer:
    """The power of the members, under which rule, and what to warn of."""

    power: Power
    rule: Rule | None = None
    findings: tuple[Finding, ...] = ()


def power(
    desk: Desk, rule: Path, where: Where, on: str | None = None, html: Path | None = None
) -> int:
    """Give the indices of a rule, or of a published table; return the exit code."""
    from foedus.brief.power_report import power_report
    from foedus.results.record_json import power_as_json

    if html is not None:
        require_writable_file(html)
    is_table = rule.suffix.lower() in _TABLES
    if is_table and (where.case, where.body, on) != (None, None, None):
        raise usage("table-has-members", rule)
    answer = _of_table(rule) if is_table else _of_rule(rule, where, on)
    found = answer.findings
    # A column that differs has a table of its own on the page.
    notes = [finding for finding in found if finding.kind != "power.published-wrong"]
    report = power_report(answer.power, desk.language, rule=answer.rule, findings=notes)
    show_report(desk, report, power_as_json(answer.power), findings=found, html=html)
    return OK


def _of_table(place: Path) -> _Answer:
    from foedus.decide.power import doubts, power_of_table, read_table

    inputs, file = Inputs(), shown(place)
    text = inputs.text("weights", place)
    answer = inputs.stamped(power_of_table(text, file=file))
    return _Answer(answer, None, doubts(read_table(text, file=file), answer, file=file))


def _of_rule(place: Path, where: Where, on: str | None) -> _Answer:
    from foedus.decide.membership import with_populations
    from foedus.decide.power import power as power_of

    inputs, day = Inputs(), read_day("--on", on)
    rule = in_body(inputs.rule(place), where)
    members = None
    if where.case is not None:
        case = inputs.case(where.case)
        members = members_of(rule, case, day)
        rule = with_populations(rule, case)
    answer = power_of(rule, members=members)
    return _Answer(inputs.stamped(answer, **options_of(where, on=on)), rule)
