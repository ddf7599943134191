"""Today: the page on the Secretary General's desk that morning, from only what was known."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from foedus.case.known import hindsight
from foedus.case.model import Case
from foedus.decide.asks import asks_of
from foedus.decide.changes import changes
from foedus.decide.decisions import decision_lines, pending, taken
from foedus.decide.desk import (
    agreements,
    assumed,
    evidence_of,
    open_questions,
    priorities,
    silence_lines,
)
from foedus.decide.evidence import Rows, rows_on
from foedus.decide.guideline import guideline_on, spending_lines
from foedus.decide.pledges import pledge_lines
from foedus.decide.succession import find
from foedus.decide.terms import desk_office
from foedus.results.plan import Plan
from foedus.results.record import (
    Agreement,
    AskLine,
    DecisionLine,
    OpenQuestion,
    PledgeLine,
    Priority,
    Run,
    SilenceLine,
    Succession,
    Today,
)
from foedus.results.silence import Silence
from foedus.results.stamp import RecordStamp, stamp_of

MONTH = timedelta(days=30)
"""What counts as new where nobody says since when."""

NO_SILENCES: Mapping[str, Silence] = MappingProxyType({})


@dataclass(frozen=True)
class Desk:
    """What the desk and the hand-over file have in common, as known on the day."""

    succession: Succession | None
    decisions: tuple[DecisionLine, ...]
    priorities: tuple[Priority, ...]
    pledges: tuple[PledgeLine, ...]
    agreements: tuple[Agreement, ...]
    asks: tuple[AskLine, ...]
    run: Run | None
    silences: tuple[SilenceLine, ...]


def today(
    case: Case,
    at: date,
    *,
    since: date | None = None,
    plan: Plan | None = None,
    run: str = "",
    silences: Mapping[str, Silence] = NO_SILENCES,
) -> Today:
    """Return the page on the desk on a day; nothing in it was learnt later.

    Parameters
    ----------
    case : Case
    at : date
    since : date, optional
        What changed after this day is listed; 30 days before unless said.
    plan : Plan, optional
        The latest run of the plan; left out where its case stood on a later day.
    run : str
        The name of that run.
    silences : mapping of name to Silence
        Silence procedures, each as it stood on the day; one that stands as it did later is left
        out.

    Returns
    -------
    Today
        With the share of lines that rest on assumptions, and what the record does not hold.

    Examples
    --------
    >>> import polars as pl
    >>> from foedus.case.model import Settings
    >>> from foedus.case.schema import TABLES
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> case = Case(Settings("demo", date(2024, 10, 1)), tables, "")
    >>> [question.what for question in today(case, date(2024, 10, 1)).unknown][:3]
    ['priorities', 'decisions', 'pledges']
    """
    started = time.process_time()
    since = since or month_before(at)
    rows = rows_on(case, at)
    office = desk_office(case, at)
    found = None if office is None else find(rows, at, office, hindsight(case, at))
    desk = desk_of(rows, at, found, since=since, plan=plan, run=run, silences=silences)
    page = _page(case, rows, at, since, desk)
    made = stamp_of(case, started, at=at, since=since, run=run)
    return replace(page, stamp=made)


def month_before(at: date) -> date:
    """Return the day since which things are new on a day, where nobody says since when."""
    return at - MONTH if at - date.min > MONTH else date.min


def desk_of(
    rows: Rows,
    at: date,
    succession: Succession | None,
    *,
    since: date,
    plan: Plan | None,
    run: str,
    silences: Mapping[str, Silence],
) -> Desk:
    """Return the parts of the desk from the rows known on the day."""
    asks, read = asks_of(plan, run, at)
    return Desk(
        succession=succession,
        decisions=decision_lines(rows),
        priorities=priorities(rows),
        pledges=pledge_lines(rows, at),
        agreements=agreements(rows, at),
        asks=asks,
        run=read,
        silences=silence_lines(silences, since, at),
    )


def _page(case: Case, rows: Rows, at: date, since: date, desk: Desk) -> Today:
    succession = desk.succession
    spending = spending_lines(rows, at)
    new = changes(rows, since, at)
    evidence = evidence_of(
        succession, desk.asks, desk.priorities, desk.decisions, desk.pledges, spending,
        desk.agreements, new,
    )  # fmt: skip
    return Today(
        case=case.settings.name,
        title=case.settings.title,
        at=at,
        since=since,
        succession=succession,
        priorities=desk.priorities,
        decisions=taken(desk.decisions),
        pending=pending(desk.decisions),
        silences=desk.silences,
        pledges=desk.pledges,
        asks=desk.asks,
        run=desk.run,
        spending=spending,
        guideline=guideline_on(at),
        agreements=desk.agreements,
        changes=new,
        unknown=unknown(rows, desk, {"spending": spending}),
        findings=hindsight(case, at) if succession is None else succession.findings,
        sources=rows.sources(evidence),
        assumed=assumed(evidence),
        lines=len(evidence),
        stamp=RecordStamp(),
    )


def unknown(
    rows: Rows, desk: Desk, also: Mapping[str, object] = MappingProxyType({})
) -> tuple[OpenQuestion, ...]:
    """Return the parts of which the record holds nothing on the day.

    Parameters
    ----------
    rows : Rows
        Of the case as known on the day.
    desk : Desk
    also : mapping of part to object
        Parts of this page alone; false where there is nothing.
    """
    height = {name: frame.height for name, frame in rows.case.tables.items()}
    held = {
        "priorities": height["priorities"],
        "decisions": height["decisions"],
        "pledges": height["commitments"] + height["ledger"],
        "asks": desk.run,
        **also,
        "agreements": height["agreements"],
        "silences": desk.silences,
        "nominations": height["nominations"],
        "terms": height["terms"],
    }
    return open_questions(held)
