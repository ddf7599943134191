"""The colours of a sheet's figures, where a publisher marks estimates by colour.

The reader of the cells gives no colours, so the styles are read from the workbook's XML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from foedus.sources.book import Book

FONTS = re.compile(r"<fonts\b.*?</fonts>", re.DOTALL)
FONT = re.compile(r"<font\b[^>]*/>|<font\b.*?</font>", re.DOTALL)
COLOUR = re.compile(r'<color\b[^>]*\brgb="(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})"')
FORMATS = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
FORMAT = re.compile(r"<xf\b[^>]*>")
FONT_OF = re.compile(r'\bfontId="([0-9]+)"')
CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*?\bs="([0-9]+)"')


def font_colours(book: Book, sheet: str, wanted: Sequence[str]) -> Mapping[tuple[int, str], str]:
    """Return the cells of a sheet whose figures have one of the wanted colours.

    Parameters
    ----------
    book : Book
    sheet : str
        Its name.
    wanted : sequence of str
        Colours as six hexadecimal digits, for example ``"0000FF"``.

    Returns
    -------
    mapping of (row, column letters) to colour
    """
    by_style = {
        str(style).encode(): colour
        for style, colour in enumerate(_colours(book.styles.decode(errors="replace")))
        if colour in wanted
    }
    return {
        (int(row), letters.decode()): by_style[style]
        for letters, row, style in CELL.findall(book.xml(sheet))
        if style in by_style
    }


def _colours(styles: str) -> list[str]:
    """Return the font's colour of each cell style, ``""`` where none is given in RGB."""
    fonts = FONTS.search(styles)
    formats = FORMATS.search(styles)
    if fonts is None or formats is None:
        return []
    colours = [
        found[1].upper() if (found := COLOUR.search(font)) else ""
        for font in FONT.findall(fonts[0])
    ]
    used = [FONT_OF.search(tag) for tag in FORMAT.findall(formats[0])]
    return [colours[int(font[1])] if font and int(font[1]) < len(colours) else "" for font in used]
