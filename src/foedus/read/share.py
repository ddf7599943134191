"""Shares in percent: ``2 %``, ``2 per cent of GDP``, ``deux pour cent du PIB``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from spacy.tokens import Doc

from foedus.read.model import Code, Quantity
from foedus.read.numbers import FIGURE, figure, in_words, number_words

SIGN = r"%|per\s?cent\b|percent\b|pour\s?cent\b|p\.\s?100\b|pct\b"
OF = re.compile(
    r"\s*(?:of|du|de\s+(?:son|leur|leurs)|of\s+(?:its|their))\s+"
    r"(?:(?:its|their|the|national|annual)\s+)*"
    r"(gdp|gross domestic product|pib|produit intérieur brut)\b",
    re.IGNORECASE,
)
RISE = re.compile(r"\s*(?:points?)\b", re.IGNORECASE)


def share_of(doc: Doc, code: Code) -> tuple[Quantity, ...]:
    """Return the shares in percent that a text names, in its order.

    Returns
    -------
    tuple of Quantity
        ``noun`` is ``%``; ``key`` is ``gdp`` where the share is one of the gross domestic product.
        Percentage points are not among them.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("fr")("deux pour cent du PIB, puis 2,5 %")
    >>> [(str(one.number), one.key) for one in share_of(doc, "fr")]
    [('2', 'gdp'), ('2.5', None)]
    """
    return tuple(_shares(doc, code))


def _shares(doc: Doc, code: Code) -> Iterator[Quantity]:
    text = doc.text
    for match in _grammar(code).finditer(text):
        number = _number(match, code)
        if number is None or RISE.match(text, match.end()):
            continue
        of = OF.match(text, match.end())
        span = doc.char_span(match.start(), (of or match).end(), alignment_mode="expand")
        if span is not None:
            yield Quantity(
                "quantity", span.start, span.end, span.text, key=None if of is None else "gdp",
                number=number, noun="%", about=False,
            )  # fmt: skip


def _number(match: re.Match[str], code: Code) -> Decimal | None:
    if match["figure"]:
        return figure(match["figure"], code=code, scaled=True)
    return in_words(match["words"], code)


@cache
def _grammar(code: Code) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])(?:(?P<figure>{FIGURE})|(?P<words>{number_words(code)}))[\s-]*(?:{SIGN})",
        re.IGNORECASE,
    )
