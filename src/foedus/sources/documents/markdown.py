"""Markdown: its marks are dropped, its first heading is the title."""

from __future__ import annotations

import re

from foedus.sources.documents.decoding import decoded
from foedus.sources.documents.extract import Extract

HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+([^\n]{1,300})", re.MULTILINE)
MARKS = (
    (re.compile(r"^```[^\n]*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500})(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,500})(?<=\S)\*(?!\w)"), r"\1"),
    (
        re.compile(r"<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)", re.DOTALL | re.IGNORECASE),
        "",
    ),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>"), ""),
)


def extract(name: str, content: bytes) -> Extract:
    r"""Return the text of a Markdown file without its marks.

    Parameters
    ----------
    name : str
    content : bytes

    Raises
    ------
    InputError
        ``read.encoding``.

    Examples
    --------
    >>> found = extract("a.md", b"# Aid\n\n**Denmark** sends [tanks](https://example.org).")
    >>> found.title, found.text
    ('Aid', 'Aid\n\nDenmark sends tanks.')
    """
    text, findings = decoded(name, content)
    text = re.sub(r"\r\n?", "\n", text)
    heading = HEADING.search(text)
    for mark, instead in MARKS:
        text = mark.sub(instead, text)
    return Extract(
        text, "" if heading is None else heading.group(1).strip(" \t#"), findings=findings
    )
