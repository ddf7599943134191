"""Count in how many random cases each family of constraints bites; run by hand when tuning.

`python -m oracle.bite 100` from the folder `tests`. A family bites where a level's value, or a
donor's relative burden, changes when the family is lifted or its table is emptied.
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from .levels import no_worse, solve_levels
from .model import NOTHING, constraints, level_alone, level_list
from .program import feasible
from .random_cases import write_random_case
from .reading import Case, Restriction, read_case

LIFTABLE = ("budgets", "lines", "hubs", "floors", "missing floors", "restrictions", "gifts")
CHANGED = 1e-5
"""A smaller change, relative to max(1, value), is no bite."""


@dataclass(frozen=True)
class Outcome:
    """The levels' values and the relative burdens of one case."""

    levels: dict[str, float]
    burdens: dict[str, float]


def outcome(case: Case) -> Outcome | None:
    """All levels of a case, or None where its commitments cannot hold."""
    rows = constraints(case, NOTHING)
    if not feasible(rows):
        return None
    return Outcome(*solve_levels(rows, level_list(case, NOTHING), no_worse))


def _differs(before: Outcome, after: Outcome | None) -> bool:
    if after is None or before.burdens.keys() != after.burdens.keys():
        return True
    pairs = [(v, after.levels[k]) for k, v in before.levels.items()]
    pairs += [(v, after.burdens[k]) for k, v in before.burdens.items()]
    return any(abs(a - b) > CHANGED * max(1.0, abs(a)) for a, b in pairs)


def _without(case: Case, drop: Callable[[Restriction], bool]) -> Case:
    return replace(case, restrictions=tuple(r for r in case.restrictions if not drop(r)))


def _of_kind(kind: str, restriction: Restriction) -> bool:
    return restriction.kind == kind


def _emptied(case: Case) -> dict[str, Case]:
    kinds = ("own", "third_party_transfer", "treaty")
    recipients = {k: v for k, v in case.inflow.items() if k[0] not in case.recipients}
    groups = {k: v for k, v in case.hold.items() if not k[0].startswith("@")}
    cases = {f"restriction {k}": _without(case, partial(_of_kind, k)) for k in kinds}
    return cases | {
        "maker": _without(case, lambda r: r.maker is not None),
        "any item": _without(case, lambda r: r.item == "*"),
        "commitments": replace(case, commitments=()),
        "backfills": replace(case, backfills=frozenset()),
        "inflows": replace(case, inflow={}),
        "recipients' inflows": replace(case, inflow=recipients),
        "holds": replace(case, hold={}),
        "group holds": replace(case, hold=groups),
        "carry": replace(case, carry=dict.fromkeys(case.carry, 1.0)),
    }


def _reread(folder: Path, table: str) -> Case:
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "case"
        shutil.copytree(folder, copy)
        (copy / f"{table}.csv").unlink(missing_ok=True)
        return read_case(copy)


def bites(folder: Path) -> set[str]:
    """The families that bite in one case."""
    case = read_case(folder)
    before = outcome(case)
    if before is None:
        return {"infeasible"}
    need = level_alone(case, "need", NOTHING)
    found = {
        name
        for name in LIFTABLE
        if abs(need - level_alone(case, "need", frozenset({name}))) > CHANGED * max(1.0, need)
    }
    found |= {name for name, other in _emptied(case).items() if _differs(before, outcome(other))}
    other = _reread(folder, "opt_outs")
    if abs(need - level_alone(other, "need", NOTHING)) > CHANGED * max(1.0, need):
        found.add("opt-outs")
    spread = {round(b, 3) for b in before.burdens.values()}
    settled = {f"{len(spread)} distinct burdens"}
    settled |= {"need above 0"} if need > CHANGED else set()
    settled |= {"equal burdens"} if _tied(before) else set()
    return found | settled


def _tied(before: Outcome) -> bool:
    burdens = sorted(b for b in before.burdens.values() if b > CHANGED)
    return any(b - a < CHANGED * a for a, b in pairwise(burdens))


def main(count: int) -> None:
    """Print each family and the number of cases in which it bites."""
    counts: Counter[str] = Counter()
    for seed in range(count):
        with tempfile.TemporaryDirectory() as name:
            write_random_case(Path(name), seed)
            counts.update(bites(Path(name)))
    for family, number in sorted(counts.items()):
        print(f"{family:28}{number:5}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
