"""Paragraphs for a terminal that break at plain spaces only.

Rich breaks lines at no-break spaces too, which would tear French numbers ("41 500") and leave a
colon at the start of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_WORD = re.compile(r"[^ ]+ *")


@dataclass(frozen=True)
class Prose:
    """A paragraph.

    Parameters
    ----------
    text : Text
    indent : int
        Cells before each line.
    bullet : str
        Stands before the first line; the others are set under its text.
    """

    text: Text
    indent: int = 0
    bullet: str = ""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        margin = " " * self.indent
        lead = margin + self.bullet
        width = max(20, options.max_width - cell_len(lead))
        for line in self.text.divide(_breaks(self.text.plain, width)):
            line.rstrip()
            whole = Text(lead, no_wrap=True, overflow="ignore") + line
            whole.no_wrap, whole.overflow = True, "ignore"
            yield whole
            lead = margin + " " * cell_len(self.bullet)

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """Return that any width will do."""
        return Measurement(20, options.max_width)


def _breaks(plain: str, width: int) -> list[int]:
    """Return where the lines begin, but for the first; a word longer than a line is torn."""
    breaks, used = [], 0
    for match in _WORD.finditer(plain):
        word = match.group().rstrip(" ")
        if used and used + cell_len(word) > width:
            breaks.append(match.start())
            used = 0
        pieces = chop_cells(word, width)
        lengths = accumulate(len(piece) for piece in pieces[:-1])
        breaks.extend(match.start() + length for length in lengths)
        used = (used if len(pieces) < 2 else 0) + cell_len(pieces[-1])
        used += len(match.group()) - len(word)
    return breaks
