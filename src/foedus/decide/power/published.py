"""Published columns of indices held against the exact ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from foedus.decide.power.answer import power
from foedus.decide.power.table import Table, index_of, number, read_table, weighted_rule
from foedus.errors import Finding
from foedus.results.power import Power, Published
from foedus.results.stamp import RecordStamp


def power_of_table(
    text: str, *, file: str = "weights.csv", stamp: RecordStamp | None = None
) -> Power:
    """Return the power under a published table's rule, with its columns held against it.

    Raises
    ------
    InputError
        See ``read_table`` and ``power``.
    """
    table = read_table(text, file=file)
    answer = power(weighted_rule(table, file=file), stamp=stamp)
    return replace(answer, published=published(table, answer))


def published(table: Table, answer: Power) -> tuple[Published, ...]:
    """Return whether each published column agrees with the exact indices.

    A value agrees when it is the exact one, rounded or cut off at its own last printed digit, or
    when |printed − exact| < u, with u the unit of the last digit that the column prints anywhere:
    spreadsheets drop noughts at the end, so that 0.04536 beside 0.055176 has six digits, and
    tables that were made to sum to 1 round some values up. A column with a value above 1 is in
    percent.
    """
    exact: Mapping[str, Mapping[str, Fraction]] = {
        "banzhaf": answer.banzhaf,
        "banzhaf_absolute": answer.banzhaf_absolute,
        "shapley_shubik": answer.shapley_shubik,
    }
    found = []
    for heading, cells in table.columns.items():
        index = index_of(heading)
        if index is None or not cells:
            continue
        wrong = _wrong(cells, exact[index])
        found.append(Published(heading, index, not wrong, wrong))
    return tuple(found)


def _wrong(
    cells: Mapping[str, str], exact: Mapping[str, Fraction]
) -> dict[str, tuple[float, float]]:
    values = {member: number(cell) or Fraction(0) for member, cell in cells.items()}
    hundred = 100 if any(value > 1 for value in values.values()) else 1
    units = {member: _unit(cell) / hundred for member, cell in cells.items()}
    finest = min(units.values())
    return {
        member: (float(value / hundred), float(exact[member]))
        for member, value in values.items()
        if not _agrees(value / hundred, exact[member], units[member], finest)
    }


def _agrees(printed: Fraction, exact: Fraction, unit: Fraction, finest: Fraction) -> bool:
    digits, left = divmod(exact, unit)
    shown = {digits * unit, (digits + (2 * left >= unit)) * unit}
    return printed in shown or abs(printed - exact) < finest


def _unit(cell: str) -> Fraction:
    """Return the unit of the last printed digit."""
    decimals = cell.rstrip(" %").replace(",", ".").partition(".")[2]
    return Fraction(1, 10 ** len(decimals)) / (100 if cell.rstrip().endswith("%") else 1)


def wrong_columns(answer: Power, *, file: str) -> tuple[Finding, ...]:
    """Return a warning for each published column that is wrong, with the members that differ."""
    return tuple(
        Finding(
            "warning",
            "power.published-wrong",
            file,
            column=column.column,
            details={
                "index": column.index,
                "number": str(len(column.wrong)),
                "members": ", ".join(
                    f"{member} {printed:.6g} ({exact:.6g})"
                    for member, (printed, exact) in column.wrong.items()
                ),
            },
        )
        for column in answer.published
        if not column.agrees
    )


def doubts(table: Table, answer: Power, *, file: str) -> tuple[Finding, ...]:
    """Return the warnings of a published table: what is wrong in it, what was not compared."""
    known = {"known": ", ".join(("banzhaf", "banzhaf_absolute", "shapley_shubik"))}
    unheld = (
        Finding("warning", "power.not-compared", file, 1, heading, heading, known)
        for heading in table.others
    )
    return (*wrong_columns(answer, file=file), *unheld)
