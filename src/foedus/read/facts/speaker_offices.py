"""Whom an office stands for as a speaker: "the Secretary of State remarked", "le ministre"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import SUBJECTS, form
from foedus.read.facts.sentence_reach import STOPS, opening
from foedus.read.facts.unlisted_names import unlisted
from foedus.read.model import Mention, Reading
from foedus.read.person_names import gender

DEFINITE = frozenset({"the", "le", "la", "l'", "l’"})
AFTER_NAME = 9
"""Words after a name in which its office may stand: "John Healey, the successor to … as …"."""
LONGEST = 40
"""Words; no office's name is longer."""
BACK = 3
"""Sentences before an office in which its holder may be named without it."""
ROLES = frozenset(
    {
        "minister", "ministre", "secretary", "secrétaire", "president", "président", "présidente",
        "chancellor", "chancelier", "chancelière", "commissioner", "commissaire", "ambassador",
        "ambassadeur", "ambassadrice", "chairman", "chair", "general", "général", "admiral",
        "amiral", "spokesman", "spokeswoman", "spokesperson", "king", "roi", "leader", "dirigeant",
        "dirigeante", "chef", "premier", "diplomat", "diplomate", "counterpart", "homologue",
    }
)  # fmt: skip
MINISTERS = frozenset({"minister", "ministre", "secretary", "secrétaire"})
HEADS = frozenset({"president", "président", "présidente", "prime", "premier", "première",
                   "chancellor", "chancelier", "chancelière", "king", "roi"})  # fmt: skip
LEADERS = frozenset({"leader", "dirigeant", "dirigeante", "chef", "premier"})
"""Words for whoever leads a state or a government, whatever the title."""
EARLIER = frozenset({"successor", "successeur", "succeed", "succéder", "replace", "remplacer",
                     "suite", "predecessor", "prédécesseur", "relieve"})  # fmt: skip
ACTING = SUBJECTS | {"obl:agent", "agent"}
PAST = frozenset({"former", "ancien", "ancienne", "ex"})


@dataclass(frozen=True)
class Holder:
    """A person named before an office, with the offices beside the name."""

    name: str
    start: int
    offices: tuple[Mention, ...]
    acting: bool


def is_role(word: Token) -> bool:
    """Tell whether a word is an office's noun with its article: "the minister", "le ministre"."""
    first = word.left_edge
    before = first.lower_ if first.i < word.i else (word.nbor(-1).lower_ if word.i else "")
    return word.lower_ in ROLES and before in DEFINITE and "Plur" not in form(word, "Number")


def holder_of(reading: Reading, word: Token) -> str | None:
    """Return the person for whom an office stands that has no name beside it.

    Who is named with that office before; failing that, the only one of the sentences before
    whom the text names without any office.

    Parameters
    ----------
    reading : Reading
    word : Token
        The head of the office's words.

    Returns
    -------
    str or None
        A full name; None where none or several may be meant.
    """
    mention = reading.at(word, "office")
    first = word if mention is None else reading.doc[mention.start]
    if (mention is None and not is_role(word)) or _any_of(first):
        return None
    if any(one.lower_ in PAST for one in word.subtree if abs(one.i - word.i) < BACK):
        return None
    before = [one for one in _holders(reading, word.i) if _agrees(one.name, word)]
    titled = [one for one in before if any(_same(one, mention, word) for one in one.offices)]
    found = _only(titled)
    if found is not None or titled:
        return found or titled[-1].name
    start = _sentences_back(reading.doc, word.i)
    return _only([one for one in before if not one.offices and one.start >= start])


def _any_of(first: Token) -> bool:
    """Tell whether an office is one of several: "one ambassador told us", "un diplomate"."""
    return first.i > 0 and first.nbor(-1).lower_ in ANY


ANY = frozenset({"a", "an", "one", "another", "un", "une", "some", "several", "des", "any"})


