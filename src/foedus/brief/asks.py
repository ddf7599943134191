"""One ask in sentences that can be read out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from foedus.brief.language import Language
from foedus.brief.words import Words, row_key

HUNDRED = 100.0
"""Million: asks compete for money, so each is also given for this amount."""

_SMALL_GAIN = 1e-6  # a level is kept within 1e-6 x max(1, value): less is no gain
_SMALL_UNLOCK = 0.005  # unit-months; less prints as 0.00

_NO_FALL = 1e-12
_READABLE = -3  # log10 of the smallest fall of the need level that is printed for a unit


@dataclass(frozen=True)
class Ask:
    """A row of a plan's asks with what it unlocks.

    Parameters
    ----------
    number : int
        0 is the strongest.
    party, item, capability, hub, line : str or None
    limit, row : str
        The limit and the key of its row.
    per_unit, per_100m : float or None
        Fall of the need level at the margin.
    unit : str or None
    basis : str
    weakest : str or None
    survives : bool or None
    moved_by, gain : float or None
        What was moved when solving again, and the true fall of the need level.
    unlocks : tuple of (recipient, capability, unit-months)
    """

    number: int
    party: str | None
    limit: str
    row: str | None
    item: str | None
    capability: str | None
    hub: str | None
    line: str | None
    per_unit: float | None
    unit: str | None
    per_100m: float | None
    basis: str | None
    weakest: str | None
    survives: bool | None
    moved_by: float | None
    gain: float | None
    unlocks: tuple[tuple[str, str, float], ...]

    @property
    def confirmed(self) -> bool:
        """Whether it was solved again with the limit moved."""
        return self.moved_by is not None and self.gain is not None

    @property
    def helps(self) -> bool:
        """Whether the second solve shows a gain that is more than rounding."""
        unlocked = max((months for _, _, months in self.unlocks), default=0.0)
        return (self.gain or 0.0) > _SMALL_GAIN and unlocked >= _SMALL_UNLOCK

    @property
    def cost(self) -> float | None:
        """What the move costs in million, from the two marginal values; None where unpriced."""
        if not self.per_unit or not self.per_100m or not self.moved_by:
            return None
        return HUNDRED * self.moved_by * self.per_unit / self.per_100m


def read_asks(words: Words) -> tuple[Ask, ...]:
    """Return the plan's asks, the strongest first."""
    plan = words.plan
    unlocks: dict[int, list[tuple[str, str, float]]] = {}
    for number, party, capability, months in plan.unlocks.iter_rows():
        unlocks.setdefault(number, []).append((party, capability, months))
    return tuple(
        _read(row, tuple(unlocks.get(row["ask"], ())))
        for row in plan.asks.sort("ask").iter_rows(named=True)
    )


def _read(row: Mapping[str, object], unlocks: tuple[tuple[str, str, float], ...]) -> Ask:
    own = {name: row[name] for name in row if name not in {"ask", "table"}}
    return Ask(number=row["ask"], unlocks=unlocks, **own)  # type: ignore[arg-type]


def request(ask: Ask, words: Words) -> str:
    """Return what is asked: "Ask Germany to lower its floor of air defence by 2 systems."."""
    language = words.language
    key = f"ask.{ask.limit}" if ask.moved_by is not None else f"ask.{ask.limit}-open"
    return language.text(key if language.has(key) else "ask.other", **{
        **words.parts(ask.limit, ask.row),
        "party": language.party_in_sentence(ask.party, "to"),
        "capability": words.capability_in_sentence(_capability(ask)),
        "line": ask.line or "",
        "hub": words.hub(ask.hub),
        "quantity": words.quantity(ask.moved_by, ask.unit),
        "more": _more(ask, language),
        **_details(ask, words),
    })  # fmt: skip


def _details(ask: Ask, words: Words) -> dict[str, str]:
    """Return item and mark in brackets; in one pair where both end the request."""
    names_item = ask.limit not in {"floor", "budget", "hub"}
    item = words.bracketed_item(ask.item) if names_item else ""
    if ask.limit == "restriction":
        return {"item": item, "mark": words.mark(ask.basis, "restriction")}
    if not item or ask.basis == "sourced":
        return {"item": item, "mark": words.mark(ask.basis)}
    name = words.item_in_sentence(ask.item)
    return {"item": "", "mark": words.language.text("limit.item-and-mark", item=name)}


