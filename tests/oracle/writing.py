"""Write a case folder from Python values; for tests only."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Cell = str | float | int
Table = Sequence[Mapping[str, Cell]]

SETTINGS = """\
format = 1
name = "{name}"
title = {{ en = "{name}", fr = "{name}" }}
as_of = 2024-10-01
horizon = {{ start = "{start}", months = {months} }}
money = {{ currency = "EUR", unit = "million", price_year = 2024 }}

[plan]
levels = [{levels}]
key = "{key}"
"""


def settings(name: str, start: str, months: int, levels: Sequence[str], key: str) -> str:
    """The text of a `case.toml`."""
    quoted = ", ".join(f'"{level}"' for level in levels)
    return SETTINGS.format(name=name, start=start, months=months, levels=quoted, key=key)


def write_case(folder: Path, toml: str, tables: Mapping[str, Table]) -> None:
    """Write `case.toml` and one CSV file for each table; an empty table is not written."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    for name, rows in tables.items():
        if rows:
            _write_table(folder / f"{name}.csv", rows)


def _write_table(path: Path, rows: Table) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
