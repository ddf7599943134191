"""A log of events that grows: further events at its end, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from foedus.cli.desk import Desk, usage
from foedus.cli.inputs import STDIN, Inputs
from foedus.cli.pages import alone_in, replace_file
from foedus.cli.places import require_writable_file


@contextmanager
def growing(
    desk: Desk, inputs: Inputs, log: Path, add: Path, grow: Callable[[str, str], str]
) -> Iterator[str]:
    """Give the text of a log with further events, and write it once the block is done.

    Where anything is refused, in ``grow`` or in the block, the log stays as it is.

    Parameters
    ----------
    desk : Desk
    inputs : Inputs
    log : Path
        Need not exist.
    add : Path
        Further events.
    grow : callable
        Returns the new text from the log so far and the further events.

    Raises
    ------
    InputError
        The log is standard input, or cannot be read or written.
    """
    if log == STDIN:
        raise usage("add-to-stdin", "--add")
    more = inputs.text("added", add)
    require_writable_file(log)
    with alone_in(log.resolve().parent):
        old = inputs.text("events", log) if log.exists() else ""
        new = grow(old, more)
        inputs.add("events", new)
        yield new
        replace_file(log, new)
    desk.note("said.written", place=log)
