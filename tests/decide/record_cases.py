"""Small cases of a record, built in code. No person and no figure in them is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from foedus.case.digest import digest
from foedus.case.model import Case, Settings
from foedus.case.schema import TABLES

Row = dict[str, Any]
Tables = dict[str, list[Row]]
AS_OF = date(2024, 10, 1)


def case_of(tables: Mapping[str, Sequence[Row]], *, as_of: date = AS_OF) -> Case:
    """Return a case with these rows; a column that a row leaves out is empty."""
    frames = {
        name: pl.DataFrame(list(tables.get(name, ())), schema=table.schema, orient="row")
        for name, table in TABLES.items()
    }
    settings = Settings("small", as_of, {"en": "Small", "fr": "Petit"})
    return Case(settings, frames, digest(settings, frames))


def term(person: str, first: date, until: date | None = None, **other: Any) -> Row:
    return {"office": "chair", "person": person, "from": first, "until": until, **other}


def decision(name: str, day: date, outcome: str = "adopted", **other: Any) -> Row:
    return {
        "decision": name, "date": day, "body": "council", "subject_en": f"Of {name}",
        "subject_fr": f"De {name}", "rule": "consensus", "outcome": outcome, **other,
    }  # fmt: skip


def nomination(name: str, person: str, day: date, **other: Any) -> Row:
    return {"nomination": name, "office": "chair", "person": person, "date": day, **other}


def consultation(name: str, party: str, day: date, stance: str, **other: Any) -> Row:
    return {"nomination": name, "party": party, "date": day, "stance": stance, **other}


def member(party: str, first: date, until: date | None = None, body: str = "council") -> Row:
    return {"party": party, "body": body, "from": first, "until": until}


def entry(name: str, stage: str, day: date | None, **other: Any) -> Row:
    return {
        "entry": name, "donor": "AAA", "recipient": "RRR", "type": "military", "stage": stage,
        "date": day, **other,
    }  # fmt: skip


def commitment(quantity: float, by: date, item: str = "shell", **other: Any) -> Row:
    return {
        "donor": "AAA", "recipient": "RRR", "item": item, "by": by, "quantity": quantity, **other,
    }  # fmt: skip


def source(name: str, published: date | None, confidence: str = "official") -> Row:
    return {
        "source": name, "title": name, "publisher": "P", "published": published,
        "confidence": confidence,
    }  # fmt: skip


def spent(year: int, measure: str, amount: float, **other: Any) -> Row:
    return {
        "party": "AAA", "year": year, "measure": measure, "basis": "current", "release": "2024-06",
        "amount": amount, "unit": "million EUR", "estimate": False, **other,
    }  # fmt: skip


BODY = {"body": "council", "name_en": "Council", "name_fr": "Conseil"}
SHELL = {
    "item": "shell", "unit": "shells", "name_en": "Shell", "name_fr": "Obus", "price": 1.0,
    "mass": 1.0,
}  # fmt: skip


def succession_tables() -> Tables:
    """A chair since 2015, extended once; two nominated, one decided on 26 June, in on 1 October."""
    d = date
    return {
        "parties": [{"party": p, "kind": "ally"} for p in ("AAA", "BBB", "CCC")],
        "bodies": [BODY],
        "memberships": [
            member("AAA", d(2000, 1, 1)),
            member("BBB", d(2000, 1, 1), d(2024, 6, 1)),
            member("CCC", d(2024, 6, 1)),
        ],
        "terms": [
            term("Old", d(2015, 10, 1), d(2019, 10, 1), announced=d(2015, 3, 1), source="s"),
            term("Old", d(2019, 10, 1), d(2024, 10, 1), announced=d(2019, 5, 1), source="s"),
            term("New", d(2024, 10, 1), announced=d(2024, 6, 26), source="s"),
        ],
        "decisions": [
            decision("first", d(2015, 3, 1), source="s"),
            decision("chosen", d(2024, 6, 26), source="s"),
            decision("open", d(2024, 6, 1), "pending", source="s"),
        ],
        "nominations": [
            nomination("new", "New", d(2024, 2, 1), decision="chosen", source="s"),
            nomination("rival", "Rival", d(2024, 3, 1), until=d(2024, 6, 20), source="s"),
            nomination("earlier", "Old", d(2015, 2, 1), decision="first", source="s"),
        ],
        "consultations": [
            consultation("new", "AAA", d(2024, 2, 2), "holds", source="s"),
            consultation("new", "AAA", d(2024, 5, 2), "supports", conditions="if so", source="s"),
            consultation("new", "BBB", d(2024, 2, 3), "supports", source="s"),
        ],
        "sources": [source("s", date(2015, 1, 1))],
    }


def desk_tables() -> Tables:
    """The succession, and something of everything that stands on a desk."""
    d = date
    return {
        **succession_tables(),
        "items": [SHELL],
        "priorities": [
            {"rank": 2, "subject_en": "Two", "subject_fr": "Deux", "source": "guess"},
            {"rank": 1, "subject_en": "One", "subject_fr": "Un", "owner": "AAA", "source": "s"},
        ],
        "agreements": [
            {
                "agreement": "pact", "party": party, "kind": "security", "title_en": "Pact",
                "title_fr": "Pacte", "from": d(2024, 1, 12), "until": d(2025, 1, 1), "source": "s",
            }
            for party in ("CCC", "AAA")
        ],
        "statements": [
            {
                "statement": "word", "date": d(2024, 5, 2), "speaker": "New, minister of CCC",
                "about": "AAA;chair", "words": "Yes.", "language": "en", "quoted": True,
                "source": "s",
            }
        ],
        "commitments": [commitment(100, d(2024, 5, 1), source="s")],
        "ledger": [
            entry("p", "pledge", d(2024, 1, 1), item="shell", quantity=10.0, source="s"),
            entry("d", "delivery", d(2024, 2, 1), item="shell", quantity=4.0, of="p", source="s"),
        ],
        "spending": [
            spent(2023, "expenditure", 3.0, source="s"),
            spent(2023, "gdp", 100.0, source="s"),
        ],
        "sources": [source("s", d(2015, 1, 1)), source("guess", d(2015, 1, 1), "assumption")],
    }  # fmt: skip
