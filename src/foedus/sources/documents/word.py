"""Word documents (.docx): paragraphs and cells in their order; headers and footers are left out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from foedus.case.workbook_guard import MAX_MEMBERS, MAX_RATIO, SMALL
from foedus.errors import Finding, InputError
from foedus.sources.documents.extract import Extract

LARGEST = 64 * 1024**2
"""Most that a document may unpack to, bytes."""

PROPERTIES = "docProps/core.xml"
DOCUMENT_TYPE = b"<!DOCTYPE"
"""No part of a Word document has a document type, and so entities of its own."""

PARAGRAPH, SECOND = (
    qn("w:p"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
TEXT, TAB = qn("w:t"), qn("w:tab")
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", TAB: " "}

DAMAGE = (
    *(OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, NotImplementedError),
    *(LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError),
)
"""What python-docx and lxml raise on documents that are broken, some on purpose."""


def extract(name: str, content: bytes) -> Extract:
    """Return the text, the title and the day of a Word document.

    Parameters
    ----------
    name : str
    content : bytes

    Raises
    ------
    InputError
        ``read.zip-bomb``, ``read.damaged``.
    """
    try:
        named = _refuse_bomb(name, content)
        document = docx.Document(io.BytesIO(content))
        text = "\n\n".join(_paragraphs(document))
        title, sent = _properties(document) if named else ("", None)
    except DAMAGE as error:
        raise InputError([Finding("fault", "read.damaged", name, value="Word")]) from error
    return Extract(text, title, sent)


def _refuse_bomb(name: str, content: bytes) -> bool:
    """Refuse what unpacks to far more than it should; return whether properties are given.

    The zip cannot lie: Python's own reader unpacks no more of a member than it declares.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        whole = sum(one.file_size for one in members)
        packed = any(one.file_size > max(SMALL, MAX_RATIO * one.compress_size) for one in members)
        if len(members) > MAX_MEMBERS or whole > LARGEST or packed:
            details = {"limit": f"{LARGEST // 1024**2}"}
            raise InputError([Finding("fault", "read.zip-bomb", name, details=details)])
        for one in members:
            if one.filename.endswith((".xml", ".rels")) and DOCUMENT_TYPE in archive.read(one):
                raise InputError([Finding("fault", "read.damaged", name, value="Word")])
        return PROPERTIES in archive.NameToInfo


def _paragraphs(document: WordDocument) -> Iterator[str]:
    """Yield the paragraphs, those of cells and text boxes too, in the order of the document."""
    for paragraph in document.element.body.iter(PARAGRAPH):
        if _is_second(paragraph):
            continue
        text = "".join(_pieces(paragraph)).strip()
        if text:
            yield text


def _is_second(paragraph: etree._Element) -> bool:
    """Return whether a paragraph says again, for older programs, what stands before it."""
    return next(paragraph.iterancestors(SECOND), None) is not None


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """Yield the pieces of a paragraph: not those of a text box in it, nor what was deleted."""
    for piece in paragraph.iter(TEXT, *BREAKS):
        if next(piece.iterancestors(PARAGRAPH)) is not paragraph:
            continue
        if piece.tag == TEXT:
            yield piece.text or ""
        elif piece.getparent().tag == qn("w:r"):  # a tab stop of the style is no tab
            yield BREAKS[piece.tag]


def _properties(document: WordDocument) -> tuple[str, date | None]:
    given = document.core_properties
    created = given.created
    return given.title or "", created.date() if isinstance(created, datetime) else None
