"""The results of the record as the JSON that other people's tools read (``--json``).

The documented fields come first and keep their names; the others follow. Days are ISO dates,
instants ISO 8601 in UTC with ``Z``; an exact fraction is a number, with its exact form as text
beside it under ``exact``. What is not known is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

from foedus.results.power import Power
from foedus.results.record import Handover, SilenceLine, Succession, Today
from foedus.results.silence import Silence
from foedus.results.verdict import Reached, Verdict

Json = dict[str, object]

INDICES = ("banzhaf", "banzhaf_absolute", "shapley_shubik", "decisiveness")
"""The exact fractions of a ``Power``."""


def verdict_as_json(verdict: Verdict) -> Json:
    """Return a verdict as plain values, ready for ``json.dumps``."""
    first: Json = {
        "adopted": verdict.adopted,
        "conditions": [_condition(reached) for reached in verdict.conditions],
    }
    return first | {"turns_if": plain(verdict.turns_if)} | _rest(verdict, *first)


def silence_as_json(silence: Silence) -> Json:
    """Return a silence procedure as plain values, ready for ``json.dumps``."""
    return _first(silence, "state", "round", "expires", "breaks", "late", "attached")


def power_as_json(power: Power) -> Json:
    """Return power indices as plain values, ready for ``json.dumps``."""
    exact = {name: _exact(getattr(power, name)) for name in INDICES}
    return _first(power, *INDICES, "stamp") | {"exact": exact}


def succession_as_json(succession: Succession) -> Json:
    """Return a succession as plain values, ready for ``json.dumps``; the holder is a name."""
    holder = succession.holder
    first: Json = {
        "office": succession.office,
        "at": plain(succession.at),
        "holder": None if holder is None else holder.person,
        "since": None if holder is None else plain(holder.since),
        "until": None if holder is None else plain(holder.until),
        "state": succession.state,
        "nominations": plain(succession.nominations),
        "party": None if holder is None else holder.party,
        "term": plain(holder),
    }
    return first | _rest(succession, *first)


def today_as_json(today: Today) -> Json:
    """Return the page on the desk as plain values, ready for ``json.dumps``."""
    succession = today.succession
    first: Json = {
        "at": plain(today.at),
        "holder": None if succession is None else plain(succession.holder),
    }
    names = ("priorities", "decisions", "pledges", "asks", "spending", "agreements", "findings")
    documented: Json = {name: plain(getattr(today, name)) for name in names}
    own = _on_the_desk(today)
    return first | documented | own | _rest(today, *first, *names, *own)


def handover_as_json(handover: Handover) -> Json:
    """Return a hand-over file as plain values, ready for ``json.dumps``."""
    first: Json = {
        "office": handover.office,
        "at": plain(handover.at),
        "hands_over": handover.hands_over,
        "takes_over": handover.takes_over,
    }
    own = _on_the_desk(handover)
    return first | _rest(handover, *first, *own) | own


def _on_the_desk(page: Today | Handover) -> Json:
    succession = page.succession
    return {
        "succession": None if succession is None else succession_as_json(succession),
        "silences": [_silence(line) for line in page.silences],
        "unknown": [question.what for question in page.unknown],
    }


def _silence(line: SilenceLine) -> Json:
    return {"name": line.name, **silence_as_json(line.silence)}


def _condition(reached: Reached) -> Json:
    first = _first(reached, "condition", "required", "reached", "met", "of", "bound", "members")
    exact = {"required": _exact(reached.required), "reached": _exact(reached.reached)}
    return first | {"exact": exact, "parts": [_condition(part) for part in reached.parts]}


def _exact(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _exact(one) for key, one in value.items()}
    return None if value is None else str(value)


def _first(result: object, *names: str) -> Json:
    return {name: plain(getattr(result, name)) for name in names} | _rest(result, *names)


def _rest(result: object, *names: str) -> Json:
    assert is_dataclass(result)
    others = [field.name for field in fields(result) if field.name not in names]
    return {name: plain(getattr(result, name)) for name in others}


def plain(value: object) -> object:
    """Return a value of a result as JSON has it: no dataclass, fraction, day or instant is left.

    Examples
    --------
    >>> plain((Fraction(1, 4), date(2024, 10, 1), datetime(2024, 10, 1, 12, tzinfo=UTC)))
    [0.25, '2024-10-01', '2024-10-01T12:00:00Z']
    """
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
