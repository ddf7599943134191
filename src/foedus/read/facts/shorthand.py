"""A sentence with its names and dates as marks, for constructions that a parser often misreads.

"the appointment of Mark Rutte as Secretary General" is "the appointment of <P4> as <O7>": P a
person (a pronoun that stands for one too), O an office, B a body, G a group, N a party, D a date;
the number is the token that the name or date starts with. Ranks before a name ("Admiral", "M.")
are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.facts.dated import told
from foedus.read.facts.office_roles import possessive
from foedus.read.facts.office_titles import BETWEEN
from foedus.read.modality import INTENDED, Modality, modality, negated
from foedus.read.model import Mention, MentionKind, Reading, When
from foedus.read.per_reading import per_reading

LETTERS: Mapping[MentionKind, str] = MappingProxyType(
    {"person": "P", "office": "O", "body": "B", "group": "G", "party": "N"}
)


@dataclass(frozen=True)
class Shorthand:
    """A sentence in shorthand: its text in lower case, and the token of each character."""

    text: str
    tokens: tuple[int, ...]


Marks = Mapping[int, tuple[str, int]]
"""For the token with which a mark starts, its letter and the token behind it."""


def shorthand(reading: Reading, sentence: Span, *, more: Marks = MappingProxyType({})) -> Shorthand:
    """Return a sentence in shorthand.

    Parameters
    ----------
    reading : Reading
    sentence : Span
    more : mapping of int to (str, int)
        Further marks, where no other stands.
    """
    kept, place = _kept(reading), (sentence.start, sentence.end)
    if more:
        return _written(sentence, {**more, **_marks(reading, sentence)})
    if place not in kept:
        kept[place] = _written(sentence, _marks(reading, sentence))
    return kept[place]


@per_reading
def _kept(reading: Reading) -> dict[tuple[int, int], Shorthand]:  # noqa: ARG001
    """Return the sentences that were written in shorthand, which several patterns ask for."""
    return {}


def _written(sentence: Span, marks: Marks) -> Shorthand:
    text: list[str] = []
    tokens: list[int] = []
    for piece, at in _pieces(sentence, marks):
        text.append(piece)
        tokens += [at] * len(piece)
    return Shorthand("".join(text), tuple(tokens))


def _pieces(sentence: Span, marks: Marks) -> Iterator[tuple[str, int]]:
    at = sentence.start
    while at < sentence.end:
        token = sentence.doc[at]
        if at in marks:
            letter, end = marks[at]
            space = " " if sentence.doc[end - 1].whitespace_ else ""
            yield f"<{letter}{at}>{space}", at
            at = end
            continue
        following = at + 1 if token.text != "." else at
        if token.lower_ in BETWEEN and _named(marks, following, sentence):
            at += 1
            continue
        yield _plain(token), at
        at += 1


def _named(marks: Marks, at: int, sentence: Span) -> bool:
    if at < sentence.end and sentence.doc[at].text == ".":
        at += 1
    return marks.get(at, ("", 0))[0] == "P"


def _plain(token: Token) -> str:
    lower = token.text.lower().replace("’", "'")
    return f"{lower}{' ' if token.whitespace_ else ''}"


def _marks(reading: Reading, sentence: Span) -> dict[int, tuple[str, int]]:
    found: dict[int, tuple[str, int]] = {}
    starts = _starts(reading)
    for when in told(reading)[
        bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)
    ]:
        found[when.start] = ("D", when.end)
    for one in reading.within(sentence, *LETTERS):
        if one.kind != "person" or any(at in reading.people for at in range(one.start, one.end)):
            found.setdefault(one.start, (LETTERS[one.kind], one.end))
    for at in range(sentence.start, sentence.end):
        if at in reading.people and reading.doc[at].pos_ in {"PRON", "DET", "ADJ"}:
            letter = "H" if possessive(reading.doc[at]) else "P"
            found.setdefault(at, (letter, at + 1))
    return found


@per_reading
def _starts(reading: Reading) -> Sequence[int]:
    """Return where the dates of a dispatch start, which stand in the order of the text."""
    return tuple(one.start for one in told(reading))


def who(reading: Reading, at: str | None) -> str | None:
    """Return the full name of the person of a mark, from its number."""
    if at is None:
        return None
    first = int(at)
    mention = reading.at(first, "person", "office")
    end = first + 1 if mention is None else mention.end
    return next((reading.people[i] for i in range(first, end) if i in reading.people), None)


def named(reading: Reading, at: str | None, *kinds: MentionKind) -> Mention | None:
    """Return the mention of a mark, from its number."""
    return None if at is None else reading.at(int(at), *kinds)


def when_at(reading: Reading, at: str) -> When:
    """Return the date of a mark, from its number."""
    return next(one for one in told(reading) if one.start == int(at))


def dates_in(reading: Reading, text: str) -> tuple[When, ...]:
    """Return the dates among the marks of a piece of shorthand, in its order."""
    return tuple(when_at(reading, mark[2:-1]) for mark in re.findall(r"<D\d+>", text))


def stated(reading: Reading, short: Shorthand, span: tuple[int, int], *, ahead: bool) -> bool:
    """Tell whether a stretch of shorthand says that something is so, in the dispatch's own words.

    Parameters
    ----------
    reading : Reading
    short : Shorthand
    span : tuple of int
        Characters of the shorthand.
    ahead : bool
        Whether what is yet to come counts as well: its day is fixed.
    """
    tokens = sorted({short.tokens[at] for at in range(*span)})
    allowed: frozenset[Modality] = frozenset({"stated", "future"} if ahead else {"stated"})
    if any(reading.quoted(at) is not None for at in tokens):
        return False
    for at in tokens:
        token = reading.doc[at]
        if token.pos_ in {"VERB", "AUX"} and (modality(token) not in allowed or negated(token)):
            return False
    return not _refused(reading.doc[tokens[0]], tokens, allowed)


def _refused(first: Token, inside: Collection[int], allowed: Collection[Modality]) -> bool:
    """Tell whether a plan, a wish or a refusal governs words ("opposes the appointment of …")."""
    if any(child.lemma_.lower() in NOT_SO for child in first.children):
        return True
    for above in first.ancestors:
        if above.i in inside:
            continue
        if above.lemma_.lower() in NOT_SO | INTENDED:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return modality(above) not in allowed or negated(above)
    return False


NOT_SO = frozenset(
    {
        "propose", "recommend", "seek", "oppose", "block", "urge", "delay", "reject", "demand",
        "await", "expect", "favour", "favor", "suggest", "consider", "want", "veto", "possible",
        "proposal", "call", "bid", "discuss", "contest", "cancel", "rumour", "need", "require",
        "proposer", "recommander", "souhaiter", "réclamer", "bloquer", "opposer", "refuser",
        "rejeter", "envisager", "attendre", "exiger", "retarder", "éventuel", "éventuelle",
        "proposition", "appel", "discuter", "contester", "annuler", "rumeur", "nécessiter",
        "espérer", "prôner", "hop", "proposed", "planned", "expected", "prospective", "potential",
        "proposé", "envisagé", "futur", "future",
    }
)  # fmt: skip
"""Words that make a wish, a plan or a refusal of what they govern; "hop" is a misread "hopes"."""
