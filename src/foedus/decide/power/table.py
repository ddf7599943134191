"""A published table of weights: members, their weights, the quota, and columns of indices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from foedus.decide.rule import Condition, Group, Rule, Weights
from foedus.decide.separated import BrokenTableError, cells_of, separator
from foedus.errors import Finding, InputError

MEMBER = ("member", "abbr", "country", "name", "membre", "pays", "nom")
WEIGHT = ("weights", "weight", "votes", "poids", "voix")
QUOTA = ("quota", "seuil")

_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "banzhaf": (
            "banzhaf", "banzhafindex", "banzhafcoleman", "bzi", "nbi", "banzhafnormalised",
            "banzhafnormalized", "normalisedbanzhaf", "normalizedbanzhaf",
        ),
        "banzhaf_absolute": (
            "banzhafabsolute", "absolutebanzhaf", "penrose", "penrosebanzhaf", "penroseindex",
        ),
        "shapley_shubik": ("shapleyshubik", "shapleyshubikindex", "shapley", "ssi", "sspi"),
    }
)  # fmt: skip
"""Headings of indices, in small letters without punctuation."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z", re.ASCII)
_COMMA = re.compile(r"^([+-]?\d*),(\d+\s?%?)$", re.ASCII)
_NEVER = re.compile(r"(?!)()()")


@dataclass(frozen=True)
class Table:
    """A table as it was read.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    weights : mapping of str to Fraction
        By member, in the order of the file.
    quota : Fraction
    columns : mapping of str to mapping of str to str
        The columns of indices by heading: what is printed for each member.
    others : tuple of str
        Headings of columns that look like shares of each member and name no index known here.
    """

    name: str
    weights: Mapping[str, Fraction]
    quota: Fraction
    columns: Mapping[str, Mapping[str, str]]
    others: tuple[str, ...] = ()


def index_of(heading: str) -> str | None:
    """Return the index that a heading names, None where it names none.

    Examples
    --------
    >>> index_of("Shapley-Shubik")
    'shapley_shubik'
    >>> index_of("block") is None
    True
    """
    plain = re.sub(r"[\W_]", "", heading.lower())
    return next((index for index, names in _HEADINGS.items() if plain in names), None)


def number(text: str) -> Fraction | None:
    """Return a decimal number exactly, with or without a sign of percent; None for other text.

    Examples
    --------
    >>> number("12.5%")
    Fraction(1, 8)
    """
    plain = text.strip()
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip()
    if not _NUMBER.match(plain):
        return None
    return Fraction(plain) / (100 if percent else 1)


def read_table(text: str, *, file: str = "weights.csv") -> Table:
    """Read a published table of weights.

    Parameters
    ----------
    text : str
        CSV with a header: the members (``member``, else ``abbr``, ``country`` or ``name``), their
        weights (``weights``, ``weight`` or ``votes``), ``quota`` (the same in every row), and any
        columns whose heading names an index; other columns are left aside. Cells are separated
        by commas, semicolons or tabs; with the latter two a decimal comma is read too.
    file : str
        Name of the file, for messages.

    Raises
    ------
    InputError
        All faults of the table at once.
    """
    rows = _rows(text, file)
    if len(rows) < 2:
        raise InputError([Finding("fault", "power.no-rows", file)])
    reading = _Reading(file, rows[0][1], rows[1:])
    table = reading.table()
    if table is None or reading.findings:
        raise InputError(reading.findings)
    return table


