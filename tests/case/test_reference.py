from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from foedus.case.dispute.reference import markdown as dispute_markdown
from foedus.case.reference import markdown
from foedus.case.schema import TABLES
from foedus.case.words import WORDS, words

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize(("lang", "file"), [("en", "tables.md"), ("fr", "tables.fr.md")])
def test_the_page_in_the_documentation_is_the_schema(lang: str, file: str) -> None:
    assert (DOCS / file).read_text("utf-8") == markdown(lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_table_and_column_is_on_the_page(lang: str) -> None:
    sections = markdown(lang).split("\n### ")
    assert len(sections) == len(TABLES) + 1
    for table, section in zip(TABLES.values(), sections[1:], strict=True):
        assert section.startswith(f"`{table.name}`")
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert len(rows) == len(table.columns)


def test_no_word_is_missing_in_either_language() -> None:
    for lang, say in WORDS.items():
        empty = [f.name for f in fields(say) if not getattr(say, f.name)]
        assert empty in ([], ["units"]), lang
    assert words("en").setting.keys() == words("fr").setting.keys()
    assert words("en").kinds.keys() == words("fr").kinds.keys()


def test_every_unit_has_its_french_word() -> None:
    alike = {"", "million", "million/t", "t", "°"}
    units = {c.unit for t in TABLES.values() for c in t.columns}
    assert units - alike == words("fr").units.keys()


@pytest.mark.parametrize(("lang", "file"), [("en", "dispute.md"), ("fr", "dispute.fr.md")])
def test_the_page_of_disputes_is_their_schema(lang: str, file: str) -> None:
    assert (DOCS / file).read_text("utf-8") == dispute_markdown(lang)
