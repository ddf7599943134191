"""Several donors behind one verb: *Canada gave 400 million, Denmark two billion*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span

from foedus.read.facts.aid_gift import Gift
from foedus.read.facts.aid_goods import Good
from foedus.read.facts.aid_stage import lemma_of
from foedus.read.facts.aid_who import Giver, joined, key_of, receives, sender_of
from foedus.read.facts.aid_words import RECEIVING
from foedus.read.model import Mention, Reading

ARTICLES = frozenset({"the", "le", "la", "les", "l'", "l’", "another", "some", "about"})
JOINING = frozenset({",", ";", "and", "et", "while", "puis"})
"""Words before a donor that has no verb of its own."""


def shared_out(reading: Reading, gift: Gift) -> Iterator[Gift]:
    """Yield a gift, or one for each donor where each has its own items and amounts.

    The donor is the party right before a number, of what was received that after *from*. Goods
    that may be another's are left out: *gave Ukraine 10 tanks and Poland 5*.

    Parameters
    ----------
    reading : Reading
    gift : Gift
    """
    ordered = replace(gift, goods=tuple(sorted(gift.goods, key=lambda one: one.start)))
    if len(gift.goods) < 2:
        yield gift
    elif lemma_of(gift.verb) in RECEIVING:
        yield from _received(reading, ordered)
    else:
        yield from _given(reading, ordered)


def _given(reading: Reading, gift: Gift) -> Iterator[Gift]:
    donors = [None, *(_gapped(reading, a, b) for a, b in _pairs(gift.goods))]
    opening = [at for at, one in enumerate(donors) if one is not None]
    if not opening:
        yield gift
        return
    yield replace(gift, goods=gift.goods[: opening[0]])
    if _dative(gift):
        return
    for at, end in zip(opening, [*opening[1:], len(donors)], strict=True):
        donor = donors[at]
        if donor is not None:
            yield _of_another(reading, gift, donor, gift.goods[at:end])


def _of_another(reading: Reading, gift: Gift, donor: Mention, goods: tuple[Good, ...]) -> Gift:
    named = joined(reading, [donor], gift.verb.i)
    after = reading.within(_after(gift, goods[-1]), "party")
    told = next((one for one in after if receives(reading, one)), gift.recipient)
    giver = Giver(named, "", 0.7)
    own = told is not None and key_of(told) in giver.keys
    return replace(gift, giver=giver, goods=goods, recipient=None if own else told)


def _pairs(goods: Sequence[Good]) -> Iterator[tuple[Good, Good]]:
    return pairwise(goods)


def _gapped(reading: Reading, before: Good, good: Good) -> Mention | None:
    """Return the donor right before a counted good, where only a comma or *and* leads to it."""
    if good.number is None and good.money is None:
        return None
    at = good.start - 1
    while at > before.end and reading.doc[at].lower_ in ARTICLES:
        at -= 1
    donor = reading.at(at, "party") if at >= before.end else None
    if donor is None or donor.start <= before.end or receives(reading, donor):
        return None
    if all(word.pos_ == "ADJ" for word in reading.doc[donor.start : donor.end]):
        return None
    lead = donor.start - 1
    while lead > before.end and reading.doc[lead].lower_ in ARTICLES:
        lead -= 1
    return donor if reading.doc[lead].lower_ in JOINING else None


def _dative(gift: Gift) -> bool:
    """Tell whether the recipient stands before the goods: the next name may be another one."""
    first = gift.goods[0].start
    return gift.recipient is not None and gift.verb.i < gift.recipient.start < first


def _received(reading: Reading, gift: Gift) -> Iterator[Gift]:
    """Yield what came from each sender, where at least two are named behind goods."""
    senders = [sender_of(reading, _after(gift, good)) for good in gift.goods]
    if len({one.keys for one in senders if one.keys}) < 2:
        yield gift
        return
    waiting: list[Good] = []
    for good, sender in zip(gift.goods, senders, strict=True):
        waiting.append(good)
        if sender.keys and gift.to not in sender.keys:
            yield replace(gift, giver=sender, goods=tuple(waiting))
            waiting = []


def _after(gift: Gift, good: Good) -> Span:
    """Return the words behind a good up to the next one, or to the end of the clause."""
    end = max(gift.clause.end, good.end)
    behind = [one.start for one in gift.goods if one.start >= good.end]
    return gift.clause.doc[good.end : min([end, *behind])]
