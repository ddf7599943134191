"""``foedus ensemble``: many futures drawn from what is known within a range only."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.text import Text

from foedus.cli.desk import FAILED, NO_PLAN, OK, Desk, usage
from foedus.cli.ensemble_folder import Head, begin, head_of, solved_in
from foedus.cli.inputs import Inputs
from foedus.cli.places import require_writable_file, run_folder
from foedus.errors import Finding, InputError

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.futures.ensemble import Run
    from foedus.futures.sampled import SampledLevel
    from foedus.results.ensemble import Ensemble

NEEDED = ("dask", "distributed", "SALib")
"""Packages of the extra ``ensemble``."""

RESULT_FILE = "ensemble.json"
LEVELS: Mapping[str, SampledLevel] = MappingProxyType({"need": "need", "readiness": "readiness"})
DRAWS = 1000
"""So many, unless said."""


@dataclass(frozen=True)
class Sampling:
    """What was asked of an ensemble, as it was written.

    Parameters
    ----------
    draws, seed : int, optional
        Those of the folder that is resumed, or 1,000 and 0.
    level : str, optional
        One of ``LEVELS``.
    workers : int, optional
        Processes; as many as the machine has processors unless said.
    scheduler : str, optional
        Address of a Dask cluster.
    out, resume : Path, optional
        Folder of a new ensemble, or of one that was stopped.
    html : Path, optional
    """

    draws: int | None = None
    seed: int | None = None
    level: str | None = None
    workers: int | None = None
    scheduler: str | None = None
    out: Path | None = None
    resume: Path | None = None
    html: Path | None = None


def ensemble(desk: Desk, place: Path, asked: Sampling) -> int:
    """Solve many draws of a case, or what is missing of them; return the exit code."""
    from foedus.cli.ensemble_workers import WorkersLostError

    _refuse(asked)
    case = Inputs().case(place)
    folder, head = _which(case, asked)
    if asked.resume is None:
        begin(folder, head)
    desk.note("ensemble.folder", place=folder)
    command = _command(place, folder, asked)
    try:
        result = _solve(desk, case, asked, folder, head)
    except KeyboardInterrupt:
        _tell(desk, "ensemble.stopped", command=command)
        raise
    except WorkersLostError as error:
        _tell(desk, "ensemble.workers-lost", command=command, reason=error)
        return FAILED
    _show(desk, result, asked.html, folder)
    return _code(result)


def _command(place: Path, folder: Path, asked: Sampling) -> str:
    """Return how to go on with the ensemble, where it was solved."""
    cluster = [] if asked.scheduler is None else ["--scheduler", asked.scheduler]
    return shlex.join(["foedus", "ensemble", str(place), "--resume", str(folder), *cluster])


def _tell(desk: Desk, key: str, **values: object) -> None:
    """Print a line on stderr; a command in it must not be broken."""
    desk.err.print(Text(desk.language.text(key, **values)), soft_wrap=True)


def _code(result: Ensemble) -> int:
    """Return the exit code: no draw has a plan, or the solver ended for none."""
    if not result.levels.is_empty():
        return OK
    return NO_PLAN if result.impossible else FAILED


def missing_extra() -> str:
    """Return the first package of the extra ``ensemble`` that is not installed; empty: all are."""
    return next((name for name in NEEDED if find_spec(name) is None), "")


def _refuse(asked: Sampling) -> None:
    """Raise all faults of what was asked for before anything is read."""
    missing = missing_extra()
    if missing:
        raise InputError([Finding("fault", "ensemble.extra-missing", "foedus", value=missing)])
    faults = list(_faults(asked))
    if faults:
        raise InputError(faults)
    if asked.out is not None and asked.resume is not None:
        raise usage("out-or-resume", "--resume")
    if asked.workers is not None and asked.scheduler is not None:
        raise usage("workers-or-scheduler", "--scheduler")
    if asked.html is not None:
        require_writable_file(asked.html)


def _faults(asked: Sampling) -> Iterator[Finding]:
    """Give the faults of single options."""
    if asked.draws is not None and asked.draws < 1:
        yield Finding("fault", "no-draws", "--draws", value=str(asked.draws))
    for option, given, least in (("--seed", asked.seed, 0), ("--workers", asked.workers, 1)):
        if given is not None and given < least:
            details = {"asked": str(given), "least": str(least)}
            yield Finding("fault", "usage.below-least", option, details=details)
    if asked.level is not None and asked.level not in LEVELS:
        details = {"asked": asked.level, "known": ", ".join(LEVELS)}
        yield Finding("fault", "usage.no-such-level", "--level", details=details)


def _which(case: Case, asked: Sampling) -> tuple[Path, Head]:
    """Return the folder, and which ensemble it holds or will hold."""
    from foedus.futures.ensemble import level_of, require

    if asked.resume is None:
        level = level_of(case, None if asked.level is None else LEVELS[asked.level])
        seed, count = asked.seed or 0, DRAWS if asked.draws is None else asked.draws
        require(case, count, level)
        head = Head(case.sha256, _values(case, count, seed), level, seed, count)
        return asked.out or run_folder(f"{case.settings.name}-ensemble"), head
    head = head_of(asked.resume)
    _same(asked, head, case)
    require(case, head.count, head.level)
    if _values(case, head.count, head.seed) != head.values_sha256:
        raise usage("other-draws", asked.resume)
    return asked.resume, head


def _values(case: Case, count: int, seed: int) -> str:
    """Return the hash of what this version draws."""
    from foedus.futures.draws import draw, fingerprint, uncertainties_of

    return fingerprint(draw(uncertainties_of(case), count, seed))


def _same(asked: Sampling, head: Head, case: Case) -> None:
    """Raise a fault where what is asked for is not what the folder holds."""
    if head.case_sha256 != case.sha256:
        raise usage("other-case", asked.resume)
    given = {"--draws": (asked.draws, head.count), "--seed": (asked.seed, head.seed),
             "--level": (asked.level, head.level)}  # fmt: skip
    for option, (mine, theirs) in given.items():
        if mine is not None and mine != theirs:
            raise usage("other-ensemble", option, asked=str(mine), there=str(theirs))


def _solve(desk: Desk, case: Case, asked: Sampling, folder: Path, head: Head) -> Ensemble:
    """Solve what is missing, while no other process does the same in the folder."""
    from foedus.cli.pages import alone_in
    from foedus.futures.ensemble import ensemble as engine

    with alone_in(folder), desk.progress() as progress:
        known = solved_in(folder)
        with _crew(asked, folder, head.count - len(known)) as run:
            return engine(
                case, draws=head.count, seed=head.seed, level=head.level, run=run,
                known=known.values(), progress=progress,
            )  # fmt: skip


@contextmanager
def _crew(asked: Sampling, folder: Path, missing: int) -> Iterator[Run]:
    """Give who solves the draws that are missing."""
    from foedus.cli.ensemble_workers import cluster, here, local

    workers = min(asked.workers or os.cpu_count() or 1, missing)
    if asked.scheduler is not None:
        with cluster(asked.scheduler, folder) as run:
            yield run
    elif workers > 1:
        with local(workers, folder) as run:
            yield run
    else:
        yield here(folder)


def _show(desk: Desk, result: Ensemble, html: Path | None, folder: Path) -> None:
    """Write the result into the folder and the page where asked, and show it."""
    from foedus.brief.ensemble_chart import ensemble_page, write_ensemble_charts
    from foedus.brief.ensemble_report import ensemble_on_terminal
    from foedus.brief.ensemble_words import EnsembleWords
    from foedus.brief.report_terminal import to_terminal
    from foedus.cli.pages import replace_file
    from foedus.results.ensemble_json import ensemble_as_json

    words = EnsembleWords(result, desk.language)
    answer = ensemble_as_json(result)
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=1)
    replace_file(folder / RESULT_FILE, text + "\n")
    write_ensemble_charts(words, folder)
    desk.note("said.written", place=folder)
    if html is not None:
        replace_file(html, ensemble_page(words))
        desk.note("said.written", place=html)
    desk.give(answer)
    desk.say(to_terminal(ensemble_on_terminal(words), desk.out.width))
