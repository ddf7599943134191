"""Web pages: the text of the article, without menus, scripts and notices. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from datetime import date

from lxml import etree
from lxml import html as markup
from trafilatura import bare_extraction

from foedus.errors import Finding, InputError
from foedus.sources.documents.decoding import decoded
from foedus.sources.documents.extract import Extract

MOST_TAGS = 100_000
"""A page with more is no article: a long report has some 10,000."""

TAG = re.compile(r"<[a-zA-Z/]")
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.I)
HEAD = 4096
"""Bytes in which a page says its encoding."""

UNREAD = (
    *("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "nav"),
    *("footer", "button", "select"),
)
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figure"),
        *("figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    }
)

BROKEN = (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What the libraries raise on markup that is broken on purpose."""

# What they find amiss in a page is no message for whoever reads the dispatch.
for library in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(library).addHandler(logging.NullHandler())


def extract(name: str, content: bytes) -> Extract:
    """Return the text, the title and the day of a page.

    Parameters
    ----------
    name : str
    content : bytes

    Raises
    ------
    InputError
        ``read.too-many-tags``, ``read.encoding``.

    Notes
    -----
    The text, the title and the day are found by trafilatura and htmldate; where they find no
    text, all of the page's is taken.

    Examples
    --------
    >>> page = b"<html><title>Aid</title><script>x()</script><p>Denmark sends ten tanks.</p></html>"
    >>> found = extract("a.html", page)
    >>> found.title, found.text
    ('Aid', 'Denmark sends ten tanks.')
    """
    declared = CHARSET.search(content[:HEAD])
    text, findings = decoded(name, content, declared.group(1).decode() if declared else "")
    count = len(TAG.findall(text))
    if count > MOST_TAGS:
        details = {"count": f"{count}", "limit": f"{MOST_TAGS}"}
        raise InputError([Finding("fault", "read.too-many-tags", name, details=details)])
    tree = _tree(text)
    if tree is None:
        return Extract("", findings=findings)
    title = _title(tree)
    found = _article(text)
    if found is None or not found.text:
        return Extract(_all_text(tree), title, found.sent if found else None, findings)
    return Extract(found.text, found.title or title, found.sent, findings)


def _tree(text: str) -> markup.HtmlElement | None:
    """Return the parsed page; None where there is nothing in it.

    The parser keeps libxml2's own limits: a tree is at most some 256 elements deep.
    """
    parser = markup.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return markup.document_fromstring(text.encode(errors="replace"), parser=parser)
    except BROKEN:
        return None


def _article(text: str) -> Extract | None:
    """Return what trafilatura takes for the article; None where it finds none."""
    tree = _tree(text)
    if tree is None:
        return None
    try:
        found = bare_extraction(
            tree,
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
            prune_xpath=[f"//{tag}" for tag in UNREAD if tag != "head"],
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except BROKEN:
        return None
    if found is None or isinstance(found, dict):
        return None
    whole = (found.text or "").replace("\n", "\n\n")
    return Extract(whole, found.title or "", _day(found.date))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _title(tree: markup.HtmlElement) -> str:
    given = tree.xpath("string(//meta[@property='og:title']/@content)") or tree.xpath(
        "string(//title)"
    )
    return " ".join(str(given).split())


def _all_text(tree: markup.HtmlElement) -> str:
    """Return all text of a page, a paragraph for each block."""
    etree.strip_elements(tree, *UNREAD, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in BLOCKS:
            parts.append("\n\n")
        elif element.tag == "br" and event == "end":
            parts.append("\n")
        parts.append(_words(element.text if event == "start" else element.tail))
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
