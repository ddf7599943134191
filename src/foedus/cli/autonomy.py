"""``foedus autonomy``: what a group holds only thanks to an ally, and the programme without it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import Inputs
from foedus.cli.places import make_folder, require_writable_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.brief.autonomy_words import AutonomyWords


@dataclass(frozen=True)
class Alone:
    """What was asked of a group without an ally, as it was written.

    Parameters
    ----------
    group : str
    without : str or sequence of str
        One ally; several are refused.
    since : str, optional
        Month; the first of the horizon unless said.
    ally_sells : bool
        The ally's lines still sell.
    html : Path, optional
        Where to write the page.
    out : Path, optional
        Folder of the pictures and tables.
    """

    group: str
    without: str | Sequence[str]
    since: str | None = None
    ally_sells: bool = False
    html: Path | None = None
    out: Path | None = None


def autonomy(desk: Desk, place: Path, alone: Alone) -> int:
    """Show a group without an ally, write page, pictures and tables; return the exit code."""
    from foedus.autonomy import autonomy as engine
    from foedus.brief.autonomy_names import naming_parties
    from foedus.brief.autonomy_report import autonomy_on_terminal
    from foedus.brief.autonomy_words import AutonomyWords
    from foedus.brief.report_terminal import to_terminal
    from foedus.results.autonomy_json import autonomy_as_json

    if alone.html is not None:
        require_writable_file(alone.html)
    if alone.out is not None:
        make_folder(alone.out)
    without = one_ally(alone.without)
    case = Inputs().case(place)
    with desk.progress() as progress, naming_parties(case.tables["parties"]["party"]):
        result = engine(
            case,
            group=alone.group,
            without=without,
            since=alone.since,
            ally_sells="yes" if alone.ally_sells else "no",
            progress=progress,
        )
    words = AutonomyWords(result, desk.language)
    _write(desk, words, alone)
    desk.give(autonomy_as_json(result))
    if not desk.json:
        desk.say(to_terminal(autonomy_on_terminal(words), desk.out.width))
    return OK


def one_ally(without: str | Sequence[str]) -> str:
    """Return the ally; several at once are a fault, since the page is about one."""
    names = [without] if isinstance(without, str) else list(dict.fromkeys(without))
    if len(names) != 1:
        raise usage("one-ally", "--without", names=", ".join(names) or "–")
    return names[0]


def _write(desk: Desk, words: AutonomyWords, alone: Alone) -> None:
    from foedus.brief.autonomy_chart import autonomy_page, write_autonomy_charts
    from foedus.cli.pages import replace_file, write_tables
    from foedus.results.autonomy import FRAMES

    if alone.html is not None:
        replace_file(alone.html, autonomy_page(words))
        desk.note("said.written", place=alone.html)
    if alone.out is not None:
        write_autonomy_charts(words, alone.out)
        frames = {name: getattr(words.autonomy, name) for name in FRAMES}
        write_tables(frames, alone.out)
        desk.note("said.written", place=alone.out)
