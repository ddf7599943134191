"""The call sheet on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from foedus.brief.call_sheet import AskText, CallSheet, Chapter, Section
from foedus.brief.escape import markdown
from foedus.brief.prose import Prose


def to_terminal(sheet: CallSheet) -> RenderableType:
    """Return the call sheet for a Rich console."""
    parts: list[RenderableType] = [Rule(Text(sheet.title, "bold")), Text(sheet.subtitle, "bold")]
    parts.extend(Prose(Text(fact, "dim")) for fact in sheet.facts)
    for chapter in sheet.chapters:
        parts.extend(_chapter(chapter, sheet))
    parts.extend(bundle_lines(sheet))
    return Group(*parts, Text(""), Prose(Text(sheet.guard, "italic")))


def _chapter(chapter: Chapter, sheet: CallSheet) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(chapter.heading.upper(), "bold")
    for section in chapter.sections:
        yield from section_lines(section, sheet)


def section_lines(section: Section, sheet: CallSheet) -> Iterator[RenderableType]:
    """Yield the lines of a section for a Rich console."""
    yield Text("")
    yield Text(section.heading, "bold cyan")
    if section.standing:
        yield Prose(Text(section.standing))
    for ask in section.asks:
        yield from _ask(ask)
    if section.positions:
        yield Prose(Text(sheet.positions_heading, "dim bold"), indent=2)
    for position in section.positions:
        yield Prose(Text(position, "dim"), indent=2, bullet="– ")


def _ask(ask: AskText) -> Iterator[RenderableType]:
    line = Text.assemble((ask.request, "bold"), " ", ask.effect)
    yield Prose(line, indent=2, bullet="• ")
    for note in ask.notes:
        yield Prose(Text(note, "dim"), indent=4, bullet="– ")


def bundle_lines(sheet: CallSheet) -> Iterator[RenderableType]:
    """Yield the bundle for a Rich console."""
    yield Text("")
    yield Text(sheet.bundle_heading.upper(), "bold")
    yield Prose(Text(sheet.bundle_intro))
    for number, step in enumerate(sheet.bundle, 1):
        yield Prose(Text(step), indent=2, bullet=f"{number}. ")


def to_markdown(sheet: CallSheet) -> str:
    """Return the call sheet as Markdown; what comes from a case is escaped."""
    lines = [f"# {markdown(sheet.title)}", f"**{markdown(sheet.subtitle)}**"]
    lines.append("\n".join(f"- {markdown(fact)}" for fact in sheet.facts))
    for chapter in sheet.chapters:
        lines.append(f"## {markdown(chapter.heading)}")
        lines.extend(part for s in chapter.sections for part in _section_markdown(s, sheet))
    lines.extend((f"## {markdown(sheet.bundle_heading)}", markdown(sheet.bundle_intro)))
    if sheet.bundle:
        lines.append("\n".join(f"{n}. {markdown(s)}" for n, s in enumerate(sheet.bundle, 1)))
    lines.extend(("---", f"*{markdown(sheet.guard)}*"))
    return "\n\n".join(lines) + "\n"


def _section_markdown(section: Section, sheet: CallSheet) -> Iterator[str]:
    yield f"### {markdown(section.heading)}"
    if section.standing:
        yield markdown(section.standing)
    yield "\n".join(line for ask in section.asks for line in _ask_markdown(ask))
    if section.positions:
        yield f"*{markdown(sheet.positions_heading)}*"
        yield "\n>\n".join(f"> {markdown(position)}" for position in section.positions)


def _ask_markdown(ask: AskText) -> Iterator[str]:
    yield f"- **{markdown(ask.request)}** {markdown(ask.effect)}"
    yield from (f"  - {markdown(note)}" for note in ask.notes)
