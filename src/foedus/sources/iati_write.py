"""The ledger of a case as IATI 2.03: an activity for each donor, recipient and type of aid.

An entry with an amount, a currency and a day is a transaction (``WRITTEN`` says of which type),
its amount to the last digit. An entry without one of the three is none: unknown is not zero, and
no day is made up. It stands at the end of its activity, under ``foedus:ledger``, and the
activity's description counts such entries. What IATI has no place for (item, quantity, release,
what the entry makes good, source, note, confidence) stands in ``foedus:entry``; the schema allows
elements of another namespace there. ``iati.read`` gives every entry back as it was.

Whoever writes such a file reports what others gave: it says so (``secondary-reporter``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import polars as pl
from lxml import etree

from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.sources.iati_entries import (
    Names,
    Row,
    aside_row,
    cells,
    own_row,
    texts,
    transaction,
)
from foedus.sources.iati_terms import (
    GOVERNMENT,
    INSTITUTION_NAMES,
    LANGUAGES,
    MULTILATERAL,
    NAMESPACE,
    OTHER_ORGANISATION,
    OWN_VOCABULARY,
    TYPE_NAMES,
    TYPES_URI,
    VERSION,
    alpha2,
    currencies,
    party_name,
)
from foedus.sources.iati_text import (
    COUNTED,
    FIRST_DAY,
    GUARD,
    NO_DAY,
    REPORTER,
    activity_identifier,
    filled,
    title,
)

OWN = f"{{{NAMESPACE}}}"
GROUP = ("donor", "recipient", "type")
"""What an activity is made by."""

NOT_XML = r"[^\t\n\r\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]"
"""What no XML can hold, not even escaped."""


@dataclass(frozen=True)
class Reporter:
    """Who writes the file.

    Parameters
    ----------
    ref : str
        Identifier of the organisation (see org-id.guide). The default names this program only:
        the schema takes it, the registry does not.
    names : mapping of language to str
    type : str
        Code of OrganisationType.
    """

    ref: str = "foedus"
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(REPORTER))
    type: str = OTHER_ORGANISATION


def to_iati(
    case: Case, *, reporter: Reporter | None = None, generated: datetime | None = None
) -> bytes:
    """Return the ledger of a case as IATI 2.03.

    Parameters
    ----------
    case : Case
    reporter : Reporter, optional
    generated : datetime, optional
        When the file is made, with its offset; left out by default, so that the same case gives
        the same bytes.

    Returns
    -------
    bytes
        XML in UTF-8, valid against ``iati-activities-schema.xsd`` of 2.03.

    Raises
    ------
    InputError
        ``iati.empty-ledger``; ``iati.not-xml``: a character that XML cannot hold.
    """
    ledger = case.tables["ledger"]
    if not ledger.height:
        raise InputError([Finding("fault", "iati.empty-ledger", "ledger.csv")])
    carried = _carried(case)
    _refuse_letters({"ledger": ledger, **carried})
    names = Names(case)
    when = {} if generated is None else {"generated-datetime": generated.isoformat()}
    as_of = {f"{OWN}as-of": case.settings.as_of.isoformat()}
    buffer = io.BytesIO()
    with etree.xmlfile(buffer, encoding="UTF-8") as file:
        file.write_declaration()
        root = {"version": VERSION, **when, **as_of}
        with file.element("iati-activities", root, nsmap={"foedus": NAMESPACE}):
            file.write("\n")
            for group in _groups(ledger):
                _write_activity(file, group, case, reporter or Reporter(), names)
            for table, frame in carried.items():
                for row in frame.iter_rows(named=True):
                    file.write(own_row("row", cells(table, row), table=table), pretty_print=True)
    return buffer.getvalue()


def kept_aside(case: Case) -> tuple[Finding, ...]:
    """Return a warning for each reason why entries are no transactions in the file.

    Examples
    --------
    >>> from datetime import date
    >>> from foedus.case import Settings
    >>> from foedus.case.schema import TABLES
    >>> ledger = pl.DataFrame(schema=TABLES["ledger"].schema)
    >>> kept_aside(Case(Settings("demo", date(2024, 10, 1)), {"ledger": ledger}, ""))
    ()
    """
    ledger = case.tables["ledger"]
    counts = ledger.select(
        amount=pl.col("amount").is_null().sum(),
        currency=(pl.col("amount").is_not_null() & _no_currency()).sum(),
        date=(pl.col("amount").is_not_null() & pl.col("date").is_null()).sum(),
    ).row(0, named=True)
    return tuple(
        Finding("warning", f"iati.aside-{name}", "ledger.csv", None, name, f"{count}")
        for name, count in counts.items()
        if count
    )


def _no_currency() -> pl.Expr:
    known = pl.col("currency").is_in(sorted(currencies()))
    return ~known.fill_null(value=False)


def _groups(ledger: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the entries of each activity, with the column ``aside``."""
    aside = pl.col("amount").is_null() | pl.col("date").is_null() | _no_currency()
    ordered = ledger.sort(*GROUP, "entry").with_columns(aside.alias("aside"))
    yield from ordered.partition_by(*GROUP, maintain_order=True)


