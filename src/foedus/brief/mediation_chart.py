"""The pictures of a mediation, as files and on its page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from foedus.brief.markup import safe
from foedus.brief.mediation_costs import draw_costs, weighed_text
from foedus.brief.mediation_frontier import draw_frontier, frontier_drawn
from foedus.brief.mediation_gains import draw_gains
from foedus.brief.mediation_report import mediation_report
from foedus.brief.mediation_way import draw_way
from foedus.brief.mediation_words import DisputeWords, texts_of
from foedus.brief.pictures.frame import Picture, quickly
from foedus.brief.pictures.render import save, svg
from foedus.brief.report_page import to_html
from foedus.results.mediation import Mediation


def draw_mediation(mediation: Mediation, words: DisputeWords) -> list[Picture]:
    """Return the pictures that a mediation allows: gains, frontier, what blocks by issue, way."""
    with quickly():
        return list(_pictures(mediation, words))


def write_mediation_charts(mediation: Mediation, words: DisputeWords, folder: Path) -> list[Path]:
    """Write the pictures and return the files.

    Parameters
    ----------
    mediation : Mediation
    words : DisputeWords
    folder : Path
        Made where it is absent; gets ``mediation-gains``, ``mediation-frontier``,
        ``mediation-costs`` and ``mediation-path``, each as ``.png``, ``.svg`` and ``.html``.

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_mediation(mediation, words)
    return [file for picture in pictures for file in save(picture, folder, words.language)]


def mediation_page(mediation: Mediation, words: DisputeWords) -> str:
    """Return the page as HTML, its pictures before its tables; it fetches nothing."""
    figures = "".join(map(_figure, draw_mediation(mediation, words)))
    report = mediation_report(mediation, words)
    head, main, rest = to_html(report).partition("<main>")
    return f"{head}{main}{figures}{rest}"


def _pictures(mediation: Mediation, words: DisputeWords) -> Iterator[Picture]:
    texts = texts_of(mediation, words)
    if texts:
        yield draw_gains(texts, words)
    if frontier_drawn(mediation, words):
        yield draw_frontier(mediation, texts, words)
    weighed = weighed_text(mediation, words)
    if weighed is not None:
        yield draw_costs(weighed, words)
    if mediation.path is not None and len(mediation.path.steps) > 1:
        yield draw_way(mediation.path, words)


def _figure(picture: Picture) -> str:
    data = b64encode(svg(picture).encode()).decode("ascii")
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{safe(picture.alt)}"></figure>'
    )
