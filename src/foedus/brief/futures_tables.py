"""The tables of several futures: what they change, what each reaches, what is done alike or not."""

from __future__ import annotations

import polars as pl

from foedus.brief import futures_figures as figures
from foedus.brief.futures_words import SAME, FuturesWords
from foedus.brief.language import UNKNOWN
from foedus.brief.report import Cell, Column, Grid

_MOVES, _PARTIES = 20, 20
"""So many moves and donors are shown; the others are counted."""

_ONE_CHANGE = ("scenario", "table", "column", "first", "last", "operation", "value", "source")
"""What is alike in changes that are shown in one line."""


def changes_grid(words: FuturesWords) -> Grid:
    """Return the scenarios and what each changes, changes that differ in their rows in a line."""
    columns = _columns(words, ("scenario", "change", "rows", "span"))
    rows: list[tuple[Cell, ...]] = []
    for one in words.futures.futures:
        own = words.futures.changes.filter(pl.col("scenario") == one.scenario)
        grouped = own.group_by(_ONE_CHANGE, maintain_order=True).agg(
            "where", pl.col("basis").first()
        )
        first = Cell(words.lettered(one.scenario))
        if own.is_empty():
            rows.append((first, Cell(words.language.text("futures.unchanged")), Cell(""), Cell("")))
        for row in grouped.to_dicts():
            rows.append((first, *_change(row, words)))
            first = Cell(words.letter(one.scenario))
    return Grid(words.language.text("futures.caption.changes"), columns, tuple(rows))


def _change(row: dict[str, object], words: FuturesWords) -> tuple[Cell, ...]:
    wheres, last = row["where"], row["last"]
    assert isinstance(wheres, list)
    assumed = row["basis"] == "assumed"
    mark = words.language.text("view.mark.assumed") if assumed else ""
    number = words.source_number(str(row["source"]))
    return (
        Cell(words.change(row)),
        Cell(words.rows(wheres), mark, "assumed" if assumed else "", number),
        Cell(words.span(str(row["first"]), None if last is None else str(last))),
    )


def scenarios_grid(words: FuturesWords) -> Grid:
    """Return when plans may differ, and the odds where anybody gives them."""
    rows = tuple(
        (
            Cell(words.lettered(one.scenario)),
            Cell(words.month(one.reveal)),
            Cell(words.odds(one)),
        )
        for one in words.futures.futures
    )
    return Grid("", _columns(words, ("scenario", "reveal", "odds")), rows)


def levels_grid(words: FuturesWords) -> Grid:
    """Return what the common plan reaches in each scenario, above the scenario's own best."""
    text, futures = words.language.text, words.futures.futures
    columns = (
        Column(text("futures.column.level")),
        *(Column(words.letter(one.scenario), "n") for one in futures),
    )
    rows: list[tuple[Cell, ...]] = []
    for level in words.futures.levels:
        label = text(f"futures.level.{level.name}")
        pairs = [figures.level_of(level.name, one) for one in futures]
        for whose, found in zip(("common", "own"), zip(*pairs, strict=True), strict=True):
            first = Cell(text(f"futures.column.{whose}", level=label))
            rows.append((first, *(Cell(_level(level.name, value, words)) for value in found)))
    return Grid("", columns, tuple(rows))


def _level(name: str, value: float | None, words: FuturesWords) -> str:
    """Return the value of a level; a dash where it was not looked at."""
    return words.amount(value) if name in {"cost", "fairness"} else words.level(value)


def regrets_grid(words: FuturesWords) -> Grid:
    """Return the regret of every first stage in every scenario."""
    text = words.language.text
    keys = [one.scenario for one in words.futures.futures]
    columns = (
        Column(text("futures.column.plan")),
        *(Column(words.letter(key), "n") for key in keys),
        Column(text("futures.column.worst"), "n"),
    )
    rows = tuple(
        (
            Cell(words.plan(plan)),
            *(regret_cell(*figures.regret_of(words.futures, plan, key), words) for key in keys),
            _worst_cell(plan, words),
        )
        for plan in figures.plans_of(words.futures)
    )
    return Grid("", columns, rows)


def _worst_cell(plan: str, words: FuturesWords) -> Cell:
    found = figures.worst(words.futures, plan)
    return regret_cell(found is not None, None if found is None else found[1], words)


def regret_cell(known: object, regret: float | None, words: FuturesWords) -> Cell:
    """Return a regret as a cell; a first stage with which no plan is left is said to be so."""
    if regret is not None:
        return Cell(words.level(regret), tone="alert" if regret > SAME else "")
    return Cell(words.language.text("futures.impossible") if known else UNKNOWN)


def now_grid(words: FuturesWords) -> Grid:
    """Return what each donor does before the reveal, whatever happens."""
    own = figures.now(words.futures)
    donors = (
        own.group_by("donor")
        .agg(
            pl.col("value").sum(),
            pl.col("value").filter(pl.col("kind") == "give").sum().alias("give"),
            pl.col("value")
            .filter(pl.col("kind") != "give", ~figures.OWN_STOCK)
            .sum()
            .alias("order"),
            pl.col("value").filter(figures.OWN_STOCK).sum().alias("refill"),
        )
        .sort(["value", "donor"], descending=[True, False])
    )
    names = ("given", "ordered", "refilled", "value")
    columns = _columns(words, ("donor", *names), dict.fromkeys(names, "n"))
    rows = tuple(
        (
            Cell(words.language.party(row["donor"])),
            *(Cell(words.amount(row[name])) for name in ("give", "order", "refill", "value")),
        )
        for row in donors.head(_PARTIES).to_dicts()
    )
    caption = words.language.text("futures.caption.now")
    return Grid(caption, columns, rows, _more("futures.donors-left", donors, rows, words))


