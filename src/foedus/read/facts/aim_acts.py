"""Duties told as acts: "The Secretary General chairs the Council and heads the staff"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import form
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.facts.speech_verbs import lemmas
from foedus.read.model import Mention, Reading

LEADING = frozenset(
    {
        "chair", "preside", "head", "lead", "direct", "act", "represent", "serve", "coordinate",
        "oversee", "guide", "speak", "advise", "command", "guider", "conseiller",
        "présider", "diriger", "animer", "représenter", "coordonner", "conduire",
    }
)  # fmt: skip
"""Verbs that open an account of what an office does."""
ALONE = frozenset({"chair", "preside", "présider"})
"""Verbs that tell a duty though no further one follows."""
DUTIFUL = LEADING | frozenset(
    {
        "steer", "guide", "convene", "prepare", "manage", "ensure", "facilitate", "drive", "advise",
        "speak", "implement", "answer", "host", "report", "supervise", "command", "appoint",
        "build",
        "veiller", "faciliter", "assurer", "convoquer", "préparer", "superviser", "guider",
        "exercer", "conseiller", "agir", "porter", "mener", "gérer", "organiser", "commander",
    }
)  # fmt: skip
DAYS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today",
        "tomorrow", "yesterday", "week", "tonight", "lundi", "mardi", "mercredi", "jeudi",
        "vendredi", "samedi", "dimanche", "aujourd'hui", "demain", "hier", "semaine",
    }
)  # fmt: skip
AS = ("as ", "en tant que ", "en qualité de ")
HE = frozenset({"he", "she", "il", "elle"})


def acts(reading: Reading) -> Iterator[tuple[Mention, Span, Span]]:
    """Yield an office, a sentence and the words of each duty that it tells of the office.

    The office is the subject, without a name and without a day: an account of what the office is
    for, not of what its holder does this week.
    """
    for mention in reading.mentions:
        if mention.kind != "office" or reading.quoted(mention.start) is not None:
            continue
        doc, stop = reading.doc, extent(reading.doc, mention.start)
        start = _verb(reading, mention, stop)
        if start is None or _dated(reading, start, stop):
            continue
        found = tuple(_split(doc, start, stop))
        if len(found) > 1 or (found and lemmas(found[0][0]) & ALONE):
            sentence = doc[doc[mention.start].sent.start : max(doc[start].sent.end, stop)]
            yield from ((mention, sentence, words) for words in found)


def bulleted(reading: Reading) -> Iterator[tuple[Mention, Span, Span]]:
    """Yield the duties that paragraphs with bullets list after "The Chief of Staff:"."""
    for mention in reading.mentions:
        doc, at = reading.doc, mention.end
        opens = opening(doc, mention.start) >= mention.start - 1
        if mention.kind != "office" or not opens or at >= len(doc) or doc[at].text != ":":
            continue
        at += 1
        while at + 2 < len(doc) and doc[at].is_space and doc[at + 1].text in BULLETS:
            stop = next((i for i in range(at + 2, len(doc)) if doc[i].is_space), len(doc))
            end = stop
            while end > at + 3 and (doc[end - 1].is_punct or doc[end - 1].lower_ in {"and", "et"}):
                end -= 1
            if doc[at + 2].pos_ in {"VERB", "AUX", "NOUN"}:
                yield mention, doc[mention.start : end], doc[at + 2 : end]
            at = stop


BULLETS = frozenset({"-", "–", "—", "•", "·", "*"})


def _verb(reading: Reading, mention: Mention, stop: int) -> int | None:
    """Return the verb of a sentence that an office opens."""
    doc, first = reading.doc, opening(reading.doc, mention.start)
    before = doc[first : mention.start].text.strip().lower()
    if before in {"the", "le", "la", "l'"}:
        at = _after_name(doc, mention.end, stop)
        return at if at < stop and _opens(doc[at]) else None
    if not (before + " ").startswith(AS):
        return None
    at = mention.end
    passed = HE | {"will", "the"}
    while at < stop and (doc[at].text == "," or doc[at].lower_ in passed or at in reading.people):
        at += 1
    future = at < stop and ("Fut" in form(doc[at], "Tense") or doc[at - 1].lower_ == "will")
    return at if future and lemmas(doc[at]) & LEADING else None


OF = frozenset({"de", "du", "des", "d'", "d’", "of"})
FARTHEST = 7


def _after_name(doc: Doc, at: int, stop: int) -> int:
    """Return where the words after an office's own name start: "le président de l'Assemblée …"."""
    if at >= stop or doc[at].lower_ not in OF:
        return at
    for place in range(at + 1, min(at + FARTHEST, stop)):
        if doc[place].is_punct:
            return at
        if doc[place].pos_ in {"VERB", "AUX"}:
            return place
    return at


def _opens(token: Token) -> bool:
    present = "Pres" in form(token, "Tense") or token.tag_ in {"VBZ", "VBP", "NNS"}
    return bool(lemmas(token) & LEADING) and (present or token.lang_ == "fr")


def _dated(reading: Reading, start: int, stop: int) -> bool:
    days = any(one.lower_ in DAYS for one in reading.doc[start:stop])
    return days or any(start <= one.start < stop for one in reading.whens)


def _split(doc: Doc, start: int, stop: int) -> Iterator[Span]:
    """Yield each act: from its verb to the next one's; verbs with one object stay together."""
    cuts = [start]
    for at in range(start + 1, stop - 1):
        joined = doc[at].text in {",", ";"} or doc[at].lower_ in {"and", "et"}
        following = doc[at + 1]
        if joined and lemmas(following) & DUTIFUL and at - cuts[-1] > 1:
            cuts.append(at + 1)
    for first, last in zip(cuts, [*cuts[1:], stop], strict=True):
        while doc[last - 1].text in {",", ";"} or doc[last - 1].lower_ in {"and", "et"}:
            last -= 1
        yield doc[first:last]
