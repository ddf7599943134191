"""Whether a clause says that something is so: denied, only wished, only possible, yet to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from foedus.read.clauses import form
from foedus.read.forms import text_of

Modality = Literal["stated", "future", "intended", "possible"]
"""``stated``: is or was so; ``future``: will be so; ``intended``: planned, wished, proposed or
expected; ``possible``: may, might, would, if."""

NEGATIONS = frozenset(
    {
        "not", "n't", "never", "no", "neither", "nor", "without", "hardly", "ne", "n'", "pas",
        "jamais", "aucun", "aucune", "ni", "sans", "nullement",
    }
)  # fmt: skip
POSSIBLE = frozenset(
    {
        "may", "might", "could", "would", "should", "must", "can", "pouvoir", "devoir", "ought",
        "falloir",
    }
)  # fmt: skip
INTENDED = frozenset(
    {
        "plan", "intend", "aim", "hope", "want", "wish", "seek", "propose", "consider", "expect",
        "urge", "ask", "call", "need", "try", "prepare", "offer", "promise", "recommend", "suggest",
        "request", "demand", "invite", "encourage", "refuse", "decline", "fail", "likely",
        "prévoir", "compter", "espérer", "souhaiter", "vouloir", "chercher", "proposer",
        "envisager", "attendre", "exhorter", "demander", "appeler", "tenter", "essayer",
        "recommander", "suggérer", "inviter", "refuser", "échouer", "viser", "entendre", "désirer",
        "projeter",
    }
)  # fmt: skip
"""Verbs of plans, wishes and requests: what they govern is not yet so."""

IF = frozenset({"if", "whether", "unless", "si", "s'", "should"})


def negated(verb: Token) -> bool:
    """Tell whether a verb, or its subject or object ("no decision was taken"), is denied."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in NEGATIONS:
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "nsubj:pass", "obj", "dobj"} and any(
            word.lower_ in NEGATIONS or word.lower_ in {"nobody", "none", "personne", "rien"}
            for word in (child, *child.children)
        ):
            return True
    return False


def modality(verb: Token) -> Modality:
    """Return how a clause is meant, looking at the verb and at those that govern it.

    A report ("he said that …") does not change what it reports; a plan, a wish, a modal verb, a
    condition or a question does.
    """
    found: list[Modality] = [_one(at) for at in _governing(verb)]
    if _governed(verb):
        found.append("intended")
    if "possible" in found:
        return "possible"
    if "intended" in found:
        return "intended"
    return found[0]


def asserted(verb: Token) -> bool:
    """Tell whether a clause says that something is or was so: stated and not denied."""
    return modality(verb) == "stated" and not any(negated(at) for at in _governing(verb))


def scheduled(verb: Token) -> bool:
    """Tell whether a clause says that something is, was or will be so, and does not deny it."""
    return modality(verb) in {"stated", "future"} and not any(
        negated(at) for at in _governing(verb)
    )


def _one(verb: Token) -> Modality:
    """Return what a verb's own form says."""
    auxiliaries = [child for child in verb.children if child.dep_.startswith("aux")]
    around = [verb, *auxiliaries, *(child for child in verb.children if child.dep_ == "cop")]
    moods = {mood for one in around for mood in form(one, "Mood")}
    if (
        moods & {"Cnd"}
        or _would(verb)
        or any(one.lemma_.lower() in POSSIBLE for one in auxiliaries)
    ):
        return "possible"
    if _conditional(verb) or any(
        child.dep_ == "advcl" and _conditional(child) for child in verb.children
    ):
        return "possible"
    if text_of(verb.sent).rstrip().endswith("?"):
        return "possible"
    if any(one.lower_ in {"will", "'ll", "shall"} for one in auxiliaries):
        return "future"
    return "future" if any("Fut" in form(one, "Tense") for one in around) else "stated"


def _would(verb: Token) -> bool:
    """Tell whether a verb ends as a French conditional does, whatever the tagger makes of it."""
    return verb.lang_ == "fr" and verb.pos_ == "VERB" and bool(WOULD.search(verb.lower_))


WOULD = re.compile(r"(?:\wer|dr|vr|ir|ur)(?:ait|aient)$")
"""``remplacerait``, ``prendrait``."""


def _conditional(verb: Token) -> bool:
    return any(child.dep_ in {"mark", "advmod"} and child.lower_ in IF for child in verb.children)


def _governing(verb: Token) -> Iterator[Token]:
    """Yield a verb and those above it in the same statement, up to the main one."""
    yield verb
    at = verb
    while at.dep_ in {"xcomp", "ccomp", "conj", "pcomp", "csubj", "advcl"} and at.head != at:
        below, at = at, at.head
        if at.pos_ not in {"VERB", "AUX"}:
            return
        if below.dep_ == "advcl" or (below.dep_ == "conj" and _finite(below)):
            return
        yield at


def _governed(verb: Token) -> bool:
    """Tell whether a plan, a wish or a modal verb stands above a verb."""
    above = list(_governing(verb))[1:]
    if verb.doc[max(0, verb.i - 2) : verb.i].text.lower() in STILL_TO | IS_TO:
        return True
    if any(at.lemma_.lower() in INTENDED | POSSIBLE for at in above):
        return True
    head = verb.head
    return (
        verb.dep_ in {"acl", "xcomp"}
        and head.i != verb.i
        and not _finite(verb)
        and (head.lemma_.lower() in WISHES and "Part" not in form(verb, "VerbForm"))
    )


STILL_TO = frozenset({"yet to", "still to", "reste à", "restent à", "restait à"})
"""Right before an infinitive: it has not happened ("has yet to approve")."""

IS_TO = frozenset({"is to", "are to", "was to", "were to"})
"""Right before an infinitive: it is arranged ("is to be the next Secretary General")."""

WISHES = frozenset(
    {
        "plan", "intention", "hope", "wish", "proposal", "call", "need", "request", "aim", "bid",
        "chance", "projet", "espoir", "souhait", "proposition", "appel", "besoin", "nécessité",
        "demande", "objectif", "volonté", "candidature",
    }
)  # fmt: skip
"""Nouns that say the same of an infinitive after them ("a plan to appoint", "l'intention de")."""


def _finite(verb: Token) -> bool:
    return "Fin" in form(verb, "VerbForm") or any(
        child.dep_.startswith("aux") and "Fin" in form(child, "VerbForm") for child in verb.children
    )
