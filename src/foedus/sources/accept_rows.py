"""What each kind of proposal writes into the tables of a case. Nothing is made up.

A day of which only the month is known, a name that the case does not know, a cell that the table
needs and the dispatch does not say: each is a fault with its remedy. Where the record has a column
in each language, both hold the words of the dispatch, and the note says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

import polars as pl

from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.results.dispatch import Kind
from foedus.sources.accept_cells import (
    Row,
    Said,
    clean,
    full_day,
    slug,
    source_key,
)
from foedus.sources.accept_chosen import Choice
from foedus.sources.accept_held import not_held
from foedus.sources.accept_into import Into

MILLION = 1_000_000


def rows_of(choice: Choice, case: Case) -> list[Row]:
    """Return the rows that a proposal writes.

    Parameters
    ----------
    choice : Choice
    case : Case

    Raises
    ------
    InputError
        ``read.accept-several``; those of ``accept_held.not_held`` and ``accept_cells.row_of``.
    """
    several = list(_several(choice))
    if several:
        raise InputError(several)
    into = Into(choice, case)
    faults = list(not_held(into))
    try:
        rows = WRITERS[choice.proposal.kind](into)
    except InputError as error:
        raise InputError([*faults, *error.findings]) from error
    if faults:
        raise InputError(faults)
    return rows


def _several(choice: Choice) -> Iterator[Finding]:
    """Yield a fault where one cell would hold several: who gave how much of it is not said."""
    for name, value in choice.proposal.fields.items():
        values = value if isinstance(value, tuple) else f"{value}".split(";")
        if name in ONE and len(values) > 1:
            told = ", ".join(clean(one) for one in values)
            yield choice.fault("read.accept-several", column=name, value=told)


ONE = ("donor", "recipient", "party", "item")
"""Fields that name one party or item: a row holds for one."""


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
    named = slug(*(cells[name] for name in told), said)
    if cells["amount"] and not cells["currency"]:
        raise _missing(into, "ledger", "currency")
    only = "" if cells["recipient"] else _only_recipient(into.case)
    remarks = (f"date: {said}" if said and not day else "", NO_RECIPIENT if only else "")
    return into.row(
        "ledger",
        entry=f"{source_key(into.choice)}-{named}",
        date=day,
        note=into.note(*remarks),
        **{**cells, "recipient": cells["recipient"] or only},
    )


NO_RECIPIENT = "recipient not said; the case has one"


def _only_recipient(case: Case) -> str:
    """Return the party of the case that receives, where there is exactly one; empty else."""
    parties = case.tables["parties"]
    found = parties.filter(pl.col("kind") == "recipient")["party"]
    return str(found[0]) if len(found) == 1 else ""


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
    first, last = into.days
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
    """Return the first day on which it was over; what is no full day stays as it is.

    So does the last day that there is: none comes after it.
    """
    if not full_day(last) or last == f"{date.max}":
        return last
    return f"{date.fromisoformat(last) + timedelta(days=1)}"


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
