"""Decisions that a noun tells ("approval by the Senate", "a reçu l'aval du Conseil"), and passages.

Constructions over shorthand: ``body`` is the number of a mark, ``subject`` words in shorthand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Span

from foedus.read.facts.dated import bounds
from foedus.read.facts.decision_bodies import Body, body_of
from foedus.read.facts.decision_rules import members_in, rule_in, tally_in
from foedus.read.facts.shorthand import Shorthand, dates_in, shorthand, stated
from foedus.read.model import Code, Fact, Reading, When
from foedus.read.names import Names
from foedus.results.dispatch import Value

BODY = r"(?:the |its |le |la |les |l')?(?:[\w-]+ )?<[BGN](?P<body>\d+)>"
OF = r"(?P<subject>[^,;:.]{2,80}?)"
THING = r"(?P<subject>[^,;:\n]{3,80}?)(?:,[^;:.]{3,120}?,)?"
CONSENT = r"approval|endorsement|consent|assent|green light|go-ahead|blessing"
AVAL = r"approbation|aval|accord|feu vert|consensus|assentiment|autorisation|unanimité"
MOVED = r"(?:bill|package|law|text|measure|treaty|budget|resolution|legislation|motion|protocol)"


def _all(*words: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in words)


NOUNS: Mapping[Code, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "en": _all(
            rf"{BODY}(?: on <D\d+>|,[^,;]{{3,60}},)? (?:has |have |had )?(?:unanimously "
            rf"|formally )?"
            rf"(?:adopted|approved|endorsed|ratified) {OF}(?=,|\.|;| by | with | on <D| in <D|$)",
            rf"\b(?:approval|adoption|endorsement|ratification|passage|acceptance)(?: of {OF})? by "
            rf"{BODY}",
            rf"(?P<subject>\b(?:appointment|election|re-election|selection|choice)(?: of [^,;:.]"
            rf"{{2,80}}?)?) by {BODY}",
            rf"<[BGN](?P<body>\d+)>'s? (?:approval|endorsement|ratification|adoption) of "
            rf"{OF}(?=,|\.|;|"
            rf" on <D| in <D|$)",
            rf"(?:^|, |; ){THING} (?:has |had |have )?(?:received|obtained|won|got|secured|gained) "
            rf"(?:the )?(?:{CONSENT}) (?:of|from|in) {BODY}",
            rf"{BODY} (?:has |have |had )?(?:gave|given|gives) (?:its |their |the |a "
            rf")?(?:{CONSENT})"
            rf"(?: (?:to|for) {OF})?(?=,|\.|;| on <D| in <D|$)",
            rf"{BODY} (?:has |have |had )?(?:overwhelmingly |unanimously |narrowly )?voted(?: "
            rf"<D\d+>)? "
            rf"(?:in favou?r of|for|by [^,;<]{{3,30}} for) {OF}(?=,|\.|;| by | with | on <D| in "
            rf"<D|$)",
            rf"\b(?P<subject>{MOVED})[^,;]*? (?:has |had )?(?:cleared|passed)(?: in| through)? "
            rf"{BODY}",
        ),
        "fr": _all(
            rf"{BODY}(?:,[^,;]{{3,60}},)? (?:a |ont |avait |avaient )(?:formellement "
            rf"|définitivement )?"
            rf"(?:adopté|approuvé|entériné|ratifié|avalisé)(?: <D\d+>)? {OF}(?=,|\.|;| par | "
            rf"avec | le "
            rf"<D| en <D|$)",
            rf"\b(?:approbation|adoption|ratification|validation)(?: (?:de |du |des |d'){OF})? par "
            rf"{BODY}",
            rf"(?P<subject>\b(?:désignation|nomination|élection|réélection|reconduction)(?: "
            rf"(?:de |du |"
            rf"d')[^,;:.]{{2,80}}?)?) par {BODY}",
            rf"(?:^|, |; ){THING} (?:a |ont |avait |avaient )(?:reçu|obtenu|recueilli|décroché) "
            rf"(?:le |"
            rf"l'|un )(?P<noun>{AVAL}) (?:de |du |des |d')*{BODY}",
            rf"{BODY} (?:a |ont |avait |avaient )voté(?: <D\d+>)? (?:pour|en faveur de|en faveur "
            rf"d') ?(?:le "
            rf"|la |l')?{OF}(?=,|\.|;| par | avec | le <D| en <D|$)",
            rf"{BODY} (?:a |ont |avait |avaient )donné (?:<D\d+> )?(?:son |leur |le )(?:{AVAL})"
            rf"(?: (?:à |au |aux ){OF})?(?=,|\.|;| le <D| en <D|$)",
        ),
    }
)  # fmt: skip
NOT_YET = re.compile(
    r"(?:pending|subject to|without|before|until|awaiting|sous réserve d\w*'?|sans|avant|jusqu'à|"
    r"en attendant|faute d\w*'?)\s[^,;]{0,12}$"
)
RULES = MappingProxyType({"consensus": "consensus", "unanimité": "unanimity"})


def decided_by_noun(reading: Reading, sentence: Span, names: Names) -> Iterator[Fact]:
    """Yield the decisions that nouns of approval and passages through a chamber tell."""
    short = shorthand(reading, sentence)
    for words in NOUNS[reading.language]:
        for found in words.finditer(short.text):
            body = body_of(reading, int(found["body"]), names)
            if body is None or NOT_YET.search(short.text[: found.start()]):
                continue
            if stated(reading, short, found.span(), ahead=False):
                yield _fact(reading, sentence, short, found, body)


def _fact(
    reading: Reading, sentence: Span, short: Shorthand, found: re.Match[str], body: Body
) -> Fact:
    fields: dict[str, Value] = {"body": body.value}
    rule = RULES.get(str(found.groupdict().get("noun")))
    part = _part(reading, sentence, short, found)
    tally, told = tally_in(part), rule_in(part)
    if rule is None and told is not None:
        rule = told.key
    if rule is None and tally is not None and tally[0] > tally[1]:
        rule = "majority"
    if rule is not None:
        fields["rule"] = rule
    first, last = short.tokens[found.start()], short.tokens[found.end() - 1]
    last = last if body.mention is None else max(last, body.mention.end - 1)
    members = members_in(reading, sentence.doc[first : last + 1])
    if members is not None:
        fields["members"] = members
    when = _day(reading, short, found)
    if when is not None:
        fields["date"] = when.iso
    subject = _subject(reading, short, found)
    if subject:
        fields["subject"] = subject
    mentions = {} if body.mention is None else {"body": body.mention}
    confidence = 0.9 if subject else 0.7
    return Fact(
        "decision",
        MappingProxyType(fields),
        sentence,
        first,
        last + 1,
        MappingProxyType(mentions),
        when,
        confidence,
    )


def _part(reading: Reading, sentence: Span, short: Shorthand, found: re.Match[str]) -> str:
    """Return the words between semicolons in which a construction stands."""
    first = short.text.rfind(";", 0, found.start()) + 1
    last = short.text.find(";", found.end())
    start = short.tokens[first] if first else sentence.start
    text: str = reading.doc[start : sentence.end if last < 0 else short.tokens[last]].text
    return text


def _day(reading: Reading, short: Shorthand, found: re.Match[str]) -> When | None:
    near = re.match(r"[^<;,]{0,30}<D\d+>", short.text[found.end() :])
    dates = dates_in(reading, found[0]) or dates_in(reading, near[0] if near else "")
    return bounds(reading, dates).get("on")


def _subject(reading: Reading, short: Shorthand, found: re.Match[str]) -> str:
    """Return what was decided, as it stands, without the article before it."""
    if found.groupdict().get("subject") is None:
        return ""
    first, last = short.tokens[found.start("subject")], short.tokens[found.end("subject") - 1]
    inside = [one.end for one in reading.mentions if one.start <= last < one.end]
    span = reading.doc[first : max([last + 1, *inside])]
    while len(span) > 1 and (span[0].is_space or span[0].pos_ in {"DET", "PUNCT", "ADP"}):
        span = span[1:]
    return VOTES.sub("", " ".join(span.text.split()))


VOTES = re.compile(
    r"(?:,?\s+(?:by|with|par|avec)\s+\d+\b.*| unanimously| by consensus| par consensus|"
    r" à l'unanimité)$"
)
