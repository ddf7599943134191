"""Every gift, order and refill that the tables make possible, one unknown for each donor."""

from collections.abc import Iterator
from dataclasses import dataclass

from .reading import Case


@dataclass(frozen=True)
class Move:
    """One unknown: units that one donor gives, orders or refills, with all that a unit entails."""

    kind: str
    donor: str
    item: str
    line: str | None
    target: str
    hub: str | None
    paid: int
    sent: int
    there: int
    money: float
    burden: float


def all_moves(case: Case, lifted: frozenset[str]) -> list[Move]:
    """Every move that the tables make possible within the horizon."""
    return [*_gives(case, lifted), *_orders(case), *_refills(case)]


def _active(case: Case, donor: str) -> Iterator[int]:
    return (t for t in case.months if donor in case.donors and (donor, t) not in case.opted_out)


def _may_give(case: Case, donor: str, item: str, month: int, lifted: frozenset[str]) -> bool:
    if (donor, item) not in case.on_the_books:
        return False
    floors = [(donor, c, month) in case.floor for c in case.capabilities_of(item)]
    return "missing floors" in lifted or all(floors)


def _gives(case: Case, lifted: frozenset[str]) -> Iterator[Move]:
    for (donor, hub, recipient), (lag, cost) in case.routes.items():
        for item in (i for i in case.price if case.serves(i, recipient)):
            value = case.value.get((donor, item), case.price[item])
            freight = cost * case.mass[item]
            for t in _active(case, donor):
                if t + lag <= case.last_month and _may_give(case, donor, item, t, lifted):
                    yield Move(
                        "give", donor, item, None, recipient, hub,
                        t, t, t + lag, freight, value + freight,
                    )  # fmt: skip


def _ways(case: Case, sender: str, recipient: str) -> Iterator[tuple[str | None, int, float]]:
    if sender == recipient:
        yield None, 0, 0.0
        return
    for (party, hub, target), (lag, cost) in case.routes.items():
        if (party, target) == (sender, recipient):
            yield hub, lag, cost


def _orders(case: Case) -> Iterator[Move]:
    for name, line in case.lines.items():
        for recipient in (r for r in case.recipients if case.serves(line.item, r)):
            for hub, lag, cost in _ways(case, line.party, recipient):
                money = line.price + cost * case.mass[line.item]
                for donor in case.donors:
                    for t in _active(case, donor):
                        sent = t + line.lead
                        if sent + lag <= case.last_month:
                            yield Move(
                                "order", donor, line.item, name, recipient, hub,
                                t, sent, sent + lag, money, money,
                            )  # fmt: skip


def _refills(case: Case) -> Iterator[Move]:
    for name, line in case.lines.items():
        for donor in case.donors:
            for party in _refilled(case, donor, line.item):
                burden = line.price if party != donor else 0.0
                for t in _active(case, donor):
                    due = t + line.lead
                    if due <= case.last_month:
                        yield Move(
                            "refill", donor, line.item, name, party, None,
                            t, due, due, line.price, burden,
                        )  # fmt: skip


def _refilled(case: Case, donor: str, item: str) -> Iterator[str]:
    holders = [h for h, members in case.members.items() if donor in members]
    wanted = any(
        ("hold", h, c) in case.required for h in holders for c in case.capabilities_of(item)
    )
    if wanted or (donor, item) in case.on_the_books:
        yield donor
    yield from (p for (d, p, i) in sorted(case.backfills) if (d, i) == (donor, item) and p != donor)
