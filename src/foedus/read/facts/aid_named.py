"""Aid that a noun tells: *the delivery of six F-16s by Norway*, *un don de 500 millions*."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from foedus.read.clauses import agent, form
from foedus.read.facts.aid_clause import whens_of
from foedus.read.facts.aid_gift import Gift, Told, by_currency
from foedus.read.facts.aid_goods import Good, goods
from foedus.read.facts.aid_stage import Stage, finite, lemma_of
from foedus.read.facts.aid_type import serious
from foedus.read.facts.aid_who import (
    NOBODY,
    Giver,
    in_phrase,
    party_at,
    receives,
    recipient_of,
)
from foedus.read.facts.aid_words import (
    AIDING,
    DEEDS,
    DONE,
    DOUBTED,
    FUTURE_MARKS,
    PACKAGES,
    POSSIBLY,
    SETTING_ASIDE,
    SOLD,
)
from foedus.read.forms import lemmatised, lowered, text_of
from foedus.read.modality import IF, NEGATIONS
from foedus.read.model import Mention, Reading

OWN = frozenset({"its", "their", "his", "her", "son", "sa", "ses", "leur", "leurs"})
GIVERS = frozenset({"by", "par", "from"})
OF = frozenset({"of", "de", "d'", "d’", "du", "des"})
ARTICLES = frozenset({"the", "la", "le", "les", "l'", "l’"})
HIGHEST = 4
"""Words above a noun that may say that the deed is only wished."""


def named_gifts(reading: Reading, sentence: Span, told: Told) -> Iterator[Gift]:
    """Yield the gifts of a sentence that a noun of giving names, with their donor.

    What verbs told already is left out; a delivery that is asked for, refused, discussed or sold
    is none. Yet to come, it is a pledge; one that took place is a delivery.
    """
    doc, place = sentence.doc, slice(sentence.start, sentence.end)
    if text_of(sentence).rstrip().endswith("?") or not SOLD.isdisjoint(lowered(doc)[place]):
        return
    lemmas = enumerate(lemmatised(doc)[place], start=sentence.start)
    for noun in (doc[at] for at, lemma in lemmas if lemma in DEEDS):
        if noun.pos_ == "NOUN" and reading.quoted(noun) is None:
            gift = _gift(reading, noun, told)
            if gift is not None:
                told.take(gift.goods)
                yield gift


def _gift(reading: Reading, noun: Token, told: Told) -> Gift | None:
    if _wished(noun):
        return None
    part = _phrase(noun)
    found = tuple(good for good in told.free(goods(reading, part)) if _counts(good))
    if not found:
        return None
    if noun.head.lemma_ == "take":
        return _taken(reading, noun, part, found)
    giver = owner_of(reading, noun, told)
    if not giver.keys and noun.lemma_.lower() in PACKAGES:
        giver = by_currency(found)
    recipient = recipient_of(reading, noun.sent, giver)
    when = whens_of(reading, noun, part)
    gift = Gift(_stage(noun), noun, part, giver, recipient, found, when, 0.7)
    sure = giver.keys and serious(found, part, recipient=recipient, before=told.recent is not None)
    return gift if sure and gift.founded else None


def _taken(reading: Reading, noun: Token, part: Span, found: tuple[Good, ...]) -> Gift | None:
    """Return what a party *took delivery of*, with who it came from."""
    who = agent(noun.head)
    receiver = None if who is None else party_at(reading, who)
    sent = _after(reading, noun)
    past = "Past" in form(noun.head, "Tense") or "Part" in form(noun.head, "VerbForm")
    if receiver is None or sent is None or not past:
        return None
    when = whens_of(reading, noun, part)
    return Gift("delivery", noun, part, Giver((sent,)), receiver, found, when, 0.7)


def _counts(good: Good) -> bool:
    return good.money is not None or good.mention is not None or (good.usual and bool(good.number))


def _phrase(noun: Token) -> Span:
    """Return a noun's own words: from its first modifier to the next verb with a tense."""
    sentence = noun.sent
    start = max(noun.left_edge.i, sentence.start)
    end = noun.i + 1
    while end < sentence.end and noun.doc[end].text != ";" and not finite(noun.doc[end]):
        end += 1
    return noun.doc[start:end]


