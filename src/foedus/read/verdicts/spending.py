"""Spending, held against ``spending``: figures of a year, and changes over years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import fsum

from foedus.read.model import Fact
from foedus.read.verdicts.ground import Ground, said_of, shown
from foedus.read.verdicts.groups import parties_of
from foedus.read.verdicts.spans import period_of
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check, RecordLine

MILLION = 1_000_000
SHARES = ("share_of_gdp", "equipment_share")
BASES = ("constant-2015", "current")
"""At whose prices amounts of several years are compared: constant ones, where the case has them."""

DECIMALS = 2
"""Decimals with which a figure is shown at most: releases print no more."""

ABOUT = 0.05
"""Part of a figure by which one given as "about" may differ."""


def spending_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparisons of a figure or a change of spending with every release held."""
    if "change" in fact.fields:
        yield from _change(fact, ground)
    elif "share" in fact.fields:
        yield from _share(fact, ground)
    elif "amount" in fact.fields:
        yield from _amount(fact, ground)


def _year(fact: Fact, ground: Ground) -> int:
    """Return the year that is meant: the one said, else that of the dateline or of the case."""
    period = period_of(said_of(fact, "year"))
    return ground.today.year if period is None else period[0].year


def _dated(fact: Fact, ground: Ground) -> bool:
    """Return whether the dispatch tells the year: else a figure may be of any."""
    return "year" in fact.fields or ground.reading.dateline is not None


def _of_year(fact: Fact, ground: Ground, measure: str) -> Sequence[Row]:
    """Return the rows of the year; where the dateline tells it, those of the year before too."""
    year, party = _year(fact, ground), said_of(fact, "party")
    guessed = "year" not in fact.fields and ground.reading.dateline is not None
    years = (year, year - 1) if guessed else (year,)
    return [
        row
        for one in years
        for row in ground.rows("spending", party=party, year=one, measure=measure)
    ]


def _share(fact: Fact, ground: Ground) -> Iterator[Check]:
    measure = said_of(fact, "measure")
    wanted = measure if measure in SHARES else SHARES[0]
    yield from _figure(fact, ground, "share", _of_year(fact, ground, wanted), 1)


def _amount(fact: Fact, ground: Ground) -> Iterator[Check]:
    unit = f"million {said_of(fact, 'currency')}"
    own = [row for row in _of_year(fact, ground, "expenditure") if row["unit"] == unit]
    current = [row for row in own if row["basis"].startswith("current")]
    yield from _figure(fact, ground, "amount", current, MILLION)


def _figure(
    fact: Fact, ground: Ground, field: str, rows: Sequence[Row], unit: int
) -> Iterator[Check]:
    """Yield whether a figure is one of the record's, rounded as it is printed.

    One of several years together ("413 billion from 2024 to 2030") is no year's.
    """
    said = _decimal(fact.fields[field])
    if said is None or not rows:
        return
    mention = fact.mentions.get(field)
    about = ABOUT * abs(float(said)) if getattr(mention, "about", False) else 0.0
    allowed = max(half_unit(said), about) * (1 - 1e-9)
    right = [row for row in rows if abs(row["amount"] * unit - float(said)) <= allowed]
    if not right and (not _dated(fact, ground) or _of_years(fact, ground)):
        return
    told = [row for row in right or rows if row["year"] == (right or rows)[0]["year"]]
    lines = tuple(_line(ground, row) for row in told)
    yield Check("confirms" if right else "contradicts", field, said_of(fact, field), lines)


def _of_years(fact: Fact, ground: Ground) -> bool:
    """Return whether a sentence gives several years, of which a figure may be the sum."""
    if {"from", "until"} & fact.fields.keys():
        return True
    inside = range(fact.sentence.start, fact.sentence.end)
    whens = [when for when in ground.reading.whens if when.start in inside]
    spans = any(one.first.year < one.last.year for one in whens if one.precision == "span")
    return spans or any(
        one.precision == other.precision == "year"
        and other.start == one.end + 1
        and one.first < other.first
        for one, other in pairwise(whens)
    )


