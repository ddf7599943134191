"""The nearest valid form of what was written: names, numbers, months, dates."""

from __future__ import annotations

import difflib
import heapq
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise

CUTOFF = 0.5
"""Least similarity (Ratcliff and Obershelp, 0..1) of a name that is offered as the nearest."""

MANY = 2_000
"""Names that are compared at most."""

SHORTLIST = 20
"""Names, those with most pairs of letters in common, that are compared closely."""

LONGEST = 200
"""Longer names are not compared, characters."""

MONTHS = {
    "jan": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5,
    "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aoû": 8, "aou": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12, "déc": 12,
}  # fmt: skip
"""How names of months begin in English and French."""


def nearest(value: str, known: Iterable[str], *, cutoff: float = CUTOFF) -> str | None:
    """Return the known name that is most like a value, or none.

    Examples
    --------
    >>> nearest("shel-155", ["shell-155", "mortar"])
    'shell-155'
    >>> nearest("SHELL-155", ["shell-155", "mortar"])
    'shell-155'
    >>> nearest("xyz", ["shell-155", "mortar"]) is None
    True
    """
    folded = {n.casefold(): n for n in islice(known, MANY) if len(n) <= LONGEST}
    start = value[:LONGEST].casefold()
    pairs = _pairs(start)
    alike = heapq.nlargest(SHORTLIST, sorted(folded), key=lambda n: len(pairs & _pairs(n)))
    found = difflib.get_close_matches(start, alike, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


@lru_cache(maxsize=4 * MANY)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(f" {name} "))


def nearest_number(value: str) -> str | None:
    """Return how a number with other separators is written here, or none.

    Examples
    --------
    >>> nearest_number("1,5"), nearest_number("1 234,5"), nearest_number("1,234.5")
    ('1.5', '1234.5', '1234.5')
    >>> nearest_number("many") is None
    True
    """
    plain = re.sub(r"[\s'’_]", "", value)
    if plain.count(",") == 1 and (plain.count(".") == 0 or plain.rfind(".") < plain.find(",")):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", "")
    return plain if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain) else None


def nearest_month(value: str) -> str:
    """Return the month that was meant as ``YYYY-MM``, or the form itself.

    Examples
    --------
    >>> nearest_month("10/2024"), nearest_month("2024-1"), nearest_month("Oct 2024")
    ('2024-10', '2024-01', '2024-10')
    >>> nearest_month("soon")
    'YYYY-MM'
    """
    patterns = (
        r"(?P<y>(19|20|21)[0-9]{2})\W?(?P<m>[0-9]{1,2})(\W[0-9]{1,2}(\W.*)?)?",
        r"([0-9]{1,2}\W)?(?P<m>[0-9]{1,2})\W(?P<y>(19|20|21)[0-9]{2})",
        r"(?P<w>[^\W0-9]{3,})\.?\W+(?P<y>(19|20|21)[0-9]{2})",
        r"(?P<y>(19|20|21)[0-9]{2})\W+(?P<w>[^\W0-9]{3,})\.?",
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, value.strip())
        if found:
            parts = found.groupdict()
            month = int(parts["m"]) if parts.get("m") else _named_month(parts["w"])
            if 1 <= month <= 12:
                return f"{parts['y']}-{month:02d}"
    return "YYYY-MM"


def _named_month(word: str) -> int:
    name = word.casefold()
    return next((m for start, m in MONTHS.items() if name.startswith(start)), 0)


def nearest_date(value: str) -> str:
    """Return the day that was meant as ``YYYY-MM-DD``, or the form itself.

    A day and a month that could be exchanged are not guessed.

    Examples
    --------
    >>> nearest_date("2024/3/1"), nearest_date("31.12.2024"), nearest_date("01/02/2024")
    ('2024-03-01', '2024-12-31', 'YYYY-MM-DD')
    """
    ordered = re.fullmatch(r"([0-9]{4})\W([0-9]{1,2})\W([0-9]{1,2})(\W.*)?", value.strip())
    if ordered:
        year, month, day = (int(ordered[i]) for i in (1, 2, 3))
        return _day(year, month, day)
    other = re.fullmatch(r"([0-9]{1,2})\W([0-9]{1,2})\W([0-9]{4})", value.strip())
    if other:
        first, second, year = (int(other[i]) for i in (1, 2, 3))
        if first > 12 or first == second:
            return _day(year, second, first)
        if second > 12:
            return _day(year, first, second)
    return "YYYY-MM-DD"


def _day(year: int, month: int, day: int) -> str:
    sound = 1 <= month <= 12 and 1 <= day <= 31
    return f"{year:04d}-{month:02d}-{day:02d}" if sound else "YYYY-MM-DD"
