"""Reported speech: what somebody said, believes, hopes, praised or condemned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import OBJECTS, SUBJECTS, form
from foedus.read.facts.sentence_reach import MARKS, extent, opening, openings
from foedus.read.facts.speech import Speaker, speaker_of
from foedus.read.facts.speech_verbs import OPINION, SAYING, makes_a_case, says
from foedus.read.facts.statement_asides import (
    CALLING_FOR,
    SPEAKING_OF,
    URGING,
    around,
    spoken_of,
    urged,
)
from foedus.read.facts.statement_judgements import JUDGING, judgement
from foedus.read.facts.statement_sources import commas_around, own_views, source
from foedus.read.facts.statement_views import opening_view
from foedus.read.facts.statement_words import (
    LONGEST,
    MOST_QUOTED,
    THAT,
    quoted_share,
    report,
    trimmed,
)
from foedus.read.forms import worded
from foedus.read.modality import negated
from foedus.read.model import Fact, Reading

REPORTING = SAYING | OPINION | JUDGING
SPOKEN = frozenset({*SPEAKING_OF, *CALLING_FOR, *URGING, "voir"})
FAR = 14
"""Words between a verb of saying and its "that"."""


def reported_statements(reading: Reading) -> Iterator[Fact]:
    """Yield a statement for each report and each judgement of a person, party or body."""
    for token in reading.doc:
        if not _may_report(reading, token):
            continue
        found = next((fact for one in PATTERNS if (fact := one(reading, token)) is not None), None)
        if found is not None:
            yield found
    yield from _according(reading)
    yield from _viewed(reading)
    for who, words in own_views(reading):
        content = trimmed(words)
        if content is not None and quoted_share(reading, content) == 0:
            yield report(reading, who, content)


def _may_report(reading: Reading, token: Token) -> bool:
    spoken = token.lemma_.lower() in SPOKEN
    if not (spoken or says(token, REPORTING)) or reading.quoted(token) is not None:
        return False
    finite = "Inf" not in form(token, "VerbForm") or makes_a_case(token)
    return finite and not negated(token)


def _report(reading: Reading, verb: Token) -> Fact | None:
    """Read "X said (that) …" and "…, X said"."""
    if not says(verb, SAYING | OPINION) or _past_participle_of_noun(verb):
        return None
    content = _content(verb) or _content_before(verb)
    if content is None or quoted_share(reading, content) > MOST_QUOTED:
        return None
    who = speaker_of(reading, verb)
    if who is None or (_institution(who) and not _asserts(content)):
        return None
    return report(reading, who, content)


def _institution(who: Speaker) -> bool:
    return who.mention is not None and who.mention.kind in {"party", "body", "group"}


def _asserts(content: Span) -> bool:
    """Tell whether a report has a verb of its own: no "expects other donors to follow"."""
    return any("Fin" in form(one, "VerbForm") for one in content)


def _content(verb: Token) -> Span | None:
    doc, stop = verb.doc, extent(verb.doc, verb.i)
    for token in doc[verb.i + 1 : min(verb.i + FAR, stop)]:
        if token.text in MARKS | {";", ":"} or _thing_said(verb, token):
            break
        if token.lower_ in THAT and (token.dep_ == "mark" or token.pos_ == "SCONJ"):
            return trimmed(doc[token.i + 1 : _content_end(verb, token.i + 1, stop)])
    for child in verb.children:
        reflexive = verb.lemma_.lower() in {"féliciter", "réjouir"}
        if reflexive or verb.lemma_.lower() in TAKING_NOUNS:
            break
        if child.dep_ == "ccomp" and child.i > verb.i and child.left_edge.i > verb.i:
            start = child.left_edge.i
            if start - verb.i < FAR and doc[start].text not in MARKS:
                return trimmed(doc[start : _content_end(verb, start, stop)])
    return None


TAKING_NOUNS = frozenset(
    {
        "note", "highlight", "recall", "underline", "underscore", "stress", "report", "confirm",
        "welcome", "emphasise", "emphasize", "reaffirm", "reiterate", "observe", "credit",
        "acknowledge", "cite",
    }
)  # fmt: skip
"""Verbs whose content clause needs its "that": what follows without it is a thing."""
TELLING = frozenset({"tell", "assure", "warn", "remind", "inform", "assurer", "prévenir", "avertir",
                     "informer", "convince", "promise", "caution"})  # fmt: skip
"""Verbs whose object is who listens."""


def _thing_said(verb: Token, token: Token) -> bool:
    """Tell whether a word is the object of a verb that then means something else.

    "a conclu un texte, après celui que …", "made the point that …" is not of these.
    """
    taken = token.dep_ in OBJECTS and token.head.i == verb.i and token.pos_ == "NOUN"
    return taken and verb.lemma_.lower() not in TELLING and not _that_follows(token)


def _that_follows(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in THAT


def _content_before(verb: Token) -> Span | None:
    """Return what stands before ", X said" or ", a déclaré X": a clause without quotation marks."""
    start = opening(verb.doc, verb.i)
    comma = next(
        (at for at in range(verb.i - 1, max(start, verb.i - 8), -1) if verb.doc[at].text == ","),
        None,
    )
    if comma is None or any(token.text in MARKS for token in verb.doc[start : verb.i]):
        return None
    governed = verb.dep_ in {"parataxis", "ROOT"} and any(
        child.dep_ in {"ccomp", "parataxis"} and child.i < comma for child in verb.children
    )
    stop = extent(verb.doc, verb.i)
    stop = next((at for at in range(verb.i, stop) if verb.doc[at].text == ","), stop)
    governed = governed or _named_last(verb, start, comma)
    tail = verb.doc[comma + 1 : stop]
    if not (governed or verb.dep_ == "parataxis") or len(tail) > FAR:
        return None
    content = verb.doc[start:comma]
    return trimmed(content) if any("Fin" in form(one, "VerbForm") for one in content) else None


SUBORDINATING = frozenset(
    {
        "if", "when", "as", "after", "before", "while", "although", "though", "since", "because",
        "once", "where", "asked", "unlike", "like", "despite", "in", "at", "on", "speaking", "from",
        "si", "quand", "lorsque", "alors", "après", "avant", "tandis", "puisque", "comme", "depuis",
        "interrogé", "interrogée", "bien", "malgré", "à", "en", "dans", "lors", "pour", "for",
        "with",
    }
)  # fmt: skip
"""Words that open a clause that is no report before "X said"."""


def _named_last(verb: Token, start: int, comma: int) -> bool:
    """Tell whether a clause stands before ", X warned", though the parser hung it otherwise.

    Only who speaks stands between the comma and the verb, which has no object of its own.
    """
    doc = verb.doc
    content, between = doc[start:comma], doc[comma + 1 : verb.i + 1]
    first = next((one for one in content if one.is_alpha), None)
    if first is None or first.lower_ in SUBORDINATING:
        return False
    speaks = [one for one in between if one.pos_ in {"VERB", "AUX"} and one.i != verb.i]
    alone = all(one.pos_ == "AUX" for one in speaks) and between[0].pos_ in {"PROPN", "DET", "AUX",
                                                                             "VERB"}  # fmt: skip
    taken = any(
        one.dep_ in {*OBJECTS, "ccomp", "xcomp"} and one.i > verb.i for one in verb.children
    )
    return alone and not taken and any(one.dep_ in SUBJECTS for one in content)


def _content_end(verb: Token, start: int, stop: int) -> int:
    """Return where a report ends: before a further one ("…, adding that …") or at the full stop."""
    doc = verb.doc
    stop = next((at for at in range(start + 2, stop) if _closes(doc, at)), stop)
    for token in doc[start + 2 : min(stop, start + LONGEST)]:
        further = token.lemma_.lower() in SAYING and any(
            word.lower_ in THAT for word in doc[token.i + 1 : token.i + 3]
        )
        if further:
            for at in range(token.i - 1, max(start + 1, token.i - FAR), -1):
                if doc[at].text in {",", ";"} or doc[at].lower_ in {"and", "et"}:
                    return at - 1 if doc[at - 1].text == "," else at
    return stop


def _closes(doc: Doc, at: int) -> bool:
    """Tell whether a report ends at a token: a semicolon, or a colon before a quotation."""
    quotes = doc[at].text == ":" and any(one.text in MARKS for one in doc[at + 1 : at + 3])
    return doc[at].text == ";" or quotes


def _wish(reading: Reading, verb: Token) -> Fact | None:
    """Read "X hopes to …", "X souhaite …": an intention of a person."""
    if verb.lemma_.lower() not in OPINION:
        return None
    below = next((one for one in verb.children if one.dep_ in {"xcomp", "ccomp"}), None)
    if below is None or below.i < verb.i or "Inf" not in form(below, "VerbForm"):
        return None
    who = speaker_of(reading, verb)
    if who is None or (who.mention is not None and who.mention.kind not in {"person", "office"}):
        return None
    stop = extent(verb.doc, verb.i)
    stop = next((at for at in range(below.i, stop) if verb.doc[at].text in {";", ":"}), stop)
    content = trimmed(verb.doc[below.i : stop])
    return None if content is None else report(reading, who, content)


def _according(reading: Reading) -> Iterator[Fact]:
    """Read "According to X, …" and "…, selon X"."""
    for token in worded(reading.doc, {"selon", "according"}):
        if reading.quoted(token) is not None:
            continue
        start, stop = opening(reading.doc, token.i), extent(reading.doc, token.i)
        parts = (at + 1 for at in range(token.i, start, -1) if reading.doc[at].text in {";", ":"})
        start = next(parts, start)
        who = source(reading, token, stop)
        between = commas_around(token, start, stop)
        if who is not None and between is not None:
            yield from _parted(reading, who, start, between, stop)
            continue
        rest = _rest(reading, token, start, stop)
        counted = rest is not None and reading.within(rest, "money", "quantity", "item")
        if who is None or rest is None or counted or quoted_share(reading, rest) > 0:
            continue
        fact = report(reading, who, rest)
        if fact is not None:
            yield fact


def _viewed(reading: Reading) -> Iterator[Fact]:
    """Read "In the view of X, …", "Pour X, …", "Aux yeux de X, …": a person's opinion."""
    for first in openings(reading.doc):
        token = reading.doc[first]
        if reading.quoted(token) is not None:
            continue
        comma = _comma_after_name(reading, first)
        if comma is None or token.lower_ in {"selon", "according", "to"}:
            continue
        who = opening_view(reading, reading.doc[comma])
        content = trimmed(reading.doc[comma + 1 : extent(reading.doc, comma)])
        if who is None or content is None or quoted_share(reading, content) > 0:
            continue
        if any("Fin" in form(one, "VerbForm") for one in content):
            yield report(reading, who, content)


