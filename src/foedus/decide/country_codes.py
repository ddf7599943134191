"""The code of a country that was written by its name, or in small letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from foedus.case.spelling import nearest

_CODE = re.compile(r"[A-Z][A-Z0-9]*([-_][A-Z0-9]+)*")
_THREE = re.compile(r"[A-Z]{3}")
_FORMER = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes that ISO 3166-3 lists as withdrawn, and CLDR maps on a country of today."""

_NAMED_IN = ("en", "fr")


def is_code(name: str) -> bool:
    """Say whether a member is written as a code: capital letters and digits.

    Examples
    --------
    >>> is_code("NOR"), is_code("EUI"), is_code("nor"), is_code("Norway")
    (True, True, False, False)
    """
    return _CODE.fullmatch(name) is not None


def nearest_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code that is meant, by code or by English or French name.

    Examples
    --------
    >>> nearest_code("swe"), nearest_code("Norway"), nearest_code("Norvège"), nearest_code("?")
    ('SWE', 'NOR', 'NOR', None)
    """
    codes = _codes()
    if name.upper() in codes.values():
        return name.upper()
    near = nearest(name.casefold(), sorted(codes), cutoff=0.8)
    return None if near is None else codes[near]


@cache
def _codes() -> Mapping[str, str]:
    """Return alpha-3 codes by name in small letters, and by alpha-2 code."""
    aliases = get_global("territory_aliases")
    three = {
        two[0]: code
        for code, two in aliases.items()
        if _THREE.fullmatch(code) and len(two) == 1 and code not in _FORMER
    }
    named = {
        name.casefold(): three[two]
        for locale in _NAMED_IN
        for two, name in Locale(locale).territories.items()
        if two in three
    }
    return {**{two.casefold(): code for two, code in three.items()}, **named}
