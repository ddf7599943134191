"""What only the case tells of a group without an ally: who is left aside, and what nobody makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from foedus.autonomy.ground import needy, selling
from foedus.case.model import Case
from foedus.results.autonomy import Autonomy


@dataclass(frozen=True)
class Known:
    """What the pages know of the case behind a result.

    Parameters
    ----------
    serves : mapping of item to tuple of capability
        Which capabilities an item yields; an item that is not in it goes by its own name.
    targets : tuple of str
        The group's targets in the order of the case.
    outside : tuple of str
        Other allies outside the group that hold something that counts.
    needy : tuple of str
        Countries outside the group whose lines do not sell, for they have needs of their own.
    unmade : float
        Target-months of targets that no line which may sell makes anything for.
    publishers : tuple of str
        Of what is no assumption, those on whom most rows rest first.
    """

    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    needy: tuple[str, ...] = ()
    unmade: float = 0.0
    publishers: tuple[str, ...] = ()


def known_of(autonomy: Autonomy, case: Case) -> Known:
    """Return what the pages know of the case from which a result was made."""
    serves: dict[str, tuple[str, ...]] = {}
    for item, capability in case.tables["yields"].select("item", "capability").iter_rows():
        serves[item] = (*serves.get(item, ()), capability)
    targets = tuple(_holds(autonomy, case)["capability"].unique(maintain_order=True))
    apart = needy(case, autonomy.group)
    sellers = selling(case, autonomy.group, ())["party"]
    return Known(
        serves,
        targets,
        _outside(autonomy, case, serves, targets),
        tuple(sorted(apart & set(sellers))),
        _unmade(autonomy, case),
        _publishers(case),
    )


def _holds(autonomy: Autonomy, case: Case) -> pl.DataFrame:
    own = (pl.col("kind") == "hold") & (pl.col("party") == f"@{autonomy.group}")
    return case.tables["requirements"].filter(own)


def _outside(
    autonomy: Autonomy, case: Case, serves: Mapping[str, tuple[str, ...]], targets: tuple[str, ...]
) -> tuple[str, ...]:
    counting = [item for item, several in serves.items() if set(several) & set(targets)]
    holders = {
        party
        for table in ("stocks", "inflows")
        for party in case.tables[table].filter(
            pl.col("item").is_in(counting) & (pl.col("quantity") > 0)
        )["party"]
    }
    allies = case.tables["parties"].filter(pl.col("kind") == "ally")["party"].to_list()
    aside = {*autonomy.members, autonomy.without}
    return tuple(sorted(party for party in allies if party in holders and party not in aside))


def _unmade(autonomy: Autonomy, case: Case) -> float:
    """Return what is missing, month by month, of the targets for which nothing can be ordered."""
    sells = autonomy.stamp.options.get("ally_sells") == "true"
    silent = needy(case, autonomy.group) | (frozenset() if sells else {autonomy.without})
    made = selling(case, autonomy.group, silent)["item"].to_list()
    yields = case.tables["yields"].filter(pl.col("item").is_in(made))
    priority = {
        row["capability"]: 1.0 if row["priority"] is None else row["priority"]
        for row in _holds(autonomy, case).iter_rows(named=True)
    }
    rows = autonomy.exposure.filter(
        (pl.col("month") >= autonomy.since)
        & ~pl.col("capability").is_in(yields["capability"].to_list())
    )
    missing = (
        priority.get(row["capability"], 1.0) * max(0.0, 1 - row["held_without"] / row["required"])
        for row in rows.to_dicts()
    )
    return float(sum(missing))


def _publishers(case: Case) -> tuple[str, ...]:
    said = case.tables["sources"].filter(pl.col("confidence").ne_missing("assumption"))
    publisher = dict(said.select("source", "publisher").drop_nulls().iter_rows())
    weight: dict[str, int] = {}
    for name, frame in case.tables.items():
        if name == "sources" or "source" not in frame.columns:
            continue
        for source, count in frame["source"].drop_nulls().value_counts().iter_rows():
            if source in publisher:
                weight[publisher[source]] = weight.get(publisher[source], 0) + count
    return tuple(sorted(weight, key=lambda name: (-weight[name], name)))
