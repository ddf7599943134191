"""The tables of a group without an ally."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from foedus.brief.autonomy_words import LEAST, AutonomyWords
from foedus.brief.language import UNKNOWN
from foedus.brief.report import Cell, Column, Grid

_ALLIES = 4
"""So many allies a target are shown."""

_CHANGED = 1e-4
"""Less than this part of a target missing is the solver's slack."""


def exposure_grid(words: AutonomyWords) -> Grid:
    """Return exposure by capability: at the start, in the first month without, and at the end."""
    text, language = words.language.text, words.language
    shown = words.shown_month()
    months = list(dict.fromkeys((words.months()[0], shown, words.last())))
    rows = {month: words.at(month) for month in months}
    columns = (
        Column(text("autonomy.column.target")),
        Column(text("autonomy.column.required", month=language.short_month(shown)), "n"),
        Column(text("autonomy.column.alone"), "n"),
        Column(text("autonomy.column.with", **words.who()), "n"),
        *(
            Column(text("autonomy.column.exposure", month=language.short_month(m)), "n")
            for m in months
        ),
    )
    return Grid(
        "", columns, tuple(_exposure_row(key, shown, rows, words) for key in words.targets())
    )


def _exposure_row(
    key: str, shown: str, rows: dict[str, dict[str, dict[str, float]]], words: AutonomyWords
) -> tuple[Cell, ...]:
    own = rows[shown].get(key)
    amounts = ("required", "held_without", "held_with")
    figures = [words.language.number(own[a] if own else None) for a in amounts]
    parts = [words.part(month[key]["exposure"]) if key in month else UNKNOWN
             for month in rows.values()]  # fmt: skip
    return (_target(key, words), *(Cell(value) for value in (*figures, *parts)))


def _target(key: str, words: AutonomyWords) -> Cell:
    """Return the name of a target, marked where its exposure rests on assumptions."""
    if key not in words.assumed:
        return Cell(words.counted(key))
    return Cell(words.counted(key), words.language.text("view.mark.assumed"), "assumed")


def alone_grid(words: AutonomyWords) -> Grid:
    """Return since when the group stands alone, and what is missing at the end."""
    text, autonomy = words.language.text, words.autonomy
    end = autonomy.exposure.group_by("capability").agg(pl.all().sort_by("month").last())
    last = {row["capability"]: row for row in end.to_dicts()}
    gaps = autonomy.readiness.group_by("capability").agg(pl.col("gap").sort_by("month").last())
    gap = dict(gaps.iter_rows())
    names = ("target", "alone-today", "missing-today", "alone-programme", "missing-programme")
    columns = tuple(
        Column(text(f"autonomy.column.{n}"), "n" if "missing" in n else "") for n in names
    )
    rows = tuple(
        (
            Cell(words.counted(key)),
            Cell(words.since(autonomy.alone_from.get(key))),
            Cell(_missing(last[key]["required"] - last[key]["held_without"], last[key], words)),
            Cell(words.since(autonomy.programme_alone_from.get(key))),
            Cell(_missing(gap.get(key), last[key], words)),
        )
        for key in words.targets()
    )
    return Grid("", columns, rows)


def _missing(units: float | None, row: dict[str, float], words: AutonomyWords) -> str:
    if units is None:
        return UNKNOWN
    some = units > _CHANGED * row["required"]
    return words.language.number(units if some else 0.0)


def programme_grid(words: AutonomyWords) -> Grid:
    """Return what is ordered on each line: units, when, at what price."""
    text, language = words.language.text, words.language
    own = words.autonomy.programme.group_by("line", "item").agg(
        pl.col("quantity").sum(), pl.col("value").sum(), pl.col("paid").min(),
        pl.col("arrives").min().alias("first"), pl.col("arrives").max().alias("last"),
        pl.col("basis").eq("assumed").any().alias("assumed"),
    )  # fmt: skip
    used = _reached(words)
    names = ("line", "item", "units", "cost", "paid", "arrives", "use")
    looks = {"units": "n", "cost": "n", "use": "n", "paid": "when", "arrives": "when"}
    columns = tuple(Column(text(f"autonomy.column.{n}"), looks.get(n, "")) for n in names)  # type: ignore[arg-type]
    rows = tuple(
        (
            _line(row, words),
            Cell(words.item(row["item"])),
            Cell(language.quantity(row["quantity"], words.unit("items", row["item"]))),
            Cell(words.amount(row["value"])),
            Cell(language.short_month(row["paid"])),
            Cell(_span(row["first"], row["last"], words)),
            Cell(words.part(used.get(row["line"]))),
        )
        for row in own.sort(["value", "line"], descending=[True, False]).to_dicts()
    )
    return Grid("", columns, rows)


