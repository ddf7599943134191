"""A run as one page: what it reaches, whom to ask, pictures, tables, and the way to its files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from foedus.brief.call_sheet import call_sheet
from foedus.brief.charts import Picture, draw_charts
from foedus.brief.conflict import explain_conflict
from foedus.brief.evidence import guard_rail, sources_line, stamp_line
from foedus.brief.language import Language
from foedus.brief.markup import Markup, document, link, listed, safe, section
from foedus.brief.page_style import STYLE
from foedus.brief.page_tables import (
    asks_table,
    burden_table,
    coverage_table,
    coverage_totals,
    left_out_table,
    met_share,
    transfers_table,
)
from foedus.brief.pictures.render import svg
from foedus.brief.words import Words
from foedus.results.plan import FRAME_NAMES, Plan

PAGE = "index.html"
_NO_PAGES: Mapping[str, str] = MappingProxyType({})

_FILES = (
    ("page.call-sheet", "call-sheet.html"),
    ("page.workbook", "plan.xlsx"),
    ("page.json", "plan.json"),
)


def write_page(plan: Plan, folder: Path, language: Language) -> Path:
    """Write the page of a run into its folder and return it.

    The page carries its pictures and its style, and may fetch nothing; it links to those files of
    the run that are in the folder.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Made where it is absent; gets ``index.html``.
    language : Language

    Returns
    -------
    Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = Words(plan, language)
    body = "\n".join(part for part in _body(words, folder) if part)
    page = folder / PAGE
    page.write_text(document(language.code, words.title(), STYLE, body), encoding="utf-8")
    return page


