"""Every finding has its words in both languages, and every placeholder its value."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from sample_case import write_case
from test_all_at_once import dirty
from test_one_fault import CELLS

import foedus.case
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import check

FOLDER = Path(foedus.case.__file__).parent
NO_KINDS = {"utf-8", "utf-8-sig", "utf-16-le", "latin-1", "lisez-moi"}
KIND = re.compile("[a-z0-9]+(-[a-z0-9]+)+")
TEXTS = tomllib.loads((files("foedus.brief") / "text" / "findings.toml").read_text("utf-8"))


def kinds_in_code() -> set[str]:
    """Return all kinds of findings: they are the only plain words with a hyphen in the code."""
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if KIND.fullmatch(node.value) else set()
    return found - NO_KINDS


def test_every_kind_has_its_words_and_no_words_are_left_over() -> None:
    assert kinds_in_code() == TEXTS.keys()


def test_every_entry_is_in_both_languages_with_the_same_values() -> None:
    for kind, entry in TEXTS.items():
        assert entry.keys() == {"en", "fr"}, kind
        names = [{n for _, n, _, _ in Formatter().parse(entry[lang]) if n} for lang in ("en", "fr")]
        assert names[0] == names[1], kind


@pytest.mark.parametrize("code", ["en", "fr"])
def test_findings_can_be_said(tmp_path: Path, code: str) -> None:
    language = Language("en") if code == "en" else Language("fr")
    for finding in check(dirty(tmp_path)).findings:
        said = sentence(finding, language)
        assert said.startswith(finding.file)
        assert finding.value is None or "{" not in said


def test_a_finding_reads_as_the_house_style_says(tmp_path: Path) -> None:
    table, old, new = next(c[:3] for c in CELLS if c[2] == "POL,truk,20")
    text = write_case(tmp_path / "a")
    stocks = text / f"{table}.csv"
    stocks.write_text(stocks.read_text().replace(old, new))
    (finding,) = (f for f in check(text).findings if f.severity == "fault")
    assert sentence(finding, Language("en")) == (
        'stocks.csv row 3, item: "truk" is unknown; nearest: "truck"'
    )
