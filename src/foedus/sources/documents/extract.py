"""What a reader of one format gives: the text, and what the file itself says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.errors import Finding


@dataclass(frozen=True)
class Extract:
    """The content of a file, before its lines are tidied.

    Parameters
    ----------
    text : str
        Paragraphs apart by an empty line.
    title : str
        Empty where the file gives none.
    sent : date, optional
        The day that the file itself carries.
    findings : tuple of Finding
        Warnings: what was left out, which encoding was guessed.
    """

    text: str
    title: str = ""
    sent: date | None = None
    findings: tuple[Finding, ...] = ()
