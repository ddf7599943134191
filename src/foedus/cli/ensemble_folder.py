"""The folder of an ensemble: each draw is written as soon as it is solved, and read to go on.

``run.json`` says which ensemble it is; ``draws/*.jsonl`` hold a solved draw a line, a file for
each process that solves. A line is on the disk before the next draw begins; one that a crash cut
short is not a draw.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from foedus.cli.desk import usage
from foedus.cli.pages import replace_file
from foedus.futures.sampled import Drawn, SampledLevel

HEAD_FILE, DRAWS = "run.json", "draws"
FORMAT = 2
"""Of ``run.json`` and of the lines; raised when a field changes its meaning."""


@dataclass(frozen=True)
class Head:
    """Which ensemble a folder holds.

    Parameters
    ----------
    case_sha256, values_sha256 : str
        Of the case, and of all drawn values: another version may draw others from one seed.
    level : {"need", "readiness"}
    seed, count : int
    format : int
    """

    case_sha256: str
    values_sha256: str
    level: SampledLevel
    seed: int
    count: int
    format: int = FORMAT


def begin(folder: Path, head: Head) -> None:
    """Make the folder of a new ensemble.

    Raises
    ------
    InputError
        It holds something already, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / HEAD_FILE).is_file():
            raise usage("ensemble-there", folder)
        if any(folder.iterdir()):
            raise usage("folder-foreign", folder)
        (folder / DRAWS).mkdir()
        replace_file(folder / HEAD_FILE, json.dumps(asdict(head), indent=1) + "\n")
    except OSError as error:
        raise usage("folder-read-only", folder, reason=error.strerror or str(error)) from error


def head_of(folder: Path) -> Head:
    """Return which ensemble a folder holds.

    Raises
    ------
    InputError
        It holds none, or one of another format.
    """
    try:
        read = json.loads((folder / HEAD_FILE).read_text(encoding="utf-8"))
        written = read["format"]
        head = Head(**read) if written == FORMAT else None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise usage("no-ensemble", folder) from error
    if head is None:
        raise usage("ensemble-format", folder, format=str(written))
    return head


def solved_in(folder: Path) -> dict[int, Drawn]:
    """Return the draws that are solved, by number.

    Raises
    ------
    InputError
        A line that is whole is not a draw.
    """
    found: dict[int, Drawn] = {}
    for file in sorted((folder / DRAWS).glob("*.jsonl")):
        for one in _lines(file):
            found.setdefault(one.draw, one)
    return found


def written_of(folder: Path, draws: Sequence[int]) -> dict[int, Drawn]:
    """Return those of a few draws that are solved, by number; no other line is decoded."""
    heads = tuple(f'{{"draw": {number},'.encode() for number in draws)
    found: dict[int, Drawn] = {}
    for file in sorted((folder / DRAWS).glob("*.jsonl")):
        for line in _whole(file):
            if line.startswith(heads):
                one = _drawn(line)
                found.setdefault(one.draw, one)
    return found


def _lines(file: Path) -> Iterator[Drawn]:
    for number, line in enumerate(_whole(file), start=1):
        try:
            yield _drawn(line)
        except (ValueError, TypeError, KeyError) as error:
            raise usage("draw-damaged", file, line=str(number)) from error


def _whole(file: Path) -> list[bytes]:
    *whole, _torn = file.read_bytes().split(b"\n")
    return whole


def _drawn(line: bytes) -> Drawn:
    read = json.loads(line)
    return Drawn(**{**read, "covered": tuple(read["covered"])})


class Recorder:
    """Writes the draws that one process has solved."""

    def __init__(self, folder: Path) -> None:
        name = f"{socket.gethostname()}-{os.getpid()}-{time.time_ns()}.jsonl"
        self.file = folder / DRAWS / name

    def write(self, one: Drawn) -> None:
        """Write a draw, and wait until it is on the disk."""
        line = json.dumps(asdict(one), allow_nan=False) + "\n"
        with self.file.open("ab") as stream:
            stream.write(line.encode())
            stream.flush()
            os.fsync(stream.fileno())
