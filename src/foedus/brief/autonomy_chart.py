"""The pictures of a group without an ally, as files and on its page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from foedus.brief.autonomy_exposure_chart import draw_exposure
from foedus.brief.autonomy_gantt import draw_gantt
from foedus.brief.autonomy_report import autonomy_report
from foedus.brief.autonomy_time_chart import draw_months
from foedus.brief.autonomy_words import AutonomyWords
from foedus.brief.markup import safe
from foedus.brief.pictures.frame import Picture, quickly
from foedus.brief.pictures.render import save, svg
from foedus.brief.report_page import to_html


def draw_autonomy(words: AutonomyWords) -> list[Picture]:
    """Return the pictures: exposure by target and ally, month by month, and the programme."""
    with quickly():
        return list(_pictures(words))


def write_autonomy_charts(words: AutonomyWords, folder: Path) -> list[Path]:
    """Write the pictures and return the files.

    Parameters
    ----------
    words : AutonomyWords
    folder : Path
        Made where it is absent; gets ``autonomy-exposure``, ``autonomy-months`` and, where
        something is ordered, ``autonomy-programme``, each as ``.png``, ``.svg`` and ``.html``.

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_autonomy(words)
    return [file for picture in pictures for file in save(picture, folder, words.language)]


def autonomy_page(words: AutonomyWords) -> str:
    """Return the page as HTML, its pictures before its tables; it fetches nothing."""
    figures = "".join(map(_figure, draw_autonomy(words)))
    head, main, rest = to_html(autonomy_report(words)).partition("<main>")
    return f"{head}{main}{figures}{rest}"


def _pictures(words: AutonomyWords) -> Iterator[Picture]:
    yield draw_exposure(words)
    yield draw_months(words)
    if not words.autonomy.programme.is_empty():
        yield draw_gantt(words)


def _figure(picture: Picture) -> str:
    data = b64encode(svg(picture).encode()).decode("ascii")
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{safe(picture.alt)}"></figure>'
    )
