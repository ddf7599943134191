"""Where and when an event took place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from spacy.tokens import Span, Token

from foedus.read.atoms import folded
from foedus.read.clauses import CLAUSES, own, phrase, subject
from foedus.read.facts.dated import bound, dated_words, dates_of, told
from foedus.read.model import Mention, Reading, When
from foedus.read.word_lists import texts, word_list

PLACES = frozenset({"GPE", "LOC", "FAC"})
SEATS = frozenset(
    {"headquarters", "headquarter", "palace", "palais", "airport", "aéroport", "base", "siège"}
)
IN = frozenset({"in", "at", "à", "au", "aux", "en"})
OF = frozenset({"of", "de", "d'", "du"})
TO = frozenset(
    {"to", "in", "into", "à", "au", "aux", "en", "visit", "visited", "visits", "visite", "visité"}
)
"""What stands right before a place: of what happens there, of its name, of one who goes there."""


def event_phrase(head: Token) -> Span:
    """Return an event's words: without clauses, without "his" or "their" before them."""
    span = phrase(head, clauses=CLAUSES | {"pcomp", "acl"})
    first = span.start
    while first < head.i and (head.doc[first].dep_ in BEFORE or head.doc[first].pos_ == "ADP"):
        first += 1
    end = span.end
    while end - 1 > head.i and head.doc[end - 1].pos_ in LOOSE:
        end -= 1
    return head.doc[first:end]


BEFORE = frozenset({"poss", "case", "prep"})
LOOSE = frozenset({"ADP", "DET", "PUNCT", "SCONJ"})
"""Words that end no name of an event."""


def place_of(reading: Reading, head: Token, verb: Token | None) -> str:
    """Return where an event took place, in its own words or, failing that, in its clause's.

    A place is the name of one, or a seat ("NATO Headquarters"); empty where none is said.
    """
    span = event_phrase(head)
    near = _called(reading, head) or _named(reading, span, IN | OF) or _seat(span, IN)
    if near or verb is None:
        return near
    words = [token for token in own(verb) if token.i > min(head.i, verb.i)]
    return _named(reading, words, IN) or _seat(words, IN) or _host(reading, verb)


def _host(reading: Reading, verb: Token) -> str:
    """Return the town that hosts ("Vilnius hosted the summit")."""
    who = subject(verb) if verb.lemma_.lower() in HOSTING else None
    return str(_entity(who).text) if who is not None and _is_place(reading, who) else ""


HOSTING = frozenset({"host", "accueillir"})


def goal_of(reading: Reading, verb: Token) -> Span | None:
    """Return where someone went ("visited Kyiv", "s'est rendu à l'aéroport de Melsbroek")."""
    words = [token for token in own(verb) if token.i > verb.i]
    for token in words:
        if (_is_place(reading, token) or _visited(reading, token)) and _behind(token, TO):
            return _entity(token)
        if _is_seat(token) and _behind(token, TO):
            return phrase(token)
    return None


def _visited(reading: Reading, token: Token) -> bool:
    """Tell whether a proper name is what was visited, whatever the entity recogniser calls it."""
    if token.pos_ != "PROPN" or token.dep_ not in {"dobj", "obj"}:
        return False
    return reading.at(token, "office", "body") is None and _nobody(reading.at(token, "person"))


def days_of(reading: Reading, head: Token, verb: Token | None) -> When | None:
    """Return when an event took place, as its own words say or, failing that, its clause's."""
    span = event_phrase(head)
    for when in told(reading):
        if span.start <= when.start <= span.end and when.start > head.i:
            return when
    if verb is None:
        return None
    return next((one for one in dates_of(reading, verb) if bound(reading, one) == "on"), None)


def without_place(reading: Reading, what: Span, where: str) -> str:
    """Return an event's name without the place, the day and the participle behind it.

    "ceremony at NATO Headquarters in Brussels" is "ceremony"; the Vilnius summit keeps its name.
    """
    days = {when.start for when in told(reading)}
    for token in what[1:]:
        participle = token.dep_ == "acl" and token.pos_ == "VERB"
        rest = what.doc[token.i : what.end].text
        place = token.lower_ in IN and (where in rest if where else False)
        if participle or place or token.i in days:
            return _trimmed(what.doc[what.start : token.i])
    return str(what.text)


def _trimmed(what: Span) -> str:
    end = what.end
    while end - 1 > what.start and what.doc[end - 1].pos_ in LOOSE:
        end -= 1
    return str(what.doc[what.start : end].text)


