"""HTML of foreign text: everything is escaped here, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from foedus.brief.escape import visible

_SAFE_LINK = re.compile(r"https?://[^\s\"'<>\\]+", re.ASCII)


@dataclass(frozen=True)
class Markup:
    """HTML that is already escaped.

    Parameters
    ----------
    html : str
    """

    html: str


@dataclass(frozen=True)
class Heading:
    """A heading of a column.

    Parameters
    ----------
    text : str
    look : {"", "n", "say", "when"}
        ``n`` for numbers, ``say`` for sentences, ``when`` for months.
    """

    text: str
    look: str = ""


def safe(text: str | Markup | None) -> str:
    """Return text as HTML; an unknown text is a dash.

    Examples
    --------
    >>> safe("<script>"), safe(Markup("<b>1</b>"))
    ('&lt;script&gt;', '<b>1</b>')
    """
    if isinstance(text, Markup):
        return text.html
    return escape(visible(text)) if text else "–"


def link(address: str, text: str) -> str:
    """Return a link to a file of the same folder or to a page; other addresses stay text.

    Examples
    --------
    >>> link("javascript:alert(1)", "source")
    'source'
    """
    local = ":" not in address and not address.startswith(("/", "\\"))
    if not local and not _SAFE_LINK.fullmatch(address):
        return safe(text)
    relation = "" if local else ' rel="noopener noreferrer"'
    return f'<a href="{escape(address)}"{relation}>{safe(text)}</a>'


def table(
    caption: str, headings: Sequence[Heading], rows: Iterable[Sequence[str | Markup | None]]
) -> str:
    """Return a table; the first cell of a row is its heading. It scrolls on a narrow screen."""
    head = "".join(f'<th scope="col"{_class(h)}>{safe(h.text)}</th>' for h in headings)
    body = "\n".join(_row(headings, row) for row in rows)
    return (
        f'<div class="wide" role="region" aria-label="{safe(caption)}" tabindex="0"><table>'
        f"<caption>{safe(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def listed(lines: Iterable[str | Markup], look: str) -> str:
    """Return lines as a list."""
    return f'<ul class="{look}">' + "".join(f"<li>{safe(line)}</li>" for line in lines) + "</ul>"


def section(heading: str, *parts: str) -> str:
    """Return a section with its heading; nothing where no part says anything."""
    said = [part for part in parts if part]
    return (
        "\n".join(("<section>", f"<h2>{safe(heading)}</h2>", *said, "</section>")) if said else ""
    )


def document(language: str, title: str, style: str, body: str) -> str:
    """Return a whole page that may fetch nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _row(headings: Sequence[Heading], cells: Sequence[str | Markup | None]) -> str:
    first, *others = zip(headings, cells, strict=True)
    row = f'<th scope="row"{_class(first[0])}>{safe(first[1])}</th>'
    return f"<tr>{row}" + "".join(f"<td{_class(h)}>{safe(c)}</td>" for h, c in others) + "</tr>"


def _class(heading: Heading) -> str:
    return f' class="{heading.look}"' if heading.look else ""