def _only(found: list[Holder]) -> str | None:
    """Return the only name, else the only one who acts."""
    names = {one.name for one in found}
    if len(names) != 1:
        names = {one.name for one in found if one.acting}
    return names.pop() if len(names) == 1 else None


def _same(own: Mention, asked: Mention | None, word: Token) -> bool:
    """Tell whether one office may be another, which may be named more briefly."""
    words = {one.lower() for one in own.words.replace("-", " ").split()}
    kin = MINISTERS if word.lower_ in MINISTERS else frozenset({word.lower_})
    if word.lower_ in LEADERS:
        kin = HEADS | kin
    if asked is None:
        return bool(words & kin)
    if asked.of and own.of and asked.of != own.of:
        return False
    if asked.key is not None and asked.key == own.key:
        return True
    return asked.key in {None, "minister"} and bool(words & kin)


def _agrees(name: str, word: Token) -> bool:
    """Tell whether a person's gender is that of a French office's noun, where both are known."""
    if word.lang_ != "fr":
        return True
    article = word.left_edge.lower_
    wanted = {"la": "f", "le": "m"}.get(article)
    return wanted is None or gender(name) in {None, wanted}


def _holders(reading: Reading, stop: int) -> Iterator[Holder]:
    """Yield the people named before a word, with their offices; not predecessors."""
    for start, end, name in _named(reading, stop):
        if reading.quoted(start) is None and not _is_predecessor(reading.doc, start):
            offices = tuple(_beside(reading, start, end))
            yield Holder(name, start, offices, _acts(reading.doc, start, end))


def _named(reading: Reading, stop: int) -> Iterator[tuple[int, int, str]]:
    for one in reading.mentions:
        if one.kind == "person" and one.end <= stop and one.end - 1 in reading.people:
            yield one.start, one.end, reading.people[one.end - 1]
    for span in unlisted(reading, _sentences_back(reading.doc, stop), stop):
        yield span.start, span.end, span.text


def _acts(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name is a subject or an agent, though the parser may have hung it elsewhere.

    Before its sentence's verb and after no preposition it is a subject.
    """
    if any(token.dep_ in ACTING for token in doc[start:end]):
        return True
    at = start - 1
    while at >= 0 and doc[at].pos_ in {"PROPN", "NOUN", "DET"} and at > start - BACK:
        at -= 1
    first = at < 0 or doc[at].is_punct or doc[at].is_space
    return (first and start < doc[start].sent.root.i) or doc[max(at, 0)].lower_ in {"by", "par"}


def _is_predecessor(doc: Doc, start: int) -> bool:
    near = doc[max(start - BACK, opening(doc, start)) : start]
    return any({token.lemma_.lower(), token.lower_} & EARLIER for token in near)


def _beside(reading: Reading, start: int, end: int) -> Iterator[Mention]:
    """Yield the offices right before a name and in the words set off after it."""
    doc = reading.doc
    around = doc[max(0, start - LONGEST) : end + AFTER_NAME + LONGEST]
    for mention in reading.within(around, "office"):
        before = 0 <= start - mention.end <= 1
        set_off = end < mention.start <= end + AFTER_NAME and doc[end].text in {",", "("}
        taken = mention.end < len(doc) and reading.at(mention.end, "person") is not None
        if before or (set_off and not taken and not _stops(doc[end : mention.start])):
            yield mention


def _stops(between: Span) -> bool:
    """Tell whether a sentence ends, or a clause of its own stands, between a name and an office."""
    return any(
        token.text in STOPS or (token.pos_ == "VERB" and "Fin" in form(token, "VerbForm"))
        for token in between
    )


def _sentences_back(doc: Doc, at: int) -> int:
    start = opening(doc, at)
    for _ in range(BACK):
        back = start - 1
        while back > 0 and (doc[back].is_space or doc[back].is_punct):
            back -= 1
        start = opening(doc, max(back, 0))
    return start
