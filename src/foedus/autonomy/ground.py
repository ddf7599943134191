"""What is asked of a case: which group, without whom, from when; faults before any work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.case.months import Horizon
from foedus.case.schema import TABLES
from foedus.case.spelling import nearest, nearest_month
from foedus.errors import Finding, InputError
from foedus.plan.reader import build_sets
from foedus.plan.sets import Ints, Sets

EMPTIED = ("hubs", "routes", "backfills", "restrictions", "commitments")
"""Tables of what is given to others: a group that arms itself needs none of them."""


@dataclass(frozen=True)
class Ground:
    """A question about a case, found in its tables.

    Parameters
    ----------
    case : Case
        As given, the rows of each table by their key.
    sets : Sets
        The group's hold requirements alone; the stocks and inflows of all parties; the lines that
        may sell and make something that counts.
    group, without : str
    members : (M,) int
        Parties of the group, the ally left out.
    listed : (N,) int
        Parties of the group as the case lists them.
    since : int
        Month from which the ally does not count.
    """

    case: Case
    sets: Sets
    group: str
    without: str
    members: Ints
    listed: Ints
    since: int


def find_ground(
    case: Case, *, group: str, without: str, since: str | None, ally_sells: bool
) -> Ground:
    """Return the question in the terms of the case.

    Raises
    ------
    InputError
        The case has no horizon; the group or the ally is unknown; nobody is left in the group;
        the group has no hold requirement; ``since`` is no month of the horizon.
    """
    name = group.removeprefix("@")
    faults = [*_faults_of_names(case, name, without), *_faults_of_months(case, since)]
    if faults:
        raise InputError(faults)
    ordered = _ordered(case)
    sets = build_sets(_narrowed(ordered, name, "" if ally_sells else without))
    listed = np.flatnonzero(_belongs(ordered, name)).astype(np.int64)
    members = listed[listed != sets.parties.index(without)]
    first = 0 if since is None else sets.horizon.labels().index(since)
    return Ground(ordered, sets, name, without, members, listed, first)


def _faults_of_names(case: Case, group: str, without: str) -> Iterable[Finding]:
    known = _groups(case)
    if group not in known:
        yield _unknown("unknown-group", "groups", group, known)
    elif case.tables["parties"].filter(_belongs(case, group))["party"].to_list() == [without]:
        details = {"group": group}
        yield Finding("fault", "autonomy.nobody", "parties", None, "groups", without, details)
    elif _targets(case, group).is_empty():
        held = case.tables["requirements"].filter(pl.col("kind") == "hold")["party"].unique()
        others = ", ".join(sorted(p.removeprefix("@") for p in held if p.startswith("@"))) or "–"
        details = {"others": others}
        yield Finding("fault", "autonomy.no-hold", "requirements", None, "party", group, details)
    parties = case.tables["parties"]["party"].to_list()
    if without not in parties:
        yield _unknown("unknown-ally", "party", without, parties)


def _unknown(kind: str, column: str, value: str, known: Iterable[str]) -> Finding:
    names = sorted(known)
    near = nearest(value, names) or ", ".join(names[:10]) or "–"
    return Finding("fault", f"autonomy.{kind}", "parties", None, column, value, {"nearest": near})


def _faults_of_months(case: Case, since: str | None) -> Iterable[Finding]:
    horizon = case.settings.horizon
    if horizon is None:
        details = {"table": "requirements"}
        yield Finding("fault", "no-horizon", "case.toml", None, "horizon", None, details)
    elif since is not None and since not in horizon.labels():
        yield Finding("fault", "autonomy.since", "case.toml", None, "horizon", since,
                      {"nearest": _near(since, horizon), "first": horizon.label(0),
                       "last": horizon.label(horizon.months - 1)})  # fmt: skip


def _near(since: str, horizon: Horizon) -> str:
    meant = nearest_month(since)
    return meant if meant in horizon.labels() else horizon.label(0)


def _groups(case: Case) -> set[str]:
    written = case.tables["parties"]["groups"].drop_nulls().to_list()
    return {name.strip() for groups in written for name in groups.split(";")} - {""}


def _belongs(case: Case, group: str) -> pl.Series:
    own = case.tables["parties"]["groups"].fill_null("").str.split(";").to_list()
    belongs = [group in [name.strip() for name in groups] for groups in own]
    return pl.Series(belongs, dtype=pl.Boolean)


def _targets(case: Case, group: str) -> pl.DataFrame:
    own = (pl.col("kind") == "hold") & (pl.col("party") == f"@{group}")
    return case.tables["requirements"].filter(own)


def _ordered(case: Case) -> Case:
    """Return the case with the rows of each table by their key: their order says nothing."""
    tables = {
        name: frame.sort(TABLES[name].key, maintain_order=True) if len(frame) > 1 else frame
        for name, frame in case.tables.items()
    }
    return replace(case, tables=tables)


def _narrowed(case: Case, group: str, silent: str) -> Case:
    """Return the case with nothing but the group's targets, and without one party's lines."""
    targets = _targets(case, group)
    useful = case.tables["yields"].filter(
        pl.col("capability").is_in(targets["capability"].to_list())
    )["item"]
    lines = case.tables["lines"].filter(
        pl.col("item").is_in(useful.to_list()) & (pl.col("party") != silent)
    )
    emptied = {name: case.tables[name].clear() for name in EMPTIED}
    tables = {**case.tables, **emptied, "requirements": targets, "lines": lines}
    settings = replace(case.settings, key=case.settings.key or "")  # "" names no key of the table
    return replace(case, tables=tables, settings=settings)
