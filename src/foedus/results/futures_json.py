"""A ``Futures`` as the JSON that other people's tools read (``foedus futures --json``).

The documented fields come first and keep their names; the others follow. What is not known is
null.
"""

from __future__ import annotations

from dataclasses import fields

from foedus.results.as_json import known, rows_of
from foedus.results.futures import FRAMES, Future, Futures, Worth
from foedus.results.plan import Level
from foedus.results.record_json import Json, plain

DOCUMENTED = ("levels", "scenarios", "evpi", "vss", "moves", "stamp")
"""What stands first, in its order."""

_SAID = ("levels", "futures", "moves", "stamp")
"""Fields that the documented ones already say."""


def futures_as_json(futures: Futures) -> Json:
    """Return one plan for several futures as plain values, ready for ``json.dumps``.

    Parameters
    ----------
    futures : Futures

    Returns
    -------
    dict
        Tables are lists of rows; amounts are in the case's money, million. ``evpi`` and ``vss``
        are null where nobody gives odds.
    """
    first: Json = {
        "levels": [_level(level) for level in futures.levels],
        "scenarios": [_scenario(one) for one in futures.futures],
        "evpi": known(futures.worth.evpi),
        "vss": known(futures.worth.vss),
        "moves": rows_of(futures.moves),
        "stamp": plain(futures.stamp),
    }
    names = [field.name for field in fields(futures) if field.name not in _SAID]
    return first | {name: _value(futures, name) for name in names}


def _value(futures: Futures, name: str) -> object:
    value = getattr(futures, name)
    if name in FRAMES:
        return rows_of(value)
    if isinstance(value, Worth):
        return {
            "wait_and_see": known(value.wait_and_see),
            "stochastic": known(value.stochastic),
            "mean_plan": known(value.mean_plan),
            "holds": value.holds,
        }
    return known(value) if isinstance(value, float) else plain(value)


def _scenario(one: Future) -> Json:
    return {
        "scenario": one.scenario,
        "probability": known(one.probability),
        "levels": [_level(level) for level in one.levels],
        "own_levels": [_level(level) for level in one.own_levels],
        "names": dict(one.names),
        "reveal": one.reveal,
    }


def _level(level: Level) -> Json:
    entry: Json = {"name": level.name, "value": known(level.value)}
    if level.name == "fairness":
        entry["sorted"] = [known(value) for value in level.sorted]
    return entry
