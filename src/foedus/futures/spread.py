"""How the level and what it covers spread over the draws, as the tables of an ensemble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.futures.sampled import Drawn, SampledLevel
from foedus.plan.evidence import Evidence
from foedus.plan.sets import Floats, Sets
from foedus.results.ensemble import FRAMES, QUANTILES, empty


@dataclass(frozen=True)
class NeedMonths:
    """What is to be covered: a party's capability in a month, months fastest."""

    party: tuple[str, ...]
    capability: tuple[str, ...]
    month: tuple[str, ...]

    def frame(self, name: str, keep: Sequence[int], figures: dict[str, Floats]) -> pl.DataFrame:
        """Return a table of the ensemble for those that are kept."""
        columns: dict[str, object] = {
            "party": [self.party[n] for n in keep],
            "capability": [self.capability[n] for n in keep],
            "month": [self.month[n] for n in keep],
            **figures,
        }
        return pl.DataFrame(columns, schema=FRAMES[name])


def needs_of(s: Sets, level: SampledLevel) -> NeedMonths:
    """Return what a level covers: needs, or what is to be held."""
    labels = s.horizon.labels()
    if level == "need":
        who = [s.parties[p] for p in s.needs.party]
        what = s.needs.capability
    else:
        who = [s.holds.names[h] for h in s.holds.holder]
        what = s.holds.capability
    return NeedMonths(
        tuple(name for name in who for _ in labels),
        tuple(s.capabilities[c] for c in what for _ in labels),
        tuple(label for _ in who for label in labels),
    )


def covered(drawn: Sequence[Drawn], needs: NeedMonths) -> Floats:
    """Return what is covered (K, N x T) by draw; NaN where nothing is needed in any draw.

    Where a draw needs nothing that others need, it is covered.
    """
    if not drawn:
        return np.zeros((0, len(needs.month)))
    found = np.array([one.covered for one in drawn], dtype=np.float64)
    needed = ~np.isnan(found).all(axis=0)
    found[np.isnan(found) & needed] = 1.0
    return found


def _kept(found: Floats) -> list[int]:
    if not len(found):
        return []
    kept: list[int] = np.flatnonzero(~np.isnan(found).any(axis=0)).tolist()
    return kept


def coverage(found: Floats, needs: NeedMonths) -> pl.DataFrame:
    """Return the quantiles of what is covered, by need and month."""
    keep = _kept(found)
    if not keep:
        return empty("coverage")
    at = np.quantile(found[:, keep], QUANTILES, axis=0).T
    repeated = np.repeat(keep, len(QUANTILES)).tolist()
    figures = {"quantile": np.tile(QUANTILES, len(keep)), "covered": at.ravel()}
    return needs.frame("coverage", repeated, figures)


def met(found: Floats, needs: NeedMonths) -> pl.DataFrame:
    """Return the share of the draws with a plan in which nothing is left unmet."""
    keep = _kept(found)
    if not keep:
        return empty("met")
    return needs.frame("met", keep, {"probability": (found[:, keep] >= 1.0).mean(axis=0)})


def levels(level: Floats) -> pl.DataFrame:
    """Return the quantiles of the level over the draws with a plan."""
    if not len(level):
        return empty("levels")
    columns = {"quantile": list(QUANTILES), "value": np.quantile(level, QUANTILES)}
    return pl.DataFrame(columns, schema=FRAMES["levels"])


def draws(drawn: Sequence[Drawn]) -> pl.DataFrame:
    """Return the draws, each with its level and its seconds."""
    rows = [(d.draw, d.status, d.value, d.seconds, d.other) for d in drawn]
    return pl.DataFrame(rows, schema=FRAMES["draws"], orient="row")


def inputs(names: Sequence[str], values: Floats, drawn: Sequence[Drawn]) -> pl.DataFrame:
    """Return the drawn value of each uncertainty, by draw."""
    columns = {
        "draw": np.repeat([one.draw for one in drawn], len(names)),
        "uncertainty": list(names) * len(drawn),
        "value": values.ravel(),
    }
    return pl.DataFrame(columns, schema=FRAMES["inputs"])


def uncertainties(case: Case) -> pl.DataFrame:
    """Return the uncertainties of the case, each sourced or assumed."""
    rows, evidence = case.tables["uncertainties"], Evidence(case)
    basis = [evidence.basis([("uncertainties", n)]).basis for n in range(rows.height)]
    month = [pl.col(name).dt.strftime("%Y-%m") for name in ("first", "last")]
    wanted = FRAMES["uncertainties"]
    frame = rows.with_columns(*month, pl.Series("basis", basis, pl.String)).select(*wanted)
    return frame.cast(pl.Schema(wanted)).sort("uncertainty")
