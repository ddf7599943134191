"""Progress on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from foedus.brief.language import Language

Progress = Callable[[str, float], None]
"""Called with the name of a stage and the fraction of it that is done."""


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
