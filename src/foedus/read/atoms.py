"""A text as atoms: runs of letters or of digits, whatever a tokeniser made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

_RUN = re.compile(r"\d+|[^\W\d_]+")
_JOINERS = re.compile(r"[ \-‐‑–'’ʼ/&]*")


class Atom(NamedTuple):
    """A run of letters or digits.

    Parameters
    ----------
    text : str
        As it stands.
    folded : str
        Small, without accents.
    token : int
        The token in which it stands.
    joined : bool
        Whether it may go on with the name of the atom before it.
    hyphened : bool
        Whether a hyphen alone stands before it.
    """

    text: str
    folded: str
    token: int = 0
    joined: bool = True
    hyphened: bool = False


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Return a word in small letters without accents.

    Examples
    --------
    >>> folded("Norvégien"), folded("Türkiye"), folded("Erdoğan")
    ('norvegien', 'turkiye', 'erdogan')
    """
    if word.isascii():
        return word.lower()
    split = unicodedata.normalize("NFKD", word)
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    return bare.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("œ", "oe")


def words(name: str) -> tuple[str, ...]:
    """Return the atoms of a name as they stand.

    Examples
    --------
    >>> words("l'OTAN"), words("155mm"), words("F-16s")
    (('l', 'OTAN'), ('155', 'mm'), ('F', '16', 's'))
    """
    return tuple(_RUN.findall(name))


def atoms_of(doc: Doc) -> tuple[Atom, ...]:
    """Return the atoms of a parsed text, in order."""
    found = []
    text = doc.text
    before = 0
    for token in doc:
        word, first = token.text, token.idx
        for run, start, end in _runs(word):
            joined, hyphened = _between(text, before, first + start)
            found.append(Atom(run, folded(run), token.i, joined, hyphened))
            before = first + end
    return tuple(found)


@lru_cache(maxsize=65536)
def _runs(word: str) -> tuple[tuple[str, int, int], ...]:
    """Return the runs of letters or digits in a token, and where they stand in it."""
    return tuple((match.group(), *match.span()) for match in _RUN.finditer(word))


def _between(text: str, before: int, start: int) -> tuple[bool, bool]:
    if start == before:
        return True, False
    between = text[before:start]
    if between == " ":
        return True, False
    if between[0] == ".":
        single = before < 2 or not text[before - 2].isalnum()
        return (between == "." or (single and between == ". ")), False
    return _JOINERS.fullmatch(between) is not None, between in {"-", "‐", "‑"}
