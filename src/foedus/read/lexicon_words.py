"""Offices, bodies, groups and items: the shipped lists, under the record's keys where it can."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from foedus.read.atoms import folded, words
from foedus.read.lexicon import Entry
from foedus.read.lexicon_states import adjectives
from foedus.read.model import Code
from foedus.read.record import Record
from foedus.read.word_lists import texts, word_list

ORGANISATION = "nato"
"""The organisation whose offices a record holds."""


def offices(language: Code, record: Record) -> Iterator[tuple[str, Entry]]:
    """Yield the names of offices; one that names its body or state says so in ``of``."""
    for key, row in word_list("offices").items():
        known, of = key in record.offices, str(row.get("of", ""))
        named = None if row.get("keyless") else key
        for name in texts(row.get(language, ())):
            yield name, Entry("office", named, known, of, "any")
        for name in texts(row.get(f"{language}_exact", ())):
            yield name, Entry("office", key, known, of, "exact")
        for owner, names in row.get(f"{language}_of", {}).items():
            for name in texts(names):
                yield name, Entry("office", key, known, owner)
        if language == "fr":
            yield from _interleaved(key, row, known=known)


def _interleaved(key: str, row: Mapping[str, Any], *, known: bool) -> Iterator[tuple[str, Entry]]:
    for pattern in texts(row.get("interleaved", ())):
        for code, forms in adjectives("fr").items():
            for form in forms:
                yield pattern.format(form), Entry("office", key, known, code, "any")


def bodies(language: Code, record: Record) -> Iterator[tuple[str, Entry]]:
    """Yield the names of bodies: the record's in both languages, and the shipped ones."""
    for key, names in record.bodies.items():
        for name in names if language == "en" else reversed(names):
            yield name, Entry("body", key, known=True)
    shipped = word_list("bodies")
    other = "en" if language == "fr" else "fr"
    for key, row in shipped.items():
        own = record_key(key, row, record)
        known, of = own in record.bodies, str(row.get("of", ""))
        of = record_key(of, shipped[of], record) if of in shipped else of
        for lang in (language, other):
            for name in texts(row.get(lang, ())):
                yield name, Entry("body", own, known, of)
            for name in texts(row.get(f"{lang}_exact", ())):
                if lang == language or not row.get(f"{language}_exact"):
                    yield name, Entry("body", own, known, of, "exact")


def record_key(key: str, row: Mapping[str, Any], record: Record) -> str:
    """Return the record's key of a shipped body: the same, else that of the same name."""
    if key in record.bodies:
        return key
    shipped = {_same(name) for lang in ("en", "fr") for name in texts(row.get(lang, ()))}
    for own, names in record.bodies.items():
        if any(_same(name) in shipped for name in names):
            return own
    return key


def _same(name: str) -> str:
    return " ".join(folded(word) for word in words(name))


def groups(language: Code, record: Record) -> Iterator[tuple[str, Entry]]:
    """Yield the names of groups of parties."""
    for key, row in word_list("groups").items():
        for name in texts(row.get(language, ())):
            yield name, Entry("group", key, key in record.groups, case="any")


GOVERNMENT = "government"
"""What ``of`` says in an entry of words that need a state beside them; no mention carries it."""


def governments(language: Code, parties: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """Yield names that stand for a state: "the Pentagon", "ministère allemand de la Défense"."""
    rows = word_list("governments")
    for name in texts(rows[language]):
        yield name, Entry("party", None, of=GOVERNMENT, case="any")
    for code, names in rows["alone"].items():
        for name in texts(names):
            yield name, Entry("party", code, code in parties)
    for pattern in texts(rows.get(f"between_{language}", ())):
        for code, forms in adjectives(language).items():
            for form in forms:
                yield pattern.format(form), Entry("party", code, code in parties, case="any")


def items(language: Code, record: Record) -> Iterator[tuple[str, Entry]]:
    """Yield the names of items, singular and plural, and words for kinds of things."""
    for key, names in record.items.items():
        for name in names if language == "en" else reversed(names):
            for form in _numbers(name, language):
                yield form, _item(form, Entry("item", key, known=True))
    for key, names in word_list("items").items():
        if key == "kinds":
            yield from _kinds(language)
            continue
        for name in texts(names):
            for form in _numbers(name, language):
                yield form, _item(form, Entry("item", key, key in record.items))


def _kinds(language: Code) -> Iterator[tuple[str, Entry]]:
    for key, names in word_list("items")["kinds"].items():
        for name in texts(names):
            for form in _numbers(name, language):
                yield form, Entry("item", None, of=key, case="any")


def _item(name: str, entry: Entry) -> Entry:
    """Let a word in capitals alone be written so only: MARS is not "mars", VAB not "vab"."""
    atoms = words(name)
    alone = len(atoms) == 1 and name.isupper()
    return Entry(entry.kind, entry.key, entry.known, entry.of, "exact" if alone else "proper")


def _numbers(name: str, language: Code) -> tuple[str, ...]:
    """Return a name and its plurals: English at its end, French at its first word or all."""
    if name[-1] in "sxzSXZ":
        return (name,)
    if language == "en":
        plural = f"{name[:-1]}ies" if name.endswith("ry") else f"{name}s"
        return (name, plural)
    first, *rest = name.split(" ")
    heads = first if first[-1] in "sxz" or not first.islower() else f"{first}s"
    joined = " ".join((heads, *rest))
    every = " ".join(
        word if word[-1] in "sxz" or not word.islower() else f"{word}s" for word in name.split(" ")
    )
    return tuple(dict.fromkeys((name, joined, every, f"{name}s" if name[-1].isdigit() else name)))
