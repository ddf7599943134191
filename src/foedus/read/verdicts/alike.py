"""Whether two pieces of text speak of the same: words that carry meaning, by their stems."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.fr.stop_words import STOP_WORDS as FRENCH

from foedus.read.model import Code

SAME = 0.5
"""Part of the words said of which a line of the record must have more, to speak of the same."""

LEAST_STEM = 4
"""Letters that two words must begin with to be of one stem ("soutien", "soutenir")."""

PART_OF_STEM = 0.55
"""Least part of the shorter word that they must begin with."""

LONGEST = 400
"""Characters of a text that are compared."""

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_])*")


def folded(text: str) -> str:
    """Return a text without accents, in lower case.

    Examples
    --------
    >>> folded("Cérémonie, Œuvre")
    'ceremonie, oeuvre'
    """
    plain = text.replace("œ", "oe").replace("Œ", "Oe")
    marks = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in marks if not unicodedata.combining(c)).casefold()


_STOP: dict[Code, frozenset[str]] = {
    "en": frozenset(folded(word) for word in ENGLISH),
    "fr": frozenset(folded(word) for word in FRENCH),
}


@lru_cache(maxsize=4_000)
def content(text: str, code: Code) -> tuple[str, ...]:
    """Return the words that carry meaning, folded, each once, in their order.

    Words of fewer than three letters count only as acronyms or numbers.

    Examples
    --------
    >>> content("la cérémonie de passation de pouvoir", "fr")
    ('ceremonie', 'passation', 'pouvoir')
    """
    words = _WORD.findall(text[:LONGEST].replace("’", "'"))
    kept = [folded(word) for word in words if _carries(word, code)]
    return tuple(dict.fromkeys(kept))


def _carries(word: str, code: Code) -> bool:
    if len(word) > 1 and (word.isupper() or word.isdigit()):
        return True
    return len(word) > 2 and folded(word) not in _STOP[code]


def one_stem(one: str, other: str) -> bool:
    """Return whether two folded words are of one stem.

    Examples
    --------
    >>> one_stem("soutenir", "soutien"), one_stem("ally", "alliance")
    (True, False)
    """
    if one == other:
        return True
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    shorter = min(len(one), len(other))
    return common >= max(LEAST_STEM, math.floor(PART_OF_STEM * shorter + 0.5))


def shared(said: str, other: str, code: Code, *, light: frozenset[str] = frozenset()) -> float:
    """Return the part of the words said that another text has too, 0..1.

    Parameters
    ----------
    said, other : str
    code : {"en", "fr"}
        Their language.
    light : frozenset of str
        Folded words that count for nothing ("strengthen").

    Examples
    --------
    >>> shared("soutenir l'Ukraine", "Renforcer le soutien à l'Ukraine", "fr")
    1.0
    """
    words = [word for word in content(said, code) if word not in light]
    if not words:
        return 0.0
    others = [word for word in content(other, code) if word not in light]
    found = sum(any(one_stem(word, one) for one in others) for word in words)
    return found / len(words)


def same_person(one: str, other: str) -> bool:
    """Return whether two names may be one person's: a surname alone is enough for a match.

    Examples
    --------
    >>> same_person("Rutte", "Mark Rutte"), same_person("Jan Rutte", "Mark Rutte")
    (True, False)
    """
    names = [folded(name).replace("-", " ").split() for name in (one, other)]
    if not names[0] or not names[1]:
        return False
    short, long = sorted(names, key=len)
    return short == long[-len(short) :]


@lru_cache(maxsize=4_000)
def names_person(text: str, person: str) -> bool:
    """Return whether a text names a person, by the last word of the name."""
    words = folded(person).split()
    return bool(words) and words[-1] in re.findall(r"\w+", folded(text[:LONGEST]))
