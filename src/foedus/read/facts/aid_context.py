"""Who gives where a sentence does not say it: the one told before, beside or in its office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from foedus.read.clauses import agent, passive
from foedus.read.facts.aid_beside import office_of, speaker_of
from foedus.read.facts.aid_gift import Gift, Told, by_currency
from foedus.read.facts.aid_lists import BULLET
from foedus.read.facts.aid_stage import lemma_of
from foedus.read.facts.aid_who import NOBODY, Giver, key_of, same
from foedus.read.facts.aid_words import PACKAGES, PRONOUNS, WORTH
from foedus.read.forms import text_of
from foedus.read.model import Reading

NEAR = 2
"""Sentences in which the donor is looked for where a person announces what is given."""


def announced(
    reading: Reading, number: int, gift: Gift, found: Sequence[tuple[int, Reading, Gift]]
) -> Gift:
    """Return a gift with the donor that the sentences beside it name, where a person speaks."""
    who = agent(gift.verb)
    if gift.giver.keys or who is None or not _person(reading, who):
        return gift
    near = [one.giver for at, _, one in found if abs(at - number) <= NEAR and one.giver.named]
    office = office_of(reading, who)
    if office is not None and office.of != gift.to:
        return replace(gift, giver=Giver((office,), "", 0.7))
    keys = {giver.keys for giver in near if giver.keys != (gift.to,)}
    return replace(gift, giver=replace(near[0], confidence=0.5)) if len(keys) == 1 else gift


def _person(reading: Reading, who: Token) -> bool:
    return who.i in reading.people or reading.at(who, "office", "person") is not None


def list_opened(sentence: Span, told: Told) -> Gift | None:
    """Return the gift whose list starts after a colon, or goes on after an item of it."""
    text = text_of(sentence)
    if BULLET.match(text):
        return told.open
    if not text.rstrip().endswith(":"):
        return None
    told_here = told.at == told.number and told.last is not None
    named = {word.lemma_.lower() for word in sentence} & PACKAGES - PRONOUNS
    return told.recent if told_here or named else None


def marked(reading: Reading, gift: Gift, recipient: str) -> Giver:
    """Return the party whose adjective stands beside the goods: *les premiers F-16 danois*."""
    start, end = gift.goods[0].start, gift.goods[-1].end
    beside = reading.doc[max(start - 1, gift.clause.start) : min(end + 2, gift.verb.i)]
    named = [one for one in reading.within(beside, "party") if key_of(one) != recipient]
    return Giver((named[0],), "", 0.7) if named else NOBODY


def from_context(reading: Reading, gift: Gift, told: Told) -> Giver:
    """Return who gave before, for a pronoun or where nobody is said to give; else by currency."""
    last = told.recent
    unsaid = passive(gift.verb) and agent(gift.verb) is None
    if not (same(gift.verb) or _worth(gift.verb) or unsaid):
        return by_currency(gift.goods)
    above = speaker_of(reading, gift.verb, gift.clause) if same(gift.verb) else None
    if above is not None:
        return Giver((above,), "", 0.7)
    if last is not None and last.giver.keys:
        return replace(last.giver, confidence=0.7)
    said_by = speaker_of(reading, gift.verb, gift.clause) if unsaid else None
    if said_by is not None:
        return Giver((said_by,), "", 0.5)
    if told.subject is not None and not unsaid:
        return Giver((told.subject,), "", 0.7)
    return by_currency(gift.goods)


def _worth(verb: Token) -> bool:
    return lemma_of(verb) in WORTH
