"""A rule of decision from its TOML text: read as a whole, with every fault at once."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from foedus.decide.country_codes import is_code, nearest_code
from foedus.decide.fields import Fields, Table, exact, read_toml, shown
from foedus.decide.impossible import impossible
from foedus.decide.parse_condition import Setting, read_part
from foedus.decide.rule import ACTS, Condition, Group, Join, Rule, SilenceTerms, leaves

BREAKING: tuple[str, ...] = ("object", "amend", "request_time")
"""Events that a rule may let break a silence."""

MOST = 24
"""Conditions of a rule at most: every combination of them is looked into for the least change."""

_KEYS = ("name", "names", "cites", "note", "members", "acts", "quorum", "quorum_more", "join",
         "condition", "silence")  # fmt: skip
_SILENCE_KEYS = ("breaks", "minimum_hours", "extensions")


def parse_rule(text: str, *, file: str = "rule.toml") -> Rule:
    """Return a rule from its text.

    Parameters
    ----------
    text : str
        TOML. Numbers are read exactly: ``0.55``, ``"2/3"``, ``"65%"``.
    file : str
        Its name, for messages.

    Returns
    -------
    Rule

    Raises
    ------
    InputError
        With every fault; its column is the dotted key, for example ``condition.2.at_least``.

    Examples
    --------
    >>> rule = parse_rule('''
    ... name = "two-thirds"
    ... members = ["AAA", "BBB", "CCC"]
    ... [[condition]]
    ... kind = "share"
    ... of = "cast"
    ... at_least = "2/3"
    ... ''')
    >>> rule.conditions.parts[0].value
    Fraction(2, 3)
    """
    table = read_toml(text, file)
    fields = Fields(file)
    fields.keys(table, _KEYS, "")
    for key in ("name", "members"):
        if key not in table:
            fields.fault("rule.key-missing", key)
    members = _members(table, fields)
    acts = _acts(table, fields)
    quorum = _quorum(table, members, fields)
    conditions = _conditions(table, Setting(acts or ACTS, _listed(members)), fields)
    rule = Rule(
        name=fields.text(table, "name") or "",
        cites=fields.text(table, "cites") or "",
        members=members,
        acts=acts or ACTS,
        quorum=quorum,
        quorum_more=fields.flag(table, "quorum_more", False),  # noqa: FBT003
        conditions=conditions,
        silence=_silence(table, fields),
        names=fields.languages(table, "names"),
        note=fields.languages(table, "note"),
    )
    fields.settle()
    return rule


def _acts(table: Table, fields: Fields) -> tuple[str, ...] | None:
    """Return the acts that the rule knows; None where they are wrong, so that no fault follows."""
    if "acts" not in table:
        return ACTS
    before = len(fields.faults)
    acts = fields.known_names(table["acts"], "acts", ACTS)
    return acts if len(fields.faults) == before else None


def _members(table: Table, fields: Fields) -> str | tuple[str, ...]:
    value = table.get("members", "")
    if "members" in table and not isinstance(value, str):
        members = fields.names(value, "members")
        for member in members:
            _member(member, fields)
        return members
    return fields.text(table, "members") or ""


def _member(name: str, fields: Fields) -> None:
    if is_code(name) or not name or name != name.strip():  # blanks are a fault of their own
        return
    near = nearest_code(name)
    if near is None:
        fields.fault("rule.not-a-code-far", "members", name)
    else:
        fields.fault("rule.not-a-code", "members", name, nearest=near)


def _listed(members: str | tuple[str, ...]) -> tuple[str, ...] | None:
    return None if isinstance(members, str) else members


def _quorum(table: Table, members: str | tuple[str, ...], fields: Fields) -> Fraction | None:
    if "quorum" not in table:
        if "quorum_more" in table:
            fields.fault("rule.quorum-more-alone", "quorum_more")
        return None
    quorum = fields.number(table, "quorum")
    if quorum is None:
        return None
    written = table["quorum"]
    part = isinstance(written, str) and exact(written.rstrip(" %")) != quorum
    if quorum == 0 or (quorum >= 1 and (quorum.denominator != 1 or part)):
        fields.fault("rule.quorum-form", "quorum", written)
    elif _needed(quorum, table) > len(members) and members and not isinstance(members, str):
        size = str(len(members))
        fields.fault("rule.quorum-above", "quorum", written, members=size)
    return quorum


def _needed(quorum: Fraction, table: Table) -> Fraction:
    """Return the number of members that a quorum needs, or 1 for a share."""
    return Fraction(1) if quorum < 1 else quorum + (table.get("quorum_more") is True)


def _conditions(table: Table, setting: Setting, fields: Fields) -> Group:
    join = cast(Join, fields.choice(table, "join", ("all", "any")) or "all")
    listed = table.get("condition")
    if not isinstance(listed, list) or not listed:
        fields.fault("rule.no-condition", "condition", listed)
        return Group(join, ())
    read = [read_part(part, f"condition.{i}", setting, fields) for i, part in enumerate(listed, 1)]
    parts = tuple(part for part in read if part is not None)
    if len(parts) == len(listed):
        _provisos(parts, fields)
        _never(Group(join, parts), setting.members, fields)
    group = Group(join, parts)
    number = sum(1 for _ in leaves(group))
    if number > MOST:
        fields.fault("rule.too-many-conditions", "condition", number, limit=str(MOST))
    return group


def _never(group: Group, members: tuple[str, ...] | None, fields: Fields) -> None:
    """Note the conditions that the members listed in the rule can never meet."""
    found = impossible(group, members) if members else ()
    for key, part, most in found:
        fields.fault("rule.never", f"{key}.{part.bound}", part.value, most=shown(most))


def _provisos(parts: tuple[Condition | Group, ...], fields: Fields) -> None:
    provisos = [
        i
        for i, part in enumerate(parts, 1)
        if isinstance(part, Condition) and part.kind == "blocking_minority"
    ]
    if len(provisos) == len(parts):
        fields.fault("rule.blocking-alone", "condition.1.kind", "blocking_minority")
    elif len(provisos) > 1:
        key = f"condition.{provisos[1]}.kind"
        fields.fault("rule.two-provisos", key, "blocking_minority")


def _silence(table: Table, fields: Fields) -> SilenceTerms | None:
    if "silence" not in table:
        return None
    terms = table["silence"]
    if not isinstance(terms, dict):
        fields.fault("rule.not-a-table", "silence", terms)
        return None
    at = "silence."
    fields.keys(terms, _SILENCE_KEYS, at)
    breaks = BREAKING
    if "breaks" in terms:
        breaks = fields.known_names(terms["breaks"], "silence.breaks", BREAKING)
    hours = fields.number(terms, "minimum_hours", at)
    if hours == 0:
        fields.fault("rule.no-hours", "silence.minimum_hours", hours)
    return SilenceTerms(breaks, hours, fields.flag(terms, "extensions", True, at))  # noqa: FBT003
