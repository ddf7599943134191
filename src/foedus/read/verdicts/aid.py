"""Aid, held against ``ledger`` and ``commitments``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.read.model import Fact
from foedus.read.verdicts.ground import Ground, compared, said_of
from foedus.read.verdicts.spans import overlap, period_of
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check, RecordLine

RECIPIENT = "UKR"
"""Who receives where the dispatch does not say, if it receives in the record."""

TOTAL = 0.005
"""Part of a published total by which an amount that stands for it may be rounded."""


def aid_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparisons of a gift with the entries and the promises of the record.

    An entry without a day and an item is a publisher's total: it speaks to a single gift only
    where the amount is that total.
    """
    entries = _entries(fact, ground)
    gift = [row for row in entries if row["date"] is not None and _same_item(fact, row)]
    dated = [row for row in gift if _same_month(fact, row)]
    if dated:
        yield from _entry(fact, ground, dated)
    elif "item" not in fact.fields:
        yield from _total(fact, ground, [row for row in entries if _is_total(row)])
    yield from _promises(fact, ground)


def _entries(fact: Fact, ground: Ground) -> Sequence[Row]:
    """Return the ledger's rows of the same donor, recipient, stage and, where said, type."""
    equal = {"donor": said_of(fact, "donor"), "stage": said_of(fact, "stage")}
    equal |= {"recipient": said_of(fact, "recipient") or RECIPIENT}
    if "type" in fact.fields:
        equal["type"] = said_of(fact, "type")
    return ground.rows("ledger", **equal)


def _same_item(fact: Fact, row: Row) -> bool:
    return said_of(fact, "item") == (row["item"] or "")


def _is_total(row: Row) -> bool:
    return row["date"] is None and row["item"] is None


def _same_month(fact: Fact, row: Row) -> bool:
    said = said_of(fact, "date") or ("" if fact.date is None else fact.date.iso)
    period = period_of(said)
    day = row["date"]
    return period is not None and overlap(
        (period[0].replace(day=1), period[1]), (day.replace(day=1), day)
    )


def _entry(fact: Fact, ground: Ground, rows: Sequence[Row]) -> Iterator[Check]:
    """Yield what the entries of the month say: the same figure, or another on the same day."""
    for field in ("quantity", "amount"):
        said = _figure(fact, field)
        if said is None:
            continue
        same = [row for row in rows if _same_figure(row[field], said)]
        if field == "amount":
            same = [row for row in same if row["currency"] == said_of(fact, "currency")]
        if same:
            yield compared(fact, field, _lines(ground, same[0], field), right=True)
            continue
        told = [row for row in rows if ground.told_day(fact) == row["date"].isoformat()]
        told = [row for row in told if row[field] is not None and "item" in fact.fields]
        if told and field == "quantity":
            yield compared(fact, field, _lines(ground, told[0], field), right=False)


def _total(fact: Fact, ground: Ground, rows: Sequence[Row]) -> Iterator[Check]:
    """Yield a confirmation where the amount is a publisher's total."""
    said = _figure(fact, "amount")
    for row in rows:
        held = row["amount"]
        if said is None or not held or row["currency"] != said_of(fact, "currency"):
            continue
        if abs(held - said) <= TOTAL * held:
            yield compared(fact, "amount", _lines(ground, row, "amount"), right=True)


def _lines(ground: Ground, row: Row, field: str) -> tuple[RecordLine, ...]:
    """Return a figure of an entry and its day; an amount with its currency."""
    first = ground.line("ledger", row, field)
    if field == "amount" and row["currency"]:
        first = replace(first, value=f"{first.value} {row['currency']}")
    return (first, *ground.lines("ledger", row, "date"))


def _promises(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the open promises of the item: the same one, or one that is shown beside the fact."""
    equal = {"donor": said_of(fact, "donor"), "item": said_of(fact, "item")}
    equal |= {"recipient": said_of(fact, "recipient") or RECIPIENT}
    said = _figure(fact, "quantity")
    for row in ground.rows("commitments", **equal):
        same = said_of(fact, "stage") == "pledge" and _same_figure(row["quantity"], said)
        lines = ground.lines("commitments", row, "quantity", "by")
        field = "item" if said is None else "quantity"
        yield Check("confirms" if same else "new", field, said_of(fact, field), lines)


def _figure(fact: Fact, field: str) -> float | None:
    try:
        return float(str(fact.fields[field]))
    except (KeyError, ValueError):
        return None


def _same_figure(held: float | None, said: float | None) -> bool:
    return held is not None and said is not None and abs(held - said) <= 1e-9 * max(1.0, abs(held))
