"""Logs of good offices, made briefly."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from foedus.errors import Finding, InputError
from foedus.mediate.offices import append, offices_of
from foedus.results.offices import Offices

BEGIN = datetime(2024, 10, 1, 8, tzinfo=UTC)
END = BEGIN + timedelta(days=365)
EN, FR = "a" * 64, "b" * 64

Given = dict[str, object]


def event(kind: str, by: str = "office", **fields: object) -> Given:
    """Return an event without its instant; a field that is None is left out."""
    given = {"kind": kind, "by": by, **fields}
    return {name: value for name, value in given.items() if value is not None}


def offer(*to: str, **fields: object) -> Given:
    return event("offer", to=list(to) or ["GRC", "TUR"], **fields)


def text(*shown_to: str, **fields: object) -> Given:
    given = {"hash_en": EN, "hash_fr": FR, "shown_to": list(shown_to) or ["GRC", "TUR"], **fields}
    return event("text", **given)


def consents(*parties: str, procedure: str | None = None) -> list[Given]:
    return [event("consent", by, procedure=procedure) for by in parties or ("GRC", "TUR")]


OFFERED = [offer()]
CONSENTED = [*OFFERED, *consents()]
CHOSEN = [*CONSENTED, event("choose", procedure="good_offices")]
ROUND = [*CHOSEN, text()]
ACCEPTED = [*ROUND, event("accept", "GRC"), event("accept", "TUR")]
NOTE = event("note", "GRC", name="n1", words="our red line")
RELEASE = event("consent", "GRC", name="n1", shown_to=["TUR"])


def log(events: list[Given]) -> str:
    """Return events as a log, an hour apart unless they say when."""
    lines = []
    for hour, given in enumerate(events):
        at = {"at": (BEGIN + timedelta(hours=hour)).isoformat()}
        lines.append(json.dumps({**at, **given}))
    return "".join(f"{line}\n" for line in lines)


def at(moment: datetime, events: list[Given], **options: object) -> Offices:
    """Return where a log stands at an instant."""
    return offices_of(log(events), moment, **options)  # type: ignore[arg-type]


def stands(events: list[Given]) -> Offices:
    """Return where a log stands after all of it."""
    return at(END, events)


def findings(events: list[Given], **options: object) -> list[Finding]:
    """Return the findings for which a log is refused."""
    with pytest.raises(InputError) as error:
        at(BEGIN, events, **options)
    return list(error.value.findings)


def refused(events: list[Given], **options: object) -> list[tuple[int | None, str, str | None]]:
    """Return the faults for which a log is refused: line, kind without its topic, column."""
    faults = [f for f in findings(events, **options) if f.severity == "fault"]
    return [(f.row, f.kind.rpartition(".")[2], f.column) for f in faults]


def takes(text: str, more: str) -> bool:
    """Say whether a log takes further events."""
    try:
        append(text, more)
    except InputError:
        return False
    return True
