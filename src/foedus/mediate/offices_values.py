"""The values of the fields of an event of good offices, read from what JSON holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

from foedus.case.spelling import nearest
from foedus.decide import log_values
from foedus.decide.instants import Flaw
from foedus.results.offices import OFFICE, Form, Procedure

EventKind = Literal[
    "offer",
    "submit",
    "consent",
    "decline",
    "choose",
    "text",
    "accept",
    "refuse",
    "propose",
    "suspend",
    "resume",
    "settle",
    "close",
    "disclose",
    "note",
]
KINDS: tuple[EventKind, ...] = get_args(EventKind)
PROCEDURES: tuple[Procedure, ...] = get_args(Procedure)
FORMS: tuple[Form, ...] = get_args(Form)

_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kind": ("silence.unknown-kind", KINDS),
        "procedure": ("offices.unknown-procedure", PROCEDURES),
        "form": ("offices.unknown-form", FORMS),
    }
)
_AS_IN_SILENCE = frozenset({"at", "round", "hash_en", "hash_fr"})
_LISTS = frozenset({"to", "shown_to"})

Sound = str | int | datetime | tuple[str, ...]


def value_of(name: str, found: object) -> Sound | Flaw | None:
    """Return the value of a field; None where it is blank, as if it were not there."""
    if name in _LISTS:
        return _list(name, found)
    # Any other text is read as a reason is: as it is written.
    read = log_values.value_of(name if name in _AS_IN_SILENCE else "reason", found)
    if isinstance(read, Flaw):
        return Flaw(read.kind, name, read.value, read.details)
    if name in _CHOICES and isinstance(read, str):
        return _choice(name, read)
    return read if isinstance(read, str | int | datetime) else None


def _choice(name: str, text: str) -> str | Flaw:
    kind, known = _CHOICES[name]
    if text in known:
        return text
    best = nearest(text, known, cutoff=0) or known[0]
    return Flaw(kind, name, log_values.short(text), {"nearest": best, "known": ", ".join(known)})


def _list(name: str, found: object) -> tuple[str, ...] | Flaw | None:
    if not isinstance(found, list):
        return Flaw("offices.not-list", name, log_values.shown(found))
    read = [log_values.value_of("by", one) for one in found]
    for one in read:
        if isinstance(one, Flaw):
            return Flaw(one.kind, name, one.value, one.details)
    parties = [one for one in read if isinstance(one, str)]
    if OFFICE in parties:
        return Flaw("offices.office-listed", name, OFFICE)
    twice = next((one for one in parties if parties.count(one) > 1), None)
    if twice is not None:
        return Flaw("offices.listed-twice", name, log_values.short(twice))
    return tuple(parties) or None
