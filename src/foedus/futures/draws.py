"""Many futures drawn from what is known within a range only.

Draw k depends on the uncertainties, the seed and the number of draws, and on nothing else: not on
who solves it, nor on when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from foedus.case.change import Change, change_of, touched
from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.plan.sets import Floats

NINETY_FIFTH = float(ndtri(0.95))
"""Standard deviations from the mean to the 95th percentile of a normal distribution."""


@dataclass(frozen=True)
class Uncertainty:
    """One row of ``uncertainties``, with what its cells allow.

    Parameters
    ----------
    name : str
    change : mapping
        The row as one of ``changes``, but for its value.
    distribution : {"uniform", "triangular", "normal", "lognormal"}
    low, high : float
        The ends, or the 5th and 95th percentiles of normal and lognormal.
    mode : float, optional
        Of triangular.
    least, most : float
        Values beyond would take a cell out of the bounds of its column: the distribution is
        truncated there.
    digits : int, optional
        0 where the cells are whole numbers: what is drawn is rounded.
    """

    name: str
    change: Mapping[str, object]
    distribution: str
    low: float
    high: float
    mode: float | None = None
    least: float = -np.inf
    most: float = np.inf
    digits: int | None = None


def uncertainties_of(case: Case) -> tuple[Uncertainty, ...]:
    """Return the uncertainties of a case, by name."""
    rows = case.tables["uncertainties"].sort("uncertainty")
    return tuple(_uncertainty(case, row) for row in rows.iter_rows(named=True))


def _uncertainty(case: Case, row: Mapping[str, object]) -> Uncertainty:
    change = {key: row[key] for key in ("table", "column", "where", "first", "last", "operation")}
    least, most = _bounds(case, change_of({**change, "value": 1.0}))
    whole = TABLES[str(row["table"])].column(str(row["column"])).kind == "integer"
    mode = row["mode"]
    return Uncertainty(
        str(row["uncertainty"]),
        change,
        str(row["distribution"]),
        float(str(row["low"])),
        float(str(row["high"])),
        float(mode) if isinstance(mode, int | float) else None,
        least,
        most,
        0 if whole else None,
    )


def _bounds(case: Case, change: Change) -> tuple[float, float]:
    """Return the least and the greatest value that keep every cell within its column's bounds."""
    column = TABLES[change.table].column(change.column)
    lowest = 0.0 if column.positive else column.minimum
    floor = -np.inf if lowest is None else float(lowest)
    ceiling = np.inf if column.maximum is None else float(column.maximum)
    frame = case.tables[change.table]
    cells = frame.filter(touched(frame, change))[change.column].drop_nulls().cast(pl.Float64)
    smallest, largest = _extremes(cells)
    match change.operation:
        case "set":
            return floor, ceiling
        case "add":
            return floor - smallest, ceiling - largest
        case _:
            least = 0.0 if floor >= 0 else -np.inf
            return least, ceiling / largest if largest > 0 else np.inf


def _extremes(cells: pl.Series) -> tuple[float, float]:
    return (float(cells.to_numpy().min(initial=np.inf)),
            float(cells.to_numpy().max(initial=-np.inf)))  # fmt: skip


def draw(uncertainties: tuple[Uncertainty, ...], count: int, seed: int) -> Floats:
    r"""Return values drawn by a Latin hypercube: :math:`x_{ku} = F_u^{-1}(p_{ku})`.

    Each uncertainty's probabilities :math:`p_{1u} \ldots p_{Ku}` lie one in each of K equal
    parts of 0..1 (McKay, Beckman and Conover, Technometrics 21, 1979), so that few draws cover
    each range evenly.

    Parameters
    ----------
    uncertainties : tuple of Uncertainty
    count : int
        Draws K, at least 1.
    seed : int

    Returns
    -------
    (K, U) float

    Examples
    --------
    >>> need = Uncertainty("need", {}, "uniform", 0.0, 4.0)
    >>> sorted(int(x) for x in draw((need,), 4, seed=1)[:, 0])
    [0, 1, 2, 3]
    """
    hypercube = qmc.LatinHypercube(d=len(uncertainties), rng=np.random.default_rng(seed))
    p = hypercube.random(count)
    return np.stack([inverse(u, p[:, n]) for n, u in enumerate(uncertainties)], axis=1)


def fingerprint(values: Floats) -> str:
    """Return the SHA-256 of drawn values, as little-endian float64 draw by draw.

    Two versions may draw other values from the same seed; then the fingerprints differ.

    Examples
    --------
    >>> fingerprint(np.array([[0.0, 1.0]]))[:12]
    'fc62429c3e69'
    """
    return hashlib.sha256(np.ascontiguousarray(values, dtype="<f8").tobytes()).hexdigest()


def inverse(uncertainty: Uncertainty, p: Floats) -> Floats:
    """Return the values below which an uncertainty lies with these probabilities.

    Examples
    --------
    >>> price = Uncertainty("price", {}, "lognormal", 2.0, 8.0, least=0.0)
    >>> inverse(price, np.array([0.05, 0.5, 0.95])).round(6).tolist()
    [2.0, 4.0, 8.0]
    """
    u = uncertainty
    if u.low == u.high:
        value = np.full(len(p), u.low)
    elif u.distribution == "uniform":
        value = _uniform(u, p)
    elif u.distribution == "triangular":
        value = _triangular(u, p)
    elif u.distribution == "normal":
        value = _normal(p, u.low, u.high, u.least, u.most)
    else:
        with np.errstate(divide="ignore"):
            least, most = np.log(max(u.least, 0.0)), np.log(u.most)
        value = np.exp(_normal(p, float(np.log(u.low)), float(np.log(u.high)), least, most))
    if u.digits is not None:
        value = np.round(value, u.digits)
    return np.asarray(np.clip(value, u.least, u.most), dtype=np.float64)


def _uniform(u: Uncertainty, p: Floats) -> Floats:
    """Return quantiles of a uniform distribution; each whole number is as likely as another."""
    if u.digits is None:
        return u.low + p * (u.high - u.low)
    return np.minimum(np.floor(u.low + p * (u.high - u.low + 1)), u.high)


def _triangular(u: Uncertainty, p: Floats) -> Floats:
    assert u.mode is not None
    wide, left, right = u.high - u.low, u.mode - u.low, u.high - u.mode
    rising = u.low + np.sqrt(p * wide * left)
    falling = u.high - np.sqrt((1 - p) * wide * right)
    return np.where(p * wide < left, rising, falling)


def _normal(p: Floats, low: float, high: float, least: float, most: float) -> Floats:
    """Return quantiles of a normal distribution by its percentiles, truncated."""
    mean, deviation = (low + high) / 2, (high - low) / 2 / NINETY_FIFTH
    below, above = ndtr((least - mean) / deviation), ndtr((most - mean) / deviation)
    return np.asarray(mean + deviation * ndtri(below + p * (above - below)), dtype=np.float64)
