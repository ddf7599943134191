"""Known names by their atoms: the longest name that stands at a place wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from foedus.read.atoms import Atom, folded, words
from foedus.read.model import MentionKind

Case = Literal["any", "proper", "exact"]
"""How capitals count: not at all; where the name has one; letter by letter."""

LONGEST = 14
"""Atoms of a name; longer ones are cut off, so that a walk is bounded."""

_PREFIXES = frozenset({"non", "anti", "pro", "un"})
"""Before a hyphen they turn a name into something else ("non-NATO", "pro-Russian")."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for; kind None: words that only look like a name ("Latin American")."""

    kind: MentionKind | None
    key: str | None = None
    known: bool = False
    of: str = ""
    case: Case = "proper"


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text: atoms ``[start, end)``."""

    start: int
    end: int
    entry: Entry


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    names: list[tuple[tuple[str, ...], Entry]] = field(default_factory=list)


class Lexicon:
    """Names as a tree of atoms.

    Examples
    --------
    >>> lexicon = Lexicon([("North Atlantic Council", Entry("body", "nac"))])
    >>> lexicon.size
    1
    """

    def __init__(self, names: Iterable[tuple[str, Entry]]) -> None:
        self._root = _Node()
        self.size = 0
        for name, entry in names:
            self._add(words(name)[:LONGEST], entry)

    def _add(self, name: tuple[str, ...], entry: Entry) -> None:
        if not name:
            return
        node = self._root
        for word in name:
            node = node.after.setdefault(folded(word), _Node())
        if not any(known[0] == name and known[1].case == entry.case for known in node.names):
            node.names.append((name, entry))
            self.size += 1

    def matches(self, atoms: Sequence[Atom]) -> Iterator[Match]:
        """Yield the names in a text, the longest at each place, none over another."""
        at = 0
        while at < len(atoms):
            found = self._longest(atoms, at)
            if found is None:
                at += 1
                continue
            if found.entry.kind is not None:
                yield found
            at = found.end

    def _longest(self, atoms: Sequence[Atom], start: int) -> Match | None:
        if start and atoms[start].hyphened and atoms[start - 1].folded in _PREFIXES:
            return None
        node, best, at = self._root, None, start
        while at < len(atoms) and (at == start or atoms[at].joined):
            following = node.after.get(atoms[at].folded)
            if following is None:
                break
            node, at = following, at + 1
            entry = _standing(node.names, atoms[start:at]) if node.names else None
            if entry is not None:
                best = Match(start, at, entry)
        return best


def _standing(names: list[tuple[tuple[str, ...], Entry]], atoms: Sequence[Atom]) -> Entry | None:
    for name, entry in names:
        if _written_so(name, entry.case, atoms):
            return entry
    return None


def _written_so(name: tuple[str, ...], case: Case, atoms: Sequence[Atom]) -> bool:
    if case == "any":
        return True
    if case == "exact":
        return all(word == atom.text for word, atom in zip(name, atoms, strict=True))
    return all(
        not word[0].isupper() or atom.text[0].isupper()
        for word, atom in zip(name, atoms, strict=True)
    )
