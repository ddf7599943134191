"""A log with further events at its end, which stays as it is where anything is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from foedus.errors import Finding, InputError


def appended(
    text: str,
    more: str,
    check: Callable[[str], object],
    *,
    file: str = "events.jsonl",
    more_file: str | None = None,
) -> str:
    """Return the text of a log with further events, each on a line of its own at its end.

    The text before stays as it is, character by character.

    Parameters
    ----------
    text : str
        The log so far; may be empty.
    more : str
        Further events as JSON Lines.
    check : callable
        Raises `InputError` with every fault of the text of a log.
    file : str
        Name of the log in findings.
    more_file : str, optional
        Name of the further events in findings, which then have its rows; without it, the rows
        that they would have in the new log.

    Raises
    ------
    InputError
        With every fault of the log so far and of the further events.
    """
    whole = joined(text, more)
    try:
        check(whole.text)
    except InputError as error:
        if more_file is None:
            raise
        placed = [whole.place(finding, file, more_file) for finding in error.findings]
        raise InputError(placed) from None
    return whole.text


@dataclass(frozen=True)
class Joined:
    """A log with further events at its end.

    Parameters
    ----------
    text : str
        The whole; the log before it stays as it is, character by character.
    before : int
        Lines of the log before.
    rows : tuple of int
        Rows in the other file of the lines after these.
    """

    text: str
    before: int
    rows: tuple[int, ...]

    def place(self, finding: Finding, file: str, more_file: str) -> Finding:
        """Return a finding with the file and the row that its writer sees."""
        details = dict(finding.details)
        if "line" in details:
            details["in"], line = self._place(int(details["line"]), file, more_file)
            details["line"] = str(line)
        if finding.row is None:
            return replace(finding, details=details)
        where, row = self._place(finding.row, file, more_file)
        return replace(finding, file=where, row=row, details=details)

    def _place(self, line: int, file: str, more_file: str) -> tuple[str, int]:
        if line <= self.before:
            return file, line
        return more_file, self.rows[line - self.before - 1]


def joined(text: str, more: str) -> Joined:
    r"""Return a log with further events, each on a line of its own at its end.

    Examples
    --------
    >>> joined("{}", "\n{}").text
    '{}\n{}\n'
    """
    written = more.removeprefix("\ufeff").split("\n")
    added = {n: line.strip(" \t\r") for n, line in enumerate(written, 1) if line.strip(" \t\r")}
    apart = "\n" if added and text.strip("\ufeff") and not text.endswith("\n") else ""
    whole = text + apart + "".join(f"{line}\n" for line in added.values())
    before = len((text + apart).removesuffix("\n").split("\n")) if text else 0
    return Joined(whole, before, tuple(added))
