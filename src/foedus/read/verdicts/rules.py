"""Rules of decision: what was said of a vote beside how the record says it was decided."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.read.model import Fact
from foedus.read.verdicts.ground import Ground, compared, said_of
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check

COMPATIBLE = frozenset({("silence", "consensus"), ("consensus", "silence")})
"""A silence procedure is one way to consensus: neither speaks against the other.

Unanimity is not: it counts votes in favour, where consensus says that nobody objected and that no
vote was held.
"""


def rule_check(fact: Fact, ground: Ground, field: str, decision: Row) -> Iterator[Check]:
    """Yield the comparison of a rule with that of a decision of the record.

    Parameters
    ----------
    fact : Fact
    ground : Ground
    field : str
        ``rule`` of a decision, ``how`` of an appointment.
    decision : row of ``decisions``
    """
    if field not in fact.fields:
        return
    said, held = said_of(fact, field), decision["rule"]
    if (said, held) in COMPATIBLE:
        return
    lines = ground.lines("decisions", decision, "rule", "date")
    yield compared(fact, field, lines, right=said == held)
