"""From activities and transactions to rows of the ledger, as text with the line of each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from foedus.case.patterns import CONTROL, KEY_LETTERS
from foedus.case.schema import TABLES
from foedus.case.spelling import nearest
from foedus.sources.iati_log import Log
from foedus.sources.iati_means import (
    Amount,
    amount_of,
    code_of,
    first,
    own_type,
    stage_of,
    type_of,
)
from foedus.sources.iati_terms import BESIDE, OUTGOING
from foedus.sources.iati_unknown import unknown_elements
from foedus.sources.iati_who import Party, donor_of, donor_outside, receiver_state, recipient_of
from foedus.sources.iati_xml import Activity, Element, Part, Transaction

CARRIED = ("sources", "items")
"""Tables of which a file may carry rows in Foedus's own namespace."""

FIELDS = {name: tuple(TABLES[name].schema) for name in ("ledger", *CARRIED)}
"""Columns of the tables that are read."""

ZONE = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})$")
"""What may follow a day in XML Schema's ``date``."""

NOTE = 200
"""Longest note, characters."""

Cells = dict[str, str | None]


@dataclass
class Rows:
    """Rows of one table as text, the line where each stands, and whether others wrote it."""

    cells: list[Cells] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    foreign: list[bool] = field(default_factory=list)

    def add(self, cells: Cells, line: int, *, foreign: bool) -> None:
        """Add a row; a foreign one has yet to get its source, release and whole name."""
        self.cells.append(cells)
        self.lines.append(line)
        self.foreign.append(foreign)


@dataclass
class Reading:
    """What one file gave.

    Parameters
    ----------
    tables : mapping of table name to Rows
    reporters : dict of str to Element
        Reporting organisations by their identifier, each as it stood first.
    updated : str
        Latest ``last-updated-datetime``; empty where none is given.
    """

    tables: dict[str, Rows]
    reporters: dict[str, Element] = field(default_factory=dict)
    updated: str = ""
    seen: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Common:
    """What all transactions of an activity share."""

    activity: Activity
    identifier: str
    donor: Party
    recipient: Party | None
    outgoing: frozenset[str]
    note: str
    own: Mapping[str, str | None] | None


def read_parts(parts: Iterable[Part], log: Log) -> Reading:
    """Return the rows of the ledger, and those of sources and items that a file carries.

    Parameters
    ----------
    parts : iterable of Activity and OwnRow
    log : Log
        Gathers what is unknown, left out or contradictory.
    """
    reading = Reading({name: Rows() for name in ("ledger", *CARRIED)})
    for part in parts:
        if isinstance(part, Activity):
            _add_activity(part, reading, log)
        elif part.table in CARRIED:
            cells = _known(part.cells, FIELDS[part.table], part.line, log)
            reading.tables[part.table].add(cells, part.line, foreign=False)
        else:
            _unknown(part.table, CARRIED, part.line, log)
    return reading


def _known(cells: Mapping[str, str], fields: Collection[str], line: int, log: Log) -> Cells:
    """Return the cells that belong there; say which do not."""
    for name in cells.keys() - {*fields, "confidence"}:
        _unknown(name, fields, line, log)
    return {name: text for name, text in cells.items() if name in fields and text}


def _unknown(name: str, known: Iterable[str], line: int, log: Log) -> None:
    log.warn("iati.unknown-field", name[:80], line, nearest=nearest(name, known, cutoff=0) or "")


def _add_activity(activity: Activity, reading: Reading, log: Log) -> None:
    identifier = first(activity, "iati-identifier").text
    key = _key(identifier)
    if not key or key in reading.seen:
        kind = "iati.doubled-activity" if key else "iati.no-identifier"
        log.fault(kind, identifier, activity.line, first=f"{reading.seen.get(key, '')}")
        return
    reading.seen[key] = activity.line
    for reporter in activity.children.get("reporting-org", ()):
        reading.reporters.setdefault(reporter.get("ref"), reporter)
    reading.updated = max(reading.updated, activity.attributes.get("last-updated-datetime", ""))
    unknown_elements(activity, log)
    common = _common(activity, identifier, log)
    rows = reading.tables["ledger"]
    for number, transaction in enumerate(activity.transactions, 1):
        cells = _transaction(transaction, common, log)
        if cells is not None:
            named = {"entry": f"{key}-{number}", **cells}
            rows.add(named, transaction.line, foreign=transaction.own is None)
    for row in activity.aside:
        cells = _known(row.cells, FIELDS["ledger"], row.line, log)
        rows.add({**cells, **(common.own or {})}, row.line, foreign=False)


def _common(activity: Activity, identifier: str, log: Log) -> _Common:
    codes = map(code_of, activity.transactions)
    title = next((name for name in first(activity, "title").names if name), "")
    common = _Common(
        activity,
        identifier,
        donor_outside(activity),
        recipient_of(activity),
        frozenset(OUTGOING[found] for found in codes if found in OUTGOING),
        _line(f"{identifier}: {title}" if title else identifier)[:NOTE].strip(),
        _own(activity),
    )
    _refuse_contradiction(common, log)
    return common


def _own(activity: Activity) -> Cells | None:
    if activity.own is None:
        return None
    return {name: activity.own.get(name) or None for name in ("donor", "recipient", "type")}


def _line(text: str) -> str:
    return " ".join(re.sub(CONTROL, " ", text).split())


def _key(text: str) -> str:
    return re.sub(KEY_LETTERS, "-", _line(text))


def _refuse_contradiction(common: _Common, log: Log) -> None:
    """Report where Foedus's own words and the standard's elements name different things."""
    if common.own is None:
        return
    said = {
        "donor": common.donor.code,
        "recipient": common.recipient.code if common.recipient else None,
        "type": own_type(common.activity),
    }
    for column, standard in said.items():
        own = common.own[column]
        if standard is not None and standard != own:
            details = {"own": own or "-", "activity": common.identifier}
            log.fault("iati.contradicts", standard, common.activity.line, column=column, **details)


def _transaction(transaction: Transaction, common: _Common, log: Log) -> Cells | None:
    """Return a transaction as a row; None where it is none of the ledger's, which is said."""
    stage = stage_of(transaction, common.outgoing, log)
    money = amount_of(transaction, common.activity, log) if stage is not None else None
    if money is None:
        return None
    who = common.own or _who(transaction, common, log, money)
    if who is None:
        return None
    day = ZONE.sub("", first(transaction, "transaction-date").get("iso-date"))
    if not day:
        log.fault("iati.no-date", common.identifier, transaction.line)
    amount, currency = money
    cells: Cells = {
        **who,
        "stage": stage,
        "date": day or None,
        "amount": amount,
        "currency": currency,
    }
    if transaction.own is None:
        return {**cells, "note": common.note}
    beside = _known(transaction.own, BESIDE, transaction.line, log)
    return {**cells, **beside, "entry": transaction.attributes.get("ref") or None}


def _who(transaction: Transaction, common: _Common, log: Log, money: Amount) -> Cells | None:
    donor = donor_of(transaction, common.activity, common.donor)
    recipient = recipient_of(transaction) or common.recipient or receiver_state(transaction)
    for party in (donor, recipient):
        if party.code is None:
            log.warn(party.kind, party.written, transaction.line, money=money)
    if donor.code is None or recipient.code is None:
        return None
    type_ = type_of(transaction, common.activity, money, log)
    return {"donor": donor.code, "recipient": recipient.code, "type": type_}
