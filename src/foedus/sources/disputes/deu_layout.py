"""The columns of DEU II, and the cells of its file.

Thomson, R., J. Arregui, D. Leuffen, R. Costello, J. Cross, R. Hertz and T. Jensen (2012), A new
dataset on decision-making in the European Union before and after the 2004 and 2007 enlargements
(DEUII), Journal of European Public Policy 19(4). Cited, not redistributed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from foedus.errors import Finding, InputError
from foedus.sources.book import read_file
from foedus.sources.cells import Cells
from foedus.sources.disputes.numbers import Reading
from foedus.sources.separated import cells_of, unclosed, uneven

INSTITUTIONS = ("com", "ep")
"""The Commission and the Parliament: they have positions, and no votes in the Council."""

STATES = (
    "at", "be", "bu", "cy", "cz", "dk", "ee", "fi", "fr", "de", "el", "hu", "ie", "it", "lv",
    "lt", "lu", "mt", "nl", "pl", "pt", "ro", "si", "sk", "es", "se", "uk",
)  # fmt: skip
ACTORS = (*INSTITUTIONS, *STATES)

PROPOSAL, ISSUE, CODE, NAME = "prnrnmc", "isnrnmc", "isnr", "prname"
REFERENCE, OUTCOME = "rp", "out"
NEEDED = (
    PROPOSAL, ISSUE, CODE, NAME, REFERENCE, OUTCOME,
    *(f"p{actor}" for actor in ACTORS), *(f"s{actor}" for actor in ACTORS),
)  # fmt: skip

SCALE = (0.0, 100.0)
"""Ends of every scale, of positions and of saliences."""

TITLE = (
    "A new dataset on decision-making in the European Union before and after the 2004 and 2007 "
    "enlargements (DEUII)"
)
PUBLISHER = "R. Thomson et al., Journal of European Public Policy 19(4), 2012"


def deu_cells(path: Path, reading: Reading) -> Cells:
    """Return the file's cells, the heading in row 1.

    The reading gets a warning ``source.cut-short`` where the last line is not closed.

    Raises
    ------
    InputError
        Those of ``book.read_file``, ``separated.cells_of`` and ``separated.uneven``;
        ``disputes.no-rows``, ``disputes.missing-column``, ``disputes.repeated-column``.
    """
    data = read_file(path)
    cells = cells_of(data, path.name)
    if cells.frame.height < 2:
        reading.fault("no-rows")
        reading.refuse()
    heading = cells.row(1)
    for column in NEEDED:
        if heading.count(column) != 1:
            kind = "repeated-column" if column in heading else "missing-column"
            reading.fault(kind, 1, None, column)
    reading.findings += [*uneven(data, path.name), *unclosed(data, path.name)]
    reading.refuse()
    return cells


def codebook(path: str | Path) -> dict[str, str]:
    r"""Return what the codebook says of each column.

    The published codebook ends its lines with a carriage return, and some of its names with a
    comma of their own; the line between the positions and the saliences describes no column.

    Raises
    ------
    InputError
        Those of ``book.read_file``; ``not-utf-8``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = Path(folder, "book.csv").write_bytes(b"Column name,Description\rrp,Start\r")
    ...     codebook(Path(folder, "book.csv"))
    {'rp': 'Start'}
    """
    path = Path(path)
    data = read_file(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        details = {"offset": str(error.start)}
        raise InputError([Finding("fault", "not-utf-8", path.name, details=details)]) from error
    rows = list(csv.reader(io.StringIO("\n".join(text.splitlines()), newline="")))
    start = next((n for n, row in enumerate(rows) if row[:1] == ["Column name"]), -1) + 1
    return {row[0].strip(): ",".join(row[1:]).strip() for row in rows[start:] if row and row[0]}
