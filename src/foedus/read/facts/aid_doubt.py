"""How surely aid is told: on a condition, or by hearsay."""

from __future__ import annotations

from spacy.tokens import Span, Token

from foedus.read.forms import lemmatised, lowered
from foedus.read.modality import IF

CONDITIONS = frozenset({"unless", "provided", "providing", "assuming", "pourvu"})
"""Words that open a condition, besides *if*."""

MEDIA = frozenset(
    {
        "newspaper", "medium", "media", "press", "outlet", "tabloid", "broadcaster", "magazine",
        "rumour", "rumor", "blogger", "daily", "journal", "média", "médias", "presse",
        "quotidien", "hebdomadaire", "rumeur", "blogueur", "tabloïd",
    }
)  # fmt: skip
"""Who tells what others do without being one of them."""

ACCORDING = frozenset({"according", "selon", "d'après", "après", "per", "croire"})
HEARD = frozenset({"reportedly", "allegedly", "supposedly", "prétendument"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obl:agent"})
NEAR = 4
"""Words after *according to* in which who is named stands."""


def hypothetical(verb: Token) -> bool:
    """Tell whether a condition opens the sentence of a verb, or hangs on it: *if Congress agrees*.

    *Even if* is none.
    """
    words = [word for word in verb.sent if not (word.is_punct or word.is_space)]
    if len(words) > 1 and _opens_condition(words[0], words[1]):
        return True
    clauses = [child for child in verb.children if child.dep_ == "advcl"]
    marks = [mark for clause in clauses for mark in clause.children if mark.dep_ == "mark"]
    return any(_conditional(mark) and mark.i > verb.sent.start for mark in marks)


def _opens_condition(first: Token, second: Token) -> bool:
    if first.lower_ in {"s'", "s’"}:
        return second.lower_ in {"il", "ils"}
    return first.lower_ in CONDITIONS or _conditional(first)


def _conditional(mark: Token) -> bool:
    before = mark.nbor(-1).lower_ if mark.i else ""
    return mark.lower_ in IF - {"s'", "s’"} and before not in {"even", "même", "comme", "as"}


def hearsay(sentence: Span) -> bool:
    """Tell whether a newspaper, the media or a rumour says what a sentence tells."""
    doc, place = sentence.doc, slice(sentence.start, sentence.end)
    if not HEARD.isdisjoint(lowered(doc)[place]):
        return True
    lemmas = enumerate(lemmatised(doc)[place], start=sentence.start)
    media = (doc[at] for at, lemma in lemmas if lemma in MEDIA)
    return any(word.dep_ in SUBJECTS or _according(sentence, word) for word in media)


def _according(sentence: Span, word: Token) -> bool:
    before = sentence.doc[max(sentence.start, word.i - NEAR) : word.i]
    return any(one.lower_ in ACCORDING for one in before)
