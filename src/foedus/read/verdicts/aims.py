"""Priorities and functions, held against ``priorities`` and ``functions``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from foedus.read.model import Code, Fact
from foedus.read.verdicts.alike import SAME, content, shared
from foedus.read.verdicts.ground import Ground, compared, said_of, shown
from foedus.read.verdicts.holders import all_chains, own
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check

LIGHT = frozenset(
    {"augmenter", "assurer", "continuer", "garder", "maintenir", "poursuivre", "renforcer",
     "renforcement", "augmentation", "plus", "continue", "ensure", "enhance", "improve",
     "increase", "increasing", "keep", "keeping", "maintain", "maintaining", "more", "step",
     "stepping", "strengthen", "strengthening"}
)  # fmt: skip
"""Verbs that go with any aim, folded: they tell nothing of which one it is."""

NEAR = 0.3
"""Part of the words of an aim, or of a line of the agenda, that makes the two near."""

SENSES: Mapping[str, str] = MappingProxyType(
    {"alliance": "otan", "nato": "otan", "alliances": "partnership", "partenariat": "partnership",
     "partenariats": "partnership", "partnership": "partnership", "partnerships": "partnership",
     "partners": "partnership", "partenaires": "partnership"}
)  # fmt: skip
"""Words, folded, that stand for the same in an aim: the Alliance is NATO, alliances are not."""

OWNERS = frozenset({"nato", "nac", "secretary-general"})
"""Whose priorities the table holds where it names no owner, beside the holder's."""


def priority_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparison of a priority with the agenda and with its rank there."""
    row = _best(fact, ground, "priorities", "what", "subject")
    if row is None:
        yield from _beside(fact, ground)
        return
    if not _owned(fact, ground, row):
        return
    subject = f"subject_{ground.reading.language}"
    said = said_of(fact, "what")
    yield Check("confirms", "what", said, ground.lines("priorities", row, subject))
    if "rank" in fact.fields:
        lines = ground.lines("priorities", row, "rank", subject)
        right = shown(fact.fields["rank"]) == str(row["rank"])
        yield compared(fact, "rank", lines, right=right)


def _beside(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the nearest priority of the agenda, beside an aim that stays new."""
    rows = [row for row in ground.rows("priorities") if _owned(fact, ground, row)]
    said = said_of(fact, "what")
    parts = [_near(said, ground.in_language(row, "subject"), ground) for row in rows]
    best = max(range(len(rows)), key=parts.__getitem__, default=None)
    if best is not None and parts[best] >= NEAR:
        lines = ground.lines("priorities", rows[best], f"subject_{ground.reading.language}", "rank")
        yield Check("new", "what", said, lines)


def _near(said: str, subject: str, ground: Ground) -> float:
    """Return the part of the words, of whichever side has the greater, that the other has too."""
    code = ground.reading.language
    one, other = (" ".join(_of_one_sense(text, code)) for text in (said, subject))
    return max(shared(one, other, code, light=LIGHT), shared(other, one, code, light=LIGHT))


def _of_one_sense(text: str, code: Code) -> Iterator[str]:
    """Yield the words that carry meaning, those of one sense as one word."""
    for word in content(text, code):
        yield SENSES.get(word, word)


def _owned(fact: Fact, ground: Ground, row: Row) -> bool:
    who = said_of(fact, "who")
    if not who or who in OWNERS or who == row["owner"]:
        return True
    return any(own((chain,), who) for chain in all_chains(ground) if chain.until is None)


def function_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparison of a duty with those that the record gives the office."""
    row = _best(fact, ground, "functions", "duty", "text", office=said_of(fact, "office"))
    if row is not None:
        lines = ground.lines("functions", row, f"text_{ground.reading.language}")
        yield Check("confirms", "duty", said_of(fact, "duty"), lines)


def _best(
    fact: Fact, ground: Ground, table: str, field: str, column: str, **equal: object
) -> Row | None:
    """Return the row that shares most words, and more than ``SAME`` of those said."""
    said, code = said_of(fact, field), ground.reading.language
    rows = ground.rows(table, **equal)
    parts = [shared(said, ground.in_language(row, column), code, light=LIGHT) for row in rows]
    best = max(range(len(rows)), key=parts.__getitem__, default=None)
    return rows[best] if best is not None and parts[best] > SAME else None
