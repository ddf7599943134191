"""``foedus rules``: the rules and tables of weights that ship, and the text of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief.grid import grid, left, word
from foedus.brief.language import UNKNOWN
from foedus.cli.desk import OK, Desk

if TYPE_CHECKING:
    from foedus.decide.rule import Rule, Weights


def rules(desk: Desk, name: str | None) -> int:
    """List what ships, or print the text of a rule or a table; return the exit code."""
    return _all(desk) if name is None else _one(desk, name)


def _all(desk: Desk) -> int:
    from foedus.decide.presets import preset, preset_names, weights
    from foedus.decide.shipped import shipped_names

    shipped = [preset(name) for name in preset_names()]
    tables = [weights(name) for name in shipped_names("weights")]
    desk.give(
        {
            "rules": [_as_json(rule) for rule in shipped],
            "weights": [_table_as_json(table) for table in tables],
        }
    )
    if not desk.json:
        _show_rules(desk, shipped)
        _show_tables(desk, tables)
    return OK


def _show_rules(desk: Desk, shipped: list[Rule]) -> None:
    text = desk.language.text
    columns = [make(text(f"view.column.{name}")) for make, name in (
        (word, "rule"), (left, "in-words"), (left, "cites"))]  # fmt: skip
    rows = [
        (rule.name, desk.language.own(rule.names) if rule.names else UNKNOWN, rule.cites)
        for rule in shipped
    ]
    desk.say(grid(text("view.rules"), columns, rows, note=text("view.rules-note")))


def _show_tables(desk: Desk, tables: list[Weights]) -> None:
    text = desk.language.text
    columns = [word(text("view.column.weights")), left(text("view.column.rests-on"))]
    rows = [(table.name, _rests_on(desk, table)) for table in tables]
    desk.say(grid(text("view.weights"), columns, rows, note=text("view.weights-note")))


def _rests_on(desk: Desk, table: Weights) -> str:
    source = " ".join(table.source.split())
    if table.missing:
        return desk.language.text("view.no-values", source=source)
    return source


def _one(desk: Desk, name: str) -> int:
    from foedus.decide.presets import preset, preset_text, weights
    from foedus.decide.shipped import shipped_names, shipped_text

    tables = shipped_names("weights")
    if name in tables:
        written = shipped_text("weights", name)
        desk.give({**_table_as_json(weights(name)), "text": written})
    else:
        written = preset_text(name)
        desk.give({**_as_json(preset(name)), "text": written})
    if not desk.json:
        desk.out.file.write(written if written.endswith("\n") else written + "\n")
        desk.out.file.flush()
    return OK


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "names": dict(rule.names),
        "cites": rule.cites,
        "note": dict(rule.note),
    }


def _table_as_json(table: Weights) -> dict[str, object]:
    return {
        "name": table.name,
        "source": " ".join(table.source.split()),
        "missing": " ".join(table.missing.split()),
        "values": {member: str(value) for member, value in sorted(table.values.items())},
    }
