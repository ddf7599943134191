"""Good offices between two events: where the file stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from foedus.results.offices import (
    Item,
    Mark,
    Offer,
    Party,
    Procedure,
    Sight,
    State,
    Text,
)

Members = Callable[[date], Collection[str]]

JOINING: tuple[State, ...] = ("none", "offered", "submitted", "consented")
"""States in which parties may still join: no procedure is under way."""

ENDED: tuple[State, ...] = ("settled", "closed")


@dataclass(frozen=True)
class Standing:
    """Where a file stands after an event.

    Parameters
    ----------
    state : State
    opened : State
        ``offered`` or ``submitted``: how the matter came to the office.
    before : State
        The state that a suspension interrupted.
    parties : mapping of str to Party
    agreed : mapping of Procedure to tuple of str
        Which parties consent to which procedure.
    procedure : Procedure, optional
    offers : tuple of Offer
    submitted : tuple of Mark
    rounds : tuple of Text
    items : mapping of str to Item
    suspended, settled, closed : Mark, optional
    titles : mapping of str to str
    common : mapping of str to str
        Titles of submissions, which are everybody's.
    called : mapping of party to mapping of str to str
        Titles that each party was told.
    """

    state: State = "none"
    opened: State = "none"
    before: State = "none"
    parties: Mapping[str, Party] = field(default_factory=lambda: MappingProxyType({}))
    agreed: Mapping[Procedure, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    procedure: Procedure | None = None
    offers: tuple[Offer, ...] = ()
    submitted: tuple[Mark, ...] = ()
    rounds: tuple[Text, ...] = ()
    items: Mapping[str, Item] = field(default_factory=lambda: MappingProxyType({}))
    suspended: Mark | None = None
    settled: Mark | None = None
    closed: Mark | None = None
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    common: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    called: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def consenting(self) -> tuple[str, ...]:
        """Return the parties that have consented to the file."""
        return tuple(name for name, party in self.parties.items() if party.consent == "given")

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the parties that have not."""
        return tuple(name for name, party in self.parties.items() if party.consent != "given")

    def round(self, number: int | None) -> Text | None:
        """Return a round, the last one where no number is given; None where there is none."""
        wanted = len(self.rounds) if number is None else number
        return self.rounds[wanted - 1] if 1 <= wanted <= len(self.rounds) else None

    def joined(self) -> State:
        """Return the state of a file in which no procedure is under way."""
        return "consented" if len(self.parties) > 1 and not self.missing else self.opened


def saw(seen: Iterable[Sight], party: str) -> bool:
    """Say whether a party is among those that have seen something."""
    return any(sight.party == party for sight in seen)


def with_sights(seen: tuple[Sight, ...], parties: Iterable[str], at: datetime) -> tuple[Sight, ...]:
    """Return who has seen something once it is shown to further parties; the first time counts."""
    return seen + tuple(Sight(party, at) for party in parties if not saw(seen, party))
