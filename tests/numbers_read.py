"""Read the numbers of a text in either language, so that the two can be compared."""

from __future__ import annotations

import re
from collections import Counter

_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_FRENCH = re.compile(r"\d{1,3}(?:\u202f\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


def numbers(text: str, language: str) -> Counter[float]:
    """Return how often each number stands in a text."""
    if language == "en":
        return Counter(float(found.replace(",", "")) for found in _ENGLISH.findall(text))
    found = (n.replace("\u202f", "").replace(",", ".") for n in _FRENCH.findall(text))
    return Counter(float(number) for number in found)
