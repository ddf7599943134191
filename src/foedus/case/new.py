"""An empty case, with its headers and what they mean, for a user to fill in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from foedus.case.as_text import flat_settings, toml_value
from foedus.case.columns import Column, Table
from foedus.case.model import Settings
from foedus.case.months import Horizon
from foedus.case.reference import markdown, meaning, remarks, typeset, unit
from foedus.case.save import write_file
from foedus.case.schema import TABLES
from foedus.case.words import words
from foedus.errors import Finding, InputError

MONTHS = 12
"""Months of the horizon of an empty case."""

FILLED_ROWS = 2_000
"""Rows of a sheet that offer a list of what may stand there."""


def new_folder(path: str | Path, lang: str) -> None:
    """Make a folder with ``case.toml``, a CSV file with its header a table, and notes.

    Parameters
    ----------
    path : str or Path
        Must not exist, or be an empty folder.
    lang : {"en", "fr"}
        Language of the notes.

    Raises
    ------
    InputError
        ``already-there``, ``not-writable``.

    Examples
    --------
    >>> import tempfile
    >>> from foedus.case import load
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     new_folder(f"{folder}/winter", "en")
    ...     load(f"{folder}/winter").settings.name
    'winter'
    """
    folder = Path(path)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([Finding("fault", "already-there", folder.name)])
    notes = "LISEZ-MOI.md" if lang == "fr" else "README.md"
    say = words(lang)
    lines = "\n".join(f"- {line}" for line in say.read_me[1:])
    files = {notes: f"# {say.read_me[0]}\n\n{lines}\n\n{markdown(lang).replace('# ', '## ')}"}
    for table in TABLES.values():
        files[f"{table.name}.csv"] = ",".join(c.name for c in table.all_columns) + "\n"
    files["case.toml"] = _commented_toml(_settings(folder.absolute().name), say.setting)
    for name, content in files.items():
        write_file(folder / name, content.encode())


def new_workbook(path: str | Path, lang: str) -> None:
    """Make a workbook with a sheet a table, notes on every column, and lists of choices.

    Parameters
    ----------
    path : str or Path
        Must not exist.
    lang : {"en", "fr"}
        Language of the notes.

    Raises
    ------
    InputError
        ``already-there``, ``not-writable``.
    """
    file = Path(path)
    if file.exists():
        raise InputError([Finding("fault", "already-there", file.name)])
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    _read_me(book.add_worksheet(words(lang).read_me_sheet), lang, wrap)
    _case_sheet(book.add_worksheet("case"), _settings(file.stem), lang, bold, text)
    for table in TABLES.values():
        _table_sheet(book.add_worksheet(table.name), table, lang, bold, text)
    book.close()
    write_file(file, buffer.getvalue())


def _settings(name: str) -> Settings:
    today = date.today()
    start = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    plain = re.sub(r'[\\/:*?"<>|;=@]|[^\w .+-]', "-", name).strip(" .")[:80] or "case"
    title = {"en": plain, "fr": plain}
    return Settings(plain, today, title, Horizon(start, MONTHS), key="equal")


def _commented_toml(settings: Settings, notes: Mapping[str, str]) -> str:
    """Return the settings with a comment each, groups as tables."""
    lines, group = [], ""
    for key, value in _ordered(settings):
        head, dot, name = key.rpartition(".")
        if head != group:
            lines += ["", f"[{head}]"]
            group = head
        written = value if key == "as_of" else toml_value(value)
        lines.append(f"{name if dot else key} = {written}  # {notes[key]}")
    return "\n".join(lines) + "\n"


def _ordered(settings: Settings) -> list[tuple[str, str | int | bool | list[str]]]:
    """Return the settings, those without a group first, as TOML wants them."""
    return sorted(flat_settings(settings).items(), key=lambda pair: "." in pair[0])


def _read_me(sheet: Worksheet, lang: str, wrap: Format) -> None:
    sheet.set_column(0, 0, 100, wrap)
    for row, line in enumerate(words(lang).read_me):
        sheet.write_string(row, 0, line, wrap)


def _case_sheet(
    sheet: Worksheet, settings: Settings, lang: str, bold: Format, text: Format
) -> None:
    for place, name in enumerate(("key", "value", "note")):
        sheet.write_string(0, place, name, bold)
    notes = words(lang).setting
    for row, (key, value) in enumerate(flat_settings(settings).items(), 1):
        sheet.write_string(row, 0, key)
        if isinstance(value, bool):
            sheet.write_boolean(row, 1, value)
        elif isinstance(value, int):
            sheet.write_number(row, 1, value)
        else:
            shown = "; ".join(value) if isinstance(value, list) else value
            sheet.write_string(row, 1, shown, text)
        sheet.write_string(row, 2, notes[key])
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 60)
    sheet.freeze_panes(1, 0)


def _table_sheet(sheet: Worksheet, table: Table, lang: str, bold: Format, text: Format) -> None:
    for place, column in enumerate(table.all_columns):
        sheet.write_string(0, place, column.name, bold)
        sheet.write_comment(0, place, _note(table, column, lang), {"x_scale": 2, "y_scale": 1.5})
        plain = column.kind in {"number", "integer", "boolean"}
        sheet.set_column(place, place, max(12, len(column.name) + 3), None if plain else text)
        allowed = _list(column)
        if allowed is not None:
            sheet.data_validation(1, place, FILLED_ROWS, place, allowed)
    sheet.freeze_panes(1, 0)


def _note(table: Table, column: Column, lang: str) -> str:
    say = words(lang)
    colon = " : " if lang == "fr" else ": "
    lines = [
        meaning(column, lang),
        say.kinds[column.kind],
        remarks(table, column, lang).replace("`", ""),
    ]
    if column.unit:
        lines.insert(1, f"{say.unit}{colon}{unit(column, lang)}")
    note = "\n".join(line for line in lines if line)
    return typeset(note) if lang == "fr" else note


def _list(column: Column) -> dict[str, object] | None:
    """Return the list that a cell offers: words to choose from, or the names of another sheet."""
    if column.choices:
        return {"validate": "list", "source": list(column.choices)}
    if column.kind == "boolean":
        return {"validate": "list", "source": ["true", "false"]}
    if column.refers is None:
        return None
    names = f"={column.refers}!$A$2:$A${FILLED_ROWS + 1}"
    return {"validate": "list", "source": names, "error_type": "warning"}
