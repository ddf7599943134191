"""The files that ship with Foedus: the text of presets, and tables of weights."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from foedus.decide.fields import Fields, read_toml
from foedus.decide.rule import Weights

Folder = Literal["presets", "weights"]

_KEYS = ("name", "source", "url", "unit", "missing", "values")


def shipped_names(folder: Folder) -> tuple[str, ...]:
    """Return the names of the files of a folder, sorted."""
    place = files("foedus.decide").joinpath(folder)
    if not place.is_dir():
        return ()
    names = (file.name for file in place.iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


def shipped_text(folder: Folder, name: str) -> str:
    """Return the text of a file, by a name that ``shipped_names`` holds."""
    return files("foedus.decide").joinpath(folder, f"{name}.toml").read_text("utf-8")


@cache
def weights(name: str) -> Weights:
    """Return a table of weights that ships with Foedus.

    Raises
    ------
    InputError
        No table has that name; the fault names the nearest one and all there are.
    """
    known = shipped_names("weights")
    fields = Fields("weights")
    if name not in known:
        fields.unknown("rule.unknown-weights", "weights", name, known)
    fields.settle()
    return parse_weights(shipped_text("weights", name), file=f"{name}.toml")


def parse_weights(text: str, *, file: str = "weights.toml") -> Weights:
    r"""Return a table of weights from its text.

    Parameters
    ----------
    text : str
        TOML: ``name``, ``source``, ``unit``?, ``url``?, and ``[values]`` member = number, or
        ``missing``: why there are none.
    file : str
        Its name, for messages.

    Raises
    ------
    InputError
        With every fault.

    Examples
    --------
    >>> text = 'name = "shares"\nsource = "Registry, 2024"\n[values]\nAUT = 2.5\n'
    >>> parse_weights(text).values["AUT"]
    Fraction(5, 2)
    """
    table = read_toml(text, file)
    fields = Fields(file)
    fields.keys(table, _KEYS, "")
    name, source = fields.text(table, "name"), fields.text(table, "source")
    for key in ("name", "source"):
        if key not in table:
            fields.fault("rule.key-missing", key)
    missing = fields.text(table, "missing") or ""
    values = {} if missing else read_values(table.get("values", {}), "values", fields)
    fields.settle()
    return Weights(name or "", values, source or "", missing)


def read_values(value: object, key: str, fields: Fields) -> Mapping[str, Fraction]:
    """Return member = number; a table without any, or of nothing but noughts, is noted."""
    if not isinstance(value, Mapping):
        fields.fault("rule.not-weights", key, value)
        return {}
    before = len(fields.faults)
    read = {member: fields.number(value, member, f"{key}.") for member in value}
    if sum(v or 0 for v in read.values()) == 0 and len(fields.faults) == before:
        fields.fault("rule.no-weights", key)
    return MappingProxyType({m: v for m, v in read.items() if v is not None})
