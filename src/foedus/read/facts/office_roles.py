"""Which office a clause speaks of, and which of its people holds, gives or leaves it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Span, Token

from foedus.read.clauses import attribute, complement, own, passive, person, phrase, target
from foedus.read.facts.dated import dated_words
from foedus.read.facts.office_words import AS, OF, PAST
from foedus.read.model import Mention, Reading

BESIDE = 3
"""Words before an office in which "former" or "ancien" may stand ("former Dutch prime …")."""

HEADS = frozenset(
    {
        "head", "chief", "director", "commander", "chair", "chairman", "chairwoman", "leader",
        "envoy", "adviser", "advisor", "coordinator", "secretary", "general",
        "chef", "cheffe", "directeur", "commandant", "président", "représentant", "envoyé",
        "conseiller", "coordinateur", "coordonnateur", "secrétaire",
    }
)  # fmt: skip
"""Nouns of offices that no list names ("head of the mission in Kyiv")."""


def office_after(reading: Reading, verb: Token) -> Mention | None:
    """Return the office that a clause gives: named after its verb, and not as a past one."""
    return next(iter(offices_after(reading, verb)), None)


def offices_after(reading: Reading, verb: Token) -> tuple[Mention, ...]:
    """Return the offices that a clause gives, those behind "as" or "comme" alone if there are any.

    The office of who is appointed ("appoint the Prime Minister as Secretary General") and one that
    only describes a person do not count.
    """
    found = [one for one in _offices(reading, own(verb)) if one.start > verb.i]
    current = [
        one
        for one in found
        if not past(reading, one) and not _apposed(reading, one) and not _acted_on(one, verb)
    ]
    given = [one for one in current if _behind(reading.doc[one.start], AS)]
    if not current:  # "désigné pour lui succéder comme Premier ministre"
        below = [one for one in _offices(reading, verb.subtree) if one.start > verb.i]
        given = [one for one in below if _behind(reading.doc[one.start], AS)]
    unlisted = None if current or given else _unlisted(reading, verb)
    return tuple(given or current) if unlisted is None else (unlisted,)


def office_in(reading: Reading, words: Iterable[Token]) -> Mention | None:
    """Return the first office among some words, unless it is a past one."""
    found = (one for one in _offices(reading, words) if not past(reading, one))
    return next(found, None)


def office_before(reading: Reading, at: int) -> Mention | None:
    """Return the last office that was named before a token, in its sentence or the one before."""
    sentence = reading.sentence(at)
    start = reading.sentence(max(0, sentence.start - 1)).start
    while start and not reading.doc[start : sentence.start].text.strip():
        start = reading.sentence(start - 1).start
    found = [one for one in reading.within(reading.doc[start:at], "office") if _own(reading, one)]
    current = [one for one in found if not past(reading, one)]
    return current[-1] if current else None


def past(reading: Reading, office: Mention) -> bool:
    """Tell whether "former", "ancien" or "ex-" stands before an office."""
    return bool(marks(reading, office) & PAST)


def marks(reading: Reading, office: Mention) -> frozenset[str]:
    """Return the words right before an office and right after it, in lower case."""
    doc = reading.doc
    first = max(doc[office.start].sent.start, office.start - BESIDE)
    before: list[str] = []
    for token in reversed(doc[first : office.start]):
        if token.is_punct and token.text not in {"-", "'"}:
            break
        if token.ent_type_ in {"PERSON", "PER"}:
            break
        before.append(token.lower_)
    after = doc[office.end].lower_ if office.end < len(doc) else ""
    inside = [token.lower_ for token in doc[office.start : office.end]]
    return frozenset((*before, after, *inside))


def elsewhere(reading: Reading, office: Mention) -> bool:
    """Tell whether an office belongs to something that nobody here knows ("of the football club").

    Such an office is none of an alliance's business, whatever it is called.
    """
    doc = reading.doc
    if office.start and doc[office.start - 1].lower_ in LOWER:
        return True
    if office.of:
        return False
    if office.end + 1 >= len(doc) or doc[office.end].lower_ not in {"of", "de", "du", "des", "d'"}:
        return False
    if office.end + 1 in dated_words(reading):
        return False  # "Première ministre de novembre 2021 à octobre 2022"
    for token in doc[office.end + 1 : min(office.end + 5, len(doc))]:
        if reading.at(token, "party", "body", "group") is not None:
            return False
        if token.lower_ == "alliance":
            return False
        if token.pos_ in {"NOUN", "PROPN"}:
            return True
    return False


LOWER = frozenset({"assistant", "under", "vice", "associate", "sous", "adjunct"})
"""Before an office they make another one of it ("Assistant Secretary General")."""


def office_key(office: Mention) -> str:
    """Return an office as a field: its key, else its words in lower case."""
    return office.key or office.words.lower()


def people_in(reading: Reading, words: Iterable[Token]) -> Iterator[tuple[Token, str]]:
    """Yield the people among some words, in the order of the text, a possessive left out."""
    for token in words:
        if token.i in reading.people and not possessive(token):
            yield token, reading.people[token.i]


def person_after(reading: Reading, verb: Token, *, but: Collection[str] = ()) -> str | None:
    """Return the first person after a verb in its own clause."""
    for token, name in people_in(reading, own(verb)):
        if token.i > verb.i and name not in but:
            return name
    return None


def person_by(reading: Reading, verb: Token, prepositions: Collection[str]) -> str | None:
    """Return the person after a verb behind one of some prepositions."""
    found = complement(verb, prepositions)
    if found is not None and (name := person(reading, found)) is not None:
        return name
    for token, name in people_in(reading, own(verb)):
        if token.i > verb.i and _behind(token, prepositions):
            return name
    return None


def possessive(token: Token) -> bool:
    """Tell whether a word is "his", "son" … rather than a person."""
    return token.dep_ in {"poss", "det"} and token.pos_ in {"PRON", "DET"}


def _offices(reading: Reading, words: Iterable[Token]) -> list[Mention]:
    inside = {token.i for token in words}
    if not inside:
        return []
    around = reading.doc[min(inside) : max(inside) + LONGEST]
    return [
        one
        for one in reading.within(around, "office")
        if one.start in inside and _own(reading, one)
    ]


LONGEST = 40
"""Words; no office's name is longer."""


