"""``foedus rules``: the rules that ship, and the text of one to begin one's own with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief.grid import grid, left, word
from foedus.brief.language import UNKNOWN
from foedus.cli.desk import OK, Desk

if TYPE_CHECKING:
    from foedus.decide.rule import Rule


def rules(desk: Desk, name: str | None) -> int:
    """List the shipped rules, or print the text of one; return the exit code."""
    return _all(desk) if name is None else _one(desk, name)


def _all(desk: Desk) -> int:
    from foedus.decide.presets import preset, preset_names

    shipped = [preset(name) for name in preset_names()]
    desk.give({"rules": [_as_json(rule) for rule in shipped]})
    text = desk.language.text
    columns = [make(text(f"view.column.{name}")) for make, name in (
        (word, "rule"), (left, "in-words"), (left, "cites"))]  # fmt: skip
    rows = [
        (rule.name, desk.language.own(rule.names) if rule.names else UNKNOWN, rule.cites)
        for rule in shipped
    ]
    desk.say(grid(text("view.rules"), columns, rows, note=text("view.rules-note")))
    return OK


def _one(desk: Desk, name: str) -> int:
    from foedus.decide.presets import preset, preset_text

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