def moves_grid(words: FuturesWords) -> Grid:
    """Return the largest moves that are made before the reveal, whatever happens."""
    own = figures.now(words.futures).sort("value", descending=True, maintain_order=True)
    looks = {"quantity": "n", "value": "n", "paid": "when", "arrives": "when"}
    columns = _columns(
        words, ("donor", "what", "rows", "from", "quantity", "value", "paid", "arrives"), looks
    )
    rows = tuple(_move(row, words) for row in own.head(_MOVES).to_dicts())
    caption = words.language.text("futures.caption.moves")
    return Grid(caption, columns, rows, _more("futures.moves-left", own, rows, words))


def _move(row: dict[str, object], words: FuturesWords) -> tuple[Cell, ...]:
    language, item = words.language, str(row["item"])
    assumed = row["basis"] == "assumed"
    mark = language.text("view.mark.assumed") if assumed else ""
    arrives = row["arrives"]
    when = words.short_month(str(arrives)) if arrives else language.text("futures.arrives-apart")
    line = row["line"]
    return (
        Cell(language.party(str(row["donor"])), mark, "assumed" if assumed else ""),
        Cell(words.item(item)),
        Cell(_for_whom(row, words)),
        Cell(words.line(str(line)) if line else language.text(f"kind.{row['kind']}")),
        Cell(language.quantity(float(str(row["quantity"])), words.unit("items", item))),
        Cell(words.amount(float(str(row["value"])))),
        Cell(words.short_month(str(row["paid"]))),
        Cell(when),
    )


def _for_whom(row: dict[str, object], words: FuturesWords) -> str:
    own = row["donor"] == row["recipient"]
    own_stock = words.language.text("futures.own-stock")
    return own_stock if own else words.language.party(str(row["recipient"]))


def wait_grids(words: FuturesWords) -> tuple[Grid, ...]:
    """Return by donor the value of what is decided only once it is known, scenario by scenario.

    What is given and ordered stands in one table, what fills up own stocks again in another.
    """
    own = figures.depending(words.futures)
    parts = {"wait": own.filter(~figures.OWN_STOCK), "refills": own.filter(figures.OWN_STOCK)}
    by_party = (pl.col("donor").alias("party"), pl.col("scenario"))
    return tuple(
        _by_party(
            part.group_by(by_party).agg(pl.col("value").sum()),
            words,
            words.language.text(f"futures.caption.{name}"),
        )
        for name, part in parts.items()
        if not part.is_empty()
    )


def burden_grid(words: FuturesWords) -> Grid:
    """Return the burden of each donor, scenario by scenario."""
    frame = words.futures.burden.select("party", "scenario", pl.col("burden").alias("value"))
    return _by_party(frame, words, "")


def _by_party(frame: pl.DataFrame, words: FuturesWords, caption: str) -> Grid:
    """Return values by party and scenario, the largest first."""
    keys = [one.scenario for one in words.futures.futures]
    value = {(party, key): v for party, key, v in frame.select("party", "scenario", "value").rows()}
    total = frame.group_by("party").agg(pl.col("value").sum())
    order = total.sort(["value", "party"], descending=[True, False])
    columns = (
        Column(words.language.text("futures.column.donor")),
        *(Column(words.letter(key), "n") for key in keys),
    )
    rows = tuple(
        (
            Cell(words.language.party(party)),
            *(Cell(words.amount(_clean(value.get((party, key), 0.0)))) for key in keys),
        )
        for party in order["party"].head(_PARTIES)
    )
    return Grid(caption, columns, rows, _more("futures.donors-left", order, rows, words))


def _clean(value: float) -> float:
    return value if value > SAME else 0.0


def coverage_grid(words: FuturesWords) -> Grid:
    """Return the part of each need that is met over the horizon, scenario by scenario."""
    shares = figures.met(words.futures)
    value = {(c, s): v for s, c, v in shares.select("scenario", "capability", "share").rows()}
    caption = words.language.text("futures.caption.met")
    return _by_capability(caption, {k: words.part(v) for k, v in value.items()}, words)


def missing_grid(words: FuturesWords) -> Grid:
    """Return what is missing of each need in the last month, in units."""
    rows = figures.met(words.futures).select("scenario", "capability", "missing").rows()
    said = {
        (c, s): words.language.quantity(
            missing if missing > SAME else 0.0, words.unit("capabilities", c)
        )
        for s, c, missing in rows
    }
    end = words.language.month(words.months()[-1])
    return _by_capability(words.language.text("futures.caption.missing", month=end), said, words)


def _by_capability(caption: str, said: dict[tuple[str, str], str], words: FuturesWords) -> Grid:
    keys = [one.scenario for one in words.futures.futures]
    columns = (
        Column(words.language.text("futures.column.capability")),
        *(Column(words.letter(key), "n") for key in keys),
    )
    order = figures.spread(figures.met(words.futures))["capability"]
    rows = tuple(
        (Cell(words.capability(c)), *(Cell(said.get((c, key), UNKNOWN)) for key in keys))
        for c in order
    )
    return Grid(caption, columns, rows)


def _columns(
    words: FuturesWords, names: tuple[str, ...], looks: dict[str, str] | None = None
) -> tuple[Column, ...]:
    given = looks or {}
    return tuple(
        Column(words.language.text(f"futures.column.{name}"), given.get(name, ""))  # type: ignore[arg-type]
        for name in names
    )


def _more(
    key: str, whole: pl.DataFrame, shown: tuple[tuple[Cell, ...], ...], words: FuturesWords
) -> str:
    left = len(whole) - len(shown)
    return words.language.count(key, left) if left > 0 else ""
