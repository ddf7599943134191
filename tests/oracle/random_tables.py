"""The tables of a random case, each drawn from its world."""

from .world import World, magnitude, month, plain, rounded, spans
from .writing import Cell

Rows = list[dict[str, Cell]]


def draw_tables(world: World) -> dict[str, Rows]:
    """Every table of the plan but the commitments."""
    needs = _deliver(world)
    serving = _serving(world, needs)
    return {
        "sources": _sources(),
        "parties": _parties(world),
        "capabilities": _capabilities(world),
        "items": _items(world),
        "yields": _yields(world),
        "stocks": _stocks(world),
        "inflows": _inflows(world, serving),
        "requirements": [*needs, *_floors(world), *_holds(world)],
        "budgets": _budgets(world),
        "lines": _lines(world),
        "hubs": _hubs(world),
        "routes": _routes(world),
        "backfills": _backfills(world),
        "restrictions": _restrictions(world, serving),
        "opt_outs": _opt_outs(world),
        "keys": _keys(world),
    }


def cited(world: World, rows: Rows) -> Rows:
    """The same rows, each with a source: a published one, an assumption, or none."""
    names = ["ministry", "yearbook", "paper", "guess", ""]
    return [{**row, "source": world.pick(names)} for row in rows]


def _sources() -> Rows:
    confidence = {
        "ministry": "official",
        "yearbook": "research",
        "paper": "press",
        "guess": "assumption",
    }
    return [
        {
            "source": name,
            "title": f"An invented {name}",
            "publisher": "Foedus",
            "published": "2024-09-01",
            "confidence": rank,
        }
        for name, rank in confidence.items()
    ]


def _parties(world: World) -> Rows:
    everyone = [*world.donors, world.absent, world.partner, *world.recipients]
    rows: Rows = []
    for party in everyone:
        groups = [g for g, p in (("east", 0.5), ("union", 0.6)) if world.chance(p)]
        if party == world.donors[0]:
            groups = ["east", "union"]
        kind = "recipient" if party in world.recipients else "ally"
        kind = "partner" if party == world.partner else kind
        rows.append({"party": party, "kind": kind, "groups": ";".join(groups)})
    return rows


def _capabilities(world: World) -> Rows:
    return [
        {
            "capability": c,
            "unit": f"{c} units",
            "name_en": c,
            "name_fr": c,
            "carry": str(world.rng.choice(["0", "0.5", "1", ""])),
        }
        for c in world.capabilities
    ]


def _items(world: World) -> Rows:
    return [
        {
            "item": i,
            "unit": "pieces",
            "name_en": i,
            "name_fr": i,
            "price": plain(world.price[i]),
            "mass": plain(world.mass[i]),
            "whole": str(world.rng.choice(["true", "false", ""])),
        }
        for i in world.items
    ]


def _yields(world: World) -> Rows:
    return [
        {"item": i, "capability": c, "quantity": plain(y)} for (i, c), y in world.yields.items()
    ]


def _stocks(world: World) -> Rows:
    rows: Rows = []
    for (party, item), quantity in world.stock.items():
        value = plain(rounded(world.price[item] * world.rng.uniform(0.1, 1.3)))
        kept = world.chance(0.5)
        rows.append(
            {
                "party": party,
                "item": item,
                "quantity": plain(quantity),
                "value": value if kept else "",
            }
        )
    for recipient in world.recipients:
        if world.chance(0.3):
            item = world.pick(world.items)
            held = plain(rounded(0.3 * world.amount[item]))
            rows.append({"party": recipient, "item": item, "quantity": held})
    return rows


def _inflows(world: World, serving: dict[str, list[str]]) -> Rows:
    wanted = [(d, i) for d in [*world.donors, world.absent] for i in world.items]
    drawn = [pair for pair in wanted if world.chance(0.15)]
    drawn += [(r, i) for r in world.recipients for i in serving[r] if world.chance(0.25)]
    return [
        {
            "party": party,
            "item": item,
            "month": month(t),
            "quantity": plain(rounded(world.amount[item] * world.rng.uniform(0.02, 0.2))),
        }
        for party, item in drawn
        for t in range(1, world.months + 1)
        if world.chance(0.4)
    ]


def _requirement(
    world: World, party: str, capability: str, kind: str, low: float, high: float
) -> Rows:
    priority = plain(world.number(0.5, 5)) if kind != "floor" and world.chance(0.4) else ""
    rows: Rows = []
    for first, last in spans(world):
        quantity = 0.0 if world.chance(0.06) else world.number(low, high)
        rows.append(
            {
                "party": party,
                "capability": capability,
                "kind": kind,
                "first": first,
                "last": last,
                "quantity": plain(quantity),
                "priority": priority,
            }
        )
    return rows


def _deliver(world: World) -> Rows:
    rows: Rows = []
    for recipient in world.recipients:
        must = world.pick(world.capabilities)
        for c in world.capabilities:
            if c == must or world.chance(0.6):
                size = world.scale[c] / world.months**0.7
                rows += _requirement(world, recipient, c, "deliver", 0.3 * size, 1.5 * size)
    return rows


def _serving(world: World, needs: Rows) -> dict[str, list[str]]:
    return {
        r: world.serving({str(row["capability"]) for row in needs if row["party"] == r})
        for r in world.recipients
    }


def _at_start(world: World, parties: list[str], capability: str) -> float:
    return sum(
        y * world.stock.get((p, i), 0.0)
        for (i, c), y in world.yields.items()
        if c == capability
        for p in parties
    )


