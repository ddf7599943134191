"""Priorities: whose each is, its sentence, and the same one said twice as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from foedus.read.facts.aim_holders import Holder, holder
from foedus.read.facts.aim_lists import Item
from foedus.read.facts.aim_patterns import introduced
from foedus.read.facts.aim_ranks import followers, stepped
from foedus.read.facts.aim_sequences import numbered
from foedus.read.model import Mention, Reading
from foedus.read.per_reading import per_reading

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


@dataclass(frozen=True)
class Aim:
    """A priority: whose, its words, the rank that the text gives, its sentences."""

    who: str
    words: Span
    sentence: Span
    rank: int | None = None
    mention: Mention | None = None
    confidence: float = 0.9
    more: tuple[Span, ...] = ()


@per_reading
def aims(reading: Reading) -> tuple[Aim, ...]:
    """Return the priorities as each sentence sets them, in the order of the text."""
    found: dict[int, Aim] = {}
    for token in reading.doc:
        items, rank = introduced(token)
        for aim in _aims(reading, token, items, rank):
            found.setdefault(aim.words.start, aim)
    for place, item, sentence in (*numbered(reading), *stepped(reading)):
        who, leader = holder(reading, place, item.words), _leader(found, item)
        if who is not None:
            found.setdefault(item.words.start, _aim(who, item, sentence, item.rank))
        elif leader is not None:
            found.setdefault(item.words.start, _following(leader, item, sentence))
    for _, item, sentence in followers(reading):
        leader = _leader(found, item)
        if leader is not None:
            found.setdefault(item.words.start, _following(leader, item, sentence))
    return tuple(found[start] for start in sorted(found))


def _following(leader: Aim, item: Item, sentence: Span) -> Aim:
    return replace(leader, words=item.words, rank=item.rank, sentence=sentence)


def _leader(found: dict[int, Aim], item: Item) -> Aim | None:
    """Return the aim before one that follows it, in the same paragraph."""
    start = max((one for one in found if one < item.words.start), default=None)
    if start is None:
        return None
    between = item.words.doc[start : item.words.start].text
    return None if "\n" in between else found[start]


def joined(found: tuple[Aim, ...]) -> tuple[Aim, ...]:
    """Return each aim once: the same one said twice has the fuller words and both sentences."""
    kept: list[Aim] = []
    for aim in found:
        at = next((i for i, one in enumerate(kept) if _same(one, aim)), None)
        if at is None:
            kept.append(aim)
        else:
            kept[at] = _both(kept[at], aim)
    return tuple(kept)


def _same(one: Aim, other: Aim) -> bool:
    """Tell whether one aim's content words are among the other's, at least half of them."""
    first, second = _content(one.words), _content(other.words)
    shared = len(first & second)
    if one.who != other.who or one.sentence.start == other.sentence.start:
        return False
    return 0 < shared == min(len(first), len(second)) and 2 * shared >= max(len(first), len(second))


def _content(words: Span) -> frozenset[str]:
    return frozenset(token.lemma_.lower() for token in words if token.pos_ in CONTENT)


def _both(one: Aim, other: Aim) -> Aim:
    fuller = one if len(_content(one.words)) >= len(_content(other.words)) else other
    return replace(
        one,
        words=fuller.words,
        rank=one.rank if one.rank is not None else other.rank,
        more=(*one.more, other.sentence),
        confidence=min(one.confidence, other.confidence),
    )


def _aims(
    reading: Reading, token: Token, found: tuple[Item, ...], rank: int | None
) -> Iterator[Aim]:
    """Yield the items that a word introduces; a priority of nobody's is a remark and is none."""
    who = holder(reading, token, found[0].words) if found else None
    if who is None:
        return
    leads = len(found) == 1 or any(one.rank is not None for one in found[1:])
    sentence = _sentence(token, found)
    for place, item in enumerate(found):
        first = rank if leads and place == 0 and item.rank is None else item.rank
        yield _aim(who, item, sentence, first)


def _aim(who: Holder, item: Item, sentence: Span, rank: int | None) -> Aim:
    confidence = 0.9 if who.sure else 0.7
    return Aim(who.name, item.words, sentence, rank, who.mention, confidence)


def _sentence(token: Token, found: tuple[Item, ...]) -> Span:
    ends = [token.sent, found[0].words[0].sent, found[-1].words[-1].sent]
    return token.doc[min(one.start for one in ends) : max(one.end for one in ends)]
