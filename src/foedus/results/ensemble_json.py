"""An ``Ensemble`` as the JSON that other people's tools read (``foedus ensemble --json``).

What matters first stands first; what is not known is null.
"""

from __future__ import annotations

from dataclasses import fields

import polars as pl

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
    if name not in FRAMES:
        return plain(value)
    floats = pl.selectors.float()
    return value.with_columns(pl.when(floats.is_finite()).then(floats).name.keep()).to_dicts()
