"""The result of the autonomy engine: what a group holds only thanks to an ally, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from foedus.results.plan import FRAMES as PLAN_FRAMES
from foedus.results.plan import Level, Stamp

_TEXT, _NUMBER, _COUNT = pl.String(), pl.Float64(), pl.Int64()

FRAMES: dict[str, dict[str, pl.DataType]] = {
    "exposure": {
        "capability": _TEXT,
        "month": _TEXT,
        "required": _NUMBER,
        "held_with": _NUMBER,  # by the group and the ally
        "held_without": _NUMBER,  # by the group alone
        "exposure": _NUMBER,  # (min(required, with) - min(required, without)) / required, 0..1
        "basis": _TEXT,  # sourced, assumed: the target, what is held of it, and what it yields
        "weakest": _TEXT,  # the weakest row it rests on, "table: key=…;key=…"
    },
    "allies": {
        "ally": _TEXT,
        "capability": _TEXT,
        "exposure": _NUMBER,  # the largest over the months
        "month": _TEXT,  # the first in which it is so large
    },
    "programme": PLAN_FRAMES["transfers"],
    "readiness": PLAN_FRAMES["readiness"],
    "burden": PLAN_FRAMES["burden"],  # what each member pays, its share of the key, and the ratio
    "usage": PLAN_FRAMES["usage"],
    "cost": {"party": _TEXT, "year": _COUNT, "amount": _NUMBER},
    "cost_by_capability": {"capability": _TEXT, "year": _COUNT, "amount": _NUMBER},
    "levers": {
        "lever": _TEXT,  # budget: a member's; line: one more like it; year: targets a year later,
        # to be read against horizon: the targets as they are on that longer horizon
        "party": _TEXT,
        "line": _TEXT,
        "moved_by": _NUMBER,
        "unit": _TEXT,
        "readiness": _NUMBER,  # the level after it is moved
        "cost": _NUMBER,  # the cost level after it is moved, million
    },
    "parties": PLAN_FRAMES["parties"],
    "names": PLAN_FRAMES["names"],
    "sources": PLAN_FRAMES["sources"],
}
"""Columns and types of the frames of an ``Autonomy``."""


@dataclass(frozen=True)
class Known:
    """What the case says of the ground on which a group stands.

    Parameters
    ----------
    serves : mapping of item to tuple of capability
        Which capabilities an item yields.
    targets : tuple of capability
        The group's targets in the order of the case.
    outside : tuple of str
        Other allies outside the group that hold something that would count.
    needy : tuple of str
        Countries outside the group whose lines do not sell, for they have needs of their own.
    unmade : float
        Part of the readiness level: targets that no line which may sell makes anything for.
    publishers : tuple of str
        Of what is no assumption, those on whom most rows rest first.
    """

    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    needy: tuple[str, ...] = ()
    unmade: float = 0.0
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Autonomy:
    """A group without an ally. The frames' columns are those of ``FRAMES``.

    Parameters
    ----------
    case, title, currency, unit, as_of, start, months, key
        As in a ``Plan``.
    group : str
        Without its ``@``.
    members : tuple of str
        Of the group, the ally left out.
    without : str
    since : str
        First month (``YYYY-MM``) in which the ally does not count.
    alone_from : mapping of capability to str or None
        First month from which the group holds what is required, to the end of the horizon, under
        today's orders; None for never.
    programme_alone_from : mapping of capability to str or None
        The same under the programme.
    levels : tuple of Level
        Readiness, cost, fairness of the programme.
    assumed_share : float, optional
        Share of the programme's value that rests on assumptions.
    known : Known
    stamp : Stamp
    """

    case: str
    title: Mapping[str, str]
    currency: str
    unit: str
    as_of: str
    start: str
    months: int
    key: str | None
    group: str
    members: tuple[str, ...]
    without: str
    since: str
    alone_from: Mapping[str, str | None]
    programme_alone_from: Mapping[str, str | None]
    levels: tuple[Level, ...]
    exposure: pl.DataFrame
    allies: pl.DataFrame
    programme: pl.DataFrame
    readiness: pl.DataFrame
    burden: pl.DataFrame
    usage: pl.DataFrame
    cost: pl.DataFrame
    cost_by_capability: pl.DataFrame
    levers: pl.DataFrame
    parties: pl.DataFrame
    names: pl.DataFrame
    sources: pl.DataFrame
    assumed_share: float | None
    known: Known
    stamp: Stamp
