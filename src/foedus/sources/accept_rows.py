"""What each kind of proposal writes into the tables of a case. Nothing is made up.

A day of which only the month is known, a name that the case does not know, a cell that the table
needs and the dispatch does not say: each is a fault with its remedy. Where the record has a column
in each language, both hold the words of the dispatch, and the note says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.results.dispatch import Kind
from foedus.sources.accept_cells import (
    Row,
    Said,
    clean,
    full_day,
    note_of,
    row_of,
    slug,
    source_key,
)
from foedus.sources.accept_chosen import Choice

LANGUAGES = {"en": "English", "fr": "French"}
MILLION = 1_000_000


class Into(NamedTuple):
    """A proposal and the case that it would be written into."""

    choice: Choice
    case: Case

    def field(self, name: str) -> str:
        """Return a field as text, without blanks and invisible characters; empty: not said."""
        value = self.choice.proposal.fields.get(name, "")
        return clean("; ".join(value) if isinstance(value, tuple) else f"{value}")

    def several(self, name: str) -> tuple[str, ...]:
        """Return a field that may hold several values."""
        value = self.choice.proposal.fields.get(name, ())
        return value if isinstance(value, tuple) else tuple(f"{value}".split(";"))

    def note(self, *remarks: str) -> str:
        """Return the row's note."""
        return note_of(self.choice, *remarks)

    @property
    def day(self) -> str:
        """The day of the fact as it is said, else that of the dateline; the fullest that is."""
        dateline = self.choice.dispatch.dateline
        said, written = self.choice.proposal.date, dateline.day if dateline else ""
        return full_day(said, written) or said or written

    def row(self, table: str, **said: Said) -> list[Row]:
        """Return one row."""
        return [row_of(self.choice, self.case, table, {"note": self.note(), **said})]

    def untranslated(self, column: str) -> str:
        """Return the remark on text that stands in both languages as the dispatch has it."""
        language = LANGUAGES[self.choice.dispatch.language]
        return f"{column} in {language} in both columns: the dispatch gives no translation"


def rows_of(choice: Choice, case: Case) -> list[Row]:
    """Return the rows that a proposal writes.

    Parameters
    ----------
    choice : Choice
    case : Case

    Raises
    ------
    InputError
        Those of ``accept_cells.row_of``.
    """
    return WRITERS[choice.proposal.kind](Into(choice, case))


def _term(into: Into) -> list[Row]:
    person, since = into.field("person"), into.field("from")
    announced = full_day(into.choice.proposal.date)
    dateline = into.choice.dispatch.dateline
    if into.choice.proposal.kind == "term" or (dateline and announced == dateline.day):
        announced = ""  # the day of the dispatch, not that of the announcement
    return into.row(
        "terms",
        office=into.field("office"),
        person=person,
        party=_party(into.case, person),
        until=into.field("until"),
        announced=announced,
        **{"from": since},
    )


def _party(case: Case, person: str) -> str | None:
    """Return a person's country where the record knows it."""
    known = pl.concat([case.tables[name].select("person", "party") for name in WITH_PARTY])
    found = known.filter((pl.col("person") == person) & pl.col("party").is_not_null())["party"]
    return str(found[0]) if found.n_unique() == 1 else None


WITH_PARTY = ("terms", "nominations")


def _decision(into: Into) -> list[Row]:
    subject = into.field("subject")
    day = into.field("date") or into.choice.proposal.date
    return into.row(
        "decisions",
        decision=slug(subject, day) if subject else None,
        date=day,
        body=into.field("body"),
        subject_en=subject,
        subject_fr=subject,
        rule=into.field("rule"),
        outcome="adopted",
        note=into.note(into.untranslated("subject")),
    )


def _priority(into: Into) -> list[Row]:
    """Return a priority at the rank that it is given; 0 stands for the next that is free."""
    what = into.field("what")
    return into.row(
        "priorities",
        rank=into.field("rank") or 0,
        subject_en=what,
        subject_fr=what,
        owner=into.field("who"),
        note=into.note(into.untranslated("subject")),
    )


