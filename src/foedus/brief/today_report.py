"""The page on the desk that morning: one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.brief import desk_lines as desk
from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Lines, Report, Section, numbered
from foedus.brief.succession_report import office_facts, standing_sections
from foedus.results.plan import Plan
from foedus.results.record import ChangeLine, Nomination, SpendingLine, Today


@dataclass(frozen=True)
class Shown:
    """How many lines of each list are shown."""

    decisions: int
    pending: int
    silences: int
    pledges: int
    asks: int
    changes: int


SHEET = Shown(decisions=5, pending=8, silences=4, pledges=6, asks=5, changes=6)
"""So many fit one sheet of A4."""

_EVERY = 1_000_000
ALL = Shown(_EVERY, _EVERY, _EVERY, _EVERY, _EVERY, _EVERY)
"""Every line."""

SHOWN = {"sheet": SHEET, "all": ALL}
"""By what the user asks for."""


def today_report(
    today: Today, language: Language, *, plan: Plan | None = None, shown: Shown = SHEET
) -> Report:
    """Return the page on the desk.

    Parameters
    ----------
    today : Today
    language : Language
    plan : Plan, optional
        The run of which the asks are, so that they can be said in full.
    shown : Shown

    Returns
    -------
    Report
    """
    words = RecordWords(language, today.sources)
    text = language.text
    report = Report(
        language.code,
        text("view.today.title", day=language.date(today.at)),
        text(
            "view.today.subtitle",
            title=language.own(today.title) if today.title else today.case,
            day=language.date(today.at),
        ),
        tuple(_facts(today, words)),
        tuple(_sections(today, words, plan, shown)),
        words.notes(today.findings),
        text("view.sources"),
        words.source_texts(),
        guard_rail(language),
        words.footer(today.stamp, assumed=today.assumed, lines=today.lines),
    )
    return numbered(report)


def _facts(today: Today, words: RecordWords) -> Iterator[Cell]:
    if today.succession is None:
        heading = words.language.text("view.section.terms") + words.language.text("view.colon")
        yield Cell(words.language.text("view.not-in-record"), strong=heading)
    else:
        yield from office_facts(today.succession, words)


def _sections(
    today: Today, words: RecordWords, plan: Plan | None, shown: Shown
) -> Iterator[Section]:
    language, unknown = words.language, today.unknown
    yield desk.filled("priorities", desk.priorities(today.priorities, words), unknown, language)
    if today.succession is not None:
        yield from standing_sections(_open(today.succession.nominations), words)
    taken = desk.decisions(today.decisions, words, shown=shown.decisions)
    yield desk.filled("decisions", taken, unknown, language)
    pending = desk.pending(today.pending, words, shown=shown.pending)
    yield desk.filled("pending", pending, unknown, language)
    procedures = desk.silences(today.silences, words, shown=shown.silences)
    yield desk.filled("silences", procedures, unknown, language)
    owed = desk.pledges(today.pledges, words, shown=shown.pledges)
    yield desk.filled("pledges", owed, unknown, language)
    asked = desk.asks(today.asks, words, plan=plan, shown=shown.asks)
    yield desk.filled("asks", asked, unknown, language, intro=desk.run_line(today.run, language))
    yield desk.filled("spending", _spending(today, words), unknown, language)
    agreed = desk.agreements(today.agreements, words)
    yield desk.filled("agreements", agreed, unknown, language)
    yield _changes(today, words, shown.changes)


def _open(nominations: Sequence[Nomination]) -> tuple[Nomination, ...]:
    return tuple(nomination for nomination in nominations if nomination.state == "open")


def _spending(today: Today, words: RecordWords) -> Lines:
    """Return who meets the guideline and who does not, each with its share, the highest first."""
    rows = sorted(today.spending, key=lambda row: (-row.share, row.party))
    guideline = words.language.percent(today.guideline)
    groups = (
        ("meets", [row for row in rows if row.meets]),
        ("below", [row for row in rows if not row.meets]),
    )
    return Lines(
        tuple(_spenders(key, group, guideline, words) for key, group in groups if group), "facts"
    )


def _spenders(key: str, rows: Sequence[SpendingLine], guideline: str, words: RecordWords) -> Cell:
    language = words.language
    years, estimates = sorted({row.year for row in rows}), {row.estimate for row in rows}
    mixed = "some" if len(estimates) > 1 else "all" if True in estimates else "none"
    heading = language.count(f"view.spending.{key}", len(rows), guideline=guideline)
    releases = ", ".join(sorted({row.release for row in rows if row.release}))
    said = language.text(
        f"view.spending.estimates-{mixed}",
        parties=", ".join(
            _spender(row, language, dated=len(years) > 1, marked=mixed == "some") for row in rows
        ),
        years=", ".join(str(year) for year in years),
        release=releases or UNKNOWN,
    )
    return words.cell(said, desk.evidence_of([row.evidence for row in rows]), strong=heading)


def _spender(row: SpendingLine, language: Language, *, dated: bool, marked: bool) -> str:
    estimate = language.text("view.spending.estimate") if marked and row.estimate else ""
    year = f" {row.year}" if dated else ""
    return f"{language.party(row.party)} {language.percent(row.share, 2)}{year}{estimate}"


def _changes(today: Today, words: RecordWords, number: int) -> Section:
    language = words.language
    heading = language.text("view.section.changes", day=language.date(today.since))
    groups = _grouped(today.changes)
    shown = groups[:number]
    left_out = len(today.changes) - sum(len(group) for group in shown)
    more = language.count("view.more", left_out) if left_out else ""
    rows = tuple(
        _consulted(group, words) if group[0].kind == "consultation" else _change(group[0], words)
        for group in shown
    )
    intro = "" if rows else language.text("view.none")
    return Section(heading, (Lines(rows, more=more),), intro)


def _grouped(changes: Sequence[ChangeLine]) -> list[list[ChangeLine]]:
    """Return the changes a line each, the latest first and, of a day, statements last.

    Members that took the same stance on the same person on a day share a line.
    """
    order = sorted(changes, key=lambda row: (-row.date.toordinal(), row.kind == "statement"))
    groups: dict[object, list[ChangeLine]] = {}
    for place, row in enumerate(order):
        shared = row.kind == "consultation"
        key = (row.date, row.person, row.detail) if shared else place
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _consulted(rows: Sequence[ChangeLine], words: RecordWords) -> Cell:
    """Return where members stand on a person, an assumed position marked beside the name."""
    language, first = words.language, rows[0]
    mark = f" ({language.text('view.mark.position')})"
    members = ", ".join(
        language.party(row.party) + (mark if row.evidence.basis != "sourced" else "")
        for row in sorted(rows, key=lambda row: language.order(language.party(row.party)))
    )
    person = first.person or (language.own(first.what) if first.what else UNKNOWN)
    stance = _detail(first, language)
    said = language.text("view.change.stance", person=person, stance=stance, members=members)
    source = words.number(first.evidence.source)
    return Cell(said, source=source, strong=language.date(first.date))


def _change(row: ChangeLine, words: RecordWords) -> Cell:
    language = words.language
    party = language.party(row.party) if row.party else ""
    who = f"{row.person} ({party})" if row.person and party else row.person or party
    subject = language.own(row.what) if row.what else ""
    if row.kind == "statement":
        quoted = "quoted" if row.detail == "quoted" else "reported"
        said = language.text(f"view.statement.{quoted}", words=subject)
        what = language.text("view.change.words", person=who, words=said)
    else:
        what = ", ".join(p for p in (who, subject, _detail(row, language)) if p) or UNKNOWN
    said = language.text("view.change", kind=named(language, "change", row.kind), what=what)
    return words.cell(said, row.evidence, strong=language.date(row.date))


def _detail(row: ChangeLine, language: Language) -> str:
    if not row.detail:
        return ""
    topic = {
        "decision": "outcome",
        "consultation": "stance",
        "ledger": "stage",
        "nomination": "nomination",
    }.get(row.kind)
    return named(language, topic, row.detail) if topic else row.detail
