"""Which line breaks end a paragraph, and which only wrap it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

BREAK = re.compile(r"[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*"
                   r"(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])\s*")  # fmt: skip
SINGLE = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028]")
ITEM = re.compile(r"(?:[-–—•*·▪]|\(?\d{1,2}[.)]|[a-z]\))\s")
"""How an item of a list starts."""

WIDEST = 120
"""Characters: text that is wrapped by hand or by a program has narrower lines."""

SLACK = 6
"""Characters by which a wrapped line may be shorter than it could be."""


@dataclass(frozen=True)
class Line:
    """A line of a block, ``[start, end)``, without the blanks around it."""

    start: int
    end: int


def paragraph_ends(text: str) -> frozenset[int]:
    """Return the places at which blanks that end a paragraph start.

    An empty line ends one. A single line break ends one before an item of a list, and where the
    next line's first word would have fitted on the line, had it been wrapped.

    Parameters
    ----------
    text : str

    Returns
    -------
    frozenset of int
    """
    ends: set[int] = set()
    for block in _blocks(text):
        width = max(line.end - line.start for line in block)
        ends.add(block[-1].end)
        for line, after in pairwise(block):
            if _parted(text, line, after, width):
                ends.add(line.end)
    return frozenset(ends)


def _blocks(text: str) -> Iterator[list[Line]]:
    """Yield the lines between empty lines."""
    lines: list[Line] = []
    start = 0
    for found in BREAK.finditer(text):
        if found.start() > start:
            lines.append(Line(start, found.start()))
        start = found.end()
        if lines and _empty_line(found.group()):
            yield lines
            lines = []
    if start < len(text):
        lines.append(Line(start, len(text)))
    if lines:
        yield lines


def _empty_line(blanks: str) -> bool:
    return "\u2029" in blanks or len(SINGLE.findall(blanks)) > 1


def _parted(text: str, line: Line, after: Line, width: int) -> bool:
    if ITEM.match(text, after.start):
        return True
    if text[line.end - 1] in ",;" or text[after.start].islower():
        return False
    if width > WIDEST:
        return True
    first = text.find(" ", after.start, after.end)
    word = (first if first >= 0 else after.end) - after.start
    return line.end - line.start + 1 + word + SLACK <= width
