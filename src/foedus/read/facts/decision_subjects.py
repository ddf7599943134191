"""What was decided, in a few words, and whether a verb decides anything at all."""

from __future__ import annotations

from spacy.tokens import Span, Token

from foedus.read.clauses import CLAUSES as PHRASE_CLAUSES
from foedus.read.clauses import complement, form, phrase, target
from foedus.read.facts.decision_words import (
    BARE,
    CONFIRMED,
    CONFIRMING,
    DECISIONS,
    LIGHT,
    REACHED,
)
from foedus.read.model import Reading

CLAUSES = frozenset({"xcomp", "ccomp", "acl"})
WITHOUT_PARTICIPLE = PHRASE_CLAUSES | {"acl"}
LONGEST = 30
"""Words of a subject; a longer one is cut where a clause begins."""


def decides(verb: Token) -> bool:
    """Tell whether a verb decides: "take" does with a decision, "confirm" with an appointment."""
    lemma = verb.lemma_.lower()
    what = target(verb)
    noun = "" if what is None else what.lemma_.lower()
    if lemma in {"mettre"}:
        return any(child.lower_ in {"accord", "d'accord"} for child in verb.subtree)
    if lemma in {"accorder", "entendre"}:
        reflexive = any(child.dep_ == "expl:comp" for child in verb.children)
        return reflexive and _on(verb) is not None
    if lemma in LIGHT:
        return noun in (DECISIONS if lemma == "pass" else REACHED)
    if lemma in CONFIRMING:
        return noun in CONFIRMED
    if lemma == "agree":
        return (
            _infinitive(verb) is not None
            or what is not None
            or _on(verb) is not None
            or ("consensus" in verb.sent.text.lower() or "unanim" in verb.sent.text.lower())
        )
    return True


def bare(verb: Token) -> bool:
    """Tell whether a verb speaks of "the decision" or "the text", told before."""
    what = target(verb)
    return what is not None and what.lemma_.lower() in BARE | REACHED and len(phrase(what)) == 1


def subject_of(reading: Reading, verb: Token) -> Span | None:
    """Return what was decided: the object, what was agreed on, or what was decided to do."""
    if bare(verb):
        return None
    what = target(verb)
    day = what is not None and any(one.start <= what.i < one.end for one in reading.whens)
    if what is not None and what.pos_ != "PRON" and what.i not in reading.people and not day:
        below = verb.dep_ == "acl" and verb.head == what
        return phrase(what, clauses=WITHOUT_PARTICIPLE if below else PHRASE_CLAUSES)
    on = _on(verb)
    if on is not None:
        return phrase(on)
    clause = _infinitive(verb) or next(
        (child for child in verb.children if child.dep_ == "ccomp"), None
    )
    if clause is not None:
        return _clause(clause)
    loose = _loose_object(reading, verb)
    return None if loose is None else phrase(loose)


def _on(verb: Token) -> Token | None:
    found = complement(verb, {"on", "upon", "sur"})
    if verb.lemma_.lower() == "agree" and (found is None or found.ent_type_ in {"DATE", "TIME"}):
        found = complement(verb, {"to"})
    return None if found is None or found.ent_type_ in {"DATE", "TIME"} else found


def _infinitive(verb: Token) -> Token | None:
    """Return the infinitive after a verb, wherever the parser hung it behind a date or a rule."""
    near = [child for child in verb.children if child.dep_ == "xcomp" and child.i > verb.i]
    if near:
        return near[0]
    for token in verb.subtree:
        marks = [child for child in token.children if child.lower_ in {"to", "de", "d'"}]
        infinitive = "Inf" in form(token, "VerbForm") and token.pos_ == "VERB"
        if token.i > verb.i and infinitive and any(one.dep_ in {"aux", "mark"} for one in marks):
            return token
    return None


def _loose_object(reading: Reading, verb: Token) -> Token | None:
    """Return the noun after a verb that the parser hung on a date between them."""
    days = {at for when in reading.whens for at in range(when.start, when.end)}
    for token in verb.subtree:
        named = token.pos_ == "NOUN" and token.lemma_.lower() in CONFIRMED | DECISIONS
        if named and token.i > verb.i and token.i not in days and token.nbor(-1).pos_ == "DET":
            return token
    return None


def _clause(clause: Token) -> Span:
    """Return a clause's words without the "to" or "that" before them."""
    words = sorted(token.i for token in clause.subtree)
    first, last = words[0], words[-1]
    doc = clause.doc
    while first < clause.i and doc[first].dep_ in {"mark", "aux", "punct"}:
        first += 1
    while last > clause.i and doc[last].is_punct:
        last -= 1
    return doc[first : min(last + 1, first + LONGEST)]
