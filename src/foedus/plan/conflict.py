"""Why no plan exists: by how much promises or limits must give way, and a smallest conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.plan.columns import Columns
from foedus.plan.evidence import Evidence
from foedus.plan.program import INFINITY, Family, Program, extended
from foedus.plan.report import frame
from foedus.plan.sets import Floats, Ints, Sets
from foedus.plan.solve import NoPlanError, Session

AS_ONE = ("stock", "floor")
"""Limits that give way by one amount in all their months; the others month by month."""

SMALL = 1e-6
"""A lack below this, in its unit, is the solver's rounding."""


@dataclass(frozen=True)
class _Group:
    """Rows that stand for one promise or limit of the case.

    Parameters
    ----------
    limit, row, unit : str
    rows : (n,) int
        Rows of the programme; ``month`` and ``worth`` (million a unit) are aligned with them.
    """

    limit: str
    row: str
    unit: str
    rows: Ints
    month: Ints
    worth: Floats


def explain_conflict(case: Case, s: Sets, v: Columns, program: Program) -> pl.DataFrame:
    """Return what must give way, family by family, and a smallest set that conflicts.

    For each family of promises and limits alone, the least total (in money where the unit has a
    price) by which its members must give way; a family that cannot make room alone is left out.
    The set is irreducible: without any one of its members, the others can hold together.
    """
    groups = _groups(case, s, program)
    conflict = _smallest(v, program, groups)
    rows: list[tuple[object, ...]] = [
        ("set", g.limit, g.row, _deadline(s, g), None, None) for g in conflict
    ]
    for limit in dict.fromkeys(g.limit for g in groups):
        mine = [g for g in groups if g.limit == limit]
        rows += _lacks(s, v, program, mine)
    return frame("conflict", dict(zip(
        ("part", "limit", "row", "month", "lacks", "unit"),
        zip(*rows, strict=True), strict=True,
    )))  # fmt: skip


def _deadline(s: Sets, group: _Group) -> str | None:
    return s.horizon.label(int(group.month[0])) if group.limit == "commitment" else None


def _groups(case: Case, s: Sets, program: Program) -> list[_Group]:
    evidence = Evidence(case)
    units = dict(case.tables["items"].select("item", "unit").iter_rows())
    capability = dict(case.tables["capabilities"].select("capability", "unit").iter_rows())
    found: list[_Group] = []

    def add(family: str, limit: str, by: tuple[str, ...]) -> None:
        rows = program.family_of_rows(family)
        for key in dict.fromkeys(zip(*(rows.keys[name].tolist() for name in by), strict=True)):
            here = np.all([rows.keys[name] == k for name, k in zip(by, key, strict=True)], axis=0)
            index = np.flatnonzero(here)
            month = rows.keys.get("month", np.full(rows.size, s.months - 1))[index]
            label, unit, worth = _about(s, evidence, units, capability, limit, key)
            found.append(_Group(limit, label, unit, program.starts[family] + index, month,
                                np.full(len(index), worth)))  # fmt: skip

    add("commitment", "commitment", ("donor", "recipient", "item", "month"))
    add("stock", "stock", ("pair",))
    add("floor", "floor", ("party", "capability"))
    add("budget", "budget", ("donor",))
    add("line", "line", ("line",))
    add("hub", "hub", ("hub",))
    add("restriction", "restriction", ("row",))
    return [_first_month(g, program) if g.limit == "stock" else g for g in found]


def _first_month(group: _Group, program: Program) -> _Group:
    """Let a stock give way by what is held at the start, in stock and in gifts alike."""
    start = program.starts["stock"]
    pair = program.family_of_rows("stock").keys["pair"][group.rows[0] - start]
    gifts = program.family_of_rows("gifts")
    also = np.flatnonzero((gifts.keys["pair"] == pair) & (gifts.keys["month"] == 0))
    rows = np.append(group.rows[group.month == 0], program.starts["gifts"] + also)
    return replace(group, rows=rows, month=np.zeros(len(rows), np.int64),
                   worth=np.full(len(rows), group.worth[0]))  # fmt: skip


def _about(
    s: Sets,
    evidence: Evidence,
    units: dict[str, str],
    capabilities: dict[str, str],
    limit: str,
    key: tuple[int, ...],
) -> tuple[str, str, float]:
    """Return label, unit and worth of a group."""
    if limit == "commitment":
        donor, recipient, item, month = key
        label = (f"donor={s.parties[donor]};recipient={s.parties[recipient]};"
                 f"item={s.items[item]};by={s.horizon.label(month)}")  # fmt: skip
        return label, units[s.items[item]], max(s.price[item], SMALL)
    if limit == "stock":
        item = int(s.pairs.item[key[0]])
        label = f"party={s.parties[s.pairs.party[key[0]]]};item={s.items[item]}"
        return label, units[s.items[item]], max(s.price[item], SMALL)
    if limit == "floor":
        name = s.capabilities[key[1]]
        return f"party={s.parties[key[0]]};capability={name}", capabilities[name], 1.0
    if limit == "budget":
        return f"party={s.parties[key[0]]}", "million", 1.0
    if limit == "line":
        item = int(s.lines.item[key[0]])
        return f"line={s.line_names[key[0]]}", units[s.items[item]], max(s.price[item], SMALL)
    if limit == "hub":
        return f"hub={s.hubs[key[0]]}", "tonne", 1.0
    restriction = next(r for r in s.restrictions if r.row == key[0])
    unit = units[s.items[restriction.item]] if restriction.item >= 0 else "unit"
    return evidence.label(("restrictions", key[0])), unit, 1.0


