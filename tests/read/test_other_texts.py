"""Texts about something else: sport, a film, a company, a recipe, the weather, a discovery."""

from __future__ import annotations

from pathlib import Path

import pytest
import score

OTHER = sorted((score.HERE / "other").glob("*.txt"))


@pytest.mark.parametrize("path", OTHER, ids=lambda path: path.stem)
def test_a_text_about_something_else_gives_nothing(path: Path) -> None:
    found = score.dispatch(path.read_text(encoding="utf-8"), path.name)
    assert [(one.kind, dict(one.fields)) for one in found.proposals] == []


def test_there_are_three_other_texts_a_language() -> None:
    assert [path.stem[:2] for path in OTHER] == ["en"] * 3 + ["fr"] * 3
