"""The pictures of a plan, as files: PNG, SVG, and HTML that needs no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from foedus.brief.language import Language
from foedus.brief.pictures.burden import draw_burden
from foedus.brief.pictures.coverage import draw_coverage
from foedus.brief.pictures.flows import draw_flows
from foedus.brief.pictures.frame import Picture, quickly
from foedus.brief.pictures.render import save
from foedus.results.plan import Plan

__all__ = ["Picture", "draw_charts", "write_charts"]


def draw_charts(plan: Plan, language: Language) -> list[Picture]:
    """Return the pictures that a plan allows: coverage, burden, flows.

    A plan without rows for a picture (an impossible plan has none) goes without it.

    Parameters
    ----------
    plan : Plan
    language : Language

    Returns
    -------
    list of Picture
    """
    with quickly():
        return list(_pictures(plan, language))


def write_charts(plan: Plan, folder: Path, language: Language) -> list[Path]:
    """Write the pictures of a plan and return the files.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Made where it is absent; gets ``coverage``, ``burden`` and ``flows``, each as ``.png``,
        ``.svg`` and ``.html``.
    language : Language

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_charts(plan, language)
    return [file for picture in pictures for file in save(picture, folder, language)]


def _pictures(plan: Plan, language: Language) -> Iterator[Picture]:
    if not plan.coverage.is_empty():
        yield draw_coverage(plan, language)
    if not plan.burden.is_empty():
        yield draw_burden(plan, language)
    flows = draw_flows(plan, language)
    if flows is not None:
        yield flows
