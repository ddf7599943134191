"""Agreements and partnerships: who signed, sealed or concluded what with whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Span, Token

from foedus.read.clauses import (
    OBJECTS,
    RELATIVES,
    complements,
    form,
)
from foedus.read.facts.agreement_parties import BETWEEN, FEWEST, WITH, parties_of
from foedus.read.facts.agreement_partners import partners
from foedus.read.facts.agreement_states import signatories
from foedus.read.facts.agreement_ties import bound_by, each
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.forms import lemmatised
from foedus.read.modality import asserted
from foedus.read.model import Fact, Mention, Reading, When
from foedus.read.names import Names
from foedus.results.dispatch import Value

TEXTS = frozenset(
    {
        "agreement", "accord", "treaty", "traité", "memorandum", "mémorandum", "pact", "pacte",
        "convention", "arrangement", "compact", "commitment", "engagement",
    }
)  # fmt: skip
TIES = frozenset({"partnership", "partenariat"})
PROGRAMMES = frozenset({"programme", "program"})
TYING = TEXTS | TIES | PROGRAMMES
COOPERATION = frozenset({*TIES, "cooperation", "coopération"})
SIGNING = frozenset(
    {
        "sign", "conclude", "seal", "ink", "agree", "enter", "finalise", "finalize", "initial",
        "signer", "conclure", "sceller", "parapher", "convenir", "formaliser", "finaliser",
        "entendre",
    }
)  # fmt: skip
"""Verbs that make a text binding or a tie real."""
FOUNDING = frozenset({"establish", "launch", "forge", "établir", "lancer", "nouer", "formalise",
                      "deepen", "strengthen", "approfondir", "renforcer", "intensifier",
                      "upgrade"})  # fmt: skip
"""Verbs that make a partnership, but not a treaty."""

ON = frozenset({"on", "into", "to", "de", "d'", "sur"})
NEAR = 5
REACH = 10
WORDED = frozenset({"agree", "entendre", "convenir", "enter"})
"""Verbs that need "on", "into" or "de" before the text."""


def agreements(reading: Reading, names: Names) -> Iterator[Fact]:
    """Yield the agreements and partnerships that were signed, sealed or concluded.

    A plan, a call, a negotiation and a contract with a firm are none.

    Parameters
    ----------
    reading : Reading
    names : Names
        The states of the people who sign.

    Yields
    ------
    Fact
        Of kind ``agreement`` or ``partnership``: ``parties`` (keys, or the words of a body that is
        not known; two or more), ``subject`` (a noun phrase), with the day of signature.
    """
    lemmas = lemmatised(reading.doc)
    for noun in (reading.doc[at] for at, lemma in enumerate(lemmas) if lemma in TYING):
        kind = _kind(noun)
        if kind is not None and reading.quoted(noun) is None:
            found = tuple(_signed(reading, names, kind, noun))
            yield from found or _named(reading, kind, noun)
    for word, tie, parties in partners(reading):
        known = {key: one for key, one in parties.items() if one is not None}
        made = _fact(reading, "partnership", word, word, known)
        yield replace(made, fields=MappingProxyType({"parties": tuple(parties), "subject": tie}))


def _signed(
    reading: Reading, names: Names, kind: Literal["agreement", "partnership"], noun: Token
) -> Iterator[Fact]:
    """Yield what a verb of signing says, and what it says of others without repeating it."""
    verb = _verb(noun)
    if verb is None or not asserted(verb):
        return
    parties = parties_of(reading, noun, verb)
    if len(parties) < FEWEST:
        parties = signatories(reading, names, verb)
    if len(parties) < FEWEST:
        return
    if verb.dep_ == "acl" and all(_is_partner(noun, verb, one) for one in parties.values()):
        return
    for some in each(reading, verb, parties):
        yield _fact(reading, kind, noun, verb, some)
    yield from _elided(reading, kind, noun, verb, parties)


def _is_partner(noun: Token, verb: Token, one: Mention) -> bool:
    """Tell whether a party stands only after "with": who signed with it is not said."""
    first = min(noun.i, verb.i)
    before = {token.lower_ for token in noun.doc[first : one.start]}
    return one.start > first and bool(before & WITH) and not before & BETWEEN


def _named(
    reading: Reading, kind: Literal["agreement", "partnership"], noun: Token
) -> Iterator[Fact]:
    """Yield an agreement that the text names with those whom it binds, as one that stands."""
    verb = _verb(noun)
    parties = bound_by(reading, noun) if verb is None or asserted(verb) else {}
    if parties:
        yield replace(_fact(reading, kind, noun, noun, parties), confidence=0.7)


def _kind(noun: Token) -> Literal["agreement", "partnership"] | None:
    lemma = noun.lemma_.lower()
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    near = {one.lemma_.lower() for one in noun.subtree if abs(one.i - noun.i) <= NEAR}
    if lemma in TIES and noun.head.lemma_.lower() in PROGRAMMES | TEXTS:
        return None
    if lemma in TIES or (lemma in PROGRAMMES and near & COOPERATION):
        return "partnership"
    if lemma in {"commitment", "engagement"} and not near & {"security", "sécurité"}:
        return None
    if lemma in TEXTS:
        return "partnership" if near & TIES else "agreement"
    return None


def _verb(noun: Token) -> Token | None:
    """Return the verb that makes a text or a tie binding: above it, or in its relative clause."""
    wanted = SIGNING | (FOUNDING if _kind(noun) == "partnership" else frozenset())
    for child in noun.children:
        if child.dep_ in {*RELATIVES, "acl"} and child.lemma_.lower() in wanted - {"agree"}:
            if any(one.dep_ in OBJECTS and one.pos_ == "NOUN" for one in child.children):
                return None
            return child
    head = noun.head
    linear = _verb_before(noun, wanted)
    if linear is not None:
        return linear
    if head.dep_ == "prep" and head.lower_ in ON and head.head.lemma_.lower() in {"agree", "enter"}:
        return head.head
    if head.lemma_.lower() not in wanted or head.pos_ not in {"VERB", "AUX"}:
        return None
    plain = head.lemma_.lower() in WORDED
    direct = noun.dep_ in OBJECTS or noun.dep_ in {"nsubjpass", "nsubj:pass", "obl:arg", "nsubj"}
    if plain and noun.dep_ not in {"obl:arg", "obl:mod"}:
        return None
    return head if direct or plain else None


def _verb_before(noun: Token, wanted: frozenset[str]) -> Token | None:
    """Return the verb just before a text's name, with only days and places between."""
    doc = noun.doc
    for at in range(noun.i - 1, max(noun.i - REACH, noun.sent.start - 1), -1):
        token = doc[at]
        if token.is_punct:
            return None
        if token.pos_ in {"VERB", "AUX"}:
            direct = token.lemma_.lower() in wanted - WORDED
            return token if direct and "Inf" not in form(token, "VerbForm") else None
    return None