def _reached(words: AutonomyWords) -> dict[str, float]:
    """Return, by line, what is ordered of all that orders from the first month on can reach."""
    place = {month: n for n, month in enumerate(words.months())}
    lead = words.autonomy.programme.select(
        pl.col("line").alias("name"),
        (pl.col("arrives").replace_strict(place) - pl.col("paid").replace_strict(place)).alias(
            "lead"
        ),
    ).unique("name")
    use = words.autonomy.usage.filter(pl.col("kind") == "line").join(lead, on="name")
    within = use.filter(pl.col("month").replace_strict(place) >= pl.col("lead"))
    part = within.group_by("name").agg(pl.col("used").sum() / pl.col("capacity").sum())
    return dict(part.iter_rows())


def _line(row: dict[str, str], words: AutonomyWords) -> Cell:
    if not row["assumed"]:
        return Cell(row["line"])
    return Cell(row["line"], words.language.text("view.mark.assumed"), "assumed")


def _span(first: str, last: str, words: AutonomyWords) -> str:
    if first == last:
        return words.language.short_month(first)
    months = (words.language.short_month(m) for m in (first, last))
    return words.language.text("autonomy.span", **dict(zip(("first", "last"), months, strict=True)))


def capability_grid(words: AutonomyWords) -> Grid:
    """Return cost by capability and year."""
    frame = words.autonomy.cost_by_capability.rename({"capability": "of"})
    return _by_year("capabilities", "target", frame, words, words.capability)


def member_grid(words: AutonomyWords) -> Grid:
    """Return cost by member and year, with each member's share and how it stands against it."""
    text, language = words.language.text, words.language
    frame = words.autonomy.cost.rename({"party": "of"})
    grid = _by_year("members", "member", frame, words, language.party)
    burden = {row["party"]: row for row in words.autonomy.burden.to_dicts()}
    carried = {language.party(party): row for party, row in burden.items()}
    more = (Column(text("autonomy.column.share"), "n"), Column(text("autonomy.column.ratio"), "n"))
    rows = tuple(
        (
            *row,
            Cell(language.percent(carried[row[0].text]["share"], 1)),
            Cell(language.number(carried[row[0].text]["ratio"], 2)),
        )
        for row in grid.rows
    )
    idle = [party for party, row in burden.items() if row["burden"] <= 0]
    note = text("autonomy.idle", names=language.parties(idle)) if idle else ""
    return Grid(grid.caption, (*grid.columns, *more), rows, note)


def _by_year(
    caption: str,
    heading: str,
    frame: pl.DataFrame,
    words: AutonomyWords,
    name: Callable[[str], str],
) -> Grid:
    """Return amounts by whom or what they are of, in millions, the largest first."""
    text, language = words.language.text, words.language
    years = frame["year"].unique().sort().to_list()
    amount = {
        (of, year): value for of, year, value in frame.select("of", "year", "amount").iter_rows()
    }
    total = frame.group_by("of").agg(pl.col("amount").sum())
    order = total.sort(["amount", "of"], descending=[True, False])
    columns = (
        Column(text(f"autonomy.column.{heading}")),
        *(Column(str(year), "n") for year in years),
        Column(text("autonomy.column.total"), "n"),
    )
    rows = tuple(
        (
            Cell(name(of)),
            *(Cell(language.number(amount.get((of, year), 0.0), 0)) for year in years),
            Cell(language.number(value, 0)),
        )
        for of, value in order.iter_rows()
    )
    unit = text("autonomy.million", currency=words.autonomy.currency)
    return Grid(text(f"autonomy.caption.{caption}", unit=unit), columns, rows)


def allies_grid(words: AutonomyWords) -> Grid:
    """Return the allies on which each target rests most, each left out in turn."""
    text, language = words.language.text, words.language
    columns = (Column(text("autonomy.column.target")), Column(text("autonomy.column.allies")))
    rows = []
    for key in words.targets():
        own = words.autonomy.allies.filter(
            (pl.col("capability") == key) & (pl.col("exposure") >= LEAST)
        ).sort(["exposure", "ally"], descending=[True, False])
        said = [
            text(
                "autonomy.ally",
                ally=language.party(row["ally"]),
                part=words.part(row["exposure"]),
                month=language.short_month(row["month"]),
            )
            for row in own.head(_ALLIES).to_dicts()
        ]
        rows.append((Cell(words.capability(key)), Cell(", ".join(said) or UNKNOWN)))
    return Grid("", columns, tuple(rows))
