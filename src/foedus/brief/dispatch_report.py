"""Dispatches as a table: proposals by what the record says of them, each with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.brief.dispatch_words import DispatchWords, shortened, source_texts
from foedus.brief.evidence import guard_rail
from foedus.brief.findings import sentence
from foedus.brief.record_lines import stamp_line
from foedus.brief.report import Cell, Column, Grid, Report, Section, SourceText, Tone
from foedus.results.dispatch import VERDICTS, Dispatch, Proposal, Verdict

TONES: dict[Verdict, Tone] = {
    "inconsistent": "alert",
    "contradicts": "alert",
    "unknown": "assumed",
    "new": "",
    "confirms": "sourced",
}
"""How a verdict looks."""


def dispatch_report(dispatch: Dispatch, words: DispatchWords) -> Report:
    """Return what was read in a dispatch as a page.

    Parameters
    ----------
    dispatch : Dispatch
    words : DispatchWords

    Returns
    -------
    Report
        A section a verdict, the gravest first; the proposals keep the numbers of the text.
    """
    numbers, sources = source_texts([dispatch])
    words = replace(words, sources=numbers)
    language = words.language
    sections = tuple(_sections(dispatch.proposals, words))
    return Report(
        language.code,
        language.text("read.title", title=title_of(dispatch)),
        subtitle_of(dispatch, words),
        (Cell(summary(dispatch.proposals, words)),),
        sections,
        tuple(Cell(sentence(found, language)) for found in dispatch.findings),
        language.text("view.sources"),
        cited(_text(sections), sources),
        guard_rail(language),
        (language.text("read.proposals-only"), stamp_line(dispatch.stamp, language)),
    )


def _text(sections: Sequence[Section]) -> str:
    grids = (part for section in sections for part in section.parts if isinstance(part, Grid))
    return " ".join(cell.text for grid in grids for row in grid.rows for cell in row)


def title_of(dispatch: Dispatch) -> str:
    """Return the title of a dispatch, or its file's name."""
    return dispatch.title or dispatch.document.file


def subtitle_of(dispatch: Dispatch, words: DispatchWords) -> str:
    """Return where and when a dispatch was written, in which language, and its file."""
    language = words.language
    line = dispatch.dateline
    day = "" if line is None else words.value("date", line.day)
    place = "" if line is None else line.place
    parts = (place, day, language.text(f"read.language.{dispatch.language}"))
    return " · ".join(part for part in (*parts, dispatch.document.file) if part)


def summary(proposals: Sequence[Proposal], words: DispatchWords) -> str:
    """Return how many proposals there are, by verdict."""
    language = words.language
    if not proposals:
        return language.text("read.nothing")
    counts = [
        language.count(f"read.count.{verdict}", number)
        for verdict in VERDICTS
        if (number := sum(one.verdict == verdict for one in proposals))
    ]
    return language.count("read.summary", len(proposals), verdicts=language.join(counts))


def _sections(proposals: Sequence[Proposal], words: DispatchWords) -> Iterator[Section]:
    for verdict in VERDICTS:
        rows = tuple(_row(one, words) for one in proposals if one.verdict == verdict)
        if rows:
            heading = words.language.text(f"read.heading.{verdict}")
            yield Section(heading, (Grid("", _columns(words), rows),))


def _columns(words: DispatchWords) -> tuple[Column, ...]:
    text = words.language.text
    return (
        Column(text("read.column.id"), "n"),
        Column(text("read.column.proposal"), "say"),
        Column(text("read.column.confidence"), "n"),
        Column(text("read.column.words"), "say"),
        Column(text("read.column.record"), "say"),
    )


def _row(one: Proposal, words: DispatchWords) -> tuple[Cell, ...]:
    return (
        Cell(one.id),
        Cell(words.fields(one), strong=words.kind(one) + words.language.text("view.colon")),
        Cell(words.language.number(one.confidence)),
        Cell(_words(one, words)),
        Cell(" ".join((*words.gravest(one), *_also(one, words)))),
    )


def _words(one: Proposal, words: DispatchWords) -> str:
    """Return the first words in short; of a contradiction in itself they stand with the record."""
    said = words.language.text("read.words", words=shortened(one.quote.text, LONGEST))
    return said + (f" (+{len(one.more)})" if one.more else "")


LONGEST = 130
"""Characters of a quotation in the table; the page and JSON have all of it."""


def _also(one: Proposal, words: DispatchWords) -> tuple[str, ...]:
    """Return the further verdicts of a proposal, beside that of its section."""
    others = {
        check.verdict: None
        for check in one.checks
        if check.verdict in ("inconsistent", "unknown") and check.verdict != one.verdict
    }
    if not others:
        return ()
    verdicts = words.language.join([words.language.text(f"read.verdict.{v}") for v in others])
    return (words.language.text("read.also", verdicts=verdicts),)


def cited(text: str, sources: Sequence[SourceText]) -> tuple[SourceText, ...]:
    """Return the sources that a text names by their number."""
    return tuple(source for source in sources if f"[{source.number}]" in text)
