"""What a body decided: adopted, approved, agreed, confirmed, by which rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import form, verbs
from foedus.read.facts.concern import concerned
from foedus.read.facts.dated import bounds, dates_of, undated
from foedus.read.facts.decision_bodies import Body, decider
from foedus.read.facts.decision_nouns import decided_by_noun
from foedus.read.facts.decision_rules import members_in, rule_in, tally_in
from foedus.read.facts.decision_subjects import bare, decides, subject_of
from foedus.read.facts.decision_words import BARE, DECIDE
from foedus.read.facts.office_words import SUCCEED
from foedus.read.modality import asserted
from foedus.read.model import Fact, Mention, Reading, When
from foedus.read.names import Names
from foedus.results.dispatch import Value


def decisions(reading: Reading, names: Names) -> Iterator[Fact]:
    """Yield the decisions that a dispatch tells.

    Something was adopted, approved, agreed, confirmed or voted: by a body that is named, or by a
    rule that is. What may, should or will be decided is none; nor is what a single party decides.

    Parameters
    ----------
    reading : Reading
    names : Names

    Yields
    ------
    Fact
        With ``body``, ``rule``, ``members``, ``date`` and ``subject``, where said.
    """
    for sentence in reading.sentences:
        told = [verb for verb in verbs(sentence, DECIDE) if _told(reading, verb)]
        alone = len(told) == 1
        found = (_decision(reading, verb, alone=alone, names=names) for verb in told)
        by_verb = [fact for fact in found if fact is not None]
        by_noun = decided_by_noun(reading, sentence, names) if concerned(reading) else ()
        yield from _of_sentence(by_verb, tuple(by_noun))


def _of_sentence(by_verb: Sequence[Fact], by_noun: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the decisions of a sentence; where a verb and a construction tell one, the verb's.

    A verb whose body the parser hid gives way to the construction around it that names one.
    """
    for fact in by_verb:
        if "body" in fact.fields or not any(one.start <= fact.start < one.end for one in by_noun):
            yield fact
    with_body = [fact.start for fact in by_verb if "body" in fact.fields]
    for one in by_noun:
        if not any(one.start <= at < one.end for at in with_body):
            yield one


def _told(reading: Reading, verb: Token) -> bool:
    """Tell whether a verb states a decision, in the dispatch's own words."""
    if reading.quoted(verb) is not None or not decides(verb):
        return False
    return asserted(verb) and "Imp" not in form(verb, "Mood")


def _decision(reading: Reading, verb: Token, *, alone: bool, names: Names) -> Fact | None:
    span = _part(verb) if alone else _around(verb)
    body = decider(reading, verb, names)
    rule = rule_in(span.text)
    tally = tally_in(span.text) if _counted(span.text) else None
    if (body is None and rule is None and tally is None) or not concerned(reading):
        return None
    fields: dict[str, Value] = {}
    mentions: dict[str, Mention] = {}
    if body is not None:
        fields["body"] = body.value
        if body.mention is not None:
            mentions["body"] = body.mention
    _by_rule(fields, None if rule is None else rule.key, tally)
    members = members_in(reading, span)
    if members is not None:
        fields["members"] = members
    when = _day(reading, verb)
    if when is not None:
        fields["date"] = when.iso
    about = subject_of(reading, verb)
    if about is None and body is None and not bare(verb):
        return None
    if about is not None:
        _add_subject(fields, undated(reading, about).text, "" if rule is None else rule.words)
    return _fact(verb, body, fields, mentions, when)


def _counted(text: str) -> bool:
    return any(word in text.lower() for word in ("vote", "voting", "voix", "voté"))


def _add_subject(fields: dict[str, Value], subject: str, rule: str) -> None:
    """Add what was decided, without the words of the rule ("a decision by qualified majority")."""
    at = subject.find(rule) if rule else -1
    counted = VOTES.search(subject)
    at = counted.start() if counted else at
    words = subject.split() if at < 0 else subject[:at].split()
    while at >= 0 and words and words[-1].lower() in BEFORE_A_RULE:
        words.pop()
    if words and (len(words) > 1 or words[0].lower() not in BARE):
        fields["subject"] = " ".join(words).rstrip(",")


BEFORE_A_RULE = frozenset({"by", "a", "an", "the", "with", "under", "on", "par", "à", "la", "une"})
VOTES = re.compile(r",?\s+(?:by|with|par|avec)\s+\d+\b")


def _by_rule(fields: dict[str, Value], rule: str | None, tally: tuple[int, int] | None) -> None:
    if rule is not None:
        fields["rule"] = rule
    elif tally is not None and tally[0] > tally[1]:
        fields["rule"] = "majority"


def _fact(
    verb: Token,
    body: Body | None,
    fields: dict[str, Value],
    mentions: dict[str, Mention],
    when: When | None,
) -> Fact:
    return Fact(
        "decision",
        MappingProxyType(fields),
        verb.sent,
        verb.i,
        verb.i + 1,
        MappingProxyType(mentions),
        when,
        0.9 if body is not None and "subject" in fields else 0.7,
    )


def _day(reading: Reading, verb: Token) -> When | None:
    said = (one for one in dates_of(reading, verb) if not _of_something_else(verb, one))
    return bounds(reading, said).get("on")


def _of_something_else(verb: Token, when: When) -> bool:
    """Tell whether a date behind a comma is that of what came before or after the decision."""
    if when.start > verb.i:
        return bool(ASIDE.search(verb.doc[verb.i : when.start].text.lower()))
    if not any(token.text in {",", ";"} for token in verb.doc[when.end : verb.i]):
        return False
    before = verb.doc[verb.sent.start : when.start]
    commas = [token.i + 1 for token in before if token.text in {",", ";"}]
    segment = verb.doc[commas[-1] if commas else verb.sent.start : when.start]
    return any(token.lemma_.lower() in SUCCEED for token in segment)


ASIDE = re.compile(r",[^,]*\b(?:after|before|following|since|après|avant|depuis|suivant)\b")


def _part(verb: Token) -> Span:
    """Return a verb's sentence between semicolons."""
    marks = [token.i for token in verb.sent if token.text == ";"]
    first = max((at + 1 for at in marks if at < verb.i), default=verb.sent.start)
    last = min((at for at in marks if at > verb.i), default=verb.sent.end)
    return verb.doc[first:last]


def _around(verb: Token) -> Span:
    """Return a verb's own words and those that hang on it, as one stretch."""
    first = min(token.i for token in verb.subtree)
    last = max(token.i for token in verb.subtree)
    return verb.doc[first : last + 1]
