"""The lines that the page on a desk and a hand-over file share: from decisions to asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedus.brief.asks import Ask, request
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import RecordWords, named
from foedus.brief.report import Cell, Column, Grid, Lines, Section
from foedus.brief.silence_report import deadline, headline
from foedus.brief.words import Words
from foedus.results.plan import Plan
from foedus.results.record import (
    Agreement,
    AskLine,
    DecisionLine,
    Evidence,
    OpenQuestion,
    PledgeLine,
    Priority,
    Run,
    SilenceLine,
)

_SAID_BY_THE_HEADING = {"adopted", "pending"}


def priorities(rows: Sequence[Priority], words: RecordWords) -> Lines:
    """Return the priorities in their order, each with who has it in hand and when it is due."""
    return Lines(tuple(_priority(row, words) for row in rows), "facts")


def _priority(row: Priority, words: RecordWords) -> Cell:
    language = words.language
    parts = [language.own(row.subject)]
    if row.owner:
        parts.append(language.party(row.owner))
    if row.due:
        parts.append(language.text("view.due", day=language.date(row.due)))
    return words.cell(" · ".join(parts), row.evidence, strong=f"{row.rank}.")


def pending(rows: Sequence[DecisionLine], words: RecordWords, *, shown: int) -> Lines:
    """Return what is not decided yet: since when that is known, subject, body."""
    cells = tuple(_pending(row, words) for row in rows[:shown])
    return Lines(cells, more=words.more(rows, shown))


def _pending(row: DecisionLine, words: RecordWords) -> Cell:
    language = words.language
    body = language.own(row.body_name) if row.body_name else row.body
    day = language.date(row.date)
    said = language.text("view.pending", subject=language.own(row.subject), body=body, day=day)
    return words.cell(said, row.evidence)


def decisions(rows: Sequence[DecisionLine], words: RecordWords, *, shown: int) -> Lines:
    """Return decisions: day, body, subject, rule and outcome."""
    return Lines(tuple(_decision(row, words) for row in rows[:shown]), more=words.more(rows, shown))


def _decision(row: DecisionLine, words: RecordWords) -> Cell:
    language = words.language
    body = language.own(row.body_name) if row.body_name else row.body
    how = [body, named(language, "rule", row.rule)]
    if row.outcome not in _SAID_BY_THE_HEADING:
        how.append(named(language, "outcome", row.outcome))
    subject = language.own(row.subject)
    said = language.text("view.decision", subject=subject, how=", ".join(how))
    return words.cell(said, row.evidence, strong=language.date(row.date))


def silences(rows: Sequence[SilenceLine], words: RecordWords, *, shown: int) -> Grid:
    """Return the silence procedures with their state and deadline."""
    language = words.language
    names = ("text", "state", "expires")
    columns = tuple(Column(language.text(f"view.column.{name}")) for name in names)
    cells = tuple(
        (
            Cell(row.name),
            Cell(headline(row.silence, language)),
            Cell(deadline(row.silence, language)),
        )
        for row in rows[:shown]
    )
    return Grid("", columns, cells, words.more(rows, shown))


def pledges(rows: Sequence[PledgeLine], words: RecordWords, *, shown: int) -> Grid:
    """Return what is promised and not made good: who, to whom, what, by when, made good."""
    text = words.language.text
    columns = (
        Column(text("view.column.donor")),
        Column(text("view.column.recipient")),
        Column(text("view.column.promised")),
        Column(text("view.column.made-good"), "n"),
        Column(text("view.column.due"), "when"),
    )
    return Grid(
        "",
        columns,
        tuple(_pledge(row, words) for row in rows[:shown]),
        words.more(rows, shown),
    )


def _pledge(row: PledgeLine, words: RecordWords) -> tuple[Cell, ...]:
    language = words.language
    due = language.short_month(row.due)
    overdue = language.text("view.mark.overdue") if row.overdue else ""
    return (
        words.cell(language.party(row.donor), row.evidence),
        Cell(language.party(row.recipient)),
        Cell(_promised(row, language)),
        Cell(language.number(row.made_good)),
        Cell(due, overdue, "alert" if overdue else ""),
    )


def _promised(row: PledgeLine, language: Language) -> str:
    """Return what is promised: the item with its quantity, the amount; what is known of both."""
    quantity = language.quantity(row.quantity, row.unit) if row.quantity is not None else ""
    item = language.own(row.item_name) if row.item_name else row.item or ""
    if item and quantity:
        item = language.text("view.promised", item=item, quantity=quantity)
    amount = ""
    if row.amount is not None:
        amount = (
            language.amount(row.amount, row.currency)
            if row.currency
            else language.number(row.amount)
        )
    return ", ".join(part for part in (item or quantity, amount) if part) or UNKNOWN


def asks(rows: Sequence[AskLine], words: RecordWords, *, plan: Plan | None, shown: int) -> Lines:
    """Return the open asks of a run as sentences; in full where its plan is at hand."""
    cells = tuple(
        _ask_of_plan(row, Words(plan, words.language)) if plan else _ask(row, words.language)
        for row in rows[:shown]
    )
    return Lines(cells, more=words.more(rows, shown))


def run_line(run: Run | None, language: Language) -> str:
    """Return which run the asks are from."""
    if run is None:
        return ""
    return language.text("view.run", name=run.name, day=language.date(run.as_of))


def _ask_of_plan(row: AskLine, words: Words) -> Cell:
    ask = Ask(
        number=row.ask, party=row.party, limit=row.limit, row=row.row, item=row.item,
        capability=row.capability, hub=row.hub, line=row.line, per_unit=row.per_unit,
        unit=row.unit, per_100m=None, basis=row.basis, weakest=None, survives=None,
        moved_by=row.moved_by, gain=row.gain, unlocks=(),
    )  # fmt: skip
    return Cell(request(ask, words))


def _ask(row: AskLine, language: Language) -> Cell:
    parts = [named(language, "limit", row.limit)]
    name = language.own(row.item_name) if row.item_name else row.item
    parts.extend(p for p in (name, row.capability, row.hub, row.line) if p)
    if row.moved_by is not None:
        parts.append(language.quantity(row.moved_by, row.unit))
    mark = language.text("view.mark.assumed") if row.basis != "sourced" else ""
    strong = language.party(row.party) + language.text("view.colon") if row.party else ""
    return Cell(", ".join(parts), mark, "assumed" if mark else "", strong=strong)


def agreements(rows: Sequence[Agreement], words: RecordWords) -> Lines:
    """Return the agreements: a line for all of a kind, a title and a source, with their parties."""
    groups: dict[tuple[str, str, str | None], list[Agreement]] = {}
    for row in rows:
        title = words.language.own(row.title)
        groups.setdefault((row.kind, title, row.evidence.source), []).append(row)
    cells = (_agreements(kind, title, group, words) for (kind, title, _), group in groups.items())
    return Lines(tuple(cells))


def _agreements(kind: str, title: str, rows: Sequence[Agreement], words: RecordWords) -> Cell:
    """Return a line: a party that all of several agreements share is left to their title."""
    language = words.language
    parties = {party for row in rows for party in row.parties}
    if len(rows) > 1:
        parties = {p for p in parties if not all(p in row.parties for row in rows)} or parties
    key = "view.agreement" if len(rows) > 1 else "view.agreement.one"
    named_parties = language.parties(parties)
    said = language.text(key, title=title, number=len(rows), parties=named_parties)
    evidence = evidence_of([row.evidence for row in rows])
    return words.cell(said, evidence, strong=named(language, "agreement-kind", kind))


def unknown_intro(what: str, unknown: Iterable[OpenQuestion], language: Language) -> str:
    """Return that the record does not hold a subject, so that nothing is taken for none."""
    missing = {question.what for question in unknown}
    return language.text("view.not-in-record") if what in missing else language.text("view.none")


def filled(
    what: str,
    part: Grid | Lines,
    unknown: Iterable[OpenQuestion],
    language: Language,
    *,
    intro: str = "",
) -> Section:
    """Return a section with its rows; without any, with what their absence means."""
    said = intro if part.rows else unknown_intro(what, unknown, language)
    return Section(language.text(f"view.section.{what}"), (part,), said)


def evidence_of(rows: Sequence[Evidence]) -> Evidence:
    """Return the weakest evidence of several rows."""
    return next((row for row in rows if row.basis != "sourced"), rows[0])
