"""A checked case as text again: the cells and settings as a file holds them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import polars as pl

from foedus.case.columns import Kind, Table
from foedus.case.model import Case, Settings
from foedus.case.schema import FORMAT, TABLES


def text_table(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table of a case, every cell as a CSV file holds it; null for an empty cell.

    Examples
    --------
    >>> from datetime import date
    >>> inflows = pl.DataFrame({"month": [date(2024, 10, 1)], "quantity": [12.0]})
    >>> text_table("inflows", inflows).row(0)
    ('2024-10', '12')
    """
    return text_of(TABLES[name], frame)


def text_of(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table of any layout with every cell as it is written in a CSV file."""
    kinds: dict[str, Kind] = {c.name: c.kind for c in table.all_columns}
    return frame.select(_text(column, kinds.get(column)) for column in frame.columns)


def _text(column: str, kind: Kind | None) -> pl.Expr:
    value = pl.col(column)
    match kind:
        case "month":
            return value.dt.strftime("%Y-%m")
        case "date":
            return value.dt.strftime("%Y-%m-%d")
        case "number":
            return value.cast(pl.String).str.strip_suffix(".0")
        case _:
            return value.cast(pl.String)


def filled_tables(case: Case) -> dict[str, pl.DataFrame]:
    """Return the tables that have rows, without the schema's columns that are empty and optional.

    Examples
    --------
    >>> from datetime import date
    >>> empty = pl.DataFrame(schema=TABLES["stocks"].schema)
    >>> filled_tables(Case(Settings("demo", date(2024, 10, 1)), {"stocks": empty}, ""))
    {}
    """
    return {
        name: frame.drop(empty_columns(TABLES[name], frame))
        for name, frame in case.tables.items()
        if frame.height
    }


def empty_columns(table: Table, frame: pl.DataFrame) -> list[str]:
    """Return the columns that are optional and hold nothing."""
    optional = {c.name for c in table.all_columns if c.optional}
    return [c for c in frame.columns if c in optional and frame[c].null_count() == frame.height]


def flat_settings(settings: Settings) -> dict[str, str | int | bool | list[str]]:
    """Return the settings by dotted key, as the sheet ``case`` holds them.

    Examples
    --------
    >>> from datetime import date
    >>> flat_settings(Settings("demo", date(2024, 10, 1)))["as_of"]
    '2024-10-01'
    """
    flat: dict[str, str | int | bool | list[str]] = {"format": FORMAT, "name": settings.name}
    flat.update({f"title.{language}": text for language, text in settings.title.items()})
    flat["as_of"] = settings.as_of.isoformat()
    if settings.horizon is not None:
        flat["horizon.start"] = settings.horizon.label(0)
        flat["horizon.months"] = settings.horizon.months
    flat["money.currency"] = settings.money.currency
    flat["money.unit"] = settings.money.unit
    if settings.money.price_year is not None:
        flat["money.price_year"] = settings.money.price_year
    flat["plan.levels"] = list(settings.levels)
    if settings.key is not None:
        flat["plan.key"] = settings.key
    flat["plan.whole"] = settings.whole
    return flat


def as_toml(settings: Settings) -> str:
    """Return the settings as ``case.toml`` holds them.

    Examples
    --------
    >>> from datetime import date
    >>> print(as_toml(Settings("demo", date(2024, 10, 1))).splitlines()[2])
    as_of = 2024-10-01
    """
    groups: dict[str, dict[str, object]] = {}
    lines = []
    for key, value in flat_settings(settings).items():
        group, dot, name = key.partition(".")
        if dot:
            groups.setdefault(group, {})[name] = value
        else:
            lines.append(f"{key} = {value if key == 'as_of' else toml_value(value)}")
    for group, values in groups.items():
        lines += ["", f"[{group}]", *_lines(values)]
    return "\n".join(lines) + "\n"


def _lines(values: Mapping[str, object]) -> list[str]:
    return [f"{key} = {toml_value(value)}" for key, value in values.items()]


def toml_value(value: object) -> str:
    """Return text, numbers, truth values and lists as TOML writes them, which JSON does too.

    Examples
    --------
    >>> toml_value(["need", "cost"]), toml_value(True)
    ('["need", "cost"]', 'true')
    """
    return json.dumps(value, ensure_ascii=False)
