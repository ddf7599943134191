"""Amounts of money: number, scale and currency in either order, ranges, halves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc

from foedus.read.model import Code, Money
from foedus.read.money_currencies import currency, names, signs
from foedus.read.numbers import FIGURE, figure, in_words, number_words

SCALES: Mapping[Code, Mapping[str, int]] = MappingProxyType(
    {
        "en": {
            "thousand": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6, "mn": 10**6,
            "mln": 10**6, "mio": 10**6, "m": 10**6, "billion": 10**9, "billions": 10**9,
            "milliard": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12,
            "tn": 10**12,
        },
        "fr": {
            "mille": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6, "mn": 10**6,
            "mio": 10**6, "m": 10**6, "milliard": 10**9, "milliards": 10**9, "md": 10**9,
            "mds": 10**9, "mrd": 10**9, "mrds": 10**9, "billion": 10**12, "billions": 10**12,
        },
    }
)  # fmt: skip
"""Words and letters after a number; a French ``billion`` is a million million."""

PARTS: Mapping[str, Decimal] = MappingProxyType(
    {
        "half a": Decimal("0.5"), "half-a": Decimal("0.5"), "a half": Decimal("0.5"),
        "a quarter of a": Decimal("0.25"), "a": Decimal(1), "an": Decimal(1),
        "one and a half": Decimal("1.5"), "two and a half": Decimal("2.5"),
        "un demi": Decimal("0.5"), "demi": Decimal("0.5"),
    }
)  # fmt: skip
"""What may stand before *million* or *billion* besides a number."""

ABOUT = re.compile(
    r"(?:about|around|approximately|roughly|some|nearly|almost|over|more than|up to|at least|"
    r"close to|an estimated|environ|près de|quelque|presque|plus de|jusqu'à|au moins|"
    r"de l'ordre de)(?:\s+the)?\s*$",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\s+(?:\w{1,20}\s+)?(?:pledge|package|loan|grant|donation|in\s+aid)\b", re.IGNORECASE
)
"""Words after a number of millions that say that it is money, of whatever currency."""

ELIDED = re.compile(
    r"\s*(?:[.,;:)]|$|(?:serai(?:en)?t|ser(?:a|ont)|ira|iront|est|sont|ont|a|will|was|were|is|are|"
    r"had|has|for|pour|in|en|for|au|à|an? year|un an|this|cette|last|l['’]an|earlier|later|"
    r"plus tôt|contre|compared|from|to|more|de plus|supplémentaires|of which|dont|the year)\b)",
    re.IGNORECASE,
)
"""What follows an amount whose currency was said before: *to 1.3 billion this year*."""

ANOTHER = re.compile(
    r"(?:[,;]|\b(?:and|while|et|puis|tandis que|alors que))\s+(?:(?:the|la|le|les)\s|l['’])?"
    r"[A-ZÀ-Ý][\w-]+(?:\s[A-ZÀ-Ý][\w-]+){0,3}(?:\s[a-zà-ÿ]{2,12}){0,3}\s+$"
)
"""Another name before an amount: *€2.4bn and Sweden 500 million* are no 500 million euros."""

KEPT = 400
"""Characters after an amount in which the next may leave out its currency."""

MILLION = 10**6

TO = re.compile(r"\s*(?:to|à|-|–|—)\s*", re.IGNORECASE)
AND = re.compile(r"\s*(?:and|et)\s*", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:and|et|or|ou|\+|,|/)\s*", re.IGNORECASE)
FROM = re.compile(r"(?:from|de)\s+$", re.IGNORECASE)
BETWEEN = re.compile(r"(?:between|entre)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A number as it stands, with what was written of its scale and currency."""

    start: int
    end: int
    number: Decimal
    scale: int | None
    currency: str | None

    @property
    def amount(self) -> Decimal:
        """The number in full units."""
        value = self.number * (self.scale or 1)
        return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def money(doc: Doc, code: Code) -> tuple[Money, ...]:
    """Return the amounts of money of a text, in its order.

    Parameters
    ----------
    doc : Doc
        Only its tokens are looked at.
    code : {"en", "fr"}

    Returns
    -------
    tuple of Money
        ``amount`` in full units and exact; ``currency`` an ISO code, empty for crowns of no
        country; ``high`` where a range is given; ``about`` after *around*, *up to*, *près de* …

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("between 5 and 10 million euros, EUR 1.2 billion and $175m")
    >>> [(str(one.amount), one.currency, one.high and str(one.high)) for one in money(doc, "en")]
    [('5000000', 'EUR', '10000000'), ('1200000000', 'EUR', None), ('175000000', 'USD', None)]
    """
    return tuple(_mention(doc, *found) for found in _amounts(doc.text, code))


def _amounts(text: str, code: Code) -> Iterator[tuple[Piece, Piece | None, bool]]:
    """Yield each amount, the upper end of its range, and whether it is about that."""
    pieces = _shared(list(_pieces(text, code)), text)
    at = 0
    said: tuple[int, str] | None = None
    while at < len(pieces):
        low = _elided(pieces[at], said, text)
        high = (
            pieces[at + 1] if at + 1 < len(pieces) and _range(low, pieces[at + 1], text) else None
        )
        at += 1 if high is None else 2
        named = low.currency is not None or (high is not None and high.currency is not None)
        if named or (low.scale is not None and GIVEN.match(text, (high or low).end)):
            low, high = _same_unit(low, high)
            said = (low.end, low.currency) if low.currency else said
            yield low, high, ABOUT.search(text[max(0, low.start - 24) : low.start]) is not None


