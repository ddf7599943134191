"""Duties of an office: "ses fonctions seront de …", "is responsible for …", "a pour mission de"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import SUBJECTS, person
from foedus.read.facts.aim_acts import acts, bulleted
from foedus.read.facts.aim_charges import (
    ACTIONS,
    ENTAILING,
    FALLING,
    PURPOSES,
    after_entailing,
    after_falling,
    after_having,
    post_before,
    roles,
)
from foedus.read.facts.aim_lists import Item, items
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.forms import lemmatised, lowered
from foedus.read.modality import NEGATIONS
from foedus.read.model import Mention, Reading

DUTIES = frozenset(
    {
        "function", "functions", "task", "tasks", "duty", "duties", "responsibility",
        "responsibilities", "role", "mandate", "mission", "job",
        "fonction", "fonctions", "tâche", "tâches", "missions", "attributions",
        "attribution", "responsabilité", "responsabilités", "rôle",
    }
)  # fmt: skip
ARE = frozenset(
    {
        "is", "are", "be", "include", "includes", "comprise", "involves", "involve", "consists",
        "est", "sont", "sera", "seront", "comprennent", "comprend", "incluent", "inclut",
        "consistent", "consiste", "consistera", "consisteront", "comprendront", "incluront",
    }
)  # fmt: skip
CHARGED = frozenset({"responsible", "tasked", "charged", "responsable", "chargé", "chargée",
                     "chargés", "chargées", "entrusted"})  # fmt: skip
GIVING = DUTIES | CHARGED | PURPOSES | ENTAILING
"""Words that a duty may follow, and those of ``FALLING`` by their dictionary form."""
LINKS = frozenset({"for", "with", "de", "d'", "d’", "du", "to"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "ses", "sa", "son", "leurs", "leur"})
HE = frozenset({"he", "she", "il", "elle", "who", "qui", "him", "her", "lui"})
REACH = 9


@dataclass(frozen=True)
class Duty:
    """A duty: of which office, its words, the sentence."""

    office: str
    words: Span
    sentence: Span
    mention: Mention | None = None
    confidence: float = 0.9


def duties(reading: Reading) -> tuple[Duty, ...]:
    """Return the duties that a dispatch gives to an office, in the order of the text."""
    found: dict[int, Duty] = {}
    opening_words = zip(lowered(reading.doc), lemmatised(reading.doc), strict=True)
    for at, (word, lemma) in enumerate(opening_words):
        if word not in GIVING and lemma not in FALLING:
            continue
        token = reading.doc[at]
        start = _after_duties(reading, token) or _after_charged(reading, token)
        start = start or _after_pour(reading, token) or after_having(reading, token)
        start = start or after_falling(reading, token) or after_entailing(reading, token)
        if start is not None and reading.quoted(token) is None:
            for duty in _duties(reading, token, start):
                found.setdefault(duty.words.start, duty)
    for office, sentence, words in (*acts(reading), *bulleted(reading), *roles(reading)):
        found.setdefault(words.start, Duty(_key(office), words, sentence, office))
    return tuple(found[at] for at in sorted(found))


def _after_duties(reading: Reading, token: Token) -> int | None:
    """Read "ses principales fonctions seront de …", "the role of the chair is to …"."""
    doc = reading.doc
    if token.lower_ not in DUTIES:
        return None
    stop = min(token.i + REACH + 3, extent(doc, token.i))
    for at in range(token.i + 1, stop):
        if doc[at].lower_ in ARE and not _denied(doc, at):
            return at + 1
        if doc[at].text == ":" and at <= token.i + 2:
            return at + 1
        if doc[at].text in {",", ";", ":"} or doc[at].pos_ == "VERB":
            return None
    return None


def _after_charged(reading: Reading, token: Token) -> int | None:
    """Read "is responsible for chairing …", "est chargé de …", in the present or future."""
    doc = reading.doc
    if token.lower_ not in CHARGED or token.i + 1 >= len(doc) or _denied(doc, token.i):
        return None
    if doc[token.i + 1].lower_ not in LINKS:
        return None
    before = doc[max(token.i - 4, opening(doc, token.i)) : token.i]
    present = any(
        one.lower_ in {"is", "are", "be", "est", "sont", "sera", "seront"} for one in before
    )
    return token.i + 1 if present else None


def _after_pour(reading: Reading, token: Token) -> int | None:
    """Read "a pour mission de …", "a pour tâche de …"."""
    doc = reading.doc
    if token.lower_ not in DUTIES or token.i < 2 or token.i + 1 >= len(doc):
        return None
    has = doc[token.i - 1].lower_ == "pour" or (
        doc[token.i - 2].lower_ == "pour" and doc[token.i - 1].pos_ in {"ADJ", "DET"}
    )
    return token.i + 1 if has else None


def _duties(reading: Reading, token: Token, start: int) -> Iterator[Duty]:
    doc, stop = reading.doc, extent(reading.doc, token.i)
    found = items(doc, start, stop) or items(doc, start + 1, stop)
    if found and token.lower_ in GIVEN and _are_actions(found):
        found = (Item(doc[found[0].words.start : found[-1].words.end], "gerund"),)
    office = _office(reading, token) if _is_duty(found) else None
    post = None if office or not _is_duty(found) else _post(reading, token)
    sentence = _sentence(doc, token, found) if found else token.sent
    if office is None:
        yield from (Duty(post, one.words, sentence, None, 0.7) for one in found if post)
        return
    sure = abs(office.start - token.i) < SAME_SENTENCE and office.start >= opening(doc, token.i)
    for item in found:
        yield Duty(_key(office), item.words, sentence, office, 0.9 if sure else 0.7)


GIVEN = frozenset({"responsible", "tasked", "entrusted", "chargé", "chargée", "responsable"})


def _are_actions(found: tuple[Item, ...]) -> bool:
    """Tell whether what an office is tasked with is something to do: "the planning of …"."""
    first = next((one for one in found[0].words if one.pos_ in {"NOUN", "VERB", "PROPN"}), None)
    return found[0].shape == "noun" and first is not None and first.lower_ in ACTIONS


def _post(reading: Reading, token: Token) -> str | None:
    """Return the post that the sentence before names, of a duty that falls to its holder."""
    first = opening(reading.doc, token.i)
    if first < 2 or "\n" in reading.doc[first - 1].text:
        return None
    return post_before(reading, first)


def _key(office: Mention) -> str:
    return office.key or office.words.lower()


SAME_SENTENCE = 60


def _is_duty(found: tuple[Item, ...]) -> bool:
    """Tell whether what is listed are acts: verbs, not an accusation or a thing."""
    return bool(found) and all(item.shape in {"infinitive", "gerund"} for item in found)


def _office(reading: Reading, token: Token) -> Mention | None:
    """Return the office whose duty it is: in the sentence before the duties, else a person's."""
    doc = reading.doc
    first, stop = opening(doc, token.i), extent(doc, token.i)
    after = reading.doc[token.i : min(token.i + REACH, stop)]
    for mention in reading.within(after, "office"):
        linked = doc[token.i + 1].lower_ in {"of", "de", "du", "d'", "d’"}
        if linked and mention.start <= token.i + 4:
            return mention
    falls = after_falling(reading, token)
    if falls is not None and (to := reading.within(doc[token.i : falls], "office")):
        return to[0]
    before = reading.within(doc[first : token.i], "office")
    if not before and _another(reading, token, first):
        return None
    if before:
        return before[-1] if _is_subject(doc, before[-1], token) else before[0]
    return _of_person(reading, token, first)


