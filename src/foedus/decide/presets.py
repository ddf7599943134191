"""The rules that ship with Foedus, by name; each cites its text."""

from __future__ import annotations

from functools import cache

from foedus.decide.fields import Fields
from foedus.decide.parse_rule import parse_rule
from foedus.decide.rule import Rule
from foedus.decide.shipped import shipped_names, shipped_text, weights

__all__ = ["preset", "preset_names", "preset_text", "weights"]


def preset_names() -> tuple[str, ...]:
    """Return the names of the rules that ship, sorted."""
    return shipped_names("presets")


def preset_text(name: str) -> str:
    """Return the text of a rule that ships, as a start for one's own.

    Raises
    ------
    InputError
        No rule has that name; the fault names the nearest one and all there are.
    """
    known = preset_names()
    fields = Fields("rule")
    if name not in known:
        fields.unknown("rule.unknown-preset", "name", name, known)
    fields.settle()
    return shipped_text("presets", name)


@cache
def preset(name: str) -> Rule:
    """Return a rule that ships.

    Raises
    ------
    InputError
        No rule has that name; the fault names the nearest one and all there are.
    """
    return parse_rule(preset_text(name), file=f"{name}.toml")
