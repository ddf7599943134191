"""A condition of a rule file, with its bound, its base, and its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast, get_args

from foedus.decide.fields import Fields, Table, exact, shown
from foedus.decide.rule import CAST, PRESENT, Condition, Group, Join, Kind, Of, Weights
from foedus.decide.shipped import read_values, shipped_names, weights
from foedus.errors import InputError
from foedus.results.verdict import Bound

KINDS: tuple[Kind, ...] = get_args(Kind)
BASES: tuple[Of, ...] = get_args(Of)
BOUNDS: tuple[Bound, ...] = get_args(Bound)

CASE = "population"
"""What a rule writes for the populations of the case's parties; no table ships under that name."""

DEEPEST = 8
"""Groups inside groups."""

_KEYS = ("kind", "of", *BOUNDS, "counts", "weights", "all", "any")
_WEIGHTED = ("weighted", "population")
_BASED = ("share", *_WEIGHTED)
_COUNTED = ("share", "count", *_WEIGHTED)


@dataclass(frozen=True)
class Setting:
    """What the rule says before its conditions.

    Parameters
    ----------
    acts : tuple of str
    members : tuple of str, optional
        The list of members; None where the rule names a body.
    """

    acts: tuple[str, ...]
    members: tuple[str, ...] | None


def read_part(
    value: object, key: str, setting: Setting, fields: Fields, *, depth: int = 0
) -> Condition | Group | None:
    """Return a condition or a group; None where it cannot be read."""
    if not isinstance(value, Mapping):
        fields.fault("rule.not-a-condition", key, value)
        return None
    fields.keys(value, _KEYS, f"{key}.")
    joins = [join for join in ("all", "any") if join in value]
    if not joins:
        return _condition(value, key, setting, fields, nested=depth > 0)
    others = [name for name in value if name not in joins and name in _KEYS]
    if len(joins) == 2:
        fields.fault("rule.all-and-any", key)
    if others:
        fields.fault("rule.group-and-condition", f"{key}.{others[0]}", joins[0])
    if depth >= DEEPEST:
        fields.fault("rule.too-deep", key, limit=str(DEEPEST))
        return None
    return _group(value, cast(Join, joins[0]), key, setting, fields, depth=depth)


def _group(
    table: Table, join: Join, key: str, setting: Setting, fields: Fields, *, depth: int
) -> Group | None:
    listed = table[join]
    if not isinstance(listed, list) or not listed:
        fields.fault("rule.no-parts", f"{key}.{join}", listed)
        return None
    parts = [
        read_part(part, f"{key}.{join}.{i}", setting, fields, depth=depth + 1)
        for i, part in enumerate(listed, 1)
    ]
    return Group(join, tuple(part for part in parts if part is not None))


def _condition(
    table: Table, key: str, setting: Setting, fields: Fields, *, nested: bool
) -> Condition | None:
    if "kind" not in table:
        fields.fault("rule.no-kind", key, known=", ".join(KINDS))
        return None
    kind = cast(Kind | None, fields.choice(table, "kind", KINDS, f"{key}."))
    if kind is None:
        _of_any_kind(table, key, setting, fields)
        return None
    if nested and kind == "blocking_minority":
        fields.fault("rule.blocking-inside", f"{key}.kind", kind)
    of = _of(table, kind, key, fields)
    bound, value = _bound(table, kind, of, key, fields)
    counts = _counts(table, kind, of, key, setting, fields)
    weighed = _weights(table, kind, key, setting, fields)
    return Condition(kind, of, bound, value, counts, weighed)


def _of_any_kind(table: Table, key: str, setting: Setting, fields: Fields) -> None:
    """Note what is wrong in a condition whatever its kind, which is not known."""
    fields.choice(table, "of", BASES, f"{key}.")
    given = [bound for bound in BOUNDS if bound in table]
    if len(given) > 1:
        fields.fault("rule.two-bounds", key, ", ".join(given), known=", ".join(BOUNDS))
    for bound in given:
        value = fields.number(table, bound, f"{key}.")
        if value is not None and value > 1 and table.get("of") in BASES:
            fields.fault("rule.share-range", f"{key}.{bound}", table[bound])
    if "counts" in table:
        fields.known_names(table["counts"], f"{key}.counts", setting.acts)
    if "weights" in table:
        _read_weights(table["weights"], f"{key}.weights", setting, fields)