def _floors(world: World) -> Rows:
    rows: Rows = []
    for donor in world.donors:
        for c in world.capabilities:
            if world.chance(0.85):
                size = _at_start(world, [donor], c)
                rows += _requirement(world, donor, c, "floor", 0.0, 1.1 * size)
    return rows


def _holds(world: World) -> Rows:
    rows: Rows = []
    for party in [*world.donors, *world.recipients]:
        for c in world.capabilities:
            size = _at_start(world, [party], c) or 0.1 * world.scale[c]
            if world.chance(0.3 if party in world.donors else 0.08):
                rows += _requirement(world, party, c, "hold", 0.4 * size, 1.6 * size)
    for group in ("@east", "@union"):
        for c in world.capabilities:
            if world.chance(0.25):
                size = _at_start(world, world.donors, c) or world.scale[c]
                rows += _requirement(world, group, c, "hold", 0.3 * size, 1.2 * size)
    return rows


def _budgets(world: World) -> Rows:
    rows: Rows = []
    for donor in world.donors:
        if donor in world.donors[:2] or world.chance(0.8):
            for first, last in spans(world):
                amount = 0.0 if world.chance(0.05) else magnitude(world.rng, 2, 200)
                rows.append({"party": donor, "first": first, "last": last, "amount": plain(amount)})
    return rows


def _lines(world: World) -> Rows:
    rows: Rows = []
    for line, (party, item) in world.lines.items():
        free = world.chance(0.06)
        price = 0.0 if free else rounded(world.price[item] * world.rng.uniform(0.7, 1.6))
        lead = int(world.rng.integers(0, min(4, world.months)))
        for first, last in spans(world):
            capacity = world.amount[item] * world.rng.uniform(0.03, 0.4)
            rows.append(
                {
                    "line": line,
                    "first": first,
                    "last": last,
                    "party": party,
                    "item": item,
                    "lead": lead,
                    "price": plain(price),
                    "capacity": plain(rounded(capacity)),
                }
            )
    return rows


def _hubs(world: World) -> Rows:
    return [
        {"hub": h, "name": h.title(), "capacity": plain(magnitude(world.rng, 8, 200))}
        for h in world.hubs
    ]


def _routes(world: World) -> Rows:
    senders = {*world.donors, *(party for party, _ in world.lines.values())}
    rows: Rows = []
    for sender in sorted(senders):
        for recipient in world.recipients:
            always = world.pick(world.hubs)
            for hub in world.hubs:
                if sender != recipient and (hub == always or world.chance(0.4)):
                    cost = 0.0 if world.chance(0.1) else world.number(0.001, 0.1)
                    rows.append(
                        {
                            "party": sender,
                            "hub": hub,
                            "recipient": recipient,
                            "lag": int(world.rng.choice(3, p=[0.5, 0.4, 0.1])),
                            "cost": plain(cost),
                        }
                    )
    return rows


def _backfills(world: World) -> Rows:
    made = sorted({item for _, item in world.lines.values()})
    parties = [*world.donors, world.absent, *world.recipients]
    return [
        {"donor": d, "party": p, "item": i}
        for d in world.donors
        for p in parties
        for i in made
        if p != d and world.chance(0.2)
    ]


def _restrictions(world: World, serving: dict[str, list[str]]) -> Rows:
    rows: dict[tuple[str, ...], dict[str, Cell]] = {}
    everyone = [*world.donors, world.partner, world.absent]
    for _ in range(int(world.rng.integers(0, 10))):
        recipient = world.pick(world.recipients)
        item = world.pick([*serving[recipient], "*"])
        kind = world.pick(["own", "own", "third_party_transfer", "treaty", "treaty"])
        party = world.pick(world.donors if kind != "third_party_transfer" else everyone)
        first, last = spans(world)[-1]
        typical = world.amount[world.pick(serving[recipient]) if item == "*" else item]
        limit = 0.0 if world.chance(0.3) else rounded(typical * world.rng.uniform(0.01, 0.3))
        rows[party, kind, item, recipient] = {
            "party": party,
            "kind": kind,
            "item": item,
            "recipient": recipient,
            "first": first,
            "last": last,
            "limit": plain(limit),
            "maker": _maker(world, item),
        }
    return list(rows.values())


def _maker(world: World, item: str) -> str:
    if world.chance(0.45):
        return ""
    makers = [n for n, (_, made) in world.lines.items() if item in ("*", made)]
    hosts = [world.lines[n][0] for n in makers]
    return world.pick([*makers, *hosts, *world.donors])


def _opt_outs(world: World) -> Rows:
    rows: Rows = [{"party": world.absent, "first": month(1), "last": ""}]
    if world.chance(0.3) and world.months > 1:
        rows = [
            {"party": world.absent, "first": month(1), "last": month(1)},
            {"party": world.absent, "first": month(2), "last": month(world.months)},
        ]
    for donor in world.donors[1:]:
        if world.chance(0.3):
            first, last = sorted(int(t) for t in world.rng.integers(1, world.months + 1, 2))
            rows.append({"party": donor, "first": month(first), "last": month(last)})
    return rows


def _keys(world: World) -> Rows:
    rows: Rows = []
    for party in [*world.donors, world.absent, *world.recipients]:
        zero = party != world.donors[0] and world.chance(0.12)
        share = 0.0 if zero else world.number(4, 40)
        rows.append({"key": "agreed", "party": party, "share": plain(share)})
        rows.append({"key": "population", "party": party, "share": plain(world.number(1, 9))})
    return rows
