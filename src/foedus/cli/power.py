"""``foedus power``: who can turn a decision under a rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk
from foedus.cli.inputs import Inputs, Where, in_body, members_of, options_of, read_day, shown

if TYPE_CHECKING:
    from foedus.decide.rule import Rule
    from foedus.results.power import Power

_TABLES = {".csv"}


def power(desk: Desk, rule: Path, where: Where, on: str | None) -> int:
    """Give the indices of a rule, or of a published table; return the exit code."""
    from foedus.brief.power_report import power_report
    from foedus.brief.report_terminal import to_terminal
    from foedus.results.record_json import power_as_json

    is_table = rule.suffix.lower() in _TABLES
    answer, read = _of_table(rule) if is_table else _of_rule(rule, where, on)
    desk.give(power_as_json(answer))
    report = power_report(answer, desk.language, rule=read)
    desk.say(to_terminal(report, desk.out.width))
    return OK


def _of_table(file: Path) -> tuple[Power, None]:
    from foedus.decide.power import power_of_table

    inputs = Inputs()
    answer = power_of_table(inputs.text("weights", file), file=shown(file))
    return inputs.stamped(answer), None


def _of_rule(place: Path, where: Where, on: str | None) -> tuple[Power, Rule]:
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
    return inputs.stamped(answer, **options_of(where, on=on)), rule
