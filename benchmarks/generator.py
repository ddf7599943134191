"""Seeded cases of the benchmark sizes, in the case's own format.

Sizes are donors x items x months with capabilities, hubs and lines, one recipient and two routes
a sender; about a quarter of the donor-item pairs is held.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl


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


def write_case(folder: Path, size: Size, seed: int = 0) -> None:
    """Write one case of this size."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(_settings(size), encoding="utf-8")
    for name, frame in _tables(size, np.random.default_rng(seed)).items():
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


def _tables(size: Size, rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    donors, items = _names("D", size.donors), _names("item-", size.items)
    capabilities, hubs = _names("cap-", size.capabilities), _names("hub-", size.hubs)
    lines = _names("line-", size.lines)
    month = f"{START:%Y-%m}"
    gdp = np.round(rng.lognormal(6, 1.2, size.donors), 1)
    price = np.round(rng.lognormal(0, 1.5, size.items), 4)
    mass = np.round(rng.lognormal(1, 1, size.items), 2)
    held = rng.random((size.donors, size.items)) < 0.25
    d, i = np.nonzero(held)
    quantity = np.round(gdp[d] / gdp.mean() * 40 / price[i] * rng.lognormal(0, 0.5, len(d)), 2)
    served = np.arange(size.items) % size.capabilities
    rate = np.round(1 + rng.random(size.items), 2)
    total = np.zeros((size.donors, size.capabilities))
    np.add.at(total, (d, served[i]), quantity * rate[i])
    fc, fd = np.meshgrid(np.arange(size.capabilities), np.arange(size.donors))
    floor = np.round(total * rng.uniform(0.6, 0.95, total.shape), 2)
    made = rng.choice(size.items, size.lines, replace=size.lines > size.items)
    pool = total.sum(axis=0)
    need = np.round(pool * rng.uniform(0.5, 1.5, size.capabilities) / size.months, 2)
    senders = [*donors]
    where = rng.integers(0, size.donors, size.lines)
    first_hub = rng.integers(0, size.hubs, size.donors)
    n_in = max(1, len(d) // 10)
    pick = rng.choice(len(d), n_in, replace=False)
    holders = rng.choice(size.donors, max(2, size.donors // 4), replace=False)
    holds = [(n, c) for n in holders for c in range(3) if total[n, c] > 0]
    return {
        "parties": pl.DataFrame(
            {
                "party": [*donors, "REC"],
                "kind": ["ally"] * size.donors + ["recipient"],
                "groups": ["all"] * size.donors + [None],
                "gdp": [*gdp, 100.0],
            }
        ),
        "capabilities": pl.DataFrame(
            {
                "capability": capabilities,
                "unit": "unit",
                "name_en": capabilities,
                "name_fr": capabilities,
                "carry": rng.choice([0.0, 0.5, 1.0], size.capabilities),
            }
        ),
        "items": pl.DataFrame(
            {
                "item": items,
                "unit": "unit",
                "name_en": items,
                "name_fr": items,
                "price": price,
                "mass": mass,
            }
        ),
        "yields": pl.DataFrame(
            {"item": items, "capability": [capabilities[c] for c in served], "quantity": rate}
        ),
        "stocks": pl.DataFrame(
            {"party": [donors[n] for n in d], "item": [items[n] for n in i], "quantity": quantity}
        ),
        "inflows": pl.DataFrame(
            {
                "party": [donors[d[n]] for n in pick],
                "item": [items[i[n]] for n in pick],
                "month": [
                    f"{START.year + m // 12}-{m % 12 + 1:02d}"
                    for m in rng.integers(0, size.months, n_in)
                ],
                "quantity": np.round(quantity[pick] * 0.2, 2),
            }
        ),
        "requirements": pl.concat(
            [
                pl.DataFrame(
                    {
                        "party": "REC",
                        "capability": capabilities,
                        "kind": "deliver",
                        "first": month,
                        "quantity": need,
                        "priority": np.round(rng.uniform(0.5, 2, size.capabilities), 2),
                    }
                ),
                pl.DataFrame(
                    {
                        "party": [donors[n] for n in fd.ravel()],
                        "capability": [capabilities[n] for n in fc.ravel()],
                        "kind": "floor",
                        "first": month,
                        "quantity": floor.ravel(),
                        "priority": None,
                    },
                    schema_overrides={"priority": pl.Float64},
                ),
                pl.DataFrame(
                    {
                        "party": [donors[n] for n, _ in holds],
                        "capability": [capabilities[c] for _, c in holds],
                        "kind": "hold",
                        "first": month,
                        "quantity": [round(total[n, c] * 1.1, 2) for n, c in holds],
                        "priority": None,
                    },
                    schema_overrides={"priority": pl.Float64},
                ),
            ]
        ),
        "budgets": pl.DataFrame(
            {
                "party": donors,
                "first": month,
                "amount": np.round(gdp / gdp.sum() * 10 * size.items / 5, 3),
            }
        ),
        "lines": pl.DataFrame(
            {
                "line": lines,
                "first": month,
                "capacity": np.round(
                    need[served[made]] / rate[made] * rng.uniform(0.1, 0.4, size.lines), 2
                ),
                "party": [donors[n] for n in where],
                "item": [items[n] for n in made],
                "lead": rng.integers(1, 7, size.lines),
                "price": np.round(price[made] * 1.1, 4),
            }
        ),
        "hubs": pl.DataFrame(
            {
                "hub": hubs,
                "name": hubs,
                "capacity": np.round(
                    (need / rate[: size.capabilities] * mass[: size.capabilities]).sum()
                    * rng.uniform(0.15, 0.35, size.hubs),
                    1,
                ),
            }
        ),
        "routes": pl.DataFrame(
            {
                "party": [p for p in senders for _ in range(2)],
                "hub": [
                    hubs[(int(first_hub[n]) + k) % size.hubs]
                    for n in range(size.donors)
                    for k in range(2)
                ],
                "recipient": "REC",
                "lag": rng.integers(0, 3, size.donors * 2),
                "cost": np.round(rng.uniform(0.0005, 0.005, size.donors * 2), 5),
            }
        ),
        "keys": pl.DataFrame({"key": "gdp", "party": donors, "share": gdp}),
    }


def main() -> None:
    """Write one case: ``python benchmarks/generator.py S folder``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=sorted(SIZES))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    write_case(options.folder, SIZES[options.size], options.seed)


if __name__ == "__main__":
    main()
