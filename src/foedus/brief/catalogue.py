"""The keyed text of every output, in English and French.

A file of ``text/`` holds one topic; an entry is a TOML table with ``en`` and ``fr``, and, where the
text counts something, ``en_one`` and ``fr_one`` for the singular. Nested tables join their names
with a dot: ``[ask.floor]`` is the key ``ask.floor``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

LanguageCode = Literal["en", "fr"]
LANGUAGES: tuple[LanguageCode, ...] = ("en", "fr")
NARROW = "\u202f"
"""The narrow no-break space, which French sets before ``; : ! ?`` and inside quotation marks."""

Entry = Mapping[str, str]
_FORMS = {"en", "fr", "en_one", "fr_one"}
_BEFORE = re.compile(r"[ \u00a0\u202f](?=[;:!?»%])")
_AFTER = re.compile(r"(?<=«)[ \u00a0\u202f]")


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return all entries by key; French text in its typography."""
    entries: dict[str, Entry] = {}
    for file in sorted(files("foedus.brief").joinpath("text").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for key, entry in _entries(tomllib.loads(file.read_text("utf-8")), ""):
            if key in entries:
                raise ValueError(f"text/{file.name}: [{key}] stands in another file; rename it")
            entries[key] = entry
    return MappingProxyType(entries)


def _entries(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Entry]]:
    forms = {k: v for k, v in table.items() if k in _FORMS and isinstance(v, str)}
    if forms:
        yield prefix, {k: typeset(v) if k.startswith("fr") else v for k, v in forms.items()}
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _entries(value, f"{prefix}.{name}" if prefix else name)


def typeset(french: str) -> str:
    """Return French text with narrow no-break spaces before ``; : ! ?`` and inside « ».

    Examples
    --------
    >>> typeset("Besoin : 3") == f"Besoin{NARROW}: 3"
    True
    """
    return _AFTER.sub(NARROW, _BEFORE.sub(NARROW, french)).replace("'", "’")


def locale_code(environ: Mapping[str, str]) -> LanguageCode:
    """Return the language that the first of ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` asks for."""
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    return "fr" if chosen.lower().startswith("fr") else "en"


@cache
def units() -> Mapping[str, Entry]:
    """Return the entries of ``unit`` by each of their words, so that a case may write any."""
    named = {k.removeprefix("unit."): e for k, e in catalogue().items() if k.startswith("unit.")}
    words = {word.lower(): entry for entry in named.values() for word in entry.values()}
    return MappingProxyType({**words, **named})
