"""The ledger as files: CSV with every digit, and a workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl

from foedus.brief.evidence import guard_rail
from foedus.brief.figures_words import Background, finding_text, key_words
from foedus.brief.language import Language
from foedus.brief.ledger_report import ledger_report
from foedus.brief.record_lines import named
from foedus.brief.report import plain
from foedus.brief.sheet import Cell, Column, Kind, Sheet, add_sheet, open_book, write_text
from foedus.results.ledger import MONEY, Ledger

WORDS = ("donor", "recipient", "type", "item")
"""Columns that are written in words; all others stand as they are."""


def csv_text(table: pl.DataFrame) -> str:
    r"""Return a table of the ledger as CSV: exact amounts, lists joined by semicolons.

    Examples
    --------
    >>> frame = pl.DataFrame({"donor": ["DEU"], "amount": ["10.50"]})
    >>> csv_text(frame.with_columns(pl.col("amount").cast(MONEY)))
    'donor,amount\nDEU,10.5\n'
    """
    written = [
        pl.col(name).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
        if kind == MONEY
        else pl.col(name).list.join(";")
        if kind == pl.List(pl.String)
        else pl.col(name)
        for name, kind in table.schema.items()
    ]
    return table.select(written).write_csv()


def write_ledger_workbook(
    ledger: Ledger, background: Background, file: Path, language: Language
) -> None:
    """Write a ledger as a workbook: the sums, what is open, and on what it rests.

    Parameters
    ----------
    ledger : Ledger
    background : Background
    file : Path
        ``.xlsx``; replaced where it exists.
    language : Language
    """
    report = ledger_report(ledger, language, background=background, shown="all")
    book = open_book(str(file), language, report.title)
    for name, table in (("sums", ledger.rows), ("open", ledger.open)):
        title = language.text(f"figures.ledger.sheet-{name}")
        add_sheet(book, Sheet(title, _columns(table, background, language)))
    page = book.file.add_worksheet(language.text("figures.ledger.sheet-about"))
    page.set_column(0, 0, 120)
    lines = [report.title, report.subtitle, *(plain(fact) for fact in report.facts)]
    lines += [finding_text(finding, language) for finding in ledger.findings]
    lines += [f"[{source.number}] {source.text}" for source in report.sources]
    style = book.style(text_wrap=True, valign="top")
    for row, line in enumerate([*lines, guard_rail(language), *report.footer]):
        write_text(page, row, 0, line, style)
    book.file.close()


def _columns(table: pl.DataFrame, background: Background, language: Language) -> tuple[Column, ...]:
    return tuple(_column(name, table[name], background, language) for name in table.columns)


def _column(name: str, cells: pl.Series, background: Background, language: Language) -> Column:
    kind: Kind = "number" if cells.dtype.is_numeric() else "text"
    heading = language.text(f"figures.sheet.{name}")
    values = [_cell(name, value, background, language) for value in cells]
    return Column(heading, values, kind)


def _cell(name: str, value: object, background: Background, language: Language) -> Cell:
    if value is None:
        return None
    if name in WORDS:
        return key_words(name, value, background, language)
    if name == "state":
        return language.text(f"figures.open-state.{value}")
    if name == "stage":
        return named(language, "stages", str(value))
    if isinstance(value, pl.Series):
        return "; ".join(value)
    if isinstance(value, int | float):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)
