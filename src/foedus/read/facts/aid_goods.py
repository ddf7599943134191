"""What is given: items with their number, amounts of money, in a stretch of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Span, Token

from foedus.read.facts.aid_stage import PARTICIPLES
from foedus.read.facts.aid_words import ARMS, GOODS, PEOPLE, RELIEF
from foedus.read.model import Mention, Money, Quantity, Reading

SINGLE = frozenset({"a", "an", "another", "one", "un", "une"})
LINKS = frozenset(
    {
        "of", "for", "from", "with", "the", "its", "their", "de", "d'", "d’", "des", "du",
        "pour", "les", "le",
    }
)  # fmt: skip
MORE = frozenset(
    {
        "more", "additional", "further", "new", "other", "extra", "another", "first", "up", "to",
        "some", "a", "an", "the", "total", "of", "its", "their", "unspecified", "several",
        "pieces", "sets", "units", "supplémentaires", "autres", "nouveaux", "nouvelles",
        "premiers", "de", "d'", "d’", "des", "les", "un", "une", "ses", "leurs", "second",
        "undisclosed", "and", "number", "amount", "various",
    }
)  # fmt: skip
"""Words before an item's name that are none of it."""

VAGUE = frozenset(
    {
        "item", "unit", "set", "piece", "pair", "ton", "tonne", "material", "part", "liter",
        "litre", "unité", "pièce",
    }
)  # fmt: skip
"""Words that say nothing alone."""

LINKING = frozenset(
    {
        "of", "for", "de", "d'", "d’", "pour", "des", "du",
    }
)  # fmt: skip
CONTAINERS = frozenset(
    {
        "system", "round", "piece", "unit", "set", "pair", "système", "pièce", "type",
    }
)  # fmt: skip
GENERIC = frozenset(
    {
        "equipment", "supply", "material", "item", "équipement", "matériel", "fourniture",
        "unit", "system", "système", "weapon", "arme",
    }
)  # fmt: skip
APART = frozenset({"including", "dont", "which", "notamment"})
INSTEAD = frozenset(
    {
        "(", "or", "soit", "ou", "=", "equivalent", "around",
    }
)  # fmt: skip
SUMS = frozenset(
    {
        "bring", "brings", "bringing", "brought", "far", "porte", "portant", "porté", "raise",
        "raises", "raising", "totalled", "reaches", "increases",
    }
)  # fmt: skip
"""Words before an amount that is a sum of what was given until then."""


@dataclass(frozen=True)
class Good:
    """Something given: an item or an amount.

    Parameters
    ----------
    start, end : int
        Tokens ``[start, end)``.
    item : str
        Its key, else its words; empty for an amount.
    number : Decimal, optional
    mention : Mention, optional
        Of the item, where one names it.
    money : Money, optional
    arms, relief : bool
        What the noun says of the type of aid.
    usual : bool
        Whether the noun is one of goods at all.
    """

    start: int
    end: int
    item: str = ""
    number: Decimal | None = None
    mention: Mention | None = None
    money: Money | None = None
    arms: bool = False
    relief: bool = False
    usual: bool = True

    @property
    def plain(self) -> bool:
        """Whether it is a noun for goods in general: *equipment*, *supplies*."""
        return self.mention is None and self.number is None


def goods(reading: Reading, span: Span) -> tuple[Good, ...]:
    """Return what a stretch of a sentence names that can be given, in its order.

    An item inside another's phrase (*spare parts for Leopard 2*) belongs to it; an amount in
    brackets after another is the same in another currency.
    """
    found = [*_counted(reading, span), *_named(reading, span), *_common(reading, span)]
    apart: list[Good] = []
    for good in sorted(found, key=lambda one: (one.start, one.money is not None, -one.end)):
        if not apart or good.start >= apart[-1].end:
            apart.append(good)
    return (*_whole(reading, span, _folded(reading, apart)), *_amounts(reading, span))


def _counted(reading: Reading, span: Span) -> Iterator[Good]:
    for one in reading.within(span, "quantity"):
        if not isinstance(one, Quantity) or one.noun == "%":
            continue
        head = _head(reading, one)
        if head is None or lemma(head) in PEOPLE or head.lower_ in PARTICIPLES:
            continue
        item = next(
            (i for i in reading.within(span, "item") if one.start <= i.start < one.end), None
        )
        if one.key is None and item is None and _proper(head):
            continue
        yield _good(reading, one.start, one.end, head, number=one.number, mention=item)


def _named(reading: Reading, span: Span) -> Iterator[Good]:
    for one in reading.within(span, "item"):
        head, start = reading.doc[one.end - 1], one.start
        if one.key is None:
            start = _first(reading, span, start)
        before = reading.doc[start - 1].lower_ if start > span.start else ""
        single = Decimal(1) if before in SINGLE else None
        yield _good(reading, start, one.end, head, number=single, mention=one)


def _common(reading: Reading, span: Span) -> Iterator[Good]:
    for word in span:
        if not _goods(word) or _inside(word) or reading.at(word, "item") is not None:
            continue
        start = _first(reading, span, word.i)
        before = reading.doc[start - 1].lower_ if start > span.start else ""
        number = Decimal(1) if before in SINGLE and lemma(word) not in GENERIC else None
        yield _good(reading, start, word.i + 1, word, number=number)


def _goods(word: Token) -> bool:
    """Tell whether a word is a noun of goods; *defence* is one only after *air*."""
    if word.lower_ in {"defence", "defense", "defences"}:
        return word.i > 0 and word.nbor(-1).lower_ in {"air", "missile"}
    return lemma(word) in GOODS and word.pos_ in {"NOUN", "PROPN"}


