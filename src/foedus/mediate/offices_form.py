"""The fields of each kind of event of good offices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from foedus.decide.instants import Flaw
from foedus.mediate.offices_events import FIELDS, REQUIRED, Line
from foedus.mediate.offices_values import EventKind
from foedus.results.offices import OFFICE


@dataclass(frozen=True)
class Takes:
    """The fields of a kind of event beside its instant, its kind and who acts.

    Parameters
    ----------
    needs, may : frozenset of str
        Fields that must be there, and those that may.
    one_of : tuple of str
        Fields of which one at least must be there.
    """

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    one_of: tuple[str, ...] = ()

    @property
    def all(self) -> frozenset[str]:
        """Return all fields that the kind takes."""
        return self.needs | self.may | {*self.one_of, *REQUIRED}


def _takes(needs: str = "", may: str = "", one_of: str = "") -> Takes:
    return Takes(frozenset(needs.split()), frozenset(may.split()), tuple(one_of.split()))


TAKES: Mapping[EventKind, Takes] = MappingProxyType(
    {
        "offer": _takes("to", "form reason title_en title_fr"),
        "submit": _takes("", "to reason title_en title_fr"),
        "consent": _takes("", "procedure name shown_to"),
        "decline": _takes("", "procedure reason"),
        "choose": _takes("procedure"),
        "text": _takes("hash_en hash_fr shown_to", "round"),
        "accept": _takes("", "round"),
        "refuse": _takes("", "round reason"),
        "propose": _takes("name", "round shown_to reason", "hash_en hash_fr"),
        "suspend": _takes("reason"),
        "resume": _takes("", "reason"),
        "settle": _takes("", "round"),
        "close": _takes("reason"),
        "disclose": _takes("shown_to", "", "name round"),
        "note": _takes("name", "", "words hash_en hash_fr"),
    }
)
OF_THE_OFFICE: frozenset[EventKind] = frozenset({"offer", "text"})
"""Kinds of events that only the office does."""

OF_A_PARTY: frozenset[EventKind] = frozenset(
    {"submit", "consent", "decline", "accept", "refuse", "propose"}
)
"""Kinds of events that only a party does."""


def flaws(line: Line) -> Iterator[Flaw]:
    """Yield what a line lacks, or has too much, wherever the file stands."""
    if line.kind is None:
        return
    takes, kind = TAKES[line.kind], {"kind": line.kind}
    for name in FIELDS:
        if name in takes.needs and line.lacks(name):
            yield Flaw(_ABSENT.get(name, "silence.missing"), name, details=kind)
        if name not in takes.all and not line.lacks(name) and name in line.values:
            yield Flaw("offices.field-not-here", name, details=kind)
    if takes.one_of and all(line.lacks(name) for name in takes.one_of):
        fields = {"fields": ", ".join(takes.one_of), **kind}
        yield Flaw("offices.one-of", takes.one_of[0], details=fields)
    yield from _together(line)
    yield from _wrong_hand(line)


_ABSENT: Mapping[str, str] = MappingProxyType(
    {
        "reason": "silence.no-reason",
        "hash_en": "offices.text-missing",
        "hash_fr": "offices.text-missing",
        "shown_to": "offices.shown-to-nobody",
    }
)


def _together(line: Line) -> Iterator[Flaw]:
    """Yield where two fields exclude or demand each other."""
    if line.kind == "disclose" and not line.lacks("name") and not line.lacks("round"):
        yield Flaw("offices.two-things", "round")
    if line.kind != "consent":
        return
    if not line.lacks("name") and not line.lacks("procedure"):
        yield Flaw("offices.two-consents", "procedure")
    if line.lacks("name") != line.lacks("shown_to"):
        yield Flaw("silence.missing", "name" if line.lacks("name") else "shown_to")


def _wrong_hand(line: Line) -> Iterator[Flaw]:
    by = line.text("by")
    if by is None or line.kind is None:
        return
    if line.kind in OF_THE_OFFICE and by != OFFICE:
        yield Flaw("offices.only-the-office", "by", by, {"kind": line.kind})
    if line.kind in OF_A_PARTY and by == OFFICE:
        yield Flaw("offices.not-of-the-office", "by", by, {"kind": line.kind})
