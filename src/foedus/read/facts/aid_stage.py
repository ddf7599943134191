"""Whether a verb says that aid was promised, set aside or delivered, or none of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from spacy.tokens import Span, Token

from foedus.read.clauses import form, passive
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
from foedus.read.forms import lemmatised, lowered, text_of
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
    if doubted(verb, above) or any(denied(one) for one in (verb, *above)):
        return None
    if _hoped(verb):
        return None
    lemma = lemma_of(verb)
    if lemma in PROMISING:
        return "pledge" if _told(verb) else None
    if any(lemma_of(one) in PROMISING for one in above) or _future(verb):
        return "pledge"
    if lemma in ALLOCATING:
        return "allocation" if _told(verb) else None
    return _of_giving(verb)


def _hoped(verb: Token) -> bool:
    """Tell whether *hopes that* stands before a verb, however the parser hung it."""
    sentence = verb.sent
    for word in verb.doc[sentence.start + 1 : verb.i]:
        if word.lower_ in {"that", "que", "qu'", "qu’"}:
            before = word.nbor(-1)
            lemmas = {lemma_of(before), before.lower_.removesuffix("s")}
            if lemmas & (DOUBTED - COMMITTED) and before.pos_ != "ADJ":
                return True
    return False


def _of_giving(verb: Token) -> Stage | None:
    if _past(verb):
        return "delivery"
    if infinitive(verb) and not _auxiliaries(verb):
        return None
    return "pledge"


def lemma_of(word: Token) -> str:
    """Return a word's lemma in lower case; participles that the tagger calls adjectives, too."""
    lemma = word.lemma_.lower()
    return PARTICIPLES.get(word.lower_, lemma)


def lemmas_of(span: Span) -> Sequence[str]:
    """Return the lemmas of a stretch of text, as ``lemma_of`` gives them."""
    words, lemmas = lowered(span.doc), lemmatised(span.doc)
    return [PARTICIPLES.get(words[at], lemmas[at]) for at in range(span.start, span.end)]


PARTICIPLES = {
    "donated": "donate", "gifted": "gift", "promised": "promise", "pledged": "pledge",
    "delivered": "deliver", "livrés": "livrer", "livrées": "livrer", "livré": "livrer",
    "livrée": "livrer", "promis": "promettre", "promise": "promise", "remis": "remettre",
    "envoyés": "envoyer", "sent": "send", "donnés": "donner", "fournis": "fournir",
    "given": "give", "gives": "give", "livre": "livrer", "gifting": "gift", "pledges": "pledge",
    "donates": "donate", "approved": "approve", "announced": "announce", "livreront": "livrer",
    "livrera": "livrer", "enverra": "envoyer", "enverront": "envoyer", "fournira": "fournir",
    "fourniront": "fournir", "donnera": "donner", "remettra": "remettre", "allocated": "allocate",
    "cédé": "céder",
    "cédés": "céder", "cédée": "céder", "cédées": "céder", "expédiés": "expédier",
    "expédiées": "expédier", "offerts": "offrir", "offertes": "offrir", "octroyés": "octroyer",
    "versés": "verser", "alloués": "allouer", "financés": "financer", "réclame": "réclamer",
    "réclament": "réclamer", "débloqués": "débloquer",
}  # fmt: skip
"""Forms whose lemma the pipelines miss."""


def governing(verb: Token) -> Iterator[Token]:
    """Yield the words above a verb that say how it is meant, and one shortly before an infinitive.

    A verb joined to another stands by itself unless it shares its infinitive's *to*.
    """
    at = verb
    for _ in range(NEAR):
        joined = at.dep_ == "conj" and not finite(at)
        if at.head.i == at.i or not (at.dep_ in DEPENDENT - _beside(at) or joined):
            break
        at = at.head
        yield at
    yield from _shortly_before(verb)


def _beside(at: Token) -> frozenset[str]:
    """Return labels of clauses that are not governed by what they hang on."""
    return frozenset({"relcl", "acl", "advcl"}) if finite(at) else frozenset({"relcl"})


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
    conditions = any(child.dep_ == "mark" and _conditional(child) for child in verb.children)
    return conditions or text_of(verb.sent).rstrip().endswith("?")


def _conditional(word: Token) -> bool:
    """Tell whether a word is *if*; *s'* is one only before *il*: *s'y ajoutent* adds."""
    if word.lower_ in {"s'", "s’"}:
        return word.i + 1 < len(word.doc) and word.nbor(1).lower_ in {"il", "ils"}
    return word.lower_ in IF


def done_to(verb: Token) -> bool:
    """Tell whether a verb is passive, participles that the tagger takes for nouns, too."""
    if verb.pos_ != "NOUN":
        return passive(verb)
    after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    return verb.lower_ in PARTICIPLES and after in {"par", "by"}


def denied(verb: Token) -> bool:
    """Tell whether a verb is denied."""
    return any(
        child.dep_ == "neg"
        or (child.lower_ in NEGATIONS - {"sans", "without"} and abs(child.i - verb.i) <= NEAR)
        for child in verb.children
    )


def _auxiliaries(verb: Token) -> list[Token]:
    beside = [*verb.children, *(verb.head.children if fronted(verb) else ())]
    return [
        child
        for child in beside
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
    if verb.pos_ == "NOUN":
        return True
    if "Part" in form(verb, "VerbForm"):
        return "Pres" not in form(verb, "Tense")
    return any("Past" in form(one, "Tense") for one in around)


def _told(verb: Token) -> bool:
    """Tell whether a promise is made in these words: not an infinitive of its own."""
    if any(one.lower_ in FUTURE_MARKS or "Fut" in form(one, "Tense") for one in _around(verb)):
        return False
    return not infinitive(verb) or bool(_auxiliaries(verb))


def infinitive(verb: Token) -> bool:
    """Tell whether a verb is an infinitive, in French by its ending, as the tagger errs."""
    if "Inf" not in form(verb, "VerbForm"):
        return False
    return verb.doc.lang_ != "fr" or verb.lower_.endswith(("er", "ir", "re"))


def fronted(verb: Token) -> bool:
    """Tell whether a participle opens its sentence: *dispatched with them will be 32 barrels*."""
    return (
        verb.head.lemma_ == "be"
        and verb.head.i > verb.i
        and "Part" in form(verb, "VerbForm")
        and verb.i == verb.sent.start
    )


def _around(verb: Token) -> tuple[Token, ...]:
    return (verb, *_auxiliaries(verb))


def finite(verb: Token) -> bool:
    """Tell whether a verb, or its auxiliary, has a tense."""
    return any(
        "Fin" in form(one, "VerbForm") or ("Inf" in form(one, "VerbForm") and not infinitive(one))
        for one in _around(verb)
    )
