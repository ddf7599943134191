"""Aid that a dispatch names: pledged, allocated, delivered; an enumeration is several facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.facts.aid_clause import clause_of, given_in, holder_of, sentences, whens_of
from foedus.read.facts.aid_goods import Good, goods
from foedus.read.facts.aid_nouns import told_by_nouns
from foedus.read.facts.aid_stage import Stage, doubted, lemma_of, stage_of
from foedus.read.facts.aid_type import serious, type_of
from foedus.read.facts.aid_who import (
    CURRENCY_OF,
    NOBODY,
    Giver,
    arrived_at,
    giver_of,
    key_of,
    placed,
    recipient_of,
    same,
    sender_of,
)
from foedus.read.facts.aid_words import (
    ALLOCATING,
    ARRIVING,
    GIVING,
    INCLUDING,
    PACKAGES,
    PARTICLES,
    PROMISING,
    RECEIVING,
    WORTH,
)
from foedus.read.model import Fact, Mention, Money, Reading, When
from foedus.read.money_currencies import CROWNS
from foedus.read.names import Names
from foedus.results.dispatch import Value

ORDER = (GIVING | ARRIVING | RECEIVING, ALLOCATING, PROMISING, INCLUDING)
"""Verbs that say more of what is given come first: *pledged to send* is read at *send*."""


@dataclass(frozen=True)
class Gift:
    """What one verb says: who gives what to whom, at which stage."""

    stage: Stage
    verb: Token
    clause: Span
    giver: Giver
    recipient: Mention | None
    goods: tuple[Good, ...]
    when: When | None
    confidence: float = 0.9


@dataclass
class Told:
    """What was said before in the text: the last gift, and the goods already taken."""

    last: Gift | None = None
    taken: set[int] = field(default_factory=set)


def aid(reading: Reading, names: Names) -> Iterator[Fact]:  # noqa: ARG001
    """Yield the aid that a dispatch speaks of, one fact for each item and each amount.

    What is asked for, considered, refused or denied is none. The donor is the subject or the agent
    of the verb, the recipient the party after *to*, *for*, *à* or *pour*.

    Parameters
    ----------
    reading : Reading
    names : Names
    """
    told = Told()
    for sentence, local in sentences(reading):
        for gift in sorted(_gifts(local, sentence, told), key=lambda one: one.verb.i):
            yield from _facts(local, gift)


def _gifts(reading: Reading, sentence: Span, told: Told) -> Iterator[Gift]:
    for lemmas in ORDER:
        for verb in sentence:
            if lemma_of(verb) in lemmas and _acts(verb):
                gift = _gift(reading, verb, told)
                if gift is not None:
                    told.last = gift
                    yield gift
    found = told_by_nouns(reading, sentence, told.taken)
    if found:
        yield _noted(reading, sentence, found, told)


def _noted(reading: Reading, sentence: Span, found: tuple[Good, ...], told: Told) -> Gift:
    """Return aid that is told without a verb: a pledge, as nothing says that it was delivered."""
    told.taken.update(at for good in found for at in range(good.start, good.end))
    gift = Gift("pledge", sentence.root, sentence, NOBODY, None, found, None, 0.5)
    before = reading.doc[sentence.start : found[0].start]
    owners = [one for one in reading.within(before, "party") if not placed(reading, one)]
    giver = Giver(tuple(owners[:1]), "", 0.5) if owners else _by_currency(gift)
    return replace(gift, giver=giver, recipient=recipient_of(reading, sentence, giver))


def _acts(verb: Token) -> bool:
    """Tell whether a word is a verb, with the word that it needs (*set aside*)."""
    needed = PARTICLES.get(lemma_of(verb))
    after = {word.lower_ for word in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]}
    return (
        verb.pos_ in {"VERB", "AUX"}
        or (verb.pos_ == "ADJ" and verb.dep_ in {"ROOT", "conj", "acl"})
    ) and (needed is None or bool(needed & after))


def _gift(reading: Reading, verb: Token, told: Told) -> Gift | None:
    clause = clause_of(verb)
    part = given_in(verb, clause) if lemma_of(verb) not in INCLUDING else clause
    found = tuple(
        good
        for good in goods(reading, part)
        if not told.taken.intersection(range(good.start, good.end))
    )
    if lemma_of(verb) in ALLOCATING | PROMISING:
        found = tuple(good for good in found if good.money is not None or good.usual)
    if not found:
        return None
    if lemma_of(verb) in INCLUDING:
        return _included(reading, verb, clause, found, told)
    told.taken.update(at for good in found for at in range(good.start, good.end))
    stage = stage_of(verb)
    if stage is None or reading.quoted(verb) is not None:
        return None
    gift = _with_parties(
        reading,
        Gift(stage, verb, clause, NOBODY, None, found, whens_of(reading, verb, clause)),
        told,
    )
    return (
        gift
        if serious(gift.goods, clause, recipient=gift.recipient, before=told.last is not None)
        and _founded(gift)
        else None
    )


def _founded(gift: Gift) -> bool:
    """Tell whether a donor or a recipient is known: goods do not change hands by themselves."""
    return bool(gift.giver.keys) or gift.recipient is not None or gift.stage != "delivery"


def _included(
    reading: Reading, verb: Token, clause: Span, found: tuple[Good, ...], told: Told
) -> Gift | None:
    """Return what the package or the agreement holds that is spoken of here or was before."""
    if holder_of(verb) not in PACKAGES or doubted(verb, []):
        return None
    told.taken.update(at for good in found for at in range(good.start, good.end))
    last = told.last or Gift("pledge", verb, clause, NOBODY, None, found, None, 0.5)
    owners = [
        one
        for one in reading.within(clause, "party")
        if key_of(one) != _recipient(last) and not placed(reading, one)
    ]
    giver = Giver((owners[0],), "", 0.7) if owners else last.giver
    gift = replace(last, verb=verb, clause=clause, goods=found, giver=giver)
    gift = replace(gift, confidence=min(last.confidence, 0.7))
    before = told.last is not None
    return gift if serious(found, clause, recipient=last.recipient, before=before) else None


def _recipient(gift: Gift) -> str:
    return "" if gift.recipient is None else key_of(gift.recipient)


def _with_parties(reading: Reading, gift: Gift, told: Told) -> Gift:
    lemma = lemma_of(gift.verb)
    if lemma in RECEIVING:
        receiver = giver_of(reading, gift.verb, gift.clause).named
        giver = sender_of(reading, gift.clause)
        own = bool(receiver) and key_of(receiver[0]) not in giver.keys
        return replace(gift, giver=giver, recipient=receiver[0]) if own else gift
    if lemma in ARRIVING:
        giver = sender_of(reading, gift.clause)
        return replace(gift, giver=giver, recipient=arrived_at(reading, gift.clause))
    giver = giver_of(reading, gift.verb, gift.clause)
    if not giver.keys:
        giver = _from_context(gift, told)
    return replace(gift, giver=giver, recipient=recipient_of(reading, gift.verb.sent, giver))


def _from_context(gift: Gift, told: Told) -> Giver:
    """Return who gave before, for a pronoun; else the party whose currency is named."""
    if told.last is not None and told.last.giver.keys and (same(gift.verb) or _worth(gift.verb)):
        return replace(told.last.giver, confidence=0.7)
    return _by_currency(gift)


def _by_currency(gift: Gift) -> Giver:
    for good in gift.goods:
        if good.money is not None and good.money.currency in CURRENCY_OF:
            return Giver(guess=CURRENCY_OF[good.money.currency], confidence=0.5)
    return NOBODY


def _worth(verb: Token) -> bool:
    return lemma_of(verb) in WORTH


def _facts(reading: Reading, gift: Gift) -> Iterator[Fact]:
    items = [good for good in gift.goods if good.item]
    amounts = [good for good in gift.goods if good.money is not None]
    if len(items) == 1 and len(amounts) == 1 and not items[0].plain:
        yield from _of_each(reading, gift, items[0], amounts[0].money)
        return
    for good in items:
        if not (amounts and good.plain):
            yield from _of_each(reading, gift, good, None)
    for good in amounts:
        yield from _of_each(reading, gift, good, good.money)


def _of_each(reading: Reading, gift: Gift, good: Good, money: Money | None) -> Iterator[Fact]:
    """Yield the fact, or one for each of several donors who do not give one sum together."""
    apart = gift.giver.each or (good.number is None and money is None)
    if not apart or len(gift.giver.keys) < 2:
        yield _fact(reading, gift, good, money)
        return
    for one in gift.giver.named:
        yield _fact(reading, replace(gift, giver=Giver((one,))), good, money)


def _fact(reading: Reading, gift: Gift, good: Good, money: Money | None) -> Fact:
    fields: dict[str, Value] = {"stage": gift.stage}
    mentions: dict[str, Mention] = {}
    kind = type_of(reading, good, money, gift.clause)
    if kind:
        fields["type"] = kind
    if gift.giver.keys:
        fields["donor"] = gift.giver.keys[0] if len(gift.giver.keys) == 1 else gift.giver.keys
        mentions |= dict.fromkeys(("donor",), gift.giver.named[0]) if gift.giver.named else {}
    if gift.recipient is not None:
        fields["recipient"] = key_of(gift.recipient)
        mentions["recipient"] = gift.recipient
    if good.item:
        fields["item"] = good.item
        mentions |= {} if good.mention is None else {"item": good.mention}
        fields |= {} if good.number is None else {"quantity": _plain(good.number)}
    if money is not None:
        fields["amount"] = _plain(money.amount)
        currency = money.currency or next(
            (CROWNS[key] for key in gift.giver.keys if key in CROWNS), ""
        )
        fields |= {"currency": currency} if currency else {}
        mentions["amount"] = money
    if gift.when is not None:
        fields["date"] = gift.when.iso
    return Fact(
        "aid", MappingProxyType(fields), gift.verb.sent, good.start, good.end,
        MappingProxyType(mentions), gift.when, min(gift.confidence, gift.giver.confidence),
    )  # fmt: skip


def _plain(number: object) -> int | float:
    value = float(str(number))
    return int(value) if value.is_integer() else value
