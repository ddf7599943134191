"""What a transaction of IATI means in the words of the ledger: its stage, money and type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from foedus.case.spelling import nearest
from foedus.sources.iati_log import Log
from foedus.sources.iati_terms import (
    DAC,
    FINANCIAL,
    HUMANITARIAN,
    INCOMING,
    OTHER,
    OUTGOING,
    OWN_VOCABULARY,
    TYPE_NAMES,
    TYPES_URI,
    currencies,
)
from foedus.sources.iati_xml import Activity, Element, Transaction

DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
"""A number as XML Schema's ``decimal`` writes it."""

TRUE = frozenset({"1", "true"})
Amount = tuple[str, str]
"""A decimal number as text, and its currency."""


def first(part: Activity | Transaction, name: str) -> Element:
    """Return the first element of a name; one without anything where there is none."""
    found = part.children.get(name, ())
    return found[0] if found else Element(part.line, {})


def code_of(transaction: Transaction) -> str:
    """Return the code of a transaction's type."""
    return first(transaction, "transaction-type").get("code")


def stage_of(transaction: Transaction, outgoing: frozenset[str], log: Log) -> str | None:
    """Return the stage of a transaction, or None where it is none of the ledger's.

    Parameters
    ----------
    transaction : Transaction
    outgoing : frozenset of str
        Stages that the activity reports as a giver: the receiver's view of the same stage in the
        same activity is then the same money again.
    log : Log
        Told of what is left out, with its sum.
    """
    found = code_of(transaction)
    if found in OUTGOING:
        return OUTGOING[found]
    if found in INCOMING and INCOMING[found] not in outgoing:
        return INCOMING[found]
    if found in INCOMING or found in OTHER:
        kind = "iati.seen-twice" if found in INCOMING else "iati.other-transaction"
        value = first(transaction, "value")
        sound = DECIMAL.fullmatch(value.text)
        money = (value.text, value.get("currency") or "-") if sound else None
        log.warn(kind, found, transaction.line, money=money)
        return None
    near = nearest(found, [*OUTGOING, *INCOMING], cutoff=0) or ""
    log.fault("iati.unknown-transaction", found, transaction.line, nearest=near)
    return None


def amount_of(transaction: Transaction, activity: Activity, log: Log) -> Amount | None:
    """Return amount and currency; None, with a finding, where that is no amount given."""
    value = first(transaction, "value")
    currency = value.get("currency") or activity.attributes.get("default-currency", "").strip()
    if not DECIMAL.fullmatch(value.text):
        log.fault("iati.not-a-number", value.text[:80], value.line, column="value")
        return None
    if not currency:
        log.fault("iati.no-currency", value.text[:80], value.line, column="value")
        return None
    if currency not in currencies():
        near = nearest(currency, sorted(currencies()), cutoff=0) or ""
        log.fault("iati.unknown-currency", currency[:80], value.line, nearest=near)
        return None
    amount = Decimal(value.text)
    if amount < 0:
        log.warn("iati.negative", code_of(transaction), value.line, money=(value.text, currency))
        return None
    if Decimal(repr(float(amount))) != amount:
        log.warn("iati.inexact", value.text[:80], value.line, column="value")
    return f"{amount:f}", currency


def own_type(part: Activity | Transaction) -> str | None:
    """Return the type of aid by our own vocabulary, in a sector or a tag."""
    return _of_ours((*part.children.get("sector", ()), *part.children.get("tag", ())))


def type_of(transaction: Transaction, activity: Activity, money: Amount, log: Log) -> str:
    """Return the type of aid.

    Our own vocabulary first; then the humanitarian flag; then the DAC's sector: group 700 is
    humanitarian, budget support, commodities and debt are financial. Any other sector is neither
    military (which is no official development assistance) nor humanitarian, so that its money is
    taken for financial aid, which is said.
    """
    own = own_type(transaction) or own_type(activity)
    if own is not None:
        return own
    flags = (transaction.attributes.get("humanitarian"), activity.attributes.get("humanitarian"))
    if next((flag for flag in flags if flag is not None), "").strip() in TRUE:
        return "humanitarian"
    sectors = transaction.children.get("sector") or activity.children.get("sector", ())
    codes = [s.get("code") for s in sectors if (s.get("vocabulary") or "1") in DAC]
    if codes and all(code.startswith(HUMANITARIAN) for code in codes):
        return "humanitarian"
    if not codes or not all(code.startswith(FINANCIAL) for code in codes):
        written = ", ".join(sorted(set(codes))) or "-"
        log.warn("iati.type-by-default", written, transaction.line, money=money)
    return "financial"


def _of_ours(elements: Iterable[Element]) -> str | None:
    ours = (
        element.get("code")
        for element in elements
        if element.get("vocabulary") == OWN_VOCABULARY
        and element.get("vocabulary-uri") == TYPES_URI
    )
    return next((found for found in ours if found in TYPE_NAMES), None)
