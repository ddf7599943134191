"""Aid that a dispatch names: pledged, allocated, delivered; an enumeration is several facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from foedus.read.clauses import agent
from foedus.read.facts.aid_again import elided, last_item, named_again
from foedus.read.facts.aid_beside import (
    attacked,
    bought_from,
    for_own_forces,
    from_stocks,
    given_to_subject,
    own_subject,
    subject_party,
)
from foedus.read.facts.aid_clause import clause_of, given_in, holder_of, sentences, whens_of
from foedus.read.facts.aid_context import announced, from_context, list_opened, marked
from foedus.read.facts.aid_doubt import hearsay, hypothetical
from foedus.read.facts.aid_facts import facts_of_gift
from foedus.read.facts.aid_gapped import shared_out
from foedus.read.facts.aid_gift import Gift, Told, by_currency
from foedus.read.facts.aid_goods import Good, goods
from foedus.read.facts.aid_lists import added, listed
from foedus.read.facts.aid_named import named_gifts, owner_in
from foedus.read.facts.aid_nouns import told_by_nouns
from foedus.read.facts.aid_stage import done_to, doubted, lemma_of, lemmas_of, stage_of
from foedus.read.facts.aid_type import serious
from foedus.read.facts.aid_who import (
    NOBODY,
    Giver,
    arrived_at,
    giver_of,
    key_of,
    placed,
    recipient_of,
    sender_of,
)
from foedus.read.facts.aid_words import (
    AID,
    ALLOCATING,
    ARRIVING,
    BUYING,
    GIVING,
    INCLUDING,
    OWNING,
    PACKAGES,
    PARTICLES,
    PROMISING,
    PURCHASE,
    RECEIVING,
)
from foedus.read.model import Fact, Reading
from foedus.read.names import Names

ORDER = (GIVING | ARRIVING | RECEIVING, ALLOCATING, PROMISING, INCLUDING)
"""Verbs that say more of what is given come first: *pledged to send* is read at *send*."""


def aid(reading: Reading, names: Names) -> Iterator[Fact]:  # noqa: ARG001
    """Yield the aid that a dispatch speaks of, one fact for each item and each amount.

    What is asked for, considered, refused or denied is none, nor what nobody known gives or gets.
    The donor is the subject or the agent of the verb, or the owner of the noun; the recipient the
    party after *to*, *for*, *à* or *pour*.

    Parameters
    ----------
    reading : Reading
    names : Names
    """
    told = Told(bare=elided(reading))
    found: list[tuple[int, Reading, Gift]] = []
    for number, (sentence, local) in enumerate(sentences(reading)):
        told.number = number
        told.item = last_item(local, sentence) or told.item
        gifts = sorted(_gifts(local, sentence, told), key=lambda one: one.verb.i)
        found += [(number, local, _as_sure(gift)) for gift in gifts if not hypothetical(gift.verb)]
        told.subject = subject_party(local, sentence)
    for number, local, gift in found:
        for one in shared_out(local, announced(reading, number, gift, found)):
            yield from facts_of_gift(local, one)


def _as_sure(gift: Gift) -> Gift:
    """Return a gift, of hearsay a guess."""
    return replace(gift, confidence=0.5) if hearsay(gift.verb.sent) else gift


def _gifts(reading: Reading, sentence: Span, told: Told) -> Iterator[Gift]:
    yield from listed(reading, sentence, told)
    words = lemmas_of(sentence)
    for lemmas in ORDER:
        for verb in (sentence[at] for at, lemma in enumerate(words) if lemma in lemmas):
            if _acts(verb):
                gift = _gift(reading, verb, told)
                if gift is not None:
                    told.note(gift)
                    yield gift
    for gift in (*added(reading, sentence, told), *named_gifts(reading, sentence, told)):
        told.note(gift)
        yield gift
    found = told_by_nouns(reading, sentence, told.taken)
    if found:
        yield _noted(reading, sentence, found, told)
    told.open = list_opened(sentence, told)


def _noted(reading: Reading, sentence: Span, found: tuple[Good, ...], told: Told) -> Gift:
    """Return aid that is told without a verb: a pledge, as nothing says that it was delivered."""
    told.take(found)
    gift = Gift("pledge", sentence.root, sentence, NOBODY, None, found, None, 0.5)
    before = reading.doc[sentence.start : found[0].start]
    owners = [one for one in reading.within(before, "party") if not placed(reading, one)]
    giver = Giver(tuple(owners[:1]), "", 0.5) if owners else by_currency(found)
    return replace(gift, giver=giver, recipient=recipient_of(reading, sentence, giver))


def _acts(verb: Token) -> bool:
    """Tell whether a word is a verb, with the word that it needs (*set aside*)."""
    needed = PARTICLES.get(lemma_of(verb))
    after = {word.lower_ for word in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]}
    return (
        verb.pos_ in {"VERB", "AUX"}
        or (verb.pos_ == "ADJ" and verb.dep_ in {"ROOT", "conj", "acl"})
        or (verb.pos_ == "NOUN" and done_to(verb))
    ) and (needed is None or bool(needed & after))


def _gift(reading: Reading, verb: Token, told: Told) -> Gift | None:
    clause = clause_of(verb)
    including = lemma_of(verb) in INCLUDING
    part = clause if including else given_in(verb, clause)
    found = told.free((*goods(reading, part), *named_again(told, part)))
    if lemma_of(verb) in ALLOCATING | PROMISING:
        found = tuple(good for good in found if good.money is not None or good.usual)
    if not found:
        _open(reading, verb, clause, told)
        return None
    if including:
        return _included(reading, verb, clause, found, told)
    told.take(found)
    stage = stage_of(verb)
    if stage is None or reading.quoted(verb) is not None:
        return None
    gift = Gift(stage, verb, clause, NOBODY, None, found, whens_of(reading, verb, clause))
    gift = _with_parties(reading, gift, told)
    return gift if _sound(reading, gift, told) else None


def _open(reading: Reading, verb: Token, clause: Span, told: Told) -> None:
    """Keep who announced aid whose items and amounts follow in a list or the next sentence."""
    lemma = lemma_of(verb)
    if lemma not in GIVING | PROMISING | ALLOCATING or reading.quoted(verb) is not None:
        return
    follows = verb.sent.text.rstrip().endswith(":")
    stage = stage_of(verb)
    if stage is None or not (follows or {word.lemma_.lower() for word in clause} & AID):
        return
    gift = Gift(stage, verb, clause, NOBODY, None, (), whens_of(reading, verb, clause))
    gift = _with_parties(reading, gift, told)
    if gift.giver.keys and gift.founded:
        told.note(gift)


def _sound(reading: Reading, gift: Gift, told: Told) -> bool:
    """Tell whether a gift is aid, of somebody known to another."""
    before = told.last is not None
    if not serious(gift.goods, gift.clause, recipient=gift.recipient, before=before):
        return False
    if attacked(reading, gift.clause) and gift.recipient is None:
        return False
    if gift.to and gift.to in gift.giver.keys:
        return False
    words = {form for word in gift.verb.sent for form in (word.lemma_.lower(), word.lower_)}
    bought = lemma_of(gift.verb) in BUYING or bool(words & PURCHASE)
    if bought and (words & OWNING or not (gift.to or before or words & AID)):
        return False
    who = agent(gift.verb)
    if who is not None and not gift.giver.keys and own_subject(reading, who):
        return False
    if (
        who is not None
        and not gift.giver.keys
        and lemma_of(gift.verb) in GIVING
        and _named(reading, who)
    ):
        return False
    if not gift.giver.keys and for_own_forces(gift.clause):
        return False
    known = any(good.mention is not None and good.mention.key for good in gift.goods)
    money = before and any(good.money is not None for good in gift.goods)
    told_as_aid = bool(words & AID) or known or money
    return gift.founded or (told_as_aid and gift.stage != "delivery")


def _named(reading: Reading, who: Token) -> bool:
    """Tell whether a subject is only a name: no person gives tanks from its own stocks."""
    return who.pos_ == "PROPN" and reading.at(who, "office", "party", "body", "group") is None


def _included(
    reading: Reading, verb: Token, clause: Span, found: tuple[Good, ...], told: Told
) -> Gift | None:
    """Return what the package or the agreement holds that is spoken of here or was before."""
    if holder_of(verb) not in PACKAGES or doubted(verb, []):
        return None
    told.take(found)
    last = told.last or Gift("pledge", verb, clause, NOBODY, None, found, None, 0.5)
    owners = [
        one
        for one in reading.within(clause, "party")
        if key_of(one) != last.to and not placed(reading, one)
    ]
    giver = Giver((owners[0],), "", 0.7) if owners else last.giver
    gift = replace(last, verb=verb, clause=clause, goods=found, giver=giver)
    gift = replace(gift, confidence=min(last.confidence, 0.7))
    before = told.last is not None
    sound = serious(found, clause, recipient=last.recipient, before=before)
    told_as_aid = {word.lemma_.lower() for word in clause} & AID
    return gift if sound and (before or gift.founded or told_as_aid) else None


def _with_parties(reading: Reading, gift: Gift, told: Told) -> Gift:
    lemma = lemma_of(gift.verb)
    if lemma in RECEIVING:
        receiver = giver_of(reading, gift.verb, gift.clause).named
        giver = sender_of(reading, gift.clause)
        own = bool(receiver) and key_of(receiver[0]) not in giver.keys
        return replace(gift, giver=giver, recipient=receiver[0]) if own else gift
    if lemma in ARRIVING:
        recipient = arrived_at(reading, gift.clause)
        giver = sender_of(reading, gift.clause)
        if not giver.keys:
            giver = marked(reading, gift, "" if recipient is None else key_of(recipient))
        return replace(gift, giver=giver, recipient=recipient)
    giver = giver_of(reading, gift.verb, gift.clause)
    if not giver.keys or all(one.kind == "body" for one in giver.named):
        owner = owner_in(reading, gift.clause, told)
        giver = owner if owner.keys else giver
    if not giver.keys:
        giver = from_stocks(reading, gift.clause)
    if not giver.keys:
        giver = from_context(reading, gift, told)
    recipient = given_to_subject(reading, gift.verb, giver)
    recipient = recipient or recipient_of(reading, gift.verb.sent, giver)
    if lemma in BUYING and recipient is not None and bought_from(reading, recipient):
        recipient = None
    return replace(gift, giver=giver, recipient=recipient)
