"""The files that were asked for: those of folders with known endings, standard input as ``-``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from foedus.case.folder import refuse_file
from foedus.errors import Finding, InputError
from foedus.results.dispatch import Document
from foedus.sources.documents.document import LARGEST, read_document, too_large
from foedus.sources.documents.kinds import ENDINGS

STANDARD = "-"
"""The path that stands for standard input."""


@dataclass(frozen=True)
class Waiting:
    """A file that will be read, and how a finding names it; no path is standard input."""

    name: str
    path: Path | None


def read_documents(paths: Sequence[Path], *, stdin: BinaryIO | None = None) -> Iterator[Document]:
    """Read dispatches one after the other.

    Parameters
    ----------
    paths : sequence of Path
        Files; folders, of which every file with a known ending is read (``.txt``, ``.text``,
        ``.md``, ``.html``, ``.htm``, ``.pdf``, ``.docx``, ``.eml``), those of folders within them
        too, in the order of their names, but for hidden ones; ``-`` for standard input.
    stdin : binary stream, optional
        The process's own where none is given.

    Returns
    -------
    iterator of Document
        Each is read when it is asked for. A file that cannot be used is passed over; once the
        others are read, the iterator raises the faults of all of them.

    Raises
    ------
    InputError
        At once, before anything is read: ``not-found``, ``not-a-file``, ``read.no-dispatch`` (a
        folder without any), ``read.outside-folder``, ``read.too-large``, ``broken-link``. At the
        end: those of ``read_document``, and ``not-readable``.
    """
    return _documents(_waiting(paths), stdin)


def listed(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that ``read_documents`` would read, in its order; ``-`` as it is.

    Raises
    ------
    InputError
        Those that it raises at once.
    """
    return tuple(one.path or Path(STANDARD) for one in _waiting(paths))


def _waiting(paths: Sequence[Path]) -> list[Waiting]:
    found = [one for path in paths for one in _expanded(path)]
    faults = [one for one in found if isinstance(one, Finding)]
    if faults:
        raise InputError(faults)
    return [one for one in found if isinstance(one, Waiting)]


def _documents(waiting: Sequence[Waiting], stdin: BinaryIO | None) -> Iterator[Document]:
    findings: list[Finding] = []
    for one in waiting:
        try:
            yield read_document(one.name, _content(one, stdin))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)


def _content(one: Waiting, stdin: BinaryIO | None) -> bytes:
    """Return a file's bytes: one more than may be read at most, which shows that it is larger."""
    try:
        if one.path is None:
            return (stdin or sys.stdin.buffer).read(LARGEST + 1)
        with one.path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        details = {"reason": error.strerror or type(error).__name__}
        raise InputError([Finding("fault", "not-readable", one.name, details=details)]) from error


def _expanded(path: Path) -> list[Waiting | Finding]:
    name = _printable(path.name or str(path))
    if str(path) == STANDARD:
        return [Waiting(STANDARD, None)]
    try:
        if path.is_dir():
            return _in_folder(path)
        if not path.is_file():
            kind = "not-a-file" if path.exists() else "not-found"
            return [Finding("fault", kind, name)]
        if path.stat().st_size > LARGEST:
            return [too_large(name)]
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        details = {"reason": str(getattr(error, "strerror", None) or error)[:200]}
        return [Finding("fault", "not-readable", name, details=details)]
    return [Waiting(name, path)]


def _in_folder(folder: Path) -> list[Waiting | Finding]:
    base = folder.resolve()
    found = [_entry(base, path) for path in _walked(base)]
    there = [one for one in found if one is not None]
    if there:
        return list(there)
    name = _printable(folder.name or str(folder))
    details = {"endings": " ".join(ENDINGS)}
    return [Finding("fault", "read.no-dispatch", name, details=details)]


def _walked(base: Path) -> Iterator[Path]:
    """Yield the files of a folder and links to folders, in the order of their names, not hidden."""
    paths = []
    for place, folders, files in os.walk(base):
        folders[:] = [one for one in folders if not one.startswith(".")]
        links = [one for one in folders if Path(place, one).is_symlink()]
        paths += [Path(place, one) for one in (*files, *links) if not one.startswith(".")]
    yield from sorted(paths)


def _entry(base: Path, path: Path) -> Waiting | Finding | None:
    name = _printable(path.relative_to(base).as_posix())
    outside = not path.resolve().is_relative_to(base)
    if path.is_dir():
        return Finding("fault", "read.outside-folder", name) if outside else None
    if path.suffix.lower() not in ENDINGS:
        return None
    refused = refuse_file(base, path, LARGEST)
    if refused is None:
        return Waiting(name, path)
    if refused.kind == "too-large":
        return too_large(name)
    kind = "read.outside-folder" if refused.kind == "outside-folder" else refused.kind
    return replace(refused, kind=kind, file=name)


def _printable(name: str) -> str:
    return name.encode(errors="replace").decode()
