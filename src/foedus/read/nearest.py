"""The known names that are nearest to one that is not known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from foedus.case.model import Case
from foedus.case.spelling import nearest as spelt_like
from foedus.read.as_of import as_of
from foedus.read.atoms import folded, words
from foedus.read.model import Mention, Reading
from foedus.read.names import Names
from foedus.results.dispatch import Nearest

MOST = 3
"""Names that are returned, at most."""

_FEW = frozenset(
    {"of", "the", "and", "for", "on", "in", "de", "du", "des", "la", "le", "les", "l", "d", "et",
     "sur", "pour", "a", "s", "en"}
)  # fmt: skip
_LEAST = 0.25
"""Share of a mention's weight of words that a name must hold to be near."""

_AROUND = 14
"""Words after a body among which its members are named: "composée des pays membres de l'OTAN"."""

_COMPOSED = frozenset(
    {"compose", "composee", "composer", "reunir", "reunit", "reunissant", "regroupant", "formee",
     "forme", "former", "rassemblant", "composed", "made", "comprise", "comprising", "consist",
     "consists", "consisting", "representing", "bringing", "of", "representant"}
)  # fmt: skip
_HEAD_AND_OWNER = 2
"""Words of a body that is told by its owner alone: "Commission de l'OTAN"."""

_GENERIC = frozenset(
    {"aerie", "air", "aircr", "ammun", "anti", "antia", "armes", "armou", "artil", "avion",
     "batte", "blind", "chars", "chass", "comba", "defen", "drone", "equip", "fight", "heavy",
     "jets", "lance", "launc", "leger", "light", "lourd", "mater", "milit", "missi", "muni",
     "munit", "radar", "rocke", "roque", "syste", "tank", "tanks", "unit", "vehic", "weapo"}
)  # fmt: skip
"""Stems of items that are kinds of things, no names: alone they make no two near."""

_STEM = 5
"""Letters by which two words count as the same: "sécurité", "security"."""


def nearest(
    mention: Mention, reading: Reading, names: Names, case: Case | None
) -> tuple[Nearest, ...]:
    """Return at most three known names near a mention that is not known, the best first.

    A body that the text describes by its members is first of all the record's body, other than the
    organisation itself, whose members those are; then names count by the rare words they share.

    Parameters
    ----------
    mention : Mention
    reading : Reading
    names : Names
    case : Case, optional

    Returns
    -------
    tuple of Nearest
        Of the mention's kind; empty where none is near.
    """
    found: dict[tuple[str, str], Nearest] = {}
    if mention.kind == "body" and case is not None:
        for key in _by_members(mention, reading, names):
            found[("body", key)] = Nearest("body", key, names.name("body", key))
    for key in _by_words(mention, names):
        found.setdefault(
            (mention.kind, key), Nearest(mention.kind, key, _named(mention, key, names))
        )
    return tuple(found.values())[:MOST]


def _named(mention: Mention, key: str, names: Names) -> str:
    return key if mention.kind == "person" else names.name(mention.kind, key)


def _by_members(mention: Mention, reading: Reading, names: Names) -> Iterator[str]:
    """Yield the record's bodies whose members are those by which the text describes a body."""
    described = _described(mention, reading, names)
    if described is None:
        return
    members, whole = described
    day = as_of(reading) or date.max
    named_after = {one.body for one in names.record.memberships}
    for key in names.record.bodies:
        same = key in named_after and names.members(key, day) == members
        if key != whole and same:
            yield key


def _described(
    mention: Mention, reading: Reading, names: Names
) -> tuple[frozenset[str], str] | None:
    """Return the members that the text gives a body, and the organisation that they form."""
    doc = reading.doc
    limit = min(mention.end + _AROUND, doc[mention.start].sent.end)
    if mention.end - mention.start > 1 and mention.of == "":
        return None
    for group in reading.mentions:
        near = group.kind == "group" and mention.end <= group.start < limit
        between = {folded(token.text) for token in doc[mention.end : group.start]}
        lemmas = {folded(token.lemma_) for token in doc[mention.end : group.start]}
        if near and (between | lemmas) & _COMPOSED:
            key = "nato" if group.key == "members" else group.key or ""
            if key in names.record.bodies:
                return names.members(key, (as_of(reading) or date.max)), key
            return frozenset(names.group(key)), key
    return _described_by_body(mention, reading, names)


