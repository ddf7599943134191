"""Partnerships told of a partner: "a NATO partner since 1994", "joined a programme of peace"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from foedus.read.clauses import SUBJECTS, coordinated
from foedus.read.facts.agreement_parties import FEWEST
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.facts.speech_verbs import lemmas
from foedus.read.forms import worded
from foedus.read.modality import NEGATIONS
from foedus.read.model import Mention, Reading

PARTNER = frozenset({"partner", "partners", "partenaire", "partenaires"})
BEING = frozenset({"be", "become", "remain", "être", "devenir", "demeurer", "rester"})
JOINING = frozenset({"join", "rejoindre", "adhérer", "participate", "participer", "belong",
                     "appartenir", "enter", "intégrer", "entrer"})  # fmt: skip
FRAMES = (
    ("partnership for peace", "nato"), ("partenariat pour la paix", "nato"),
    ("mediterranean dialogue", "nato"), ("dialogue méditerranéen", "nato"),
    ("istanbul cooperation initiative", "nato"), ("initiative de coopération d'istanbul", "nato"),
    ("eastern partnership", "eu"), ("partenariat oriental", "eu"),
)  # fmt: skip
"""Frameworks of partnership and the organisation that they belong to."""
FRAMING = frozenset(name.split()[0] for name, _ in FRAMES)
NOT_SO = frozenset({"would", "could", "might", "may", "want", "hope", "vouloir", "souhaiter",
                    "espérer", "if", "si", "pouvoir"})  # fmt: skip
REACH = 8
WIDEST = 30


def partners(reading: Reading) -> Iterator[tuple[Token, str, dict[str, Mention | None]]]:
    """Yield a word, the tie's name and the parties of each partnership told of a partner."""
    for token in worded(reading.doc, PARTNER | FRAMING):
        if reading.quoted(token) is not None:
            continue
        found = _partner(reading, token) if token.lower_ in PARTNER else None
        found = found or _framed(reading, token)
        if found is not None and len(found[1]) >= FEWEST:
            yield token, found[0], found[1]


def _partner(reading: Reading, token: Token) -> tuple[str, dict[str, Mention | None]] | None:
    """Read "X has been a partner of NATO since 1994", "X, partenaire de l'OTAN depuis 1994"."""
    doc = token.doc
    first, stop = opening(doc, token.i), extent(doc, token.i)
    tail = doc[token.i : min(token.i + REACH, stop)]
    since = any(one.lower_ in {"since", "depuis"} for one in tail)
    of = [one for one in reading.mentions if one.kind == "body" and _of(token, one)]
    if not since or not of or _doubtful(token, first):
        return None
    who = _subjects(reading, token, first)
    return token.text, {**who, of[0].key or of[0].words: of[0]}


def _of(token: Token, body: Mention) -> bool:
    return -2 <= body.end - 1 - token.i < 0 or 0 < body.start - token.i <= 4


def _framed(reading: Reading, token: Token) -> tuple[str, dict[str, Mention | None]] | None:
    """Read "X joined the Partnership for Peace", "X participe au Dialogue méditerranéen"."""
    doc, stop = token.doc, extent(token.doc, token.i)
    text = doc[token.i : min(token.i + 5, stop)].text.lower().replace("’", "'")
    frame = next((one for one in FRAMES if text.startswith(one[0])), None)
    if frame is None:
        return None
    first = opening(doc, token.i)
    verb = next((one for one in reversed(doc[max(first, token.i - REACH) : token.i])
                 if lemmas(one) & JOINING), None)  # fmt: skip
    if verb is None or _doubtful(token, first):
        return None
    end = token.i + len(frame[0].replace("'", "' ").split())
    body = next((one for one in reading.mentions if one.key == frame[1]), None)
    return doc[token.i : end].text, {**_subjects(reading, verb, first), frame[1]: body}


def _doubtful(token: Token, first: int) -> bool:
    near = token.doc[first : token.i]
    return any({one.lower_, one.lemma_.lower()} & (NEGATIONS | NOT_SO) for one in near)


def _subjects(reading: Reading, token: Token, first: int) -> dict[str, Mention | None]:
    """Return the parties that are the subject of the clause: of the verb, else the first named."""
    semicolon = [at + 1 for at in range(first, token.i) if token.doc[at].text == ";"]
    first = max([first, *semicolon])
    beside = reading.at(token.i - 2, "party") if token.i > 1 else None
    if beside is not None and beside.key and token.doc[token.i - 1].text == ",":
        return {beside.key: beside}
    heads = [
        child
        for one in (token, token.head, *token.ancestors)
        for child in one.children
        if child.dep_ in SUBJECTS and first <= child.i < token.i
    ]
    for head in heads[:1]:
        found = [reading.at(one, "party") for one in coordinated(head)]
        if all(one is not None and one.key for one in found):
            return {one.key or one.words: one for one in found if one is not None}
    start = max(first, token.i - WIDEST)
    named = [one for one in reading.within(reading.doc[start : token.i], "party") if one.key]
    return {named[0].key or "": named[0]} if len({one.key for one in named}) == 1 else {}