def _wished(noun: Token) -> bool:
    """Tell whether a deed is only wished, possible, refused or denied."""
    if any(word.lemma_.lower() in POSSIBLY or word.lower_ in NEGATIONS for word in noun.children):
        return True
    at = noun
    for _ in range(HIGHEST):
        if at.head.i == at.i:
            break
        at = at.head
        if lemma_of(at) in DOUBTED or "Cnd" in form(at, "Mood"):
            return True
        if any(_takes_back(child) for child in at.children):
            return True
    return False


def _takes_back(word: Token) -> bool:
    """Tell whether a word beside a verb takes it back: *not*, *if*, *may*."""
    if word.lower_ in {"sans", "without", "no"}:
        return False
    return (
        word.dep_ == "neg"
        or word.lower_ in NEGATIONS
        or (word.dep_ == "mark" and word.lower_ in IF)
        or (word.dep_.startswith("aux") and lemma_of(word) in DOUBTED)
    )


def _stage(noun: Token) -> Stage:
    above = next((one for one in noun.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    if above is not None and lemma_of(above) in DONE:
        coming = any(
            one.lower_ in FUTURE_MARKS or "Fut" in form(one, "Tense") or one.lower_ in {"is", "are"}
            for one in (above, *above.children)
        )
        return "pledge" if coming or "Inf" in form(above, "VerbForm") else "delivery"
    return "allocation" if noun.lemma_.lower() in SETTING_ASIDE else "pledge"


def owner_of(reading: Reading, noun: Token, told: Told) -> Giver:
    """Return who gives, by the words around a noun of giving.

    *Denmark's donation*, *a Canadian loan*, *la livraison … par la France*, *un don de la
    Belgique*; *its package* is of who gave before; else the subject of the verb above.
    """
    found = _beside(reading, noun) or _after(reading, noun)
    if found:
        return Giver((found,), confidence=0.7)
    own = any(word.lower_ in OWN for word in noun.children)
    above = next((one for one in noun.ancestors if one.pos_ in {"VERB", "AUX"}), None)
    who = None if above is None else agent(above)
    named = () if who is None or who.i == noun.i else tuple(in_phrase(reading, who))
    if named and noun not in who.subtree:  # type: ignore[union-attr]
        return Giver(named, confidence=0.7)
    if own and told.recent is not None:
        return Giver(told.recent.giver.named, told.recent.giver.guess, 0.7)
    if own and told.subject is not None:
        return Giver((told.subject,), confidence=0.7)
    return NOBODY


def _beside(reading: Reading, noun: Token) -> Mention | None:
    """Return the party whose name or adjective stands right before a noun, or right after it."""
    words = reading.doc[max(noun.left_edge.i, noun.sent.start) : noun.i]
    near = [*words, *(word for word in reading.doc[noun.i + 1 : noun.i + 3] if word.pos_ == "ADJ")]
    found = [one for word in near if (one := party_at(reading, word)) is not None]
    return next((one for one in found if not receives(reading, one)), None)


def _after(reading: Reading, noun: Token) -> Mention | None:
    """Return the party after *by*, *from* or, next to the noun, *of*."""
    part = _phrase(noun)
    for one in reading.within(part, "party", "body", "group"):
        at = one.start - 1
        while at > noun.i and reading.doc[at].lower_ in ARTICLES:
            at -= 1
        word = reading.doc[at].lower_
        if one.start > noun.i and (word in GIVERS or (word in OF and _of_noun(one, noun, at))):
            return one
    return None


def _of_noun(one: Mention, noun: Token, at: int) -> bool:
    """Tell whether *of X* belongs to the noun of giving: it follows it, or an amount after it."""
    head = one_head(noun, one)
    between = noun.doc[noun.i + 1 : at]
    return at == noun.i + 1 or (head and not any(word.text == "," for word in between))


def one_head(noun: Token, one: Mention) -> bool:
    """Tell whether a mention hangs on a noun, or on the amount that hangs on it."""
    root = noun.doc[one.start : one.end].root
    return noun in {root.head, root.head.head} or root.head.lemma_.lower() in {
        "euro", "dollar", "million", "milliard", "billion",
    }  # fmt: skip


def owner_in(reading: Reading, clause: Span, told: Told) -> Giver:
    """Return the owner of the first noun of giving in a clause that names one."""
    for noun in clause:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in DEEDS | AIDING:
            found = _beside(reading, noun) or _after(reading, noun)
            if found is not None:
                return Giver((found,), confidence=0.7)
            if told.subject is not None and any(word.lower_ in OWN for word in noun.children):
                return Giver((told.subject,), confidence=0.7)
    return NOBODY


__all__ = ["named_gifts", "owner_in", "owner_of"]
