"""People's names: given names, particles, surnames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from foedus.read.atoms import folded, words
from foedus.read.word_lists import word_list

Gender = Literal["m", "f"]

PARTICLES = frozenset(
    {"de", "van", "von", "der", "den", "la", "le", "di", "da", "del", "du", "des",
     "zu", "ter", "al", "el", "bin"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """A person's name, its words folded.

    Parameters
    ----------
    folded : tuple of str
        All words.
    surname : tuple of str
        From the first particle on, else the last word.
    last : tuple of str
        The last word.
    """

    folded: tuple[str, ...]
    surname: tuple[str, ...]
    last: tuple[str, ...]


@lru_cache(maxsize=4096)
def parts(name: str) -> Parts:
    """Return the parts of a person's name.

    Examples
    --------
    >>> parts("Jaap de Hoop Scheffer").surname, parts("Mark Rutte").surname
    (('de', 'hoop', 'scheffer'), ('rutte',))
    """
    atoms = tuple(folded(word) for word in words(name))
    if not atoms:
        return Parts((), (), ())
    at = next((i for i, word in enumerate(atoms[1:], start=1) if word in PARTICLES), len(atoms) - 1)
    return Parts(atoms, atoms[at:], atoms[-1:])


def gender(name: str) -> Gender | None:
    """Return the gender that a full name's given name is mostly borne with, where it is listed.

    Examples
    --------
    >>> gender("Kamala Harris"), gender("Mark Rutte"), gender("Trump")
    ('f', 'm', None)
    """
    given = name.split()
    return _given().get(given[0].casefold()) if len(given) > 1 else None


@cache
def _given() -> Mapping[str, Gender]:
    rows = word_list("given_names")
    found: dict[str, Gender] = {name.casefold(): "m" for name in rows["masculine"].split()}
    found |= {name.casefold(): "f" for name in rows["feminine"].split()}
    return MappingProxyType(found)
