"""``foedus futures``: one plan for several futures, what to do now and what to hold back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from foedus.brief.prose import Prose
from foedus.cli.desk import NO_PLAN, OK, Desk
from foedus.cli.inputs import Inputs
from foedus.cli.places import make_folder, require_writable_file

if TYPE_CHECKING:
    from foedus.brief.futures_words import FuturesWords
    from foedus.results.futures import Futures, Objective


@dataclass(frozen=True)
class Search:
    """How the common plan is looked for.

    Parameters
    ----------
    method : {"auto", "extensive", "decomposed"}
    gap : float
        At which a decomposition ends.
    limit : float, optional
        Seconds.
    workers : int
        Processes of a decomposition.
    """

    method: Literal["auto", "extensive", "decomposed"] = "auto"
    gap: float = 1e-3
    limit: float | None = None
    workers: int = 1


@dataclass(frozen=True)
class Ahead:
    """What was asked of several futures, as it was written.

    Parameters
    ----------
    objective : {"expected", "regret", "cvar"}, optional
    alpha : float
        Of CVaR.
    search : Search
    html : Path, optional
        Where to write the page.
    out : Path, optional
        Folder of the pictures and tables.
    """

    objective: Objective | None = None
    alpha: float = 0.9
    search: Search = Search()
    html: Path | None = None
    out: Path | None = None


def futures(desk: Desk, place: Path, ahead: Ahead) -> int:
    """Show one plan for several futures, write page, pictures and tables; return the exit code."""
    from foedus.brief.futures_report import futures_on_terminal
    from foedus.brief.futures_words import FuturesWords
    from foedus.brief.report_terminal import to_terminal
    from foedus.results.futures_json import futures_as_json

    if ahead.html is not None:
        require_writable_file(ahead.html)
    if ahead.out is not None:
        make_folder(ahead.out)
    result = _solved(desk, place, ahead)
    words = FuturesWords(result, desk.language)
    desk.give(futures_as_json(result))
    if result.status == "infeasible":
        return _no_plan(desk, words)
    _write(desk, words, ahead)
    if not desk.json:
        desk.say(to_terminal(futures_on_terminal(words), desk.out.width))
    return OK


def _solved(desk: Desk, place: Path, ahead: Ahead) -> Futures:
    from foedus.futures import futures as engine

    case = Inputs().case(place)
    with desk.progress() as progress:
        return engine(
            case,
            objective=ahead.objective,
            alpha=ahead.alpha,
            method=ahead.search.method,
            gap=ahead.search.gap,
            limit=ahead.search.limit,
            workers=ahead.search.workers,
            progress=progress,
        )


def _no_plan(desk: Desk, words: FuturesWords) -> int:
    """Say on stderr why there is no common plan; return the exit code."""
    from foedus.brief.futures_report import why_none

    desk.err.print(Text(why_none(words)), soft_wrap=True)
    desk.err.print(Prose(Text(desk.language.text("guard"), "italic")))
    return NO_PLAN


def _write(desk: Desk, words: FuturesWords, ahead: Ahead) -> None:
    from foedus.brief.futures_chart import futures_page, write_futures_charts
    from foedus.cli.pages import replace_file, write_tables
    from foedus.results.futures import FRAMES

    if ahead.html is None and ahead.out is None:
        return
    with desk.progress() as progress:
        progress("futures-draw", 0.0)
        if ahead.html is not None:
            replace_file(ahead.html, futures_page(words))
        if ahead.out is not None:
            write_futures_charts(words, ahead.out)
            frames = {name: getattr(words.futures, name) for name in FRAMES}
            write_tables(frames, ahead.out)
    for place in (ahead.html, ahead.out):
        if place is not None:
            desk.note("said.written", place=place)
