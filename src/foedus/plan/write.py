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
    "recipient": "parties",
    "item": "items",
    "capability": "capabilities",
    "hub": "hubs",
    "line": "line_names",
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
    shown = [(name, keys[name]) for name in _NAMED_BY if name in keys]
    if not shown:
        count = max([size, *(len(k) for k in keys.values())])
        return [family] if count == 1 else [f"{family}.{n}" for n in range(count)]
    columns = [_labels(s, name, index) for name, index in shown]
    return [".".join([family, *parts]) for parts in zip(*columns, strict=True)]


def _labels(s: Sets, key: str, index: Ints) -> list[str]:
    names: Sequence[str] = s.horizon.labels() if key == "month" else getattr(s, _NAMED_BY[key])
    safe = [_UNSAFE.sub("_", name) for name in names]
    nothing = "pool" if key == "payer" else "direct"
    return [safe[i] if i > POOL else nothing for i in index]


def _unique(names: list[str]) -> list[str]:
    """Names that differ only in characters that LP format does not know get a number."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        result.append(name if count == 0 else f"{name}.{count}")
    return result