def _own(reading: Reading, office: Mention) -> bool:
    return not elsewhere(reading, office) and not several(reading, office)


def several(reading: Reading, office: Mention) -> bool:
    """Tell whether an office is that of several ("les chefs d'état-major", "foreign ministers")."""
    first = max(0, office.start - 1)
    if reading.doc[first].lower_ in {"les", "des", "aux"} and first < office.start:
        return True
    words = office.words.lower().split()
    return words[-1].endswith(("ministers", "chiefs", "presidents", "chancellors"))


def _apposed(reading: Reading, office: Mention) -> bool:
    """Tell whether an office only describes a person ("appointed Mark Rutte, the … minister")."""
    head = head_of(reading.doc[office.start : office.end])
    return head.dep_ == "appos" and head.head.i in reading.people


def _acted_on(office: Mention, verb: Token) -> bool:
    what = None if passive(verb) else target(verb)
    return what is not None and office.start <= what.i < office.end


def head_of(span: Span) -> Token:
    """Return the head of a mention."""
    return span.root


def _unlisted(reading: Reading, verb: Token) -> Mention | None:
    """Return an office that no list names, where it is what the person becomes."""
    noun = attribute(verb) or complement(verb, {"as", "comme"})
    if noun is None or noun.lemma_.lower() not in HEADS or noun.i < verb.i:
        return None
    span, owner = phrase(noun), complement(noun, OF)
    belongs = None if owner is None else reading.at(owner, "party", "body", "group")
    if belongs is None:
        return None
    return Mention("office", span.start, span.end, span.text, of=belongs.key or "")


def _behind(token: Token, prepositions: Collection[str]) -> bool:
    """Tell whether a preposition stands in the three words before a name."""
    doc = token.doc
    for at in range(token.i - 1, max(token.i - 5, token.sent.start - 1), -1):
        if doc[at].lower_ in prepositions:
            return True
        if doc[at].pos_ == "VERB":
            return False
    return False