def _of(table: Table, kind: Kind, key: str, fields: Fields) -> Of | None:
    of = cast(Of | None, fields.choice(table, "of", BASES, f"{key}."))
    if kind not in _BASED:
        if of in ("cast", "present"):
            fields.fault("rule.of-not-here", f"{key}.of", of, kind=kind)
        return None
    if kind == "share" and "of" not in table:
        fields.fault("rule.of-missing", key, known=", ".join(BASES))
    return of or ("members" if kind == "population" else None)


def _bound(
    table: Table, kind: Kind, of: Of | None, key: str, fields: Fields
) -> tuple[Bound, Fraction]:
    given = [bound for bound in BOUNDS if bound in table]
    if kind == "no_objection":
        for bound in given:
            fields.fault("rule.bound-not-here", f"{key}.{bound}", table[bound])
        return "at_most", Fraction(0)
    if len(given) != 1:
        kinds = "rule.two-bounds" if given else "rule.no-bound"
        fields.fault(kinds, key, ", ".join(given), known=", ".join(BOUNDS))
        return "at_least", Fraction(0)
    value = fields.number(table, given[0], f"{key}.")
    if value is not None:
        _range(value, table, given[0], kind, of, key, fields)
    return given[0], value or Fraction(0)


def _range(
    value: Fraction, table: Table, bound: Bound, kind: Kind, of: Of | None, key: str, fields: Fields
) -> None:
    place, written = f"{key}.{bound}", table[bound]
    if kind in ("share", "population") or of is not None:
        if value > 1:
            fields.fault("rule.share-range", place, written)
    elif kind in ("count", "blocking_minority") and value.denominator != 1:
        fields.fault("rule.not-whole", place, written)
    if kind == "blocking_minority":
        if bound != "at_least":
            fields.fault("rule.blocking-bound", place, bound)
        elif value < 1:
            fields.fault("rule.blocking-none", place, written)


def _counts(
    table: Table, kind: Kind, of: Of | None, key: str, setting: Setting, fields: Fields
) -> tuple[str, ...]:
    if kind not in _COUNTED:
        if "counts" in table:
            fields.fault("rule.key-not-here", f"{key}.counts", "counts", kind=kind)
        return ("for",)
    place = f"{key}.counts"
    counts = fields.known_names(table.get("counts", ["for"]), place, setting.acts)
    base = CAST if of == "cast" else PRESENT
    for act in counts:
        if act not in base:
            remedy = ", ".join(name for name in setting.acts if name in base)
            fields.fault("rule.counts-outside", place, act, known=remedy)
    return counts


def _weights(
    table: Table, kind: Kind, key: str, setting: Setting, fields: Fields
) -> Weights | None:
    value, place = table.get("weights"), f"{key}.weights"
    if kind not in _WEIGHTED:
        if value is not None:
            fields.fault("rule.key-not-here", place, "weights", kind=kind)
        return None
    if value is None:
        known = ", ".join(shipped_names("weights"))
        fields.fault("rule.weights-needed", key, kind, known=known or CASE)
        return None
    return _read_weights(value, place, setting, fields)


def _read_weights(value: object, place: str, setting: Setting, fields: Fields) -> Weights | None:
    if isinstance(value, str):
        return _named(value, place, setting, fields)
    values = read_values(value, place, fields)
    if isinstance(value, Mapping):  # what is written counts, so that one fault invents no other
        _strangers(value, place, setting, fields)
        _lacking(value, place, setting, fields)
    return Weights("own", values)


def _named(name: str, place: str, setting: Setting, fields: Fields) -> Weights | None:
    if name == CASE:
        return Weights("case", {})
    if exact(name) is not None:
        fields.fault("rule.not-weights", place, name)
        return None
    try:
        read = weights(name)
    except InputError:
        fields.unknown("rule.unknown-weights", place, name, (*shipped_names("weights"), CASE))
        return None
    if read.missing:
        fields.fault("rule.weights-missing", place, name, reason=read.missing)
    else:
        _lacking(read.values, place, setting, fields)
    return read


def _strangers(values: Table, place: str, setting: Setting, fields: Fields) -> None:
    for member in values:
        if setting.members and member not in setting.members:
            fields.unknown(
                "rule.weight-of-stranger", f"{place}.{member}", shown(member), setting.members
            )


def _lacking(values: Mapping[str, object], place: str, setting: Setting, fields: Fields) -> None:
    for member in setting.members or ():
        if member not in values:
            fields.fault("rule.member-without-weight", place, member)
