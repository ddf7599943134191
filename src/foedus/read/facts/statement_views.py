"""Whose words or view a text gives without a verb of saying: "in his words", "pour X", "thus X"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from foedus.read.facts.sentence_reach import MARKS, STOPS, opening
from foedus.read.facts.speech import Speaker, last_subject, main_speaker, named
from foedus.read.facts.unlisted_names import name_at
from foedus.read.model import Quotation, Reading

NEAR = 12
"""Words between a quotation and the name that says whose it is."""
SOURCES = (
    "according to", "in the words of", "in the view of", "in the opinion of", "selon", "d'après",
    "d’après", "de l'avis de", "de l’avis de", "à en croire", "aux yeux de",
    "aux yeux du", "de l'avis du", "pour",
    "dixit", "as far as", "thus", "ainsi",
)  # fmt: skip
"""What stands before the name of whose words or view it is, after them."""
OPENINGS = (*(one for one in SOURCES if one not in {"dixit", "thus", "ainsi", "pour"}), "pour",
            "for", "to")  # fmt: skip
"""The same at the start of a sentence."""
ELIDED = ("aux yeux d'", "aux yeux d’", "de l'avis d'", "de l’avis d’", "d'après", "d’après")
OWN = frozenset({"words", "word", "view", "opinion", "eyes", "mots", "mot", "termes", "yeux",
                 "avis", "expression", "phrase"})  # fmt: skip
POSSESSIVE = frozenset({"his", "her", "their", "ses", "son", "sa"})
READ = ("lit-on", "peut-on lire", "on lit", "reads the", "read the", "précise le texte",
        "says the text", "indique le texte")  # fmt: skip
"""What gives a quotation to a text."""


def after_words(reading: Reading, tail: Span) -> Speaker | None:
    """Return whose words stand before "according to X", "selon X", "thus X", "lit-on dans …"."""
    start = next((at for at, token in enumerate(tail) if not token.is_punct), 0)
    rest = tail[start:]
    words = f"{rest[:4].text.lower()} "
    if words.startswith(READ):
        return Speaker("", rest[0])
    if not words.startswith(tuple(f"{one} " for one in SOURCES)):
        return None
    return _first_named(reading, rest[1:NEAR])


def _first_named(reading: Reading, span: Span) -> Speaker | None:
    for token in span:
        if token.is_punct:
            return None
        if token.pos_ in {"PROPN", "NOUN"} and token.lower_ not in OWN:
            who = named(reading, token) or _unlisted(reading, token)
            if who is not None:
                return who
    return None


def _unlisted(reading: Reading, token: Token) -> Speaker | None:
    name = name_at(reading, token.i)
    return None if name is None else Speaker(name.text, name.root)


def in_own_words(reading: Reading, quotation: Quotation) -> Speaker | None:
    """Return whose words follow "in his words", "selon ses propres termes", "est à ses yeux"."""
    doc = reading.doc
    mark = quotation.start - 1
    before = doc[max(mark - 5, opening(doc, mark)) : mark]
    for token in before:
        owned = any(one.lower_ in POSSESSIVE for one in doc[max(token.i - 2, 0) : token.i])
        if token.lower_ in OWN and owned:
            return _owner(reading, token)
    return None


def _owner(reading: Reading, token: Token) -> Speaker | None:
    """Return the sentence's subject, which "his words" stands for, else whom the text says."""
    who = main_speaker(reading, token.sent)
    if who is not None and (who.mention is None or who.mention.kind == "person"):
        return who
    here = {reading.people.get(one.i) for one in reading.doc[token.sent.start : token.i - 2]}
    for one in reading.doc[max(token.i - 2, 0) : token.i]:
        if one.i in reading.people and reading.people[one.i] in here:
            return Speaker(reading.people[one.i], one, sure=False)
    possessive = next((one for one in reading.doc[max(token.i - 2, 0) : token.i]
                       if one.lower_ in POSSESSIVE), None)  # fmt: skip
    return None if possessive is None else last_subject(reading, possessive)


def opening_view(reading: Reading, token: Token) -> Speaker | None:
    """Return the person whose view a sentence opens with: "For X, …", "Aux yeux de X, …"."""
    doc, start = reading.doc, opening(reading.doc, token.i)
    while start < token.i and (doc[start].is_space or doc[start].is_punct):
        start += 1
    words = f"{doc[start : start + 4].text.lower()} "
    if not words.startswith((*(f"{one} " for one in OPENINGS), *ELIDED)):
        return None
    for word in doc[start + 1 : min(start + NEAR, token.i)]:
        if word.is_punct or word.pos_ in {"VERB", "AUX"}:
            return None
        named_here = word.i in reading.people and word.pos_ in {"PROPN", "NOUN", "ADJ"}
        if named_here or reading.at(word, "office") is not None:
            who = named(reading, word)
            person = who is not None and (who.mention is None or who.mention.kind == "person")
            return who if person and _closed(reading, word, token) else None
    return None


def _closed(reading: Reading, word: Token, token: Token) -> bool:
    """Tell whether a comma closes the phrase with the name: no "for X to come"."""
    return any(one.text == "," for one in reading.doc[word.i + 1 : min(word.i + NEAR, token.i + 1)])


def incise(doc: Doc, verb: Token) -> tuple[int, int]:
    """Return the tokens of ", a dit X, " around its verb: from comma to comma."""
    start, end = verb.i, verb.i
    while start > 0 and doc[start].text != ",":
        start -= 1
    while end < len(doc) and doc[end].text not in STOPS | MARKS | {","}:
        end += 1
    return start, end
