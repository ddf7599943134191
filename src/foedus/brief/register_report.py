"""The register as a page: members since when, the head, agreements; a list held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from foedus.brief import desk_lines as desk
from foedus.brief.evidence import guard_rail
from foedus.brief.figures_words import Background, Lists, notes
from foedus.brief.language import Language
from foedus.brief.record_lines import RecordWords
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section, numbered
from foedus.brief.succession_report import office_facts
from foedus.results.record import Agreement, Evidence, SourceLine, Succession
from foedus.results.register import Interval, Member, Register

REMARKS = ("record.after-as-of", "register.twice")
"""Findings that the page tells as remarks; the others stand in its lines."""


@dataclass(frozen=True)
class Entries:
    """What the register tells beside the members.

    Parameters
    ----------
    register : Register
    succession : Succession, optional
        Who heads the body; None where the case has no such office.
    agreements : tuple of Agreement
        In force on the day.
    assumed_members : frozenset of str
        Members whose row has no source, or an assumed one.
    """

    register: Register
    succession: Succession | None = None
    agreements: tuple[Agreement, ...] = ()
    assumed_members: frozenset[str] = frozenset()


def register_report(
    entries: Entries, language: Language, *, background: Background, shown: Lists = "sheet"
) -> Report:
    """Return the register as a page.

    Parameters
    ----------
    entries : Entries
    language : Language
    background : Background
        Its sources; those that a line names are listed.
    shown : {"sheet", "all"}

    Returns
    -------
    Report
    """
    register = entries.register
    words = RecordWords(language, _used(entries, background))
    evidence = _evidence(entries)
    body = body_words(register.body, language)
    report = Report(
        language.code,
        language.text("figures.register.title", body=body, day=language.date(register.at)),
        language.text("view.known-on", day=language.date(register.at)),
        tuple(_facts(entries, words)),
        tuple(_sections(entries, words)),
        notes([f for f in register.findings if f.kind in REMARKS], language, shown),
        language.text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(
            register.stamp,
            assumed=sum(one.basis != "sourced" for one in evidence),
            lines=len(evidence),
        ),
    )
    return numbered(report)


def body_words(body: str, language: Language) -> str:
    """Return a body by name, else by its key."""
    key = f"figures.body.{body}"
    return language.text(key) if language.has(key) else body


def _evidence(entries: Entries) -> list[Evidence]:
    found = [_of(member, entries) for member in entries.register.members]
    found += [agreement.evidence for agreement in entries.agreements]
    made = entries.succession
    if made is not None:
        lines = (made.holder, made.successor, made.decision)
        found += [line.evidence for line in lines if line is not None]
    return found


def _of(member: Member, entries: Entries) -> Evidence:
    return Evidence(
        "assumed" if member.party in entries.assumed_members else "sourced", member.source
    )


def _used(entries: Entries, background: Background) -> tuple[SourceLine, ...]:
    used = {one.source for one in _evidence(entries)}
    return tuple(source for source in background.sources if source.source in used)


def _facts(entries: Entries, words: RecordWords) -> Iterator[Cell]:
    language, register = words.language, entries.register
    count = language.count("figures.register.members", len(register.members))
    yield Cell(count, strong=body_words(register.body, language) + language.text("view.colon"))
    if entries.succession is not None:
        yield from office_facts(entries.succession, words)
    if register.listed is not None:
        yield _held(register, language)


def _held(register: Register, language: Language) -> Cell:
    """Return how far the list agrees, and the days that it fits."""
    assert register.listed is not None
    strong = register.listed.file + language.text("view.colon")
    count = language.count("figures.register.listed", len(register.listed.parties))
    interval = next(iter(reversed(register.fits)), register.nearest)
    said = language.text(
        f"figures.register.{register.state}",
        count=count,
        members=len(register.members),
        day=language.date(register.at),
        interval=interval_words(interval, language) if interval else "",
    )
    bad = register.state != "agrees"
    mark = language.text(f"figures.register.mark-{register.state}") if bad else ""
    return Cell(said, mark, "alert" if bad else "", strong=strong)


def interval_words(interval: Interval, language: Language) -> str:
    """Return the days of an interval in words, its last day included."""
    since = language.date(interval.since)
    if interval.until is None:
        return language.text("figures.register.open-interval", since=since)
    last = language.date(interval.until - timedelta(days=1))
    return language.text("figures.register.interval", since=since, last=last)


def _sections(entries: Entries, words: RecordWords) -> Iterator[Section]:
    text, register = words.language.text, entries.register
    differs = tuple(_differences(register, words.language))
    if differs:
        yield Section(text("figures.register.differences"), (Lines(differs, "facts"),))
    none = "" if register.members else text("view.none")
    yield Section(text("figures.register.heading"), (_members(entries, words),), none)
    agreed = desk.agreements(entries.agreements, words)
    intro = "" if agreed.rows else text("view.none")
    yield Section(text("view.section.agreements"), (agreed,), intro)


def _differences(register: Register, language: Language) -> Iterator[Cell]:
    for name, parties in (("missing", register.missing), ("extra", register.extra)):
        if parties:
            strong = language.text(f"figures.register.{name}")
            yield Cell(language.parties(parties), strong=strong)


def _members(entries: Entries, words: RecordWords) -> Grid:
    """Return the members in the order of their accession, each with its source."""
    language = words.language
    columns = (
        Column(language.text("figures.column.member")),
        Column(language.text("figures.column.since"), "when"),
    )
    order = sorted(
        entries.register.members,
        key=lambda member: (member.since, language.order(language.party(member.party))),
    )
    rows = tuple(
        (
            words.cell(language.party(member.party), _of(member, entries)),
            Cell(language.date(member.since)),
        )
        for member in order
    )
    return Grid("", columns, rows)
