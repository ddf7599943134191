"""Deflators that a release implies: its figures at current prices over those at constant prices.

The one way to bring other amounts of a member to the prices of a release without mixing sources.
A deflator in the member's own currency holds prices alone; one in United States dollars holds the
change of the exchange rate, too, and stands for itself.
"""

from __future__ import annotations

import re

import polars as pl

from foedus.spending.figures import Figures

CONSTANT = re.compile(r"constant-(?P<year>[0-9]{4})(?P<end>-[a-z]+)?")
"""A basis such as ``constant-2015-national``; without the year, ``current-national`` answers it."""

COLUMNS = {
    "party": pl.String(),
    "year": pl.Int64(),
    "measure": pl.String(),
    "basis": pl.String(),
    "release": pl.String(),
    "unit": pl.String(),
    "deflator": pl.Float64(),
    "estimate": pl.Boolean(),
}


def implied_deflators(figures: Figures, *, measure: str = "expenditure") -> pl.DataFrame:
    """Return current over constant prices, of one release, by party and year.

    ``deflator[party, year] = current[party, year] / constant[party, year]``: 1 in the year of the
    constant prices; an amount of a year divided by it stands in those prices.

    Parameters
    ----------
    figures : Figures
        As ``figures.choose`` gives them: of each measure one release, so that no two are mixed.
    measure : str
        ``expenditure``, ``gdp`` or another that stands at both prices.

    Returns
    -------
    pl.DataFrame
        ``COLUMNS``, in order of party, basis and year; ``basis`` is that of the constant prices,
        ``unit`` what both figures are in. No row where either is missing or in another unit, or
        where what it would be divided by is 0.

    Examples
    --------
    >>> row = {"party": "DEU", "year": 2024, "measure": "gdp", "release": "1",
    ...        "unit": "million EUR", "estimate": False}
    >>> rows = ({**row, "basis": "current-national", "amount": 120.0},
    ...         {**row, "basis": "constant-2015-national", "amount": 100.0})
    >>> found = implied_deflators(Figures("1", {"gdp": "1"}, rows, ()), measure="gdp")
    >>> found.select("party", "year", "deflator").rows()
    [('DEU', 2024, 1.2)]
    """
    found = []
    for row in figures.of(measure):
        read = CONSTANT.fullmatch(row["basis"])
        current = read and figures.get(
            row["party"], row["year"], measure, f"current{read['end'] or ''}"
        )
        if not current or current["unit"] != row["unit"] or not row["amount"]:
            continue
        ratio = current["amount"] / row["amount"]
        estimate = current["estimate"] or row["estimate"]
        found.append({**row, "deflator": ratio, "estimate": estimate})
    frame = pl.DataFrame([{name: row[name] for name in COLUMNS} for row in found], schema=COLUMNS)
    return frame.sort("party", "basis", "year")
