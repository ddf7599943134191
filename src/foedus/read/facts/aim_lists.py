"""Enumerations: "to A, to B and to C", "de A, de B et de C", "A; B; and C", as single items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import form
from foedus.read.facts.sentence_reach import MARKS

Shape = Literal["infinitive", "gerund", "noun"]

SEPARATORS = frozenset({",", ";", "and", "et", "puis", "then", "•", "–", "—", "-", "or", "ou"})
BESIDES = frozenset({("as", "well", "as"), ("ainsi", "que"), ("along", "with")})
BEFORE_VERBS = frozenset(
    {"de", "d'", "à", "to", "for", "of", "by", "in", "on", "with", "d’", "pour", "that", "que"}
)
CLITICS = frozenset(
    {
        "se", "s'", "ne", "n'", "pas", "le", "la", "les", "l'", "lui", "leur", "y", "en", "mieux",
        "plus", "également", "aussi", "also", "further", "better", "together", "not", "both",
    }
)  # fmt: skip
ORDINALS = {
    "first": 1, "firstly": 1, "second": 2, "secondly": 2, "third": 3, "thirdly": 3, "fourth": 4,
    "premièrement": 1, "deuxièmement": 2, "troisièmement": 3, "quatrièmement": 4, "premier": 1,
    "première": 1, "deuxième": 2, "second,": 2, "seconde": 2, "troisième": 3, "quatrième": 4,
    "primo": 1, "secundo": 2, "tertio": 3,
}  # fmt: skip
SEQUENCE = frozenset(
    {
        *ORDINALS, "d'abord", "ensuite", "enfin", "finally", "then", "next", "lastly", "notamment",
        "namely", "donc", "abord", "d'", "l'", "la", "le", "the", "one", "is", "est", "being",
        "sera", "will", "be", "(", ")", ",", ":", "tout",
    }
)  # fmt: skip
BREAKS = frozenset(
    {
        "while", "whereas", "although", "though", "but", "mais", "tandis", "alors", "because",
        "adding", "ajoutant", "noting", "car", "puisque", "which", "ce", "where", "so", "afin",
        "saying", "expliquant", "précisant", "soulignant", "stressing", "including",
    }
)  # fmt: skip
"""Words that, after a comma, open something that is no item ("…, while the ministers …")."""

THINGS = frozenset(
    {"spending", "funding", "planning", "financing", "warning", "housing", "manufacturing"}
)
"""Nouns in -ing that stand before other nouns."""
LONGEST_ITEM = 30
"""Words of the longest item; beyond that a separator was missed."""
LONGEST_NOUN = 14
"""Words of the longest item that is a noun phrase."""


@dataclass(frozen=True)
class Item:
    """One item of an enumeration: its words, and the rank that the text gives it."""

    words: Span
    shape: Shape
    rank: int | None = None


def items(doc: Doc, start: int, end: int) -> tuple[Item, ...]:
    """Return the items of the enumeration in tokens ``[start, end)``; none where it is no list.

    All items have the shape of the first: infinitives ("de renforcer …, d'augmenter …"), gerunds
    ("chairing …, steering …") or nouns.
    """
    end = _end(doc, start, end)
    shape, _ = shape_at(doc, start, end)
    if shape is None:
        return ()
    if shape == "noun":
        return tuple(_nouns(doc, start, end))
    cuts = [start, *_whole(doc, start, _cuts(doc, start, end, shape)), end]
    found = [one for first, last in pairwise(cuts) if (one := _item(doc, first, last)) is not None]
    return () if any(len(one.words) > LONGEST_ITEM for one in found) else tuple(found)


def _whole(doc: Doc, start: int, cuts: Iterable[int]) -> Iterator[int]:
    """Yield the cuts after which no verb stands alone ("to plan and to conduct operations")."""
    for cut in cuts:
        before = _item(doc, start, cut)
        if before is None or len(before.words) > 1:
            yield cut
            start = cut


def shape_at(doc: Doc, start: int, end: int) -> tuple[Shape | None, int]:
    """Return the shape of what starts at a token, and where its own words start."""
    at = _skipped(doc, start, end)
    bare = at
    while bare < end and (doc[bare].lower_ in BEFORE_VERBS or doc[bare].lower_ in CLITICS):
        bare += 1
    if bare < end and infinitive(doc[bare]):
        return "infinitive", _after_prepositions(doc, at, bare)
    if bare < end and gerund(doc[bare]):
        return "gerund", _after_prepositions(doc, at, bare)
    if at < end and doc[at].pos_ in {"DET", "NOUN", "PROPN", "ADJ", "NUM"}:
        return "noun", at
    return None, at


def infinitive(token: Token) -> bool:
    """Tell whether a word is an infinitive, though the tagger may not know it ("de médier")."""
    if "Inf" in form(token, "VerbForm"):
        return token.i == 0 or token.nbor(-1).lower_ not in {"will", "would", "can", "could", "may"}
    before = token.nbor(-1).lower_ if token.i else ""
    if token.tag_ in {"VB", "VBP"} and token.pos_ == "VERB":
        return before in {"to", ",", "and", ";", ":"} or before in CLITICS
    if token.lang_ == "fr" and token.pos_ == "VERB" and before in BEFORE_VERBS:
        return token.lower_.endswith(("er", "ir", "re", "oir"))
    unknown = token.pos_ in {"NOUN", "PROPN", "ADJ", "X"} and before in {"de", "d'", "d’"}
    return unknown and len(token) > 4 and token.lower_.endswith("er") and _takes_object(token)


def gerund(token: Token) -> bool:
    """Tell whether a word is an English gerund with words of its own."""
    if not token.lower_.endswith("ing") or token.pos_ not in {"VERB", "NOUN"}:
        return False
    if token.lower_ in {"being", "meeting", "training", "including"}:
        return False
    if token.tag_ == "VBG" and token.dep_ not in {"amod", "compound"}:
        return True
    return _goes_on(token)


def _goes_on(token: Token) -> bool:
    """Tell whether a word the parser took for a noun goes on a list ("… and building stocks")."""
    if token.i < 3 or token.i + 1 >= len(token.doc) or token.lower_ in THINGS:
        return False
    joined = token.nbor(-1).lower_ in {"and", ",", ";"}
    return joined and token.nbor(1).pos_ in {"NOUN", "DET", "ADJ", "PROPN"}


def _takes_object(token: Token) -> bool:
    """Tell whether what follows may be a verb's object, and not a noun's adjective."""
    if token.i + 1 >= len(token.doc) or token.i < 2:
        return False
    opened = token.nbor(-2).lower_ in {",", ";", "et", ":", "chargé", "chargée", "est", "sera"}
    return opened and token.nbor(1).pos_ in {"DET", "ADP", "PRON", "ADV"}


def _skipped(doc: Doc, start: int, end: int) -> int:
    """Skip what may stand before an item: punctuation, "and", "firstly", "la deuxième est"."""
    at = start
    while at < end and (doc[at].is_space or doc[at].lower_ in SEPARATORS or doc[at].text in ":("):
        at += 1
    ahead = at
    while ahead < min(end, at + 6) and doc[ahead].lower_ in SEQUENCE:
        ahead += 1
    numbered = any(doc[i].lower_ in SEQUENCE - ARTICLES for i in range(at, ahead))
    return ahead if numbered else at


ARTICLES = frozenset({"l'", "la", "le", "the", "one", "d'", ","})


def _after_prepositions(doc: Doc, at: int, verb: int) -> int:
    while at < verb and doc[at].lower_ in BEFORE_VERBS:
        at += 1
    return at


def _cuts(doc: Doc, start: int, end: int, shape: Shape) -> Iterator[int]:
    """Yield where further items of the same shape start, at their separators."""
    at = start + 1
    while at < end:
        length = _separator(doc, at, end)
        if not length:
            at += 1
            continue
        following, own = shape_at(doc, at + length, end)
        if following == shape and own > at:
            yield at
        at += length


def _separator(doc: Doc, at: int, end: int) -> int:
    """Return the length of the separator at a token: ", and" is 2; 0 where there is none."""
    length = 0
    while at + length < end:
        here = at + length
        words = next((one for one in BESIDES if _reads(doc, here, one)), None)
        if words is not None:
            length += len(words)
        elif doc[here].lower_ in SEPARATORS:
            length += 1
        else:
            break
    return length


def _reads(doc: Doc, at: int, words: tuple[str, ...]) -> bool:
    return tuple(token.lower_ for token in doc[at : at + len(words)]) == words


def _item(doc: Doc, start: int, end: int) -> Item | None:
    shape, own = shape_at(doc, start, end)
    last = end
    while last > own and (doc[last - 1].is_space or doc[last - 1].lower_ in EDGES):
        last -= 1
    if shape is None or last <= own or (shape == "gerund" and last - own < 2):
        return None
    ranks = [ORDINALS[token.lower_] for token in doc[start:own] if token.lower_ in ORDINALS]
    return Item(doc[own:last], shape, ranks[0] if ranks else None)


EDGES = frozenset({*SEPARATORS, ":", ")", "(", *MARKS})


def _nouns(doc: Doc, start: int, end: int) -> Iterator[Item]:
    """Yield noun phrases: apart at semicolons, else at commas and the last "and"."""
    cuts = [start, *_noun_cuts(doc, start, end), end]
    found = [_noun(doc, first, last) for first, last in pairwise(cuts)]
    if all(one is not None for one in found):
        yield from (one for one in found if one is not None)


def _noun_cuts(doc: Doc, start: int, end: int) -> list[int]:
    semicolons = [at for at in range(start + 1, end) if doc[at].text in {";", "•"}]
    if semicolons:
        return semicolons
    commas = [at for at in range(start + 1, end) if doc[at].text == ","]
    joined = [
        at
        for at in range((commas or [start])[-1] + 1, end - 1)
        if doc[at].lower_ in {"and", "et"} and _joins(doc[at + 1], doc[start:at])
    ]
    return [*(at for at in commas if doc[at + 1].lower_ not in {"and", "et"}), *joined[-1:]]


def _joins(after: Token, before: Span) -> bool:
    """Tell whether what follows "and" starts a phrase of its own, and does not end one."""
    if before[0].pos_ == "DET":
        return after.pos_ in {"DET", "PROPN"}
    return after.pos_ in {"DET", "PROPN", "NOUN", "ADJ"}


def _noun(doc: Doc, start: int, end: int) -> Item | None:
    one = _item(doc, start, end)
    if one is None or one.shape != "noun" or len(one.words) > LONGEST_NOUN:
        return None
    if any(token.pos_ in {"VERB", "AUX"} and _finite(token) for token in one.words):
        return None
    words = one.words
    while len(words) > 1 and words[0].pos_ == "DET":
        words = words[1:]
    named = any(token.pos_ in {"NOUN", "PROPN"} for token in words)
    return Item(words, "noun", one.rank) if named else None


def _finite(token: Token) -> bool:
    return "Fin" in form(token, "VerbForm")


def _end(doc: Doc, start: int, end: int) -> int:
    """Return where the enumeration ends: before a quotation's end or a clause of another kind."""
    for at in range(start, end):
        token = doc[at]
        if token.text in MARKS and at > start:
            return at
        if at > start and token.text in {",", "–", "—"} and at + 1 < end and _breaks(doc, at + 1):
            return at
        turns = token.text == ";" or token.lower_ == "et"
        if turns and at + 1 < end and _acts(doc[at + 1]) and at > start:
            return at
        if at > start + 1 and token.lower_ in {"while", "whereas", "tandis"}:
            return at
    return end


def _acts(token: Token) -> bool:
    return token.pos_ == "VERB" and _finite(token)


def _breaks(doc: Doc, at: int) -> bool:
    """Tell whether a comma is followed by no item: "he said", "a-t-il dit", "while …"."""
    while at < len(doc) - 1 and doc[at].lower_ in {"and", "et"}:
        at += 1
    token = doc[at]
    if token.lower_ in BREAKS or token.text in MARKS:
        return True
    if _finite(token) and token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VB", "VBP"}:
        return True
    return any(
        word.dep_.startswith("nsubj") and _finite(word.head) and word.head.i <= at + 8
        for word in doc[at : at + 4]
        if word.head.i > word.i and word.left_edge.i == at and not _relative(word.head)
    )


def _relative(verb: Token) -> bool:
    return verb.dep_ in {"relcl", "acl:relcl"}
