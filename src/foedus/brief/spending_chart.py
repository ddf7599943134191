"""The pictures of spending, as files and on a page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from foedus.brief.language import Language
from foedus.brief.markup import safe
from foedus.brief.pictures.frame import Picture, quickly
from foedus.brief.pictures.render import save, svg
from foedus.brief.pictures.spending import draw_members
from foedus.brief.pictures.spending_total import draw_total, totals_drawn
from foedus.brief.report_page import to_html
from foedus.brief.spending_report import spending_report
from foedus.results.spending import Spending

_PRINT = """
@media print { @page { size: A4; margin: 10mm 12mm; } body { font-size: 8pt; line-height: 1.25; }
  h1 { font-size: 13pt; } h2 { font-size: 10pt; margin: 4pt 0 2pt; } section { margin: 0 0 3pt; }
  p { max-width: none; margin: 2pt 0; } .guard { padding: 2pt 6pt; } .wide { margin: 0 0 3pt; }
  table { font-size: 7.5pt; } th, td { padding: .7pt 4pt; } ol.sources { font-size: 7pt; }
  figure { margin: 2pt 0; break-inside: avoid; } figure img { max-height: 84mm; width: auto; }
  thead th, .mark, footer { font-size: 7pt; } caption { font-size: 8pt; margin: 0; }
  footer { margin-top: 4pt; padding-top: 2pt; } footer p { font-size: 7pt; } }
"""
"""On paper the tables of thirty members are set small, two pictures to a sheet."""


def draw_spending(spending: Spending, language: Language) -> list[Picture]:
    """Return the pictures that the figures allow: members in the last year, totals by year."""
    with quickly():
        return list(_pictures(spending, language))


def write_spending_charts(spending: Spending, folder: Path, language: Language) -> list[Path]:
    """Write the pictures and return the files.

    Parameters
    ----------
    spending : Spending
    folder : Path
        Made where it is absent; gets ``spending`` and ``spending-total``, each as ``.png``,
        ``.svg`` and ``.html``.
    language : Language

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_spending(spending, language)
    return [file for picture in pictures for file in save(picture, folder, language)]


def spending_page(spending: Spending, language: Language) -> str:
    """Return the page of spending as HTML, its pictures before its tables; it fetches nothing."""
    figures = "".join(map(_figure, draw_spending(spending, language)))
    head, main, rest = to_html(spending_report(spending, language)).partition("<main>")
    head = head.replace("</style>", f"{_PRINT}</style>", 1)
    return f"{head}{main}{figures}{rest}"


def _pictures(spending: Spending, language: Language) -> Iterator[Picture]:
    if spending.guideline:
        yield draw_members(spending, language)
    if totals_drawn(spending):
        yield draw_total(spending, language)


def _figure(picture: Picture) -> str:
    data = b64encode(svg(picture).encode()).decode("ascii")
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{safe(picture.alt)}"></figure>'
    )
