"""A gift as one verb or noun tells it, and what a text told before."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from foedus.read.facts.aid_goods import Good
from foedus.read.facts.aid_stage import Stage
from foedus.read.facts.aid_who import CURRENCY_OF, NOBODY, Giver, key_of
from foedus.read.model import Mention, When

RECENT = 4
"""Sentences after which *the package*, *a further billion* no longer speak of the last gift."""


@dataclass(frozen=True)
class Gift:
    """What one verb or noun says: who gives what to whom, at which stage."""

    stage: Stage
    verb: Token
    clause: Span
    giver: Giver
    recipient: Mention | None
    goods: tuple[Good, ...]
    when: When | None
    confidence: float = 0.9

    @property
    def to(self) -> str:
        """The recipient's key, else empty."""
        return "" if self.recipient is None else key_of(self.recipient)

    @property
    def founded(self) -> bool:
        """Whether a donor or a recipient is known, and nobody gives to itself."""
        return bool(self.giver.keys or self.to) and self.to not in self.giver.keys


@dataclass
class Told:
    """What was said before in the text: the last gift and item, and the goods already taken."""

    last: Gift | None = None
    taken: set[int] = field(default_factory=set)
    open: Gift | None = None
    item: Mention | None = None
    subject: Mention | None = None
    bare: tuple[Good, ...] = ()
    number: int = 0
    at: int = 0

    def note(self, gift: Gift) -> None:
        """Keep a gift as the one told last."""
        self.last, self.at = gift, self.number

    def take(self, goods: tuple[Good, ...]) -> None:
        """Keep the words of goods, so that they are told once."""
        self.taken.update(at for good in goods for at in range(good.start, good.end))

    def free(self, goods: tuple[Good, ...]) -> tuple[Good, ...]:
        """Return the goods that were not told yet."""
        return tuple(one for one in goods if not self.taken & set(range(one.start, one.end)))

    @property
    def recent(self) -> Gift | None:
        """The last gift, where it was told a few sentences ago at most."""
        return self.last if self.number - self.at <= RECENT else None


def by_currency(goods: tuple[Good, ...]) -> Giver:
    """Return the party whose currency is named, as a guess."""
    for good in goods:
        if good.money is not None and good.money.currency in CURRENCY_OF:
            return Giver(guess=CURRENCY_OF[good.money.currency], confidence=0.5)
    return NOBODY
