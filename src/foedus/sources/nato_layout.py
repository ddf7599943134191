"""What NATO's expenditure workbook holds: its tables, their blocks, what each block measures."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """One block of a table.

    Parameters
    ----------
    title : str
        How the row above it begins; ``""`` for a table of one block without a title.
    measure : str
        As it stands in the table ``spending``.
    basis : str
        ``{year}`` stands for the year of the prices, which the sheet names.
    unit : str
        Of the case; ``{currency}`` stands for the row's own.
    """

    title: str
    measure: str
    basis: str
    unit: str


@dataclass(frozen=True)
class Table:
    """One sheet of the publication.

    Parameters
    ----------
    number : str
    header_row : int
    unit : str
    blocks : tuple of Block
    first : str
        Letter of the column of the first year.
    """

    number: str
    header_row: int
    unit: str
    blocks: tuple[Block, ...]
    first: str = "D"

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return f"TABLE{self.number}"

    @property
    def title(self) -> re.Pattern[str]:
        """How the sheet's own title begins."""
        return re.compile(rf"Table {self.number} ?:", re.IGNORECASE)


def _money(measure: str) -> tuple[Block, Block]:
    return (
        Block("current prices", measure, "current", "million USD"),
        Block("constant", measure, "constant-{year}", "million USD"),
    )


def _shares(number: str, first: tuple[str, str], second: tuple[str, str]) -> Table:
    blocks = tuple(Block(title, name, "current", "percent") for title, name in (first, second))
    return Table(number, 8, "percentage of total defence expenditure", blocks)


TABLES = (
    Table(
        "1",
        8,
        "million national currency units",
        (
            Block("current prices", "expenditure", "current-national", "million {currency}"),
            Block("constant", "expenditure", "constant-{year}-national", "million {currency}"),
        ),
    ),
    Table("2", 8, "million us dollars", _money("expenditure")),
    Table(
        "3",
        8,
        "based on",
        (
            Block("share of real gdp (%)", "share_of_gdp", "constant-{year}", "percent"),
            Block("annual real change (%)", "real_change", "constant-{year}", "percent"),
        ),
    ),
    Table("5", 8, "million us dollars", _money("gdp")),
    Table(
        "6",
        8,
        "",
        (
            Block(
                "gdp per capita (thousand us dollars)",
                "gdp_per_capita",
                "constant-{year}",
                "thousand USD",
            ),
            Block(
                "defence expenditure per capita (us dollars)",
                "per_capita",
                "constant-{year}",
                "USD",
            ),
        ),
    ),
    Table("7", 20, "thousands", (Block("", "personnel", "count", "thousand persons"),), "E"),
    _shares("8a", ("equipment", "equipment_share"), ("personnel", "personnel_share")),
    _shares("8b", ("infrastructure", "infrastructure_share"), ("other", "other_share")),
)
"""Table 4 says again what tables 2 and 3 say, and is not read."""
