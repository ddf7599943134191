"""Numbers of things: figures and words with the noun they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from spacy.tokens import Doc, Span, Token

from foedus.read.model import Code, Mention, Quantity
from foedus.read.numbers import COLLECTIVES, FIGURE, figure, in_words, number_words
from foedus.read.share import share_of

MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec", "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    }
)  # fmt: skip
MEASURES = frozenset(
    {"mm", "cm", "km", "millimeter", "millimetre", "millimètres", "kg", "h", "am", "pm"}
)
"""Units of calibre, distance and time: ``155 mm`` counts nothing."""

TIMES_OF_DAY = frozenset(
    {
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "decade",
        "jour",
        "semaine",
        "mois",
        "an",
        "année",
        "heure",
    }
)
LABELS = frozenset(
    {
        "aid",
        "article",
        "source",
        "no",
        "no.",
        "n°",
        "number",
        "numéro",
        "chapter",
        "page",
        "section",
        "phase",
        "resolution",
        "résolution",
        "level",
        "package",
    }
)
"""Words after which a number is a label."""

ABOUT = frozenset(
    {
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "nearly",
        "almost",
        "over",
        "than",
        "to",
        "least",
        "environ",
        "près",
        "quelque",
        "quelques",
        "presque",
        "plus",
        "moins",
    }
)
PASSED = frozenset(
    {
        "more",
        "additional",
        "further",
        "new",
        "other",
        "extra",
        "supplémentaires",
        "autres",
        "nouveaux",
        "nouvelles",
    }
)
OF = frozenset({"of", "de", "d'", "d’", "des", "du"})
ENDING = frozenset({"VERB", "AUX", "ADP", "PRON", "SCONJ", "CCONJ"})
REACH = 8
"""Words after a number in which its noun is looked for."""


def quantities(doc: Doc, code: Code, taken: Sequence[Mention]) -> tuple[Quantity, ...]:
    """Return the numbers of things in a text, shares in percent among them.

    Amounts of money, lengths of time, days and years, ordinals, calibres and the numbers inside
    names (``Leopard 2``, ``F-16``) are no quantities; *dozens* is no number.

    Parameters
    ----------
    doc : Doc
        With parts of speech.
    code : {"en", "fr"}
    taken : sequence of Mention
        What else was found: names, money, lengths of time.

    Returns
    -------
    tuple of Quantity
        In the order of the text. ``noun`` is the head word as it stands; ``key`` the item's where
        a mention of one follows.
    """
    shares = share_of(doc, code)
    used = {at for one in (*taken, *shares) for at in range(one.start, one.end)}
    items = {one.start: one for one in taken if one.kind == "item"}
    found = [
        quantity
        for span, number in _numbers(doc, code)
        if not used.intersection(range(span.start, span.end)) and not _label(span)
        if (quantity := _quantity(span, number, items)) is not None
    ]
    return tuple(sorted((*shares, *found), key=lambda one: one.start))


def bare_numbers(
    doc: Doc, code: Code, taken: Sequence[tuple[int, int]]
) -> tuple[tuple[Span, Decimal], ...]:
    """Return the numbers that count what was named before: *14 more*, *trente ont été livrés*.

    Parameters
    ----------
    doc : Doc
    code : {"en", "fr"}
    taken : sequence of tuple of int
        Tokens ``[start, end)`` of what else was found.
    """
    used = {at for start, end in taken for at in range(start, end)}
    return tuple(
        (span, number)
        for span, number in _numbers(doc, code)
        if not used.intersection(range(span.start, span.end))
        and not _label(span)
        and number > 1
        and _alone(span)
    )


def _alone(span: Span) -> bool:
    """Tell whether no noun follows a number."""
    after = span.end
    while after < len(span.doc) and span.doc[after].lower_ in PASSED:
        after += 1
    return after == len(span.doc) or span.doc[after].pos_ not in {"NOUN", "PROPN", "NUM", "SYM"}


def _numbers(doc: Doc, code: Code) -> Iterator[tuple[Span, Decimal]]:
    for match in _grammar(code).finditer(doc.text):
        number = _number(match, code)
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if number is not None and span is not None and len(span):
            yield span, number


def _number(match: re.Match[str], code: Code) -> Decimal | None:
    if match["figure"]:
        number = figure(match["figure"], code=code, scaled=match["scale"] is not None)
        scale = in_words(match["scale"], code) if match["scale"] else None
        return number if scale is None else number * scale
    if match["collective"]:
        return Decimal(COLLECTIVES[match["collective"].casefold()])
    words = match["words"].casefold()
    return None if words in {"un", "une", "cents"} else in_words(words, code)


@cache
def _grammar(code: Code) -> re.Pattern[str]:
    scale = "thousand|million|billion" if code == "en" else "mille|millions?|milliards?"
    collective = "|".join(COLLECTIVES) if code == "fr" else "(?!)"
    return re.compile(
        rf"(?<![\w.,/-])(?:(?P<figure>{FIGURE})(?:[\s-](?P<scale>{scale})\b)?(?![\w/]|-\d)"
        rf"|une?\s+(?P<collective>{collective})\b|(?P<words>{number_words(code)}))",
        re.IGNORECASE,
    )


def _label(span: Span) -> bool:
    """Tell whether a number is a day, a year, a time or a label."""
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    words = {
        one.lower_.rstrip(".") for one in (before, after) if one is not None and not one.is_space
    }
    if (words & MONTHS and _day(span)) or (before is not None and before.lower_ in LABELS):
        return True
    if re.fullmatch(r"(?:19|20)[0-9]{2}", span.text) and not _counts(after):
        return True
    return after is not None and (after.lower_ in MEASURES or after.text in {"°", "%"})


def _day(span: Span) -> bool:
    return re.fullmatch(r"[0-9]{1,2}|(?:19|20)[0-9]{2}", span.text) is not None


def _counts(after: Token | None) -> bool:
    return after is not None and after.pos_ in {"NOUN", "ADJ"} and after.lower_ not in MONTHS


def _quantity(span: Span, number: Decimal, items: dict[int, Mention]) -> Quantity | None:
    """Return the quantity with its noun; None where it counts nothing."""
    item = _item(span, items)
    noun = _noun(span)
    if item is None and noun is None:
        return None
    if noun is not None and noun.lemma_.lower() in TIMES_OF_DAY:
        return None
    end = max(noun.i + 1 if noun is not None else 0, item.end if item is not None else 0)
    return Quantity(
        "quantity", span.start, end, span.doc[span.start : end].text,
        key=None if item is None else item.key, number=number,
        noun=noun.text if noun is not None else item.words if item is not None else "",
        about=span.start > 0 and span.doc[span.start - 1].lower_ in ABOUT,
    )  # fmt: skip


def _item(span: Span, items: dict[int, Mention]) -> Mention | None:
    """Return the item that is counted: right after the number, after adjectives or after *of*."""
    at, opened = span.end, False
    while at < min(span.end + REACH, len(span.doc)):
        word = span.doc[at]
        if word.is_space or word.is_sent_start:
            return None
        if at in items:
            return items[at]
        if word.is_punct and word.text not in {"-", "/"}:
            return None
        if word.lower_ in OF:
            opened = True
        elif word.pos_ in ENDING or (opened and word.pos_ == "NUM"):
            return None
        at += 1
    return None


def _noun(span: Span) -> Token | None:
    """Return the noun that a number counts: its head by the parse, else the next noun."""
    heads = [word.head for word in span if word.dep_ in {"nummod", "compound", "nmod"}]
    for head in heads:
        if head.pos_ in {"NOUN", "PROPN"} and span.end <= head.i < span.end + REACH:
            return head
    found = None
    for word in span.doc[span.end : span.end + REACH]:
        if word.is_sent_start:
            break
        if word.pos_ in {"NOUN", "PROPN"}:
            found = word
        elif found is not None or word.pos_ not in {"ADJ", "NUM", "DET", "ADV"} | {"X"}:
            if word.lower_ in OF and found is None:
                continue
            break
    return found
