"""What members did, as a table of acts with its instants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from foedus.case.spelling import nearest
from foedus.decide.instants import Flaw, in_zone, read, with_offset
from foedus.decide.rule import ACTS
from foedus.decide.separated import BrokenTableError, cells_of
from foedus.errors import Finding, InputError

COLUMNS: tuple[str, ...] = ("member", "act", "at")
"""Columns that must be there."""

KNOWN: tuple[str, ...] = (*COLUMNS, "reason")

_IN_FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "membre": "member", "acte": "act", "instant": "at", "motif": "reason",
        "pour": "for", "contre": "against", "abstention": "abstain",
        "abstention_constructive": "constructive_abstention", "objection": "object",
        "non_participation": "not_participating", "reserve": "reservation",
    }
)  # fmt: skip
"""Columns and acts as they are also written, without accents and capitals."""


def key_of(written: str) -> str:
    """Return a column or an act by its key, however it is capitalised, in English or in French.

    Examples
    --------
    >>> key_of("Member"), key_of("Réserve"), key_of("Abstention constructive")
    ('member', 'reservation', 'constructive_abstention')
    """
    letters = unicodedata.normalize("NFKD", written.strip().casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    key = plain.replace(" ", "_").replace("-", "_").replace("\u2010", "_")
    return _IN_FRENCH.get(key, key)


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
    day : date, optional
        The day on the clock by which the instant was written.
    """

    member: str
    act: str
    at: datetime
    reason: str | None
    row: int
    day: date | None = field(default=None, compare=False)


class Moment(NamedTuple):
    """An instant in UTC, and the day on the clock by which it was written."""

    at: datetime
    day: date


@dataclass(frozen=True)
class Torn:
    """A row that makes no act, with what could be read of it: there may be more wrong with it."""

    member: str | None
    act: str | None
    row: int
    at: datetime | None = None


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


def parse_acts(
    text: str, *, file: str = "acts.csv", zone: ZoneInfo | None = None
) -> tuple[Act, ...]:
    r"""Return the acts of a table, in the order of its rows.

    Parameters
    ----------
    text : str
        CSV, its cells separated by commas, semicolons or tabs, with the columns ``member``,
        ``act``, ``at`` (ISO 8601 with an offset or Z) and, if wanted, ``reason``, in any order,
        however they are capitalised; acts also in French. Without rows nobody acted.
    file : str
        Its name, for messages.
    zone : ZoneInfo, optional
        On whose clocks an instant without an offset is read; without it, such a one is a fault.

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
    table = read_acts(text, file=file, zone=zone)
    if table.faults:
        raise InputError(table.faults)
    return table.acts


def read_acts(text: str, *, file: str = "acts.csv", zone: ZoneInfo | None = None) -> Table:
    """Return what can be read of a table of acts, and every fault of its form.

    Parameters
    ----------
    text, file, zone
        As in ``parse_acts``.
    """
    faults: list[Finding] = []
    rows = list(_rows(text, file, faults))
    if not rows:
        if not faults:
            faults.append(Finding("fault", "acts.empty", file, details=_columns()))
        return Table((), (), tuple(faults))
    (line, headings), *body = rows
    while headings and not headings[-1].strip():  # spreadsheets leave empty columns behind
        headings.pop()
    header = [key_of(heading) for heading in headings]
    faults += _header_faults(header, line, file)
    read: list[Act | Torn] = []
    if set(COLUMNS) <= set(header):
        read = [_Row(file, number, zone, faults).act(header, cells) for number, cells in body]
    return Table(
        tuple(act for act in read if isinstance(act, Act)),
        tuple(row for row in read if isinstance(row, Torn)),
        tuple(sorted(faults, key=lambda fault: fault.row or 0)),
    )


def _rows(text: str, file: str, faults: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which a row begins, and its cells; lines without any are passed over."""
    try:
        yield from cells_of(text)
    except BrokenTableError as error:
        reason = {"reason": error.reason}
        faults.append(Finding("fault", "acts.broken", file, error.line, details=reason))


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
    zone: ZoneInfo | None
    faults: list[Finding] = field(repr=False)

    def fault(self, kind: str, column: str | None, value: str | None, **details: str) -> None:
        found = Finding("fault", kind, self.file, self.number, column, value, details)
        self.faults.append(found)

    def act(self, header: list[str], cells: list[str]) -> Act | Torn:
        cells = _fitted(header, cells)
        if len(cells) != len(header):
            numbers = {"cells": str(len(cells)), "columns": str(len(header))}
            self.fault("acts.row-length", None, None, **numbers)
            return Torn(None, None, self.number)
        named = dict(zip(header, cells, strict=True))
        member, act, at = (self._cell(named, column) for column in COLUMNS)
        if act is not None and key_of(act) not in ACTS:
            self._unknown_act(act)
            act = None
        act = None if act is None else key_of(act)
        instant = None if at is None else self._instant(at)
        if member is None or act is None or instant is None:
            return Torn(member, act, self.number, None if instant is None else instant.at)
        reason = named.get("reason", "").strip() or None
        return Act(member, act, instant.at, reason, self.number, instant.day)

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

    def _instant(self, text: str) -> Moment | None:
        written = read(text)
        if written is None:
            self.fault("acts.not-an-instant", "at", text)
            return None
        if written.offset is not None:
            return Moment(with_offset(written), written.clock.date())
        if self.zone is None:
            self.fault("acts.no-offset", "at", text)
            return None
        found = in_zone(written, self.zone)
        if isinstance(found, Flaw):
            self.fault(found.kind, "at", text, **found.details)
            return None
        return Moment(found, written.clock.date())


def _fitted(header: list[str], cells: list[str]) -> list[str]:
    """Return the cells without empty ones past the header, and with those that were left out.

    Spreadsheets drop empty cells at the end of a row, or add some.
    """
    while len(cells) > len(header) and not cells[-1].strip():
        cells = cells[:-1]
    left_out = header[len(cells) :]
    return [*cells, *("" for _ in left_out)] if not set(left_out) & set(COLUMNS) else cells
