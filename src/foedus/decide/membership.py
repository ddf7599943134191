"""Who belongs to a body on a day, and what a case knows of the members of a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

import polars as pl

from foedus.case.model import Case
from foedus.decide.fields import Fields
from foedus.decide.rule import Condition, Group, Rule, Weights


def members_on(case: Case, body: str, day: date) -> tuple[str, ...]:
    """Return the members of a body on a day, sorted.

    A membership holds from its first day to the day before ``until``: on the day on which it
    ends for one, its successor's may begin.

    Raises
    ------
    InputError
        The case does not know the body.
    """
    rows = case.tables["memberships"]
    known = sorted({*case.tables["bodies"]["body"], *rows["body"]})
    fields = Fields("bodies.csv")
    if body not in known:
        fields.unknown("rule.unknown-body", "body", body, known)
    fields.settle()
    holds = (
        (pl.col("body") == body)
        & (pl.col("from") <= day)
        & (pl.col("until").is_null() | (pl.col("until") > day))
    )
    return tuple(sorted(set(rows.filter(holds)["party"])))


def rule_members(rule: Rule, case: Case | None, day: date | None) -> tuple[str, ...] | None:
    """Return the members under a rule: its list, or its body's on the day; sorted.

    Parameters
    ----------
    rule : Rule
    case : Case, optional
    day : date, optional
        The day on which the case was last brought up to date, unless said.

    Returns
    -------
    tuple of str or None
        None where the rule names a body and there is no case to look it up in.

    Raises
    ------
    InputError
        The case does not know the body.
    """
    if not isinstance(rule.members, str):
        return tuple(sorted(rule.members))
    if case is None:
        return None
    return members_on(case, rule.members, day or case.settings.as_of)


def with_populations(rule: Rule, case: Case) -> Rule:
    """Return the rule with the case's populations where it asks for them.

    A party whose population the case does not know has no weight; a tally refuses it.
    """
    return replace(rule, conditions=_filled(rule.conditions, _populations(case)))


def _filled(group: Group, populations: Weights) -> Group:
    return replace(group, parts=tuple(_with(part, populations) for part in group.parts))


def _with(part: Condition | Group, populations: Weights) -> Condition | Group:
    if isinstance(part, Group):
        return _filled(part, populations)
    if part.weights is None or part.weights.name != "case":
        return part
    return replace(part, weights=populations)


def _populations(case: Case) -> Weights:
    parties = case.tables["parties"].filter(pl.col("population").is_not_null())
    pairs = zip(parties["party"], parties["population"], strict=True)
    # Through its shortest decimal form, which is what was written in the table.
    values = {party: Fraction(str(number)) for party, number in pairs}
    return Weights("case", MappingProxyType(values), _sources(case, parties))


def _sources(case: Case, parties: pl.DataFrame) -> str:
    used = parties["source"].drop_nulls().unique()
    rows = case.tables["sources"].filter(pl.col("source").is_in(used.to_list())).sort("source")
    words = []
    for row in rows.iter_rows(named=True):
        parts = (row["publisher"], row["title"], row["published"])
        words.append(", ".join(str(part) for part in parts if part))
    return "; ".join(words)
