"""Which kind of aid something is, and whether it is aid at all."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from foedus.read.facts.aid_goods import Good
from foedus.read.facts.aid_words import AID, FINANCIAL, HUMANITARIAN, MILITARY, SPENDING
from foedus.read.model import Mention, Money, Reading

NEAR = 12
"""Words around an amount in which its purpose is looked for."""


def type_of(reading: Reading, good: Good, money: Money | None, clause: Span) -> str:
    """Return ``military``, ``humanitarian`` or ``financial``; empty where it cannot be told.

    An item says it itself; of an amount the nearest word that tells.
    """
    if good.arms:
        return "military"
    if good.relief:
        return "humanitarian"
    found = [
        (abs(word.i - good.end), kind)
        for word in reading.doc[
            max(clause.sent.start, good.start - NEAR) : min(clause.sent.end, good.end + NEAR)
        ]
        for kind, words in (
            ("humanitarian", HUMANITARIAN),
            ("military", MILITARY),
            ("financial", FINANCIAL),
        )
        if word.lower_ in words and (money is not None or kind != "financial")
    ]
    return min(found)[1] if found else ""


def serious(
    found: Sequence[Good], clause: Span, *, recipient: Mention | None, before: bool
) -> bool:
    """Tell whether goods are aid: arms, relief to a party, money that a noun of aid goes with.

    Parameters
    ----------
    found : sequence of Good
    clause : Span
    recipient : Mention, optional
    before : bool
        Whether the text spoke of aid before.
    """
    if any(good.item and good.arms for good in found):
        return True
    words = {form for word in clause.sent for form in (word.lemma_.lower(), word.lower_)}
    named = any(good.money is not None or good.usual for good in found)
    told = bool(words & AID) or (recipient is not None and named)
    if any(good.money is not None for good in found):
        return told or (before and not words & SPENDING)
    return told