def write_index(
    runs: Sequence[tuple[Plan, str]],
    folder: Path,
    language: Language,
    *,
    pages: Mapping[str, str] = _NO_PAGES,
) -> Path:
    """Write a page over several runs and return it.

    Parameters
    ----------
    runs : sequence of (Plan, str)
        Each plan with its folder, relative to ``folder``; its own page stands there.
    folder : Path
    language : Language
    pages : mapping of str to str
        Pages of the record in ``folder``, which stand first: the title of each by its file.

    Returns
    -------
    Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    title = language.text("page.runs")
    links = [Markup(link(quote(file), text)) for file, text in pages.items()]
    record = section(language.text("page.record"), listed(links, "files")) if links else ""
    plans = (_entry(Words(plan, language), place) for plan, place in runs)
    entries = "\n".join(part for part in (record, *plans) if part)
    guard = f'<p class="guard">{safe(guard_rail(language))}</p>'
    body = f"<header><h1>{safe(title)}</h1>\n{guard}</header>\n<main>\n{entries}\n</main>"
    page = folder / PAGE
    page.write_text(document(language.code, title, STYLE, body), encoding="utf-8")
    return page


def _body(words: Words, folder: Path) -> Iterator[str]:
    text = words.language.text
    yield _header(words)
    yield "<main>"
    yield _conflict(words)
    yield section(text("page.reached"), _tiles(words), _levels(words))
    asks = asks_table(words)
    yield section(text("page.asks"), _asks_intro(words) if asks else "", asks, _bundle(words))
    yield section(
        text("page.pictures"),
        *(_figure(picture, words, folder) for picture in draw_charts(words.plan, words.language)),
    )
    yield section(
        text("page.tables"),
        coverage_table(words),
        burden_table(words),
        transfers_table(words),
        left_out_table(words),
    )
    yield section(text("page.sources"), _sources(words))
    yield section(text("page.files"), _files(words, folder))
    yield "</main>"
    yield _footer(words)


def _header(words: Words) -> str:
    facts = listed(call_sheet(words.plan, words.language).facts, "facts")
    guard = f'<p class="guard">{safe(guard_rail(words.language))}</p>'
    return f"<header><h1>{safe(words.title())}</h1>\n{facts}\n{guard}</header>"


def _footer(words: Words) -> str:
    lines = (
        guard_rail(words.language),
        sources_line(words.plan, words.language),
        stamp_line(words.plan, words.language),
    )
    return "<footer>" + "".join(f"<p>{safe(line)}</p>" for line in lines) + "</footer>"


def _conflict(words: Words) -> str:
    if words.plan.status != "infeasible":
        return ""
    conflict = explain_conflict(words.plan, words.language)
    return section(
        conflict.heading,
        f"<p>{safe(conflict.lacks_intro)}</p>" if conflict.lacks else "",
        listed(conflict.lacks, "plain") if conflict.lacks else "",
        f"<p>{safe(conflict.set_intro)}</p>",
        listed(conflict.members, "plain") if conflict.members else "",
    )


def _tiles(words: Words) -> str:
    """Return a tile a capability: the part of its need that is met."""
    tiles = []
    for row in coverage_totals(words).to_dicts():
        share = met_share(row["met"], row["needed"])
        unit = words.unit("capabilities", row["capability"])
        said = words.language.text(
            "page.met",
            met=words.language.number(row["met"]),
            needed=words.language.quantity(row["needed"], unit),
        )
        width = 100 * min(1.0, max(0.0, share or 0.0))
        tiles.append(
            Markup(
                f"{safe(words.capability(row['capability']))}"
                f'<span class="big">{safe(words.language.percent(share))}</span>'
                f'<div class="bar" aria-hidden="true"><span style="width:{width:.1f}%">'
                "</span></div>"
                f'<span class="small">{safe(said)}</span>'
            )
        )
    return listed(tiles, "tiles") if tiles else ""


def _levels(words: Words) -> str:
    """Return a tile a level: its value and what it is the least of."""
    text, number = words.language.text, words.language.number
    tiles = []
    for level in words.plan.levels:
        value = words.amount(level.value) if level.name == "cost" else number(level.value)
        said = text("page.least", meaning=text(f"meaning.{level.name}"))
        if level.unavoidable is not None:
            said += " " + text("page.unavoidable", value=number(level.unavoidable))
        tiles.append(
            Markup(
                f"{safe(text(f'level.{level.name}'))}"
                f'<span class="big">{safe(value)}</span><span class="small">{safe(said)}</span>'
            )
        )
    return listed(tiles, "tiles") if tiles else ""


def _asks_intro(words: Words) -> str:
    return f"<p>{safe(words.language.text('page.asks-intro'))}</p>"


def _bundle(words: Words) -> str:
    sheet = call_sheet(words.plan, words.language)
    if not sheet.bundle:
        return ""
    steps = "".join(f"<li>{safe(step)}</li>" for step in sheet.bundle)
    heading, intro = safe(sheet.bundle_heading), safe(sheet.bundle_intro)
    return f"<h3>{heading}</h3><p>{intro}</p><ol>{steps}</ol>"


def _figure(picture: Picture, words: Words, folder: Path) -> str:
    data = b64encode(svg(picture).encode()).decode("ascii")
    names = {
        f"{picture.name}.html": words.language.text("page.interactive"),
        f"{picture.name}.png": "PNG",
        f"{picture.name}.svg": "SVG",
    }
    links = [link(name, text) for name, text in names.items() if (folder / name).is_file()]
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{safe(picture.alt)}">'
        f"<figcaption>{' · '.join(links)}</figcaption></figure>"
    )


def _sources(words: Words) -> str:
    lines = []
    for row in words.plan.sources.to_dicts():
        said = words.source(row["source"])
        lines.append(Markup(link(row["url"], said) if row["url"] else safe(said)))
    return listed(lines, "files") if lines else ""


def _files(words: Words, folder: Path) -> str:
    text = words.language.text
    links = [Markup(link(name, text(key))) for key, name in _FILES if (folder / name).is_file()]
    frames = [f"{name}.parquet" for name in FRAME_NAMES if (folder / f"{name}.parquet").is_file()]
    if frames:
        named = ", ".join(link(name, name.removesuffix(".parquet")) for name in frames)
        links.append(Markup(f"{safe(text('page.parquet'))} {named}"))
    return listed(links, "files") if links else ""


def _entry(words: Words, place: str) -> str:
    """Return a run's section of the index: its facts, its tiles and its page."""
    address = quote(f"{place}/{PAGE}")
    facts = listed(call_sheet(words.plan, words.language).facts, "facts")
    way = f"<p>{link(address, words.language.text('page.open'))}</p>"
    return section(words.title(), facts, way, _tiles(words))