def _first(reading: Reading, span: Span, start: int) -> int:
    """Return where a noun's modifiers start."""
    while start > span.start and _modifies(reading.doc[start - 1]):
        start -= 1
    return start


def _good(
    reading: Reading,
    start: int,
    end: int,
    head: Token,
    *,
    number: Decimal | None = None,
    mention: Mention | None = None,
) -> Good:
    first = start
    while first < end - 1 and (_counts(reading.doc[first]) or reading.doc[first].lower_ in MORE):
        first += 1
    if reading.language == "fr" and mention is None:
        end = _with_adjectives(reading, end)
    words = reading.doc[first:end].text
    arms = mention is not None or lemma(head) in ARMS or head.lower_ in {"defence", "defense"}
    key = None if mention is None else mention.key
    usual = mention is not None or lemma(head) in GOODS or arms
    return Good(
        start, end, key or words, number, mention, arms=arms, relief=lemma(head) in RELIEF,
        usual=usual,
    )  # fmt: skip


def _counts(word: Token) -> bool:
    return word.pos_ == "NUM" or word.like_num


def _with_adjectives(reading: Reading, end: int) -> int:
    """Return the end of a French noun phrase: its adjectives and one *de* with a noun."""
    doc = reading.doc
    while end < len(doc) and doc[end].pos_ == "ADJ" and not doc[end].is_sent_start:
        end += 1
    of = end + 1 < len(doc) and doc[end].lower_ in {"de", "d'", "d’"}
    if of and doc[end + 1].pos_ == "NOUN" and reading.at(end + 1) is None:
        end += 2
        while end < len(doc) and doc[end].pos_ == "ADJ" and not doc[end].is_sent_start:
            end += 1
    return end


def _folded(reading: Reading, found: Sequence[Good]) -> list[Good]:
    """Take an item without a number into the one before it that it belongs to."""
    kept: list[Good] = []
    inside = False
    for good in found:
        between = {w.lower_ for w in reading.doc[kept[-1].end : good.start]} if kept else set()
        inside = bool(kept) and good.number is None and _linked(between, inside=inside)
        if inside:
            kept[-1] = _joined(reading, kept[-1], good)
        else:
            kept.append(good)
    return kept


def _linked(between: set[str], *, inside: bool) -> bool:
    """Tell whether only *of*, *for* and articles stand between, or *and* inside such a phrase."""
    if inside and between and between <= {"and", "et", "or", "ou", ",", "the", "les"}:
        return True
    return bool(between & LINKING) and between <= LINKS


def _joined(reading: Reading, one: Good, after: Good) -> Good:
    """Return *12 systems of the kind NASAMS* as NASAMS, *missiles for NASAMS* as its words."""
    if one.number is not None and one.mention is None and after.mention is not None:
        of = reading.doc[one.end].lower_ in {"of", "de", "d'", "d’"}
        if of and lemma(reading.doc[one.end - 1]) in CONTAINERS:
            return replace(one, end=after.end, item=after.item, mention=after.mention, arms=True)
    words = f"{one.item} {reading.doc[one.end : after.end].text}"
    return replace(one, end=after.end, item=words if one.mention is None else one.item)


def _whole(reading: Reading, span: Span, found: Sequence[Good]) -> Iterator[Good]:
    """Leave out goods that only tell where the others come from (*from the army's stocks*)."""
    for good in found:
        before = {word.lower_ for word in reading.doc[max(span.start, good.start - 3) : good.start]}
        taken_from = good.number is None and before & {"from", "against", "contre", "depuis"}
        vague = good.mention is None and lemma(reading.doc[good.end - 1]) in VAGUE
        if not taken_from and not (vague and " " not in good.item):
            yield good


def _amounts(reading: Reading, span: Span) -> Iterator[Good]:
    seen = False
    for one in reading.within(span, "money"):
        if not isinstance(one, Money):
            continue
        before = {word.lower_ for word in reading.doc[max(span.start, one.start - 7) : one.start]}
        near = {word.lower_ for word in reading.doc[max(span.start, one.start - 2) : one.start]}
        if not (seen and (near & INSTEAD or before & APART)) and not before & SUMS:
            yield Good(one.start, one.end, money=one)
        seen = True


def _head(reading: Reading, one: Quantity) -> Token | None:
    """Return the noun that a quantity counts."""
    for word in reading.doc[one.start : one.end]:
        if word.text == one.noun:
            return word
    return reading.doc[one.end - 1] if one.end > one.start else None


def lemma(word: Token) -> str:
    """Return a word's lemma in lower case, of a plural that the tagger does not know without -s."""
    found = word.lemma_.lower()
    return found[:-1] if found.endswith("s") and found[:-1] in GOODS | PEOPLE else found


def _proper(head: Token) -> bool:
    return head.pos_ == "PROPN" and head.text[0].isupper() and lemma(head) not in GOODS


def _inside(word: Token) -> bool:
    """Tell whether a noun only modifies the next one (*artillery shells*)."""
    after = word.nbor(1) if word.i + 1 < len(word.doc) else None
    return (
        word.dep_ in {"compound", "amod"} and after is not None and after.pos_ in {"NOUN", "PROPN"}
    ) or (
        after is not None
        and lemma(after) in GOODS
        and after.pos_ in {"NOUN", "PROPN"}
        and word.pos_ == "NOUN"
    )


def _modifies(word: Token) -> bool:
    return word.dep_ in {"amod", "compound", "nmod", "punct"} and (
        word.pos_ in {"ADJ", "NOUN", "PROPN"} or word.text == "-"
    )
