"""What a case's record names: parties, bodies, offices, their holders, items and people."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from foedus.case.model import Case
from foedus.read.model import MentionKind

_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_REMARK = re.compile(r"\s*(\([^()]*\)|,\s.*)$")
"""A remark at the end of an item's name: "(152 mm)", ", without missiles"."""

_WORDS_OF_NAME = range(2, 6)


@dataclass(frozen=True)
class Term:
    """A term of an office: ``[first, until)``; until None: it still runs."""

    office: str
    person: str
    party: str
    first: date
    until: date | None = None


@dataclass(frozen=True)
class Membership:
    """A party's membership of a body: ``[first, until)``."""

    party: str
    body: str
    first: date
    until: date | None = None


@dataclass(frozen=True)
class Record:
    """The names that a record holds.

    Parameters
    ----------
    parties : frozenset of str
        Codes.
    groups : mapping of str to tuple of str
        A group's parties.
    bodies, items : mapping of str to tuple of str
        A key's names in English and French.
    terms : tuple of Term
    memberships : tuple of Membership
    people : mapping of str to str
        Full names, holders and nominees and speakers, with the party where the record says it.
    """

    parties: frozenset[str] = frozenset()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    items: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    terms: tuple[Term, ...] = ()
    memberships: tuple[Membership, ...] = ()
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def keys(self, kind: MentionKind) -> Collection[str]:
        """Return the keys of a kind that the record holds: of persons, their full names."""
        held: Mapping[MentionKind, Collection[str]] = {
            "party": self.parties,
            "body": self.bodies,
            "office": self.offices,
            "item": self.items,
            "group": self.groups,
            "person": self.people,
        }
        return held.get(kind, ())

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices that have had a holder."""
        return frozenset(term.office for term in self.terms)


def record_of(case: Case | None) -> Record:
    """Return the names that a case's record holds; of no case, none."""
    if case is None:
        return Record()
    terms = tuple(
        Term(*row)
        for row in case.tables["terms"].select("office", "person", "party", "from", "until").rows()
    )
    memberships = tuple(
        Membership(*row)
        for row in case.tables["memberships"].select("party", "body", "from", "until").rows()
    )
    return Record(
        frozenset(case.tables["parties"]["party"].to_list()),
        _groups(case),
        _named(case, "bodies", "body"),
        MappingProxyType({k: _plain(v) for k, v in _named(case, "items", "item").items()}),
        tuple(sorted(terms, key=lambda term: (term.first, term.person))),
        memberships,
        _people(case),
    )


def _groups(case: Case) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for party, groups in case.tables["parties"].select("party", "groups").rows():
        for group in filter(None, (groups or "").split(";")):
            found.setdefault(group, []).append(party)
    return MappingProxyType({group: tuple(parties) for group, parties in found.items()})


def _named(case: Case, table: str, key: str) -> Mapping[str, tuple[str, ...]]:
    rows = case.tables[table].select(key, "name_en", "name_fr").rows()
    return MappingProxyType({row[0]: tuple(n for n in row[1:] if n) for row in rows})


def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return an item's names without remarks at their end, French nouns in small letters."""
    bare = dict.fromkeys(_REMARK.sub("", name) for name in names)
    return tuple(name for name in bare if name)


def _people(case: Case) -> Mapping[str, str]:
    """Return the people of terms, nominations and statements; a speaker only where it is a name."""
    found: dict[str, str] = {}
    for table in ("nominations", "terms"):
        for person, party in case.tables[table].select("person", "party").rows():
            found[person] = party or found.get(person, "")
    for speaker in case.tables["statements"]["speaker"].to_list():
        name = speaker.split(",")[0].strip()
        if _is_name(name):
            found.setdefault(name, "")
    return MappingProxyType(found)


def _is_name(name: str) -> bool:
    """Say whether words are a person's name: two to five, none of them a common noun's."""
    parts = name.split()
    capital = all(part[0].isupper() or part in {"de", "van", "von", "der"} for part in parts)
    ministry = any(part in {"Ministry", "Government", "Leaders", "Sources", "of"} for part in parts)
    return len(parts) in _WORDS_OF_NAME and capital and not ministry
