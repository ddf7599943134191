"""An ``Autonomy`` as the JSON that other people's tools read (``foedus autonomy --json``).

The documented fields come first and keep their names; the others follow. What is not known is
null.
"""

from __future__ import annotations

from dataclasses import fields

from foedus.results.as_json import known, level_entry, rows_of
from foedus.results.autonomy import FRAMES, Autonomy
from foedus.results.record_json import Json, plain

DOCUMENTED = ("exposure", "alone_from", "programme", "cost", "levels", "stamp")
"""What stands first, in its order."""


def autonomy_as_json(autonomy: Autonomy) -> Json:
    """Return what a group lacks without an ally as plain values, ready for ``json.dumps``.

    Parameters
    ----------
    autonomy : Autonomy

    Returns
    -------
    dict
        Tables are lists of rows; amounts are in the case's money, million.
    """
    names = [field.name for field in fields(autonomy)]
    ordered = [*DOCUMENTED, *(name for name in names if name not in DOCUMENTED)]
    return {name: _value(autonomy, name) for name in ordered}


def _value(autonomy: Autonomy, name: str) -> object:
    value = getattr(autonomy, name)
    if name in FRAMES:
        return rows_of(value)
    if name == "levels":
        return [level_entry(level) for level in autonomy.levels]
    return known(value) if isinstance(value, float) else plain(value)
