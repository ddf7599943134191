"""Names of people, offices, bodies, parties, groups and items, as a text is searched for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from spacy.tokens import Doc

from foedus.case.model import Case
from foedus.read.atoms import atoms_of
from foedus.read.lexicon import Entry, Lexicon
from foedus.read.lexicon_states import ADJECTIVE, states
from foedus.read.lexicon_words import bodies, governments, groups, items, offices
from foedus.read.model import Code, Mention, MentionKind
from foedus.read.name_bodies import with_unknown
from foedus.read.name_joined import joined
from foedus.read.name_people import with_people
from foedus.read.person_names import parts
from foedus.read.record import Record, record_of

_KEPT = 16
"""Lexicons kept in memory: a case and a language each."""


@dataclass(frozen=True)
class Names:
    """The names that are known in a language, and what the record says of them.

    Parameters
    ----------
    language : {"en", "fr"}
    record : Record
        Parties, bodies, offices, items and people of the case.
    lexicon : Lexicon
    written : mapping of (kind, key) to tuple of str
        The names of each key in the language, the record's first.
    """

    language: Code
    record: Record
    lexicon: Lexicon
    written: Mapping[tuple[MentionKind, str], tuple[str, ...]] = field(repr=False)

    def of_kind(self, kind: MentionKind) -> tuple[str, ...]:
        """Return the keys of a kind that the record knows: of persons, their full names."""
        return tuple(sorted(self.record.keys(kind)))

    def knows(self, kind: MentionKind, key: str) -> bool:
        """Say whether the record knows a key."""
        return key in self.record.keys(kind)

    def entry(self, kind: MentionKind, key: str) -> tuple[str, ...]:
        """Return the names of a key in the language, the most usual first; none: not known.

        Examples
        --------
        >>> names_of(None, "fr").entry("party", "NLD")[0]
        'Pays-Bas'
        """
        return self.written.get((kind, key), ())

    def name(self, kind: MentionKind, key: str) -> str:
        """Return the most usual name of a key, or the key where no name is known."""
        return next(iter(self.entry(kind, key)), key)

    def holder(self, office: str, day: date) -> str | None:
        """Return who holds an office on a day, by the record."""
        held = (t for t in self.record.terms if t.office == office and t.first <= day)
        return next((t.person for t in held if t.until is None or day < t.until), None)

    def holders(self, office: str) -> tuple[str, ...]:
        """Return all who ever held an office, by the record, in the order of their first terms."""
        return tuple(dict.fromkeys(t.person for t in self.record.terms if t.office == office))

    def offices_of(self, person: str, day: date) -> tuple[str, ...]:
        """Return the offices that a person holds on a day, by the record."""
        return tuple(o for o in sorted(self.record.offices) if self.holder(o, day) == person)

    def person(self, surname: str) -> tuple[str, ...]:
        """Return the people of the record with a surname (or full name), accents ignored.

        Examples
        --------
        >>> names_of(None, "en").person("Rutte")
        ()
        """
        wanted = parts(surname).folded
        return tuple(
            name
            for name in self.record.people
            if wanted in {parts(name).folded, parts(name).surname, parts(name).last}
        )

    def party_of(self, person: str) -> str:
        """Return the party of a person, by the record; empty where it does not say."""
        return self.record.people.get(person, "")

    def members(self, body: str, day: date) -> frozenset[str]:
        """Return the parties that are members of a body on a day."""
        return frozenset(
            one.party
            for one in self.record.memberships
            if one.body == body and one.first <= day and (one.until is None or day < one.until)
        )

    def group(self, key: str) -> tuple[str, ...]:
        """Return the parties of a group, by the record."""
        return self.record.groups.get(key, ())


def names_of(case: Case | None, language: str) -> Names:
    """Return the names of a case and the shipped ones, built once for a case and a language.

    Parameters
    ----------
    case : Case, optional
    language : {"en", "fr"}

    Examples
    --------
    >>> names_of(None, "en").entry("body", "nac")[0]
    'North Atlantic Council'
    """
    code: Code = "fr" if language == "fr" else "en"
    return _built(_Hashed("" if case is None else case.sha256, case), code)


@dataclass(frozen=True)
class _Hashed:
    """A case that is told from others by its hash alone."""

    sha256: str
    case: Case | None = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _built(hashed: _Hashed, language: Code) -> Names:
    record = record_of(hashed.case)
    named: list[tuple[str, Entry]] = [
        *((name, Entry("person", name, known=True)) for name in record.people),
        *bodies(language, record),
        *states(language, record.parties),
        *governments(language, record.parties),
        *groups(language, record),
        *offices(language, record),
        *items(language, record),
    ]
    return Names(language, record, Lexicon(named), _written(named))


def _written(named: list[tuple[str, Entry]]) -> Mapping[tuple[MentionKind, str], tuple[str, ...]]:
    found: dict[tuple[MentionKind, str], dict[str, None]] = {}
    for name, entry in named:
        if entry.kind is not None and entry.key is not None and entry.of != ADJECTIVE:
            found.setdefault((entry.kind, entry.key), {})[name] = None
    return MappingProxyType({key: tuple(names) for key, names in found.items()})


def mentions(doc: Doc, names: Names) -> tuple[Mention, ...]:
    """Return the names in a parsed text, in its order; those of no kind overlap.

    An adjective counts as its state's name ("Norvégien"). An office or body covers the party or
    body that it belongs to ("Secrétaire général de l'OTAN"), which ``of`` then tells. Words for a
    kind of thing ("tanks") are items without a key, ``of`` the shipped list's kind.

    Parameters
    ----------
    doc : Doc
    names : Names
    """
    found = joined(doc, _plain(doc, names), names.language)
    found = with_unknown(doc, found, names.language, names.record)
    found = with_people(doc, found, names.record)
    plain = (replace(one, of="") if one.of == ADJECTIVE else one for one in found)
    return tuple(sorted(plain, key=lambda one: (one.start, one.end)))


def _plain(doc: Doc, names: Names) -> list[Mention]:
    """Return the lexicon's names as they stand; of two in one token the first."""
    atoms = atoms_of(doc)
    found: list[Mention] = []
    for match in names.lexicon.matches(atoms):
        start, end = atoms[match.start].token, atoms[match.end - 1].token + 1
        entry = match.entry
        if entry.kind is None or (found and found[-1].end > start):
            continue
        words = doc[start:end].text
        found.append(Mention(entry.kind, start, end, words, entry.key, entry.known, entry.of))
    return found
