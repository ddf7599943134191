"""The tally: what a body decided under a rule, why, and what would turn it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from foedus.case.spelling import nearest
from foedus.decide.acts import Act, Torn, read_acts
from foedus.decide.impossible import impossible
from foedus.decide.rule import NONE, WITHOUT_EFFECT, Rule, Weights, leaves
from foedus.decide.standing import outcome
from foedus.decide.turns import turns
from foedus.errors import Finding, InputError
from foedus.results.stamp import RecordStamp
from foedus.results.verdict import ActCounted, Verdict


def decide(
    rule: Rule,
    acts: Sequence[Act],
    *,
    members: Sequence[str],
    closes: datetime | None = None,
    stamp: RecordStamp | None = None,
    file: str = "acts.csv",
) -> Verdict:
    """Return what was decided.

    Silence of a member is no vote, no presence and no objection. Non-participation and
    reservations are recorded and change nothing. The latest act of a member stands.

    Parameters
    ----------
    rule : Rule
    acts : sequence of Act
        In any order.
    members : sequence of str
        Membership of the day, in any order.
    closes : datetime, optional
        Instant at which the ballot closes, with its zone; an act at it or after it is refused.
    stamp : RecordStamp, optional
    file : str
        Name of the acts' file, for messages.

    Returns
    -------
    Verdict

    Raises
    ------
    InputError
        With every fault: an act of no member, an act that the rule does not know, one at or
        after the close, two at one instant, a quorum above the membership, a member without
        weight, members doubled or none.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from foedus.decide.rule import Condition, Group
    >>> half = Condition("share", "cast", "more_than", Fraction(1, 2))
    >>> rule = Rule("majority", "", ("AAA", "BBB", "CCC"), ("for", "against"), None, False,
    ...             Group("all", (half,)), None, {}, {})
    >>> noon = datetime(2024, 6, 26, 12, tzinfo=UTC)
    >>> verdict = decide(rule, [Act("AAA", "for", noon, None, 2)], members=rule.members)
    >>> verdict.adopted, verdict.conditions[0].reached
    (True, Fraction(1, 1))
    """
    found = [*_rule_faults(rule, members), *_act_faults(rule, acts, members, closes, file)]
    if found:
        raise InputError(found)
    ordered = sorted(acts, key=lambda a: (a.at, a.member, a.act, a.reason or "", a.row))
    standing = {**dict.fromkeys(sorted(members), NONE), **{a.member: a.act for a in _last(ordered)}}
    result = outcome(rule, standing)
    least, number = turns(rule, standing)
    return Verdict(
        rule=rule.name,
        cites=rule.cites,
        members=tuple(sorted(members)),
        adopted=result.adopted,
        conditions=result.conditions,
        deemed=result.deemed,
        turns_if=least,
        turns=number,
        acts=tuple(_counted(ordered)),
        stamp=stamp or RecordStamp(),
    )


def decide_table(
    rule: Rule,
    text: str,
    *,
    members: Sequence[str],
    closes: datetime | None = None,
    file: str = "acts.csv",
    zone: ZoneInfo | None = None,
) -> Verdict:
    """Return what was decided by a table of acts; all its faults are told at once.

    Parameters
    ----------
    rule, members, closes
        As in ``decide``.
    text, file, zone
        As in ``parse_acts``.

    Raises
    ------
    InputError
        With every fault of the table's form, of the acts and of the rule.
    """
    table = read_acts(text, file=file, zone=zone)
    if not table.faults:
        return decide(rule, table.acts, members=members, closes=closes, file=file)
    acts = _act_faults(rule, (*table.acts, *table.torn), members, closes, file)
    by_row = sorted([*table.faults, *acts], key=lambda fault: fault.row or 0)
    raise InputError([*_rule_faults(rule, members), *by_row])


def _last(ordered: Sequence[Act]) -> tuple[Act, ...]:
    """Return the act of each member that stands: its latest that has an effect."""
    return tuple({a.member: a for a in ordered if a.act not in WITHOUT_EFFECT}.values())


def _counted(ordered: Sequence[Act]) -> Iterator[ActCounted]:
    standing = {id(act) for act in _last(ordered)}
    for act in ordered:
        at = _written(act.at)
        if act.act in WITHOUT_EFFECT:
            yield ActCounted(act.member, act.act, at, act.reason, "recorded")
        else:
            stands = id(act) in standing
            effect: Literal["counted", "replaced"] = "counted" if stands else "replaced"
            yield ActCounted(act.member, act.act, at, act.reason, effect)


def _rule_faults(rule: Rule, members: Sequence[str]) -> Iterator[Finding]:
    if not members:
        yield Finding("fault", "rule.no-members", rule.name, column="members")
        return
    for member in sorted({m for m in members if members.count(m) > 1}):
        yield Finding("fault", "rule.doubled", rule.name, None, "members", member)
    size = len(set(members))
    needed = 1 if rule.quorum is None or rule.quorum < 1 else rule.quorum + rule.quorum_more
    if needed > size:
        details = {"members": str(size)}
        value = str(rule.quorum)
        yield Finding("fault", "rule.quorum-above", rule.name, None, "quorum", value, details)
    for proviso in leaves(rule.conditions):
        if proviso.kind == "blocking_minority" and proviso.value > size:
            details, value = {"members": str(size)}, str(proviso.value)
            yield Finding(
                "fault", "rule.blocking-above", rule.name, None, "at_least", value, details
            )
    tables = {id(c.weights): c.weights for c in leaves(rule.conditions) if c.weights is not None}
    lacking = [f for w in tables.values() for f in _weight_faults(rule.name, w, members)]
    yield from lacking
    for key, part, most in impossible(rule.conditions, members) if not lacking else ():
        column, details = f"{key}.{part.bound}", {"most": str(most)}
        yield Finding("fault", "rule.never", rule.name, None, column, str(part.value), details)


def doubts(verdict: Verdict, *, file: str = "acts.csv") -> tuple[Finding, ...]:
    """Return the warning that nobody acted, whether the text is adopted for that or not."""
    if any(act.effect == "counted" for act in verdict.acts):
        return ()
    kind = "acts.consented" if verdict.adopted else "acts.nobody"
    details = {"number": str(len(verdict.members))}
    return (Finding("warning", kind, file, details=details),)


def _weight_faults(file: str, weights: Weights, members: Sequence[str]) -> Iterator[Finding]:
    if weights.missing:
        details = {"reason": weights.missing}
        yield Finding("fault", "rule.weights-missing", file, None, "weights", weights.name, details)
    elif weights.name == "case" and not weights.values:
        yield Finding("fault", "rule.population-needed", file, None, "weights", "population")
    else:
        for member in sorted(set(members) - set(weights.values)):
            yield Finding("fault", "rule.member-without-weight", file, None, "weights", member)


def _act_faults(
    rule: Rule,
    acts: Sequence[Act | Torn],
    members: Sequence[str],
    closes: datetime | None,
    file: str,
) -> Iterator[Finding]:
    """Yield what is wrong with acts, and with what could be read of rows that make none."""
    if closes is not None and closes.tzinfo is None:
        raise ValueError("closes: give the instant with its zone")
    known = sorted(set(members))
    first: dict[tuple[str, datetime], int] = {}
    for act in sorted(acts, key=_in_the_file):
        if act.member is not None and act.member not in known:
            yield _unknown("acts.not-a-member", act, "member", act.member, known, file)
        if act.act is not None and act.act not in rule.acts:
            yield _unknown("acts.not-in-rule", act, "act", act.act, rule.acts, file)
        if act.at is None:
            continue
        at = _written(act.at)
        if closes is not None and act.at >= closes:
            details = {"closes": _written(closes)}
            yield Finding("fault", "acts.after-close", file, act.row, "at", at, details)
        if act.member is None or act.act in WITHOUT_EFFECT:
            continue
        key = (act.member, act.at)
        if key in first:
            details = {"member": act.member, "other_row": str(first[key])}
            yield Finding("fault", "acts.same-instant", file, act.row, "at", at, details)
        first.setdefault(key, act.row)


def _in_the_file(act: Act | Torn) -> tuple[object, ...]:
    earliest = datetime.min.replace(tzinfo=UTC)
    return act.row, act.at or earliest, act.member or "", act.act or ""


def _unknown(
    kind: str, act: Act | Torn, column: str, value: str, known: Sequence[str], file: str
) -> Finding:
    near = nearest(value, known)
    details = {"nearest": near or "", "known": ", ".join(known)}
    return Finding("fault", kind if near else f"{kind}-far", file, act.row, column, value, details)


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
