"""The facts of a gift: one for each item, each amount and each donor that gives by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from foedus.read.facts.aid_gift import Gift
from foedus.read.facts.aid_goods import Good
from foedus.read.facts.aid_type import type_of
from foedus.read.facts.aid_who import Giver, key_of
from foedus.read.model import Fact, Mention, Money, Reading
from foedus.read.money_currencies import CROWNS
from foedus.results.dispatch import Value


def facts_of_gift(reading: Reading, gift: Gift) -> Iterator[Fact]:
    """Yield the facts of a gift: one for each item and each amount.

    An item and an amount alone are one fact (*18 howitzers for 150 million*); a noun for goods in
    general beside an amount only says what the amount is for.
    """
    items = [good for good in gift.goods if good.item]
    amounts = [good for good in gift.goods if good.money is not None]
    one_of_each = len(items) == 1 and len(amounts) == 1
    if one_of_each and not items[0].plain and _priced(reading, items[0], amounts[0]):
        yield from _of_each(reading, gift, items[0], amounts[0].money)
        return
    for good in items:
        if not (amounts and (good.plain or _of_a_part(reading, good, amounts))):
            yield from _of_each(reading, gift, good, None)
    for good in amounts:
        yield from _of_each(reading, gift, good, good.money)


def _priced(reading: Reading, item: Good, amount: Good) -> bool:
    """Tell whether an amount is what an item costs: side by side, and not joined by *and*."""
    first, second = sorted((item, amount), key=lambda one: one.start)
    between = reading.doc[first.end : second.start]
    joined = any(word.lower_ in {"and", "et", ";", "plus"} for word in between)
    return not joined and not reading.within(between, "money")


def _of_a_part(reading: Reading, item: Good, amounts: list[Good]) -> bool:
    """Tell whether uncounted goods say what another amount is for (*including 2 million for*)."""
    before = [one for one in amounts if one.end <= item.start]
    if item.number is not None or not before:
        return False
    return bool(reading.within(reading.doc[before[-1].end : item.start], "money"))


def _of_each(reading: Reading, gift: Gift, good: Good, money: Money | None) -> Iterator[Fact]:
    """Yield the fact, or one for each of several donors who do not give one sum together."""
    apart = gift.giver.each or (good.number is None and money is None)
    if not apart or len(gift.giver.keys) < 2:
        yield _fact(reading, gift, good, money)
        return
    for one in gift.giver.named:
        yield _fact(reading, replace(gift, giver=Giver((one,))), good, money)


def _fact(reading: Reading, gift: Gift, good: Good, money: Money | None) -> Fact:
    fields: dict[str, Value] = {"stage": gift.stage}
    mentions: dict[str, Mention] = {}
    kind = type_of(reading, good, money, gift.clause)
    if kind:
        fields["type"] = kind
    if gift.giver.keys:
        fields["donor"] = gift.giver.keys[0] if len(gift.giver.keys) == 1 else gift.giver.keys
        mentions |= dict.fromkeys(("donor",), gift.giver.named[0]) if gift.giver.named else {}
    if gift.recipient is not None:
        fields["recipient"] = key_of(gift.recipient)
        mentions["recipient"] = gift.recipient
    if good.item:
        fields["item"] = good.item
        mentions |= {} if good.mention is None else {"item": good.mention}
        fields |= {} if good.number is None else {"quantity": _plain(good.number)}
    if money is not None:
        fields["amount"] = _plain(money.amount)
        currency = money.currency or next(
            (CROWNS[key] for key in gift.giver.keys if key in CROWNS), ""
        )
        fields |= {"currency": currency} if currency else {}
        mentions["amount"] = money
    if gift.when is not None:
        fields["date"] = gift.when.iso
    return Fact(
        "aid", MappingProxyType(fields), gift.verb.sent, good.start, good.end,
        MappingProxyType(mentions), gift.when, min(gift.confidence, gift.giver.confidence),
    )  # fmt: skip


def _plain(number: object) -> int | float:
    value = float(str(number))
    return int(value) if value.is_integer() else value
