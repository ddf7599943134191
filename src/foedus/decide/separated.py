"""Tables of text as spreadsheets save them: commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

SEPARATORS = (",", ";", "\t")


def separator(text: str) -> str:
    r"""Return what stands between the cells of a table: what its header has most of.

    Examples
    --------
    >>> separator("member;act;at\nFRA;for;2024-06-26T12:00Z\n"), separator("member\n")
    (';', ',')
    """
    lines = text.removeprefix("\ufeff").splitlines()
    header = next((line for line in lines if line.strip()), "")
    bare = "".join(header.split('"')[::2])  # what stands between quotation marks is a cell
    return max(SEPARATORS, key=bare.count)


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row begins, and its cells; rows without any are passed over.

    Raises
    ------
    BrokenTableError
        From some line on the text is no such table.
    """
    plain = text.removeprefix("\ufeff")
    lines = io.StringIO(plain, newline="")
    reader = csv.reader(lines, delimiter=separator(plain), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenTableError(line, str(error)) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


class BrokenTableError(ValueError):
    """A text that is no table from some line on.

    Parameters
    ----------
    line : int
    reason : str
    """

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(f"line {line}: {reason}")
