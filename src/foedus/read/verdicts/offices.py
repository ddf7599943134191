"""Appointments and terms of office, held against ``terms`` and ``decisions``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from foedus.read.model import Fact
from foedus.read.verdicts.alike import folded, names_person
from foedus.read.verdicts.ground import Ground, compared, said_of
from foedus.read.verdicts.holders import YEAR, Chain, all_chains, before, chains, own
from foedus.read.verdicts.present import of_before, out_of_term, told_as_now
from foedus.read.verdicts.rules import rule_check
from foedus.read.verdicts.spans import agrees, ends, period_of
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check, RecordLine

ROUNDED = 0.5
"""Years by which a length in whole years may differ from the record's."""

ABOUT = 0.15
"""Part of the record's length by which one given as "about" may differ."""

OTHERS = frozenset(
    {"commissioner", "commissaire", "high-representative", "president-of-the-european-commission",
     "president-of-the-european-council"}
)  # fmt: skip
"""Titles of other organisations: nobody bears one who holds an office of the record."""


def office_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparisons of an appointment or a term with the record.

    A person or office that the record does not speak of gives none.
    """
    person, office = said_of(fact, "person"), said_of(fact, "office")
    found = chains(ground, office) if _of_the_record(fact, ground) else ()
    found = found or unnamed_office(fact, ground)
    if not found:
        yield from _title(fact, ground, person, office)
        return
    mine = own(found, person)
    chain = _meant(mine, fact)
    if chain is None:
        yield from _somebody_else(fact, ground, found)
        return
    over = tuple(out_of_term(fact, ground, found, mine))
    if over:
        yield from over
        return
    yield Check("confirms", "person", person, _rows(ground, chain, "person"))
    yield from _days(fact, ground, chain)
    yield from _length(fact, ground, chain)
    yield from _predecessor(fact, ground, found, chain)
    yield from _decided(fact, ground, chain)


def unnamed_office(fact: Fact, ground: Ground) -> tuple[Chain, ...]:
    """Return the chains of the one office that a person holds in the record, where none is said.

    It is meant only where the first day, or the predecessor, is about that of the record: else
    the dispatch may speak of an office that the record does not have.
    """
    if "office" in fact.fields:
        return ()
    everyone = tuple(all_chains(ground))
    mine = own(everyone, said_of(fact, "person"))
    if len({chain.office for chain in mine}) != 1:
        return ()
    found = chains(ground, mine[0].office)
    followed = own(found, said_of(fact, "predecessor"))
    near = any(_about(fact.fields.get("from", ""), row) for chain in mine for row in chain.rows)
    return found if followed or near else ()


def _about(said: object, row: Row) -> bool:
    """Return whether a day is of about the time when a term began."""
    period = period_of(said)
    return period is not None and abs((period[0] - row["from"]).days) <= YEAR


def _of_the_record(fact: Fact, ground: Ground) -> bool:
    """Return whether the office is not said to be of a body that the record does not know."""
    mention = fact.mentions.get("office")
    bodies = set(ground.case.tables["bodies"]["body"].to_list())
    return mention is None or not mention.of or mention.of in bodies


def _meant(mine: Sequence[Chain], fact: Fact) -> Chain | None:
    """Return the chain that begins as said; else the last."""
    said = fact.fields.get("from", "")
    fitting = [chain for chain in mine if agrees(said, chain.since)]
    return fitting[0] if fitting else next(iter(reversed(mine)), None)


def _rows(ground: Ground, chain: Chain, *fields: str) -> tuple[RecordLine, ...]:
    return tuple(line for row in chain.rows for line in ground.lines("terms", row, *fields))


def _somebody_else(fact: Fact, ground: Ground, found: Sequence[Chain]) -> Iterator[Check]:
    """Yield a contradiction where another holds the office on all the days that were said."""
    period = period_of(fact.fields.get("from", "")) or period_of(fact.fields.get("until", ""))
    if period is None and told_as_now(fact, ground):
        period = ground.day
    if period is None or period[1] > ground.case.settings.as_of or "person" not in fact.fields:
        return
    mention = fact.mentions.get("office")
    if fact.kind == "term" and (mention is None or not mention.of):
        # "Secretary General" alone may be another organisation's.
        return
    for chain in found:
        if chain.covers(period):
            lines = _rows(ground, chain, "person", "from")
            yield Check("contradicts", "person", said_of(fact, "person"), lines)


def _days(fact: Fact, ground: Ground, chain: Chain) -> Iterator[Check]:
    if "from" in fact.fields:
        said = fact.fields["from"]
        row = next((row for row in chain.rows if agrees(said, row["from"])), None)
        lines = ground.lines("terms", row or chain.rows[0], "from")
        yield compared(fact, "from", lines, right=row is not None)
    if "until" in fact.fields and chain.until is not None:
        said = fact.fields["until"]
        ending = next((row for row in chain.rows if ends(said, row["until"])), None)
        lines = ground.lines("terms", ending or chain.rows[-1], "until")
        yield compared(fact, "until", lines, right=ending is not None)
    if fact.kind == "appointment":
        yield from _announced(fact, ground, chain)


def _announced(fact: Fact, ground: Ground, chain: Chain) -> Iterator[Check]:
    """Compare the day of the appointment; one taken from the dateline never contradicts."""
    said = "" if fact.date is None else fact.date.iso
    days = [(row, name) for row in chain.rows for name in ("announced", "from") if row[name]]
    if not said or all(name == "from" for _, name in days):
        return
    fitting = [(row, name) for row, name in days if agrees(said, row[name])]
    if not fitting and not ground.told_day(fact):
        return
    row, name = fitting[0] if fitting else days[0]
    lines = ground.lines("terms", row, name)
    yield Check("confirms" if fitting else "contradicts", "date", said, lines)


def _length(fact: Fact, ground: Ground, chain: Chain) -> Iterator[Check]:
    said = _number(fact.fields.get("duration"))
    if said is None:
        return
    lengths = [chain.years(ground.today)]
    lengths += [(row["until"] - row["from"]).days / YEAR for row in chain.rows if row["until"]]
    about = any(note.kind == "read.about" for note in fact.notes)
    right = any(abs(said - one) <= _allowed(one, said, about=about) for one in lengths)
    yield compared(fact, "duration", _ends_of(ground, chain), right=right)


def _ends_of(ground: Ground, chain: Chain) -> tuple[RecordLine, ...]:
    """Return the first day of each row, and the last of all: what a length is counted from."""
    return (*_rows(ground, chain, "from"), *ground.lines("terms", chain.rows[-1], "until"))


def _allowed(length: float, said: float, *, about: bool) -> float:
    whole = ROUNDED if said == int(said) else 0.1
    return max(whole, ABOUT * length) if about else whole


def _number(value: object) -> float | None:
    try:
        return None if value is None else float(Decimal(str(value)))
    except InvalidOperation:
        return None


def _predecessor(
    fact: Fact, ground: Ground, found: Sequence[Chain], chain: Chain
) -> Iterator[Check]:
    earlier = before(found, chain)
    if "predecessor" not in fact.fields or not earlier:
        return
    named = own(earlier, said_of(fact, "predecessor"))
    lines = _rows(ground, (named or earlier[-1:])[0], "person")[-1:]
    yield compared(fact, "predecessor", lines, right=bool(named))


def _decided(fact: Fact, ground: Ground, chain: Chain) -> Iterator[Check]:
    """Compare how the holder was appointed, and by whom, with the decision."""
    decision = _decision(ground, chain, ground.told_day(fact))
    if decision is None:
        return
    yield from rule_check(fact, ground, "how", decision)
    mention = fact.mentions.get("body")
    if "body" in fact.fields and mention is not None and mention.known:
        right = same_members(ground, said_of(fact, "body"), decision["body"], decision["date"])
        yield compared(fact, "body", ground.lines("decisions", decision, "body"), right=right)


def _decision(ground: Ground, chain: Chain, said: str) -> Row | None:
    days = {row["announced"] for row in chain.rows if row["announced"]}
    found = [row for row in ground.rows("decisions") if row["date"] in days]
    found = [row for row in found if _speaks_of(row, chain.person)] or found[:1]
    fitting = [row for row in found if said and agrees(said, row["date"])]
    return next(iter(fitting or found), None)


def _speaks_of(row: Row, person: str) -> bool:
    return names_person(str(row["subject_en"]), person)


def same_members(ground: Ground, one: str, other: str, day: date) -> bool:
    """Return whether two bodies are one, or have the same members on a day."""
    return one == other or members(ground, one, day) == members(ground, other, day)


def members(ground: Ground, body: str, day: date) -> frozenset[str]:
    """Return the members of a body on a day."""
    rows = ground.rows("memberships", body=body)
    return frozenset(
        row["party"]
        for row in rows
        if row["from"] <= day and (row["until"] is None or day < row["until"])
    )


def _title(fact: Fact, ground: Ground, person: str, office: str) -> Iterator[Check]:
    """Yield a contradiction where a holder is called by a title of another organisation."""
    dated = {"from", "until", "duration", "predecessor"} & fact.fields.keys()
    if dated or fact.kind != "term" or of_before(fact):
        return
    if not OTHERS & {office, *folded(office).split()}:
        return
    for chain in own(tuple(all_chains(ground)), person):
        if chain.on(ground.today):
            lines = ground.lines("terms", chain.rows[-1], "office", "person", "from")
            yield Check("contradicts", "office", office, lines)
