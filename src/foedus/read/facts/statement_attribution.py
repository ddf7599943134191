"""Direct speech: each quotation with its speaker, before, after or around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from foedus.read.clauses import SUBJECTS, form
from foedus.read.facts.sentence_reach import MARKS, STOPS, opening
from foedus.read.facts.speech import (
    Speaker,
    exclaimed,
    main_speaker,
    named,
    participle_speaker,
    sayings,
    speaker_of,
)
from foedus.read.facts.speech_verbs import DESCRIBING, SAYING, makes_a_case, says
from foedus.read.facts.statement_sources import aside_source
from foedus.read.facts.statement_unnamed import new_name, surname, unnamed
from foedus.read.facts.statement_views import after_words, in_own_words, incise, opening_view
from foedus.read.model import Quotation, Reading

SPOKEN = SAYING | DESCRIBING
THAT = frozenset({"that", "que", "qu'", "qu’"})
NEAR = 12
"""Words between a quotation's end and the verb that says whose it is."""


@dataclass(frozen=True)
class Speech:
    """A quotation with its speaker; ``joined``: it goes on after the speaker was named."""

    quotation: Quotation
    speaker: Speaker
    verb: Token | None
    joined: bool = False
    continued: bool = False


def speeches(reading: Reading) -> tuple[Speech, ...]:
    """Return the quotations of a dispatch whose speaker is known, in the order of the text."""
    return _speeches(reading, reading.quotations)


def speech_at(reading: Reading, token: Token) -> Speech | None:
    """Return the quotation around a token with its speaker, where that is known."""
    at = next(
        (i for i, one in enumerate(reading.quotations) if one.start <= token.i < one.end), None
    )
    if at is None:
        return None
    found = _speeches(reading, reading.quotations[max(at - LOOK_BACK, 0) : at + 1])
    last = found[-1] if found else None
    return last if last is not None and last.quotation == reading.quotations[at] else None


LOOK_BACK = 4
"""Quotations before one that may still be the same speaker's."""


def _speeches(reading: Reading, quotations: Iterable[Quotation]) -> tuple[Speech, ...]:
    found: list[Speech] = []
    for quotation in quotations:
        one = _speech(reading, quotation, found)
        if one is not None:
            found.append(one)
    return tuple(found)


