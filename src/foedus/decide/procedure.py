"""A silence procedure between two events: where it stands, and what it is held to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from foedus.decide.rule import SilenceTerms
from foedus.results.silence import Noted, Round, State

Members = Callable[[date], Collection[str]]
Place = Literal["breaks", "late", "attached"]


@dataclass(frozen=True)
class Standing:
    """Where a procedure stands after an event.

    Parameters
    ----------
    state : State
    round : Round, optional
        The last round, without its earlier deadlines.
    day : date, optional
        The day whose membership it is held to: that of its circulation, in its zone then.
    """

    state: State = "none"
    round: Round | None = None
    day: date | None = None

    @property
    def number(self) -> int:
        """Number of the last round; 0 before the first."""
        return self.round.number if self.round else 0

    def last_round(self) -> Round:
        """Return the last round, in a state that has one."""
        if self.round is None:
            raise ValueError(f"state {self.state}: there is no round")
        return self.round


@dataclass(frozen=True)
class Terms:
    """What a procedure is held to: the rule's terms, and who is a member on a day."""

    silence: SilenceTerms
    members: Members | None


@dataclass(frozen=True)
class Entry:
    """An act that is written down, and where."""

    place: Place
    noted: Noted


def lapse(standing: Standing, at: datetime) -> Standing:
    """Let time pass up to an instant: a round that is open at its expiry is adopted."""
    last = standing.round
    if standing.state != "under_silence" or last is None or at < last.expires:
        return standing
    return replace(standing, state="adopted", round=replace(last, outcome="adopted"))
