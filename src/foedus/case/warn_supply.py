"""Warnings about supply: needs that nothing reaches in time, donors that cannot send."""

from __future__ import annotations

import polars as pl

from foedus.case.context import Context
from foedus.case.months import Horizon
from foedus.case.places import at_row, at_rows
from foedus.errors import Finding

ARRIVALS = pl.Schema({"item": pl.String(), "recipient": pl.String(), "month": pl.Int64()})
"""The earliest month (0 is the first) in which an item can reach a recipient."""


def no_recipient(context: Context) -> list[Finding]:
    """Return a warning if nobody needs anything: then there is a record, and no plan."""
    needs = context.typed["requirements"]
    if context.recipients:
        return []
    return [Finding("warning", "no-recipient", needs.file)]


def zero_shares(context: Context) -> list[Finding]:
    """Return a warning for each donor whose share in the plan's key is 0."""
    keys, settings = context.typed["keys"], context.settings
    if settings is None or settings.key is None or not keys.frame.height:
        return []
    mask = keys.frame.select(
        (pl.col("key") == settings.key)
        & (pl.col("share") == 0)
        & pl.col("party").is_in(sorted(context.donors))
    ).to_series()
    return at_rows(keys.raw, "share", mask.fill_null(value=False), "zero-share", severity="warning")


def no_routes(context: Context) -> list[Finding]:
    """Return a warning for each donor that has stock and no route to anybody."""
    stocks, routes = context.typed["stocks"], context.typed["routes"]
    if not context.recipients:
        return []
    senders = set(routes.frame["party"])
    held = stocks.frame.with_row_index("place").filter(pl.col("quantity") > 0)
    stuck = held.filter(pl.col("party").is_in(sorted(context.donors - senders))).unique(
        "party", keep="first", maintain_order=True
    )
    return [
        at_row(stocks.raw, place, "no-route", "party", severity="warning")
        for place in stuck["place"]
    ]


def no_floors(context: Context) -> list[Finding]:
    """Return a warning for each donor's stock of use that a missing floor keeps from being given.

    A party gives of an item only where it has a floor for every capability that the item yields.
    """
    stocks, yields, needs = (context.typed[t].frame for t in ("stocks", "yields", "requirements"))
    wanted = needs.filter(pl.col("kind") == "deliver")["capability"].unique()
    floors = needs.filter(pl.col("kind") == "floor").select("party", "capability", floor=True)
    useful = yields.filter(pl.col("capability").is_in(wanted.to_list()))["item"].unique()
    lacking = (
        stocks.with_row_index("place")
        .filter(
            (pl.col("quantity") > 0)
            & pl.col("party").is_in(sorted(context.donors))
            & pl.col("item").is_in(useful.to_list())
        )
        .join(yields.select("item", "capability"), on="item")
        .join(floors.unique(), on=["party", "capability"], how="left")
        .filter(pl.col("floor").is_null())
        .unique("place", keep="first", maintain_order=True)
        .sort("place")
    )
    return [
        at_row(context.typed["stocks"].raw, place, "no-floor", "party",
               {"capability": capability}, "warning")
        for place, capability in lacking.select("place", "capability").iter_rows()
    ]  # fmt: skip


def low_stocks(context: Context) -> list[Finding]:
    """Return a warning for each floor above the stock with which the horizon starts."""
    stocks, yields, needs = (context.typed[t] for t in ("stocks", "yields", "requirements"))
    if not needs.frame.height:
        return []
    per_unit = yields.frame.select("item", "capability", per_unit="quantity")
    held = (
        stocks.frame.join(per_unit, on="item")
        .group_by("party", "capability")
        .agg(held=(pl.col("quantity") * pl.col("per_unit")).sum())
    )
    floors = needs.frame.with_row_index("place").filter(pl.col("kind") == "floor")
    low = floors.join(held, on=["party", "capability"]).filter(pl.col("quantity") > pl.col("held"))
    stock = dict(low.select("place", "held").iter_rows())
    mask = pl.int_range(needs.frame.height, eager=True).is_in(list(stock))
    return at_rows(
        needs.raw,
        "quantity",
        mask,
        "low-stock",
        lambda place: {"held": f"{stock[place]:.15g}"},
        "warning",
    )


