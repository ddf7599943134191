"""An ``Ensemble`` as the JSON that other people's tools read (``foedus ensemble --json``).

What matters first stands first; what is not known is null.
"""

from __future__ import annotations

from dataclasses import fields

from foedus.results.as_json import rows_of
from foedus.results.ensemble import FRAMES, Ensemble
from foedus.results.record_json import Json, plain

FIRST = ("case", "level", "seed", "count", "solved", "resumed", "impossible")
"""What stands first, in its order."""

LEVEL = ("levels", "met", "coverage", "importance", "uncertainties", "draws", "inputs", "stamp")
"""What follows."""


def ensemble_as_json(ensemble: Ensemble) -> Json:
    """Return an ensemble as plain values, ready for ``json.dumps``.

    Parameters
    ----------
    ensemble : Ensemble

    Returns
    -------
    dict
        Tables are lists of rows.
    """
    named = (*FIRST, *LEVEL)
    others = [field.name for field in fields(ensemble) if field.name not in named]
    return {name: _value(ensemble, name) for name in (*named, *others)}


def _value(ensemble: Ensemble, name: str) -> object:
    value = getattr(ensemble, name)
    return rows_of(value) if name in FRAMES else plain(value)
