"""An ``Autonomy`` as the JSON that other people's tools read (``foedus autonomy --json``).

The documented fields come first and keep their names; the others follow. What is not known is
null.
"""

from __future__ import annotations

from dataclasses import fields

import polars as pl

from foedus.results.as_json import known
from foedus.results.autonomy import FRAMES, Autonomy
from foedus.results.plan import Level
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
        return _rows(value)
    if name == "levels":
        return [_level(level) for level in autonomy.levels]
    return known(value) if isinstance(value, float) else plain(value)


def _rows(frame: pl.DataFrame) -> list[Json]:
    floats = pl.selectors.float()
    finite = frame.with_columns(pl.when(floats.is_finite()).then(floats).name.keep())
    return finite.to_dicts()


def _level(level: Level) -> Json:
    entry: Json = {"name": level.name, "value": known(level.value)}
    if level.name == "readiness":
        entry["unavoidable"] = known(level.unavoidable)
    if level.name == "fairness":
        entry["sorted"] = [known(value) for value in level.sorted]
    return entry
