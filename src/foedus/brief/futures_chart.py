"""The pictures of several futures, as files and on their page."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from foedus.brief.futures_heat_chart import draw_regrets
from foedus.brief.futures_months_chart import draw_months
from foedus.brief.futures_moves_chart import draw_moves
from foedus.brief.futures_report import futures_report
from foedus.brief.futures_words import FuturesWords
from foedus.brief.markup import safe
from foedus.brief.pictures.frame import Picture, quickly
from foedus.brief.pictures.render import save, svg
from foedus.brief.report_page import to_html


def draw_futures(words: FuturesWords) -> list[Picture]:
    """Return the pictures: moves alike or not, coverage over the months, regrets."""
    with quickly():
        return [draw_moves(words), draw_months(words), draw_regrets(words)]


def write_futures_charts(words: FuturesWords, folder: Path) -> list[Path]:
    """Write the pictures and return the files.

    Parameters
    ----------
    words : FuturesWords
    folder : Path
        Made where it is absent; gets ``futures-moves``, ``futures-months`` and
        ``futures-regrets``, each as ``.png``, ``.svg`` and ``.html``.

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_futures(words)
    return [file for picture in pictures for file in save(picture, folder, words.language)]


def futures_page(words: FuturesWords) -> str:
    """Return the page as HTML, its pictures before its tables; it fetches nothing."""
    figures = "".join(map(_figure, draw_futures(words)))
    head, main, rest = to_html(futures_report(words)).partition("<main>")
    return f"{head}{main}{figures}{rest}"


def _figure(picture: Picture) -> str:
    data = b64encode(svg(picture).encode()).decode("ascii")
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{safe(picture.alt)}"></figure>'
    )
