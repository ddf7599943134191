"""Reports around their speaker ("…, he insisted, was absolute") and views put in a noun's words."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import OBJECTS, form
from foedus.read.facts.sentence_reach import MARKS, STOPS, extent, opening
from foedus.read.facts.speech import Speaker, before, named, speaker_of
from foedus.read.facts.speech_verbs import makes_a_case
from foedus.read.facts.statement_words import quoted_share, report, trimmed
from foedus.read.model import Fact, Reading

LONGEST = 12
"""Words between the two commas around a speaker."""
OPENERS = frozenset(
    {
        "who", "which", "that", "qui", "que", "qu'", "and", "et", "but", "mais", "as", "comme",
        "adding", "ajoutant", "while", "when", "where", "lorsque", "quand", "dont", "if", "si",
    }
)  # fmt: skip
"""Words that open a clause of another kind after a comma."""
SPEAKING_OF = {"speak": "of", "talk": "of", "parler": "de"}
CALLING_FOR = {"call": "for", "press": "for", "plaider": "pour", "argue": "for", "warn": "of",
               "plead": "for", "lobby": "for"}  # fmt: skip
A = frozenset({"a", "an", "un", "une"})
EDGES = frozenset({",", ";", "–", "—"})


def around(reading: Reading, verb: Token) -> Fact | None:
    """Read "Its members, Austin reckoned, have …": a report without who says it."""
    bounds = _commas(verb)
    if (
        bounds is None
        or _is_named(verb)
        or any(one.dep_ in OBJECTS and one.pos_ == "NOUN" for one in verb.children)
    ):
        return None
    doc, (first, last) = verb.doc, bounds
    start, stop = _start(doc, first), _stop(doc, last)
    head, tail = doc[start:first], doc[last + 1 : stop]
    if _finite(head) and not _finite(tail):
        stop, tail = first, doc[first:first]
    elif len(tail) < 2:
        return None
    whole = trimmed(doc[start:stop])
    if whole is None or quoted_share(reading, whole) > 0:
        return None
    if not (_finite(head) or _finite(tail)) or not len(head):
        return None
    who = _speaker(reading, doc[first + 1 : last], verb)
    if who is None:
        return None
    fact = report(reading, who, whole)
    words = f"{head.text.strip()} {tail.text.strip()}".strip()
    return replace(fact, fields=MappingProxyType({**fact.fields, "words": words}))


def _is_named(verb: Token) -> bool:
    """Tell whether "dit" gives a name: "un pacte, dit ICE, …"."""
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    before = verb.nbor(-1) if verb.i else verb
    return verb.lower_ in {"dit", "dite", "dits"} and before.text == "," and following.is_upper


def _finite(span: Span) -> bool:
    return any("Fin" in form(one, "VerbForm") for one in span)


def _commas(verb: Token) -> tuple[int, int] | None:
    """Return the commas around a verb of saying with its subject and nothing else."""
    doc = verb.doc
    first = next((at for at in range(verb.i - 1, max(verb.i - 8, -1), -1) if _edge(doc, at)), None)
    last = next(
        (at for at in range(verb.i + 1, min(verb.i + 10, len(doc))) if _edge(doc, at)), None
    )
    if first is None or last is None or last - first > LONGEST:
        return None
    if any(doc[at].text not in {",", "–", "—"} for at in (first, last)):
        return None
    between = doc[first + 1 : last]
    finite = [one for one in between if one.pos_ == "VERB" and one.i != verb.i]
    finite = [one for one in finite if not (makes_a_case(verb) and one.i == verb.i - 1)]
    if between[0].lower_ in OPENERS or any("Fin" in form(one, "VerbForm") for one in finite):
        return None
    return first, last


def _edge(doc: Doc, at: int) -> bool:
    return doc[at].text in EDGES | STOPS | MARKS | {":"} or doc[at].is_space


def _start(doc: Doc, first: int) -> int:
    """Return where the words around a speaker start: after a semicolon, a colon or the opening."""
    start = opening(doc, first)
    return next((at + 1 for at in range(first, start, -1) if doc[at].text in {";", ":"}), start)


def _stop(doc: Doc, last: int) -> int:
    stop = extent(doc, last)
    return next((at for at in range(last + 1, stop) if doc[at].text == ";"), stop)


def _speaker(reading: Reading, between: Span, verb: Token) -> Speaker | None:
    """Return who is named between the commas; "he" is whoever spoke before."""
    for token in between:
        if token.i == verb.i or token.pos_ not in {"PROPN", "NOUN", "PRON"}:
            continue
        who = named(reading, token) or before(reading, token)
        if who is not None:
            return who
    found = speaker_of(reading, verb)
    inside = found is not None and between.start <= found.token.i < between.end
    return found if inside else None


def spoken_of(reading: Reading, verb: Token) -> Fact | None:
    """Read "X spoke of a unique day for his country" and "X y voit la preuve de …"."""
    start = _spoken(verb)
    if start is None:
        return None
    doc, stop = verb.doc, extent(verb.doc, verb.i)
    stop = next((at for at in range(start, stop) if doc[at].text in EDGES | {":"}), stop)
    content, who = trimmed(doc[start:stop]), speaker_of(reading, verb)
    if who is None or content is None or quoted_share(reading, content) > 0:
        return None
    if who.mention is not None and who.mention.kind != "person":
        return None
    return report(reading, who, content) if len(content) > FEW else None


ASIDE = 5
"""Words after a verb in which what it calls for may start: "a plaidé, elle, pour …"."""
FEW = 2
"""Words of a phrase that says no more than its noun ("spoke of a plan")."""


URGING = frozenset(
    {
        "urge", "exhort", "call", "press", "implore", "invite", "appeal", "encourage", "advise",
        "appeler", "exhorter", "inviter", "presser", "enjoindre", "encourager", "inciter",
        "demander",
    }
)  # fmt: skip
"""Verbs by which somebody is asked to do something."""


def urged(reading: Reading, verb: Token) -> Fact | None:
    """Read "X urged the Government to …", "X a appelé les Alliés à …"."""
    if verb.lemma_.lower() not in URGING or "Fin" not in {*form(verb, "VerbForm"), *_helping(verb)}:
        return None
    doc, stop = verb.doc, extent(verb.doc, verb.i)
    stop = next((at for at in range(verb.i, stop) if doc[at].text in {";", ":"}), stop)
    to = next(
        (at for at in range(verb.i + 1, min(verb.i + LONGEST, stop - 1)) if _to(doc, at)), None
    )
    who, content = speaker_of(reading, verb), trimmed(doc[verb.i : stop])
    if to is None or who is None or content is None or quoted_share(reading, content) > SOME:
        return None
    return report(reading, who, content)


SOME = 0.25
"""Share between quotation marks beyond which the quotation says it."""


def _to(doc: Doc, at: int) -> bool:
    """Tell whether "to", "à" or "de" opens what somebody is asked to do."""
    linked = doc[at].lower_ in {"to", "à", "de", "d'", "d’"}
    return linked and ("Inf" in form(doc[at + 1], "VerbForm") or doc[at + 1].tag_ == "VB")


def _helping(verb: Token) -> list[str]:
    return [one for child in verb.children if child.dep_.startswith("aux")
            for one in form(child, "VerbForm")]  # fmt: skip


def _spoken(verb: Token) -> int | None:
    """Return where the words of a view start."""
    doc, following = verb.doc, verb.doc[verb.i + 1 : verb.i + 3]
    link = SPEAKING_OF.get(verb.lemma_.lower())
    if link is not None and len(following) == 2:
        linked = following[0].lower_ in {link, "d'", "d’"} and following[1].lower_ in A
        return following[1].i if linked else None
    wanted = CALLING_FOR.get(verb.lemma_.lower())
    near = doc[verb.i + 1 : verb.i + ASIDE]
    opens = next((one for one in near if one.pos_ not in {"PUNCT", "PRON"}), None)
    if wanted is not None and opens is not None and opens.lower_ == wanted:
        return opens.i if opens.i > verb.i + 1 else verb.i
    sees = verb.lemma_.lower() == "voir" and verb.i > 0 and doc[verb.i - 1].lower_ == "y"
    return verb.i - 1 if sees and len(following) and following[0].pos_ == "DET" else None