def whole(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a quotation is a sentence, not a phrase inside another's."""
    span = reading.doc[quotation.start : quotation.end]
    verbs = [token for token in span if "Fin" in form(token, "VerbForm")]
    return bool(verbs) and any(token.dep_ in SUBJECTS for token in span)


def _speech(reading: Reading, quotation: Quotation, before: list[Speech]) -> Speech | None:
    if not reading.doc[quotation.start : quotation.end].text.strip():
        return None
    found = _interrupted(reading, quotation)
    found = found or _after(reading, quotation) or _before(reading, quotation, before)
    if found is not None:
        return found
    if _stands_alone(reading, quotation):
        return _continued(reading, quotation, before)
    return _inside(reading, quotation)


def _interrupted(reading: Reading, quotation: Quotation) -> Speech | None:
    """Find "« Aujourd'hui, a dit X, nous … »": the speaker between commas inside the quotation."""
    doc = reading.doc
    for verb in sayings(doc[quotation.start : quotation.end]):
        start, end = incise(doc, verb)
        inside = quotation.start < start and end <= quotation.end and end - start <= NEAR
        opens = doc[start + 1].i == verb.i or doc[start + 1].pos_ == "AUX"
        if inside and opens and not any(one.lower_ in THAT for one in doc[start:end]):
            aside = doc[start:end]
            who = (
                _subject_in(reading, aside, verb)
                or speaker_of(reading, verb)
                or unnamed(reading, verb)
            )
            if who is not None and start < who.token.i < end:
                return Speech(quotation, who, verb)
    return None


def _after(reading: Reading, quotation: Quotation) -> Speech | None:
    """Find '"…", said X' and '"…", X told reporters'."""
    doc = reading.doc
    start = quotation.end + 1
    while start < len(doc) and doc[start].text in {",", "–", "—", ":"}:
        start += 1
    tail = doc[start : _stretch(reading, start)]
    if not len(tail) or tail[0].is_space or tail[0].pos_ == "CCONJ":
        return None
    if _closed(reading, quotation) and tail[0].text[0].isupper():
        return None
    for verb in [*exclaimed(tail), *sayings(tail)]:
        if verb.i - start > NEAR or _another_clause(tail, verb):
            return None
        after = _subject_in(reading, tail, verb)
        inverted = after is not None and after.token.i > verb.i == start
        who = after if inverted else new_name(reading, verb, start) or speaker_of(reading, verb)
        who = who or after or surname(tail, verb) or unnamed(reading, verb)
        return None if who is None else Speech(quotation, who, verb)
    source = after_words(reading, tail) or _after_colon(reading, start)
    return None if source is None else Speech(quotation, source, None)


def _after_colon(reading: Reading, start: int) -> Speaker | None:
    """Return the subject of "« … » : X est prudent"."""
    colon = reading.doc[start - 1].text == ":"
    who = main_speaker(reading, reading.doc[start].sent) if colon else None
    near = who is not None and start <= who.token.i < start + NEAR
    person = who is not None and (who.mention is None or who.mention.kind == "person")
    return who if near and person else None


def _before(reading: Reading, quotation: Quotation, before: list[Speech]) -> Speech | None:
    """Find 'X said: "…"', 'X added, "…"' and the second part of '"…," said X, "…"'."""
    doc = reading.doc
    mark = quotation.start - 1
    at = mark - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at < 0 or (doc[at].text != ":" and at != mark - 1):
        return None
    if doc[at].text not in {":", ","} and not whole(reading, quotation):
        return None
    head = doc[opening(doc, at) : at + 1]
    for verb in reversed([one for one in sayings(head) if reading.quoted(one) is None]):
        who = speaker_of(reading, verb) or _subject_in(reading, head, verb)
        if who is not None:
            return Speech(quotation, who, verb, joined=_goes_on(reading, quotation, before))
    colon = doc[at].text == ":" and not any(reading.quoted(one) for one in head)
    main = main_speaker(reading, doc[at].sent) if colon and whole(reading, quotation) else None
    alone = doc[at - 1] if colon and at > 0 and doc[at - 1].i in reading.people else None
    if main is None and alone is not None and whole(reading, quotation):
        main = named(reading, alone)
    return None if main is None else Speech(quotation, main, None)


def _inside(reading: Reading, quotation: Quotation) -> Speech | None:
    """Find the speaker of a phrase inside a sentence ('saluant sa "performance"')."""
    span = reading.doc[quotation.start : quotation.end]
    sentence = reading.sentence(quotation.start)
    verb = next(
        (one for one in span.root.ancestors if one.pos_ == "VERB" and not inside(one, quotation)),
        None,
    )
    said = [token for token in sentence if says(token, SPOKEN) and not inside(token, quotation)]
    said = [token for token in said if not _parted(token, quotation)]
    own = in_own_words(reading, quotation)
    if own is not None:
        return Speech(quotation, own, None)
    relative = _for_whom(reading, quotation)
    view = None if _title(span) else opening_view(reading, reading.doc[quotation.start])
    view = view or (None if _title(span) else aside_source(reading, quotation))
    if relative is None and view is not None:
        return Speech(quotation, view, None)
    if relative is not None or not said or _title(span):
        return relative
    nearest = min(said, key=lambda one: abs(one.i - quotation.start))
    if verb is not None and says(verb, SPOKEN):
        nearest = verb
    participle = "Pres" in form(nearest, "Tense") and "Part" in form(nearest, "VerbForm")
    main = main_speaker(reading, sentence)
    if participle:
        main = participle_speaker(reading, nearest)
    own_subject = any(one.dep_ in SUBJECTS and one.pos_ != "PRON" for one in nearest.children)
    other = unnamed(reading, nearest) if own_subject else main
    who = main if participle else speaker_of(reading, nearest) or other
    return None if who is None else Speech(quotation, who, nearest)


def _parted(token: Token, quotation: Quotation) -> bool:
    """Tell whether a semicolon parts a verb from a quotation: another speaker's."""
    first, last = sorted((token.i, quotation.start))
    return any(one.text == ";" for one in token.doc[first:last])


def _for_whom(reading: Reading, quotation: Quotation) -> Speech | None:
    """Find 'X, for whom "…"' and 'X, pour qui "…"'."""
    doc, at = reading.doc, quotation.start - 2
    if at < 2 or doc[at - 1].lower_ not in {"pour", "for"} or doc[at].lower_ not in {"qui", "whom"}:
        return None
    for word in reversed(doc[max(at - 2 - NEAR, doc[at].sent.start) : at - 1]):
        if word.i in reading.people:
            return Speech(quotation, Speaker(reading.people[word.i], word), None)
    return Speech(quotation, Speaker("", doc[at]), None)


def _continued(reading: Reading, quotation: Quotation, before: list[Speech]) -> Speech | None:
    """Give a quotation that stands alone to the speaker of the one before in its paragraph."""
    if not before or not whole(reading, quotation):
        return None
    between = reading.doc[before[-1].quotation.end : quotation.start].text
    if "\n" in between:
        return None
    speaker = before[-1].speaker
    return Speech(quotation, speaker, before[-1].verb, continued=True)


def _stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether nothing but the quotation stands in its sentence."""
    doc = reading.doc
    at = quotation.start - 2
    opens = at < 0 or doc[at].is_space or doc[at].text in STOPS | MARKS
    after = quotation.end + 1
    ends = (
        after >= len(doc)
        or doc[after].is_space
        or doc[after].text in STOPS
        or doc[after].text[0].isupper()
    )
    return opens and ends


def _subject_in(reading: Reading, tail: Span, verb: Token) -> Speaker | None:
    """Return the person named beside a verb of saying though the parser hung it elsewhere."""
    for token in tail[verb.i - tail.start + 1 :]:
        if token.is_punct or token.lower_ in {
            "that",
            "que",
            "qu'",
            "to",
            "à",
            "au",
            "aux",
            "reporters",
        }:
            break
        if token.i in reading.people:
            return named(reading, token)
    earlier = [token for token in tail[: verb.i - tail.start] if token.i in reading.people]
    return named(reading, earlier[-1]) if earlier else None


def _another_clause(tail: Span, verb: Token) -> bool:
    """Tell whether a verb of its own stands between the quotation and the verb of saying."""
    return any(
        token.pos_ == "VERB" and ("Fin" in form(token, "VerbForm") or _helped(token))
        for token in tail
        if token.i < verb.i - makes_a_case(verb)
    )


def _helped(token: Token) -> bool:
    return any(child.dep_.startswith("aux") for child in token.children)


def _stretch(reading: Reading, start: int) -> int:
    for token in reading.doc[start:]:
        if token.text in STOPS | MARKS or (token.is_space and "\n" in token.text):
            return token.i
    return len(reading.doc)


def _closed(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a quotation ends with its own full stop, and no comma follows."""
    doc = reading.doc
    comma = quotation.end + 1 < len(doc) and doc[quotation.end + 1].text == ","
    return doc[quotation.end - 1].text == "." and not comma


def _goes_on(reading: Reading, quotation: Quotation, before: list[Speech]) -> bool:
    """Tell whether a quotation goes on with the sentence that the speaker's name broke."""
    if not before:
        return False
    doc, first = reading.doc, before[-1].quotation
    between = doc[first.end + 1 : quotation.start - 1]
    broken = any(token.text in STOPS or "\n" in token.text for token in between)
    return not broken and doc[quotation.start].text[:1].islower()


def inside(token: Token, quotation: Quotation) -> bool:
    """Tell whether a token stands between a quotation's marks."""
    return quotation.start <= token.i < quotation.end


def _title(span: Span) -> bool:
    """Tell whether quoted words are a name (of an operation, a text), not speech."""
    words = [token for token in span if token.is_alpha and len(token) > 3]
    return bool(words) and all(token.text[0].isupper() for token in words)
