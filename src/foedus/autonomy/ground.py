"""What is asked of a case: which group, without whom, from when; faults before any work."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.case.months import Horizon
from foedus.case.spelling import nearest, nearest_month
from foedus.errors import Finding, InputError
from foedus.plan.engine import ordered
from foedus.plan.reader import build_sets
from foedus.plan.sets import Ints, Sets

RANGED = ("requirements", "budgets", "lines", "opt_outs")
"""Tables of which a range that ends with the horizon goes on where the horizon is longer."""

AllySells = Literal["no", "yes"]
"""Whether the lines in the ally's country sell to the members."""

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
    silent : frozenset of str
        Parties whose lines do not sell to the members.
    """

    case: Case
    sets: Sets
    group: str
    without: str
    members: Ints
    listed: Ints
    since: int
    silent: frozenset[str]


def find_ground(
    case: Case, *, group: str, without: str, since: str | None, ally_sells: AllySells
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
    rows = ordered(case)
    silent = needy(rows, name) | (frozenset() if ally_sells == "yes" else {without})
    sets = build_sets(_narrowed(rows, name, silent))
    listed = np.flatnonzero(_belongs(rows, name)).astype(np.int64)
    members = listed[listed != sets.parties.index(without)]
    first = 0 if since is None else sets.horizon.labels().index(since)
    return Ground(rows, sets, name, without, members, listed, first, silent)


def needy(case: Case, group: str) -> frozenset[str]:
    """Return the parties outside a group with needs of their own, for which their lines work."""
    rows = case.tables["requirements"].filter(pl.col("kind") == "deliver")
    members = case.tables["parties"].filter(_belongs(case, group))["party"]
    return frozenset(rows["party"].to_list()) - frozenset(members.to_list())


def selling(case: Case, group: str, silent: Collection[str]) -> pl.DataFrame:
    """Return the rows of the lines that make something that counts, less some parties' lines."""
    targets = _targets(case, group)["capability"].to_list()
    useful = case.tables["yields"].filter(pl.col("capability").is_in(targets))["item"]
    return case.tables["lines"].filter(
        pl.col("item").is_in(useful.to_list()) & ~pl.col("party").is_in(list(silent))
    )


def longer(ground: Ground, months: int) -> Ground:
    """Return the question on a horizon that is so many months longer.

    A range of ``RANGED`` that ends with the horizon's last month goes on, as one without end does.
    """
    settings = ground.case.settings
    assert settings.horizon is not None  # find_ground refuses a case without one
    last = settings.horizon.label(settings.horizon.months - 1)
    ends = pl.col("last").dt.strftime("%Y-%m") == last
    ranged = {
        name: frame.with_columns(last=pl.when(ends).then(None).otherwise(pl.col("last")))
        for name in RANGED
        if "last" in (frame := ground.case.tables[name]).columns
    }
    horizon = Horizon(settings.horizon.start, settings.horizon.months + months)
    case = replace(
        ground.case,
        settings=replace(settings, horizon=horizon),
        tables={**ground.case.tables, **ranged},
    )
    sets = build_sets(_narrowed(case, ground.group, ground.silent))
    return replace(ground, case=case, sets=sets)


def _faults_of_names(case: Case, group: str, without: str) -> Iterable[Finding]:
    known = _groups(case)
    if group not in known:
        yield _unknown("unknown-group", "--group", group, known)
    elif case.tables["parties"].filter(_belongs(case, group))["party"].to_list() == [without]:
        details = {"group": group}
        yield Finding("fault", "autonomy.nobody", "--without", None, None, without, details)
    elif _targets(case, group).is_empty():
        yield _no_target(case, group)
    parties = case.tables["parties"]["party"].to_list()
    if without not in parties:
        yield _no_party(case, without, known, parties)


def _no_target(case: Case, group: str) -> Finding:
    """Return the fault of a group without targets; another group is named where one has some."""
    held = case.tables["requirements"].filter(pl.col("kind") == "hold")["party"].unique()
    others = ", ".join(sorted(p.removeprefix("@") for p in held if p.startswith("@")))
    kind = "autonomy.no-hold" if others else "autonomy.no-hold-at-all"
    details = {"others": others}
    return Finding("fault", kind, "requirements", None, "party", group, details)


def _no_party(case: Case, without: str, groups: set[str], parties: list[str]) -> Finding:
    """Return the fault of what is no party; a group is said to be one."""
    group = without.removeprefix("@")
    if group not in groups:
        return _unknown("unknown-ally", "--without", without, parties)
    members = ", ".join(case.tables["parties"].filter(_belongs(case, group))["party"].sort())
    details = {"members": members}
    return Finding("fault", "autonomy.ally-is-group", "--without", None, None, without, details)


def _unknown(kind: str, place: str, value: str, known: Iterable[str]) -> Finding:
    names = sorted(known)
    near = nearest(value, names) or ", ".join(names[:10]) or "–"
    return Finding("fault", f"autonomy.{kind}", place, None, None, value, {"nearest": near})


def _faults_of_months(case: Case, since: str | None) -> Iterable[Finding]:
    horizon = case.settings.horizon
    if horizon is None:
        details = {"table": "requirements"}
        yield Finding("fault", "no-horizon", "case.toml", None, "horizon", None, details)
    elif since is not None and since not in horizon.labels():
        yield Finding("fault", "autonomy.since", "--from", None, None, since,
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


def _narrowed(case: Case, group: str, silent: Collection[str]) -> Case:
    """Return the case with nothing but the group's targets, and without some parties' lines."""
    targets, lines = _targets(case, group), selling(case, group, silent)
    emptied = {name: case.tables[name].clear() for name in EMPTIED}
    tables = {**case.tables, **emptied, "requirements": targets, "lines": lines}
    settings = replace(case.settings, key=case.settings.key or "")  # "" names no key of the table
    return replace(case, tables=tables, settings=settings)
