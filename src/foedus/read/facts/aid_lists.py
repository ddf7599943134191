"""Aid told in a list after an announcement, or added to the gift that was told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from foedus.read.facts.aid_clause import clause_of
from foedus.read.facts.aid_gift import Gift, Told
from foedus.read.facts.aid_goods import Good, goods
from foedus.read.facts.aid_stage import denied, doubted, finite, lemma_of, lemmas_of
from foedus.read.facts.aid_who import sender_of
from foedus.read.facts.aid_words import ADDING, GOING
from foedus.read.forms import text_of
from foedus.read.model import Reading

BULLET = re.compile(r"\s*(?:[-–—•*·▪]|\(?(?:\d{1,2}|[a-z])[.)])\s")
AMONG = re.compile(r"\s*(?:among (?:them|it|these|those|the)|parmi (?:eux|elles|les|ces))\b", re.I)


def listed(reading: Reading, sentence: Span, told: Told) -> Iterator[Gift]:
    """Yield what an item of a list names, where a sentence before it opened a list of gifts."""
    if not BULLET.match(sentence.text) or told.open is None:
        return
    if any(finite(word) for word in sentence if word.pos_ in {"VERB", "AUX"}):
        return
    found = told.free(goods(reading, sentence))
    if len(found) == 1:
        found = (_counted(found[0], sentence, told),)
    if found:
        told.take(found)
        yield replace(told.open, clause=sentence, verb=sentence.root, goods=found, confidence=0.7)


MORE = ADDING | GOING


def _counted(good: Good, sentence: Span, told: Told) -> Good:
    """Return goods with the number that opens the item where the tagger tore them apart."""
    number = next((one for one in told.bare if sentence.start <= one.start < good.start), None)
    if good.number is not None or good.money is not None or number is None:
        return good
    return replace(good, start=number.start, number=number.number)


def added(reading: Reading, sentence: Span, told: Told) -> Iterator[Gift]:
    """Yield what is added to the last gift (*s'y ajoutent 75 millions*), or is part of it."""
    last = told.recent
    if last is None:
        return
    if AMONG.match(text_of(sentence)) and not denied(sentence.root):
        yield from _part(reading, sentence, sentence.root, last, told)
        return
    for at, lemma in enumerate(lemmas_of(sentence)):
        verb = sentence[at] if lemma in MORE else None
        if verb is None or verb.pos_ not in {"VERB", "AUX"}:
            continue
        if doubted(verb, []) or denied(verb) or reading.quoted(verb) is not None:
            continue
        yield from _part(reading, clause_of(verb), verb, last, told)


def _part(reading: Reading, clause: Span, verb: Token, last: Gift, told: Told) -> Iterator[Gift]:
    found = tuple(one for one in told.free(goods(reading, clause)) if _told(one, verb))
    if not found:
        return
    told.take(found)
    sender = sender_of(reading, clause)
    giver = sender if sender.keys else replace(last.giver, confidence=0.7)
    yield replace(
        last, verb=verb, clause=clause, goods=found, giver=giver, when=None, confidence=0.7
    )


def _told(good: Good, verb: Token) -> bool:
    """Tell whether goods are counted; of money that *goes* to something only amounts are."""
    if good.money is not None:
        return True
    return lemma_of(verb) not in GOING and good.usual and good.number is not None
