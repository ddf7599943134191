"""Whether a verb says that aid was promised, set aside or delivered, or none of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from foedus.read.clauses import form
from foedus.read.facts.aid_words import (
    ALLOCATING,
    ARRIVING,
    COMMITTED,
    DOUBTED,
    FUTURE_MARKS,
    GIVING,
    PROMISING,
    RECEIVING,
)
from foedus.read.modality import IF, NEGATIONS

Stage = Literal["pledge", "allocation", "delivery"]
VERBS = GIVING | ARRIVING | RECEIVING | ALLOCATING | PROMISING
DEPENDENT = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "csubj", "obl:arg", "relcl"})
NEAR = 5
"""Words before an infinitive in which the verb that governs it is looked for."""


def stage_of(verb: Token) -> Stage | None:
    """Return the stage of aid that a verb speaks of; None where it is no aid.

    What is denied, asked for, considered, refused or only possible is none; what will be given is
    a pledge, what was given a delivery, money set aside and things bought an allocation.

    Parameters
    ----------
    verb : Token
        Its lemma is one of ``VERBS``.
    """
    above = list(governing(verb))
    if doubted(verb, above) or any(_denied(one) for one in (verb, *above)):
        return None
    lemma = lemma_of(verb)
    if lemma in PROMISING:
        return "pledge" if _told(verb) else None
    if any(lemma_of(one) in PROMISING for one in above) or _future(verb):
        return "pledge"
    if lemma in ALLOCATING:
        return "allocation" if _told(verb) else None
    return _of_giving(verb)


def _of_giving(verb: Token) -> Stage | None:
    if _past(verb):
        return "delivery"
    if "Inf" in form(verb, "VerbForm") and not _auxiliaries(verb):
        return None
    return "pledge"


def lemma_of(word: Token) -> str:
    """Return a word's lemma in lower case; participles that the tagger calls adjectives, too."""
    lemma = word.lemma_.lower()
    return PARTICIPLES.get(word.lower_, lemma)


PARTICIPLES = {
    "donated": "donate", "gifted": "gift", "promised": "promise", "pledged": "pledge",
    "delivered": "deliver", "livrés": "livrer", "livrées": "livrer", "livré": "livrer",
    "livrée": "livrer", "promis": "promettre", "promise": "promise", "remis": "remettre",
    "envoyés": "envoyer", "sent": "send", "donnés": "donner", "fournis": "fournir",
    "given": "give", "gives": "give", "livre": "livrer", "gifting": "gift", "pledges": "pledge",
    "donates": "donate", "approved": "approve", "announced": "announce", "livreront": "livrer",
    "livrera": "livrer", "enverra": "envoyer", "enverront": "envoyer", "fournira": "fournir",
    "fourniront": "fournir", "donnera": "donner", "remettra": "remettre", "allocated": "allocate",
}  # fmt: skip
"""Forms whose lemma the pipelines miss."""


def governing(verb: Token) -> Iterator[Token]:
    """Yield the words above a verb that say how it is meant, and one shortly before an infinitive.

    A verb joined to another stands by itself unless it shares its infinitive's *to*.
    """
    at = verb
    for _ in range(NEAR):
        joined = at.dep_ == "conj" and not _finite(at)
        if at.head.i == at.i or not (at.dep_ in DEPENDENT - _beside(at) or joined):
            break
        at = at.head
        yield at
    yield from _shortly_before(verb)


def _beside(at: Token) -> frozenset[str]:
    """Return labels of clauses that are not governed by what they hang on."""
    return frozenset({"relcl", "acl", "advcl"}) if _finite(at) else frozenset({"relcl"})


def _shortly_before(verb: Token) -> Iterator[Token]:
    if "Inf" not in form(verb, "VerbForm") or any(c.dep_ == "nsubj" for c in verb.children):
        return
    for word in reversed(verb.doc[max(verb.sent.start, verb.i - NEAR) : verb.i]):
        if word.is_punct:
            return
        if lemma_of(word) in DOUBTED | PROMISING:
            yield word
            return


def doubted(verb: Token, above: list[Token]) -> bool:
    """Tell whether something above a verb, or a modal beside it, takes it back."""
    if any(lemma_of(one) in DOUBTED and lemma_of(one) not in COMMITTED for one in above):
        return True
    auxiliaries = _auxiliaries(verb)
    reported = any(lemma_of(one) in COMMITTED for one in above)
    if any(one.lower_ in DOUBTED or lemma_of(one) in DOUBTED for one in auxiliaries):
        return True
    conditional = any("Cnd" in form(one, "Mood") for one in (verb, *auxiliaries))
    if (conditional or any(one.lower_ in {"would", "'d"} for one in auxiliaries)) and not reported:
        return True
    conditions = any(child.lower_ in IF and child.dep_ == "mark" for child in verb.children)
    return conditions or verb.sent.text.rstrip().endswith("?")


def _denied(verb: Token) -> bool:
    return any(
        child.dep_ == "neg"
        or (child.lower_ in NEGATIONS - {"sans", "without"} and abs(child.i - verb.i) <= NEAR)
        for child in verb.children
    )


def _auxiliaries(verb: Token) -> list[Token]:
    return [
        child
        for child in verb.children
        if child.dep_.startswith(("aux", "cop")) and child.lower_ not in {"to", "not", "n't"}
    ]


def _future(verb: Token) -> bool:
    around = (verb, *_auxiliaries(verb))
    return (
        any(one.lower_ in FUTURE_MARKS or "Fut" in form(one, "Tense") for one in around)
        or any("Cnd" in form(one, "Mood") for one in around)
        or any(one.lower_ in {"would", "'d"} for one in around)
        or (verb.dep_ == "xcomp" and verb.head.lemma_ in {"be", "go", "aller"})
    )


def _past(verb: Token) -> bool:
    around = (verb, *_auxiliaries(verb))
    if any(one.lower_ in {"is", "are", "being"} for one in around[1:]) and "Prog" in form(
        verb, "Aspect"
    ):
        return False
    if "Part" in form(verb, "VerbForm"):
        return "Pres" not in form(verb, "Tense")
    return any("Past" in form(one, "Tense") for one in around)


def _told(verb: Token) -> bool:
    """Tell whether a promise is made in these words: not an infinitive of its own."""
    if any(one.lower_ in FUTURE_MARKS or "Fut" in form(one, "Tense") for one in _around(verb)):
        return False
    return "Inf" not in form(verb, "VerbForm") or bool(_auxiliaries(verb))


def _around(verb: Token) -> tuple[Token, ...]:
    return (verb, *_auxiliaries(verb))


def _finite(verb: Token) -> bool:
    return any("Fin" in form(one, "VerbForm") for one in _around(verb))
