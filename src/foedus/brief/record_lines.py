"""What the pages of the record share: evidence beside a line, lists cut short, the lines below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from foedus.brief.findings import sentence
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.report import Cell, SourceText
from foedus.decide.rule import Rule
from foedus.errors import Finding
from foedus.results.record import Evidence, SourceLine
from foedus.results.stamp import RecordStamp

T = TypeVar("T")

_PUBLISHERS = 5
"""So many are named in the line of the sources; the others are counted."""

_LEAST_SHARE = 0.005
"""A smaller share would be rounded to 0%."""


@dataclass(frozen=True)
class RecordWords:
    """A language with the sources of a page.

    Parameters
    ----------
    language : Language
    sources : tuple of SourceLine
        In the order of their numbers, from 1.
    """

    language: Language
    sources: tuple[SourceLine, ...] = ()

    def cell(self, text: str, evidence: Evidence, *, strong: str = "", mark: str = "") -> Cell:
        """Return a text with the number of its source, and the mark of an assumption.

        ``mark`` names what is assumed where that is more than the line itself: a position, a
        reservation.
        """
        assumed = evidence.basis != "sourced"
        words = self.language.text(f"view.mark.{mark or 'assumed'}") if assumed else ""
        number = self.number(evidence.source)
        return Cell(text, words, "assumed" if assumed else "", number, strong)

    def number(self, source: str | None) -> int:
        """Return the number of a source on the page; 0 where the page does not list it."""
        keys = [line.source for line in self.sources]
        return keys.index(source) + 1 if source in keys else 0

    def source_texts(self) -> tuple[SourceText, ...]:
        """Return the sources in words."""
        return tuple(
            SourceText(number, self._source(line), line.url)
            for number, line in enumerate(self.sources, 1)
        )

    def _source(self, line: SourceLine) -> str:
        day = self.language.date(line.published) if line.published else line.release
        parts = ", ".join(part for part in (line.title, line.publisher, day) if part)
        if line.confidence != "assumption":
            return parts
        return f"{parts} ({self.language.text('view.mark.assumed')})"

    def footer(
        self, stamp: RecordStamp, *, assumed: int, lines: int, line: str = ""
    ) -> tuple[str, ...]:
        """Return how much of a page is assumed, who published the rest, and the stamp.

        ``line`` says what is counted as a line, where that is not what the page lists.
        """
        language = self.language
        share = share_words(assumed, lines, language)
        evidence = language.count("view.assumed-lines", assumed, lines=lines, share=share)
        if not assumed:
            evidence = language.count("view.assumed-none" if lines else "view.no-lines", lines)
        said = f"{evidence} {line}" if line and lines else evidence
        return (said, *self._published_by(), stamp_line(stamp, language))

    def _published_by(self) -> tuple[str, ...]:
        said = [line for line in self.sources if line.confidence != "assumption"]
        publishers = list(dict.fromkeys(line.publisher for line in said if line.publisher))
        if not publishers:
            return ()
        named = ", ".join(publishers[:_PUBLISHERS])
        others = len(publishers) - _PUBLISHERS
        if others > 0:
            named += ", " + self.language.count("evidence.others", others)
        return (self.language.text("view.sources-line", publishers=named),)

    def more(self, rows: Sequence[object], shown: int) -> str:
        """Return what is said of the rows that are left out; nothing where all are shown."""
        left_out = len(rows) - shown
        return self.language.count("view.more", left_out) if left_out > 0 else ""

    def notes(self, findings: Iterable[Finding]) -> tuple[Cell, ...]:
        """Return the findings on the record, a line each."""
        return tuple(Cell(sentence(finding, self.language)) for finding in findings)


def share_words(part: int, whole: int, language: Language) -> str:
    """Return a share of lines as a percentage; what is there is never 0%, and a rest never 100%.

    Examples
    --------
    >>> [share_words(n, 1000, Language("en")) for n in (0, 4, 250, 999, 1000)]
    ['0%', 'less than 1%', '25%', 'more than 99%', '100%']
    """
    share = part / whole if whole else None
    if share is not None and 0 < share < _LEAST_SHARE:
        return language.text("view.share-least", share=language.percent(0.01))
    if share is not None and 1 - _LEAST_SHARE < share < 1:
        return language.text("view.share-most", share=language.percent(0.99))
    return language.percent(share)


def stamp_line(stamp: RecordStamp, language: Language) -> str:
    """Return the inputs by their hashes, what was asked, the version, and when it was made."""
    inputs = ", ".join(f"{_key(n, language)} {digest[:12]}" for n, digest in stamp.inputs.items())
    asked = ", ".join(f"{_key(name, language)} {value}" for name, value in stamp.options.items())
    made = language.instant(datetime.fromisoformat(stamp.at)) if stamp.at else ""
    parts = (inputs, asked, f"Foedus {stamp.foedus}" if stamp.foedus else "", made)
    return language.text("view.stamp", parts=" · ".join(part for part in parts if part) or UNKNOWN)


def _key(name: str, language: Language) -> str:
    return named(language, "stamp-key", name)


def rule_line(name: str, cites: str, rule: Rule | None, language: Language) -> str:
    """Return a rule in words with the text that it rests on."""
    words = language.own(rule.names) if rule and rule.names else name
    return language.text("view.rule-line", rule=words, cites=cites.rstrip(".") or UNKNOWN)


def rule_notes(rule: Rule | None, language: Language) -> tuple[Cell, ...]:
    """Return what a reader should know of a rule."""
    if rule is None or not rule.note:
        return ()
    return (Cell(" ".join(language.own(rule.note).split())),)


def named(language: Language, topic: str, key: str) -> str:
    """Return the word of the catalogue for a key of the record, else the key itself.

    Examples
    --------
    >>> named(Language("en"), "outcome", "adopted"), named(Language("en"), "outcome", "tbd")
    ('adopted', 'tbd')
    """
    entry = f"view.{topic}.{key}"
    return language.text(entry) if language.has(entry) else key
