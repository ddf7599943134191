"""Pictures to files: SVG and PNG by one renderer, HTML with its library inside."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path

import vl_convert

from foedus.brief.language import Language
from foedus.brief.pictures.frame import Picture

_SHARPNESS = 2.0
"""Pixels of a PNG for each of the drawing."""

_GLOBALS = "window.vegaEmbed = vegaEmbed;"

_HTML = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 0; background: #fff; overflow-x: auto; }}</style>
</head>
<body>
<div id="picture" role="img" aria-label="{alt}"></div>
<script>{bundle}</script>
<script>
vegaEmbed("#picture", {spec}, {{mode: "vega-lite", renderer: "svg", actions: false}});
</script>
</body>
</html>
"""


def svg(picture: Picture) -> str:
    """Return a picture as SVG; the same picture is drawn once."""
    return _svg(picture.spec)


def png(picture: Picture) -> bytes:
    """Return a picture as PNG, at twice the drawing's size."""
    return vl_convert.svg_to_png(svg(picture), scale=_SHARPNESS)


def html(picture: Picture, language: Language) -> str:
    """Return a picture as a page of its own that fetches nothing (its policy forbids it)."""
    return _HTML.format(
        language=language.code,
        title=escape(picture.title),
        alt=escape(picture.alt),
        bundle=_bundle(),
        spec=_inside_script(picture.spec),
    )


def save(picture: Picture, folder: Path, language: Language) -> list[Path]:
    """Write a picture as PNG, SVG and HTML and return the files."""
    files = {
        folder / f"{picture.name}.png": png(picture),
        folder / f"{picture.name}.svg": svg(picture).encode(),
        folder / f"{picture.name}.html": html(picture, language).encode(),
    }
    for file, content in files.items():
        file.write_bytes(content)
    return list(files)


@lru_cache(maxsize=32)
def _svg(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec)


@lru_cache(maxsize=1)
def _bundle() -> str:
    """Return Vega, Vega-Lite and vega-embed as one script (about a second, once)."""
    return vl_convert.javascript_bundle(_GLOBALS).replace("</script", "<\\/script")


def _inside_script(spec: str) -> str:
    return json.dumps(json.loads(spec)).replace("<", "\\u003c")
