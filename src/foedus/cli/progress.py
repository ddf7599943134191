"""Progress on stderr, and work that Ctrl-C can stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from foedus.brief.language import Language

Progress = Callable[[str, float], None]
"""Called with the name of a stage and the fraction of it that is done."""

T = TypeVar("T")
_HEARTBEAT = 0.1
"""Seconds between two looks at the worker; Ctrl-C is heard in between."""


@contextmanager
def progress_on(console: Console, language: Language) -> Iterator[Progress]:
    """Show a bar on a terminal, and a line a stage elsewhere."""
    if not console.is_terminal:
        yield _lines(console, language)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def show(stage: str, fraction: float) -> None:
            bar.update(task, description=_name(stage, language), completed=fraction)

        yield show


def _lines(console: Console, language: Language) -> Progress:
    seen: set[str] = set()

    def show(stage: str, _fraction: float) -> None:
        if stage not in seen:
            seen.add(stage)
            console.print(Text(_name(stage, language)))

    return show


def _name(stage: str, language: Language) -> str:
    key = f"stage.{stage}"
    return language.text(key) if language.has(key) else stage


def interruptible(work: Callable[[], T]) -> T:
    """Return what the work returns; Ctrl-C stops the wait at once.

    The solver runs outside Python, where Ctrl-C is not heard; so it runs in a thread of its own
    while this one waits. A thread that was left behind ends with the process.
    """
    worker = ThreadPoolExecutor(max_workers=1)
    try:
        future = worker.submit(work)
        while not future.done():
            wait([future], timeout=_HEARTBEAT)
    finally:
        worker.shutdown(wait=False)
    return future.result()
