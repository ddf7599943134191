"""Reads a case's tables into ``Sets``: one method a table.

Every name becomes its index, every range of months a row of a dense array over t = 0..T-1.
Nothing is decided here but what the tables say: recipients, donors, holders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from foedus.case.model import Case
from foedus.case.months import Horizon
from foedus.plan.sets import (
    Flags,
    Floats,
    Holds,
    Ints,
    Lines,
    Needs,
    Pairs,
    Restriction,
    Routes,
    Sets,
)


def code(column: pl.Series, names: Sequence[str]) -> Ints:
    """Return the index of each name; the case was checked, so each is known."""
    physical = column.cast(pl.Enum(names)).to_physical() if len(column) else column
    return physical.to_numpy().astype(np.int64)


def ranges(frame: pl.DataFrame, horizon: Horizon) -> tuple[Ints, Ints]:
    """Return first and last month of each row, clipped to the horizon (last < first: none)."""
    first = horizon.indices(frame["first"])
    last = np.full(len(frame), horizon.months - 1, dtype=np.int64)
    ended = frame["last"].is_not_null().to_numpy()
    if ended.any():
        last[ended] = horizon.indices(frame["last"].drop_nulls())
    return np.maximum(first, 0), np.minimum(last, horizon.months - 1)


def spread(target: Floats, index: Ints, first: Ints, last: Ints, value: Floats) -> Floats:
    """Return ``target`` with ``value[n]`` at ``[index[n], first[n]..last[n]]``."""
    result = target.copy()
    length = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(index)), length)
    step = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    result[index[row], first[row] + step] = value[row]
    return result


def numbers(column: pl.Series) -> Floats:
    """Return a column of numbers; null becomes NaN."""
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)


def build_sets(case: Case) -> Sets:
    """Return the coded arrays of a case.

    Raises
    ------
    ValueError
        If the case has no horizon (the plan engine checks this before).
    """
    if case.settings.horizon is None:
        raise ValueError("a plan needs a horizon")
    return _Reader(case, case.settings.horizon).sets()


class _Reader:
    """Reads one case; each method reads one table."""

    def __init__(self, case: Case, horizon: Horizon) -> None:
        self.case = case
        self.horizon = horizon
        self.tables = case.tables
        self.parties = tuple(self.tables["parties"]["party"])
        self.items = tuple(self.tables["items"]["item"])
        self.capabilities = tuple(self.tables["capabilities"]["capability"])
        self.hubs = tuple(self.tables["hubs"]["hub"])
        self.line_names = tuple(self.tables["lines"]["line"].unique(maintain_order=True))
        self.required = case.filled("requirements")

    def sets(self) -> Sets:
        recipients = self.recipients()
        out = self.opted_out()
        active, donors = self.taking_part(recipients, out)
        yields = self.yields()
        holds = self.holds()
        lines = self.lines()
        backfills = self.backfills()
        served = self.served(donors, yields, holds, lines)
        pairs = self.pairs(recipients, served, backfills)
        commitments, promised = self.commitments()
        return Sets(
            horizon=self.horizon,
            parties=self.parties,
            items=self.items,
            capabilities=self.capabilities,
            hubs=self.hubs,
            line_names=self.line_names,
            donors=donors,
            recipients=recipients,
            active=active,
            out=out,
            yields=yields,
            price=numbers(self.tables["items"]["price"]),
            mass=numbers(self.tables["items"]["mass"]),
            pairs=pairs,
            needs=self.needs(),
            arriving=self.arriving(recipients),
            holds=holds,
            floor=self.floor(),
            budget=self.budget(),
            lines=lines,
            hub_capacity=numbers(self.tables["hubs"]["capacity"]),
            routes=self.routes(recipients),
            backfills=backfills,
            restrictions=self.restrictions(),
            commitments=commitments,
            promised=promised,
            share=self.share(donors),
        )

    def party(self, column: pl.Series) -> Ints:
        return code(column, self.parties)

    def recipients(self) -> Ints:
        rows = self.required.filter(pl.col("kind") == "deliver")
        return np.unique(self.party(rows["party"]))

    def opted_out(self) -> Flags:
        result = np.zeros((len(self.parties), self.horizon.months), dtype=bool)
        rows = self.tables["opt_outs"]
        first, last = ranges(rows, self.horizon)
        for p, a, b in zip(self.party(rows["party"]), first, last, strict=True):
            result[p, a : b + 1] = True
        return result

    def taking_part(self, recipients: Ints, out: Flags) -> tuple[Flags, Ints]:
        listed = np.zeros(len(self.parties), dtype=bool)
        for table in ("stocks", "inflows", "budgets"):
            listed[self.party(self.tables[table]["party"])] = True
        listed[recipients] = False
        active = listed[:, None] & ~out
        return active, np.flatnonzero(active.any(axis=1))

    def yields(self) -> Floats:
        rows = self.tables["yields"]
        result = np.zeros((len(self.items), len(self.capabilities)))
        result[code(rows["item"], self.items), code(rows["capability"], self.capabilities)] = (
            numbers(rows["quantity"])
        )
        return result

    def served(self, donors: Ints, yields: Floats, holds: Holds, lines: Lines) -> Flags:
        """(P, I): a line makes the item, and it serves a hold requirement of the donor's."""
        made = np.zeros(len(self.items), dtype=bool)
        made[lines.item] = True
        result = np.zeros((len(self.parties), len(self.items)), dtype=bool)
        for holder, capability in zip(holds.holder, holds.capability, strict=True):
            own = np.intersect1d(donors, np.flatnonzero(holds.members[holder]))
            result[np.ix_(own, np.flatnonzero(made & (yields[:, capability] > 0)))] = True
        return result

    def pairs(self, recipients: Ints, served: Flags, backfills: Ints) -> Pairs:
        stocks, inflows = self.tables["stocks"], self.tables["inflows"]
        width = len(self.items)
        held = self.party(stocks["party"]) * width + code(stocks["item"], self.items)
        coming = self.party(inflows["party"]) * width + code(inflows["item"], self.items)
        coming_to = self.party(inflows["party"])
        listed = np.union1d(held, coming)
        own = np.union1d(listed, np.flatnonzero(served.ravel()))
        keys = np.union1d(own, backfills[:, 1] * width + backfills[:, 2])
        opening, value = np.zeros(len(keys)), np.full(len(keys), np.nan)
        place = np.searchsorted(keys, held)
        opening[place] = numbers(stocks["quantity"])
        value[place] = numbers(stocks["value"])
        inflow = np.zeros((len(keys), self.horizon.months))
        month = self.horizon.indices(inflows["month"])
        inside = (month >= 0) & (month < self.horizon.months) & ~np.isin(coming_to, recipients)
        np.add.at(
            inflow,
            (np.searchsorted(keys, coming[inside]), month[inside]),
            numbers(inflows["quantity"])[inside],
        )
        price = numbers(self.tables["items"]["price"])
        item = keys % width if width else keys
        return Pairs(
            party=keys // width if width else keys,
            item=item,
            opening=opening,
            inflow=inflow,
            value=np.where(np.isnan(value), price[item], value),
            own=np.isin(keys, own),
        )

    def arriving(self, recipients: Ints) -> Floats:
        """(P, I, T) of the recipients' own inflows; all others 0."""
        rows = self.tables["inflows"]
        result = np.zeros((len(recipients), len(self.items), self.horizon.months))
        party, month = self.party(rows["party"]), self.horizon.indices(rows["month"])
        inside = (month >= 0) & (month < self.horizon.months) & np.isin(party, recipients)
        place = np.searchsorted(recipients, party[inside])
        item = code(rows["item"], self.items)[inside]
        np.add.at(result, (place, item, month[inside]), numbers(rows["quantity"])[inside])
        return result

    def required_of(self, kind: str) -> tuple[pl.DataFrame, Ints, Ints, Ints, Floats]:
        rows = self.required.filter(pl.col("kind") == kind)
        first, last = ranges(rows, self.horizon)
        capability = code(rows["capability"], self.capabilities)
        return rows, capability, first, last, numbers(rows["quantity"])

    def needs(self) -> Needs:
        rows, capability, first, last, quantity = self.required_of("deliver")
        width = len(self.capabilities)
        keys, index = np.unique(self.party(rows["party"]) * width + capability, return_inverse=True)
        months = self.horizon.months
        need = spread(np.zeros((len(keys), months)), index, first, last, quantity)
        priority = np.ones(len(keys))
        priority[index] = numbers(rows["priority"])
        carry = numbers(self.case.filled("capabilities")["carry"])[keys % width]
        nothing = np.zeros(len(keys))
        needs = Needs(keys // width, keys % width, need, priority, nothing, carry)
        return replace(needs, total=needs.unmet().sum(axis=1))

    def holds(self) -> Holds:
        rows, capability, first, last, quantity = self.required_of("hold")
        names = tuple(rows["party"].unique(maintain_order=True))
        holder = code(rows["party"], names)
        width = len(self.capabilities)
        keys, index = np.unique(holder * width + capability, return_inverse=True)
        level = spread(np.zeros((len(keys), self.horizon.months)), index, first, last, quantity)
        priority = np.ones(len(keys))
        priority[index] = numbers(rows["priority"])
        return Holds(keys // width, keys % width, level, priority, names, self.members(names))

    def members(self, names: tuple[str, ...]) -> Flags:
        groups = self.tables["parties"]["groups"].fill_null("").str.split(";").to_list()
        result = np.zeros((len(names), len(self.parties)), dtype=bool)
        for h, name in enumerate(names):
            for p, party in enumerate(self.parties):
                result[h, p] = (
                    name[1:] in [g.strip() for g in groups[p]]
                    if name.startswith("@")
                    else name == party
                )
        return result

    def floor(self) -> Floats:
        rows, capability, first, last, quantity = self.required_of("floor")
        shape = (len(self.parties), len(self.capabilities), self.horizon.months)
        flat = np.full((shape[0] * shape[1], shape[2]), np.nan)
        index = self.party(rows["party"]) * shape[1] + capability
        return spread(flat, index, first, last, quantity).reshape(shape)

    def budget(self) -> Floats:
        rows = self.tables["budgets"]
        first, last = ranges(rows, self.horizon)
        empty = np.zeros((len(self.parties), self.horizon.months))
        return spread(empty, self.party(rows["party"]), first, last, numbers(rows["amount"]))

    def lines(self) -> Lines:
        rows = self.tables["lines"]
        index = code(rows["line"], self.line_names)
        first, last = ranges(rows, self.horizon)
        empty = np.zeros((len(self.line_names), self.horizon.months))
        one = np.zeros(len(self.line_names), dtype=np.int64)
        one[index] = np.arange(len(rows))
        return Lines(
            party=self.party(rows["party"])[one],
            item=code(rows["item"], self.items)[one],
            lead=rows["lead"].to_numpy().astype(np.int64)[one],
            price=numbers(rows["price"])[one],
            capacity=spread(empty, index, first, last, numbers(rows["capacity"])),
            listed=spread(empty, index, first, last, np.ones(len(rows))) > 0,
        )

    def routes(self, recipients: Ints) -> Routes:
        rows = self.tables["routes"]
        recipient = self.party(rows["recipient"])
        keep = np.isin(recipient, recipients)
        return Routes(
            party=self.party(rows["party"])[keep],
            hub=code(rows["hub"], self.hubs)[keep],
            recipient=recipient[keep],
            lag=rows["lag"].to_numpy().astype(np.int64)[keep],
            cost=numbers(rows["cost"])[keep],
            closed=np.zeros(int(keep.sum()), dtype=bool),
        )

    def backfills(self) -> Ints:
        rows = self.tables["backfills"]
        columns = (
            self.party(rows["donor"]),
            self.party(rows["party"]),
            code(rows["item"], self.items),
        )
        return np.stack(columns, axis=1).reshape(-1, 3)

    def restrictions(self) -> tuple[Restriction, ...]:
        rows = self.tables["restrictions"]
        first, last = ranges(rows, self.horizon)
        party, item, line = _index(self.parties), _index(self.items), _index(self.line_names)
        return tuple(
            Restriction(
                party=party[row["party"]],
                kind=row["kind"],
                item=item.get(row["item"], -1),
                recipient=party[row["recipient"]],
                first=int(first[n]),
                last=int(last[n]),
                limit=row["limit"],
                maker_line=line.get(row["maker"], -1),
                maker_party=-1 if row["maker"] in line else party.get(row["maker"], -1),
                row=n,
            )
            for n, row in enumerate(rows.iter_rows(named=True))
        )

    def commitments(self) -> tuple[Ints, Floats]:
        """Rows due within the horizon; what is promised by then adds up in the constraint."""
        rows = self.tables["commitments"]
        by = self.horizon.indices(rows["by"])
        inside = (by >= 0) & (by < self.horizon.months)
        columns = (
            self.party(rows["donor"]),
            self.party(rows["recipient"]),
            code(rows["item"], self.items),
            by,
        )
        table = np.stack(columns, axis=1).reshape(-1, 4)[inside]
        return table, numbers(rows["quantity"])[inside]

    def share(self, donors: Ints) -> Floats:
        rows = self.tables["keys"].filter(pl.col("key") == self.case.settings.key)
        result = np.zeros(len(self.parties))
        result[self.party(rows["party"])] = numbers(rows["share"])
        others = np.setdiff1d(np.arange(len(self.parties)), donors)
        result[others] = 0.0
        total = result.sum()
        return result / total if total > 0 else result


def _index(names: Sequence[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(names)}
