"""Whose spending a figure is: the party nearest to it."""

from __future__ import annotations

from spacy.tokens import Span

from foedus.read.facts.aid_states import capital_at
from foedus.read.facts.aid_who import receives
from foedus.read.facts.spending_words import SPENDING
from foedus.read.model import Mention, Reading

AFTER = 7
"""Words after a figure in which *of British expenditure* is looked for."""


def spender_of(reading: Reading, sentence: Span, start: int, end: int) -> Mention | None:
    """Return the party or group whose figure stands at tokens ``[start, end)``.

    *X's spending* right after the figure comes first, then the nearest name before it; names
    joined by *and* are one group (*the European Allies and Canada*).
    """
    after = reading.doc[end : min(end + AFTER, sentence.end)]
    whole = _for_whom(reading, after)
    if whole is not None:
        return whole
    if any(word.lower_ in SPENDING for word in after[:6]):
        named = reading.within(after, "party", "group")
        if named and named[0].start - end <= AFTER:
            return named[0]
    everyone = _named(reading, sentence)
    before = [one for one in everyone if one.end <= start]
    later = [one for one in everyone if one.start >= end and not receives(reading, one)]
    return _joined(reading, before) if before else next(iter(later), None)


def only_party(reading: Reading, sentence: Span) -> Mention | None:
    """Return the party of a sentence that names one alone, by its name or its capital."""
    found = _named(reading, sentence)
    return found[0] if len({one.key for one in found}) == 1 else None


def _for_whom(reading: Reading, after: Span) -> Mention | None:
    """Return whom a figure is said to be for (*2.7 % of GDP for NATO as a whole*)."""
    if not len(after) or after[0].lower_ not in {"for", "pour", "across"}:
        return None
    return next((one for one in reading.within(after[:4], "party", "group", "body")), None)


def _named(reading: Reading, sentence: Span) -> list[Mention]:
    """Return the parties, capitals and groups of a sentence, in its order."""
    found = list(reading.within(sentence, "party", "group"))
    at = {index for one in found for index in range(one.start, one.end)}
    found += [
        one for word in sentence if word.i not in at and (one := capital_at(word)) is not None
    ]
    found += [one for one in reading.within(sentence, "body") if one.key == "nato"]
    return sorted(found, key=lambda one: one.start)


def _joined(reading: Reading, before: list[Mention]) -> Mention:
    last = before[-1]
    if len(before) < 2 or "group" not in {one.kind for one in before[-2:]}:
        return _counted(reading, last)
    between = {word.lower_ for word in reading.doc[before[-2].end : last.start]}
    if not between & {"and", "et"} or between - {"and", "et", "the", "le", "la", "l'", "du", "de"}:
        return _counted(reading, last)
    start = before[-2].start
    return Mention("group", start, last.end, reading.doc[start : last.end].text)


def near(reading: Reading, at: int) -> tuple[str, str]:
    """Return a word and the one before it: *three* and the hyphen of *twenty-three*."""
    return reading.doc[at].text, reading.doc[at - 1].text


def _counted(reading: Reading, one: Mention) -> Mention:
    """Return a group with its number: *23 Allies* are not all of them."""
    if one.kind != "group" or one.start == 0 or reading.doc[one.start - 1].pos_ != "NUM":
        return one
    start = one.start - 1
    while start > 0 and (reading.doc[start - 1].pos_ == "NUM" or "-" in near(reading, start)):
        start -= 1
    return Mention("group", start, one.end, reading.doc[start : one.end].text)
