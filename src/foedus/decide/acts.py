"""What members did, as a table of acts with its instants."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from foedus.case.spelling import nearest
from foedus.decide.rule import ACTS
from foedus.errors import Finding, InputError

COLUMNS: tuple[str, ...] = ("member", "act", "at")
"""Columns that must be there."""

KNOWN: tuple[str, ...] = (*COLUMNS, "reason")


@dataclass(frozen=True)
class Act:
    """What a member did.

    Parameters
    ----------
    member, act : str
    at : datetime
        Instant, in UTC.
    reason : str, optional
    row : int
        Line of the file on which it begins; the header is 1.
    """

    member: str
    act: str
    at: datetime
    reason: str | None
    row: int


@dataclass(frozen=True)
class Torn:
    """A row that makes no act, with what could be read of it: there may be more wrong with it."""

    member: str | None
    act: str | None
    row: int


@dataclass(frozen=True)
class Table:
    """What could be read of a table of acts.

    Parameters
    ----------
    acts : tuple of Act
        In the order of the rows.
    torn : tuple of Torn
    faults : tuple of Finding
    """

    acts: tuple[Act, ...]
    torn: tuple[Torn, ...]
    faults: tuple[Finding, ...]


def parse_acts(text: str, *, file: str = "acts.csv") -> tuple[Act, ...]:
    r"""Return the acts of a table, in the order of its rows.

    Parameters
    ----------
    text : str
        CSV with the columns ``member``, ``act``, ``at`` (ISO 8601 with an offset or Z) and, if
        wanted, ``reason``, in any order. Without rows nobody acted.
    file : str
        Its name, for messages.

    Raises
    ------
    InputError
        With every fault, each with its line.

    Examples
    --------
    >>> (act,) = parse_acts("member,act,at\nFRA,for,2024-06-26T12:00:00+02:00\n")
    >>> act.member, act.at.isoformat()
    ('FRA', '2024-06-26T10:00:00+00:00')
    """
    table = read_acts(text, file=file)
    if table.faults:
        raise InputError(table.faults)
    return table.acts


def read_acts(text: str, *, file: str = "acts.csv") -> Table:
    """Return what can be read of a table of acts, and every fault of its form.

    Parameters
    ----------
    text, file : str
        As in ``parse_acts``.
    """
    faults: list[Finding] = []
    rows = list(_rows(text, file, faults))
    if not rows:
        if not faults:
            faults.append(Finding("fault", "acts.empty", file, details=_columns()))
        return Table((), (), tuple(faults))
    (line, header), *body = rows
    faults += _header_faults(header, line, file)
    read: list[Act | Torn] = []
    if set(COLUMNS) <= set(header):
        read = [_Row(file, number, faults).act(header, cells) for number, cells in body]
    return Table(
        tuple(act for act in read if isinstance(act, Act)),
        tuple(row for row in read if isinstance(row, Torn)),
        tuple(sorted(faults, key=lambda fault: fault.row or 0)),
    )


def _rows(text: str, file: str, faults: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which a row begins, and its cells; lines without any are passed over."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = {"reason": str(error)}
            faults.append(Finding("fault", "acts.broken", file, line, details=reason))
            return
        if cells:
            yield line, cells


def _columns() -> Mapping[str, str]:
    return {"known": ",".join(KNOWN)}


def _header_faults(header: list[str], line: int, file: str) -> Iterator[Finding]:
    for column in COLUMNS:
        if column not in header:
            yield Finding("fault", "acts.no-column", file, line, column, None, _columns())
    for i, column in enumerate(header):
        if column in header[:i]:
            yield Finding("fault", "acts.doubled-column", file, line, column)
        elif column not in KNOWN:
            near = nearest(column, KNOWN)
            kind = "acts.unknown-column" if near else "acts.unknown-column-far"
            details = {**_columns(), "nearest": near or ""}
            yield Finding("fault", kind, file, line, column or None, column, details)


@dataclass(frozen=True)
class _Row:
    """One row: where it stands, and what is wrong with it."""

    file: str
    number: int
    faults: list[Finding] = field(repr=False)

    def fault(self, kind: str, column: str | None, value: str | None, **details: str) -> None:
        found = Finding("fault", kind, self.file, self.number, column, value, details)
        self.faults.append(found)

    def act(self, header: list[str], cells: list[str]) -> Act | Torn:
        if len(cells) != len(header):
            numbers = {"cells": str(len(cells)), "columns": str(len(header))}
            self.fault("acts.row-length", None, None, **numbers)
            return Torn(None, None, self.number)
        named = dict(zip(header, cells, strict=True))
        member, act, at = (self._cell(named, column) for column in COLUMNS)
        if act is not None and act not in ACTS:
            self._unknown_act(act)
            act = None
        instant = None if at is None else self._instant(at)
        if member is None or act is None or instant is None:
            return Torn(member, act, self.number)
        return Act(member, act, instant, named.get("reason", "").strip() or None, self.number)

    def _cell(self, named: Mapping[str, str], column: str) -> str | None:
        value = named[column]
        if not value.strip():
            self.fault("acts.empty-cell", column, None)
            return None
        if value != value.strip():
            self.fault("blanks-around", column, value, nearest=value.strip())
        return value.strip()

    def _unknown_act(self, act: str) -> None:
        near, known = nearest(act, ACTS), ", ".join(ACTS)
        kind = "acts.unknown-act" if near else "acts.unknown-act-far"
        self.fault(kind, "act", act, nearest=near or "", known=known)

    def _instant(self, written: str) -> datetime | None:
        try:
            instant = datetime.fromisoformat(written)
        except ValueError:
            self.fault("acts.not-an-instant", "at", written)
            return None
        if instant.tzinfo is None:
            self.fault("acts.no-offset", "at", written)
            return None
        try:
            return instant.astimezone(UTC)
        except OverflowError:  # a day before the year 1 or after 9999 in UTC
            self.fault("acts.not-an-instant", "at", written)
            return None
