"""The values of the fields of an event, read one by one from what JSON holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from foedus.case.spelling import nearest
from foedus.decide import instants
from foedus.decide.instants import Flaw, Written

EventKind = Literal[
    "draft",
    "table",
    "circulate",
    "extend",
    "object",
    "amend",
    "request_time",
    "withdraw",
    "refer",
    "attach",
    "correct",
]
What = Literal["interpretative_statement", "footnote", "non_participation", "reservation"]

KINDS: tuple[EventKind, ...] = get_args(EventKind)
WHATS: tuple[What, ...] = get_args(What)
_UNDOING = frozenset(
    {"lift", "lift_objection", "lever", "drop_objection", "withdraw_objection", "unobject"}
    | {"reopen", "rouvrir", "resume"}
)
"""What is looked for and is no event: no objection is taken back, no round reopened."""

_SHOWN = 100  # characters of a faulty value that a finding repeats
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Pairs:
    """An object of JSON with its fields as they stand, doubled ones too."""

    pairs: list[tuple[str, object]]


Sound = str | int | datetime | Written
Value = Sound | Flaw


def value_of(name: str, found: object) -> Value | None:
    """Return the value of a field; None where the text is blank, as if it were not there."""
    if name == "round":
        return _round(found)
    if not isinstance(found, str):
        return Flaw("silence.not-text", name, shown(found))
    text = found.strip()
    if not text:
        return None
    if _SURROGATE.search(text):
        return Flaw("silence.half-character", name)
    return _READERS[name](name, text)


def _round(found: object) -> int | Flaw:
    if isinstance(found, int) and not isinstance(found, bool) and found >= 1:
        return found
    return Flaw("silence.not-a-round", "round", shown(found))


def _as_written(_: str, text: str) -> Value:
    return text


def _instant(name: str, text: str) -> Value:
    return instants.instant(text) or Flaw("silence.not-instant", name, short(text))


def _expires(name: str, text: str) -> Value:
    return instants.read(text) or Flaw("silence.not-expires", name, short(text))


def _zone(name: str, text: str) -> Value:
    if text in instants.zones():
        return text
    best = {"nearest": instants.nearest_zone(text)}
    return Flaw("silence.unknown-zone", name, short(text), best)


def _hash(name: str, text: str) -> Value:
    if re.fullmatch("[0-9A-Fa-f]{64}", text):
        return text.lower()
    return Flaw("silence.not-hash", name, short(text), {"length": str(len(text))})


def _kind(name: str, text: str) -> Value:
    if text in KINDS:
        return text
    if text.lower() in _UNDOING:
        return Flaw("silence.no-undoing", name, short(text))
    return _unknown("silence.unknown-kind", name, text, KINDS)


def _what(name: str, text: str) -> Value:
    return text if text in WHATS else _unknown("silence.unknown-what", name, text, WHATS)


def _unknown(kind: str, name: str, text: str, known: tuple[str, ...]) -> Flaw:
    best = nearest(text, known, cutoff=0) or known[0]
    return Flaw(kind, name, short(text), {"nearest": best, "known": ", ".join(known)})


_READERS: Mapping[str, Callable[[str, str], Value]] = {
    "at": _instant,
    "kind": _kind,
    "by": _as_written,
    "expires": _expires,
    "zone": _zone,
    "hash_en": _hash,
    "hash_fr": _hash,
    "reason": _as_written,
    "what": _what,
    "title_en": _as_written,
    "title_fr": _as_written,
}


def short(text: str) -> str:
    """Return the beginning of a text, in characters that any file can hold."""
    start = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return _SURROGATE.sub("\ufffd", start)


def shown(found: object) -> str:
    """Return a value as JSON writes it; of what is nested, only the brackets."""
    if isinstance(found, Pairs):
        return "{…}"
    return "[…]" if isinstance(found, list) else short(json.dumps(found, ensure_ascii=False))