def _carried(case: Case) -> dict[str, pl.DataFrame]:
    """Return the sources and items that entries name: without them, the rows stand in the air."""
    ledger = case.tables["ledger"]
    return {
        table: case.tables[table]
        .filter(pl.col(key).is_in(ledger[key].drop_nulls().unique().to_list()))
        .sort(key)
        for table, key in (("sources", "source"), ("items", "item"))
    }


def _refuse_letters(tables: Mapping[str, pl.DataFrame]) -> None:
    faults = [
        Finding("fault", "iati.not-xml", f"{name}.csv", None, column, str(wrong.row(0)[0]))
        for name, frame in tables.items()
        for column, kind in frame.schema.items()
        if kind == pl.String
        if (wrong := frame.filter(pl.col(column).str.contains(NOT_XML))).height
    ]
    if faults:
        raise InputError(faults)


def _write_activity(
    file: etree._IncrementalFileWriter,
    group: pl.DataFrame,
    case: Case,
    reporter: Reporter,
    names: Names,
) -> None:
    donor, recipient, kind = group.row(0)[1:4]
    row: Row = {"donor": donor, "recipient": recipient, "type": kind}
    flag = {"humanitarian": "1"} if kind == "humanitarian" else {}
    with file.element("iati-activity", flag):
        for element in _head(row, group, case, reporter):
            file.write(element, pretty_print=True)
        for entry in group.filter(~pl.col("aside")).iter_rows(named=True):
            file.write(transaction(entry, names), "\n")
        with file.element(f"{OWN}ledger", {k: f"{v}" for k, v in row.items()}):
            file.write("\n")
            for entry in group.filter("aside").iter_rows(named=True):
                file.write(aside_row(entry, names), pretty_print=True)
    file.write("\n")


def _head(
    row: Row, group: pl.DataFrame, case: Case, reporter: Reporter
) -> Iterator[etree._Element]:
    """Yield what stands before the transactions, in the order of the schema."""
    donor, recipient, kind = (f"{row[name]}" for name in GROUP)
    aside = int(group["aside"].sum())
    identifier = etree.Element("iati-identifier")
    identifier.text = activity_identifier(reporter.ref, case.settings.name, donor, recipient, kind)
    yield identifier
    who = etree.Element("reporting-org", ref=reporter.ref, type=reporter.type)
    who.set("secondary-reporter", "1")
    yield texts(who, reporter.names)
    yield texts(etree.Element("title"), {lang: title(row, lang) for lang in LANGUAGES})
    told = filled(COUNTED, case=case.settings.name, count=group.height, aside=aside)
    yield texts(
        etree.Element("description"), {lang: f"{told[lang]} {GUARD[lang]}" for lang in LANGUAGES}
    )
    yield texts(
        etree.Element("participating-org", role="1", type=_organisation(donor)), _names(donor)
    )
    stages = set(group["stage"])
    yield etree.Element("activity-status", code="1" if stages == {"pledge"} else "2")
    yield _start(group, case, stages)
    if alpha2(recipient) is not None:
        country = etree.Element("recipient-country", code=f"{alpha2(recipient)}")
        yield texts(country, _names(recipient))
    for tag in ("sector", "tag"):
        ours = {"code": kind, "vocabulary": OWN_VOCABULARY, "vocabulary-uri": TYPES_URI}
        yield texts(etree.Element(tag, ours), TYPE_NAMES[kind])


def _start(group: pl.DataFrame, case: Case, stages: set[str]) -> etree._Element:
    """Return the activity's first day: planned while all is pledged; by the case's day if unknown.

    The schema demands a day; its narrative says what it is.
    """
    first = group["date"].drop_nulls().to_list()
    day = min(first) if first else case.settings.as_of
    kind = "1" if stages == {"pledge"} else "2"
    element = etree.Element("activity-date", {"type": kind, "iso-date": day.isoformat()})
    return texts(element, FIRST_DAY if first else NO_DAY)


def _organisation(party: str) -> str:
    return MULTILATERAL if party in INSTITUTION_NAMES else GOVERNMENT


def _names(party: str) -> dict[str, str]:
    return {language: party_name(party, language) for language in LANGUAGES}