def _lacks(s: Sets, v: Columns, program: Program, groups: list[_Group]) -> list[tuple[object, ...]]:
    """Return the least by which these groups must give way alone; nothing if they cannot."""
    session, extra = _elastic(v, program, groups)
    if groups[0].limit == "stock":
        _raise_short_floors(s, program, session)
    cost = np.zeros(v.count + extra.size)
    cost[extra.span] = np.concatenate([_each(g).worth for g in groups])
    try:
        x = session.minimise(cost, solver="simplex").x[extra.span]
    except NoPlanError:
        return []
    found: list[tuple[object, ...]] = []
    place = 0
    for group in groups:
        for month in _each(group).month:
            if x[place] > SMALL:
                when = None if group.limit in AS_ONE else s.horizon.label(int(month))
                lack = round(float(x[place]), 6)
                found.append(("lacks", group.limit, group.row, when, lack, group.unit))
            place += 1
    return found


def _raise_short_floors(s: Sets, program: Program, session: Session) -> None:
    """Hold a donor that has promised to its whole floor: more stock raises one it is short of."""
    rows = program.family_of_rows("floor")
    party, capability, month = (rows.keys[k] for k in ("party", "capability", "month"))
    place = program.starts["floor"] + np.flatnonzero(np.isin(party, s.commitments[:, 0]))
    level = s.floor[party, capability, month][place - program.starts["floor"]]
    session.bound_rows(place, level, np.full(len(place), INFINITY))


def _each(group: _Group) -> _Group:
    """Let a stock or a floor give way by one measure in all its rows, the others row by row."""
    if group.limit not in AS_ONE:
        return group
    return replace(group, rows=group.rows[:1], month=group.month[:1], worth=group.worth[:1])


def _elastic(v: Columns, program: Program, groups: list[_Group]) -> tuple[Session, Family]:
    """Return a session in which the groups may give way, and the columns that say by how much."""
    column = np.concatenate([
        np.full(len(g.rows), n) if g.limit in AS_ONE else n + np.arange(len(g.rows))
        for n, g in zip(_offsets(groups), groups, strict=True)
    ])  # fmt: skip
    count = sum(len(_each(g).rows) for g in groups)
    scale = np.concatenate([1 / np.maximum(_each(g).worth, SMALL) for g in groups])
    extra = Family("gives_way", v.count, {}, scale, np.full(count, INFINITY))
    rows = np.concatenate([g.rows for g in groups])
    # an upper limit rises, a lower one falls; what is there at the start, or is paid in, grows
    down = np.isfinite(program.upper[rows])
    value = np.where(down, -1.0, 1.0)
    return Session(extended(program, extra, rows, column, value)), extra


def _offsets(groups: list[_Group]) -> Ints:
    size = [len(_each(g).rows) for g in groups]
    return np.cumsum([0, *size])[:-1].astype(np.int64)


def _smallest(v: Columns, program: Program, groups: list[_Group]) -> list[_Group]:
    """Return an irreducible conflict: drop each member whose absence leaves the rest impossible.

    Starts from the promises and limits that the least shortfall of the commitments leans on.
    """
    commitments = [g for g in groups if g.limit == "commitment"]
    session, extra = _elastic(v, program, commitments)
    cost = np.zeros(v.count + extra.size)
    cost[extra.span] = np.concatenate([g.worth for g in commitments])
    dual = session.minimise(cost, solver="simplex", crossover=True).row_dual
    size = np.abs(dual).max(initial=0.0)
    kept = [g for g in groups if (np.abs(dual[g.rows]) > 1e-7 * size).any()]
    if not _impossible(v, program, groups, kept):
        kept = list(groups)
    for group in list(reversed(kept)):
        rest = [g for g in kept if g is not group]
        if _impossible(v, program, groups, rest):
            kept = rest
    return kept


def _impossible(v: Columns, program: Program, groups: list[_Group], kept: list[_Group]) -> bool:
    """Whether the kept groups alone cannot hold together (all other groups lifted)."""
    session = Session(program)
    inside = {id(g) for g in kept}
    freed = [g.rows for g in groups if id(g) not in inside]
    if freed:
        rows = np.concatenate(freed)
        session.bound_rows(rows, np.full(len(rows), -INFINITY), np.full(len(rows), INFINITY))
    try:
        session.minimise(np.zeros(v.count), solver="simplex")
    except NoPlanError:
        return True
    return False