def _described_by_body(
    mention: Mention, reading: Reading, names: Names
) -> tuple[frozenset[str], str] | None:
    if mention.end - mention.start == 1 and _is_echoed(mention, reading):
        return _of_first(mention, reading, names)
    telling = [word for word in words(mention.words) if folded(word) not in _FEW]
    if mention.of in names.record.bodies and len(telling) <= _HEAD_AND_OWNER:
        return names.members(mention.of, (as_of(reading) or date.max)), mention.of
    return None


def _is_echoed(mention: Mention, reading: Reading) -> bool:
    """Say whether another mention of the same words stands in the text."""
    same = [one for one in reading.mentions if one.kind == "body" and one.words == mention.words]
    return len(same) > 1 and same[0].start != mention.start


def _of_first(
    mention: Mention, reading: Reading, names: Names
) -> tuple[frozenset[str], str] | None:
    """Describe a body as where it was first named: "La Commission travaillera …"."""
    first = next(one for one in reading.mentions if one.words == mention.words)
    return _described(first, reading, names)


def _by_words(mention: Mention, names: Names) -> list[str]:
    """Return keys by the weight of the words they share with a mention, the heaviest first."""
    if mention.kind == "person":
        near = spelt_like(mention.words, names.of_kind("person"), cutoff=0.7)
        return [] if near is None else [near]
    known = _known(names, mention.kind)
    mine = _stems(mention.words)
    total = sum(known.weight(stem) for stem in mine)
    if not total:
        return []
    scored = []
    for key, stems in known.names:
        shared = sum(known.weight(stem) for stem in mine & stems)
        if shared >= _LEAST * total and _tells(mine & stems, mention.kind):
            rest = sum(known.weight(stem) for stem in stems - mine)
            scored.append((-round(shared, 6), round(rest, 6), key))
    in_order = dict.fromkeys(key for _, _, key in sorted(scored))
    if mention.key is None:
        return list(in_order)
    # A name that the shipped lists know is no other's mistake: only the record's own help.
    return [key for key in in_order if key != mention.key and names.knows(mention.kind, key)]


def _tells(stems: frozenset[str], kind: str) -> bool:
    """Say whether shared stems are more than numbers and, of items, kinds of things."""
    named = (stem for stem in stems if not stem.isdigit())
    return any(kind != "item" or stem not in _GENERIC for stem in named)


@dataclass(frozen=True)
class _Known:
    """The names of a kind as stems of words, and how many keys bear each stem."""

    names: tuple[tuple[str, frozenset[str]], ...]
    borne: Mapping[str, int]
    keys: int

    def weight(self, stem: str) -> float:
        """Return how much a stem tells: a place's name more than "council"; unheard of: most."""
        return math.log((1 + self.keys) / (0.5 + self.borne.get(stem, 0)))


def _known(names: Names, kind: str) -> _Known:
    return _stemmed(_Lexical(names), kind)


@dataclass(frozen=True)
class _Lexical:
    """Names that are told from others by identity: they are kept for each case and language."""

    names: Names

    def __hash__(self) -> int:
        return id(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lexical) and other.names is self.names


@lru_cache(maxsize=64)
def _stemmed(lexical: _Lexical, kind: str) -> _Known:
    listed = [
        (key, stems)
        for (one, key), written in lexical.names.written.items()
        if one == kind
        for stems in (_stems(name) for name in written)
        if stems
    ]
    by_key: dict[str, set[str]] = {}
    for key, stems in listed:
        by_key.setdefault(key, set()).update(stems)
    borne = Counter(stem for stems in by_key.values() for stem in stems)
    return _Known(tuple(listed), MappingProxyType(dict(borne)), len(by_key))


def _stems(name: str) -> frozenset[str]:
    found = (folded(word) for word in words(name))
    return frozenset(word[:_STEM] for word in found if word not in _FEW and len(word) > 1)
