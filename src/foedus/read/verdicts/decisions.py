"""Decisions, held against ``decisions`` and the members of bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from foedus.read.model import Fact
from foedus.read.verdicts.alike import SAME, names_person, shared
from foedus.read.verdicts.ground import Ground, compared, said_of, shown
from foedus.read.verdicts.holders import all_chains
from foedus.read.verdicts.offices import members, same_members
from foedus.read.verdicts.rules import rule_check
from foedus.read.verdicts.spans import agrees, period_of
from foedus.read.verdicts.tables import Row
from foedus.results.dispatch import Check, RecordLine

SURE = 0.7
"""Part of the words of a subject that must be shared where neither a day nor a person agrees."""

MOST_MEMBERS = ("nato", "nac")
"""Whose members are counted where the dispatch names no known body; the first that the case has."""


@dataclass(frozen=True)
class Match:
    """A decision of the record that the dispatch speaks of.

    Parameters
    ----------
    row : row of ``decisions``
    part : float
        The part of the words that they share.
    dated : bool
        Whether the days agree.
    """

    row: Row
    part: float
    dated: bool


def decision_checks(fact: Fact, ground: Ground) -> Iterator[Check]:
    """Yield the comparisons of a decision with the record."""
    match = matched(fact, ground)
    row = None if match is None else match.row
    yield from _members(fact, ground, row)
    if match is None or row is None:
        return
    if row["outcome"] == "pending":
        yield from _pending(fact, ground, row)
        return
    lines = ground.lines("decisions", row, f"subject_{ground.reading.language}", "date")
    yield Check("confirms", "subject", said_of(fact, "subject"), lines)
    yield from rule_check(fact, ground, "rule", row)
    yield from _day(fact, ground, match)
    yield from _body(fact, ground, row)


def matched(fact: Fact, ground: Ground) -> Match | None:
    """Return the decision of the record with the most words in common, the day's own first."""
    if _of_another(fact):
        return None
    said = _said_day(fact, ground)
    least = SAME if _people(fact, ground, said_of(fact, "subject")) else SURE
    found = []
    for row in ground.rows("decisions"):
        part = _part(fact, ground, row)
        dated = agrees(said, row["date"])
        if part > (SAME if dated else least) and (dated or not said or part >= SURE):
            found.append(Match(row, part, dated))
    # Without a day or nearly all the words, two that fit equally well are told apart by nothing.
    found.sort(key=lambda one: (one.dated, one.part), reverse=True)
    if len(found) > 1 and _rank(found[0]) == _rank(found[1]):
        return None
    return found[0] if found else None


def _of_another(fact: Fact) -> bool:
    """Return whether a body is named that the shipped lists know and the record does not."""
    mention = fact.mentions.get("body")
    named = mention is not None and mention.kind == "body"
    return named and mention is not None and mention.key is not None and not mention.known


def _rank(match: Match) -> tuple[bool, float]:
    return match.dated, match.part


def _said_day(fact: Fact, ground: Ground) -> str:
    return said_of(fact, "date") or ground.told_day(fact)


def _part(fact: Fact, ground: Ground, row: Row) -> float:
    """Return the part of the subject's words that a row shares; 0 where it names another person."""
    subject, held = said_of(fact, "subject"), _with_holder(ground, row)
    if any(not names_person(held, person) for person in _people(fact, ground, subject)):
        return 0.0
    return shared(subject, held, ground.reading.language)


def _with_holder(ground: Ground, row: Row) -> str:
    """Return a row's subject; where it names nobody, with who held the offices on the day."""
    subject = ground.in_language(row, "subject")
    if any(names_person(subject, name) for name in _recorded(ground)):
        return subject
    holders = [chain.person for chain in all_chains(ground) if chain.on(row["date"])]
    return " ".join((subject, *holders))


def _recorded(ground: Ground) -> tuple[str, ...]:
    rows = (*ground.rows("terms"), *ground.rows("nominations"))
    return tuple(dict.fromkeys(str(row["person"]) for row in rows))


def _people(fact: Fact, ground: Ground, subject: str) -> tuple[str, ...]:
    """Return who is named in the subject, as the dispatch or the record knows them."""
    people, sentence = ground.reading.people, fact.sentence
    inside = [people[at] for at in range(sentence.start, sentence.end) if at in people]
    everyone = dict.fromkeys((*inside, *_recorded(ground)))
    return tuple(one for one in everyone if names_person(subject, one))


def _day(fact: Fact, ground: Ground, match: Match) -> Iterator[Check]:
    said = _said_day(fact, ground)
    if period_of(said) is None:
        return
    lines = ground.lines("decisions", match.row, "date")
    yield Check("confirms" if match.dated else "contradicts", "date", said, lines)


def _body(fact: Fact, ground: Ground, row: Row) -> Iterator[Check]:
    mention = fact.mentions.get("body")
    if "body" not in fact.fields or mention is None or not mention.known or mention.kind != "body":
        return
    right = same_members(ground, said_of(fact, "body"), row["body"], row["date"])
    yield compared(fact, "body", ground.lines("decisions", row, "body"), right=right)


def _pending(fact: Fact, ground: Ground, row: Row) -> Iterator[Check]:
    """Yield what the record says of a decision that it holds to be pending.

    What came after the record's own day is new: the record cannot know it.
    """
    period = period_of(_said_day(fact, ground)) or (ground.today, ground.today)
    lines = ground.lines("decisions", row, f"subject_{ground.reading.language}", "outcome")
    later = period[1] > ground.case.settings.as_of
    told = bool(_said_day(fact, ground))
    said = said_of(fact, "subject")
    yield Check("contradicts" if told and not later else "new", "outcome", said, lines)


def _members(fact: Fact, ground: Ground, row: Row | None) -> Iterator[Check]:
    """Yield the comparison of a number of members with the count of the record on that day."""
    said = fact.fields.get("members")
    body = _counted(fact, ground, row)
    if said is None or not body:
        return
    period = period_of(_said_day(fact, ground))
    day: date = row["date"] if row else period[1] if period else ground.today
    rows = ground.rows("memberships", body=body)
    count = len(members(ground, body, day))
    if not count:
        return
    last = max((one for one in rows if one["from"] <= day), key=lambda one: one["from"])
    right = shown(said) == str(count)
    if not right and any(token.text == str(count) for token in fact.sentence):
        return  # "31 of the 32": not the number of members
    line = RecordLine("memberships", f"{body}/{day.isoformat()}", "party", str(count))
    yield compared(fact, "members", (ground.sourced(line, last),), right=right)


def _counted(fact: Fact, ground: Ground, row: Row | None) -> str:
    bodies = set(ground.case.tables["memberships"]["body"].to_list())
    mention = fact.mentions.get("body")
    # Of a body that the record does not know it does not know the members either.
    if row is None and "body" in fact.fields and (mention is None or not mention.known):
        return ""
    wanted = (said_of(fact, "body"), row["body"] if row else "", *MOST_MEMBERS)
    return next((body for body in wanted if body in bodies), "")
