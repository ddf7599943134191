"""Scores the reader on dispatches that were marked by hand.

A folder holds pairs: ``NAME.txt``, the dispatch, and ``NAME.json``, the facts that a reader should
propose. A fact carries a piece of its sentence (``quote``; ``also``: of further sentences in which
it stands), and for a field a value or a list of accepted values, ``None`` among them where it may
be absent (``parties`` is one tuple, or a list of such). ``optional`` marks what a reasonable reader
could propose or leave. ``mistake`` says what is really so where the dispatch errs on purpose.

A proposal is right if a marked fact of its kind agrees with it in three ways:

1. a sentence of the proposal overlaps one of the fact's;
2. every field of ``IDENTIFYING`` that is marked is equal (see ``field_match``), and no field of
   ``ALONE`` is proposed that is not marked;
3. no field of ``AGREEING`` that both give differs.

Facts and proposals are paired one to one, in the order of the text, demanded facts first. What is
paired with an optional fact is neither demanded nor counted as proposed: precision is right /
(right + wrong), recall is right / expected.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from field_match import same

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.results.dispatch import Dispatch, Proposal

HERE = Path(__file__).parent / "dispatches"
CASE = Path(__file__).parents[2] / "cases" / "ukraine-2024"

IDENTIFYING: Mapping[str, tuple[str, ...]] = {
    "appointment": ("person", "office"),
    "term": ("person", "office", "from", "until", "duration"),
    "decision": ("body", "rule", "members", "subject"),
    "priority": ("who", "what", "rank"),
    "function": ("office", "duty"),
    "aid": ("stage", "donor", "item", "quantity", "amount", "currency"),
    "spending": ("party", "measure", "share", "amount", "currency", "change"),
    "agreement": ("parties",),
    "partnership": ("parties",),
    "statement": ("speaker", "quoted", "words"),
    "event": ("what",),
}
AGREEING: Mapping[str, tuple[str, ...]] = {
    "appointment": ("predecessor", "from", "until", "how", "body"),
    "term": ("predecessor", "how"),
    "decision": ("date",),
    "priority": (),
    "function": (),
    "aid": ("type", "recipient", "date"),
    "spending": ("year", "from", "until", "under"),
    "agreement": ("subject",),
    "partnership": ("subject",),
    "statement": (),
    "event": ("where", "when"),
}
ALONE: Mapping[str, tuple[str, ...]] = {
    "aid": ("item", "quantity", "amount"),
    "spending": ("share", "amount"),
}
"""Fields that make another fact of it: a package with a number of tanks is not the package."""


@dataclass(frozen=True)
class Marked:
    """A fact marked by hand: its fields, and its places ``[a, b)`` in the text."""

    kind: str
    fields: Mapping[str, Any]
    places: tuple[tuple[int, int], ...]
    optional: bool
    quote: str


@dataclass(frozen=True)
class Sample:
    """A dispatch with the facts marked in it."""

    name: str
    text: str
    language: str
    dateline: str | None
    facts: tuple[Marked, ...]


@dataclass(frozen=True)
class Paired:
    """What became of a sample: facts met and missed, proposals that are wrong, its head."""

    name: str
    expected: tuple[Marked, ...]
    met: tuple[Marked, ...]
    missed: tuple[Marked, ...]
    wrong: tuple[Proposal, ...]
    language: bool = True
    dateline: bool = True


@dataclass(frozen=True)
class Row:
    """A line of the table: one kind, or ``all``."""

    kind: str
    expected: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """Right / proposed; 1 where nothing was proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Right / expected; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0


def samples(folder: Path) -> tuple[Sample, ...]:
    """Return the dispatches of a folder with their marks, by name."""
    return tuple(_sample(path) for path in sorted(folder.glob("*.txt")))


def _sample(path: Path) -> Sample:
    text = path.read_text(encoding="utf-8")
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    facts = tuple(_marked(one, text) for one in gold["facts"])
    return Sample(path.stem, text, gold["language"], gold["dateline"], facts)


def _marked(one: Mapping[str, Any], text: str) -> Marked:
    pieces = (one["quote"], *one.get("also", ()))
    places = tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return Marked(one["kind"], one["fields"], places, one["optional"], one["quote"])


@cache
def record() -> Case:
    """Return the case that dispatches are held against."""
    from foedus.case.load import load

    return load(CASE)


def dispatch(text: str, file: str) -> Dispatch:
    """Return a text as the reader reads it, with the record of ``cases/ukraine-2024``."""
    from foedus.read.engine import read
    from foedus.results.dispatch import Document

    return read(Document(file, text), case=record())