def moved(ask: Ask, moved_by: float) -> Ask:
    """Return the ask with another amount moved, as a bundle moves it."""
    return replace(ask, moved_by=moved_by)


def effect(ask: Ask, words: Words) -> str:
    """Return what the ask brings, and whether that was confirmed by solving again."""
    language = words.language
    if not ask.confirmed:
        quantity, gain = _marginal(ask, words)
        return language.text("effect.unconfirmed", quantity=quantity, gain=gain)
    if not ask.helps:
        return language.text("effect.none")
    unlocks = _unlocks(ask, words, 1.0)
    return language.text("effect.confirmed", gain=language.number(ask.gain), unlocks=unlocks)


def per_money(ask: Ask, words: Words) -> str | None:
    """Return what the ask brings per 100 million; None where it has no price or no effect."""
    language = words.language
    amount = words.amount(HUNDRED)
    if not ask.confirmed:
        if ask.per_100m is None:
            return None
        gain = language.number(ask.per_100m)
        return language.text("effect.per-money-margin", amount=amount, gain=gain)
    if ask.cost is None or not ask.helps:
        return None
    factor = HUNDRED / ask.cost
    gain = language.number((ask.gain or 0.0) * factor)
    unlocks = _unlocks(ask, words, factor)
    return language.text("effect.per-money", amount=amount, gain=gain, unlocks=unlocks)


def robustness(ask: Ask, words: Words) -> str | None:
    """Return whether the ask survives other values of the assumed figures."""
    if ask.confirmed and not ask.helps:
        return None
    key = {True: "yes", False: "no", None: "unknown"}[ask.survives]
    return words.language.text(f"survives.{key}")


def treaty(ask: Ask, words: Words) -> str | None:
    """Return the caution that a treaty's limit deserves."""
    if ask.limit != "restriction" or row_key(ask.row).get("kind") != "treaty":
        return None
    return words.language.text("treaty")


def evidence(ask: Ask, words: Words) -> str | None:
    """Return the weakest row that an assumed ask rests on."""
    if ask.weakest is None or ask.basis == "sourced":
        return None
    table, _, key = ask.weakest.partition(": ")
    return words.language.text("weakest", table=table, row=key.replace(";", ", "))


def _capability(ask: Ask) -> str | None:
    return ask.capability or row_key(ask.row).get("capability")


def _more(ask: Ask, language: Language) -> str:
    n = ask.moved_by or 0.0
    return language.text("quantity.more", n=language.number(n), unit=language.unit(ask.unit, n))


def _marginal(ask: Ask, words: Words) -> tuple[str, str]:
    """Return a round number of units for which the marginal gain is a figure one can read."""
    scale, gain = readable(ask.per_unit or 0.0)
    return words.quantity(scale, ask.unit), words.language.number(gain)


def readable(per_unit: float) -> tuple[float, float]:
    """Return a power of ten of units, and the fall for so many, that reaches a thousandth.

    Examples
    --------
    >>> readable(2.5e-5)
    (100.0, 0.0025)
    """
    if per_unit <= _NO_FALL:
        return 1.0, per_unit
    scale = 10.0 ** max(0, math.ceil(_READABLE - math.log10(per_unit)))
    return scale, per_unit * scale


def _unlocks(ask: Ask, words: Words, factor: float) -> str:
    language = words.language
    shown = [(p, c, _rounded(n * factor)) for p, c, n in ask.unlocks if abs(n) >= _SMALL_UNLOCK]
    return language.join([
        language.text(
            "unlock.more" if n > 0 else "unlock.less",
            unit_months=language.unit_months(words.unit("capabilities", capability), abs(n)),
            capability=words.capability_in_sentence(capability),
            recipient=language.party_in_sentence(party, "the"),
        )
        for party, capability, n in sorted(shown, key=lambda unlock: -unlock[2])
    ])  # fmt: skip


def _rounded(n: float) -> float:
    """Return three significant digits: what is read out claims no more."""
    return float(f"{n:.3g}")


def by_number(asks: tuple[Ask, ...]) -> dict[int, Ask]:
    """Return the asks by their number."""
    return {ask.number: ask for ask in asks}


def bundle_rows(frame: pl.DataFrame) -> list[tuple[int, float, float]]:
    """Return the bundle's steps in order as (ask, moved by, need after)."""
    return list(frame.sort("step").select("ask", "moved_by", "need_after").iter_rows())
