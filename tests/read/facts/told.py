"""What the patterns of a family find in a text, held in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from foedus.case.load import load
from foedus.read.engine import understood
from foedus.read.merge import merged
from foedus.read.model import Code, Fact, Reading
from foedus.read.names import Names, names_of
from foedus.results.dispatch import Document, Value

ROOT = Path(__file__).parents[3]
CASE = load(ROOT / "cases/ukraine-2024")
FRENCH = ROOT / "cases/ukraine-2024/dispatches/2024-10-secretary-general.fr.txt"

Pattern = Callable[[Reading, Names], Iterator[Fact]]


def facts(text: str, language: Code, *patterns: Pattern) -> tuple[Fact, ...]:
    """Return the facts that patterns find in a text, merged."""
    names = names_of(CASE, language)
    reading = understood(Document("text", text), language, names)
    return merged([fact for one in patterns for fact in one(reading, names)], reading)


def fields(text: str, language: Code, *patterns: Pattern) -> list[dict[str, Value]]:
    """Return the fields of the facts that patterns find in a text."""
    return [dict(fact.fields) for fact in facts(text, language, *patterns)]
