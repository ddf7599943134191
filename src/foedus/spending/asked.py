"""What is asked of the engine, and whether it can be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.spending.terms import Period


@dataclass(frozen=True)
class Asked:
    """What was asked for.

    Parameters
    ----------
    at : date
    parties : tuple of str
        Empty: all members.
    year : int, optional
    office : str, optional
    period : Period, optional
    growth : float
    by : int, optional
    """

    at: date
    parties: tuple[str, ...]
    year: int | None
    office: str | None
    period: Period | None
    growth: float
    by: int | None

    def options(self) -> Mapping[str, object]:
        """Return what was asked for beyond the day, for the stamp."""
        period = self.period
        named = {} if period is None else {
            "from": period.since, "until": period.until, "name": period.name,
            "party": period.party,
        }  # fmt: skip
        return {
            "party": ",".join(self.parties), "year": self.year, "office": self.office,
            "growth": self.growth or None, "by": self.by, **named,
        }  # fmt: skip


def check(asked: Asked, years: Sequence[int], parties: Sequence[str]) -> None:
    """Make sure that what was asked for is there.

    Parameters
    ----------
    asked : Asked
    years : sequence of int
        With figures known on the day.
    parties : sequence of str
        With figures known on the day.

    Raises
    ------
    InputError
        With all faults at once.
    """
    faults = list(_faults(asked, years, parties))
    if faults:
        raise InputError(faults)


def _faults(asked: Asked, years: Sequence[int], parties: Sequence[str]) -> Iterator[Finding]:
    period = asked.period
    named = (*asked.parties, *([period.party] if period and period.party else []))
    for party in dict.fromkeys(named):
        if party not in parties:
            near = nearest(party, parties, cutoff=0.0) or "–"
            yield _fault("unknown-party", "party", party, nearest=near)
    if asked.year is not None and asked.year not in years:
        first, last = (str(years[0]), str(years[-1])) if years else ("–", "–")
        yield _fault("unknown-year", "year", str(asked.year), first=first, last=last)
    if period is not None and period.since >= period.until:
        yield _fault("period", "until", str(period.until), since=str(period.since))
    if asked.growth <= -1:
        yield _fault("growth", "growth", f"{asked.growth:g}")
    last_year = asked.year or (years[-1] if years else None)
    if asked.by is not None and last_year is not None and asked.by <= last_year:
        yield _fault("by", "by", str(asked.by), year=str(last_year))


def _fault(kind: str, column: str, value: str, **details: str) -> Finding:
    return Finding("fault", f"spending.{kind}", "spending", None, column, value, details)
