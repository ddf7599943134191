"""Readings of short texts, and the facts that a pattern finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from foedus.case.load import load
from foedus.case.model import Case
from foedus.read.engine import understood
from foedus.read.model import Code, Fact, Reading
from foedus.read.names import Names, names_of
from foedus.results.dispatch import Document

Pattern = Callable[[Reading, Names], Iterator[Fact]]
CASE = Path(__file__).parents[3] / "cases" / "ukraine-2024"


@cache
def record() -> Case:
    """Return the case whose names are known."""
    return load(CASE)


def facts(pattern: Pattern, code: Code, text: str) -> list[Fact]:
    """Return the facts that a pattern finds in a text."""
    names = names_of(record(), code)
    return list(pattern(understood(Document("dispatch.txt", text), code, names), names))


def fields(pattern: Pattern, code: Code, text: str, *wanted: str) -> list[tuple[Any, ...]]:
    """Return some fields of each fact that a pattern finds, absent ones as None."""
    return [tuple(fact.fields.get(name) for name in wanted) for fact in facts(pattern, code, text)]