def half_unit(said: Decimal) -> float:
    """Return half of the last digit that a figure gives.

    Examples
    --------
    >>> half_unit(Decimal("1.66")), half_unit(Decimal("2.0")), half_unit(Decimal("16800000000"))
    (0.005, 0.05, 50000000.0)
    """
    exponent = said.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return float(Decimal(5).scaleb(exponent - 1))
    last = said.normalize().as_tuple().exponent
    return float(Decimal(5).scaleb(int(last) - 1))


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _change(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield whether spending moved that way between the first year and the last.

    Where the dispatch does not say whose spending it is, the sums of all Allies are only shown
    beside it: they may not be what is meant.
    """
    years = _years(fact)
    group, parties = parties_of(ground, said_of(fact, "party"), years[1] if years else 0)
    if years is None or not parties:
        return
    measure = said_of(fact, "measure")
    wanted = measure if measure in SHARES else "expenditure"
    sums = _sums(ground, parties, years, wanted)
    if sums is None:
        return
    lines = tuple(_sum_line(ground, group, rows) for rows in sums)
    before, after = (_value(rows) for rows in sums)
    said = fact.fields["change"]
    moved = _direction(said, before, after)
    if moved is None:
        return
    label = f"{shown(said)} ({group}, {years[0]}–{years[1]})"
    if _whose(fact):
        yield Check("confirms" if moved else "contradicts", "change", label, lines)
    else:
        yield Check("new", "change", shown(said), lines)


def _whose(fact: Fact) -> bool:
    """Return whether the dispatch says whose spending it is."""
    return "party" in fact.fields and all(note.kind != "read.whose" for note in fact.notes)


def _direction(said: object, before: float, after: float) -> bool | None:
    if said in ("up", "down"):
        return (after > before) is (said == "up") and after != before
    number = _decimal(said)
    if number is None or before <= 0:
        return None
    # A percentage may be at other prices than the record's: a different one speaks for nothing.
    close = abs(100 * (after / before - 1) - float(number)) <= half_unit(number)
    opposite = (after - before) * float(number) < 0
    return True if close else False if opposite else None


def _years(fact: Fact) -> tuple[int, int] | None:
    first, last = period_of(said_of(fact, "from")), period_of(said_of(fact, "until"))
    if first is not None and last is not None:
        return (first[0].year, last[1].year) if first[0].year < last[1].year else None
    year = period_of(said_of(fact, "year"))
    return None if year is None else (year[0].year - 1, year[0].year)


Sum = Sequence[Row]


def _sums(
    ground: Ground, parties: frozenset[str], years: tuple[int, int], measure: str
) -> tuple[Sum, Sum] | None:
    """Return the rows of both years, of the parties of whom both are known, in one release.

    One party's share is its own; of several only amounts are added up.
    """
    wanted = measure if len(parties) == 1 else "expenditure"
    for basis in BASES:
        rows = [_rows_of(ground, parties, year, wanted, basis) for year in years]
        both = rows[0].keys() & rows[1].keys()
        if both:
            return [rows[0][one] for one in sorted(both)], [rows[1][one] for one in sorted(both)]
    return None


def _rows_of(
    ground: Ground, parties: frozenset[str], year: int, measure: str, basis: str
) -> dict[tuple[str, str], Row]:
    """Return the rows of a year by party and unit, all of the newest release."""
    rows = ground.rows("spending", year=year, measure=measure, basis=basis)
    newest = max((row["release"] for row in rows), default="")
    own = [row for row in rows if row["release"] == newest and row["party"] in parties]
    return {(row["party"], row["unit"]): row for row in own}


def _value(rows: Sum) -> float:
    return fsum(row["amount"] for row in rows)


def _sum_line(ground: Ground, group: str, rows: Sum) -> RecordLine:
    """Return a sum as a line of the record: whose it is, of which year, of how many parties."""
    first = rows[0]
    if len(rows) == 1:
        return _line(ground, first)
    whose = f"{group} ({len(rows)})"
    key = "/".join((whose, str(first["year"]), *(first[name] for name in _REST)))
    amount = f"{_value(rows):.0f} {first['unit']}"
    value = f"{first['year']}: {amount} ({first['basis']}), {whose}"
    return ground.sourced(RecordLine("spending", key, "amount", value), first)


def _line(ground: Ground, row: Row) -> RecordLine:
    """Return a figure as a line of the record, with its year and its unit."""
    line = ground.line("spending", row, "amount")
    return replace(line, value=f"{row['year']}: {figure(row)}")


def figure(row: Row) -> str:
    """Return a figure of ``spending`` with at most two decimals, its unit and its prices.

    Examples
    --------
    >>> figure({"amount": 4.120190989, "unit": "percent", "basis": "constant-2015"})
    '4.12 %'
    >>> figure({"amount": 178.358983743, "unit": "million USD", "basis": "current"})
    '178.36 million USD (current)'
    """
    digits = f"{row['amount']:.{DECIMALS}f}".rstrip("0").rstrip(".")
    if row["unit"] == "percent":
        return f"{digits} %"
    return f"{digits} {row['unit']} ({row['basis']})"


_REST = ("measure", "basis", "release")
