"""What the case says of the ground: who stands aside, whose needs come first, what is not made."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from foedus.autonomy.ground import AllySells, Ground, needy, selling
from foedus.case.model import Case
from foedus.results.autonomy import Known


def known_of(ground: Ground, exposure: pl.DataFrame, ally_sells: AllySells) -> Known:
    """Return what the case says of the ground on which a group stands.

    Parameters
    ----------
    ground : Ground
    exposure : pl.DataFrame
        As of an ``Autonomy``.
    ally_sells : {"no", "yes"}
    """
    case = ground.case
    serves: dict[str, tuple[str, ...]] = {}
    for item, capability in case.tables["yields"].select("item", "capability").iter_rows():
        serves[item] = (*serves.get(item, ()), capability)
    targets = tuple(_holds(ground)["capability"].unique(maintain_order=True))
    apart = needy(case, ground.group)
    sellers = selling(case, ground.group, ())["party"]
    silent = apart | (frozenset() if ally_sells == "yes" else {ground.without})
    made = set(selling(case, ground.group, silent)["item"])
    fed = {capability for item in made for capability in serves.get(item, ())}
    return Known(
        serves,
        targets,
        _outside(ground, serves, targets),
        tuple(sorted(apart & set(sellers))),
        _missing(ground, exposure.filter(~pl.col("capability").is_in(sorted(fed)))),
        _publishers(case),
    )


def _holds(ground: Ground) -> pl.DataFrame:
    own = (pl.col("kind") == "hold") & (pl.col("party") == f"@{ground.group}")
    return ground.case.tables["requirements"].filter(own)


def _outside(
    ground: Ground, serves: Mapping[str, tuple[str, ...]], targets: tuple[str, ...]
) -> tuple[str, ...]:
    case = ground.case
    counting = [item for item, several in serves.items() if set(several) & set(targets)]
    holders = {
        party
        for table in ("stocks", "inflows")
        for party in case.tables[table].filter(
            pl.col("item").is_in(counting) & (pl.col("quantity") > 0)
        )["party"]
    }
    allies = case.tables["parties"].filter(pl.col("kind") == "ally")["party"].to_list()
    aside = {*(ground.sets.parties[m] for m in ground.members), ground.without}
    return tuple(sorted(party for party in allies if party in holders and party not in aside))


def _missing(ground: Ground, exposure: pl.DataFrame) -> float:
    """Return what these rows add to the readiness level under today's orders."""
    s = ground.sets
    priority = {
        s.capabilities[c]: float(p)
        for c, p in zip(s.holds.capability, s.holds.priority, strict=True)
    }
    rows = exposure.filter(pl.col("month") >= s.horizon.label(ground.since)).to_dicts()
    missing = sum(
        priority[row["capability"]] * max(0.0, 1 - row["held_without"] / row["required"])
        for row in rows
    )
    return float(missing)


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
