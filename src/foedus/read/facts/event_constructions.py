"""Events that constructions tell: flags, receptions, journeys, jubilees, headings without a verb.

Over shorthand, with L for a place; ``what`` is what happened, ``where`` and ``when`` marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import form
from foedus.read.facts.dated import bounds
from foedus.read.facts.event_places import last_place, place_behind, places_in
from foedus.read.facts.shorthand import Shorthand, dates_in, shorthand, stated
from foedus.read.model import Code, Fact, Reading, When


def _all(*words: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in words)


WHO = r"(?:the |le |la |l')?(?:<[NO]\d+>,? )?<P\d+>"
BESIDE = r"(?:,[^,;]*(?:<D\d+>)?[^,;]*,)?"
NOUNS_EN = r"(?:meeting|talks|visit|summit|signing|ceremony|signature)"
STEPS_EN = (r"(?:meeting|talks|visit|summit|signing|ceremony|signature|accession|ratification"
            r"|election|invitation|handover|hand-over|referendum|deposit|entry into "
            r"force)")  # fmt: skip
STEPS_FR = (
    r"(?:signatures?|réunion|rencontre|sommet|visite|entretiens?|cérémonie|passation|adhésion"
    r"|accession|ratification|élections?|invitation|référendum|dépôt|entrée en vigueur)"
)
BULLET = r"^[-–—•*·\s]*(?:le |on )?<D\d+>\s?[:–—,-]? ?"
NOUNS_FR = r"(?:signatures?|réunion|rencontre|sommet|visite|entretiens?|cérémonie|passation)"

EVENTS: Mapping[Code, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "en": _all(
            r"(?P<what><N\d+> (?:became|becomes|has become|had become)(?: <D\d+>)? (?:the )?[\w-]+ "
            r"(?:member|member state|ally) of (?:the )?<B\d+>)(?P<rest>(?: on| in)?(?: <D\d+>)?)",
            rf"(?P<what>(?:<[BN]\d+> |[\w-]+ ){{0,2}}{NOUNS_EN}),? (?:which |that )?(?:will take "
            rf"place|"
            r"takes place|took place|is scheduled|is set|is planned|is due|begins|opens|opened|"
            r"was held|will be held|is to be held|runs)(?P<rest>(?: in <L\d+>)?(?: (?:on|from|for|"
            r"in))? <D\d+>(?: (?:in|at) <L\d+>)?)",
            r"(?:concluded|closed|opened|ended|wrapped up|held) (?:its|their|<H\d+>) (?P<what>"
            r"(?:[\w-]+ ){0,2}(?:session|meeting|summit|conference))(?P<rest>[^.;]*<D\d+>)",
            r"(?P<what>(?:<N\d+>(?:'s)? )?flag (?:goes up|went up|flies|is raised|was raised|is "
            r"hoisted|was hoisted|has been raised|has been hoisted|will be raised|will go up|"
            r"will be hoisted))(?P<rest>[^.;]*)",
            rf"(?P<what>{WHO} (?:has |had )?(?:received|welcomed|hosted|met)(?: with)? {WHO})"
            r"(?P<rest>,? (?:in|at|on) [^.;]*)",
            r"(?P<what>(?:celebrated|marked|commemorated) (?:its|their|the) [^,.;<]{0,30}"
            r"(?:anniversary|birthday|jubilee))(?P<rest>[^.;]*)",
            rf"{WHO}{BESIDE} (?:has |had )?(?P<what>(?:visited|travelled to|traveled to|arrived "
            rf"in|flew "
            r"to|went to) <L\d+>)(?P<rest>[^.;,]*)",
            rf"^(?P<what>(?:\w+ ){{0,2}}{NOUNS_EN})(?P<rest> (?:<D\d+> )?(?:in|at|on) "
            rf"[^.;:]*<D\d+>)"
            r"(?=\s*(?::|$|\.))",
            rf"(?:{BULLET})(?:the )?(?P<what>(?:[\w-]+ ){{0,2}}<[OG]\d+> "
            r"(?:meet|met|gather|convene))"
            r"(?P<rest>(?: (?:in|at) [^.;:,]*)?)(?=\s*(?:$|[.;,]))",
            rf"{BULLET}(?:the )?(?P<what>(?:[\w-]+ |<[NBG]\d+>(?:'s)? ){{0,3}}{STEPS_EN}\b[^.;:]*?)"
            r"(?P<rest>(?: (?:in|at) [^.;:,]*)?)(?=\s*(?:$|[.;,]))",
        ),
        "fr": _all(
            r"(?P<what><N\d+> (?:est devenue?|devient|devint|était devenue?)(?: (?:le )?<D\d+>)? "
            r"(?:le "
            r"|la )?[\w-]+ (?:membre|pays membre|état membre|allié) (?:de l'|du |de la )<B\d+>)"
            r"(?P<rest>(?: le| en)?(?: <D\d+>)?)",
            rf"(?P<what>{NOUNS_FR}(?: [\w-]+){{0,2}}(?: (?:de l'|de la |du )<[BNG]\d+>)?) (?:est"
            rf"|sont|sera|seront|a été) (?:fixée?s?|"
            r"prévue?s?|programmée?s?|convoquée?s?)(?P<rest>(?: à <L\d+>)? (?:au |aux |le |les |du "
            r"|pour (?:le |les )?)?<D\d+>(?: à <L\d+>)?)",
            r"(?:a|ont) (?:achevé|clos|conclu|ouvert|entamé|tenu|bouclé) (?:sa|son|leur|<H\d+>) "
            r"(?P<what>(?:session|réunion|sommet|conférence|congrès)(?: [\w-]+)?)"
            r"(?P<rest>[^.;]*<D\d+>)",
            r"(?P<what>drapeau(?: <N\d+>)? (?:est |a été |sera |fut )?(?:hissée?|levée?|flotte))"
            r"(?P<rest>[^.;]*)",
            rf"(?P<what>{WHO} (?:a |avait )(?:reçu|accueilli|rencontré) (?:<D\d+> )?{WHO})"
            r"(?P<rest>,? (?:à|au|en|le|<D)[^.;]*)",
            rf"{WHO}{BESIDE} (?P<what>(?:s'est rendue?|est allée?|est arrivée?|s'était rendue?) "
            r"(?:<D\d+> )?(?:à|en|au) <L\d+>)(?P<rest>[^.;,]*)",
            rf"(?P<what>{WHO} s'(?:est|était) entretenue?)(?P<rest>[^.;]*)",
            r"(?P<what>(?:a |ont )?(?:célèbre|célébré|fêté|commémoré|marqué) (?:son|leur|le|les) "
            r"[^,.;<]{0,30}(?:anniversaire|ans))(?P<rest>[^.;]*)",
            r"\ben (?P<what>(?:déplacement|visite)(?: officielle| surprise)?)(?P<rest> (?:à|au|en) "
            r"<L\d+>(?: (?:le )?<D\d+>)?)",
            rf"^(?P<what>(?:double |nouvelle |première )?{NOUNS_FR})(?P<rest> (?:<D\d+> "
            rf")?(?:à|au|en)? ?"
            r"<[LD]\d+>[^.;:]*)",
            rf"{BULLET}(?:le |la |les |l')?(?P<what>(?:[\w-]+ ){{0,2}}{STEPS_FR}\b[^.;:]*?)"
            r"(?P<rest>(?: (?:à|au|en) [^.;:,]*)?)(?=\s*(?:$|[.;,]))",
        ),
    }
)  # fmt: skip


def constructed(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield the events of a sentence whose place or day is said."""
    places = {one.i: ("L", end) for one, end in places_in(reading, sentence)}
    short = shorthand(reading, sentence, more=places)
    for words in EVENTS[reading.language]:
        for found in words.finditer(short.text):
            if _heading(words) and _has_verb(sentence, short, found):
                continue
            if stated(reading, short, found.span("what"), ahead=True):
                yield from _fact(reading, sentence, short, found)


