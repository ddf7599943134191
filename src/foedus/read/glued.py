"""Two words that were glued together ("finalementabouti"), told by the pipelines' vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.lookups import Lookups, Table
from spacy.vocab import Vocab

from foedus.read.model import Code
from foedus.read.pipeline import pipeline_of, strings_of

WORD = re.compile(r"(?<![\w'’-])[^\W\d_A-Z]{8,}(?![\w-])")
"""A word in small letters, long enough to be two."""

SHORTEST = 4
"""Letters of a part."""

_GRAMMAR = (
    "about after also because been before being could from have into should than that their them "
    "then there these they this those were what when where which while will with would"
)
GRAMMAR = frozenset(_GRAMMAR.split())
"""English words that make no compounds."""

_PREFIXES = (
    "anti auto cyber contre extra hydro hyper infra inter macro mega méga micro mini mono multi "
    "nano néo para péri poly post proto pseudo radio retro rétro self semi servo sous sur super "
    "supra télé tele thermo trans ultra vice over under euro géo agro aéro électro"
)
PREFIXES = frozenset(_PREFIXES.split())
"""What may stand before a word without a hyphen: such a word is whole."""


@dataclass(frozen=True)
class Vocabulary:
    """The words that a language's pipeline knows, in small letters.

    Parameters
    ----------
    words : frozenset of str
        Of its lists of lemmas and exceptions.
    forms : Table
        Inflected forms; empty where the pipeline has no such list.
    vocab : Vocab
        Its vectors hold rarer words.
    strings : frozenset of str
        The pipeline's own, rarer words and some that are none; not those that it met since it was
        loaded, so that a text is read the second time as it was the first.
    """

    words: frozenset[str]
    forms: Table
    vocab: Vocab
    strings: frozenset[str]

    def has(self, word: str) -> bool:
        """Return whether a dictionary has the word."""
        return word in self.words or word in self.forms

    def has_met(self, word: str) -> bool:
        """Return whether the word is known at all."""
        return self.has(word) or word in self.strings or self.vocab.has_vector(word)


def seams(text: str, code: Code) -> Iterator[int]:
    """Yield the places at which a blank is missing between two words.

    A word is parted where the vocabulary does not know it and knows both parts, of four letters
    or more, in exactly one way. English writes many compounds as one word, so that there one
    part must be a word of grammar or an adverb in -ly.

    Parameters
    ----------
    text : str
    code : {"en", "fr"}

    Yields
    ------
    int
    """
    for found in WORD.finditer(text):
        cut = _cut(found.group(), code)
        if cut:
            yield found.start() + cut


def _cut(word: str, code: Code) -> int:
    """Return where the second word starts; 0 where there is one word only."""
    known = vocabulary(code)
    if not word.islower() or known.has_met(word):
        return 0
    cuts = [
        cut
        for cut in range(SHORTEST, len(word) - SHORTEST + 1)
        if _apart(word[:cut], word[cut:], known, code)
    ]
    return cuts[0] if len(cuts) == 1 else 0


def _apart(first: str, second: str, known: Vocabulary, code: Code) -> bool:
    if first in PREFIXES or not known.has(first) or not known.has(second):
        return False
    return code == "fr" or any(
        part in GRAMMAR or (part.endswith("ly") and len(part) > SHORTEST + 1)
        for part in (first, second)
    )


@cache
def vocabulary(code: Code) -> Vocabulary:
    """Return the words that a language's pipeline knows, gathered once."""
    pipeline = pipeline_of(code)
    lookups = getattr(pipeline.get_pipe("lemmatizer"), "lookups", Lookups())
    words: set[str] = set(GRAMMAR) if code == "en" else set()
    for name in ("lemma_exc", "lemma_index"):
        for entries in lookups.get_table(name).values():
            words.update(entries)
    forms = lookups.get_table("lemma_lookup", {})
    return Vocabulary(frozenset(words), forms, pipeline.vocab, strings_of(code))
