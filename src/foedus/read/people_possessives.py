"""Possessives: whose "son", "sa", "his", "her" say that a thing is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from foedus.read.atoms import folded
from foedus.read.people_clauses import FAR, POSSESSIVE, Found, before, own_subject, subject
from foedus.read.person_names import Gender

_NEAR = 6
"""Words after a name within which a possessive is that person's without a doubt."""


def is_possessive(token: Token) -> bool:
    """Say whether a token is a possessive of a person: "son", "his"."""
    return folded(token.text) in POSSESSIVE and token.pos_ in {"DET", "PRON", "ADJ"}


def possessive(found: Found, token: Token, sentence: Span) -> None:
    """Set whose: the subject of its own clause, else the person nearest before it.

    A doubt where both are there, or where another person stands before one far away.
    """
    wanted = POSSESSIVE[folded(token.text)]
    people = list(_people_before(found, token, sentence, wanted))
    if not people:
        return
    nearest = people[0]
    owner, coordinated = own_subject(token)
    thing = owner is not None and owner.i not in found.who and owner.pos_ in {"NOUN", "PROPN"}
    if thing and owner is not None and nearest < owner.i < token.i:
        return  # a thing's or a state's: "l'Ukraine a renforcé sa défense"
    names = tuple(dict.fromkeys(found.who[at] for at in people))
    mine = None if owner is None or owner.i > token.i else found.who.get(owner.i)
    if mine is not None and found.agrees(mine, wanted):
        both = tuple(dict.fromkeys((mine, names[0])))
        found.choose(token, both[:1] if coordinated else both)
        return
    found.choose(token, names[:1] if token.i - nearest <= _NEAR else names)


def _people_before(
    found: Found, token: Token, sentence: Span, wanted: Gender | None
) -> Iterator[int]:
    for at in reversed(before(sentence, token)):
        if found.counts(at) and found.agrees(found.who[at], wanted):
            yield at


def cataphora(found: Found, token: Token, sentence: Span, earlier: list[Span]) -> None:
    """Set a possessive before every person of its sentence: the sentence's subject, else the last.

    "Lors de son discours, il a souligné …"; "En tant que Secrétaire général, ses fonctions …".
    """
    done = token.i in found.who or token.i in found.quoted
    if not is_possessive(token) or done or _has_thing(found, token):
        return
    wanted = POSSESSIVE[folded(token.text)]
    after = [at for at in range(token.i + 1, min(sentence.end, token.i + FAR)) if found.counts(at)]
    acting = [at for at in after if found.acts(at) and found.agrees(found.who[at], wanted)]
    if acting:
        found.choose(token, (found.who[acting[0]],))
        return
    for span in reversed(earlier):
        names = [found.who[at] for at in before(span, token) if found.counts(at)]
        agreeing = [name for name in names if found.agrees(name, wanted)]
        if agreeing:
            found.choose(token, tuple(dict.fromkeys(reversed(agreeing))))
            return


def _has_thing(found: Found, token: Token) -> bool:
    """Say whether a thing or a state before the possessive is its clause's subject."""
    owner = subject(token)
    if owner is None or owner.i in found.who:
        return False
    return owner.i < token.i
