"""Direct speech as facts: each quotation with its speaker and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Span

from foedus.read.clauses import OBJECTS
from foedus.read.facts.speech_verbs import lemmas
from foedus.read.facts.statement_attribution import (
    NEAR,
    Speech,
    inside,
    speeches,
    whole,
)
from foedus.read.facts.statement_topics import (
    Topics,
    about,
    asked,
    mentioned,
    objects,
    topics,
)
from foedus.read.facts.statement_views import incise
from foedus.read.model import Fact, Reading

CALLING = frozenset(
    {
        "call", "describe", "label", "term", "brand", "dub", "consider", "find",
        "qualifier", "décrire", "juger", "appeler", "considérer",
    }
)  # fmt: skip
"""Verbs whose object is what the quoted phrase says it is."""


def quoted_statements(reading: Reading) -> Iterator[Fact]:
    """Yield a statement for each quotation whose speaker the text gives."""
    for group in _grouped(speeches(reading)):
        yield _fact(reading, group)


def _grouped(found: tuple[Speech, ...]) -> Iterator[tuple[Speech, ...]]:
    group: list[Speech] = []
    for one in found:
        if group and not one.joined:
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def _fact(reading: Reading, group: tuple[Speech, ...]) -> Fact:
    first, last = group[0].quotation, group[-1].quotation
    speaker = group[0].speaker
    words = " ".join(_words(reading, one) for one in group).strip().rstrip(",.").strip()
    sentence = _sentence(reading, group)
    names, body = _about(reading, group, sentence)
    named_one = {"speaker": speaker.name} if speaker.name else {}
    fields = {**named_one, "quoted": True, **about(names), "words": words}
    fact = Fact(
        "statement",
        MappingProxyType(fields),
        sentence,
        first.start,
        last.end,
        mentioned(body),
        confidence=0.7 if group[0].continued or not speaker.sure else 0.9,
        notes=speaker.notes(reading),
    )
    if speaker.mention is None or speaker.mention.kind == "person":
        return fact
    return replace(fact, mentions=MappingProxyType({**fact.mentions, "speaker": speaker.mention}))


def _about(reading: Reading, group: tuple[Speech, ...], sentence: Span) -> Topics:
    first, last = group[0].quotation, group[-1].quotation
    speaker = group[0].speaker.name
    inside = reading.doc[first.start : last.end]
    names, body = topics(reading, inside, speaker=speaker)
    if whole(reading, first) or len(group) > 1:
        return (*asked(reading, reading.doc[first.start]), *names), body
    if names:
        return names, body
    described = _described(reading, group[0])
    if described[0]:
        return described
    return topics(reading, sentence, speaker=speaker, kinds=("person",))


def _described(reading: Reading, one: Speech) -> Topics:
    """Return whom or what a verb describes by a quoted phrase ("called his successor …")."""
    if one.verb is None or not lemmas(one.verb) & CALLING:
        return (), None
    words = [
        child
        for child in one.verb.children
        if child.i < one.quotation.start and child.dep_ in {*OBJECTS, "nsubj", "ccomp"}
        if child.i > one.verb.i
    ]
    return objects(reading, words, speaker=one.speaker.name)


def _words(reading: Reading, one: Speech) -> str:
    """Return a quotation's words, without the speaker's name set inside it."""
    quotation, doc = one.quotation, reading.doc
    if one.verb is None or not inside(one.verb, quotation):
        return quotation.words.strip()
    start, end = incise(doc, one.verb)
    before, after = doc[quotation.start : start].text, doc[end : quotation.end].text
    return f"{before.strip()}, {after.strip().lstrip(',').strip()}"


def _sentence(reading: Reading, group: tuple[Speech, ...]) -> Span:
    """Return the sentences from the quotation's first to the last of it and its speaker's."""
    doc = reading.doc
    ends = [doc[one.quotation.start - 1].sent for one in group]
    ends += [doc[one.quotation.end - 1].sent for one in group]
    for one in group:
        near = one.verb is not None and abs(one.verb.i - one.quotation.end) <= NEAR
        if near and one.verb is not None and not one.continued:
            ends.append(one.verb.sent)
    return doc[min(span.start for span in ends) : max(span.end for span in ends)]
