"""Whether four figures are a year and not a number of things."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from foedus.read.model import Code

_NUMBERED = (
    "resolution résolution regulation règlement directive article decision décision n n° nº no "
    "no. number numéro page paragraph paragraphe law loi act eur euro euros usd dollar dollars "
    "gbp pln sek nok dkk chf room salle model modèle about environ some quelque around over "
    "plus than"
)
NUMBERED = frozenset(_NUMBERED.split())
"""Words after which figures number or count something."""

CURRENCY = re.compile(r"[$€£¥]|[A-Z]{3}|kr\.?|millions?|billions?|milliards?|bn|m|mm|km|kg|hours?|"
                      r"heures?|tonnes?|tons?|%|euros?|dollars?|percent|per|pour")  # fmt: skip
THE = frozenset(("the", "this", "its", "their", "his", "her", "'s", "our", "'"))


def is_year(span: Span, code: Code) -> bool:
    """Return whether figures between 1900 and 2099 are a year.

    They are none before what is counted ("2024 vehicles", "2000 euros") nor after a word that
    numbers ("resolution 2023"); "the 2024 elections" has a year.

    Parameters
    ----------
    span : Span
        The figures.
    code : {"en", "fr"}
    """
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    if before is not None and (before.lower_ in NUMBERED or CURRENCY.fullmatch(before.text)):
        return False
    if after is None or after.is_space or after.is_punct:
        return True
    if CURRENCY.fullmatch(after.text) and after.text not in ("per", "pour"):
        return False
    return not _counted(before, after, code)


def _counted(before: Token | None, after: Token, code: Code) -> bool:
    if after.pos_ not in ("NOUN", "ADJ", "PROPN"):
        return False
    if code == "fr":
        return after.pos_ == "NOUN" and (before is None or before.lower_ != "en")
    noun = after
    while (
        noun.pos_ in ("ADJ", "NOUN") and noun.i + 1 < len(noun.doc) and (noun.nbor().pos_ == "NOUN")
    ):
        noun = noun.nbor()
    plural = "Plur" in noun.morph.get("Number", [])
    return plural and (before is None or before.lower_ not in THE)
