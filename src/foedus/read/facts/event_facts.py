"""An event as a fact."""

from __future__ import annotations

import re
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.facts.dated import told
from foedus.read.facts.event_places import without_place
from foedus.read.model import Fact, Reading, When


def _words(reading: Reading, what: Span) -> str:
    """Return words as they stand without a date between them ("s'est rendu mardi à Kiev")."""
    days = {at for when in told(reading) for at in range(when.start, when.end)}
    kept = "".join(token.text_with_ws for token in what if token.i not in days)
    return ASIDE.sub(" ", " ".join(kept.split()))


ASIDE = re.compile(r", [^,]*, ?(?=s[e'’] ?\w|will |met |meets? )")
"""What stands between commas before the verb ("l'Assemblée, issue des élections, se réunira")."""


def event_fact(reading: Reading, what: Span, at: Token, where: str, when: When | None) -> Fact:
    """Return an event from its words, its head, its place and its day."""
    whole = at.pos_ == "VERB"
    fields = {"what": _words(reading, what) if whole else without_place(reading, what, where)}
    if where:
        fields["where"] = where
    if when is not None:
        fields["when"] = when.iso
    return Fact(
        "event",
        MappingProxyType(fields),
        at.sent,
        at.i,
        at.i + 1,
        date=when,
        confidence=0.9 if when is not None else 0.7,
    )
