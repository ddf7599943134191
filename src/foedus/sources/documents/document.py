"""One file to one document: its format is found, its text is taken out and tidied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from foedus.errors import Finding, InputError
from foedus.results.dispatch import Document
from foedus.sources.documents.boilerplate import without_boilerplate
from foedus.sources.documents.extract import Extract
from foedus.sources.documents.kinds import Format, format_of
from foedus.sources.documents.tables import is_table
from foedus.sources.origin import sha256_of

LARGEST = 20 * 1024**2
"""A larger file is not read, bytes: no dispatch is as long as that."""

READERS: Mapping[Format, str] = MappingProxyType(
    {
        "text": "plain_text",
        "markdown": "markdown",
        "html": "web_page",
        "pdf": "pdf",
        "docx": "word",
        "mail": "mail",
    }
)
"""The module of this package that reads a format; imported when one is met, since the libraries
of some are an extra."""

LONGEST_TITLE = 300
"""Characters of a title that are kept."""


def read_document(name: str, content: bytes) -> Document:
    r"""Return a file's text, title and day.

    Parameters
    ----------
    name : str
        As a finding names it; its ending counts where the content does not tell the format.
    content : bytes
        The whole file.

    Returns
    -------
    Document

    Raises
    ------
    InputError
        ``read.too-large``, ``read.empty``, ``read.binary``, ``read.table``, ``read.encoding``,
        ``read.damaged``, ``read.too-many-tags``, ``read.pdf-encrypted``, ``read.pdf-no-text``,
        ``read.zip-bomb``, ``read.extra-missing``.

    Examples
    --------
    >>> document = read_document("a.txt", b"Denmark sends tanks.\r\n\r\nShare on X\r\n")
    >>> document.text, document.sent
    ('Denmark sends tanks.', None)
    """
    if len(content) > LARGEST:
        raise InputError([too_large(name)])
    if not content.strip():
        raise InputError([Finding("fault", "read.empty", name)])
    found = _extract(name, content)
    text = _tidy(found.text)
    if not any(letter.isalnum() for letter in text):
        raise InputError([Finding("fault", "read.empty", name)])
    title = " ".join(found.title.split())[:LONGEST_TITLE]
    return Document(name, text, title, found.sent, sha256_of(content), found.findings)


def too_large(name: str) -> Finding:
    """Return the fault of a file that is larger than is read."""
    details = {"limit": f"{LARGEST // 1024**2}"}
    return Finding("fault", "read.too-large", name, details=details)


def _extract(name: str, content: bytes) -> Extract:
    found = format_of(name, content)
    if found == "binary":
        raise InputError([Finding("fault", "read.binary", name)])
    try:
        module = import_module(f"foedus.sources.documents.{READERS[found]}")
    except ImportError as error:
        library = (error.name or "").partition(".")[0]
        raise InputError([Finding("fault", "read.extra-missing", name, value=library)]) from error
    extract: Extract = module.extract(name, content)
    if found == "text" and is_table(extract.text):
        raise InputError([Finding("fault", "read.table", name)])
    return extract


def _tidy(text: str) -> str:
    """Return text with single ends of lines, without boilerplate, at most one empty line."""
    whole = re.sub(r"\r\n?|\f|\u2028", "\n", text).replace("\u2029", "\n\n").replace("\0", "")
    lines = "\n".join(line.rstrip() for line in without_boilerplate(whole).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n").rstrip()
