"""PDF: the text of its pages, its lines joined to paragraphs; bounded in time and memory."""

from __future__ import annotations

import io
import logging
import re
import struct
import time
import zlib
from datetime import date, datetime

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from foedus.errors import Finding, InputError
from foedus.sources.documents.extract import Extract
from foedus.sources.documents.pdf_lines import joined_pages

MOST_PAGES = 300
"""Pages that are read; a dispatch has a few."""

LARGEST_STREAM = 5 * 1024**2
"""Most that one stream may unpack to, bytes: a page of text takes some 50,000."""

MOST_FORMS = 20
"""Forms (pieces of content that a page calls) that are followed on a page."""

MOST_TEXT = 400_000
"""Characters after which no further page is read: twice what is read of any dispatch."""

MOST_SECONDS = 10.0
"""Processor time after which no further page is read."""

LIMITS = Configuration(
    zlib_maximum_output_length=LARGEST_STREAM,
    lzw_maximum_output_length=LARGEST_STREAM,
    run_length_maximum_output_length=LARGEST_STREAM,
    array_based_stream_maximum_output_length=LARGEST_STREAM,
    xform_maximum_invocations_per_extraction=MOST_FORMS,
    stream_decoding_work_maximum_length=10 * LARGEST_STREAM,
    stream_parsing_work_maximum_count=500_000,
    page_tree_maximum_entries=20_000,
    page_tree_maximum_page_entries=200_000,
    jbig2dec_binary=None,  # no other program is started
    disable_legacy_handling=True,
)

DAMAGE = (
    *(PyPdfError, zlib.error, struct.error, EOFError, OSError, ArithmeticError, AssertionError),
    *(LookupError, ValueError, TypeError, AttributeError, RuntimeError),
)
"""What pypdf raises on files that are broken, some on purpose; RecursionError is among them."""

# What pypdf mends in a file is no message for whoever reads the dispatch.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def extract(name: str, content: bytes) -> Extract:
    """Return the text, the title and the day of a PDF.

    Parameters
    ----------
    name : str
    content : bytes

    Raises
    ------
    InputError
        ``read.pdf-encrypted``, ``read.pdf-no-text`` (a scan), ``read.damaged``.
    """
    with apply_configuration(LIMITS):
        try:
            reader = PdfReader(io.BytesIO(content), strict=False)
            _refuse_encrypted(name, reader)
            count = len(reader.pages)
        except DAMAGE as error:
            raise _damaged(name) from error
        pages, findings = _pages(name, reader, min(count, MOST_PAGES))
        title, sent = _properties(reader)
    text = joined_pages(pages)
    if not text:
        raise InputError([Finding("fault", "read.pdf-no-text", name)])
    if len(pages) < count:
        details = {"pages": f"{count}", "read": f"{len(pages)}"}
        findings.append(Finding("warning", "read.pdf-pages", name, details=details))
    return Extract(text, title, sent, tuple(findings))


def _damaged(name: str) -> InputError:
    return InputError([Finding("fault", "read.damaged", name, value="PDF")])


def _refuse_encrypted(name: str, reader: PdfReader) -> None:
    """Refuse a file that needs a password to be read; many need one only to be changed."""
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):  # a cipher that is not at hand
        opened = False
    if not opened:
        raise InputError([Finding("fault", "read.pdf-encrypted", name)])


def _pages(name: str, reader: PdfReader, count: int) -> tuple[list[list[str]], list[Finding]]:
    """Return the lines of each page; a page that is broken is empty, and named in a warning."""
    started, length = time.process_time(), 0
    pages: list[list[str]] = []
    broken: list[str] = []
    for number in range(count):
        try:
            text = reader.pages[number].extract_text()[: MOST_TEXT - length]
        except DAMAGE:
            text = ""
            broken.append(f"{number + 1}")
        pages.append([line.strip() for line in text.splitlines()])
        length += len(text)
        if length >= MOST_TEXT or time.process_time() - started > MOST_SECONDS:
            break
    if broken and not length:
        raise _damaged(name)
    details = {"pages": ", ".join(broken[:10])}
    return pages, [Finding("warning", "read.pdf-page", name, details=details)] if broken else []


def _properties(reader: PdfReader) -> tuple[str, date | None]:
    """Return the title and the day on which the file says that it was made."""
    try:
        given = reader.metadata
        title = "" if given is None else str(given.title or "")
        made = None if given is None else given.creation_date
    except DAMAGE:
        return "", None
    return _sound_title(title), made.date() if isinstance(made, datetime) else None


def _sound_title(title: str) -> str:
    """Return a title, unless it is the name of a file, as programs for writing put it there."""
    is_file = re.search(r"\.(?:docx?|odt|indd|pdf|rtf|pptx?|tex)$|^Microsoft \w+ - ", title.strip())
    return "" if is_file else title