def _another(reading: Reading, token: Token, first: int) -> bool:
    """Tell whether the subject is a post that is no known office ("le commandant de la base")."""
    heads = [one for one in reading.doc[first : token.i] if one.dep_ in SUBJECTS]
    noun = bool(heads) and heads[0].pos_ == "NOUN" and heads[0].lower_ not in DUTIES
    return noun and heads[0].i not in reading.people


def _is_subject(doc: Doc, mention: Mention, token: Token) -> bool:
    """Tell whether no further clause stands between an office and its duties."""
    return not any(one.text == "," for one in doc[mention.end : token.i])


def _of_person(reading: Reading, token: Token, first: int) -> Mention | None:
    """Return the office last named before a pronoun or possessive ("his tasks include …")."""
    doc = reading.doc
    words = doc[first : (after_falling(reading, token) or token.i) + 1]
    stands = any(one.lower_ in POSSESSIVE | HE or one.i in reading.people for one in words)
    if not stands:
        return None
    who = next((person(reading, one) for one in words if one.lower_ in POSSESSIVE | HE), None)
    paragraph = first
    while paragraph > 0 and "\n" not in doc[paragraph - 1].text:
        paragraph -= 1
    earlier = [one for one in reading.mentions if one.kind == "office" and one.end <= first]
    for mention in _subjects_first(doc, earlier[-FEW:], paragraph):
        if _former(doc, mention):
            continue
        holder = next((reading.people[at] for at in range(mention.start, mention.end)
                       if at in reading.people), None)  # fmt: skip
        if holder == who or (mention.start >= paragraph and None in {who, holder}):
            return mention
    return None


FEW = 6
"""Offices looked back at."""


def _subjects_first(doc: Doc, found: list[Mention], paragraph: int) -> list[Mention]:
    """Return offices, the last first; subjects of their sentences in the paragraph before all."""
    last = found[::-1]
    leading = [
        one
        for one in last
        if one.start >= paragraph
        and any(token.dep_ in SUBJECTS for token in doc[one.start : one.end])
    ]
    return [*leading, *(one for one in last if one not in leading)]


def _former(doc: Doc, mention: Mention) -> bool:
    near = doc[max(mention.start - 2, 0) : mention.end]
    return any(one.lower_ in {"ancien", "ancienne", "former", "ex-", "outgoing"} for one in near)


def _sentence(doc: Doc, token: Token, found: tuple[Item, ...]) -> Span:
    last = found[-1].words[-1].sent
    return doc[token.sent.start : max(token.sent.end, last.end)]


def _denied(doc: Doc, at: int) -> bool:
    return any(one.lower_ in NEGATIONS for one in doc[max(at - 3, 0) : at + 2])
