"""Agreements that a text names without signing them: "Estonia's agreement with Kyiv"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from foedus.read.facts.agreement_parties import BETWEEN, FEWEST, WITH, chain, party_at
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.modality import NEGATIONS
from foedus.read.model import Mention, Reading

REACH = 9
"""Words between an agreement and the names of who is bound."""
BINDING = frozenset({"liant", "lie", "liait", "unissant", "binding", "binds", "linking", "unit",
                     "engageant"})  # fmt: skip
NOT_YET = frozenset(
    {
        "negotiate", "negotiation", "negotiating", "seek", "propose", "discuss", "draft", "prepare",
        "plan", "want", "hope", "call", "demand", "urge", "possible", "future", "proposed",
        "planned", "potential", "talk", "talks", "towards", "toward", "work", "without", "broker",
        "négocier", "négociation", "négociations", "projet", "futur", "éventuel", "discuter",
        "proposer", "préparer", "souhaiter", "vouloir", "espérer", "appeler", "réclamer", "prôner",
        "pourparlers", "vers", "sans", "exclure", "exclude", "refuse", "refuser", "reject",
        "rejeter", "could", "would", "may", "might", "should", "pouvoir", "devoir", "whether", "if",
        "si", "hypothétique", "impossible", "unlikely", "end", "break", "violate", "violer",
        "préconiser", "mediate", "reach", "peace", "paix", "ceasefire", "trade",
    }
)  # fmt: skip
"""Words near an agreement by which it need not stand."""

FAR_OFF = frozenset({"portée", "loin", "unlikely", "distant", "remote", "stalled", "possible",
                     "improbable", "incertain", "uncertain", "would", "could"})  # fmt: skip
"""Words after it that say the same."""
LINKING = frozenset({"lier", "bind", "link", "unir"})


def bound_by(reading: Reading, noun: Token) -> dict[str, Mention]:
    """Return who is bound by an agreement that a text names, where no verb signs it.

    Those "between" whom it stands; the possessor and those "with" whom; two names joined by a dash
    before it; those whom it binds ("liant le Luxembourg et l'Ukraine").
    """
    if _open_question(noun):
        return {}
    found = _between(reading, noun) or _binding(reading, noun) or _bound(reading, noun)
    if len(found) < FEWEST:
        found = _owned(reading, noun) or _dashed(reading, noun)
    return found if len(found) >= FEWEST else {}


def _open_question(noun: Token) -> bool:
    """Tell whether an agreement is only sought, proposed, denied or asked about."""
    doc, stop = noun.doc, extent(noun.doc, noun.i)
    if stop < len(doc) and doc[stop].text == "?":
        return True
    first = max(opening(doc, noun.i), noun.i - REACH)
    near = [*doc[first : noun.i], *noun.ancestors]
    away = [one for one in doc[noun.i : stop] if one.lower_ in FAR_OFF]
    words = {word for one in near for word in (one.lower_, one.lemma_.lower())}
    adjectives = {one.lemma_.lower() for one in noun.children if one.dep_ == "amod"}
    return bool(away or (words | adjectives) & (NOT_YET | NEGATIONS))


def _between(reading: Reading, noun: Token) -> dict[str, Mention]:
    """Read "between A and B" in the words after an agreement, before its sentence's verb."""
    for at in _after(noun):
        if reading.doc[at].lower_ in BETWEEN - {"of"}:
            return chain(reading, at + 1)
    return {}


def _binding(reading: Reading, noun: Token) -> dict[str, Mention]:
    doc, stop = noun.doc, extent(noun.doc, noun.i)
    for token in doc[noun.i + 1 : stop]:
        if token.lower_ in BINDING:
            return chain(reading, token.i + 1)
    return {}


def _bound(reading: Reading, noun: Token) -> dict[str, Mention]:
    """Read "A and B are bound by an agreement", "A est liée à B par un accord"."""
    doc, first = noun.doc, opening(noun.doc, noun.i)
    verb = next((at for at in range(noun.i - 1, first, -1) if doc[at].lemma_.lower() in LINKING),
                None)  # fmt: skip
    if verb is None or not any(one.lower_ in {"by", "par"} for one in doc[verb : noun.i]):
        return {}
    found = (reading.at(at, "party", "body") for at in range(first, noun.i))
    return {one.key or one.words: one for one in found if one is not None}


def _owned(reading: Reading, noun: Token) -> dict[str, Mention]:
    """Read "Estonia's agreement with Kyiv", "l'accord de la France avec l'Ukraine"."""
    owner = _owner(reading, noun)
    if owner is None:
        return {}
    for at in _after(noun):
        if reading.doc[at].lower_ in WITH:
            partners = chain(reading, at + 1)
            return {owner.key or owner.words: owner, **partners} if partners else {}
    return {}


def _owner(reading: Reading, noun: Token) -> Mention | None:
    doc = reading.doc
    for child in noun.children:
        if child.dep_ == "poss" and party_at(reading, child.i) is not None:
            return party_at(reading, child.i)
    for at in _after(noun):
        if doc[at].lower_ in WITH:
            return None
        found = party_at(reading, at)
        if found is not None:
            return found if doc[at].head.i == noun.i else None
    return None


def _dashed(reading: Reading, noun: Token) -> dict[str, Mention]:
    """Read "the UK–Ukraine agreement"."""
    doc = reading.doc
    for at in range(max(opening(doc, noun.i), noun.i - REACH) + 1, noun.i - 1):
        before, after = party_at(reading, at - 1), party_at(reading, at + 1)
        dashed = doc[at].text in {"-", "–", "/"} and not doc[at].whitespace_
        if dashed and before is not None and after is not None and before.key != after.key:
            return {before.key or before.words: before, after.key or after.words: after}
    return {}


def _after(noun: Token) -> Iterator[int]:
    """Yield the words after an agreement up to a comma or a verb."""
    for token in noun.doc[noun.i + 1 : min(noun.i + REACH, extent(noun.doc, noun.i))]:
        if token.text in {",", ";", ":"} or (token.pos_ in {"VERB", "AUX"} and not _entre(token)):
            return
        yield token.i


def _entre(token: Token) -> bool:
    return token.lower_ == "entre"


def each(
    reading: Reading, verb: Token, parties: dict[str, Mention]
) -> tuple[dict[str, Mention], ...]:
    """Return the parties of each agreement: "A, then B each signed one with C" are two."""
    doc = verb.doc
    near = doc[max(verb.i - 3, opening(doc, verb.i)) : verb.i + 2]
    if not any(one.lower_ in {"each", "chacun", "chacune", "respectivement"} for one in near):
        return (parties,)
    giving = {key: one for key, one in parties.items() if one.start < verb.i}
    giving |= _listed(reading, verb)
    partners = {key: one for key, one in parties.items() if key not in giving}
    if not partners or len(giving) < FEWEST:
        return (parties,)
    return tuple({key: one, **partners} for key, one in sorted(giving.items(), key=_place))


def _place(entry: tuple[str, Mention]) -> int:
    return entry[1].start


def _listed(reading: Reading, verb: Token) -> dict[str, Mention]:
    """Return the parties before a verb back to the sentence's opening or a colon."""
    doc, first = reading.doc, opening(reading.doc, verb.i)
    colon = [at for at in range(first, verb.i) if doc[at].text in {":", ";"}]
    start = colon[-1] + 1 if colon else first
    found = (reading.at(at, "party") for at in range(start, verb.i))
    return {one.key or one.words: one for one in found if one is not None}
