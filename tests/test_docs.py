"""The documentation does what it says: its commands run, its names exist, nothing is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import typer.main

from foedus.case.schema import TABLES
from foedus.cli import app
from foedus.results.plan import FRAMES
from numbers_read import numbers

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LOCALES = {"start.md": "en_GB.UTF-8", "start.fr.md": "fr_FR.UTF-8"}

STEP = re.compile(
    r"<!-- (?P<verb>run|shows|fill in)(?:: (?P<sheet>[a-z_]+))? -->\n"
    r"(?:```\w+\n(?P<block>.*?)```|(?P<table>(?:\|[^\n]*\n)+))",
    re.DOTALL,
)
NARROW_OR_FIXED = str.maketrans("\u00a0\u202f", "  ")


@dataclass(frozen=True)
class Step:
    """A marked block of a page: a command, what it shows, or cells of a sheet."""

    verb: str
    sheet: str
    text: str


def steps(page: Path) -> list[Step]:
    """Return the marked blocks of a page in their order."""
    found = STEP.finditer(page.read_text("utf-8"))
    return [Step(m["verb"], m["sheet"] or "", m["block"] or m["table"]) for m in found]


def cells(table: str) -> list[list[str]]:
    """Return the cells of a Markdown table without its rule."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return [rows[0], *rows[2:]]


def typed(text: str) -> str | float | None:
    """Return what a spreadsheet keeps when a user types this into a cell."""
    if not text:
        return None
    return float(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else text


def fill_in(workbook: Path, sheet: str, table: str) -> None:
    """Write the cells under the header of a sheet, or beside the settings' keys."""
    book = openpyxl.load_workbook(workbook)
    page = book[sheet]
    header, *rows = cells(table)
    places = {cell.value: cell.column for cell in page[1]}
    keys = {row[0].value: row[0].row for row in page.iter_rows(min_row=2, max_col=1)}
    for number, row in enumerate(rows, 2):
        place = keys[row[0]] if sheet == "case" else number
        for name, text in zip(header, row, strict=True):
            page.cell(place, places[name]).value = typed(text)
    book.save(workbook)


def lines(text: str) -> list[str]:
    """Return the lines of a text without trailing blanks, all spaces alike."""
    return [line.rstrip() for line in text.translate(NARROW_OR_FIXED).splitlines()]


def stands_in(block: str, output: str) -> bool:
    """Say whether a block's lines stand in an output, one under the other."""
    wanted, shown = lines(block), lines(output)
    return any(shown[n : n + len(wanted)] == wanted for n in range(len(shown) - len(wanted) + 1))


def run(command: str, folder: Path, locale: str) -> str:
    """Run a command line of ``foedus`` as a user would, and return all that it says."""
    program, *arguments = command.split()
    assert program == "foedus"
    environment = {k: v for k, v in os.environ.items() if k not in {"LANG", "LANGUAGE"}}
    done = subprocess.run(
        [sys.executable, "-m", "foedus", *arguments],
        cwd=folder,
        env=environment | {"LC_ALL": locale, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", LOCALES)
def test_the_path_of_the_start_page_is_as_written(name: str, tmp_path: Path) -> None:
    output = ""
    for step in steps(DOCS / name):
        if step.verb == "run":
            output = run(step.text, tmp_path, LOCALES[name])
        elif step.verb == "fill in":
            (workbook,) = tmp_path.glob("*.xlsx")
            fill_in(workbook, step.sheet, step.text)
        else:
            assert stands_in(step.text, output), f"not shown:\n{step.text}\nbut:\n{output}"
    assert (next((tmp_path / "runs").iterdir()) / "index.html").exists()


def test_both_start_pages_take_the_same_steps() -> None:
    en, fr = (steps(DOCS / name) for name in LOCALES)
    assert [(s.verb, s.sheet) for s in en] == [(s.verb, s.sheet) for s in fr]
    assert sum(s.verb == "run" for s in en) == 3
    for one, other in zip(en, fr, strict=True):
        if one.verb == "fill in":
            assert numbers(one.text, "en") == numbers(other.text, "en")


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", target):
            yield target.partition("#")[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_module_and_test_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    for name in re.findall(r"`((?:src/foedus|tests|cases|benchmarks)/[\w./-]+)", text):
        assert (ROOT / name).exists(), name
    for file, test in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text):
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), f"{file}::{test}"


def test_every_verb_and_option_is_in_the_reference() -> None:
    text = (DOCS / "reference" / "cli.md").read_text("utf-8")
    for verb, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        _, heading, section = text.partition(f"## foedus {verb}\n")
        assert heading, verb
        section = section.partition("\n## ")[0]
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                shown = option if option.startswith("-") else option.upper()
                assert f"`{shown}" in section or f"{shown}`" in section, f"{verb} {option}"


def test_every_field_of_a_plan_is_in_the_reference() -> None:
    text = (DOCS / "reference" / "json.md").read_text("utf-8")
    for name, columns in FRAMES.items():
        assert f"`{name}`" in text, name
        assert [column for column in columns if f"`{column}`" not in text] == [], name


def test_every_table_is_in_the_concept_of_a_case() -> None:
    text = (DOCS / "concepts" / "case.md").read_text("utf-8")
    assert [name for name in TABLES if f"`{name}`" not in text] == []


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    missing = [
        p for p in DOCS.rglob("*.md") if f" {p.relative_to(DOCS).as_posix()}\n" not in navigation
    ]
    assert missing == []
