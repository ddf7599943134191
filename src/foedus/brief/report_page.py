"""A page of the record as HTML: one file that fetches nothing, for a screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.brief.markup import Heading, Markup, document, link, listed, safe, section, table
from foedus.brief.page_style import STYLE
from foedus.brief.report import Cell, Grid, Lines, Report, Section, SourceText

_STYLE = """
h2 { margin-top: 1.7rem; }
.part ul, .part ol { margin: .3rem 0 .6rem; padding-left: 1.2rem; }
.part ul.facts { padding: 0; color: var(--ink); max-width: none; }
.part li { margin: .15rem 0; overflow-wrap: anywhere; }
.part li.quotation { font-style: italic; }
.more, .intro { color: var(--soft); font-size: .92em; }
td, tbody th { overflow-wrap: break-word; }
.wide { margin-bottom: .8rem; }
.untitled caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; }
ul.lead { font-size: 1.06em; color: var(--ink); }
.ref { color: var(--soft); font-size: .72em; line-height: 0; text-decoration: none;
  vertical-align: super; margin-left: .15em; }
.mark.alert { background: #a3123a; color: #fff; }
ol.sources { color: var(--soft); font-size: .86em; overflow-wrap: anywhere; }
ul.notes { color: var(--soft); font-size: .9em; }
@media print { .mark.alert { border: 1px solid #000; } a { color: inherit; }
  section { break-inside: auto; } .part li { break-inside: avoid; } }
"""

_ONE_SHEET = """
@media print { @page { size: A4; margin: 8mm 10mm; } body { font-size: 7.3pt; line-height: 1.2; }
  header { padding-top: 3pt; } h1 { font-size: 13pt; margin: 0 0 2pt; }
  .guard { margin: 3pt 0; padding: 1pt 6pt; } ul.lead { font-size: 8.6pt; max-width: none; }
  ul.facts li { margin: 0; } main { columns: 2; column-gap: 7mm; }
  p { margin: 1pt 0; max-width: none; } section { margin-bottom: 2pt; }
  h2 { font-size: 9.2pt; margin: 0 0 1pt; padding-top: 2pt; }
  .part ul, .part ol { margin: 1pt 0 2pt; padding-left: 9pt; } .part li { margin: 0; }
  table { font-size: 7.3pt; } th, td { padding: .8pt 3pt; } thead th { font-size: 6.8pt; }
  .wide { margin: 0 0 2pt; } .say { min-width: 0; } .mark { font-size: 6.4pt; padding: 0 2pt; }
  .sources-section { column-span: all; } .sources-section h2 { font-size: 7pt; margin: 0; }
  ol.sources { font-size: 5.8pt; line-height: 1.15; margin: 0; padding: 0; }
  ol.sources li { display: inline; } ol.sources li::before { content: attr(value) " "; }
  ol.sources li:not(:last-child)::after { content: " · "; } .untitled { break-inside: avoid; }
  ol.sources a { text-decoration: none; } footer { margin-top: 2pt; padding-top: 2pt; }
  footer { font-size: 6.6pt; } footer p { margin: 0; } }
"""
"""For the page on a desk, which is one sheet of A4 on paper."""


def to_html(report: Report) -> str:
    """Return a report as a whole page.

    Parameters
    ----------
    report : Report

    Returns
    -------
    str
        HTML; everything that the report says is escaped.
    """
    return document(report.language, report.title, STYLE + _STYLE, "\n".join(_body(report)))


def to_sheet(report: Report) -> str:
    """Return a report as a page that is set in two columns, on one sheet of A4, when printed."""
    style = STYLE + _STYLE + _ONE_SHEET
    return document(report.language, report.title, style, "\n".join(_body(report)))


def _body(report: Report) -> Iterator[str]:
    subtitle = f"<p>{safe(report.subtitle)}</p>" if report.subtitle else ""
    facts = listed([_cell(fact) for fact in report.facts], "facts lead") if report.facts else ""
    guard = f'<p class="guard">{safe(report.guard)}</p>'
    yield f"<header><h1>{safe(report.title)}</h1>\n{subtitle}{facts}\n{guard}</header>\n<main>"
    yield from (_section(part) for part in report.sections)
    if report.notes:
        yield f'<div class="part">{listed([_cell(note) for note in report.notes], "notes")}</div>'
    yield _sources(report)
    yield "</main>\n<footer>" + "".join(f"<p>{safe(x)}</p>" for x in report.footer) + "</footer>"


def _section(part: Section) -> str:
    """Return a section, of which even an intro alone makes one."""
    intro = f'<p class="intro">{safe(part.intro)}</p>' if part.intro else ""
    parts = [
        _lines(p) if isinstance(p, Lines) else _grid(p, part.heading) for p in part.parts if p.rows
    ]
    return section(part.heading, intro, *parts)


def _lines(lines: Lines) -> str:
    tag = "ol" if lines.style == "numbers" else "ul"
    look = ' class="facts"' if lines.style == "facts" else ""
    item = ' class="quotation"' if lines.style == "quotations" else ""
    rows = "".join(f"<li{item}>{safe(_cell(row))}</li>" for row in lines.rows)
    return f'<div class="part"><{tag}{look}>{rows}</{tag}>{_more(lines.more)}</div>'


def _grid(grid: Grid, heading: str) -> str:
    """Return a table; one without a caption is called as its section for who cannot see it."""
    headings = [Heading(column.heading, column.look) for column in grid.columns]
    rows = [[_cell(cell) for cell in row] for row in grid.rows]
    if grid.caption:
        return table(grid.caption, headings, rows) + _more(grid.more)
    return f'<div class="untitled">{table(heading, headings, rows)}</div>{_more(grid.more)}'


def _more(text: str) -> str:
    return f'<p class="more">{safe(text)}</p>' if text else ""


def _sources(report: Report) -> str:
    if not report.sources:
        return ""
    rows = "".join(
        f'<li id="s{source.number}" value="{source.number}">{_source(source)}</li>'
        for source in report.sources
    )
    heading = f"<h2>{safe(report.sources_heading)}</h2>"
    return f'<section class="sources-section">{heading}<ol class="sources">{rows}</ol></section>'


def _source(source: SourceText) -> str:
    """Return a source with its address; one that is no web address would lead into this folder."""
    if source.url and source.url.startswith(("https://", "http://")):
        return link(source.url, source.text)
    return safe(source.text)


def _cell(cell: Cell) -> Markup:
    parts = [f"<strong>{safe(cell.strong)}</strong>"] if cell.strong else []
    if cell.text or not parts:
        parts.append(safe(cell.text))
    if cell.mark:
        parts.append(f'<span class="mark {cell.tone or "sourced"}">{safe(cell.mark)}</span>')
    reference = f'<a class="ref" href="#s{cell.source}">{cell.source}</a>' if cell.source else ""
    return Markup(" ".join(parts) + reference)
