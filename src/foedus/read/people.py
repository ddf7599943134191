"""Who a name, a title, a demonym, a pronoun or a possessive stands for."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.read.model import Reading
from foedus.read.names import Names
from foedus.read.people_clauses import Found
from foedus.read.people_pronouns import pronouns
from foedus.read.people_titles import titles
from foedus.read.person_names import parts


def people(reading: Reading, names: Names) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """Return who is meant by each token that names or stands for a person.

    Pronouns inside quotations are left out: theirs is another's voice.

    Parameters
    ----------
    reading : Reading
        With its mentions and quotations.
    names : Names

    Returns
    -------
    dict of int to str
        By token: names (each of their tokens), offices and demonyms that stand for a person
        (each of theirs), pronouns, possessives; the full name.
    dict of int to tuple of str
        Where several may be meant, their names; the likeliest, if any, is in the first, too.
    """
    found = Found(reading)
    named = [one for one in reading.mentions if one.kind == "person"]
    full = dict.fromkeys(one.key for one in named if one.key)
    for one in named:
        found.put(one.start, one.end, one.key, () if one.key else _several(one.words, full, names))
    titles(found, names)
    pronouns(found)
    return found.who, found.doubts


def _several(surname: str, full: Iterable[str], names: Names) -> tuple[str, ...]:
    """Return the people of the text and the record whose surname is the same."""
    wanted = parts(surname).folded
    here = (name for name in full if wanted in {parts(name).surname, parts(name).last})
    return tuple(dict.fromkeys((*here, *names.person(surname))))