def _called(reading: Reading, head: Token) -> str:
    """Return the place after which a summit is called ("the Washington summit")."""
    for child in head.lefts:
        if child.dep_ == "compound" and child.pos_ == "PROPN" and child.left_edge == child:
            other = reading.at(child, "body", "office", "person", "party")
            summit = head.lemma_.lower() == "summit" and _alone(child, head)
            if other is None and (child.ent_type_ in PLACES or summit):
                return str(child.text)
    return ""


def _alone(child: Token, head: Token) -> bool:
    """Tell whether a name is all that stands between the article and the summit."""
    others = [one for one in head.lefts if one.pos_ in {"PROPN", "NOUN", "ADJ"} and one != child]
    return (
        not others
        and child.lower_ not in {"peace", "leaders"}
        and child.ent_type_ not in {"PERSON", "NORP"}
    )


def _named(reading: Reading, words: Iterable[Token], before: Collection[str]) -> str:
    for token in words:
        if _is_place(reading, token) and _behind(token, before):
            return str(_entity(token).text)
    return ""


def places_in(reading: Reading, span: Span) -> Iterator[tuple[Token, int]]:
    """Yield the names of places among some words: their first token, and the token behind them."""
    for token in span:
        if _is_place(reading, token):
            yield token, _entity(token).end


def place_behind(reading: Reading, span: Span) -> str:
    """Return the place that stands behind "in", "at", "à" …: a seat before the town it is in."""
    return _seat(span, IN | {"outside", "devant"}) or _named(reading, span, IN)


def last_place(reading: Reading, at: int) -> str:
    """Return the last place named before a token ("dans cette ville", "in that city")."""
    before = [one for one, _ in places_in(reading, reading.doc[max(0, at - FAR) : at])]
    return str(_entity(before[-1]).text) if before else ""


FAR = 60
"""Words before "that city" in which the city is looked for."""


def _known_place(token: Token) -> bool:
    return token.pos_ in {"PROPN", "NOUN"} and folded(token.text) in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(folded(name) for name in texts(word_list("not_states")["places"]))


def _dated(reading: Reading, token: Token) -> bool:
    return token.i in dated_words(reading)


def _is_place(reading: Reading, token: Token) -> bool:
    if _dated(reading, token):
        return False
    if _known_place(token) and _nobody(reading.at(token, "person")):
        return token.ent_iob_ != "I" or token.ent_type_ in PLACES
    if token.pos_ == "ADJ" or token.ent_iob_ != "B" or not token.ent_type_:
        return False
    if reading.at(token, "office", "body") is not None:
        return False
    named = reading.at(token, "person")
    if token.ent_type_ in PLACES and named is None:
        return True
    return _after_in(token) and token.pos_ == "PROPN" and _nobody(named)


def _nobody(named: Mention | None) -> bool:
    """Tell whether a single word was taken for a person nobody knows ("Kyiv", "Vilnius")."""
    if named is None:
        return True
    return named.end - named.start == 1 and not named.known and named.key == named.words


def _after_in(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ == "in"


def _behind(token: Token, before: Collection[str]) -> bool:
    """Tell whether one of some words stands right before a name, its article apart."""
    at = token.i - 1
    while at > 0 and token.doc[at].pos_ == "DET":
        at -= 1
    while at > 0 and token.doc[at].dep_ == "compound":
        at -= 1
    return at >= 0 and token.doc[at].lower_ in before


def _entity(first: Token) -> Span:
    """Return a name of a place from its first token, with the article in it ("The Hague")."""
    doc = first.doc
    end = first.i + 1
    if first.ent_type_ not in PLACES and _known_place(first):
        return doc[first.i : end]
    while end < len(doc) and doc[end].ent_iob_ == "I" and not doc[end].is_punct:
        end += 1
    while doc[end - 1].pos_ in {"ADP", "DET"} and end - 1 > first.i:
        end -= 1
    return doc[first.i : end]


def _is_seat(token: Token) -> bool:
    if token.lemma_.lower() in SEATS or token.lower_ in SEATS:
        return True
    following = token.doc[token.i + 1 : token.i + 2].text.lower()
    return token.lower_ == "quartier" and following == "général"


def _seat(words: Iterable[Token], before: Collection[str]) -> str:
    """Return the seat of a body ("NATO Headquarters", "quartier général de l'OTAN")."""
    for token in words:
        if _is_seat(token) and _behind(token, before):
            return str(phrase(token).text)
    return ""
