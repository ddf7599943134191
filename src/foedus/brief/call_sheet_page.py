"""The call sheet as one HTML page that needs nothing else and prints well."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from foedus.brief.call_sheet import AskText, CallSheet, Section

STYLE = """
:root { --ink: #1b2733; --soft: #5b6875; --line: #d5dbe1; --accent: #0b4f8a; --mark: #9a4b00; }
* { box-sizing: border-box; }
body { font: 16px/1.5 "Source Serif 4", Georgia, "Times New Roman", serif; color: var(--ink);
  max-width: 46rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.9rem; margin: 0; }
h2 { font-size: 1.05rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft);
  border-bottom: 1px solid var(--line); margin: 2.2rem 0 .6rem; }
h3 { font-size: 1.2rem; color: var(--accent); margin: 1.4rem 0 .2rem; break-after: avoid; }
p { margin: .3rem 0; }
.subtitle { font-size: 1.15rem; }
.facts, .notes, .positions { color: var(--soft); font-size: .88rem; }
.facts, .notes, .asks { list-style: none; padding: 0; margin: .4rem 0; }
.asks > li { margin: .7rem 0; padding-left: .8rem; border-left: 3px solid var(--accent);
  break-inside: avoid; }
.asks > li.assumed { border-left-style: dashed; border-left-color: var(--mark); }
.request { font-weight: 600; }
.positions { margin: .5rem 0 0; padding-left: .8rem; }
.positions p { margin: .25rem 0; overflow-wrap: anywhere; }
.notes li { overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .6rem;
  font-style: italic; color: var(--soft); }
a { color: var(--accent); }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } @page { margin: 18mm; } }
"""
"""Style sheet of the pages; no font and no file is fetched."""


def to_html(sheet: CallSheet) -> str:
    """Return the call sheet as a self-contained HTML page; everything is escaped."""
    return page(sheet.language.code, f"{sheet.title} – {sheet.subtitle}", "\n".join(_body(sheet)))


def page(language: str, title: str, body: str) -> str:
    """Return an HTML page around a body that is already escaped; the title is escaped here."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _body(sheet: CallSheet) -> Iterator[str]:
    yield f"<header><h1>{escape(sheet.title)}</h1>"
    yield f'<p class="subtitle">{escape(sheet.subtitle)}</p>'
    yield _list("facts", sheet.facts) + "</header>"
    yield "<main>"
    for chapter in sheet.chapters:
        yield f"<section><h2>{escape(chapter.heading)}</h2>"
        yield from (_section(section, sheet) for section in chapter.sections)
        yield "</section>"
    yield f"<section><h2>{escape(sheet.bundle_heading)}</h2><p>{escape(sheet.bundle_intro)}</p>"
    yield _steps(sheet) + "</section></main>"
    yield f"<footer>{escape(sheet.guard)}</footer>"


def _section(section: Section, sheet: CallSheet) -> str:
    standing = f"<p>{escape(section.standing)}</p>" if section.standing else ""
    asks = "".join(_ask(ask) for ask in section.asks)
    return (
        f"<h3>{escape(section.heading)}</h3>{standing}"
        f'<ul class="asks">{asks}</ul>{_positions(section, sheet)}'
    )


def _ask(ask: AskText) -> str:
    return (
        f'<li class="{escape(ask.basis)}"><span class="request">{escape(ask.request)}</span> '
        f"{escape(ask.effect)}{_list('notes', ask.notes)}</li>"
    )


def _positions(section: Section, sheet: CallSheet) -> str:
    if not section.positions:
        return ""
    heading = f"<p><strong>{escape(sheet.positions_heading)}</strong></p>"
    paragraphs = "".join(f"<p>{escape(position)}</p>" for position in section.positions)
    return f'<div class="positions">{heading}{paragraphs}</div>'


def _steps(sheet: CallSheet) -> str:
    if not sheet.bundle:
        return ""
    return "<ol>" + "".join(f"<li>{escape(step)}</li>" for step in sheet.bundle) + "</ol>"


def _list(name: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return f'<ul class="{name}">' + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