@cache
def read_folder(folder: Path) -> tuple[Paired, ...]:
    """Read every dispatch of a folder and pair its proposals with its marks."""
    return tuple(_compared(one, dispatch(one.text, f"{one.name}.txt")) for one in samples(folder))


def _compared(sample: Sample, found: Dispatch) -> Paired:
    day = found.dateline.day if found.dateline else None
    same_language, same_day = found.language == sample.language, day == sample.dateline
    return replace(pair(sample, found.proposals), language=same_language, dateline=same_day)


def pair(sample: Sample, proposals: Sequence[Proposal]) -> Paired:
    """Pair proposals with marked facts, one to one, demanded facts first."""
    left = list(proposals)
    expected = tuple(one for one in sample.facts if not one.optional)
    met = tuple(one for one in expected if _taken(one, left))
    for one in sample.facts:
        if one.optional:
            _taken(one, left)
    missed = tuple(one for one in expected if one not in met)
    return Paired(sample.name, expected, met, missed, tuple(left))


def _taken(fact: Marked, left: list[Proposal]) -> bool:
    """Take the first proposal that is this fact out of those that are left."""
    found = next((one for one in left if is_right(one, fact)), None)
    if found is None:
        return False
    left.remove(found)
    return True


def is_right(proposal: Proposal, fact: Marked) -> bool:
    """Tell whether a proposal is a marked fact (see the module's text)."""
    if proposal.kind != fact.kind or not _overlaps(proposal, fact):
        return False
    given: dict[str, Any] = {**proposal.fields}
    given.setdefault("date", proposal.date or None)
    kind = fact.kind
    marked = [name for name in IDENTIFYING[kind] if name in fact.fields]
    extra = [name for name in ALONE.get(kind, ()) if name in given and name not in fact.fields]
    both = [name for name in AGREEING[kind] if name in fact.fields and given.get(name)]
    return not extra and all(
        same(name, given.get(name), fact.fields[name]) for name in (*marked, *both)
    )


def _overlaps(proposal: Proposal, fact: Marked) -> bool:
    spans = [proposal.quote.span, *(one.span for one in proposal.more)]
    return any(a < d and c < b for a, b in spans for c, d in fact.places)


def table(paired: Sequence[Paired]) -> tuple[Row, ...]:
    """Return the score by kind, and of ``all`` in the last row."""
    rows = [_row(kind, paired) for kind in IDENTIFYING]
    total = Row("all", *(sum(getattr(one, name) for one in rows) for name in COUNTS))
    return (*rows, total)


COUNTS = ("expected", "proposed", "right")


def _row(kind: str, paired: Sequence[Paired]) -> Row:
    expected = sum(fact.kind == kind for one in paired for fact in one.expected)
    right = sum(fact.kind == kind for one in paired for fact in one.met)
    wrong = sum(proposal.kind == kind for one in paired for proposal in one.wrong)
    return Row(kind, expected, right + wrong, right)


def score(folder: Path) -> tuple[Row, ...]:
    """Read a folder of marked dispatches and return its table."""
    return table(read_folder(folder))


def lines(name: str, rows: Sequence[Row]) -> Iterator[str]:
    """Write a table as text."""
    yield f"{name:12} {'expected':>8} {'proposed':>8} {'right':>6} {'precision':>9} {'recall':>7}"
    for row in rows:
        counts = f"{row.expected:8} {row.proposed:8} {row.right:6}"
        yield f"{row.kind:12} {counts} {row.precision:9.2f} {row.recall:7.2f}"


def show(name: str, rows: Sequence[Row]) -> None:
    """Print a table."""
    sys.stdout.write("\n" + "\n".join(lines(name, rows)) + "\n")


def differences(folder: Path) -> Iterator[str]:
    """Write what was missed and what was wrong, dispatch by dispatch."""
    for one in read_folder(folder):
        yield f"== {one.name}{'' if one.dateline else ' (dateline wrong)'}"
        for fact in one.missed:
            yield f"  missed {fact.kind}: {dict(fact.fields)} | {fact.quote}"
        for proposal in one.wrong:
            quote = " ".join(proposal.quote.text.split())
            yield f"  wrong  {proposal.kind}: {dict(proposal.fields)} | {quote[:110]}"


if __name__ == "__main__":
    for asked in map(Path, sys.argv[1:]):
        show(asked.name, score(asked))
        sys.stdout.write("\n".join(differences(asked)) + "\n")
