"""Who counts in a year: the members at its end, as in NATO's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.spending.known import Known, Row

BODIES = ("nato", "nac")
"""The body whose members are counted unless said, the first that the case has."""

ALLIANCE = "NATO"
"""A party under which a case may carry the publisher's own totals; never a member."""


@dataclass(frozen=True)
class Members:
    """The members of a body, by year.

    Parameters
    ----------
    body : str, optional
        None: the case has no memberships, and ``everyone`` counts in all years.
    rows : tuple of row
        Memberships of the body.
    everyone : tuple of str
    """

    body: str | None
    rows: tuple[Row, ...]
    everyone: tuple[str, ...]

    def of(self, year: int) -> tuple[str, ...]:
        """Return the members at the end of a year, sorted.

        Who joins in a year counts in all of it and never before: Montenegro from 2017, North
        Macedonia from 2020, Finland from 2023, Sweden from 2024 (notes of NATO's tables).
        """
        if self.body is None:
            return self.everyone
        end = date(year, 12, 31)
        return tuple(
            sorted(
                {
                    row["party"]
                    for row in self.rows
                    if row["from"] <= end and (row["until"] is None or row["until"] > end)
                }
            )
        )


def members_of(known: Known, body: str | None, figures: Sequence[Row]) -> Members:
    """Return the members of a body, of the first known of ``BODIES`` unless one is named.

    Raises
    ------
    InputError
        ``spending.unknown-body``.
    """
    bodies = sorted({row["body"] for row in known.memberships})
    if body is not None and body not in bodies:
        details = {"nearest": nearest(body, bodies, cutoff=0.0) or "–"}
        fault = Finding(
            "fault", "spending.unknown-body", "memberships", None, "body", body, details
        )
        raise InputError([fault])
    chosen = body or next((name for name in BODIES if name in bodies), None)
    rows = tuple(row for row in known.memberships if row["body"] == chosen)
    everyone = sorted({row["party"] for row in figures} - {ALLIANCE})
    return Members(chosen, rows, tuple(everyone))
