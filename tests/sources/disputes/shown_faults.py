"""Faults of an importer: each with a sentence in both languages, place and remedy in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.errors import InputError

Fault = tuple[str, int | None, str | None]


def faults_of(read: Callable[[Path], object], path: Path) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        read(path)
    for finding in caught.value.findings:
        assert finding.kind in catalogue(), finding.kind
        for language in ("en", "fr"):
            assert "{" not in sentence(finding, Language(language))
    return [(f.kind, f.row, f.value) for f in caught.value.findings if f.severity == "fault"]
