"""Rises and falls of spending that are told without a figure."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.errors import Finding
from foedus.read.facts.spending_when import years
from foedus.read.facts.spending_words import DEFENCE, FALLING, HIGHER, LOWER, RISING, SPENT
from foedus.read.modality import asserted
from foedus.read.model import Fact, Mention, Reading
from foedus.results.dispatch import Value

UNDER = frozenset({"under", "sous", "during", "pendant", "durant", "lors"})


def trends(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield that spending rose or fell, with the years and the term of office that are named."""
    for word in sentence:
        change = _moved(word) or _compared(word)
        if change and reading.quoted(word) is None:
            yield _fact(reading, sentence, word, change)
            return


def _moved(word: Token) -> str:
    """Return ``up`` or ``down`` where spending is the subject of a verb of rising or falling."""
    if word.lower_ not in SPENT or not word.dep_.startswith("nsubj"):
        return ""
    verb = word.head
    lemma = verb.lemma_.lower()
    if lemma not in RISING | FALLING or not asserted(verb):
        return ""
    return "up" if lemma in RISING else "down"


def _compared(word: Token) -> str:
    """Return ``up`` or ``down`` for *led to higher spending*, said of what was."""
    if word.lower_ not in SPENT:
        return ""
    beside = {one.lower_ for one in (*word.children, *word.head.children)}
    near = {one.lower_ for one in word.doc[max(word.sent.start, word.i - 2) : word.i + 3]}
    change = "up" if (beside | near) & HIGHER else "down" if (beside | near) & LOWER else ""
    verb = _verb(word)
    return change if change and verb is not None and asserted(verb) and _past(verb) else ""


def _verb(word: Token) -> Token | None:
    at = word
    while at.head.i != at.i:
        at = at.head
        if at.pos_ == "VERB":
            return at
    return None


def _past(verb: Token) -> bool:
    around = (verb, *(child for child in verb.children if child.dep_.startswith("aux")))
    return any("Past" in one.morph.get("Tense", []) for one in around)


def _fact(reading: Reading, sentence: Span, word: Token, change: str) -> Fact:
    fields: dict[str, Value] = {"measure": "expenditure", "change": change}
    mentions: dict[str, Mention] = {}
    named = reading.within(sentence, "party", "group")
    own = [one for one in named if one.start >= word.i - 4 and one.start <= word.i + 5]
    if own:
        fields = {"party": own[0].key or own[0].words, **fields}
        mentions["party"] = own[0]
    inside = [one for one in reading.whens if sentence.start <= one.start < sentence.end]
    spans = [one for one in inside if one.first.year != one.last.year]
    for one in (spans or inside)[:1]:
        fields |= years(one)
    under = _under(reading, sentence)
    fields |= {"under": under} if under else {}
    return Fact(
        "spending", MappingProxyType(fields), sentence, word.i, word.i + 1,
        MappingProxyType(mentions), None, 0.7, (), tuple(_doubts(reading, sentence)),
    )  # fmt: skip


def _under(reading: Reading, sentence: Span) -> str:
    """Return the person of whose term of office the sentence speaks."""
    for word in sentence:
        if word.lower_ in UNDER:
            for after in reading.doc[word.i + 1 : min(word.i + 6, sentence.end)]:
                if after.i in reading.people:
                    return reading.people[after.i]
    return ""


def _doubts(reading: Reading, sentence: Span) -> Iterator[Finding]:
    """Yield a note for each possessive that may stand for several people."""
    for word in sentence:
        names = reading.doubts.get(word.i, ())
        if len(names) > 1:
            yield Finding(
                "warning", "read.whose", reading.document.file, value=word.text,
                details=MappingProxyType({"people": ", ".join(names)}),
            )  # fmt: skip


__all__ = ["DEFENCE", "trends"]
