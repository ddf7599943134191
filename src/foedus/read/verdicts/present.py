"""Offices told in the present: held against who holds them on the day of the dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.read.model import Fact
from foedus.read.verdicts.alike import folded
from foedus.read.verdicts.ground import Ground, said_of
from foedus.read.verdicts.holders import Chain
from foedus.read.verdicts.spans import overlap
from foedus.results.dispatch import Check

FORMER = frozenset(
    {"ancien", "ancienne", "ex", "former", "formerly", "previously", "then", "alors", "futur",
     "future", "outgoing", "sortant", "onetime", "precedemment"}
)  # fmt: skip
"""Words beside a title that is not borne on the day, folded."""

BESIDE = 3
"""Tokens before and after a title in which such a word is looked for."""

AHEAD = frozenset(
    {"designate", "designe", "designee", "elect", "incoming", "new", "next", "nouveau", "nouvel",
     "nouvelle", "prochain", "prochaine", "successor", "successeur", "will"}
)  # fmt: skip
"""Words beside a title that is not borne yet, folded."""

DATED = frozenset({"from", "until", "duration"})
"""Fields by which a term is of other days than that of the dateline."""


def out_of_term(
    fact: Fact, ground: Ground, found: Sequence[Chain], mine: Sequence[Chain]
) -> Iterator[Check]:
    """Yield a contradiction where a person who is said to hold an office does not hold it that day.

    Parameters
    ----------
    fact : Fact
    ground : Ground
    found : sequence of Chain
        All holders of the office.
    mine : sequence of Chain
        Those of the person.
    """
    day = ground.day
    if day is None or not told_as_now(fact, ground):
        return
    # The day on which one takes over from the other is both holders'.
    if any(overlap(day, (chain.since, chain.until or day[1])) for chain in mine):
        return
    own_days = ground.lines("terms", mine[-1].rows[-1], "person", "from", "until")
    holding = [chain for chain in found if chain.on(day[0])]
    now = [line for c in holding for line in ground.lines("terms", c.rows[-1], "person", "from")]
    yield Check("contradicts", "person", said_of(fact, "person"), (*own_days, *now))


def told_as_now(fact: Fact, ground: Ground) -> bool:
    """Return whether a term without days of its own is told in the present.

    Only where every verb of the sentence is in the present: one in the past may speak of the time
    of that title.
    """
    sentence = fact.sentence
    if fact.kind != "term" or DATED & fact.fields.keys() or of_before(fact):
        return False
    if any(sentence.start <= when.start < sentence.end for when in ground.reading.whens):
        return False
    tenses = {tense for token in sentence for tense in token.morph.get("Tense", [])}
    words = {folded(token.text) for token in sentence}
    return tenses == {"Pres"} and not AHEAD & words


def of_before(fact: Fact) -> bool:
    """Return whether a title is said to be of another time ("the former Prime Minister")."""
    mention = fact.mentions.get("office")
    start, end = (fact.start, fact.end) if mention is None else (mention.start, mention.end)
    doc = fact.sentence.doc
    beside = doc[max(fact.sentence.start, start - BESIDE) : min(fact.sentence.end, end + BESIDE)]
    return any(folded(token.text) in FORMER for token in beside)
