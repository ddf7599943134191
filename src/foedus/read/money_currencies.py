"""The currencies that dispatches name: codes, signs and words in English and French (CLDR)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from babel.numbers import get_currency_name

CODES: tuple[str, ...] = (
    "AED", "AUD", "BAM", "BGN", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "GEL",
    "HRK", "HUF", "ILS", "INR", "ISK", "JPY", "KRW", "MDL", "MKD", "NOK", "NZD", "PLN", "RON",
    "RSD", "RUB", "SAR", "SEK", "SGD", "TRY", "TWD", "UAH", "USD", "ZAR",
)  # fmt: skip
"""ISO 4217. The Albanian lek is not among them: its code ``ALL`` is an English word."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "€": "EUR", "$": "USD", "US$": "USD", "US $": "USD", "$US": "USD", "£": "GBP", "A$": "AUD",
        "AU$": "AUD", "AUD$": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "$CA": "CAD",
        "$ CA": "CAD", "NZ$": "NZD", "¥": "JPY", "₴": "UAH", "₺": "TRY", "Kč": "CZK", "zł": "PLN",
        "RMB": "CNY", "GBR": "GBP", "kr": "", "kr.": "",
    }
)  # fmt: skip

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "us dollars": "USD",
        "us-dollars": "USD", "american dollars": "USD", "dollars américains": "USD",
        "dollars us": "USD", "pound": "GBP", "pounds": "GBP", "pounds sterling": "GBP",
        "livres": "GBP", "livres sterling": "GBP", "kronor": "SEK", "koruna": "CZK",
        "korunas": "CZK", "czech crowns": "CZK", "swedish crowns": "SEK", "danish crowns": "DKK",
        "norwegian crowns": "NOK", "zloty": "PLN", "zlotys": "PLN", "zlotych": "PLN", "yen": "JPY",
        "yens": "JPY", "hryvnia": "UAH", "hryvnias": "UAH", "hryvnia(s)": "UAH", "forint": "HUF",
        "forints": "HUF", "leva": "BGN", "yuan": "CNY", "yuans": "CNY", "francs suisses": "CHF",
        "krone": "", "krona": "", "kroner": "", "crowns": "", "couronnes": "",
    }
)  # fmt: skip
"""Words besides CLDR's; crowns without a country are of none."""

CROWNS: Mapping[str, str] = MappingProxyType(
    {"DNK": "DKK", "NOR": "NOK", "SWE": "SEK", "ISL": "ISK", "CZE": "CZK"}
)
"""The crowns of a party that speaks of crowns."""


@cache
def currencies() -> Mapping[str, str]:
    """Return the code of each sign, code and word, words in lower case.

    >>> names = currencies()
    >>> names["couronnes suédoises"], names["US$"], names["NOK"], names["crowns"]
    ('SEK', 'USD', 'NOK', '')
    """
    found = {
        get_currency_name(code, count=count, locale=locale).casefold(): code
        for code in CODES
        for locale in ("en", "fr")
        for count in (1, 2)
    }
    return MappingProxyType({**found, **WORDS, **SIGNS, **{code: code for code in CODES}})


def currency(words: str) -> str:
    """Return the code of a sign, a code or words; empty for crowns of no country.

    >>> currency("Canadian  dollars"), currency("€")
    ('CAD', 'EUR')
    """
    known = currencies()
    single = re.sub(r"\s+", " ", words)
    return known[single] if single in known else known[single.casefold()]


def signs() -> str:
    """Return a regular expression for what may stand before a number: signs and codes."""
    words = (*SIGNS, *CODES)
    first = "".join(sorted({re.escape(word[0]) for word in words}))
    return rf"(?=[{first}])(?:{_either(words)})"  # most letters of a text open none of them


def names() -> str:
    """Return a regular expression for what may stand after a number."""
    words = [name for name in currencies() if name not in SIGNS and name not in CODES]
    return rf"{_either((*SIGNS, *CODES))}|(?i:{_either(words)})"


def _either(words: Sequence[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(_bounded(word) for word in longest)


def _bounded(word: str) -> str:
    """Return a word as a pattern that ends no word in its middle."""
    before = r"(?<![A-Za-z])" if word[0].isalpha() else ""
    after = r"(?![A-Za-zÀ-ÿ])" if word[-1].isalpha() else ""
    return before + re.escape(word).replace(r"\ ", r"\s") + after