def _elided(piece: Piece, said: tuple[int, str] | None, text: str) -> Piece:
    """Give millions that count nothing the currency of the amount shortly before."""
    if piece.currency is not None or (piece.scale or 0) < MILLION or said is None:
        return piece
    between = text[said[0] : piece.start]
    near = len(between) <= KEPT and "\n" not in between and ANOTHER.search(between) is None
    if not near or ELIDED.match(text, piece.end) is None:
        return piece
    return replace(piece, currency=said[1])


def _pieces(text: str, code: Code) -> Iterator[Piece]:
    for match in _grammar(code).finditer(text):
        number, scale = _number(match, code)
        if number is not None:
            named = next((match[name] for name in ("before", "amid", "after") if match[name]), None)
            yield Piece(
                match.start(), match.end(), number, scale,
                None if named is None else currency(named),
            )  # fmt: skip


def _number(match: re.Match[str], code: Code) -> tuple[Decimal | None, int | None]:
    """Return the number, and its scale where one is written after figures."""
    written = match["scale"] or match["late"]
    scale = SCALES[code][written.casefold()] if written else None
    if match["part"]:
        return PARTS[re.sub(r"\s+", " ", match["part"].casefold())], scale
    if match["words"]:
        number = in_words(match["words"], code)
    else:
        number = figure(match["figure"], code=code, scaled=scale is not None)
    if number is not None and match["half"]:
        number += Decimal("0.5") * (1 if scale else _last_scale(match["words"] or "", code))
    return number, scale


def _last_scale(words: str, code: Code) -> int:
    """Return what *et demi* halves: the million of *un million et demi*."""
    return SCALES[code].get(words.casefold().split()[-1] if words.split() else "", 0)


@cache
def _grammar(code: Code) -> re.Pattern[str]:
    """Return the pattern of a number with its scale and currency, each optional."""
    scales = "|".join(sorted(SCALES[code], key=len, reverse=True))
    parts = "|".join(
        re.escape(part).replace(r"\ ", r"\s+") for part in sorted(PARTS, key=len)[::-1]
    )
    return re.compile(
        rf"(?:(?P<before>{signs()})\s?|(?<![A-Za-z0-9.,]))"
        rf"(?:(?P<figure>{FIGURE})"
        rf"|(?i:\b(?P<part>{parts})(?=[\s-]?(?:{scales})\b))|(?i:(?P<words>{number_words(code)})))"
        rf"(?:[\s-]?(?:(?i:(?P<scale>{scales})(?![A-Za-zÀ-ÿ0-9]))|"
        rf"(?P<amid>{signs()})\s(?i:(?P<late>{scales})\b)))?"
        rf"(?i:(?P<half>\s+et\s+demie?\b))?"
        rf"(?:[\s-]*(?i:of\s|d['’]\s?|de\s)?(?P<after>{names()})(?!\s?[0-9]))?"
    )


def _range(low: Piece, high: Piece, text: str) -> bool:
    if _same_unit(low, high)[0].amount >= high.amount or _year(low):
        return False
    between = text[low.end : high.start]
    if low.currency is not None and low.scale is not None and _from(text, low):
        return False
    if low.start and BETWEEN.search(text[max(0, low.start - 12) : low.start]):
        return AND.fullmatch(between) is not None or TO.fullmatch(between) is not None
    return TO.fullmatch(between) is not None


def _year(piece: Piece) -> bool:
    """Tell whether a number may be a year: *in 2024 to 62.4 billion* is no range."""
    bare = piece.scale is None and piece.currency is None
    return bare and piece.number in range(1900, 2101) and piece.end - piece.start == len("2024")


def _from(text: str, low: Piece) -> bool:
    """Return whether *from X to Y* says a change, not a range."""
    return FROM.search(text[max(0, low.start - 12) : low.start]) is not None


def _same_unit(low: Piece, high: Piece | None) -> tuple[Piece, Piece | None]:
    """Give both ends of a range the scale and the currency that only one has."""
    if high is None:
        return low, None
    scale = high.scale if low.scale is None and low.number < 1000 else low.scale
    money = low.currency if low.currency is not None else high.currency
    return replace(low, scale=scale, currency=money), replace(high, currency=money)


def _shared(pieces: list[Piece], text: str) -> list[Piece]:
    """Give ``330 million + 85 million EUR`` the currency that stands once, at the end."""
    found = list(pieces)
    for at in range(len(found) - 2, -1, -1):
        one, after = found[at], found[at + 1]
        listed = LISTED.fullmatch(text[one.end : after.start]) is not None
        if one.currency is None and one.scale is not None and after.currency is not None and listed:
            found[at] = replace(one, currency=after.currency)
    return found


def _mention(doc: Doc, low: Piece, high: Piece | None, about: bool) -> Money:  # noqa: FBT001
    end = low.end if high is None else high.end
    span = doc.char_span(low.start, end, alignment_mode="expand")
    assert span is not None, "an amount stands inside the text"
    return Money(
        "money", span.start, span.end, span.text, amount=low.amount, currency=low.currency or "",
        high=None if high is None else high.amount, about=about,
    )  # fmt: skip