def _fact(
    reading: Reading,
    kind: Literal["agreement", "partnership"],
    noun: Token,
    verb: Token,
    parties: dict[str, Mention],
) -> Fact:
    one = _unknown(parties)
    one = one or next((one for one in parties.values() if one.kind != "office"), None)
    return Fact(
        kind,
        MappingProxyType({"parties": tuple(parties), "subject": _subject(reading, noun)}),
        verb.sent,
        min(noun.i, verb.i),
        max(noun.i, verb.i) + 1,
        MappingProxyType({} if one is None else {"parties": one}),
        _when(reading, verb),
    )


def _unknown(parties: dict[str, Mention]) -> Mention | None:
    return next((one for one in parties.values() if one.key is None), None)


def _subject(reading: Reading, noun: Token) -> str:
    """Return the text's name without article, parties and day: "accord bilatéral de sécurité"."""
    doc, start, end = reading.doc, _first(reading, noun), noun.i + 1
    while start < noun.i and (reading.at(doc[start], "party") or doc[start].text in "-–'s’s"):
        start += 1
    while start > 0 and doc[start - 1].head.i in {noun.i, start} and _modifies(doc[start - 1]):
        if reading.at(doc[start - 1], "party") is not None:
            break
        start -= 1
    if start > 1 and doc[start - 1].text == "-" and doc[start - 2].pos_ == "NUM":
        start -= 2
    while end < len(doc) and _continues(reading, doc[end], noun):
        end += 1
    while doc[end - 1].pos_ in {"ADP", "DET", "CCONJ"}:
        end -= 1
    return doc[start:end].text


