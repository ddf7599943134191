"""Tells whether a field that the reader proposes is the one marked by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NUMBERS = frozenset({"members", "rank", "quantity", "amount", "share", "duration"})
DAYS = frozenset({"from", "until", "date", "when", "year"})
TEXTS = frozenset({"what", "duty", "subject"})
NAMES = frozenset({"item", "donor", "recipient", "party", "body", "who", "where"})
_LITTLE = (
    "a an the of to in on at for by and or with as its their his her is are was were be has have "
    "that this it he she they le la les un une des du de d l au aux et ou a en par pour sur dans "
    "que qu qui ce cette son sa ses leur leurs il elle est sont ete s se n ne y"
)
LITTLE = frozenset(_LITTLE.split())
"""Words without content, accents gone."""


def same(name: str, given: object, marked: object) -> bool:
    """Tell whether a field's value is the marked one or one of those accepted.

    Numbers are equal as numbers, days where one begins with the other (``2024-07``), people,
    offices and keys without accents, capitals and hyphens, other names where all words of the
    shorter are in the longer, parties as sets; free text where it shares half of the content
    words: of the shorter text for aims, duties, subjects and events, of both together for the
    words of a statement.
    """
    if name == "parties":
        several = marked if marked and isinstance(_first(marked), list) else [marked]
        return any(_folded_set(given) == _folded_set(one) for one in _each(several))
    accepted = marked if isinstance(marked, list) else [marked]
    return any(_equal(name, given, one) for one in accepted)


def _first(value: object) -> object:
    return next(iter(_each(value)), None)


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, (list, tuple)) else [value]


def _folded_set(value: object) -> frozenset[str]:
    return frozenset(" ".join(_words(str(one))) for one in _each(value) if one is not None)


def _equal(name: str, given: object, marked: object) -> bool:
    if marked in (None, "") or given in (None, ""):
        return marked in (None, "") and given in (None, "")
    if name == "quoted":
        return str(given).lower() == str(marked).lower()
    if name in NUMBERS or (name == "change" and not isinstance(marked, str)):
        return _number(given) == _number(marked)
    if name in DAYS:
        return _days_agree(str(given), str(marked))
    if name == "words":
        return _dice(_words(str(given)), _words(str(marked))) >= HALF
    if name in TEXTS:
        return _shared(_words(str(given)), _words(str(marked))) >= HALF
    return any(_named_alike(name, str(one), str(marked)) for one in _each(given))


HALF = 0.5


def _named_alike(name: str, given: str, marked: str) -> bool:
    mine, theirs = (_name_words(one) for one in (given, marked))
    if name not in NAMES:
        return mine == theirs
    return bool(mine and theirs) and (set(mine) <= set(theirs) or set(theirs) <= set(mine))


def _name_words(text: str) -> tuple[str, ...]:
    """Return folded words; "Zelenskyy" and "Zelensky" are one name."""
    return tuple(re.sub("yy$", "y", one) for one in _folded(text))


def _number(value: object) -> float | None:
    try:
        return round(float(str(value)), 6)
    except ValueError:
        return None


def _days_agree(given: str, marked: str) -> bool:
    mine, theirs = given.split("/")[0], marked.split("/")[0]
    return mine.startswith(theirs) or theirs.startswith(mine)


def _folded(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return tuple(re.findall(r"[a-z0-9]+", plain.replace("'", " ")))


def _words(text: str) -> frozenset[str]:
    """Return the content words, cut to six letters so that inflected forms are one."""
    typed = text.replace("’", " ").replace("'", " ")
    return frozenset(one[:6].rstrip("s") or one for one in _folded(typed) if one not in LITTLE)


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / (min(len(mine), len(theirs)) or 1)


def _dice(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return 2 * len(mine & theirs) / ((len(mine) + len(theirs)) or 1)