def _function(into: Into) -> list[Row]:
    duty = into.field("duty")
    return into.row(
        "functions",
        office=into.field("office"),
        duty=slug(duty),
        text_en=duty,
        text_fr=duty,
        note=into.note(into.untranslated("text")),
    )


def _aid(into: Into) -> list[Row]:
    said = into.field("date") or into.choice.proposal.date
    day = full_day(said)
    told = ("donor", "recipient", "type", "stage", "item", "quantity", "amount", "currency")
    cells: dict[str, Said] = {name: into.field(name) for name in told}
    named = slug(*(cells[name] for name in told))
    if cells["amount"] and not cells["currency"]:
        raise _missing(into, "ledger", "currency")
    return into.row(
        "ledger",
        entry=f"{source_key(into.choice)}-{named}",
        date=day,
        release=source_key(into.choice),
        note=into.note(f"date: {said}" if said and not day else ""),
        **cells,
    )


def _spending(into: Into) -> list[Row]:
    amount, currency, share = (into.field(name) for name in ("amount", "currency", "share"))
    if amount and not currency:
        raise _missing(into, "spending", "currency")
    figure = f"{float(amount) / MILLION:.12g}" if amount else share
    return into.row(
        "spending",
        party=into.field("party"),
        year=into.field("year"),
        measure=into.field("measure"),
        basis="as-reported",
        release=source_key(into.choice),
        amount=figure,
        unit=f"million {currency}" if amount else "percent",
        estimate=False,
    )


def _agreement(into: Into) -> list[Row]:
    subject, kind = into.field("subject"), into.choice.proposal.kind
    parties = into.several("parties") or ("",)
    day = into.choice.proposal.date
    note = into.note(into.untranslated("title"))
    return _each(
        into,
        parties,
        agreement=slug(kind, day, subject, *parties),
        kind=kind,
        title_en=subject,
        title_fr=subject,
        note=note,
        **{"from": day},
    )


def _each(into: Into, parties: tuple[str, ...], **said: Said) -> list[Row]:
    """Return a row for each party; all faults at once."""
    rows: list[Row] = []
    faults: list[Finding] = []
    for party in parties:
        try:
            rows += into.row("agreements", party=party, **said)
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError([one for place, one in enumerate(faults) if one not in faults[:place]])
    return rows


def _statement(into: Into) -> list[Row]:
    speaker, words = into.field("speaker"), into.field("words")
    proposal = into.choice.proposal
    known = {*into.case.tables["parties"]["party"], *into.case.tables["items"]["item"]}
    about = ";".join(one for one in into.several("about") if one in known)
    return into.row(
        "statements",
        statement=slug(speaker.rpartition(" ")[2], into.day, words),
        date=into.day,
        speaker=speaker,
        about=about,
        words=words,
        language=into.choice.dispatch.language,
        quoted=bool(proposal.fields.get("quoted", False)),
    )


def _event(into: Into) -> list[Row]:
    what = into.field("what")
    first, _, last = (into.field("when") or into.choice.proposal.date).partition("/")
    return into.row(
        "events",
        event=slug(what, first) if what else None,
        date=first,
        until=_day_after(last),
        what_en=what,
        what_fr=what,
        where=into.field("where"),
        note=into.note(into.untranslated("what")),
    )


def _day_after(last: str) -> str:
    """Return the first day on which it was over; what is no full day stays as it is."""
    return f"{date.fromisoformat(last) + timedelta(days=1)}" if full_day(last) else last


def _missing(into: Into, table: str, column: str) -> InputError:
    fault = into.choice.fault("read.accept-missing", column=column, details={"table": table})
    return InputError([fault])


WRITERS: Mapping[Kind, Callable[[Into], list[Row]]] = MappingProxyType(
    {
        "appointment": _term,
        "term": _term,
        "decision": _decision,
        "priority": _priority,
        "function": _function,
        "aid": _aid,
        "spending": _spending,
        "agreement": _agreement,
        "partnership": _agreement,
        "statement": _statement,
        "event": _event,
    }
)
