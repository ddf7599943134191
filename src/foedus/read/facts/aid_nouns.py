"""Aid that a title or a note names without a verb: *500 million USD loan for Ukraine*."""

from __future__ import annotations

from spacy.tokens import Span, Token

from foedus.read.clauses import form
from foedus.read.facts.aid_goods import Good, goods
from foedus.read.facts.aid_words import AID, PACKAGES
from foedus.read.modality import NEGATIONS
from foedus.read.model import Reading

NEAR = 10
"""Words around an amount in which its noun of aid is looked for."""


def told_by_nouns(reading: Reading, sentence: Span, taken: set[int]) -> tuple[Good, ...]:
    """Return the goods of a sentence without a verb, or of *the package is worth so much*.

    The first amount counts, with a noun of aid near it; nothing counts in a sentence that denies
    or only compares.
    """
    if not (_bare(sentence) or _worth(sentence)) or any(w.lower_ in NEGATIONS for w in sentence):
        return ()
    found = [
        good
        for good in goods(reading, sentence)
        if good.money is not None and not taken.intersection(range(good.start, good.end))
    ]
    return tuple(good for good in found[:1] if _near(reading, sentence, good))


def _bare(sentence: Span) -> bool:
    """Tell whether a sentence's root is a noun, not a verb with a tense."""
    root = sentence.root
    around = (root, *(child for child in root.children if child.dep_.startswith(("aux", "cop"))))
    return not any(_finite(word) for word in around)


def _worth(sentence: Span) -> bool:
    root = sentence.root
    subjects = [child.lemma_.lower() for child in root.children if child.dep_.startswith("nsubj")]
    return root.lemma_ in {"be", "value", "valoir", "cost"} and bool(set(subjects) & PACKAGES)


def _finite(word: Token) -> bool:
    return word.pos_ in {"VERB", "AUX"} and "Fin" in form(word, "VerbForm")


def _near(reading: Reading, sentence: Span, good: Good) -> bool:
    start, end = max(sentence.start, good.start - NEAR), min(sentence.end, good.end + NEAR)
    return any(word.lemma_.lower() in AID for word in reading.doc[start:end])
