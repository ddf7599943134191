"""Which uncertainties matter most to a level, from the draws that were solved anyway."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import polars as pl

from foedus.plan.sets import Floats
from foedus.results.ensemble import FRAMES

FEWEST = 64
"""Draws with a plan below which no importance is given: it would be noise."""

VARIES = 1e-9
"""A level that varies by less, times max(1, value), does not."""

FEWEST_APART = 10
"""Draws that must differ from the commonest level: of fewer, densities cannot be told."""

RESAMPLES = 12
"""Of the draws, for the margins: each costs as much as the figure itself."""

STRANGERS = 10
"""Columns of random numbers that are analysed beside the uncertainties: what delta they get is
chance, and the fewer the draws the larger."""

CLEAR = 3.0
"""Standard deviations above the strangers' mean from which on a delta is no chance, though the
largest of many uncertainties is looked at."""

BROKEN = 2.0
"""A share beyond is no estimate."""

FIGURES = tuple(name for name in FRAMES["importance"] if name != "uncertainty")


def why_not(level: Floats) -> str | None:
    """Return why importance cannot be told from these draws; None where it can.

    Examples
    --------
    >>> why_not(np.ones(10)), why_not(np.ones(100)), why_not(np.arange(100.0))
    ('few-draws', 'constant', None)
    """
    if len(level) < FEWEST:
        return "few-draws"
    close = VARIES * max(1.0, float(np.abs(level).max()))
    if np.ptp(level) <= close:
        return "constant"
    return "nearly-constant" if _apart(level, close) < FEWEST_APART else None


def _settled(level: Floats) -> Floats:
    """Return levels without the solver's noise.

    Of levels that are the same but for it, a density has no bounds, and delta none either.
    """
    step = VARIES * max(1.0, float(np.abs(level).max()))
    return np.asarray(np.round(level / step) * step, dtype=np.float64)


def _apart(level: Floats, close: float) -> int:
    """Return how many draws differ from the commonest level."""
    ordered = np.sort(level)
    alike = np.searchsorted(ordered, ordered + close, side="right") - np.arange(len(ordered))
    return len(level) - int(alike.max())


@dataclass(frozen=True)
class Importance:
    """Which uncertainties matter.

    Parameters
    ----------
    table : pl.DataFrame
        As in an ``Ensemble``, what matters most first.
    noise : float, optional
        What delta columns get that have nothing to do with the level: one that is no larger cannot
        be told from chance.
    reason : str, optional
        Why nothing is told.
    """

    table: pl.DataFrame
    noise: float | None = None
    reason: str | None = None


def importance(names: Sequence[str], values: Floats, level: Floats, seed: int) -> Importance:
    """Return how much each uncertainty moves the level's distribution, and its variance.

    Borgonovo's delta and Sobol's first order from given data (Plischke, Borgonovo and Smith,
    European Journal of Operational Research 226(3), 2013), by SALib, each with half the width of
    its 95 % interval.

    Parameters
    ----------
    names : sequence of str
        Of the U uncertainties.
    values : (K, U) float
        Of the draws with a plan.
    level : (K,) float
    seed : int
        Of the resampling.

    Returns
    -------
    Importance
        All figures null where ``why_not`` has a reason, and those of an uncertainty that does not
        vary.
    """
    varies = np.flatnonzero(np.ptp(values, axis=0) > 0) if len(level) else np.zeros(0, np.int64)
    reason = why_not(level)
    if reason is not None or not varies.size:
        return Importance(_frame(names, {}), reason=reason)
    strangers = np.random.default_rng(seed).random((len(level), STRANGERS))
    try:
        rows = _analysed(np.hstack([values[:, varies], strangers]), _settled(level), seed)
    except (ValueError, np.linalg.LinAlgError):
        # a resample may hold one level alone, which has no density
        return Importance(_frame(names, {}), reason="nearly-constant")
    found = dict(zip(varies.tolist(), rows, strict=False))
    chance = np.array([row[0] or 0.0 for row in rows[len(varies) :]])
    noise = float(chance.mean() + CLEAR * chance.std(ddof=1))
    return Importance(_frame(names, found), noise)


def _frame(names: Sequence[str], found: dict[int, tuple[float | None, ...]]) -> pl.DataFrame:
    blank = (None,) * len(FIGURES)
    rows = [(name, *found.get(n, blank)) for n, name in enumerate(names)]
    frame = pl.DataFrame(rows, schema=FRAMES["importance"], orient="row")
    return frame.sort(["delta", "uncertainty"], descending=[True, False], nulls_last=True)


def _analysed(values: Floats, level: Floats, seed: int) -> list[tuple[float | None, ...]]:
    from SALib.analyze import delta

    names = [f"x{n}" for n in range(values.shape[1])]
    with _alone():
        found = delta.analyze(
            {"num_vars": len(names), "names": names},
            values,
            level,
            num_resamples=RESAMPLES,
            seed=(seed + 1) % 2**32 or 1,
        )
    # SALib 1.6 tells the draws as they are from balanced ones; 1.5 knows the former only
    raw = "delta_raw" if "delta_raw" in found else "delta"
    columns = (found[raw], found[f"{raw}_conf"], found["S1"], found["S1_conf"])
    return [tuple(_known(x) for x in row) for row in zip(*columns, strict=True)]


def _known(figure: float) -> float | None:
    """Return a share within 0..1: the estimate's correction for bias may leave it a little.

    One far beyond has broken down, and nothing is known.
    """
    return float(np.clip(figure, 0.0, 1.0)) if abs(figure) <= BROKEN else None


@contextmanager
def _alone() -> Iterator[None]:
    """Keep to itself what SALib changes for all: NumPy's seed, and how warnings are shown."""
    state, form = np.random.get_state(), warnings.formatwarning  # noqa: NPY002
    try:
        with warnings.catch_warnings(record=True):
            yield
    finally:
        np.random.set_state(state)  # noqa: NPY002
        warnings.formatwarning = form
