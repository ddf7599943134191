"""States that a word stands for: by a capital, or by the adjective in a body's name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from foedus.read.model import Mention
from foedus.read.word_lists import word_list


def capital_at(word: Token) -> Mention | None:
    """Return the party whose capital a word names, for where a capital acts."""
    key = _keys("capitals").get(word.text)
    if key is not None:
        return Mention("party", word.i, word.i + 1, word.text, key)
    if word.text not in _last_words():
        return None
    before = "" if word.i == 0 else word.nbor(-1).text
    key = _keys("capitals").get(f"{before} {word.text}")
    return None if key is None else Mention("party", word.i, word.i + 1, word.text, key)


@cache
def _last_words() -> frozenset[str]:
    """Return the last words of the capitals that have two."""
    return frozenset(name.rsplit(" ", 1)[1] for name in _keys("capitals") if " " in name)


@cache
def _keys(listed: str) -> Mapping[str, str]:
    """Return the party of each name of a list."""
    words = word_list(listed)
    return MappingProxyType({name: key for key in words for name in words[key]})


def state_of(one: Mention) -> str:
    """Return the state whose adjective a body's name has (*Chambre des députés roumaine*)."""
    if len(one.of) == STATE and one.of.isupper():
        return one.of
    words = (word.strip("'’").casefold() for word in one.words.split())
    return next((found for word in words if (found := _adjectives().get(word))), "")


STATE = 3
"""Letters of a state's code."""


@cache
def _adjectives() -> Mapping[str, str]:
    """Return the state of each adjective, in English and in the forms of French."""
    states = word_list("states")
    found: dict[str, str] = {}
    for key in states:
        given = states[key]
        for word in (*given.get("en_adj", ()), *given.get("fr_forms", ())):
            found[word.casefold()] = key
        for word in given.get("fr_adj", ()):
            found |= dict.fromkeys((word, f"{word}e", f"{word}s", f"{word}es", f"{word}ne"), key)
    return MappingProxyType(found)
