"""The programme in LP format, with names that can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import highspy
import numpy as np

from foedus.plan.program import Program
from foedus.plan.sets import POOL, Floats, Ints, Sets
from foedus.plan.solve import quiet_highs

_UNSAFE = re.compile(r"[^A-Za-z0-9_.]")

_NAMED_BY = {
    "donor": "parties",
    "payer": "parties",
    "party": "parties",
    "holder": "holders",
    "recipient": "parties",
    "item": "items",
    "capability": "capabilities",
    "hub": "hubs",
    "line": "line_names",
    "row": "number",
    "pool": "number",
    "month": "months",
}
"""Which keys of a family stand in a name, in this order, and where their names are."""


def write_lp_file(s: Sets, program: Program, cost: Floats, path: Path) -> None:
    """Write the programme, unscaled, with the cost of its first level.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    path.touch()
    lp = highspy.HighsLp()
    matrix = program.matrix
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = cost
    lp.col_lower_ = np.zeros(matrix.shape[1])
    lp.col_upper_ = program.column_upper
    lp.row_lower_, lp.row_upper_ = program.lower, program.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = matrix.data
    lp.col_names_ = _unique([n for f in program.families for n in _names(s, f.name, f.keys)])
    lp.row_names_ = _unique([n for r in program.rows for n in _names(s, r.name, r.keys, r.size)])
    highs = quiet_highs()
    highs.passModel(lp)
    if highs.writeModel(str(path)) == highspy.HighsStatus.kError:
        raise OSError(f"{path}: cannot be written")


def _names(s: Sets, family: str, keys: Mapping[str, Ints], size: int = 0) -> list[str]:
    shown = _shown(s, keys)
    if not shown:
        count = max([size, *(len(k) for k in keys.values())])
        return [family] if count == 1 else [f"{family}.{n}" for n in range(count)]
    columns = [_labels(s, name, index) for name, index in shown]
    return [".".join([family, *parts]) for parts in zip(*columns, strict=True)]


def _shown(s: Sets, keys: Mapping[str, Ints]) -> list[tuple[str, Ints]]:
    """Return the keys that stand in a name; pairs, needs and holds as what they stand for."""
    known = dict(keys)
    if "pair" in keys and "donor" not in keys:
        known |= {"party": s.pairs.party[keys["pair"]], "item": s.pairs.item[keys["pair"]]}
    if "payer" in keys:
        del known["pool"]
    if "need" in keys:
        known["recipient"] = s.needs.party[keys["need"]]
        known["capability"] = s.needs.capability[keys["need"]]
    if "hold" in keys:
        known["holder"] = s.holds.holder[keys["hold"]]
        known["capability"] = s.holds.capability[keys["hold"]]
    return [(name, known[name]) for name in _NAMED_BY if name in known]


def _labels(s: Sets, key: str, index: Ints) -> list[str]:
    names = _names_of(s, key)
    if names is None:
        return [str(i) for i in index]
    safe = [_UNSAFE.sub("_", name) for name in names]
    nothing = "pool" if key == "payer" else "direct"
    return [safe[i] if i > POOL else nothing for i in index]


def _names_of(s: Sets, key: str) -> Sequence[str] | None:
    """Return the names that a key codes; None where it is a number."""
    if key == "month":
        return s.horizon.labels()
    if key == "holder":
        return s.holds.names
    where = _NAMED_BY[key]
    return None if where == "number" else getattr(s, where)


def _unique(names: list[str]) -> list[str]:
    """Names that differ only in characters that LP format does not know get a number."""
    taken = set(names)
    seen: set[str] = set()
    result = []
    for name in names:
        unique, count = name, 0
        while unique in seen or (count and unique in taken):
            count += 1
            unique = f"{name}.{count}"
        seen.add(unique)
        result.append(unique)
    return result