def early_needs(context: Context) -> list[Finding]:
    """Return a warning for each need that starts before anything that serves it can arrive."""
    horizon = context.horizon
    if horizon is None or not context.recipients:
        return []
    raw = context.typed["requirements"].raw
    findings = []
    for place, first, month in _needs(context, _earliest(context, horizon)).iter_rows():
        start = max(0, horizon.index(first))
        if start >= horizon.months:
            continue
        if month is None:
            findings.append(
                at_row(raw, place, "need-without-supply", "capability", None, "warning")
            )
        elif month > start:
            details = {"earliest": horizon.label(month)}
            findings.append(at_row(raw, place, "need-before-arrival", "first", details, "warning"))
    return findings


def _earliest(context: Context, horizon: Horizon) -> pl.DataFrame:
    """Return the earliest month in which each recipient can get something of each capability."""
    arrivals = pl.concat([_gifts(context), _inflows(context, horizon), _orders(context, horizon)])
    yields = context.typed["yields"].frame.select("item", "capability")
    return (
        arrivals.join(yields, on="item")
        .group_by(party="recipient", capability="capability")
        .agg(earliest=pl.col("month").min())
    )


def _needs(context: Context, earliest: pl.DataFrame) -> pl.DataFrame:
    """Return the first row of each need: its place, first month, and earliest arrival."""
    key = ["party", "capability"]
    return (
        context.typed["requirements"]
        .frame.with_row_index("place")
        .filter((pl.col("kind") == "deliver") & (pl.col("quantity") > 0))
        .sort("first", maintain_order=True)
        .unique(key, keep="first", maintain_order=True)
        .join(earliest, how="left", on=key)
        .sort("place")
        .select("place", "first", "earliest")
    )


def _lags(context: Context) -> pl.DataFrame:
    """Return the shortest lag of each sender to each recipient."""
    routes = context.typed["routes"].frame
    return routes.group_by("party", "recipient").agg(lag=pl.col("lag").min())


def _gifts(context: Context) -> pl.DataFrame:
    held = context.typed["stocks"].frame.filter(
        (pl.col("quantity") > 0) & pl.col("party").is_in(sorted(context.donors))
    )
    return (
        held.select("party", "item")
        .join(_lags(context), on="party")
        .select("item", "recipient", month="lag")
        .cast(ARRIVALS)
    )


def _inflows(context: Context, horizon: Horizon) -> pl.DataFrame:
    frame = context.typed["inflows"].frame.filter(pl.col("quantity") > 0)
    frame = frame.select("party", "item", due=pl.Series(horizon.indices(frame["month"])))
    frame = frame.filter(pl.col("due") >= 0)
    given = frame.filter(pl.col("party").is_in(sorted(context.donors))).join(
        _lags(context), on="party"
    )
    own = frame.filter(pl.col("party").is_in(sorted(context.recipients)))
    return pl.concat(
        [
            given.select("item", "recipient", month=pl.col("due") + pl.col("lag")).cast(ARRIVALS),
            own.select("item", recipient="party", month="due").cast(ARRIVALS),
        ]
    )


def _orders(context: Context, horizon: Horizon) -> pl.DataFrame:
    lags = {(p, r): lag for p, r, lag in _lags(context).iter_rows()}
    found = []
    rows = context.typed["lines"].frame.filter(pl.col("capacity") > 0)
    for first, last, party, item, lead in rows.select(
        "first", "last", "party", "item", "lead"
    ).iter_rows():
        due = max(horizon.index(first), lead)
        if last is not None and due > horizon.index(last):
            continue
        for recipient in context.recipients:
            lag = 0 if party == recipient else lags.get((party, recipient))
            if lag is not None:
                found.append((item, recipient, due + lag))
    return pl.DataFrame(found, schema=ARRIVALS, orient="row")
