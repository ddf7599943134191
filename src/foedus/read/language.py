"""Whether a dispatch is in English or in French."""

from __future__ import annotations

import re
from functools import cache

from py3langid import langid
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.fr.stop_words import STOP_WORDS as FRENCH

from foedus.errors import Finding, InputError
from foedus.read.model import Code
from foedus.read.plain import INVISIBLE

LOOKED_AT = 20_000
"""Characters of a text whose paragraphs are looked at."""

GUESSED_BY = 800
"""Characters from which py3langid guesses: more make it no surer, and slower."""

ENOUGH = 120
"""Characters of a text long enough to tell its language; a shorter one is refused only where it is
``SURE`` to be in another."""

SURE = 0.95
"""Probability from which a paragraph counts as one of another language."""

LIKELY = 0.5
"""Probability below which words of grammar decide between the two: few words, mostly names."""

COMMON = 0.25
"""Share of words of grammar from which a paragraph needs no guess: it is in that language."""

FRENCH_ONLY = frozenset(FRENCH) - frozenset(ENGLISH)
ENGLISH_ONLY = frozenset(ENGLISH) - frozenset(FRENCH)
WORD = re.compile(r"[^\W\d_]+")
PARAGRAPHS = re.compile(r"\n\s*\n")


def language_of(text: str, *, file: str) -> tuple[Code, tuple[Finding, ...]]:
    """Return a text's language, and a warning where a paragraph has another.

    A text without words is taken as English: nothing is read in it.

    Parameters
    ----------
    text : str
    file : str
        As a finding names it.

    Returns
    -------
    language : {"en", "fr"}
    findings : tuple of Finding
        ``read.mixed``, with the other language as its value.

    Raises
    ------
    InputError
        ``read.language``: neither English nor French; details ``found`` (an ISO 639-1 code) and
        ``sure`` (percent).

    Examples
    --------
    >>> language_of("L'alliance a nommé un nouveau secrétaire général.", file="note.txt")
    ('fr', ())
    """
    sample = INVISIBLE.sub("", text)[:LOOKED_AT]
    if not WORD.search(sample):
        return "en", ()
    found, sure = _guess(sample)
    doubt = LIKELY if len(sample) >= ENOUGH else SURE
    if found not in ("en", "fr") and sure >= doubt:
        details = {"found": found, "sure": str(round(100 * sure))}
        raise InputError([Finding("fault", "read.language", file, value=found, details=details)])
    code = _nearer(sample) if sure < doubt else _code(found)
    return code, _mixed(sample, code, file)


def _code(found: str) -> Code:
    return "fr" if found == "fr" else "en"


def _guess(text: str) -> tuple[str, float]:
    found, sure = _identifier().classify(text[:GUESSED_BY])
    return str(found), float(sure)


@cache
def _identifier() -> langid.LanguageIdentifier:
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _nearer(text: str) -> Code:
    """Return which of the two a text is nearer to; names alone mislead the letters."""
    english, french = _share(text, "en"), _share(text, "fr")
    if english == french:
        return next(_code(found) for found, _ in _identifier().rank(text) if found in ("en", "fr"))
    return "en" if english > french else "fr"


def _share(text: str, code: Code) -> float:
    """Return the share of words of grammar that only this one of the two languages has."""
    words = [word.casefold() for word in WORD.findall(text)]
    own = FRENCH_ONLY if code == "fr" else ENGLISH_ONLY
    return sum(word in own for word in words) / max(len(words), 1)


def _mixed(text: str, code: Code, file: str) -> tuple[Finding, ...]:
    """Return a warning for the first paragraph that is surely in another language."""
    paragraphs = PARAGRAPHS.split(text)
    for paragraph in paragraphs if len(paragraphs) > 1 else ():
        if len(paragraph) < ENOUGH or _share(paragraph, code) >= COMMON:
            continue
        found, sure = _guess(paragraph)
        if found != code and sure >= SURE:
            details = {"language": code, "found": found}
            return (Finding("warning", "read.mixed", file, value=found, details=details),)
    return ()
