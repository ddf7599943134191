"""Bytes to text: UTF-8, UTF-16 with its mark, what the file declares; else a named guess."""

from __future__ import annotations

import codecs
import re

from foedus.errors import Finding, InputError

GUESS = "cp1252"
"""What English and French text is in that is not UTF-8: Windows' code page."""

GUESS_NAME = "Windows-1252"

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

TWICE = re.compile("Ã[\u00a0-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\u009d“”˜¦]|Â[\u00a0«»°]")
"""What UTF-8 looks like that was taken for Windows-1252 and saved again."""


def decoded(file: str, content: bytes, declared: str = "") -> tuple[str, tuple[Finding, ...]]:
    r"""Return the text of bytes, and a warning where the encoding was guessed.

    Parameters
    ----------
    file : str
        As a finding names it.
    content : bytes
    declared : str
        The encoding that the file names, where its bytes are no UTF-8.

    Raises
    ------
    InputError
        ``read.encoding``: neither UTF-8, nor what was declared, nor Windows-1252.

    Examples
    --------
    >>> decoded("a.txt", "été".encode())[0]
    'été'
    >>> text, found = decoded("a.txt", b"\xe9t\xe9")
    >>> text, found[0].kind, found[0].value
    ('été', 'read.encoding-guessed', 'Windows-1252')
    """
    for mark, codec in MARKS:
        if content.startswith(mark):
            return _strict(file, content, codec)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(file, content, declared)
    return text, _spoilt(file, text)


def _strict(file: str, content: bytes, codec: str) -> tuple[str, tuple[Finding, ...]]:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError([Finding("fault", "read.encoding", file, value=codec)]) from error
    return text, _spoilt(file, text)


def _guessed(file: str, content: bytes, declared: str) -> tuple[str, tuple[Finding, ...]]:
    if declared:
        try:
            return content.decode(declared), ()
        except (LookupError, UnicodeError):
            pass  # what a page declares is often wrong: then it counts for nothing
    try:
        text = content.decode(GUESS)
    except UnicodeDecodeError as error:
        raise InputError([Finding("fault", "read.encoding", file, value="UTF-8")]) from error
    return text, (Finding("warning", "read.encoding-guessed", file, value=GUESS_NAME),)


def _spoilt(file: str, text: str) -> tuple[Finding, ...]:
    """Return a warning where letters were spoilt by an earlier program; nothing is repaired."""
    found = TWICE.findall(text)
    if not found:
        return ()
    details = {"count": f"{len(found)}"}
    return (Finding("warning", "read.letters-spoilt", file, value=found[0], details=details),)
