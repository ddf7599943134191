"""Lines of printed pages to paragraphs: running heads dropped, broken words and lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 2
"""So many lines at the top and at the bottom of a page may be a running head or foot."""

NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:p(?:age|\.)?\s*)?\d{1,4}(?:\s*(?:/|of|sur|de)\s*\d{1,4})?(?:\s*[-–—])?",
    re.IGNORECASE,
)
"""The number of a page."""

ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$|[”»]$")
SHORT = 0.8
"""A line shorter than this share of a full one may be a paragraph's last."""

HEADING = 0.6
"""A line shorter than this share, before one that begins with a capital, is one of its own."""

BROKEN = re.compile(r"([^\W\d_]{1,40})[-\u00ad\u2010]\n([^\W\d_]{1,40})(\S*)[ ]?")
HYPHENED = re.compile(r"[^\W\d_]{1,40}-[^\W\d_]{1,40}")
KEPT = frozenset(
    {
        *("air", "anti", "après", "auto", "avant", "co", "demi", "est", "euro", "ex", "extra"),
        *("franco", "half", "inter", "long", "mi", "multi", "near", "nom", "non", "nord", "ouest"),
        *("pan", "peut", "post", "pro", "quasi", "self", "semi", "short", "sous", "sud", "sur"),
        *("vice", "well"),
    }
)
"""What keeps its hyphen before a word."""


def joined_pages(pages: Sequence[Sequence[str]]) -> str:
    """Return the lines of pages as paragraphs, apart by an empty line.

    Parameters
    ----------
    pages : sequence of sequences of str
        The lines of each page, without blanks around them.

    Examples
    --------
    >>> page = ["Agency", "Denmark will deliver further tanks to Ukraine, the minis-", "ter said."]
    >>> print(joined_pages([[*page, "1"], ["Agency", "More follows.", "2"]]))
    Denmark will deliver further tanks to Ukraine, the minister said.
    <BLANKLINE>
    More follows.
    """
    running = _running(pages)
    lines = [line for page in pages for line in _own(page, running)]
    return _paragraphs(_unbroken("\n".join(lines)).split("\n"))


def _edges(page: Sequence[str]) -> set[int]:
    filled = [place for place, line in enumerate(page) if line]
    return {*filled[:EDGE], *filled[-EDGE:]}


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that stand at the edge of more than half of the pages, but for numbers."""
    if len(pages) < 2:
        return set()
    seen = Counter(
        pattern for page in pages for pattern in {_pattern(page[place]) for place in _edges(page)}
    )
    return {pattern for pattern, count in seen.items() if count > max(1, len(pages) / 2)}


def _own(page: Sequence[str], running: set[str]) -> list[str]:
    edges = _edges(page)
    return [
        line
        for place, line in enumerate(page)
        if place not in edges or not (_pattern(line) in running or NUMBER.fullmatch(line))
    ]


def _unbroken(text: str) -> str:
    """Return text in which words that were broken at the end of a line are whole again.

    A hyphen that belongs to the word stays: one after a prefix, before a capital, or where the
    text writes the word with a hyphen elsewhere.
    """
    whole = set(HYPHENED.findall(text.casefold()))

    def mended(found: re.Match[str]) -> str:
        first, second = found.group(1), found.group(2)
        hyphened = f"{first}-{second}".casefold() in whole
        keeps = hyphened or first.casefold() in KEPT or not second[0].islower()
        return f"{first}{'-' if keeps else ''}{second}{found.group(3)}\n"

    return BROKEN.sub(mended, text)


def _paragraphs(lines: Sequence[str]) -> str:
    full = _full(lines)
    parts: list[list[str]] = [[]]
    for place, line in enumerate(lines):
        if line:
            parts[-1].append(line)
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if not line or _is_last(line, following, full):
            parts.append([])
    return "\n\n".join(" ".join(part) for part in parts if part)


def _full(lines: Sequence[str]) -> int:
    """Return the length of a full line: nine in ten are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _is_last(line: str, following: str, full: int) -> bool:
    """Return whether a paragraph ends with a line."""
    if ENDS.search(line) and len(line) < SHORT * full:
        return True
    return len(line) < HEADING * full and following[:1].isupper() and not line.endswith(",")
