"""Items that a number stands for alone: *14 more*, *trente ont été expédiés*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span

from foedus.read.facts.aid_gift import Told
from foedus.read.facts.aid_goods import Good
from foedus.read.facts.aid_stage import PARTICIPLES
from foedus.read.model import Mention, Quantity, Reading
from foedus.read.quantity import bare_numbers


def elided(reading: Reading) -> tuple[Good, ...]:
    """Return the numbers of a text that no noun follows; none where no item is named."""
    if not any(one.kind == "item" for one in reading.mentions):
        return ()
    taken = [(one.start, one.end) for one in reading.mentions if not _participle(reading, one)]
    days = [(one.start, one.end) for one in reading.whens]
    found = bare_numbers(reading.doc, reading.language, (*taken, *days))
    return tuple(Good(span.start, span.end, number=number) for span, number in found)


def _participle(reading: Reading, one: Mention) -> bool:
    """Tell whether a number was taken to count a participle (*dix-neuf cédés par*)."""
    return isinstance(one, Quantity) and reading.doc[one.end - 1].lower_ in PARTICIPLES


def last_item(reading: Reading, sentence: Span) -> Mention | None:
    """Return the last item that a sentence names by a name of its own."""
    named = [one for one in reading.within(sentence, "item") if one.key is not None]
    return named[-1] if named else None


def named_again(told: Told, span: Span) -> Iterator[Good]:
    """Yield the numbers in a stretch of a sentence that stand for the item named before it."""
    item = told.item
    if item is None:
        return
    for one in told.bare:
        inside = span.start <= one.start and one.end <= span.end
        if inside and item.start < one.start and one.start - item.end <= FAR:
            yield replace(one, item=item.key or item.words, mention=item, arms=True, usual=True)


FAR = 60
"""Words after an item's name in which a number alone still counts it."""
