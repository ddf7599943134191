"""The names and magnitudes that a random case is drawn from."""

from dataclasses import dataclass

import numpy as np

START = 2024 * 12 + 9
"""October 2024, as years * 12 + months."""


@dataclass(frozen=True)
class World:
    """The names and magnitudes that the tables are drawn from.

    `amount` is a typical quantity of an item, `scale` of a capability; `partner` only hosts a
    line, `absent` has opted out of the whole horizon; a line is where it stands and what it makes.
    """

    rng: np.random.Generator
    months: int
    donors: list[str]
    recipients: list[str]
    partner: str
    absent: str
    items: list[str]
    capabilities: list[str]
    hubs: list[str]
    price: dict[str, float]
    mass: dict[str, float]
    amount: dict[str, float]
    scale: dict[str, float]
    yields: dict[tuple[str, str], float]
    lines: dict[str, tuple[str, str]]
    stock: dict[tuple[str, str], float]

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return bool(self.rng.random() < probability)

    def number(self, low: float, high: float) -> float:
        """A number between the two, to three digits."""
        return rounded(self.rng.uniform(low, high))

    def pick(self, names: list[str]) -> str:
        """One of the names."""
        return names[int(self.rng.integers(len(names)))]

    def serving(self, recipient_needs: set[str]) -> list[str]:
        """The items that serve one of the needs."""
        return [i for i in self.items if any((i, c) in self.yields for c in recipient_needs)]


def rounded(number: float) -> float:
    """The number to three digits."""
    return float(f"{number:.3g}")


def plain(number: float) -> str:
    """The number in full, without an exponent."""
    return np.format_float_positional(number, trim="-")


def month(t: int) -> str:
    """Month t of the horizon as `YYYY-MM`."""
    year, months = divmod(START + t - 1, 12)
    return f"{year}-{months + 1:02d}"


def magnitude(rng: np.random.Generator, low: float, high: float) -> float:
    """A number between the two, every order of magnitude as likely."""
    return rounded(np.exp(rng.uniform(np.log(low), np.log(high))))


def draw_world(rng: np.random.Generator) -> World:
    """Draw the names, magnitudes, yields, lines and stocks of a case."""
    donors = ["AAA", "BBB", "DDD", "EEE", "FFF", "GGG"][: int(rng.integers(2, 7))]
    recipients = ["RRR", "SSS"][: 1 + int(rng.random() < 0.4)]
    items = ["ammo", "guns", "kits", "radars", "trucks", "vests"][: int(rng.integers(2, 7))]
    capabilities = ["defence", "fire", "lift", "sight"][: int(rng.integers(1, 5))]
    hubs = ["north", "south", "west"][: int(rng.integers(1, 4))]
    price = {i: magnitude(rng, 0.001, 500) for i in items}
    amount = {i: rounded(magnitude(rng, 20, 500) / price[i]) for i in items}
    scale = {c: magnitude(rng, 10, 10_000) for c in capabilities}
    return World(
        rng=rng,
        months=int(rng.integers(2, 9)),
        donors=donors,
        recipients=recipients,
        partner="PPP",
        absent="QQQ",
        items=items,
        capabilities=capabilities,
        hubs=hubs,
        price=price,
        mass={i: rounded(magnitude(rng, 20, 200) / amount[i]) for i in items},
        amount=amount,
        scale=scale,
        yields=_draw_yields(rng, amount, scale),
        lines=_draw_lines(rng, items, [*donors, *recipients[:1], "PPP", "QQQ"]),
        stock=_draw_stock(rng, [*donors, "QQQ"], amount),
    )


def _draw_yields(
    rng: np.random.Generator, amount: dict[str, float], scale: dict[str, float]
) -> dict[tuple[str, str], float]:
    items, capabilities = list(amount), list(scale)
    pairs = {(i, capabilities[int(rng.integers(len(capabilities)))]) for i in items}
    pairs |= {(items[n % len(items)], c) for n, c in enumerate(capabilities)}
    pairs |= {(i, c) for i in items for c in capabilities if rng.random() < 0.2}
    return {(i, c): rounded(rng.uniform(0.3, 1.2) * scale[c] / amount[i]) for i, c in sorted(pairs)}


def _draw_lines(
    rng: np.random.Generator, items: list[str], hosts: list[str]
) -> dict[str, tuple[str, str]]:
    names = ["works-1", "works-2", "works-3"][: int(rng.choice(4, p=[0.06, 0.24, 0.3, 0.4]))]
    return {
        name: (
            hosts[int(rng.integers(len(hosts)))],
            items[int(rng.integers(len(items)))],
        )
        for name in names
    }


def _draw_stock(
    rng: np.random.Generator, parties: list[str], amount: dict[str, float]
) -> dict[tuple[str, str], float]:
    return {
        (p, i): 0.0 if rng.random() < 0.05 else rounded(amount[i] * rng.uniform(0.1, 0.9))
        for p in parties
        for i in amount
        if rng.random() < 0.6
    }


def spans(world: World) -> list[tuple[str, str]]:
    """Ranges that do not overlap: open, closed, in two pieces, or partly before the horizon."""
    last = world.months
    cut = int(world.rng.integers(1, last + 1))
    kind = int(world.rng.choice(6, p=[0.45, 0.1, 0.15, 0.1, 0.15, 0.05]))
    split = [(month(1), month(cut)), (month(cut + 1), "")] if cut < last else [(month(1), "")]
    return [
        [(month(1), "")],
        [(month(1), month(last))],
        [(month(cut), "")],
        [(month(1), month(cut))],
        split,
        [(month(-1), month(last + 1))],
    ][kind]
