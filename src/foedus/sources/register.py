"""The register of a body's members by day, and lists held against it.

Packages and tables carry lists of members that nobody brings up to date. The record's memberships
cut time into intervals; a list that fits an earlier one is stale, and the register says from when
to when it was right.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import polars as pl

from foedus.case.model import Case
from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.results.register import Interval, Listed, Member, Register, State
from foedus.results.stamp import stamp_of

ALLIANCE = "nato"
"""The body that is meant unless another is named."""


def register(
    case: Case, at: date, *, body: str = ALLIANCE, listed: Listed | None = None
) -> Register:
    """Say who belongs to a body on a day, and how far a list agrees.

    Parameters
    ----------
    case : Case
        ``memberships`` are read.
    at : date
    body : str
    listed : Listed, optional
        A list to hold against the record (``register_list.read_list``).

    Raises
    ------
    InputError
        ``register.unknown-body``.
    """
    started = time.process_time()
    rows = case.tables["memberships"].filter(pl.col("body") == body)
    if not rows.height:
        bodies = sorted(set(case.tables["memberships"]["body"]))
        details = {"nearest": nearest(body, bodies, cutoff=0) or ""}
        fault = Finding(
            "fault", "register.unknown-body", "memberships.csv", value=body, details=details
        )
        raise InputError([fault])
    members = _members(rows, at)
    stamp = stamp_of(case, started, at=at, body=body, against=listed.file if listed else None)
    result = Register(case.settings.name, body, at, members, stamp=stamp)
    return result if listed is None else _held(result, intervals(rows), listed)


def intervals(memberships: pl.DataFrame) -> tuple[Interval, ...]:
    """Return the intervals in which a membership did not change, in their order.

    Parameters
    ----------
    memberships : pl.DataFrame
        ``party``, ``from``, ``until`` of one body.

    Examples
    --------
    >>> rows = {"party": ["A", "B"], "from": [date(2004, 3, 29), date(2009, 4, 1)]}
    >>> found = intervals(pl.DataFrame({**rows, "until": [None, None]}))
    >>> [(interval.since.year, interval.members) for interval in found]
    [(2004, ('A',)), (2009, ('A', 'B'))]
    """
    days = sorted({*memberships["from"], *memberships["until"].drop_nulls()})
    found: list[Interval] = []
    for since, until in pairwise([*days, None]):
        members = tuple(member.party for member in _members(memberships, since))
        if found and found[-1].members == members:
            found[-1] = Interval(found[-1].since, until, members)
        else:
            found.append(Interval(since, until, members))
    return tuple(found)


def _members(rows: pl.DataFrame, day: date | None) -> tuple[Member, ...]:
    holds = (pl.col("from") <= day) & (pl.col("until").is_null() | (pl.col("until") > day))
    sources = rows["source"] if "source" in rows.columns else [None] * rows.height
    there = rows.select("party", "from", "until").with_columns(
        pl.Series("source", sources, dtype=pl.String)
    )
    found = there.filter(holds).unique("party", keep="first").sort("party")
    return tuple(Member(*row) for row in found.select("party", "from", "source").iter_rows())


def _held(result: Register, known: Sequence[Interval], listed: Listed) -> Register:
    """Hold a list against the members on the day and against every interval."""
    there, given = {member.party for member in result.members}, set(listed.parties)
    fits = tuple(interval for interval in known if set(interval.members) == given)
    close = min(reversed(known), key=lambda i: len(set(i.members) ^ given))
    state: State = "agrees" if there == given else _state(result.at, fits)
    held = replace(
        result,
        listed=listed,
        missing=tuple(sorted(there - given)),
        extra=tuple(sorted(given - there)),
        fits=fits,
        nearest=None if fits else close,
        state=state,
    )
    return replace(held, findings=(*listed.findings, *_findings(held)))


def _state(at: date, fits: Sequence[Interval]) -> State:
    if any(interval.since <= at for interval in fits):
        return "stale"
    return "ahead" if fits else "differs"


def _findings(held: Register) -> list[Finding]:
    """Return what is wrong with the list, in one warning."""
    if held.listed is None or held.state == "agrees":
        return []
    interval = next(iter(reversed(held.fits)), held.nearest)
    details = {
        "count": str(len(held.listed.parties)),
        "members": str(len(held.members)),
        "at": held.at.isoformat(),
        "missing": ", ".join(held.missing) or "–",
        "extra": ", ".join(held.extra) or "–",
        "since": interval.since.isoformat() if interval else "",
        "until": interval.until.isoformat() if interval and interval.until else "–",
    }
    return [Finding("warning", f"register.{held.state}", held.listed.file, details=details)]
