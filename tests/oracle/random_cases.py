"""Small random cases in the case's format, each family of constraints active in many of them."""

from itertools import permutations
from pathlib import Path

import numpy as np

from .random_promises import draw_commitments
from .random_tables import cited, draw_tables
from .reading import read_case
from .world import draw_world, month
from .writing import settings, write_case

LEVELS = ("need", "readiness", "fairness", "cost")
ORDERS = [order for order in permutations(LEVELS) if order.index("need") < order.index("fairness")]


def write_random_case(folder: Path, seed: int) -> None:
    """Write the valid case of this seed; the same seed always writes the same bytes."""
    world = draw_world(np.random.default_rng(seed))
    tables = {
        name: rows if name == "sources" else cited(world, rows)
        for name, rows in draw_tables(world).items()
    }
    order = LEVELS if world.chance(0.6) else ORDERS[int(world.rng.integers(len(ORDERS)))]
    toml = settings(f"random-{seed}", month(1), world.months, order, "agreed")
    write_case(folder, toml, tables)
    commitments = cited(world, draw_commitments(world, read_case(folder)))
    write_case(folder, toml, {"commitments": commitments})
