"""Entries of the ledger as elements: transactions, and rows in Foedus's own namespace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lxml import etree

from foedus.case.model import Case
from foedus.case.schema import TABLES
from foedus.sources.iati_terms import (
    BESIDE,
    GOVERNMENT,
    INSTITUTION_NAMES,
    LANGUAGES,
    MULTILATERAL,
    NAMESPACE,
    WRITTEN,
    alpha2,
    party_name,
)
from foedus.sources.iati_text import ASSUMED

OWN = f"{{{NAMESPACE}}}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ASSUMPTION = "assumption"

ASIDE = ("entry", "stage", "date", "amount", "currency", *BESIDE)
"""Fields of an entry that is no transaction; its activity says the others."""

Row = Mapping[str, object]


class Names:
    """What entries refer to: the confidence of sources, the names of items."""

    def __init__(self, case: Case) -> None:
        sources = case.tables["sources"].select("source", "confidence")
        self.confidence: dict[str, str] = dict(sources.iter_rows())
        items = case.tables["items"].select("item", "name_en", "name_fr")
        self.items = {item: {"en": en, "fr": fr} for item, en, fr in items.iter_rows()}


def texts(element: etree._Element, words: Mapping[str, str]) -> etree._Element:
    """Add a narrative for each language to an element, and return it."""
    for language, text in words.items():
        sub(element, "narrative", text).set(LANGUAGE, language)
    return element


def sub(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    """Add a child with its text, and return it."""
    child = etree.SubElement(parent, tag)
    child.text = text
    return child


def written(value: object) -> str:
    """Return a cell as text: a number to its last digit and without an exponent, an ISO date.

    Examples
    --------
    >>> written(1e13), written(0.1), written(12.0), written(True)
    ('10000000000000', '0.1', '12', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return value.isoformat() if isinstance(value, date) else str(value)


def cells(table: str, row: Row) -> dict[str, str]:
    """Return the cells of a row that are not empty, as text, in the schema's order."""
    return {name: written(row[name]) for name in TABLES[table].schema if row[name] is not None}


def own_row(tag: str, fields: Mapping[str, str], **attributes: str) -> etree._Element:
    """Return an element of our namespace with a child for each field."""
    element = etree.Element(f"{OWN}{tag}", attributes, nsmap={"foedus": NAMESPACE})
    for name, text in fields.items():
        sub(element, f"{OWN}{name}", text)
    return element


def aside_row(row: Row, names: Names) -> etree._Element:
    """Return an entry that is no transaction."""
    return own_row("entry", _fields(row, ASIDE, names))


def transaction(row: Row, names: Names) -> etree._Element:
    """Return an entry with an amount, a currency and a day as a transaction."""
    element = etree.Element("transaction", ref=str(row["entry"]), nsmap={"foedus": NAMESPACE})
    day = written(row["date"])
    sub(element, "transaction-type").set("code", WRITTEN[str(row["stage"])])
    sub(element, "transaction-date").set("iso-date", day)
    value = sub(element, "value", written(row["amount"]))
    value.set("currency", str(row["currency"]))
    value.set("value-date", day)
    told = _told(row, names)
    if told:
        texts(sub(element, "description"), told)
    _organisation(sub(element, "provider-org"), str(row["donor"]))
    if alpha2(str(row["recipient"])) is None:
        _organisation(sub(element, "receiver-org"), str(row["recipient"]))
    element.append(own_row("entry", _fields(row, BESIDE, names)))
    return element


def _fields(row: Row, fields: tuple[str, ...], names: Names) -> dict[str, str]:
    given = {name: written(row[name]) for name in fields if row[name] is not None}
    return {**given, "confidence": _confidence(row, names)}


def _confidence(row: Row, names: Names) -> str:
    return names.confidence.get(f"{row['source']}", ASSUMPTION)


def _told(row: Row, names: Names) -> dict[str, str]:
    """Return what the entry is of, and that it is assumed, in words."""
    item, quantity = row["item"], row["quantity"]
    count = "" if quantity is None else f"{written(quantity)} × "
    assumed = _confidence(row, names) == ASSUMPTION
    told = {}
    for language in LANGUAGES:
        named = names.items.get(f"{item}", {}).get(language) or item
        parts = [f"{count}{named}"] if item is not None else []
        parts += [ASSUMED[language]] if assumed else []
        told[language] = "; ".join(parts)
    return told if any(told.values()) else {}


def _organisation(element: etree._Element, party: str) -> None:
    element.set("type", MULTILATERAL if party in INSTITUTION_NAMES else GOVERNMENT)
    texts(element, {language: party_name(party, language) for language in LANGUAGES})
