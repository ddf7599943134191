"""Expectations and plans without a speaker: "is expected to join", "devrait rejoindre"."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import SUBJECTS, coordinated, form, subject
from foedus.read.facts.sentence_reach import extent
from foedus.read.facts.speech import Speaker, named
from foedus.read.facts.statement_topics import BODIES, about, mentioned, topics
from foedus.read.modality import negated
from foedus.read.model import Fact, MentionKind, Reading

EXPECTED = frozenset({"expect", "set", "slate", "schedule", "due", "likely", "tip", "anticipate"})
PLANNING = frozenset(
    {
        "plan", "intend", "aim", "prévoir", "envisager", "projeter", "compter", "entendre", "seek",
        "viser", "ambitionner",
    }
)  # fmt: skip
WISHING = frozenset(
    {"hope", "hop", "want", "wish", "espérer", "souhaiter", "vouloir", "propose", "proposer"}
)
"""Wishes: of a party or body; a person's is a report of what that person said."""
WORKING = frozenset(
    {
        "travailler", "collaborer", "coopérer", "continuer", "poursuivre", "œuvrer", "work",
        "cooperate", "continue", "collaborate",
    }
)  # fmt: skip
"""Verbs whose future says only how somebody will go on: no pledge, no event."""

COUNTED: tuple[MentionKind, ...] = ("money", "quantity", "item")


def plans(reading: Reading) -> Iterator[Fact]:
    """Yield a statement for each expectation or plan that the dispatch gives as its own."""
    for token in reading.doc:
        if _planned(reading, token) and not negated(token) and reading.quoted(token) is None:
            found = _fact(reading, token)
            if found is not None:
                yield found


def _planned(reading: Reading, token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma == "devoir":
        return "Cnd" in form(token, "Mood") and _has_infinitive(token)
    if lemma in EXPECTED:
        return _passive_or_adjective(token) and _has_infinitive(token)
    if lemma in PLANNING | WISHING:
        return token.pos_ in {"VERB", "AUX"} and _present(token) and _has_infinitive(token)
    return lemma in WORKING and _future(token) and not reading.within(token.sent, *COUNTED)


def _has_infinitive(token: Token) -> bool:
    return any(
        child.dep_ in {"xcomp", "ccomp", "acl", "obj", "advcl"}
        and child.i > token.i
        and ("Inf" in form(child, "VerbForm") or any(one.lower_ == "to" for one in child.children))
        for child in token.children
    )


def _passive_or_adjective(token: Token) -> bool:
    return any(
        child.dep_ in {"auxpass", "cop"} or child.lemma_.lower() == "be" for child in token.children
    ) or (token.head.lemma_.lower() == "be" and token.dep_ == "acomp")


def _present(token: Token) -> bool:
    return "Pres" in form(token, "Tense") and "Fin" in form(token, "VerbForm")


def _future(token: Token) -> bool:
    will = any(child.lower_ in {"will", "'ll"} for child in token.children)
    return will or "Fut" in form(token, "Tense")


def _fact(reading: Reading, verb: Token) -> Fact | None:
    who = _subject(reading, verb)
    stop = extent(reading.doc, verb.i)
    start = min([verb.i, *(one.i for one in verb.children if one.dep_.startswith("aux"))])
    group = who is not None and who.mention is not None and who.mention.kind == "group"
    if who is None or group or stop - verb.i < 3 or _reported(verb):
        return None
    institution = who.mention is not None and who.mention.kind in {"party", "body"}
    if verb.lemma_.lower() in WISHING and not institution:
        return None
    stop = next((at for at in range(verb.i, stop) if _ends(reading.doc, at)), stop)
    near = _near(reading, verb.i, stop)
    names, body = topics(reading, near, speaker=who.name, kinds=BODIES)
    own = who.mention if who.mention is not None and who.mention.kind == "body" else None
    return Fact(
        "statement",
        MappingProxyType(
            {
                "quoted": False,
                **about((who.name, *_others(reading, who), *names)),
                "words": reading.doc[start:stop].text.rstrip(),
            }
        ),
        _sentence(reading, verb, stop),
        start,
        stop,
        mentioned(own if own is not None and own.key is None else body or own),
        notes=who.notes(reading),
    )


def _others(reading: Reading, who: Speaker) -> tuple[str, ...]:
    """Return who shares the subject ("Poland and Ukraine hope …")."""
    found = [named(reading, one) for one in coordinated(who.token) if one.i != who.token.i]
    return tuple(one.name for one in found if one is not None)


def _subject(reading: Reading, verb: Token) -> Speaker | None:
    above = subject(verb)
    own = [child for child in (*verb.children, *verb.head.children) if child.dep_ in SUBJECTS]
    for word in [*([above] if above is not None else []), *own]:
        found = named(reading, word)
        if found is not None:
            return found
    return None


def _reported(verb: Token) -> bool:
    """Tell whether a plan stands in somebody's report, which says it already."""
    return any(
        one.dep_ == "ccomp" and any(word.dep_ == "mark" for word in one.children)
        for one in (verb, *verb.ancestors)
    )


def _ends(doc: Doc, at: int) -> bool:
    """Tell whether a plan ends at a token: a semicolon, ", although", ", but"."""
    if doc[at].text == ",":
        return doc[at + 1].lower_ in {"although", "but", "mais", "though", "while", "and", "et"}
    return doc[at].text == ";"


def _near(reading: Reading, start: int, stop: int) -> Span:
    """Return what a plan governs, up to the next comma."""
    comma = next((at for at in range(start, stop) if reading.doc[at].text == ","), stop)
    return reading.doc[start:comma]


def _sentence(reading: Reading, verb: Token, stop: int) -> Span:
    last = reading.doc[stop - 1].sent
    return reading.doc[verb.sent.start : max(verb.sent.end, last.end)]