def _first(reading: Reading, noun: Token) -> int:
    """Return where a text's name starts: after its article, where no party stands in between."""
    doc, start = noun.doc, noun.left_edge.i
    while start < noun.i and doc[start].pos_ in {"DET", "ADP", "CCONJ", "PRON", "PUNCT", "SCONJ"}:
        start += 1
    before = doc[start : noun.i]
    plain = not any(reading.at(token, "party", "body") or token.text == "," for token in before)
    return start if plain else noun.i


def _modifies(token: Token) -> bool:
    return token.dep_ in {"amod", "compound", "nmod"} and token.pos_ in {"ADJ", "NOUN", "PROPN",
                                                                         "VERB"}  # fmt: skip


def _continues(reading: Reading, token: Token, noun: Token) -> bool:
    if token.pos_ in {"PUNCT", "SCONJ", "VERB", "PRON", "AUX", "NUM", "SPACE"}:
        return False
    if token.lower_ in WITH | BETWEEN - {"of"} | {"in", "à", "on", "en", "le"}:
        return False
    if reading.at(token, "party", "body", "date") is not None:
        return False
    return token.is_ancestor(noun) is False and noun.is_ancestor(token)


def _when(reading: Reading, verb: Token) -> When | None:
    """Return the day in the sentence: the next after the verb, else the last before it."""
    sentence = reading.doc[opening(reading.doc, verb.i) : extent(reading.doc, verb.i)]
    inside = [one for one in reading.whens if sentence.start <= one.start < sentence.end]
    after = [one for one in inside if one.start > verb.i]
    if after:
        return after[0]
    return inside[-1] if inside else None


def _elided(
    reading: Reading,
    kind: Literal["agreement", "partnership"],
    noun: Token,
    verb: Token,
    parties: dict[str, Mention],
) -> Iterator[Fact]:
    """Yield "…, Sweden on 31 May" after "Denmark signed an agreement with Ukraine on 1 May"."""
    partners = {
        key: one
        for key, one in parties.items()
        for head in complements(verb, WITH)
        if one.start in [token.i for token in head.subtree]
    }
    partners |= {
        key: one
        for key, one in parties.items()
        for head in complements(noun, WITH)
        if one.start in [token.i for token in head.subtree]
    }
    stop = extent(reading.doc, verb.i)
    for mention in reading.within(reading.doc[verb.i : stop], "party"):
        when = next((one for one in reading.whens if _follows(mention, one)), None)
        if (
            when is not None
            and mention.key not in parties
            and partners
            and _opens(reading, mention)
        ):
            joined = {mention.key or mention.words: mention, **partners}
            fields: dict[str, Value] = {
                "parties": tuple(joined),
                "subject": _subject(reading, noun),
            }
            yield Fact(
                kind,
                MappingProxyType(fields),
                _span(verb, reading.doc[mention.start]),
                mention.start,
                when.end,
                MappingProxyType({"parties": mention}),
                when,
                0.7,
            )


def _follows(mention: Mention, when: When) -> bool:
    return 0 <= when.start - mention.end <= 2


def _opens(reading: Reading, mention: Mention) -> bool:
    """Tell whether a party opens a phrase of its own: after a comma, "and" or an article."""
    doc, at = reading.doc, mention.start - 1
    while at > 0 and (doc[at].pos_ == "DET" or doc[at].lower_ in {"l'", "la", "le", "les", "the"}):
        at -= 1
    return doc[at].text in {",", ";"} or doc[at].lower_ in {"and", "et"}


def _span(verb: Token, last: Token) -> Span:
    return verb.doc[verb.sent.start : max(verb.sent.end, last.sent.end)]
