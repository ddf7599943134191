"""Numbers as texts write them: in figures with their groups, and in words of two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from foedus.read.model import Code

GROUP = r"[ \u00a0\u202f'.,]"
FIGURE = (
    rf"[0-9]{{1,3}}(?:{GROUP}[0-9]{{3}}){{1,5}}(?![0-9])(?:[.,][0-9]{{1,6}})?"
    r"|[0-9]{1,15}(?:[.,][0-9]{1,6})?"
)
"""A number in figures: ``163,000``, ``661.226.068``, ``12 000``, ``1,2``, ``1 234,5``."""

UNITS: Mapping[Code, Mapping[str, int]] = MappingProxyType(
    {
        "en": {
            "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
            "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
            "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
            "eighty": 80, "ninety": 90,
        },
        "fr": {
            "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
            "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
            "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
            "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80, "nonante": 90,
        },
    }
)  # fmt: skip
"""Words that are added."""

TIMES: Mapping[Code, Mapping[str, int]] = MappingProxyType(
    {
        "en": {
            "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
            "trillion": 10**12,
        },
        "fr": {
            "cent": 100, "cents": 100, "mille": 10**3, "million": 10**6, "millions": 10**6,
            "milliard": 10**9, "milliards": 10**9, "billion": 10**12, "billions": 10**12,
        },
    }
)  # fmt: skip
"""Words that multiply what stands before them; a French ``billion`` is a million million."""

COLLECTIVES: Mapping[str, int] = MappingProxyType(
    {
        "demi-douzaine": 6, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20,
        "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
        "millier": 1000,
    }
)  # fmt: skip
"""French nouns for about so many, after ``un`` or ``une``."""


def figure(text: str, *, code: Code, scaled: bool = False) -> Decimal:
    """Return a number written in figures.

    Two separators: the last one is the decimal sign. One that stands once before three digits is
    a group in English after a comma and in both languages after a point (``1.250 EUR``), unless a
    word such as *million* follows (``1.250 billion``; in French ``1,250 milliard``).

    Parameters
    ----------
    text : str
        Matches ``FIGURE``.
    code : {"en", "fr"}
    scaled : bool
        Whether a word such as *million* follows.

    Examples
    --------
    >>> figure("661.226.068", code="en"), figure("1,2", code="en"), figure("163,000", code="en")
    (Decimal('661226068'), Decimal('1.2'), Decimal('163000'))
    >>> figure("1,250", code="fr", scaled=True), figure("12 000", code="fr")
    (Decimal('1.250'), Decimal('12000'))
    """
    bare = re.sub(r"[ \u00a0\u202f']", "", text)
    signs = [sign for sign in bare if sign in ".,"]
    if not signs:
        return Decimal(bare)
    if len(set(signs)) > 1:
        whole, _, part = bare.rpartition(signs[-1])
        return Decimal(re.sub("[.,]", "", whole) + "." + part)
    if len(signs) > 1 or _grouped(bare, signs[0], code=code, scaled=scaled):
        return Decimal(re.sub("[.,]", "", bare))
    return Decimal(bare.replace(",", "."))


def _grouped(bare: str, sign: str, *, code: Code, scaled: bool) -> bool:
    """Return whether the only separator parts a group of three."""
    whole, _, part = bare.partition(sign)
    if len(part) != 3 or len(whole) > 3 or whole.startswith("0"):
        return False
    return not scaled or (sign == "," and code == "en")


def number_words(code: Code) -> str:
    """Return a regular expression for numbers in words, in lower case.

    >>> import re
    >>> re.fullmatch(number_words("en"), "twenty-five thousand") is not None
    True
    """
    words = "|".join(sorted({**UNITS[code], **TIMES[code]}, key=len, reverse=True))
    link = r"[\s-]+(?:and\s+)?" if code == "en" else r"[\s-]+(?:et[\s-]+)?"
    return rf"\b(?:{words})(?:{link}(?:{words})){{0,8}}\b"


def in_words(text: str, code: Code) -> Decimal | None:
    """Return a number written in words; None where the words are no number.

    >>> in_words("twenty-five thousand", "en"), in_words("quatre-vingt-dix mille", "fr")
    (Decimal('25000'), Decimal('90000'))
    """
    total, part = 0, 0
    for word in re.split(r"[\s-]+", text.casefold()):
        if word in ("and", "et"):
            continue
        if word in UNITS[code]:
            part = _added(part, word, code)
        elif word in TIMES[code]:
            times = TIMES[code][word]
            total, part = (total, max(part, 1) * times) if times < 1000 else (
                total + max(part, 1) * times, 0,
            )  # fmt: skip
        else:
            return None
    return Decimal(total + part)


def _added(part: int, word: str, code: Code) -> int:
    """Add a word; *quatre-vingt* is a product."""
    value = UNITS[code][word]
    if code == "fr" and value == 20 and part % 100 == 4:
        return part - 4 + 80
    return part + value


def number_of(text: str, code: Code) -> Decimal | None:
    """Return a number in figures or in words; None where it is neither.

    >>> number_of("12,000", "en"), number_of("sept", "fr"), number_of("many", "en")
    (Decimal('12000'), Decimal('7'), None)
    """
    if re.fullmatch(FIGURE, text):
        return figure(text, code=code)
    return in_words(text, code)
