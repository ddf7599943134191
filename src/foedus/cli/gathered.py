"""What the page on a desk and the hand-over file gather beside the case: a run, event logs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import usage
from foedus.cli.inputs import Inputs
from foedus.cli.offices import ALLIANCE
from foedus.cli.places import CASE_FILE, RUN_FILE, find_case, find_run
from foedus.cli.silence import members_on_days
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.results.offices import OpenFile
    from foedus.results.plan import Plan
    from foedus.results.silence import Silence

RULE_OF_SILENCE = Path("nato-consensus")
"""The rule under which an event log is read, unless the user names another."""

_RUNS = Path("runs")


@dataclass(frozen=True)
class Gathered:
    """A run with its name, and the silence procedures by the names of their logs."""

    plan: Plan | None
    run: str
    silences: Mapping[str, Silence]


def gather(
    case: Case,
    place: Path,
    at: date,
    run: Path | None,
    logs: Sequence[Path],
    rule: Path = RULE_OF_SILENCE,
) -> Gathered:
    """Return what was known beside a case on the morning of a day.

    Parameters
    ----------
    case : Case
    place : Path
        Of the case; the event logs under its folder ``silence`` are read too.
    at : date
    run : Path, optional
        Without it, the newest run of the case under ``./runs`` that was known on the day.
    logs : sequence of Path
    rule : Path
        Under which the event logs are read.
    """
    plan, name = named_run(case, at, run) if run else newest_run(case.settings.name, at)
    return Gathered(plan, name, read_silences(case, at, [*own_logs(place), *logs], rule))


def own_logs(place: Path, kind: str = "silence") -> list[Path]:
    """Return the event logs in a case's own folder of a kind: ``silence``, ``offices``."""
    case = find_case(place)
    folder = case.parent if case.name == CASE_FILE else case
    return sorted(folder.glob(f"{kind}/*.jsonl"))


def named_run(case: Case, at: date, run: Path) -> tuple[Plan, str]:
    """Return the run that the user named.

    Raises
    ------
    InputError
        It is a run of another case, or of what was known later than the day.
    """
    from foedus.results.store import read_run

    plan = read_run(find_run(run))
    if plan.case != case.settings.name:
        raise usage("run-of-other-case", run, case=plan.case, wanted=case.settings.name)
    if date.fromisoformat(plan.as_of) > at:
        raise usage("run-of-later-day", run, day=plan.as_of, at=at.isoformat())
    return plan, run.resolve().name


def newest_run(name: str, at: date) -> tuple[Plan | None, str]:
    """Return the newest run of a case under ``./runs`` that was known on a day; else None."""
    from foedus.results.store import read_run

    found = [(made, folder) for folder in _run_folders() if (made := _made(folder, name, at))]
    if not found:
        return None, ""
    _, folder = max(found)
    return read_run(folder), folder.name


def _run_folders() -> list[Path]:
    return [file.parent for file in sorted(_RUNS.glob(f"*/{RUN_FILE}"))] if _RUNS.is_dir() else []


def _made(folder: Path, name: str, at: date) -> str:
    """Return when a run was made; nothing where it is none of the case known on the day."""
    try:
        header = json.loads((folder / RUN_FILE).read_text("utf-8"))
        known = date.fromisoformat(header["as_of"]) <= at
        return str(header["stamp"]["at"]) if header["case"] == name and known else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # a folder that holds no run is no concern of this page


def read_silences(
    case: Case, at: date, logs: Sequence[Path], asked: Path = RULE_OF_SILENCE
) -> dict[str, Silence]:
    """Return the silence procedures as they stood when the day began (UTC), by name.

    Raises
    ------
    InputError
        With the faults of every log.
    """
    from foedus.decide.silence import silence_of

    rule, morning = Inputs().rule(asked), datetime.combine(at, time(), UTC)
    known = case.tables["bodies"]["body"].to_list()
    there = not isinstance(rule.members, str) or rule.members in known
    members = members_on_days(rule, case) if there else None
    stood: dict[str, Silence] = {}
    faults: list[Finding] = []
    for name, log in zip(_names(logs), logs, strict=True):
        try:
            text = Inputs().text("events", log)
            silence = silence_of(text, morning, rule=rule, members=members, file=log.name)
        except InputError as error:
            faults += error.findings
        else:
            # That there are later events is itself learnt later.
            stood[name] = replace(silence, upcoming=0)
    if faults:
        raise InputError(faults)
    return stood


def read_offices(case: Case, at: date, logs: Sequence[Path]) -> tuple[OpenFile, ...] | None:
    """Return the good offices that were not ended when the day began (UTC); None without any.

    Parameters
    ----------
    case : Case
    at : date
    logs : sequence of Path

    Raises
    ------
    InputError
        With the faults of every log.
    """
    if not logs:
        return None
    from foedus.decide.membership import members_on
    from foedus.mediate.offices import open_files

    known = ALLIANCE in case.tables["bodies"]["body"]
    members = (lambda day: members_on(case, ALLIANCE, day)) if known else None
    files = [log.name for log in logs]
    texts = {
        log.name if files.count(log.name) == 1 else str(log): Inputs().text("events", log)
        for log in logs
    }
    found = open_files(texts, datetime.combine(at, time(), UTC), members=members)
    return found and tuple(
        replace(file, name=str(Path(file.name).with_suffix(""))) for file in found
    )


def _names(logs: Sequence[Path]) -> list[str]:
    """Return a name a log: its file's, or its whole path where two files have the same."""
    stems = [log.stem for log in logs]
    return [
        stem if stems.count(stem) == 1 else str(log) for stem, log in zip(stems, logs, strict=True)
    ]
