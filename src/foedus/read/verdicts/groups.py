"""Groups of parties: one party, a group of the case, or all Allies."""

from __future__ import annotations

from datetime import date

from foedus.read.verdicts.ground import Ground
from foedus.read.verdicts.offices import members

ALLIES = ("nato", "nac")
"""The body whose members are meant where no party is said, the first that the case has."""


def parties_of(ground: Ground, said: str, year: int) -> tuple[str, frozenset[str]]:
    """Return the name of a group and its parties; none for words that name no group.

    Who joined by the end of the year counts.

    Parameters
    ----------
    ground : Ground
    said : str
        A party's or a group's key, a body's, or nothing: all Allies.
    year : int
    """
    if said in set(ground.case.tables["parties"]["party"].to_list()):
        return said, frozenset({said})
    grouped = frozenset(
        row["party"]
        for row in ground.rows("parties")
        if said and said in str(row["groups"] or "").split(";")
    )
    bodies = set(ground.case.tables["memberships"]["body"].to_list())
    allies = next((body for body in ALLIES if body in bodies), "")
    if not year or (said and said not in {*bodies, "allies"} and not grouped):
        return said, frozenset()
    if said and said in bodies:
        return said, members(ground, said, date(year, 12, 31))
    if grouped:
        return said, grouped
    return allies, members(ground, allies, date(year, 12, 31))
