"""The check of a whole log, line by line: what every log of events has in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from foedus.decide.instants import Flaw
from foedus.decide.json_lines import MOST_FAULTS, Line, located
from foedus.errors import Finding

LineT_contra = TypeVar("LineT_contra", bound=Line, contravariant=True)
LineT = TypeVar("LineT", bound=Line)


class Check(Protocol[LineT_contra]):
    """One pass over the lines of a log.

    Parameters
    ----------
    open_from : int, optional
        The line after which it is not known where the matter stands.
    """

    open_from: int | None

    def flaws(self, line: LineT_contra) -> list[Flaw]:
        """Return what is wrong with the next line; one without flaws acts."""


def findings_of(
    lines: Sequence[LineT], check: Check[LineT], *, file: str, not_held: str
) -> list[Finding]:
    """Return the findings of the lines of a log, in their order.

    Parameters
    ----------
    lines : sequence of Line
    check : Check
    file : str
        Name of the log in findings.
    not_held : str
        Kind of the warning that lines could not be held against where the matter stands.
    """
    faults: list[Finding] = []
    for line in lines:
        if len(faults) >= MOST_FAULTS:
            faults.append(Finding("fault", "silence.more-faults", file, line.number))
            break
        faults += (located(flaw, line.number, file) for flaw in check.flaws(line))
    open_from = check.open_from
    if open_from is not None and lines[-1].number != open_from:
        faults.append(Finding("warning", not_held, file, open_from))
    return sorted(faults, key=lambda fault: fault.row or 0)


@dataclass
class Order:
    """Whether the lines of a log stand in the order of time.

    Parameters
    ----------
    file : str
    latest : Line, optional
        The last line whose instant is in order.
    """

    file: str
    latest: Line | None = None

    def flaws(self, line: Line) -> Iterator[Flaw]:
        """Yield that the next line lies before one that stands above it."""
        last = self.latest
        if line.at is None:
            return
        if last is None or last.at is None or line.at >= last.at:
            self.latest = line
            return
        details = {"line": str(last.number), "in": self.file, "before": last.at.isoformat()}
        yield Flaw("silence.out-of-order", "at", line.at.isoformat(), details)


class Bilingual(Protocol):
    """An event that brings a text in two languages, each by its hash."""

    @property
    def line(self) -> int:
        """Return where it stands in the file."""

    @property
    def hash_en(self) -> str | None:
        """Return the hash of the English text."""

    @property
    def hash_fr(self) -> str | None:
        """Return the hash of the French text."""


def same_texts(rounds: Iterable[Bilingual], *, file: str) -> tuple[Finding, ...]:
    """Return warnings of rounds: one text for two languages, a round that changes nothing.

    Parameters
    ----------
    rounds : iterable of Bilingual
        The events that open a round, the first first.
    file : str
        Name of the log in findings.
    """
    found: list[Finding] = []
    earlier: Bilingual | None = None
    for number, event in enumerate(rounds):
        if event.hash_en == event.hash_fr:
            found.append(Finding("warning", "silence.same-text", file, event.line, "hash_fr"))
        if earlier is not None and _texts(earlier) == _texts(event):
            details = {"number": str(number)}
            same = Finding("warning", "silence.same-round", file, event.line, None, None, details)
            found.append(same)
        earlier = event
    return tuple(found)


def _texts(event: Bilingual) -> tuple[str | None, str | None]:
    return event.hash_en, event.hash_fr