def _rows(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with its line in the file."""
    decimal = _COMMA if separator(text) != "," else _NEVER
    try:
        return [
            (line, [decimal.sub(r"\1.\2", cell.strip()) for cell in cells])
            for line, cells in cells_of(text)
        ]
    except BrokenTableError as error:
        reason = {"reason": error.reason}
        broken = Finding("fault", "acts.broken", file, error.line, details=reason)
        raise InputError([broken]) from error


class _Reading:
    """One pass over a table; gathers its faults."""

    def __init__(
        self, file: str, header: Sequence[str], rows: Sequence[tuple[int, list[str]]]
    ) -> None:
        self.file = file
        self.header = list(header)
        self.findings: list[Finding] = []
        while self.header and not self.header[-1]:  # spreadsheets leave empty columns behind
            self.header.pop()
        fitted = ((line, self._fitted(cells)) for line, cells in rows)
        self.rows = [(line, cells) for line, cells in fitted if self._whole(line, cells)]

    def _fitted(self, cells: list[str]) -> list[str]:
        """Return the cells without empty ones past the header, and with those left out."""
        while len(cells) > len(self.header) and not cells[-1]:
            cells = cells[:-1]
        left_out = [heading.lower() for heading in self.header[len(cells) :]]
        if set(left_out) & {*MEMBER, *WEIGHT, *QUOTA}:
            return cells
        return [*cells, *("" for _ in left_out)]

    def _whole(self, line: int, cells: list[str]) -> bool:
        if len(cells) == len(self.header):
            return True
        details = {"cells": str(len(cells)), "columns": str(len(self.header))}
        self._fault("power.uneven-row", line, details=details)
        return False

    def table(self) -> Table | None:
        """Return the table; None where a column is missing."""
        for name in {name for name in self.header if name and self.header.count(name) > 1}:
            self._fault("power.column-twice", 1, name)
        places = [self._place(names) for names in (MEMBER, WEIGHT, QUOTA)]
        member, weight, quota = places
        if member is None or weight is None or quota is None:
            return None
        names = self._members(member)
        weights = dict(zip(names, self._numbers(weight), strict=True))
        return Table(
            name=self.file.rpartition("/")[2].rpartition(".")[0] or self.file,
            weights=weights,
            quota=self._quota(quota),
            columns=self._columns(names),
            others=tuple(self._others()),
        )

    def _place(self, names: tuple[str, ...]) -> int | None:
        header = [heading.lower() for heading in self.header]
        found = next((header.index(name) for name in names if name in header), None)
        if found is None:
            self._fault("power.no-column", 1, details={"names": ", ".join(names)})
        return found

    def _members(self, place: int) -> list[str]:
        names = [cells[place] for _, cells in self.rows]
        for k, (line, cells) in enumerate(self.rows):
            if not cells[place]:
                self._fault("power.no-member", line, self.header[place])
            elif cells[place] in names[:k]:
                self._fault("power.member-twice", line, self.header[place], cells[place])
        return names

    def _numbers(self, place: int) -> list[Fraction]:
        values = []
        for line, cells in self.rows:
            value = number(cells[place])
            if value is None or value < 0:
                self._fault("power.not-a-weight", line, self.header[place], cells[place])
            values.append(value or Fraction(0))
        return values

    def _quota(self, place: int) -> Fraction:
        values = self._numbers(place)
        for (line, cells), value in zip(self.rows, values, strict=True):
            if value != values[0]:
                details = {"first": self.rows[0][1][place]}
                self._fault("power.quota-differs", line, self.header[place], cells[place], details)
        return values[0] if values else Fraction(0)

    def _columns(self, names: list[str]) -> dict[str, dict[str, str]]:
        columns: dict[str, dict[str, str]] = {}
        for place, heading in enumerate(self.header):
            if index_of(heading) is None:
                continue
            columns[heading] = {}
            for name, (line, cells) in zip(names, self.rows, strict=True):
                if number(cells[place]) is not None:
                    columns[heading][name] = cells[place]
                elif cells[place]:
                    self._fault("power.not-an-index", line, heading, cells[place])
        return columns

    def _others(self) -> Iterator[str]:
        """Yield the columns of shares whose heading names no index."""
        known = {*MEMBER, *WEIGHT, *QUOTA}
        for place, heading in enumerate(self.header):
            if heading.lower() in known or index_of(heading) is not None:
                continue
            values = [number(cells[place]) for _, cells in self.rows if cells[place]]
            shares = [value for value in values if value is not None]
            if len(shares) == len(values) and any(value.denominator > 1 for value in shares):
                yield heading

    def _fault(
        self,
        kind: str,
        row: int,
        column: str | None = None,
        value: str | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        self.findings.append(
            Finding("fault", kind, self.file, row, column, value, dict(details or {}))
        )


def rule_from_table(text: str, *, file: str = "weights.csv") -> Rule:
    r"""Return the weighted rule of a published table: the weights of those for reach the quota.

    Raises
    ------
    InputError
        All faults of the table at once; see ``read_table``.

    Examples
    --------
    >>> rule_from_table("member,weight,quota\nA,50,51\nB,49,51\nC,1,51\n").members
    ('A', 'B', 'C')
    """
    return weighted_rule(read_table(text, file=file), file=file)


def weighted_rule(table: Table, *, file: str) -> Rule:
    """Return the weighted rule of a table that was read."""
    weights = Weights(name=table.name, values=table.weights, source=file)
    condition = Condition("weighted", None, "at_least", table.quota, weights=weights)
    return Rule(
        name=table.name,
        cites="",
        members=tuple(sorted(table.weights)),
        acts=("for", "against"),
        quorum=None,
        quorum_more=False,
        conditions=Group("all", (condition,)),
        silence=None,
        names={},
        note={},
    )
