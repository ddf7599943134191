"""Pronouns and possessives: who "il", "she", "qui", "lui", "son", "his" stand for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.atoms import folded
from foedus.read.people_clauses import FAR, Found, before, is_subject, subject
from foedus.read.people_impersonal import is_impersonal
from foedus.read.people_possessives import cataphora, is_possessive, possessive
from foedus.read.person_names import Gender

_SUBJECT: Mapping[str, Gender] = MappingProxyType({"il": "m", "elle": "f", "he": "m", "she": "f"})
_OBJECT: Mapping[str, Gender | None] = MappingProxyType({"lui": None, "him": "m"})
_RELATIVE = frozenset({"qui", "who"})
_BACK = 3
"""Sentences in which an antecedent is looked for."""


def pronouns(found: Found) -> None:
    """Add the people that pronouns and possessives stand for, in the order of the text."""
    sentences = list(found.reading.sentences)
    for number, sentence in enumerate(sentences):
        earlier = sentences[max(0, number - _BACK) : number]
        tokens = list(sentence)
        for token in tokens:
            if token.i not in found.quoted and token.i not in found.who:
                _one(found, token, sentence, earlier)
        for token in tokens:
            cataphora(found, token, sentence, earlier)


def _one(found: Found, token: Token, sentence: Span, earlier: list[Span]) -> None:
    word = folded(token.text).lstrip("-")
    if word.startswith("t-"):
        word = word[2:]
    if word in _SUBJECT:
        if not is_impersonal(token):
            found.choose(token, _subject_before(found, token, sentence, earlier, _SUBJECT[word]))
    elif word in _RELATIVE:
        found.choose(token, _relative(found, token))
    elif (word in _OBJECT and _is_object(token)) or (
        word == "her" and token.pos_ == "PRON" and token.dep_ != "poss"
    ):
        found.choose(token, _other(found, token, sentence, earlier, _OBJECT.get(word, "f")))
    elif is_possessive(token):
        possessive(found, token, sentence)


def _is_object(token: Token) -> bool:
    """Say whether "lui" or "him" is an object, not a stressed "le calendrier, lui, reste …"."""
    if folded(token.text) != "lui":
        return True
    last = token.nbor(-1) if token.i else None
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if last is not None and last.pos_ == "ADP":
        return True
    verb = after is not None and (after.pos_ in {"VERB", "AUX"} or folded(after.text) == "en")
    return verb and (last is None or last.text != ",")


def _subject_before(
    found: Found, token: Token, sentence: Span, earlier: list[Span], wanted: Gender
) -> tuple[str, ...]:
    """Return the last person that was the subject of a clause, else the last one named."""
    for span in (sentence, *reversed(earlier)):
        earlier_on = [at for at in before(span, token) if found.counts(at)]
        agreeing = [at for at in earlier_on if found.agrees(found.who[at], wanted)]
        acting = [at for at in agreeing if found.acts(at)]
        if acting:
            return _first_alone(found, acting, same=span is sentence)
        if _blocked(found, span, token, wanted) or _holder_acts(found, span, token):
            return ()
        names = tuple(dict.fromkeys(found.who[at] for at in reversed(agreeing)))
        if names:
            return names
    return ()


def _first_alone(found: Found, acting: list[int], *, same: bool) -> tuple[str, ...]:
    """Return the subjects of a sentence, the likeliest first; several of one verb: nobody.

    In the pronoun's own sentence the last subject is the likeliest, else the main clause's.
    """
    alone = [at for at in acting if not _is_one_of_several(found, at)]
    if not alone:
        return ()
    in_order = list(reversed(alone))
    if not same:
        in_order.sort(key=lambda at: not _is_main(found, at))
    names = tuple(dict.fromkeys(found.who[at] for at in in_order))
    return names[:1] if same else names


def _verb(found: Found, at: int) -> Token:
    token = found.reading.doc[at]
    return token.head if is_subject(token) else token.head.head


def _is_main(found: Found, at: int) -> bool:
    return _verb(found, at).dep_ == "ROOT"


def _is_one_of_several(found: Found, at: int) -> bool:
    """Say whether a subject's verb is plural: "X et Y ont signé. Il …" is neither."""
    verb = _verb(found, at)
    words = (verb, *(child for child in verb.children if child.dep_.startswith(("aux", "cop"))))
    return any("Plur" in word.morph.get("Number", []) and _is_finite(word) for word in words)


def _is_finite(word: Token) -> bool:
    return "Fin" in word.morph.get("VerbForm", [])


def _blocked(found: Found, span: Span, token: Token, wanted: Gender) -> bool:
    """Say whether a thing or a state, the subject of a sentence, may be meant as well."""
    if found.reading.language == "en":
        return False
    word = "Masc" if wanted == "m" else "Fem"
    return any(
        is_subject(other)
        and other.i < token.i
        and other.i not in found.who
        and other.pos_ in {"NOUN", "PROPN"}
        and other.head.dep_ == "ROOT"
        and word in other.morph.get("Gender", [word])
        for other in span.doc[span.start : min(span.end, span.start + FAR)]
    )


def _holder_acts(found: Found, span: Span, token: Token) -> bool:
    """Say whether an office is a subject whose holder nobody names: "the president said he …"."""
    return any(
        found.covering[at].kind == "office" and is_subject(found.reading.doc[at])
        for at in before(span, token)
        if at in found.covering and at not in found.who
    )


def _relative(found: Found, token: Token) -> tuple[str, ...]:
    """Return the person before a relative clause: "Stoltenberg, qui a dirigé …"."""
    if token.i and token.nbor(-1).text.casefold() in {"ce", "celui", "ceux", "celle", "those"}:
        return ()
    clause = token.head
    while clause.dep_ == "conj" and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ in {"acl:relcl", "relcl"} and clause.head.i in found.who:
        return (found.who[clause.head.i],)
    at = token.i - 1
    while at > 0 and found.reading.doc[at].is_punct:
        at -= 1
    return (found.who[at],) if at in found.who else ()


def _other(
    found: Found, token: Token, sentence: Span, earlier: list[Span], wanted: Gender | None
) -> tuple[str, ...]:
    """Return the last person who is not the subject of the pronoun's own clause."""
    acting = subject(token)
    own = found.who.get(token.i - 1) or (None if acting is None else found.who.get(acting.i))
    for span in (sentence, *reversed(earlier)):
        names = [found.who[at] for at in before(span, token) if found.counts(at)]
        others = [name for name in names if name != own and found.agrees(name, wanted)]
        if others:
            return tuple(dict.fromkeys(reversed(others)))[:1]
    return ()
