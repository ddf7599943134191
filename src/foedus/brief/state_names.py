"""Members by the names that a reader knows."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.brief.language import Language

_NOT_ISO = {"EL": "GR", "UK": "GB"}
"""Codes of two letters that the European Union uses in place of those of ISO 3166-1."""


def state(code: str, among: Sequence[str], language: Language) -> str:
    """Return the name of a member: as every page has it, or by its code of two letters.

    Parameters
    ----------
    code : str
    among : sequence of str
        All members: two letters are a country only where every member is written so.

    Examples
    --------
    >>> state("el", ("el", "de"), Language("fr")), state("el", ("el", "Bavaria"), Language("fr"))
    ('Grèce', 'el')
    """
    if all(len(member) == 2 and member.isalpha() for member in among):
        two = code.upper()
        return language.locale.territories.get(_NOT_ISO.get(two, two)) or language.party(code)
    return language.party(code)
