"""The text that is parsed, with the place of each of its characters in the dispatch.

What a reader does not see goes, and what would cost a parser unbounded time is cut: a text of a
million brackets is plain in one pass. Every change is an edit of ``(start, end, new)``; letters
that stay keep their own place, new ones get the place of the first letter that they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from foedus.read.glued import seams
from foedus.read.lines import paragraph_ends
from foedus.read.model import Code, Plain

Edit = tuple[int, int, str]

LONGEST_WORD = 60
"""Letters; the longest words of French and English dictionaries have fewer than 30."""

LONGEST_RUN = 12
"""Signs in a row, of any kind, with or without blanks between them."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891"
    "\u08e2\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Controls, marks of direction, zero-width and soft hyphens, selectors, halves of surrogates."""

SIGNS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u02bc": "'"})
APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f]+|[\ufb00-\ufb06]")
SAME_SIGN = re.compile(r"(?P<sign>[^\w\s]|_)(?P=sign){3,}")
MANY_SIGNS = re.compile(rf"[^\w\s](?:\s{{0,3}}[^\w\s]){{{LONGEST_RUN},}}")
LONG_WORD = re.compile(rf"https?://\S{{{LONGEST_WORD - 7},}}|\w{{{LONGEST_WORD + 1},}}|\S{{201,}}")
BLANKS = re.compile(r"\s+")


def plain_of(text: str, code: Code | None = None) -> Plain:
    r"""Return the text that is parsed.

    Blanks become single ones and paragraphs stand apart by one empty line; line breaks inside a
    paragraph are blanks. Marks of direction, zero-width signs and soft hyphens go. A row of more
    than three like signs becomes three, and words of more than ``LONGEST_WORD`` letters are cut
    out. Two words that were glued together are parted where the language's vocabulary knows
    both and not the whole.

    Parameters
    ----------
    text : str
        Of the dispatch.
    code : {"en", "fr"}, optional
        Without it no words are parted.

    Returns
    -------
    Plain

    Examples
    --------
    >>> plain = plain_of("NATO\u200b  has\n32 members.")
    >>> plain.text
    'NATO has 32 members.'
    >>> plain.span(9, 11)
    (11, 13)
    """
    plain = Plain(text, tuple(range(len(text) + 1)))
    for change in (_invisible, _accents, _same_signs, _signs, _long_words, _blanks):
        plain = _edited(plain, change(plain.text))
    text = APOSTROPHE.sub("'", plain.text.translate(SIGNS))
    plain = Plain(text, plain.origin)
    if code is None:
        return plain
    return _edited(plain, ((at, at, " ") for at in seams(text, code)))


def _edited(plain: Plain, edits: Iterable[Edit]) -> Plain:
    """Return a text with its edits, which come in order and do not overlap."""
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for start, end, new in edits:
        pieces += (plain.text[done:start], new)
        origin += plain.origin[done:start]
        origin += _places(plain, start, new)
        done = end
    if not pieces:
        return plain
    pieces.append(plain.text[done:])
    origin += plain.origin[done:]
    return Plain("".join(pieces), tuple(origin))


def _places(plain: Plain, start: int, new: str) -> Iterable[int]:
    """Return the places of what stands in for a piece: its own where it is the piece's start."""
    if plain.text.startswith(new, start):
        return plain.origin[start : start + len(new)]
    return [plain.origin[start]] * len(new)


def _invisible(text: str) -> Iterator[Edit]:
    return _each(INVISIBLE, text, lambda _: "")


def _accents(text: str) -> Iterator[Edit]:
    """Compose letters and their accents ("e" and an acute: "é"); part ligatures ("ﬁ": "fi")."""
    return _each(ACCENTED, text, _composed)


def _composed(words: str) -> str:
    if words[0] >= "\ufb00":
        return unicodedata.normalize("NFKC", words)
    return unicodedata.normalize("NFC", words[: LONGEST_RUN + 1])


def _same_signs(text: str) -> Iterator[Edit]:
    return _each(SAME_SIGN, text, lambda words: words[:3])


def _signs(text: str) -> Iterator[Edit]:
    return _each(MANY_SIGNS, text, lambda words: words[:LONGEST_RUN])


def _long_words(text: str) -> Iterator[Edit]:
    return _each(LONG_WORD, text, lambda _: " ")


def _each(pattern: re.Pattern[str], text: str, new: Callable[[str], str]) -> Iterator[Edit]:
    for found in pattern.finditer(text):
        yield found.start(), found.end(), new(found.group())


def _blanks(text: str) -> Iterator[Edit]:
    """Make blanks single: a paragraph's end, or a space; none at the ends of the text."""
    ends = paragraph_ends(text)
    last = len(text)
    for found in BLANKS.finditer(text):
        start, end = found.span()
        if start == 0 or end == last:
            yield start, end, ""
            continue
        new = "\n\n" if start in ends else " "
        if found.group() != new:
            yield start, end, new
