"""A run on disk: a folder with a Parquet file a table, ``plan.json`` and their checksums."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

import polars as pl

from foedus.errors import Finding, InputError
from foedus.results.as_json import FORMAT, as_json
from foedus.results.plan import FRAME_NAMES, FRAMES, Level, Plan, Stamp, Status

__all__ = ["as_json", "read_run", "write_run"]

PLAN_FILE = "plan.json"
SUMS_FILE = "SHA256SUMS"

_Kind = Literal["run-missing-file", "run-damaged", "run-newer-format", "run-folder-in-use"]


def write_run(plan: Plan, folder: Path) -> Path:
    """Write a plan as a run: ``plan.json``, a Parquet file a table, and ``SHA256SUMS``.

    The files are written to a new folder beside it, which is then renamed, so that an interrupted
    write leaves the old run or none, never half of one. An earlier run in the folder is replaced;
    other files in it stay.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Absent, empty, or an earlier run.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        The folder holds something else (``run-folder-in-use``).
    """
    _refuse_foreign(folder)
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with _workshop(place) as workshop:
        made = workshop / "new"
        made.mkdir()
        _write_files(plan, made)
        _swap(made, place, workshop / "old")
    return folder


def read_run(folder: Path) -> Plan:
    """Read a run and return the plan that was written.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Plan

    Raises
    ------
    InputError
        A file is missing or is not what was written; all that is wrong is told at once
        (``run-missing-file``, ``run-damaged``, ``run-newer-format``).
    """
    files = [PLAN_FILE, SUMS_FILE, *(f"{name}.parquet" for name in FRAME_NAMES)]
    _stop_on([_finding("run-missing-file", folder, f) for f in files if not (folder / f).is_file()])
    header = _read_header(folder)
    _stop_on([_finding("run-damaged", folder, file) for file in _changed(folder, files)])
    return _plan(folder, header)


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield workshop
    finally:
        # An old run that could not be put back is never deleted.
        if not (workshop / "old").exists():
            shutil.rmtree(workshop)


def _write_files(plan: Plan, folder: Path) -> None:
    text = json.dumps(as_json(plan), ensure_ascii=False, allow_nan=False, indent=1)
    (folder / PLAN_FILE).write_text(text + "\n", encoding="utf-8")
    for name in FRAME_NAMES:
        getattr(plan, name).write_parquet(folder / f"{name}.parquet")
    sums = [f"{_sha256(file)}  {file.name}\n" for file in sorted(folder.iterdir())]
    (folder / SUMS_FILE).write_text("".join(sums), encoding="ascii")


def _swap(made: Path, folder: Path, old: Path) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    for kept in old.iterdir():
        if not (folder / kept.name).exists():
            kept.rename(folder / kept.name)
    shutil.rmtree(old)


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    is_run = folder.is_dir() and (folder / PLAN_FILE).is_file() and (folder / SUMS_FILE).is_file()
    is_empty = folder.is_dir() and not any(folder.iterdir())
    if not (is_run or is_empty):
        raise InputError([_finding("run-folder-in-use", folder, folder.name)])


def _read_header(folder: Path) -> Mapping[str, object]:
    try:
        header = json.loads((folder / PLAN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError([_finding("run-damaged", folder, PLAN_FILE)]) from error
    if not isinstance(header, dict) or not isinstance(header.get("format"), int):
        raise InputError([_finding("run-damaged", folder, PLAN_FILE)])
    if header["format"] > FORMAT:
        raise InputError([_finding("run-newer-format", folder, PLAN_FILE)])
    return header


def _changed(folder: Path, files: list[str]) -> list[str]:
    """Return the files that do not carry the checksum that was written."""
    lines = (folder / SUMS_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    written = {line[66:]: line[:64] for line in lines}
    return [
        file for file in files if file != SUMS_FILE and written.get(file) != _sha256(folder / file)
    ]


def _plan(folder: Path, header: Mapping[str, object]) -> Plan:
    try:
        return _build(header, {name: _read_frame(folder, name) for name in FRAME_NAMES})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError([_finding("run-damaged", folder, PLAN_FILE)]) from error


def _read_frame(folder: Path, name: str) -> pl.DataFrame:
    file = f"{name}.parquet"
    try:
        frame = pl.read_parquet(folder / file)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError([_finding("run-damaged", folder, file)]) from error
    if dict(frame.schema) != FRAMES[name]:
        raise InputError([_finding("run-damaged", folder, file)])
    return frame


def _build(header: Mapping[str, object], frames: Mapping[str, pl.DataFrame]) -> Plan:
    levels = cast("list[Mapping[str, object]]", header["levels"])
    stamp = cast("Mapping[str, object]", header["stamp"])
    key, share = header["key"], header["assumed_share"]
    return Plan(
        case=str(header["case"]),
        title=MappingProxyType(dict(cast("Mapping[str, str]", header["title"]))),
        currency=str(header["currency"]),
        unit=str(header["unit"]),
        as_of=str(header["as_of"]),
        start=str(header["start"]),
        months=int(cast("int", header["months"])),
        key=None if key is None else str(key),
        status=cast("Status", header["status"]),
        levels=tuple(_level(level) for level in levels),
        assumed_share=None if share is None else _number(share),
        stamp=_stamp(stamp),
        **frames,
    )


def _level(entry: Mapping[str, object]) -> Level:
    unavoidable = entry.get("unavoidable")
    return Level(
        name=str(entry["name"]),
        value=_number(entry["value"]),
        unavoidable=None if unavoidable is None else _number(unavoidable),
        sorted=tuple(_number(value) for value in cast("list[object]", entry.get("sorted", []))),
    )


def _stamp(entry: Mapping[str, object]) -> Stamp:
    seconds = cast("Mapping[str, object]", entry["seconds"])
    return Stamp(
        case_sha256=str(entry["case_sha256"]),
        foedus=str(entry["foedus"]),
        highs=str(entry["highs"]),
        solver=str(entry["solver"]),
        ran=tuple(cast("list[str]", entry["ran"])),
        residual=_number(entry["residual"]),
        options=MappingProxyType(dict(cast("Mapping[str, str]", entry["options"]))),
        at=str(entry["at"]),
        seconds=MappingProxyType({stage: _number(spent) for stage, spent in seconds.items()}),
    )


def _number(value: object) -> float:
    return math.nan if value is None else float(cast("float", value))


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _finding(kind: _Kind, folder: Path, file: str) -> Finding:
    details = MappingProxyType({"folder": str(folder)})
    return Finding("fault", kind, file, details=details)


def _stop_on(findings: list[Finding]) -> None:
    if findings:
        raise InputError(findings)
