"""Whether a clause tells what is to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.model import Code

COMING: Mapping[Code, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(("will", "shall", "'ll", "wo", "due", "upcoming", "forthcoming")),
        "fr": frozenset(("prévu", "prévue", "prévus", "prévues", "devrait", "devraient", "doit",
                         "doivent", "prochain", "prochaine", "prochains", "prochaines")),
    }
)  # fmt: skip
"""Words that tell it, in small letters."""

PLANS = frozenset(("expect", "schedule", "plan", "set", "slate", "prévoir"))
"""Verbs that tell it as participles: "is expected to", "est prévu"."""

BEFORE: Mapping[Code, re.Pattern[str]] = MappingProxyType(
    {"en": re.compile(r"\bby\s*$", re.I), "fr": re.compile(r"\bd'ici(?:\s+(?:à|au))?\s*$", re.I)}
)
"""Words before a date to come."""

AT_START = re.compile(r"(?:by|d'ici)\b", re.I)
SINCE = re.compile(r"^(?:since|depuis)\b|\b(?:since|depuis)\s*$", re.I)


def is_ahead(span: Span, code: Code) -> bool:
    """Return whether a date stands in a clause about what is to come.

    Parameters
    ----------
    span : Span
        The date's words.
    code : {"en", "fr"}
    """
    doc = span.doc
    before = doc[max(span.start - 3, span.sent.start) : span.start].text
    if SINCE.search(before) or SINCE.search(span.text):
        return False
    if BEFORE[code].search(before) or AT_START.match(span.text):
        return True
    return any(_coming(token, code) for token in _clause(span.root))


def _coming(token: Token, code: Code) -> bool:
    if token.lower_ in COMING[code] or "Fut" in token.morph.get("Tense", []):
        return True
    return token.lemma_ in PLANS and "Part" in token.morph.get("VerbForm", [])


def _clause(token: Token) -> Iterator[Token]:
    """Yield the words that tell a date's tense: its verb, that verb's auxiliaries and governors."""
    verb = next((one for one in (token, *token.ancestors) if one.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        yield from token.sent
        return
    while True:
        yield verb
        yield from (child for child in verb.children if child.dep_.startswith(("aux", "cop")))
        yield from (child for child in verb.children if child.pos_ == "ADJ")
        if verb.dep_ not in ("xcomp", "conj") or verb.head.pos_ not in ("VERB", "AUX", "ADJ"):
            return
        verb = verb.head
