"""Levels year by year: of one party, or of all who were members in the year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import fsum

from foedus.results.record import Evidence
from foedus.results.spending import Level, Scope, Total
from foedus.spending.figures import Figures, percent
from foedus.spending.known import Known, weakest
from foedus.spending.totals import SCOPES, share_over

Over = Callable[[Collection[str], int], float | None]
"""The amount over some parties in a year."""


@dataclass(frozen=True)
class Series:
    """A measure through the years.

    Parameters
    ----------
    measure, basis, release, unit : str
    levels : dict of int to Level
        By year.
    counted : dict of int to tuple of str
        Who is counted, by year.
    over : callable
        The amount over some parties in a year; None where one of them is not known.
    evidence : Evidence
        Of all levels.
    scope : {"all", "without-USA"}
        Which members, where it is not one party.
    """

    measure: str
    basis: str
    release: str
    unit: str
    levels: dict[int, Level]
    counted: dict[int, tuple[str, ...]]
    over: Over
    evidence: Evidence
    scope: Scope = "all"

    def level(self, year: int) -> Level | None:
        """Return the level of a year."""
        return self.levels.get(year)

    def same(self, first: int, last: int) -> tuple[str, ...]:
        """Return who is counted in both years."""
        return tuple(sorted({*self.counted.get(first, ())} & {*self.counted.get(last, ())}))


def together(figures: Figures, totals: Sequence[Total]) -> tuple[Series, ...]:
    """Return share of gross domestic product and expenditure: of all members, and without USA."""
    wanted = (("share_of_gdp", figures.share_basis), ("expenditure", figures.constant_basis))
    groups = [
        [t for t in totals if (t.scope, t.measure, t.basis) == (scope, measure, basis)]
        for scope, _ in SCOPES
        for measure, basis in wanted
    ]
    return tuple(_of_totals(figures, group) for group in groups if group)


def _of_totals(figures: Figures, totals: Sequence[Total]) -> Series:
    first = totals[0]
    return Series(
        first.measure,
        first.basis,
        first.release,
        first.unit,
        {t.year: Level(t.year, t.amount, t.estimate, len(t.members)) for t in totals},
        {t.year: t.members for t in totals},
        _over(figures, first.measure, first.basis),
        weakest([t.evidence for t in totals]),
        first.scope,
    )


def alone(figures: Figures, known: Known, party: str) -> tuple[Series, ...]:
    """Return the share of gross domestic product and the expenditure of one party.

    The share is the recomputed one where it can be recomputed, else the printed one.
    """
    wanted = (("share_of_gdp", figures.share_basis), ("expenditure", figures.constant_basis))
    found = (_of_party(figures, known, party, measure, basis) for measure, basis in wanted)
    return tuple(series for series in found if series is not None)


def _of_party(
    figures: Figures, known: Known, party: str, measure: str, basis: str | None
) -> Series | None:
    names = {measure, "expenditure", "gdp"} if measure == "share_of_gdp" else {measure}
    own = [row for row in figures.rows if row["party"] == party and row["basis"] == basis]
    used = [r for r in own if r["measure"] in names and r["release"] == figures.main]
    over = _over(figures, measure, basis)
    printed = {row["year"]: percent(row) for row in used if row["measure"] == measure}
    levels = {}
    for year in sorted({row["year"] for row in used}):
        amount = over([party], year)
        amount = printed.get(year) if amount is None else amount
        if amount is not None:
            estimate = any(row["estimate"] for row in used if row["year"] == year)
            levels[year] = Level(year, amount, estimate, 1)
    if not levels or basis is None or figures.main is None:
        return None
    unit = "percent" if measure == "share_of_gdp" else used[0]["unit"]
    counted: dict[int, tuple[str, ...]] = dict.fromkeys(levels, (party,))
    return Series(measure, basis, figures.main, unit, levels, counted, over, known.evidence(*used))


def _over(figures: Figures, measure: str, basis: str | None) -> Over:
    if measure != "share_of_gdp":
        return lambda parties, year: _sum(figures, parties, year, measure, basis)
    return lambda parties, year: share_over(figures, parties, year, basis)


def _sum(
    figures: Figures, parties: Collection[str], year: int, measure: str, basis: str | None
) -> float | None:
    rows = [figures.of_main(party, year, measure, basis) for party in parties]
    found = [row["amount"] for row in rows if row is not None]
    return fsum(found) if found and len(found) == len(rows) else None
