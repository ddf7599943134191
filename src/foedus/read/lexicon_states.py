"""Names, adjectives and inhabitants of states, in English and French."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

from foedus.read.lexicon import Case, Entry
from foedus.read.model import Code
from foedus.read.word_lists import Texts, texts, word_list

_THREE = re.compile(r"[A-Z]{3}")
_FORMER = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes that ISO 3166-3 lists as withdrawn, and CLDR maps on a country of today."""

_USERS = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
"""Codes that ISO 3166-1 leaves to users."""

_NO_PLURAL = re.compile(r"(ese|ish|ch|tch|ss|men|man|woman|sh)$")


@cache
def territories(language: Code) -> Mapping[str, str]:
    """Return the states' short names in CLDR, by ISO 3166-1 alpha-3 code.

    Examples
    --------
    >>> territories("fr")["NLD"], territories("en")["TUR"]
    ('Pays-Bas', 'Türkiye')
    """
    named = Locale(language).territories
    left_out = set(texts(word_list("not_states")[f"left_out_{language}"]))
    found = {
        code: named[two[0]]
        for code, two in get_global("territory_aliases").items()
        if _is_state(code) and len(two) == 1 and two[0] in named
    }
    return MappingProxyType({code: name for code, name in found.items() if name not in left_out})


def _is_state(code: str) -> bool:
    return bool(_THREE.fullmatch(code)) and code not in _FORMER and not _USERS.fullmatch(code)


def state_names(language: Code) -> Mapping[str, tuple[str, ...]]:
    """Return all names of each state, by code; CLDR's short name first."""
    found = {code: [name] for code, name in territories(language).items()}
    for code, row in word_list("states").items():
        found.setdefault(code, []).extend(texts(row.get(language, ())))
    return MappingProxyType({code: tuple(dict.fromkeys(names)) for code, names in found.items()})


def adjectives(language: Code) -> Mapping[str, tuple[str, ...]]:
    """Return the adjectives of states and the words for their people, with all their forms.

    Examples
    --------
    >>> adjectives("fr")["NOR"]
    ('norvégien', 'norvégienne', 'norvégiens', 'norvégiennes')
    >>> adjectives("en")["NLD"]
    ('Dutch', 'Dutchman', 'Dutchmen', 'Dutchwoman')
    """
    inflected = french_forms if language == "fr" else _english_forms
    found = {}
    for code, row in word_list("states").items():
        forms = [form for base in texts(row.get(f"{language}_adj", ())) for form in inflected(base)]
        forms += texts(row.get(f"{language}_forms", ()))
        found[code] = tuple(dict.fromkeys(forms))
    return MappingProxyType(found)


def french_forms(masculine: str) -> tuple[str, ...]:
    """Return the four forms of a French adjective, from its masculine singular.

    Examples
    --------
    >>> french_forms("belge"), french_forms("letton")
    (('belge', 'belges'), ('letton', 'lettonne', 'lettons', 'lettonnes'))
    >>> french_forms("polonais")
    ('polonais', 'polonaise', 'polonaises')
    """
    if masculine.endswith("e"):
        return masculine, f"{masculine}s"
    doubled = masculine.endswith(("ien", "éen", "tton"))
    feminine = f"{masculine}ne" if doubled else f"{masculine}e"
    plural = masculine if masculine.endswith("s") else f"{masculine}s"
    return tuple(dict.fromkeys((masculine, feminine, plural, f"{feminine}s")))


def _english_forms(base: str) -> tuple[str, ...]:
    return (base,) if _NO_PLURAL.search(base) else (base, f"{base}s")


def states(language: Code, parties: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the names of parties with what they stand for.

    Parameters
    ----------
    language : {"en", "fr"}
    parties : collection of str
        Those that the record knows.
    """
    other: Code = "en" if language == "fr" else "fr"
    for name in texts(word_list("not_states")[language]):
        yield name, Entry(None)
    for code, names in state_names(language).items():
        known = code in parties
        for name in names:
            yield name, Entry("party", code, known)
    for code, forms in adjectives(language).items():
        case: Case = "any" if language == "fr" else "proper"
        for form in forms:
            yield form, Entry("party", code, code in parties, ADJECTIVE, case)
    yield from _short(language, other, parties)


ADJECTIVE = "adjective"
"""What ``of`` says in an entry of an adjective; no mention carries it."""


def _short(language: Code, other: Code, parties: Collection[str]) -> Iterator[tuple[str, Entry]]:
    rows: Mapping[str, Mapping[str, Texts]] = word_list("states")
    for code, row in rows.items():
        for name in texts(row.get(f"{language}_exact", row.get(f"{other}_exact", ()))):
            yield name, Entry("party", code, code in parties, case="exact")
