"""Who holds an office: the rows of one holder, taken together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.read.verdicts.alike import same_person
from foedus.read.verdicts.ground import Ground
from foedus.read.verdicts.spans import Period
from foedus.read.verdicts.tables import Row

YEAR = 365.25
"""Days of a year, leap years counted."""


@dataclass(frozen=True)
class Chain:
    """The rows of ``terms`` that follow one another and are one person's.

    Parameters
    ----------
    rows : tuple of rows
        In their order; each extension is a row of its own.
    """

    rows: tuple[Row, ...]

    @property
    def person(self) -> str:
        """Who holds the office."""
        return str(self.rows[0]["person"])

    @property
    def office(self) -> str:
        """The office."""
        return str(self.rows[0]["office"])

    @property
    def since(self) -> date:
        """The first day."""
        first: date = self.rows[0]["from"]
        return first

    @property
    def until(self) -> date | None:
        """The first day on which it no longer holds."""
        last: date | None = self.rows[-1]["until"]
        return last

    def years(self, today: date) -> float:
        """Return its length in years, to a day where it has no end."""
        return ((self.until or today) - self.since).days / YEAR

    def covers(self, period: Period) -> bool:
        """Return whether it holds on all days of a period."""
        return self.since <= period[0] and (self.until is None or period[1] < self.until)

    def on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.covers((day, day))


def chains(ground: Ground, office: str) -> tuple[Chain, ...]:
    """Return the chains of an office, the first first."""
    groups: list[list[Row]] = []
    for row in sorted(ground.rows("terms", office=office), key=lambda row: row["from"]):
        if groups and _follows(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(Chain(tuple(group)) for group in groups)


def _follows(row: Row, later: Row) -> bool:
    same = row["person"] == later["person"]
    return bool(same and (row["until"] is None or later["from"] <= row["until"]))


def all_chains(ground: Ground) -> Iterator[Chain]:
    """Yield the chains of every office."""
    for office in ground.case.tables["terms"]["office"].unique(maintain_order=True):
        yield from chains(ground, str(office))


def own(found: Sequence[Chain], person: str) -> tuple[Chain, ...]:
    """Return the chains of a person."""
    return tuple(chain for chain in found if same_person(person, chain.person))


def before(found: Sequence[Chain], chain: Chain) -> tuple[Chain, ...]:
    """Return who came before: the holder before, and who that one acted for.

    A holder that only acted stands between two that a dispatch may name as one after the other.
    """
    earlier = [one for one in found if one.since < chain.since]
    acting = bool(earlier) and "acting" in str(earlier[-1].rows[0]["note"] or "")
    return tuple(earlier[-2:] if acting else earlier[-1:])
