"""Seeded cases of the benchmark sizes, in the case's own format.

Sizes are donors x items x months with capabilities, hubs and lines, one recipient and two routes
a sender; about a quarter of the donor-item pairs is held (in ``ukraine-2024``: 9 %).

The amounts are calibrated to ``cases/ukraine-2024``, the money of which is ample against what
the lines can make. Measured in that case, and in the case S of seed 0 (``python
benchmarks/proportions.py CASE...`` measures any case):

=========================================================  ============  =====
over the horizon                                           ukraine-2024  S
=========================================================  ============  =====
budgets / value of what the lines can deliver in time              4.74   4.74
value of what may be given (above floors) / the same               0.97   0.97
value of the needs / value of what may be given or made            1.78   1.25
hubs / tonnes of what may be given or made                         1.37   1.34
value of what may be given / value held                            0.05   0.05
value of inflows / value held                                      0.01   0.01
largest share of the key                                           0.53   0.25
standard deviation of log share                                    1.85   1.85
standard deviation of log (value held / share)                     1.05   1.08
=========================================================  ============  =====

The needs follow from the ratios per capability below and are not scaled to their total (seeds 1
and 2 give 3.20 and 1.17). Also taken from it: the value held (155,000 million); consumed
capabilities (carry 0) are 5 of 14 and are fed by 9 of 11 lines, which make 0.14 to 1 of what is
needed; of the others, what may be given is 1 of what is needed at the median, with a standard
deviation of the log of 0.9; the spread of prices (between and within capabilities), masses,
pairs and lines; lag 1 (10 of 11 senders) or 2; needs begin in the second month. Not taken from
it: restrictions, commitments and opt-outs (there are none here) and the hold requirements (a
quarter of the donors, three capabilities each, at 1.1 times what is held).

``--forced`` writes the harder variant: budgets are a sixteenth of what the lines could make, so
that what each donor carries is forced by its own gifts, and leximin settles one donor a round.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Size:
    """One benchmark size."""

    donors: int
    items: int
    months: int
    capabilities: int
    hubs: int
    lines: int


SIZES = {
    "XS": Size(8, 10, 12, 4, 2, 3),
    "S": Size(32, 50, 24, 10, 3, 10),
    "M": Size(40, 200, 36, 20, 4, 40),
    "L": Size(40, 500, 60, 20, 4, 100),
}
START = date(2025, 1, 1)


@dataclass(frozen=True)
class Facts:
    """All amounts of a case: donors n, items i, capabilities c, lines l, hubs h, pairs k.

    Parameters
    ----------
    gdp, budget : (n,) float
    price, mass, rate : (i,) float
        Million, tonnes and units of the capability a unit.
    served : (i,) int
        Capability that the item serves.
    pair_donor, pair_item, pair_quantity : (k,)
    inflow_pair, inflow_month, inflow_quantity : (f,)
    carry, need, priority : (c,) float
    need_from : int
        First month of the needs.
    floor : (n, c) float
    holds : tuple of (donor, capability, units)
    made, line_party, lead : (l,) int
    line_price, capacity : (l,) float
    hub_capacity : (h,) float
    first_hub : (n,) int
    lag, cost : (2 n,)
        Of the routes, two a donor.
    """

    gdp: Floats
    budget: Floats
    price: Floats
    mass: Floats
    rate: Floats
    served: Ints
    pair_donor: Ints
    pair_item: Ints
    pair_quantity: Floats
    inflow_pair: Ints
    inflow_month: Ints
    inflow_quantity: Floats
    carry: Floats
    need: Floats
    priority: Floats
    need_from: int
    floor: Floats
    holds: tuple[tuple[int, int, float], ...]
    made: Ints
    line_party: Ints
    lead: Ints
    line_price: Floats
    capacity: Floats
    hub_capacity: Floats
    first_hub: Ints
    lag: Ints
    cost: Floats


def write_case(folder: Path, size: Size, seed: int = 0) -> None:
    """Write one case of this size, with the proportions of ``ukraine-2024``."""
    _write(folder, size, calibrated(size, np.random.default_rng(seed)))


def write_forced_case(folder: Path, size: Size, seed: int = 0) -> None:
    """Write one case of this size in which what each donor carries is forced."""
    _write(folder, size, forced(size, np.random.default_rng(seed)))


def calibrated(size: Size, rng: np.random.Generator) -> Facts:
    """Return amounts with the proportions of ``ukraine-2024`` (see the module's docstring)."""
    n, c, months = size.donors, size.capabilities, size.months
    served = np.arange(size.items) % c
    gdp = _rounded(400 * _spread(rng, n, 1.85))
    price = _rounded(_spread(rng, c, 2.75)[served] * _spread(rng, size.items, 0.95))
    mass = _rounded(price * 13 * _spread(rng, size.items, 1.6))
    rate = np.round(1 + rng.random(size.items), 2)
    donor, item = np.nonzero(rng.random((n, size.items)) < 0.25)
    held = gdp[donor] * _spread(rng, n, 0.85)[donor] * _spread(rng, len(donor), 1.3)
    quantity = _rounded(155_210 * held / held.sum() / price[item])
    total = _sums((n, c), (donor, served[item]), quantity * rate[item])
    consumed = rng.permutation(c) < max(1, round(5 / 14 * c))
    may_give = rng.uniform(0, np.where(consumed, 0.02, 0.10), (n, c))
    given = quantity * may_give[donor, served[item]]
    few = rng.choice(len(donor), max(1, len(donor) // 10), replace=False)
    inflow = _rounded(quantity[few] * 0.06)
    np.add.at(given, few, inflow)
    free = _sums((c,), (served[item],), given * rate[item])

    made = _made(size, rng, served, consumed)
    party = rng.integers(0, n, size.lines)
    lead = rng.integers(1, 7, size.lines)
    far = rng.random(n) < 1 / 11
    in_time = months - lead - np.where(far, 2, 1)[party]
    output = _spread(rng, size.lines, 1.0)
    output *= (given * price[item]).sum() / 0.966 / output.sum()
    line_price = _rounded(price[made] * 1.1)
    capacity = _rounded(output / in_time / line_price)
    by_lines = _sums((c,), (served[made],), capacity * in_time * rate[made])
    need = np.where(consumed, by_lines / rng.uniform(0.14, 1.0, c), free / _spread(rng, c, 0.9)) / (
        months - 1
    )
    tonnes = (given * mass[item]).sum() + (capacity * in_time * mass[made]).sum()
    weight = rng.uniform(0.5, 1.5, size.hubs)
    return Facts(
        gdp=gdp,
        budget=_rounded(gdp / gdp.sum() * 4.74 * output.sum() / months),
        price=price,
        mass=mass,
        rate=rate,
        served=served,
        pair_donor=donor,
        pair_item=item,
        pair_quantity=quantity,
        inflow_pair=few,
        inflow_month=rng.integers(0, months, len(few)),
        inflow_quantity=inflow,
        carry=np.where(consumed, 0.0, 1.0),
        need=_rounded(need),
        priority=np.round(rng.uniform(0.5, 2, c), 2),
        need_from=1,
        floor=_rounded(total * (1 - may_give)),
        holds=_holds(size, rng, total),
        made=made,
        line_party=party,
        lead=lead,
        line_price=line_price,
        capacity=capacity,
        hub_capacity=_rounded(1.37 * tonnes / months * weight / weight.sum()),
        first_hub=rng.integers(0, size.hubs, n),
        lag=np.repeat(np.where(far, 2, 1), 2),
        cost=np.repeat(np.where(far, 0.002, 0.0005), 2),
    )


def _made(
    size: Size, rng: np.random.Generator, served: Ints, consumed: npt.NDArray[np.bool_]
) -> Ints:
    """Item of each line: every consumed capability has one, 9 of 11 lines make such items."""
    fed = rng.permutation(np.flatnonzero(consumed))
    count = max(len(fed), round(9 / 11 * size.lines))
    which = np.append(np.resize(fed, count), rng.integers(0, len(consumed), size.lines))
    which = which[: size.lines]
    return np.array([rng.choice(np.flatnonzero(served == c)) for c in which])


def forced(size: Size, rng: np.random.Generator) -> Facts:
    """Return amounts that leave nothing to share: gifts alone decide what each donor carries."""
    n, c = size.donors, size.capabilities
    gdp = np.round(rng.lognormal(6, 1.2, n), 1)
    price = np.round(rng.lognormal(0, 1.5, size.items), 4)
    mass = np.round(rng.lognormal(1, 1, size.items), 2)
    donor, item = np.nonzero(rng.random((n, size.items)) < 0.25)
    spread = rng.lognormal(0, 0.5, len(donor))
    quantity = np.round(gdp[donor] / gdp.mean() * 40 / price[item] * spread, 2)
    served = np.arange(size.items) % c
    rate = np.round(1 + rng.random(size.items), 2)
    total = _sums((n, c), (donor, served[item]), quantity * rate[item])
    floor = np.round(total * rng.uniform(0.6, 0.95, total.shape), 2)
    made = rng.choice(size.items, size.lines, replace=size.lines > size.items)
    need = np.round(total.sum(axis=0) * rng.uniform(0.5, 1.5, c) / size.months, 2)
    party = rng.integers(0, n, size.lines)
    first_hub = rng.integers(0, size.hubs, n)
    few = rng.choice(len(donor), max(1, len(donor) // 10), replace=False)
    holds = _holds(size, rng, total)
    carry = rng.choice([0.0, 0.5, 1.0], c)
    inflow_month = rng.integers(0, size.months, len(few))
    priority = np.round(rng.uniform(0.5, 2, c), 2)
    capacity = need[served[made]] / rate[made] * rng.uniform(0.1, 0.4, size.lines)
    lead = rng.integers(1, 7, size.lines)
    hub_capacity = (need / rate[:c] * mass[:c]).sum() * rng.uniform(0.15, 0.35, size.hubs)
    return Facts(
        gdp=gdp,
        budget=np.round(gdp / gdp.sum() * 10 * size.items / 5, 3),
        price=price,
        mass=mass,
        rate=rate,
        served=served,
        pair_donor=donor,
        pair_item=item,
        pair_quantity=quantity,
        inflow_pair=few,
        inflow_month=inflow_month,
        inflow_quantity=np.round(quantity[few] * 0.2, 2),
        carry=carry,
        need=need,
        priority=priority,
        need_from=0,
        floor=floor,
        holds=holds,
        made=made,
        line_party=party,
        lead=lead,
        line_price=np.round(price[made] * 1.1, 4),
        capacity=np.round(capacity, 2),
        hub_capacity=np.round(hub_capacity, 1),
        first_hub=first_hub,
        lag=rng.integers(0, 3, n * 2),
        cost=np.round(rng.uniform(0.0005, 0.005, n * 2), 5),
    )


def _spread(rng: np.random.Generator, count: int, sd: float) -> Floats:
    """Lognormal draws whose logs have mean 0 and exactly this standard deviation."""
    draw = rng.standard_normal(count)
    return np.exp(sd * (draw - draw.mean()) / draw.std())


def _rounded(value: Floats, digits: int = 5) -> Floats:
    """To so many significant digits, as a published figure would be."""
    return np.array([float(f"{v:.{digits}g}") for v in value.ravel()]).reshape(value.shape)


def _sums(shape: tuple[int, ...], place: tuple[Ints, ...], value: Floats) -> Floats:
    result = np.zeros(shape)
    np.add.at(result, place, value)
    return result


def _holds(
    size: Size, rng: np.random.Generator, total: Floats
) -> tuple[tuple[int, int, float], ...]:
    """Let a quarter of the donors have to hold 1.1 times what they have of three capabilities."""
    holders = rng.choice(size.donors, max(2, size.donors // 4), replace=False)
    return tuple(
        (int(n), c, round(total[n, c] * 1.1, 2)) for n in holders for c in range(3) if total[n, c]
    )


def _write(folder: Path, size: Size, facts: Facts) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(_settings(size), encoding="utf-8")
    for name, frame in _tables(size, facts).items():
        frame.write_csv(folder / f"{name}.csv")


def _settings(size: Size) -> str:
    return f"""format = 1
name = "bench"
title = {{ en = "Benchmark", fr = "Banc d'essai" }}
as_of = 2024-12-31
horizon = {{ start = "{START:%Y-%m}", months = {size.months} }}
money = {{ currency = "EUR", unit = "million", price_year = 2024 }}
[plan]
levels = ["need", "readiness", "fairness", "cost"]
key = "gdp"
"""


def _names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{n:03d}" for n in range(count)]


def _month(t: int) -> str:
    return f"{START.year + t // 12}-{t % 12 + 1:02d}"


def _tables(size: Size, facts: Facts) -> dict[str, pl.DataFrame]:
    donors, items = np.array(_names("D", size.donors)), np.array(_names("item-", size.items))
    capabilities = np.array(_names("cap-", size.capabilities))
    hubs, lines = np.array(_names("hub-", size.hubs)), np.array(_names("line-", size.lines))
    month = _month(0)
    pair_donor, pair_item = donors[facts.pair_donor], items[facts.pair_item]
    route_hub = (np.repeat(facts.first_hub, 2) + np.tile([0, 1], size.donors)) % size.hubs
    return {
        "parties": pl.DataFrame(
            {
                "party": [*donors, "REC"],
                "kind": ["ally"] * size.donors + ["recipient"],
                "groups": ["all"] * size.donors + [None],
                "gdp": [*facts.gdp, 100.0],
            }
        ),
        "capabilities": pl.DataFrame(
            {
                "capability": capabilities,
                "unit": "unit",
                "name_en": capabilities,
                "name_fr": capabilities,
                "carry": facts.carry,
            }
        ),
        "items": pl.DataFrame(
            {
                "item": items,
                "unit": "unit",
                "name_en": items,
                "name_fr": items,
                "price": facts.price,
                "mass": facts.mass,
            }
        ),
        "yields": pl.DataFrame(
            {"item": items, "capability": capabilities[facts.served], "quantity": facts.rate}
        ),
        "stocks": pl.DataFrame(
            {"party": pair_donor, "item": pair_item, "quantity": facts.pair_quantity}
        ),
        "inflows": pl.DataFrame(
            {
                "party": pair_donor[facts.inflow_pair],
                "item": pair_item[facts.inflow_pair],
                "month": [_month(int(t)) for t in facts.inflow_month],
                "quantity": facts.inflow_quantity,
            }
        ),
        "requirements": _requirements(facts, donors, capabilities),
        "budgets": pl.DataFrame({"party": donors, "first": month, "amount": facts.budget}),
        "lines": pl.DataFrame(
            {
                "line": lines,
                "first": month,
                "capacity": facts.capacity,
                "party": donors[facts.line_party],
                "item": items[facts.made],
                "lead": facts.lead,
                "price": facts.line_price,
            }
        ),
        "hubs": pl.DataFrame({"hub": hubs, "name": hubs, "capacity": facts.hub_capacity}),
        "routes": pl.DataFrame(
            {
                "party": np.repeat(donors, 2),
                "hub": hubs[route_hub],
                "recipient": "REC",
                "lag": facts.lag,
                "cost": facts.cost,
            }
        ),
        "keys": pl.DataFrame({"key": "gdp", "party": donors, "share": facts.gdp}),
    }


def _requirements(
    facts: Facts, donors: npt.NDArray[np.str_], capabilities: npt.NDArray[np.str_]
) -> pl.DataFrame:
    count = len(donors) * len(capabilities)
    need = pl.DataFrame(
        {
            "party": "REC",
            "capability": capabilities,
            "kind": "deliver",
            "first": _month(facts.need_from),
            "quantity": facts.need,
            "priority": facts.priority,
        }
    )
    floor = pl.DataFrame(
        {
            "party": np.repeat(donors, len(capabilities)),
            "capability": np.tile(capabilities, len(donors)),
            "kind": ["floor"] * count,
            "first": _month(0),
            "quantity": facts.floor.ravel(),
        }
    )
    hold = pl.DataFrame(
        {
            "party": [donors[n] for n, _, _ in facts.holds],
            "capability": [capabilities[c] for _, c, _ in facts.holds],
            "kind": ["hold"] * len(facts.holds),
            "first": _month(0),
            "quantity": [units for _, _, units in facts.holds],
        }
    )
    return pl.concat([need, floor, hold], how="diagonal")


def main() -> None:
    """Write one case: ``python benchmarks/generator.py S folder``."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("size", choices=sorted(SIZES))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--forced", action="store_true", help="the harder variant")
    options = parser.parse_args()
    write = write_forced_case if options.forced else write_case
    write(options.folder, SIZES[options.size], options.seed)


if __name__ == "__main__":
    main()
