"""The documentation does what it says: its commands run, its names exist, nothing is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import typer.main

from foedus.case.schema import TABLES
from foedus.cli import app
from foedus.decide.presets import preset_names
from foedus.results import power, record, silence, stamp, verdict
from foedus.results.plan import FRAMES
from numbers_read import numbers

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])

STEP = re.compile(
    r"<!-- (?P<verb>run|shows|fill in|after|file)(?:: (?P<about>[\w .-]+))? -->\n"
    r"(?:```(?P<language>\w+)\n(?P<block>.*?)```|(?P<table>(?:\|[^\n]*\n)+))?",
    re.DOTALL,
)
NARROW_OR_FIXED = str.maketrans("\u00a0\u202f", "  ")


@dataclass(frozen=True)
class Step:
    """A marked block: a command, what it shows, cells of a sheet, a file, or what goes before.

    ``about`` is the exit code of a command (``exit 3``), the sheet to fill in, the name of the
    file, or the page whose workbook is at hand.
    """

    verb: str
    about: str
    language: str
    text: str


def steps(page: Path) -> list[Step]:
    """Return the marked blocks of a page in their order."""
    return [
        Step(m["verb"], m["about"] or "", m["language"] or "", m["block"] or m["table"] or "")
        for m in STEP.finditer(page.read_text("utf-8"))
    ]


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


def run(step: Step, folder: Path, locale: str) -> str:
    """Run a block of ``foedus`` or Python as a user would, and return all that it says."""
    command = ["-c", step.text]
    if step.language == "sh":
        program, *arguments = step.text.split()
        assert program == "foedus"
        command = ["-m", "foedus", *arguments]
    environment = {k: v for k, v in os.environ.items() if k not in {"LANG", "LANGUAGE"}}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment | {"LC_ALL": locale, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == int(step.about.removeprefix("exit ") or 0), done.stderr
    return done.stdout + done.stderr


def follow(page: Path, folder: Path, locale: str) -> None:
    """Do what a page says, step by step, and look for what it shows."""
    output = ""
    for step in steps(page):
        if step.verb == "run":
            output = run(step, folder, locale)
        elif step.verb == "fill in":
            (workbook,) = folder.glob("*.xlsx")
            fill_in(workbook, step.about, step.text)
        elif step.verb == "file":
            (folder / step.about).write_text(step.text, "utf-8")
        elif step.verb == "after":
            prepare(DOCS / step.about, folder, locale)
        else:
            assert stands_in(step.text, output), f"not shown:\n{step.text}\nbut:\n{output}"


def prepare(page: Path, folder: Path, locale: str) -> None:
    """Make the workbook of a page and fill it in, and do nothing more of it."""
    new, *others = steps(page)
    run(new, folder, locale)
    (workbook,) = folder.glob("*.xlsx")
    for step in others:
        if step.verb == "fill in":
            fill_in(workbook, step.about, step.text)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if steps(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_a_page_is_as_written(page: Path, tmp_path: Path) -> None:
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    follow(page, tmp_path, "fr_FR.UTF-8" if page.stem.endswith(".fr") else "en_GB.UTF-8")


def test_both_start_pages_take_the_same_steps() -> None:
    en, fr = (steps(DOCS / name) for name in ("start.md", "start.fr.md"))
    assert [(s.verb, s.about) for s in en] == [(s.verb, s.about) for s in fr]
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


def results(module: ModuleType) -> list[type]:
    """Return the result types of a module but ``SilenceLine``, which JSON spreads in its place."""
    own = [kind for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)]
    return [k for k in own if k.__module__ == module.__name__ and k is not record.SilenceLine]


@pytest.mark.parametrize("module", [power, record, silence, stamp, verdict])
def test_every_field_of_the_record_is_in_the_reference(module: ModuleType) -> None:
    text = (DOCS / "reference" / "json.md").read_text("utf-8")
    for kind in results(module):
        missing = [field.name for field in fields(kind) if f"`{field.name}`" not in text]
        assert missing == [], kind.__name__


def test_every_shipped_rule_is_in_the_concept_of_rules() -> None:
    text = (DOCS / "concepts" / "rules.md").read_text("utf-8")
    assert [name for name in preset_names() if f"`{name}`" not in text] == []


def test_every_table_is_in_the_concept_of_a_case() -> None:
    text = (DOCS / "concepts" / "case.md").read_text("utf-8")
    assert [name for name in TABLES if f"`{name}`" not in text] == []


@pytest.mark.parametrize("language", ["", ".fr"])
def test_the_front_page_gives_the_assumed_share_of_the_case(language: str) -> None:
    case = (ROOT / "cases" / "ukraine-2024" / f"README{language}.md").read_text("utf-8")
    share = re.search(r"\*\*([0-9]+\s%)", case)
    assert share is not None
    shown = (ROOT / f"README{language}.md").read_text("utf-8")
    assert share[1].translate(NARROW_OR_FIXED) in shown.translate(NARROW_OR_FIXED)


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    missing = [
        p for p in DOCS.rglob("*.md") if f" {p.relative_to(DOCS).as_posix()}\n" not in navigation
    ]
    assert missing == []
