"""Which format a file has: told by its content first, by its ending second."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Literal

Format = Literal["text", "markdown", "html", "pdf", "docx", "mail", "binary"]

ENDINGS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".md": "markdown",
        ".html": "html",
        ".htm": "html",
        ".pdf": "pdf",
        ".docx": "docx",
        ".eml": "mail",
    }
)
"""Files with these endings are read from a folder."""

HEAD = 1024
"""Bytes in which a format shows itself."""

PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|\r?\n[ \t])")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

FOREIGN = (
    b"\xd0\xcf\x11\xe0",  # Word of before 2007, and any Office file with a password
    b"{\\rtf",
    b"%!PS",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
)
"""First bytes of formats that are not read."""

ODD = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")
"""Control characters that no text holds; an escape may come from a terminal's log."""

ODD_SHARE = 0.02
"""Above this share of them, a file is no text: 2 % leaves room for a few broken characters."""


def format_of(name: str, content: bytes) -> Format:
    r"""Return the format of a file.

    Parameters
    ----------
    name : str
        Its ending counts where the content does not tell.
    content : bytes

    Examples
    --------
    >>> format_of("a.txt", b"%PDF-1.7 ..."), format_of("b", b"<!DOCTYPE html><p>Hello")
    ('pdf', 'html')
    >>> format_of("c", b"From: press@example.org\nSubject: Aid\n\nText"), format_of("d", b"\x00")
    ('mail', 'binary')
    """
    head = content[:HEAD]
    ending = ENDINGS.get(PurePath(name).suffix.lower())
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if ending == "docx" or _holds_word(content) else "binary"
    if head.startswith(FOREIGN):
        return "binary"
    if head.startswith(WIDE):
        return _wide(head, ending)
    if _is_binary(content):
        return "binary"
    if _is_mail(head):
        return "mail"
    if PAGE.search(head):
        return "html"
    return "text" if ending in (None, "pdf", "docx") else ending


def _wide(head: bytes, ending: Format | None) -> Format:
    narrow = head.decode("utf-16", errors="ignore").encode(errors="ignore")
    if PAGE.search(narrow):
        return "html"
    return ending if ending in ("html", "markdown") else "text"


def _is_binary(content: bytes) -> bool:
    if b"\0" in content:
        return True
    odd = len(content) - len(content.translate(None, bytes(ODD)))
    return odd > ODD_SHARE * len(content)


def _holds_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _is_mail(head: bytes) -> bool:
    """Return whether a file begins with a message's header: who sent it, and when or about what."""
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n\r\n")[0].split(b"\n\n")[0]
    if HEADER.match(first) is None:
        return False
    names = {found.group(1).lower() for line in first.split(b"\n") if (found := HEADER.match(line))}
    return b"from" in names and bool(names & {b"date", b"subject", b"message-id"})