def _comma_after_name(reading: Reading, first: int) -> int | None:
    """Return the comma after the first person named in a sentence's first words."""
    doc, named_at = reading.doc, None
    for at in range(first, min(first + FAR, len(doc))):
        if doc[at].pos_ in {"VERB", "AUX"}:
            return None
        if doc[at].text == "," and named_at is not None:
            return at
        person = at in reading.people and doc[at].pos_ in {"PROPN", "NOUN"}
        named_at = at if person else named_at
    return None


def _parted(
    reading: Reading, who: Speaker, start: int, between: tuple[int, int], stop: int
) -> Iterator[Fact]:
    """Yield "La Russie, selon X, est devenue …": the words on both sides of the source."""
    doc = reading.doc
    content = trimmed(doc[start:stop])
    if content is None or quoted_share(reading, content) > 0:
        return
    head, tail = doc[content.start : between[0]], doc[between[1] + 1 : content.end]
    fact = report(reading, who, content)
    words = f"{head.text.strip()} {tail.text.strip()}".strip()
    yield replace(fact, fields=MappingProxyType({**fact.fields, "words": words}))


def _rest(reading: Reading, token: Token, start: int, stop: int) -> Span | None:
    """Return the sentence without its "according to"."""
    doc = reading.doc
    if token.i - start <= 2:
        commas = [at for at in range(token.i + 1, stop) if doc[at].text == ","]
        finite = [one.i for one in doc[token.i : stop] if "Fin" in form(one, "VerbForm")]
        before = [at for at in commas if finite and at < finite[0]]
        return trimmed(doc[before[-1] + 1 : stop]) if before else None
    if doc[token.i - 1].text != "," and stop - token.i > 8:
        return None
    return trimmed(doc[start : token.i])


def _past_participle_of_noun(verb: Token) -> bool:
    return verb.dep_ in {"acl", "amod"} and "Past" in form(verb, "Tense")


PATTERNS: tuple[Callable[[Reading, Token], Fact | None], ...] = (
    around, _report, _wish, judgement, urged, spoken_of,
)  # fmt: skip
"""Each way of reporting, the first that fits a verb."""
