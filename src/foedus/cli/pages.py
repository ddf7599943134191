"""How a verb of the record shows its page: on the terminal, as JSON, and as a file."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.brief.findings import findings_as_json
from foedus.cli.desk import Desk

if TYPE_CHECKING:
    import polars as pl

    from foedus.brief.report import Report
    from foedus.errors import Finding


def show_report(
    desk: Desk,
    report: Report,
    answer: Mapping[str, object],
    *,
    findings: Sequence[Finding] | None = None,
    html: Path | None = None,
) -> None:
    """Write a page where that was asked for, and show it: JSON, or on the terminal.

    Parameters
    ----------
    desk : Desk
    report : Report
    answer : mapping
        The same as plain values; the warnings are added to it.
    findings : sequence of Finding, optional
        Warnings, also none; without it, the answer has none.
    html : Path, optional
        A file that can be written.
    """
    from foedus.brief.report_page import to_html
    from foedus.brief.report_terminal import to_terminal

    if html is not None:
        replace_file(html, to_html(report))
        desk.note("said.written", place=html)
    if findings is not None:
        answer = {**answer, "findings": findings_as_json(findings, desk.language)}
    desk.give(answer)
    desk.say(to_terminal(report, desk.out.width))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes that do the same out of a folder, so that no event is lost.

    Where the system has no such lock (Windows), two that add at once may still overwrite each
    other.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(file: Path, text: str) -> None:
    """Write a file beside its place and then put it there: the old one stands, or the new one.

    Parameters
    ----------
    file : Path
        If it is a link, what it points to is written.
    text : str

    Raises
    ------
    OSError
        The folder cannot be written to, or the disk is full; the old file stands.
    UnicodeEncodeError
        Half a surrogate pair is no UTF-8; the old file stands.
    """
    place = file.resolve()
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        else:
            Path(beside).chmod(0o644)
        Path(beside).replace(place)
    finally:
        # A full disk or an interrupt leaves it behind; once it is in its place it is no more.
        Path(beside).unlink(missing_ok=True)


def write_tables(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write tables as CSV, a file each, the old one or the new one; lists joined by ``;``.

    Parameters
    ----------
    frames : mapping of name to DataFrame
    folder : Path
        That can be written.
    """
    import polars as pl

    for name, frame in frames.items():
        lists = [column for column, kind in frame.schema.items() if kind == pl.List(pl.String)]
        joined = frame.with_columns(pl.col(lists).list.join(";"))
        replace_file(folder / f"{name}.csv", joined.write_csv())
