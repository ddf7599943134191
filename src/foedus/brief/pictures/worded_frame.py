"""The frame of pictures whose words know their evidence: finding above, evidence below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from foedus.brief.language import Language
from foedus.brief.pictures.frame import Drawing, Picture, Said, Values, above


class Worded(Protocol):
    """What a page calls its things, in a language, and on what they rest."""

    @property
    def language(self) -> Language:
        """The language of the page."""

    def evidence_lines(self) -> Sequence[str]:
        """Return guard rail, evidence and stamp, a line each."""


def framed(
    body: Drawing,
    words: Worded,
    *,
    name: str,
    said: Said,
    data: Mapping[str, Values],
    margin: int = 0,
) -> Picture:
    """Return a picture of a drawing, as ``frame.framed`` does for those of a plan."""
    lines = words.evidence_lines()
    return above(lines, body, words.language, name=name, said=said, data=data, margin=margin)
