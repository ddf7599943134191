"""The table of levers: what changes where something is moved, like compared with like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.language import UNKNOWN
from foedus.brief.report import Cell, Column, Grid

_LEVERS, _MEMBERS, _FEW = 20, 3, 3
"""So many levers, and so many members in rows of their own, are shown; so few are not put into one
row."""

_ALIKE = 0.01
"""Members whose money changes the level by no more than this apart stand in one row."""

_CHANGED = 1e-4
"""A smaller change of the readiness level, or of the cost relative to it, is the solver's slack."""


@dataclass(frozen=True)
class _Moved:
    """One row: what is moved, and the levels of one or several ways to move it."""

    name: str
    missed: tuple[float, ...]
    cost: tuple[float, ...]
    base: tuple[float, float] | None
    money: bool = False

    @property
    def changes(self) -> bool:
        """Whether more than the solver's slack changes."""
        if self.base is None:
            return True
        missed, cost = self.base
        return any(abs(m - missed) > _CHANGED * max(1.0, missed) for m in self.missed) or any(
            abs(c - cost) > _CHANGED * max(1.0, cost) for c in self.cost
        )


def levers_grid(words: AutonomyWords) -> Grid:
    """Return what moves something when it is moved, those that help most first.

    A year more stands last, under the row with which it is to be compared.
    """
    moved = [*_budgets(words), *_lines(words)]
    moved.sort(key=lambda row: (min(row.missed), min(row.cost), row.name))
    changing = [row for row in moved if row.changes]
    own = [row for row in changing if row.money and len(row.missed) == 1]
    few = [row for row in changing if row not in own[_MEMBERS:]][:_LEVERS]
    names = ("lever", "missed", "missed-change", "total", "total-change")
    columns = tuple(
        Column(words.language.text(f"autonomy.column.{n}"), "" if n == "lever" else "n")
        for n in names
    )
    rows = tuple(_cells(row, words) for row in (*few, *_years(words)))
    idle = sum(len(row.missed) for row in moved if not row.changes)
    notes = [
        words.language.count(f"autonomy.levers-{key}", n)
        for key, n in (("more", len(changing) - len(few)), ("idle", idle))
        if n
    ]
    return Grid("", columns, rows, " ".join(notes))


def _of(kind: str, words: AutonomyWords) -> list[dict[str, object]]:
    return [row for row in words.autonomy.levers.to_dicts() if row["lever"] == kind]


def _base(words: AutonomyWords) -> tuple[float, float]:
    value = {level.name: level.value for level in words.autonomy.levels}
    return value["readiness"], value["cost"]


def _row(row: dict[str, object], words: AutonomyWords, base: tuple[float, float] | None) -> _Moved:
    missed, cost = _levels(row)
    name = lever_name(row, words)
    return _Moved(name, (missed,), (cost,), base, money=row["lever"] == "budget")


def _levels(row: dict[str, object]) -> tuple[float, float]:
    return float(str(row["readiness"])), float(str(row["cost"]))


def _lines(words: AutonomyWords) -> list[_Moved]:
    return [_row(row, words, _base(words)) for row in _of("line", words)]


def _budgets(words: AutonomyWords) -> list[_Moved]:
    """Return members whose money changes the same in one row, the others in rows of their own."""
    rows = _of("budget", words)
    middle = median(_levels(row)[0] for row in rows) if rows else 0.0
    alike = [row for row in rows if abs(_levels(row)[0] - middle) <= _ALIKE]
    if len(alike) <= _FEW:
        return [_row(row, words, _base(words)) for row in rows]
    missed, cost = zip(*map(_levels, alike), strict=True)
    name = words.language.count(
        "autonomy.lever.budgets",
        len(alike),
        amount=words.amount(float(str(alike[0]["moved_by"]))),
    )
    others = [_row(row, words, _base(words)) for row in rows if row not in alike]
    return [_Moved(name, missed, cost, _base(words), money=True), *others]


def _years(words: AutonomyWords) -> list[_Moved]:
    """Return the longer horizon, and on it every target a year later."""
    kept, later = _of("horizon", words), _of("year", words)
    if not kept or not later:
        return []
    return [_row(kept[0], words, None), _row(later[0], words, _levels(kept[0]))]


def _cells(row: _Moved, words: AutonomyWords) -> tuple[Cell, ...]:
    missed = [_clean(value) for value in row.missed]
    cost = [float(round(value)) for value in row.cost]
    number = words.language.number
    return (
        Cell(row.name),
        Cell(_range(missed, lambda value: number(value, 1), words)),
        Cell(_changes(missed, row.base and _clean(row.base[0]), number, 2, words)),
        Cell(_range(cost, words.amount, words)),
        Cell(_changes(cost, row.base and round(row.base[1]), words.amount, None, words)),
    )


def _clean(missed: float) -> float:
    return missed if missed > _CHANGED else 0.0


def _changes(
    values: list[float], base: float | None, write: Callable[..., str], digits: int | None,
    words: AutonomyWords,
) -> str:  # fmt: skip
    if base is None:
        return UNKNOWN
    return _range([value - base for value in values], lambda a: _signed(a, write, digits), words)


def _range(values: list[float], write: Callable[[float], str], words: AutonomyWords) -> str:
    """Return the least and the largest value, or the one that both are."""
    low, high = write(min(values)), write(max(values))
    return low if low == high else words.language.text("autonomy.range", low=low, high=high)


def _signed(change: float, write: Callable[..., str], digits: int | None) -> str:
    said = write(abs(change), digits) if digits is not None else write(abs(change))
    if round(abs(change), digits or 0) == 0:
        return said
    return f"{'+' if change > 0 else '−'}{said}"


def lever_name(row: dict[str, object], words: AutonomyWords) -> str:
    """Return what is moved, in words."""
    language = words.language
    party = language.party(str(row["party"])) if row["party"] else ""
    return language.text(
        f"autonomy.lever.{row['lever']}",
        party=party,
        line=row["line"] or "",
        amount=words.amount(float(str(row["moved_by"]))),
    )
