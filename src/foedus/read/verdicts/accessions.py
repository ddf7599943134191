"""Who joined a body, held against ``memberships``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foedus.read.model import Fact, Mention
from foedus.read.verdicts.alike import folded
from foedus.read.verdicts.ground import Ground, compared, said_of
from foedus.read.verdicts.groups import ALLIES
from foedus.read.verdicts.offices import members
from foedus.read.verdicts.spans import agrees, period_of
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check, RecordLine

JOINED = frozenset(
    {"acceded", "accedes", "accession", "adhere", "adhesion", "joined", "joining", "joins",
     "rejoint", "rejoignait", "rejoignent"}
)  # fmt: skip
"""Words, folded, by which a party comes to be a member."""

BECAME = frozenset({"became", "become", "becomes", "becoming", "devenu", "devenue", "devient"})
"""Words, folded, that do so only beside "member"."""

MEMBER = frozenset({"member", "membre", "ally", "allie", "alliee"})

OTHER = frozenset(
    {"anniversaire", "anniversary", "bid", "candidacy", "candidature", "ceremonie", "ceremony",
     "conference", "demande", "invitation", "meeting", "negociations", "negotiations", "process",
     "processus", "protocol", "protocole", "protocoles", "protocols", "ratification", "reunion",
     "signature", "signing", "sommet", "summit", "talks", "vote"}
)  # fmt: skip
"""Words, folded, of an event on the way to an accession, or after it: of another day."""

ALLIANCE = "alliance"
"""Word that stands for the body whose members the Allies are."""


@dataclass(frozen=True)
class Accession:
    """That a party joined a body.

    Parameters
    ----------
    party, body : str
        Keys of the record.
    """

    party: str
    body: str


def accession_of(fact: Fact, ground: Ground) -> Accession | None:
    """Return who joined what, if an event tells of that and the record knows both.

    Parameters
    ----------
    fact : Fact
        An event.
    ground : Ground

    Returns
    -------
    Accession or None
        None where the event is another, or of a body whose members the record does not have.
    """
    words = re.findall(r"\w+", folded(said_of(fact, "what")))
    if not _tells_of_joining(frozenset(words)):
        return None
    named = _named(fact, ground)
    party = next((one.key for one in named if one.kind == "party" and one.key), None)
    body = next((one.key or "" for one in named if one.kind == "body"), "")
    if not body and ALLIANCE in words:
        body = ALLIES[0]
    known = party is not None and bool(ground.rows("parties", party=party))
    if party is None or not known or not ground.rows("memberships", body=body):
        return None
    return Accession(party, body)


def _tells_of_joining(words: frozenset[str]) -> bool:
    joined = bool(JOINED & words) or bool(BECAME & words and MEMBER & words)
    return joined and not OTHER & words


def _named(fact: Fact, ground: Ground) -> tuple[Mention, ...]:
    """Return the parties and bodies that the words of an event name."""
    what = said_of(fact, "what")
    found = ground.reading.within(fact.sentence, "party", "body")
    return tuple(one for one in found if one.words in what)


def accession_checks(fact: Fact, ground: Ground, accession: Accession) -> Iterator[Check]:
    """Yield whether the party joined the body on that day, at the precision given.

    Who is no member in the record cannot have joined by the record's own day.
    """
    rows = ground.rows("memberships", party=accession.party, body=accession.body)
    said = said_of(fact, "when")
    if not rows:
        yield from _no_member(fact, ground, accession)
    elif period_of(said) is not None:
        row = next((one for one in rows if agrees(said, one["from"])), None)
        lines = _lines(ground, row or rows[0])
        yield compared(fact, "when", lines, right=row is not None)
    elif rows[0]["from"] <= ground.today:
        yield Check("confirms", "what", said_of(fact, "what"), _lines(ground, rows[0]))


def _lines(ground: Ground, row: Row) -> tuple[RecordLine, ...]:
    return ground.lines("memberships", row, "party", "body", "from")


def _no_member(fact: Fact, ground: Ground, accession: Accession) -> Iterator[Check]:
    """Yield a contradiction with the number of members that the record has without the party."""
    period = period_of(said_of(fact, "when"))
    if period is None or period[1] > ground.case.settings.as_of:
        return
    day = period[1]
    joined = [row for row in ground.rows("memberships", body=accession.body) if row["from"] <= day]
    if joined:
        count = str(len(members(ground, accession.body, day)))
        line = RecordLine("memberships", f"{accession.body}/{day.isoformat()}", "party", count)
        last = max(joined, key=lambda one: one["from"])
        yield Check("contradicts", "what", said_of(fact, "what"), (ground.sourced(line, last),))
