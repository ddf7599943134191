"""The shipped lists of words, from the package's own data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Texts = str | Sequence[str]


@cache
def word_list(name: str) -> Mapping[str, Any]:
    """Return a list of words by its name.

    Examples
    --------
    >>> word_list("states")["NOR"]["fr_adj"]
    ['norvégien']
    """
    text = (files("foedus.read") / "words" / f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def texts(value: Texts) -> tuple[str, ...]:
    """Return a value of a list as texts."""
    return (value,) if isinstance(value, str) else tuple(value)
