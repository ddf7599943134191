"""The XML of an IATI file, behind guards, an activity at a time.

Nothing outside the file is ever read: no document type (and so no entity but the five of XML
itself), no schema, no network. What the parser would take more memory for than the file deserves
is refused: deep nesting and endless text by libxml2's own limits, a large file by its size.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.sources.book import read_file
from foedus.sources.iati_terms import NAMESPACE, READ, VERSION

ROOT = "iati-activities"
OWN = f"{{{NAMESPACE}}}"

PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
"""What may stand before the root, but a document type."""

ENCODING = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
UTF_8 = frozenset({b"UTF-8", b"UTF8", b"US-ASCII", b"ASCII"})
MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Element:
    """What is kept of an element: its attributes, its own text, and the line where it stands."""

    line: int
    attributes: Mapping[str, str]
    text: str = ""
    names: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """Return an attribute without the blanks around it; empty where it is not there."""
        return self.attributes.get(name, "").strip()


Children = Mapping[str, tuple[Element, ...]]
"""Elements by their name, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction of an activity; ``own`` is what Foedus keeps in its own namespace."""

    line: int
    attributes: Mapping[str, str]
    children: Children
    own: Mapping[str, str] | None = None


@dataclass(frozen=True)
class OwnRow:
    """A row in Foedus's own namespace: ``ledger`` entries aside, ``sources``, ``items``."""

    line: int
    table: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Activity:
    """One activity.

    Parameters
    ----------
    line : int
    attributes, children
        Of ``iati-activity``.
    transactions : tuple of Transaction
    own : mapping of str to str, optional
        Donor, recipient and type, where Foedus wrote them.
    aside : tuple of OwnRow
        Entries that are no transaction: without an amount, a currency or a day.
    """

    line: int
    attributes: Mapping[str, str]
    children: Children
    transactions: tuple[Transaction, ...] = field(repr=False)
    own: Mapping[str, str] | None = None
    aside: tuple[OwnRow, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Head:
    """The root's attributes, and the file."""

    file: str
    data: bytes = field(repr=False)
    attributes: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


Part = Activity | OwnRow


def open_iati(path: Path) -> Head:
    """Read a file's bytes and its root.

    Parameters
    ----------
    path : Path

    Raises
    ------
    InputError
        Those of ``book.read_file``; ``iati.not-utf-8``, ``iati.document-type``, ``iati.broken``,
        ``iati.not-activities``, ``iati.unknown-version``.
    """
    data = read_file(path)
    _refuse_bytes(data, path.name)
    root = next(_events(data, path.name, start=True))[1]
    if root.tag != ROOT:
        tag = str(root.tag)[:80]
        raise _fault("iati.not-activities", path.name, root.sourceline, value=tag)
    version = root.get("version", "").strip()
    if version not in READ:
        details = {"known": ", ".join(READ), "nearest": nearest(version, READ, cutoff=0) or VERSION}
        raise _fault(
            "iati.unknown-version", path.name, root.sourceline, value=version, details=details
        )
    return Head(path.name, data, _attributes(root))


def parts(head: Head) -> Iterator[Part]:
    """Yield the activities and the rows in Foedus's own namespace, in the order of the file.

    Raises
    ------
    InputError
        ``iati.broken``: the XML ends too early, or is none.
    """
    transactions: list[Transaction] = []
    for _, element in _events(head.data, head.file, start=False):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == "transaction" and parent.tag == "iati-activity":
            transactions.append(_transaction(element))
            _forget(element)
        elif element.tag == "iati-activity":
            yield _activity(element, tuple(transactions))
            transactions = []
            _forget(element)
        elif element.tag == f"{OWN}row":
            yield _row(element, element.get("table", ""))
            _forget(element)


def _refuse_bytes(data: bytes, file: str) -> None:
    declared = ENCODING.match(data.removeprefix(MARK))
    try:
        data.decode("utf-8")
        other = b"\0" in data or (declared is not None and declared[1].upper() not in UTF_8)
        offset = None
    except UnicodeDecodeError as error:
        other, offset = True, error.start
    if other:
        row = None if offset is None else data.count(b"\n", 0, offset) + 1
        name = declared[1].decode("ascii", "replace")[:40] if declared else ""
        raise _fault("iati.not-utf-8", file, row, value=name or "-")
    found = PROLOG.match(data)
    end = found.end() if found else 0
    if data[end : end + 9].upper() == b"<!DOCTYPE":
        raise _fault("iati.document-type", file, data.count(b"\n", 0, end) + 1)


def _events(data: bytes, file: str, *, start: bool) -> Iterator[tuple[str, etree._Element]]:
    reader = etree.iterparse(
        io.BytesIO(data),
        events=("start",) if start else ("end",),
        tag=None if start else ("transaction", "iati-activity", f"{OWN}row"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
        encoding="utf-8",  # as checked: no guess by the parser
    )
    try:
        yield from reader
    except etree.XMLSyntaxError as error:
        details = {"reason": str(error.msg).split(", line")[0][:200]}
        raise _fault("iati.broken", file, error.lineno, details=details) from error


def _fault(
    kind: str,
    file: str,
    row: int | None,
    *,
    value: str | None = None,
    details: Mapping[str, str] | None = None,
) -> InputError:
    return InputError([Finding("fault", kind, file, row, None, value, details or {})])


def _forget(element: etree._Element) -> None:
    """Free an element, and those of its kind before it: a file of a million is read in passing."""
    element.clear(keep_tail=False)
    before = element.getprevious()
    parent = element.getparent()
    if before is not None and before.tag == element.tag and parent is not None:
        parent.remove(before)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _element(element: etree._Element) -> Element:
    names = tuple((child.text or "").strip() for child in element if child.tag == "narrative")
    return Element(
        element.sourceline or 0, _attributes(element), (element.text or "").strip(), names
    )


def _children(element: etree._Element) -> dict[str, tuple[Element, ...]]:
    found: dict[str, tuple[Element, ...]] = {}
    for child in element:
        tag = str(child.tag)
        if not tag.startswith(OWN) and tag != "transaction":
            found[tag] = (*found.get(tag, ()), _element(child))
    return found


def _transaction(element: etree._Element) -> Transaction:
    own = element.find(f"{OWN}entry")
    return Transaction(
        element.sourceline or 0,
        _attributes(element),
        _children(element),
        None if own is None else _cells(own),
    )


def _activity(element: etree._Element, transactions: tuple[Transaction, ...]) -> Activity:
    own = element.find(f"{OWN}ledger")
    return Activity(
        element.sourceline or 0,
        _attributes(element),
        _children(element),
        transactions,
        None if own is None else _attributes(own),
        () if own is None else tuple(_row(row, "ledger") for row in own.findall(f"{OWN}entry")),
    )


def _row(element: etree._Element, table: str) -> OwnRow:
    return OwnRow(element.sourceline or 0, table, _cells(element))


def _cells(element: etree._Element) -> dict[str, str]:
    return {
        str(child.tag).removeprefix(OWN): child.text or ""
        for child in element
        if str(child.tag).startswith(OWN)
    }
