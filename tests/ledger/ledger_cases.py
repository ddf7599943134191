"""Small ledgers, built in code, and what hypothesis may draw. No figure in them is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from foedus.case.digest import digest
from foedus.case.model import Case, Settings
from foedus.case.months import Horizon
from foedus.case.schema import TABLES

Row = dict[str, Any]
AS_OF = date(2024, 10, 1)
HORIZON = Horizon(date(2024, 10, 1), 6)
STAGES = ("pledge", "allocation", "delivery")


def case_of(
    ledger: Sequence[Row], *, horizon: Horizon | None = None, **tables: Sequence[Row]
) -> Case:
    """Return a case with these rows; a column that a row leaves out is empty."""
    given: Mapping[str, Sequence[Row]] = {"ledger": ledger, **tables}
    frames = {
        name: pl.DataFrame(list(given.get(name, ())), schema=table.schema, orient="row")
        for name, table in TABLES.items()
    }
    settings = Settings("small", AS_OF, {"en": "Small", "fr": "Petit"}, horizon)
    return Case(settings, frames, digest(settings, frames))


def entry(name: str, stage: str, amount: float | None = None, **other: Any) -> Row:
    return {
        "entry": name, "donor": "AAA", "recipient": "RRR", "type": "military", "stage": stage,
        "date": date(2024, 1, 1), "amount": amount, "currency": "EUR", **other,
    }  # fmt: skip


def source(name: str, published: date | None = None, **other: Any) -> Row:
    row = {"source": name, "title": name, "publisher": "P", "confidence": "research"}
    return {**row, "published": published, **other}


def spent(party: str, measure: str, release: str, amount: float, **other: Any) -> Row:
    return {
        "party": party, "year": 2024, "measure": measure, "basis": "current", "release": release,
        "amount": amount, "unit": "percent", "estimate": False, **other,
    }  # fmt: skip


def cents(largest: int = 10**15) -> st.SearchStrategy[float]:
    """Return amounts in whole cents, up to 10^13."""
    return st.integers(0, largest).map(lambda count: count / 100)


def drawn_entries(most: int = 12) -> st.SearchStrategy[list[Row]]:
    """Return ledgers with every kind of link: sound, backwards, round, to others."""

    @st.composite
    def build(draw: st.DrawFn) -> list[Row]:
        count = draw(st.integers(0, most))
        names = [f"e{i:02}" for i in range(count)]
        few = st.sampled_from
        return [
            {
                "entry": name,
                "donor": draw(few(["AAA", "AAA", "BBB"])),
                "recipient": "RRR",
                "type": draw(few(["military", "military", "financial"])),
                "stage": draw(few(STAGES)),
                "date": draw(few([None, date(2024, 1, 1), date(2024, 2, 1), date(2023, 5, 1)])),
                "item": draw(few([None, "shell", "shell", "gun"])),
                "quantity": draw(few([None, 0.0, 1.0, 2.5, 10.0])),
                "amount": draw(st.one_of(st.none(), cents(10**5), few([0.0, 0.1, 1e13 + 0.01]))),
                "currency": draw(few(["EUR", "EUR", "USD", None])),
                "release": draw(few([None, None, "7"])),
                "of": draw(st.one_of(st.none(), few(names))),
                "source": draw(few([None, "sound", "guess"])),
            }
            for name in names
        ]

    return build()


SOURCES = [source("sound", date(2024, 1, 1)), source("guess", confidence="assumption")]
