"""A mediation as the JSON that other people's tools read (``foedus mediate --json``).

The documented fields come first and keep their names; the others follow. An outcome is an object
with an option, or a point on its scale, for each issue. What there is not is null.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields

from foedus.results.mediation import Judged, Mediation, Path, Settlement
from foedus.results.record_json import Json, plain

DOCUMENTED = ("dispute", "agreement", "settlements", "frontier", "concessions", "path", "stamp")
"""What stands first, in its order."""


def mediation_as_json(mediation: Mediation) -> Json:
    """Return a mediation as plain values, ready for ``json.dumps``.

    Parameters
    ----------
    mediation : Mediation

    Returns
    -------
    dict
        Where a text was given, ``blockers`` names who cannot accept it and ``dominated_by`` has
        the better text. The findings are left out, since their text is made by language.

    Examples
    --------
    >>> made = mediation_as_json(Mediation("test", agreement=False, outcomes=4, settlements=()))
    >>> list(made)[:7] == list(DOCUMENTED), made["agreement"], made["path"]
    (True, False, None)
    """
    first = _documented(mediation)
    own = _way(mediation.path) | _judged(mediation.judged)
    names = [field.name for field in fields(mediation)]
    others = [name for name in names if name not in first and name != "findings"]
    rest = {name: getattr(mediation, name) for name in others}
    rest["robustness"] = _robustness(mediation)
    return first | own | {name: _finite(plain(value)) for name, value in rest.items()}


def _documented(mediation: Mediation) -> Json:
    first: Json = {name: _finite(plain(getattr(mediation, name))) for name in DOCUMENTED}
    path = mediation.path
    first["settlements"] = [settlement_as_json(one) for one in mediation.settlements]
    first["path"] = None if path is None else [plain(step) for step in path.steps]
    return first


def _way(path: Path | None) -> Json:
    """Return what is known of a way beside its steps."""
    if path is None:
        return {}
    known: Json = {"at_most": path.at_most, "stalls_at": path.stalls_at}
    return {"way": known | {"package": list(path.package), "looked_at": path.looked_at}}


def settlement_as_json(one: Settlement) -> Json:
    """Return a settlement as plain values; one that does not exist has ``outcome`` null."""
    return {
        "name": one.name,
        "outcome": None if one.outcome is None else plain(one.outcome),
        "status": one.status,
        "gap": _finite(one.gap),
        "utilities": plain(one.utilities),
        "gains": plain(one.gains),
        "blockers": list(one.blockers),
        "value": _finite(one.value),
        "why": one.why,
    }


def _judged(judged: Judged | None) -> Json:
    if judged is None:
        return {}
    return {
        "blockers": [block.party for block in judged.blocks],
        "dominated_by": plain(judged.dominated_by),
    }


def _robustness(mediation: Mediation) -> object:
    robust = mediation.robustness
    if robust is None:
        return None
    told = plain(robust)
    assert isinstance(told, dict)
    own = robust.settlement
    return told | {"settlement": None if own is None else settlement_as_json(own)}


def _finite(value: object) -> object:
    """Return a value without infinities and what is no number: JSON has none, so they are null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return value
