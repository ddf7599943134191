"""Exact numbers in a language: whole numbers of any size, and fractions cut where they are told."""

from __future__ import annotations

from fractions import Fraction

from foedus.brief.language import Language

LONGEST = 24
"""Digits of the longest whole number that is written out; --json has every digit."""

_LEAST = 4
"""Digits of a share at least."""


def whole(n: int, language: Language) -> str:
    """Return a whole number, every digit of it; one that nobody reads as a power of ten.

    Examples
    --------
    >>> whole(2**57, Language("en"))
    '144,115,188,075,855,872'
    >>> whole(2**193, Language("en"))
    'about 1.26 × 10^58'
    """
    digits = len(str(abs(n)))
    if digits > LONGEST:
        leading = language.number(round(n / 10 ** (digits - 1), 2), 2)
        return language.text("view.power.about", n=f"{leading} × 10^{digits - 1}")
    return f"{n:,}".replace(",", language.locale.number_symbols["latn"]["group"])


def counted(key: str, n: int, language: Language, /, **values: object) -> str:
    """Return a text in the number of ``n``, which may be of any size."""
    return language.count(key, min(n, 2), n=whole(n, language), **values)


def cut(value: Fraction, beside: Fraction, language: Language) -> str:
    """Return a share to the digits of another, and to so many that the two differ.

    An ellipsis stands where more digits would follow.

    Examples
    --------
    >>> cut(Fraction(1, 6), Fraction("0.1686"), Language("en"))
    '0.1666…'
    >>> cut(Fraction(2, 5), Fraction("0.41"), Language("en"))
    '0.4000'
    """
    digits = max(_LEAST, decimals(beside))
    while _at(value, digits) == _at(beside, digits) != value:
        digits += 1
    more = "" if _at(value, digits) == value else "…"
    return language.number(float(_at(value, digits)), digits) + more


def decimals(value: Fraction) -> int:
    """Return how many decimals a decimal fraction is written with; at most 15.

    Examples
    --------
    >>> decimals(Fraction("0.055176")), decimals(Fraction(1))
    (6, 0)
    """
    return next((n for n in range(15) if (value * 10**n).denominator == 1), 15)


def _at(value: Fraction, digits: int) -> Fraction:
    return Fraction(int(value * 10**digits), 10**digits)
