"""The reference page of the tables, made from the schema."""

from __future__ import annotations

import re

from foedus.case.columns import Column, Table
from foedus.case.schema import TABLES
from foedus.case.words import Words, words


def markdown(lang: str) -> str:
    """Return the page on all tables and columns, as Markdown.

    Parameters
    ----------
    lang : {"en", "fr"}

    Examples
    --------
    >>> print(markdown("en").splitlines()[0])
    # Tables of a case
    """
    say = words(lang)
    parts = [f"# {say.title}", say.intro]
    for part, heading in (("plan", say.plan), ("record", say.record)):
        parts.append(f"## {heading}")
        parts += [section(t, lang, say) for t in TABLES.values() if t.part == part]
    page = "\n\n".join(parts) + "\n"
    return typeset(page) if lang == "fr" else page


def typeset(french: str) -> str:
    """Return French text with its apostrophes and narrow no-break spaces.

    Examples
    --------
    >>> typeset("l'unité ; vide : rien") == "l’unité\u202f; vide\u202f: rien"
    True
    """
    return re.sub(r" (?=[;:!?»])", "\u202f", french.replace("'", "’"))


def unit(column: Column, lang: str) -> str:
    """Return the unit of a column as a user reads it.

    Examples
    --------
    >>> unit(TABLES["stocks"].column("quantity"), "fr")
    'unité du matériel'
    """
    return words(lang).units.get(column.unit, column.unit)


def section(table: Table, lang: str, say: Words) -> str:
    """Return what the page says on one table: its columns, and what they hold."""
    head = " | ".join((say.column, say.meaning, say.holds, say.unit, say.about))
    rows = [_row(table, column, lang, say) for column in table.columns]
    about = f"{table.fr if lang == 'fr' else table.en}."
    return "\n".join(
        (f"### `{table.name}`", "", about, "", f"| {head} |", "|---|---|---|---|---|", *rows)
    )


def _row(table: Table, column: Column, lang: str, say: Words) -> str:
    name = f"`{column.name}`{'*' if column.key else ''}"
    cells = (
        name,
        meaning(column, lang),
        say.kinds[column.kind],
        unit(column, lang),
        remarks(table, column, lang),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def meaning(column: Column, lang: str) -> str:
    """Return what a column means.

    Examples
    --------
    >>> meaning(TABLES["stocks"].column("quantity"), "fr")
    'Unités détenues'
    """
    return column.fr if lang == "fr" else column.en


def remarks(table: Table, column: Column, lang: str) -> str:
    """Return what else a user must know of a column, separated by semicolons.

    Examples
    --------
    >>> remarks(TABLES["stocks"], TABLES["stocks"].column("value"), "en")
    'may be empty; at least 0'
    """
    say = words(lang)
    found = [say.part_of_key] if column.key else []
    if column.optional:
        found.append(
            say.may_be_empty
            if column.default is None
            else say.default.format(_default(column, say))
        )
    if column.refers is not None:
        others = {"@group": "`@group`", "*": "`*`", "party": "`parties`"}
        places = [f"`{column.refers}`", *(others[other] for other in column.also)]
        found.append(say.refers.format(", ".join(places)))
    if column.choices:
        found.append(say.one_of.format(", ".join(f"`{choice}`" for choice in column.choices)))
    found += _bounds(column, say)
    if table.constant is not None and column.name in table.constant[0]:
        found.append(say.same_rows.format(", ".join(f"`{name}`" for name in table.constant[1])))
    return (" ; " if lang == "fr" else "; ").join(found)


def _default(column: Column, say: Words) -> str:
    if isinstance(column.default, bool):
        return say.yes if column.default else say.no
    return f"{column.default:g}"


def _bounds(column: Column, say: Words) -> list[str]:
    found = [say.above] if column.positive else []
    if column.minimum is not None:
        found.append(say.at_least.format(f"{column.minimum:g}"))
    if column.maximum is not None:
        found.append(say.at_most.format(f"{column.maximum:g}"))
    return found
