"""Every finding of a dispute has its words, and the reference page names every table."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from sample_dispute import with_cell, with_row, write_dispute

import foedus.case.dispute
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case.dispute.load import check
from foedus.case.dispute.reference import markdown
from foedus.case.dispute.tables import TABLES

KIND = re.compile(r"dispute[.][a-z]+(-[a-z]+)*")
FOLDER = Path(foedus.case.dispute.__file__).parent


def kinds_in_code() -> set[str]:
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if KIND.fullmatch(node.value) else set()
    return found - {"dispute.toml"}


def test_every_kind_has_its_words_and_no_words_are_left_over() -> None:
    text = (files("foedus.brief") / "text" / "dispute.toml").read_text("utf-8")
    told = {f"dispute.{name}" for name in tomllib.loads(text)["dispute"]}
    built = {"dispute.no-parties", "dispute.no-issues"}
    assert kinds_in_code() | built == told


def test_a_fault_reads_as_the_house_style_says(tmp_path: Path) -> None:
    folder = write_dispute(tmp_path / "d", with_cell("values", "shared,0.5", "shred,0.5"))
    (finding,) = check(folder).findings
    assert sentence(finding, Language("en")) == (
        'values.csv row 3, option: "shred" is no option of "ports"; nearest: "shared" '
        "(it has: open, shared, closed)"
    )


@pytest.mark.parametrize("code", ["en", "fr"])
def test_findings_can_be_said(tmp_path: Path, code: str) -> None:
    language = Language("en") if code == "en" else Language("fr")
    changed = {
        **with_row("saliences", "north,patrol,1,s1"),
        **with_cell("redlines", "toll,,,6", "toll,,11,"),
        **with_cell("positions", "north,toll,2", "north,toll,12"),
        **with_cell("parties", "south,true,,0.25", "south,false,,0.25"),
        **with_row("links", "ports,shared,patrol,none,true,s1"),
        **with_cell("issues", "toll,scale,0,10,4", "toll,scale,0,10,"),
    }
    findings = check(write_dispute(tmp_path / "d", changed)).findings
    assert len(findings) == 6
    for finding in findings:
        said = sentence(finding, language)
        assert said.startswith(finding.file)
        assert "{" not in said


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_table_and_column_is_on_the_page(lang: str) -> None:
    sections = markdown(lang).split("\n### ")
    assert len(sections) == len(TABLES) + 1
    for table, section in zip(TABLES.values(), sections[1:], strict=True):
        assert section.startswith(f"`{table.name}`")
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert len(rows) == len(table.columns)
