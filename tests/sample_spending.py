"""Small cases of spending, built in code: made-up figures of parties that nobody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from foedus.case.digest import digest
from foedus.case.model import Case, Settings
from foedus.case.schema import TABLES

Row = dict[str, Any]
AS_OF = date(2024, 10, 1)
RELEASE = "2024-06"
NATO = {
    "source": "nato", "title": "Expenditure", "publisher": "NATO",
    "published": date(2024, 6, 17), "confidence": "official",
}  # fmt: skip


def case_of(tables: Mapping[str, Sequence[Row]], *, as_of: date = AS_OF) -> Case:
    """Return a case with these rows; a column that a row leaves out is empty."""
    frames = {
        name: pl.DataFrame(list(tables.get(name, ())), schema=table.schema, orient="row")
        for name, table in TABLES.items()
    }
    settings = Settings("small", as_of, {"en": "Small", "fr": "Petit"})
    return Case(settings, frames, digest(settings, frames))


def figure(party: str, year: int, measure: str, amount: float, **other: Any) -> Row:
    unit = "percent" if measure.endswith(("share", "change", "gdp")) and measure != "gdp" else None
    return {
        "party": party, "year": year, "measure": measure, "basis": "constant-2015",
        "release": RELEASE, "amount": float(amount), "unit": unit or "million USD",
        "estimate": False, "source": "nato", **other,
    }  # fmt: skip


def spent(party: str, year: int, expenditure: float, gdp: float, **other: Any) -> list[Row]:
    """Return expenditure and product of a year, and the share as it follows from them."""
    return [
        figure(party, year, "expenditure", expenditure, **other),
        figure(party, year, "gdp", gdp, **other),
        figure(party, year, "share_of_gdp", 100 * expenditure / gdp, **other),
    ]


def member(party: str, first: date, until: date | None = None, body: str = "nato") -> Row:
    return {"party": party, "body": body, "from": first, "until": until, "source": "nato"}


def term(person: str, first: date, until: date | None = None, **other: Any) -> Row:
    return {
        "office": "secretary-general", "person": person, "from": first, "until": until,
        "announced": first, "source": "nato", **other,
    }  # fmt: skip


def parties(codes: Iterable[str]) -> list[Row]:
    return [{"party": code, "kind": "ally"} for code in codes]


def alliance(figures: Sequence[Row], **other: Sequence[Row]) -> Case:
    """Return a case in which every party with figures was always a member, unless said."""
    codes = sorted({row["party"] for row in figures})
    always = [member(code, date(1949, 8, 24)) for code in codes]
    tables: dict[str, Sequence[Row]] = {
        "spending": figures, "memberships": always, "sources": [NATO], "parties": parties(codes),
        "bodies": [{"body": "nato", "name_en": "NATO", "name_fr": "OTAN", "source": "nato"}],
    }  # fmt: skip
    return case_of(tables | other)


def sample_case(person: str = "Person A", release: str = RELEASE) -> Case:
    """Return a case with all that a page can show: gaps, a cell set by hand, terms, estimates."""
    years = {2019: 1.0, 2020: 1.05, 2021: 1.1, 2022: 1.2, 2023: 1.3, 2024: 1.5}
    base = {"USA": (700, 21000), "POL": (12, 500), "SVK": (1.3, 100.6), "BEL": (4.4, 500)}
    rows = [
        row
        for year, factor in years.items()
        for code, (expenditure, gdp) in base.items()
        for row in _year(code, year, round(expenditure * factor, 3), gdp, release)
    ]
    for row in rows:
        if (row["party"], row["year"], row["measure"]) == ("SVK", 2024, "share_of_gdp"):
            row["amount"] = 2.0
    rows.append(figure("ISL", 2024, "gdp", 25, release=release, estimate=True))
    terms = [
        term(person, date(2019, 10, 1), date(2022, 10, 1)),
        term("Person B", date(2022, 10, 1), date(2024, 10, 1)),
        term("Person C", date(2024, 10, 1)),
    ]
    return alliance(rows, terms=terms)


def _year(code: str, year: int, expenditure: float, gdp: float, release: str) -> list[Row]:
    own = {"release": release, "estimate": year == 2024}
    equipment = figure(code, year, "equipment_share", 18.5, basis="current", **own)
    current = figure(code, year, "expenditure", 1.1 * expenditure, basis="current", **own)
    return [*spent(code, year, expenditure, gdp, **own), equipment, current]