def _heading(words: re.Pattern[str]) -> bool:
    return words.pattern.startswith("^")


def _has_verb(sentence: Span, short: Shorthand, found: re.Match[str]) -> bool:
    """Tell whether what looks like a heading is the start of a sentence with a verb."""
    last = short.tokens[found.end() - 1]
    if found[0].startswith(found["what"]):
        words = sentence.doc[sentence.start : last + 1]
        return any(one.pos_ in {"VERB", "AUX"} for one in words) or sentence[0].pos_ == "ADP"
    told = sentence.doc[short.tokens[found.start("what")] : last + 1]
    return any("Fin" in form(one, "VerbForm") for one in told)


def _fact(
    reading: Reading, sentence: Span, short: Shorthand, found: re.Match[str]
) -> Iterator[Fact]:
    first, last = short.tokens[found.start("what")], short.tokens[found.end("what") - 1]
    when = _day(reading, found)
    after = short.tokens[found.start("rest")] if found["rest"] else last
    until = short.tokens[found.end("rest") - 1] + 1 if found["rest"] else last + 1
    where = place_behind(reading, sentence.doc[after:until]) or _within(reading, found)
    if when is None and not where:
        return
    inside = [one.end for one in reading.mentions if one.start <= last < one.end]
    end = max([last + 1, *inside])
    fields = {"what": _words(sentence.doc[first:end], found["what"], reading)}
    if where:
        fields["where"] = where
    if when is not None:
        fields["when"] = when.iso
    yield Fact(
        "event",
        MappingProxyType(fields),
        sentence,
        first,
        end,
        date=when,
        confidence=0.9 if when is not None else 0.7,
    )


def _within(reading: Reading, found: re.Match[str]) -> str:
    """Return the place in the words of what happened ("visited Kyiv")."""
    at = re.search(r"<L\d+>", found["what"])
    return "" if at is None else last_place(reading, int(at[0][2:-1]) + 1)


def _day(reading: Reading, found: re.Match[str]) -> When | None:
    close = dates_in(reading, found["what"] + found["rest"])
    said = bounds(reading, close or dates_in(reading, found[0]))
    return said.get("on", said.get("from"))


def _words(span: Span, short: str, reading: Reading) -> str:
    """Return words as they stand, a day between them left out."""
    if "<D" not in short:
        return " ".join(span.text.split())
    days = {at for when in reading.whens for at in range(when.start, when.end)}
    kept = "".join(_text(token) for token in span if token.i not in days)
    return " ".join(kept.split())


def _text(token: Token) -> str:
    return str(token.text_with_ws)
