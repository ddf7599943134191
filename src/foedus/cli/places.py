"""Where cases are found and results are written."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from foedus.cli.desk import usage

CASE_FILE = "case.toml"
RUN_FILE = "plan.json"
DISPUTE_FILE = "dispute.toml"
WORKBOOKS = {".xlsx", ".xlsm"}


def cases_folder() -> Path:
    """Return the folder of the worked cases: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "cases"
    return installed if installed.is_dir() else package.parents[1] / "cases"


def worked_cases() -> dict[str, Path]:
    """Return the worked cases by name."""
    folder = cases_folder()
    return {file.parent.name: file.parent for file in sorted(folder.glob(f"*/{CASE_FILE}"))}


def worked_disputes() -> dict[str, Path]:
    """Return the worked disputes by name."""
    folder = cases_folder() / "disputes"
    return {file.parent.name: file.parent for file in sorted(folder.glob(f"*/{DISPUTE_FILE}"))}


def find_case(case: Path) -> Path:
    """Return the case itself, or the worked case of that name where no such path exists.

    Raises
    ------
    InputError
        It is a dispute.
    """
    if not case.exists():
        if str(case) in worked_disputes():
            raise usage("dispute-not-case", case)
        return worked_cases().get(str(case), case)
    if _is_dispute(case):
        raise usage("dispute-not-case", case)
    return case


def _is_dispute(path: Path) -> bool:
    if path.name == DISPUTE_FILE:
        return True
    return (path / DISPUTE_FILE).is_file() and not (path / CASE_FILE).exists()


def is_case(path: Path) -> bool:
    """Say whether a path looks like a case rather than a run."""
    if path.suffix.lower() in WORKBOOKS or path.name == CASE_FILE:
        return True
    return (path / CASE_FILE).exists()


def run_folder(case: str) -> Path:
    """Return the place of a new run under ``./runs``, by case and local time."""
    return Path("runs") / f"{case}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"


def require_writable(folder: Path) -> None:
    """Make sure, before the long solve, that a run can be written to a folder.

    Raises
    ------
    InputError
        It cannot be written, or holds something that is not a run.
    """
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    places = [there, folder.absolute().parent] if there == folder else [there]
    try:
        for place in places:
            with tempfile.TemporaryFile(dir=place):
                pass
        filled = there == folder and any(folder.iterdir())
    except OSError as error:
        raise usage("folder-read-only", folder, reason=error.strerror or str(error)) from error
    if filled and not (folder / RUN_FILE).is_file():
        raise usage("folder-foreign", folder)


def require_writable_file(file: Path) -> None:
    """Make sure, before the long solve, that a file can be written.

    Raises
    ------
    InputError
        Its folder does not exist or cannot be written, or it is a folder itself.
    """
    try:
        with tempfile.TemporaryFile(dir=file.parent):
            pass
    except OSError as error:
        raise usage("folder-read-only", file, reason=error.strerror or str(error)) from error
    if file.is_dir():
        raise usage("place-taken", file)


def make_folder(folder: Path) -> None:
    """Make a folder of pictures and tables before the work; what stands in it stays.

    Raises
    ------
    InputError
        It cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise usage("folder-read-only", folder, reason=error.strerror or str(error)) from error


def find_run(run: Path) -> Path:
    """Return the folder of a run.

    Raises
    ------
    InputError
        There is no run; the remedy says what there is.
    """
    if (run / RUN_FILE).exists():
        return run
    case = find_case(run)
    raise usage("case-not-run" if case.exists() and is_case(case) else "no-run", run)
