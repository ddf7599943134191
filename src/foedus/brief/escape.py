"""Make foreign text harmless: what a case says is data, never layout."""

from __future__ import annotations

import re
import unicodedata

_BIDI = "\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_HIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f{_BIDI}]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_MARKDOWN_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


def visible(text: str) -> str:
    r"""Return the text with control characters and marks of direction written out.

    A line break becomes a space; anything else that a reader would not see, and that could hide or
    turn around what stands beside it, becomes its escape.

    Examples
    --------
    >>> visible("tank\u202egnp.exe")
    'tank\\u202egnp.exe'
    >>> visible("two\nlines")
    'two lines'
    """
    return _HIDDEN.sub(_written_out, unicodedata.normalize("NFC", text))


def _written_out(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\t\n\r":
        return " "
    return f"\\u{ord(character):04x}"


def markdown(text: str) -> str:
    r"""Escape a line of text for Markdown.

    Examples
    --------
    >>> markdown("[red] <script>")
    '\\[red\\] \\<script\\>'
    """
    return _MARKDOWN_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))
