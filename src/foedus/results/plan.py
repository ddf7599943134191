"""The result of the plan engine: frozen, stamped, one Polars frame for each table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

import polars as pl

Status = Literal["optimal", "feasible", "infeasible"]

_LIST = pl.List(pl.String())
_TEXT, _NUMBER, _COUNT, _FLAG = pl.String(), pl.Float64(), pl.Int64(), pl.Boolean()

FRAMES: dict[str, dict[str, pl.DataType]] = {
    "transfers": {
        "donor": _TEXT,
        "recipient": _TEXT,  # for a refill: the party whose stock is refilled
        "item": _TEXT,
        "kind": _TEXT,  # give, order, refill
        "line": _TEXT,
        "hub": _TEXT,
        "paid": _TEXT,  # month in which the money is spent
        "sent": _TEXT,
        "arrives": _TEXT,
        "quantity": _NUMBER,  # item's unit
        "value": _NUMBER,  # million; what it adds to a burden, transport included
        "basis": _TEXT,  # sourced, assumed
        "sources": _LIST,
        "weakest": _TEXT,  # the weakest row it rests on, "table: key=…;key=…"
    },
    "coverage": {
        "party": _TEXT,
        "capability": _TEXT,
        "month": _TEXT,
        "needed": _NUMBER,
        "met": _NUMBER,
        "backlog": _NUMBER,
    },
    "readiness": {
        "party": _TEXT,  # or @group
        "capability": _TEXT,
        "month": _TEXT,
        "required": _NUMBER,
        "held": _NUMBER,
        "gap": _NUMBER,
    },
    "burden": {
        "party": _TEXT,
        "burden": _NUMBER,  # million
        "share": _NUMBER,  # 0..1, normalised over the donors
        "relative_burden": _NUMBER,  # burden / share; null for share 0
        "fair_burden": _NUMBER,  # share x total burden
        "ratio": _NUMBER,  # burden / fair burden
    },
    "usage": {
        "kind": _TEXT,  # line, hub
        "name": _TEXT,
        "month": _TEXT,
        "capacity": _NUMBER,
        "used": _NUMBER,
    },
    "asks": {
        "ask": _COUNT,  # number of the ask, 0 is the strongest
        "party": _TEXT,  # whom to ask; for a line: where it stands; null for a hub
        # floor, stock, budget, line, hub, restriction, missing_floor, missing_route
        "limit": _TEXT,
        "table": _TEXT,  # the table of the row that holds
        "row": _TEXT,  # its key, "party=DEU;capability=…"
        "item": _TEXT,
        "capability": _TEXT,
        "hub": _TEXT,
        "line": _TEXT,
        "per_unit": _NUMBER,  # fall of the need level for one more unit
        "unit": _TEXT,
        "per_100m": _NUMBER,  # fall of the need level for 100 million
        "basis": _TEXT,
        "weakest": _TEXT,
        "survives": _FLAG,
        "moved_by": _NUMBER,  # what was moved when solving again; null: not confirmed
        "gain": _NUMBER,  # true fall of the need level
    },
    "unlocks": {
        "ask": _COUNT,
        "party": _TEXT,  # the recipient
        "capability": _TEXT,
        "unit_months": _NUMBER,  # fall of the backlog, summed over the months
    },
    "bundle": {
        "step": _COUNT,
        "ask": _COUNT,
        "moved_by": _NUMBER,
        "need_after": _NUMBER,
    },
    "holds": {
        "party": _TEXT,  # the recipient
        "capability": _TEXT,
        "limit": _TEXT,  # as in asks
        "row": _TEXT,
        "per_unit": _NUMBER,
        "unit": _TEXT,
    },
    "left_out": {
        "party": _TEXT,
        "item": _TEXT,
        "why": _TEXT,  # no floor, opted out, restricted, no route, serves no need
        "quantity": _NUMBER,
    },
    "positions": {
        "party": _TEXT,
        "kind": _TEXT,  # statement, restriction, opt_out
        "date": _TEXT,
        "speaker": _TEXT,
        "words": _TEXT,  # as published, not translated
        "language": _TEXT,
        "quoted": _FLAG,
        "row": _TEXT,  # for a restriction or an opt-out: its key
        "basis": _TEXT,
        "source": _TEXT,
    },
    "parties": {
        "party": _TEXT,
        "kind": _TEXT,
        "lat": _NUMBER,
        "lon": _NUMBER,
    },
    "names": {
        "table": _TEXT,  # capabilities, items, hubs
        "id": _TEXT,
        "name_en": _TEXT,
        "name_fr": _TEXT,
        "unit": _TEXT,
        "lat": _NUMBER,
        "lon": _NUMBER,
    },
    "sources": {
        "source": _TEXT,
        "title": _TEXT,
        "publisher": _TEXT,
        "release": _TEXT,
        "published": _TEXT,
        "url": _TEXT,
        "confidence": _TEXT,
    },
    "conflict": {
        "part": _TEXT,  # set: a row of the smallest conflicting set; lacks: what must give way
        "limit": _TEXT,  # commitment, budget, line, hub, floor, stock, restriction
        "row": _TEXT,
        "month": _TEXT,
        "lacks": _NUMBER,  # how much must give way, in unit
        "unit": _TEXT,
    },
}
"""Columns and types of the frames of a ``Plan``."""


@dataclass(frozen=True)
class Level:
    """What a plan reached at one level.

    Parameters
    ----------
    name : str
    value : float
    unavoidable : float, optional
        The level alone with every limit lifted that an ask can move (need and readiness).
    sorted : tuple of float
        For fairness: the relative burdens, from the largest down.
    """

    name: str
    value: float
    unavoidable: float | None = None
    sorted: tuple[float, ...] = ()


@dataclass(frozen=True)
class Stamp:
    """Where a result comes from.

    Parameters
    ----------
    case_sha256, foedus, highs : str
        Hash of the case, version of Foedus, version of HiGHS.
    solver : str
        The solver that was asked for.
    ran : tuple of str
        The solver that really ran, one entry a solve, in order.
    residual : float
        Largest violation of a row or bound of the shown plan, over max(1, abs(right-hand side)).
    options : mapping of str to str
    at : str
        When, ISO 8601 with zone.
    seconds : mapping of str to float
        CPU seconds by stage (build, solve, explain …).
    """

    case_sha256: str
    foedus: str
    highs: str
    solver: str
    ran: tuple[str, ...]
    residual: float
    options: Mapping[str, str]
    at: str
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class Plan:
    """A plan, its reasons and its evidence. The frames' columns are those of ``FRAMES``.

    Parameters
    ----------
    case : str
        Name of the case.
    title : mapping of language to str
    currency, unit : str
        Of all amounts, for example ``EUR`` and ``million``.
    as_of, start : str
        Day of knowledge (ISO date) and first month (``YYYY-MM``).
    months : int
    key : str or None
        The key by which burdens are shared.
    status : Status
    levels : tuple of Level
        In the order in which they were solved.
    assumed_share : float or None
        Share of the transfers' value that rests on assumptions; None without transfers.
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
    status: Status
    levels: tuple[Level, ...]
    transfers: pl.DataFrame
    coverage: pl.DataFrame
    readiness: pl.DataFrame
    burden: pl.DataFrame
    usage: pl.DataFrame
    asks: pl.DataFrame
    unlocks: pl.DataFrame
    bundle: pl.DataFrame
    holds: pl.DataFrame
    left_out: pl.DataFrame
    positions: pl.DataFrame
    parties: pl.DataFrame
    names: pl.DataFrame
    sources: pl.DataFrame
    conflict: pl.DataFrame
    assumed_share: float | None
    stamp: Stamp

    def level(self, name: str) -> Level:
        """Return a level by its name; ``KeyError`` if it was not solved."""
        for level in self.levels:
            if level.name == name:
                return level
        raise KeyError(name)


def empty(frame: str) -> pl.DataFrame:
    """Return the empty frame of that name.

    Examples
    --------
    >>> empty("usage").columns
    ['kind', 'name', 'month', 'capacity', 'used']
    """
    return pl.DataFrame(schema=FRAMES[frame])


FRAME_NAMES: tuple[str, ...] = tuple(f.name for f in fields(Plan) if f.name in FRAMES)
"""Names of the frames of a ``Plan``, in its order."""
