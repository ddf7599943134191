"""What members spend on defence, as a share of gross domestic product, against the guideline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from foedus.decide.evidence import Row, Rows
from foedus.results.aims import aims_on
from foedus.results.record import SpendingLine

SHARES = ("share_of_gdp", "share", "expenditure_share")
"""Measures that are a share of gross domestic product already."""

PARTS = {"percent": 0.01, "%": 0.01, "fraction": 1.0, "share": 1.0}
"""What one unit of a share is, by the first word of its unit."""

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
"""What one unit of an amount is, by the first word of its unit."""

Share = tuple[float, tuple[Row, ...]]
"""A share, and the rows that it rests on."""


def spending_lines(rows: Rows, at: date) -> tuple[SpendingLine, ...]:
    """Return each party's share in the last year known from the latest release, by party.

    A share that was published is taken; else expenditure over gross domestic product of the same
    year, basis and release, at current prices where there are several bases.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day.
    at : date
    """
    published = {row["source"]: row["published"] or date.min for row in rows.of("sources")}
    groups: dict[str, dict[tuple[date, str, int], list[Row]]] = {}
    for row in rows.of("spending"):
        if row["year"] <= at.year:
            edition = (published.get(row["source"], date.min), row["release"], row["year"])
            groups.setdefault(row["party"], {}).setdefault(edition, []).append(row)
    aim = guideline_on(at)
    found = (_line(rows, party, groups[party], aim) for party in sorted(groups))
    return tuple(line for line in found if line is not None)


def guideline_on(at: date) -> float:
    """Return the share of gross domestic product that members had agreed on by a day."""
    return aims_on(at)[0].share


def _line(
    rows: Rows, party: str, editions: Mapping[tuple[date, str, int], list[Row]], aim: float
) -> SpendingLine | None:
    for edition in sorted(editions, reverse=True):
        found = _share(editions[edition])
        if found is not None:
            return _spending(rows, party, edition, found, aim)
    return None


def _spending(
    rows: Rows, party: str, edition: tuple[date, str, int], found: Share, aim: float
) -> SpendingLine:
    share, used = found
    _, release, year = edition
    return SpendingLine(
        party=party,
        year=year,
        share=share,
        estimate=any(row["estimate"] for row in used),
        release=release,
        meets=share >= aim,
        evidence=rows.weakest(used),
    )


def _share(rows: Sequence[Row]) -> Share | None:
    return next(iter([*_published(rows), *_worked_out(rows)]), None)


def _published(rows: Sequence[Row]) -> Iterable[Share]:
    for measure in SHARES:
        for row in sorted(rows, key=_current_first):
            part = PARTS.get(_first(row["unit"]))
            if row["measure"] == measure and part is not None:
                yield row["amount"] * part, (row,)


def _worked_out(rows: Sequence[Row]) -> Iterable[Share]:
    for row in sorted(rows, key=_current_first):
        if row["measure"] != "expenditure":
            continue
        for other in rows:
            same = other["measure"] == "gdp" and other["basis"] == row["basis"]
            (spent, money), (product, of) = _amount(row), _amount(other)
            if same and money == of and product > 0:
                yield spent / product, (row, other)


def _amount(row: Row) -> tuple[float, str]:
    """Return an amount in single units, and what they are."""
    scale = SCALES.get(_first(row["unit"]))
    if scale is None:
        return row["amount"], row["unit"].casefold()
    return row["amount"] * scale, " ".join(row["unit"].split()[1:]).casefold()


def _first(unit: str) -> str:
    return next(iter(unit.casefold().replace("per cent", "percent").split()), "")


def _current_first(row: Row) -> tuple[bool, str]:
    return row["basis"] != "current", row["basis"]
