"""The page of a run: complete, self-contained, escaped, readable by a machine that reads aloud."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from foedus.brief.language import Language
from foedus.brief.markup import link
from foedus.brief.page import write_index, write_page
from foedus.results.store import write_run
from hostile_plan import hostile_plan
from sample_plan import infeasible_plan, sample_plan

EN, FR = Language("en"), Language("fr")
VOID = {"meta", "img", "br"}


class Reader(HTMLParser):
    """Collects tags and attributes, and checks that tags close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    run = write_run(sample_plan(), tmp_path_factory.mktemp("page") / "run")
    return write_page(sample_plan(), run, EN).read_text(encoding="utf-8")


def test_page_is_sound_and_names_its_language(page: str) -> None:
    reader = Reader(page)
    assert not reader.open
    assert reader.all("html") == [{"lang": "en"}]
    assert len(reader.all("h1")) == 1


def test_page_is_accessible(page: str) -> None:
    reader = Reader(page)
    assert len(reader.all("img")) == 3
    assert all(len(image["alt"] or "") > 40 for image in reader.all("img"))
    assert len(reader.all("caption")) == len(reader.all("table")) == 5
    assert all(head["scope"] in {"col", "row"} for head in reader.all("th"))


def test_page_fetches_nothing(page: str) -> None:
    reader = Reader(page)
    assert all((image["src"] or "").startswith("data:image/svg+xml;base64,")
               for image in reader.all("img"))  # fmt: skip
    assert not reader.all("link")
    assert not reader.all("script")
    assert not re.search(r"@import|url\(", page)
    assert "default-src 'none'" in page


def test_page_links_to_the_files_that_are_there(page: str) -> None:
    addresses = {attrs["href"] for attrs in Reader(page).all("a")}
    assert {"plan.json", "transfers.parquet", "asks.parquet"} <= addresses
    assert "plan.xlsx" not in addresses


def test_page_says_what_matters(page: str) -> None:
    for said in (
        "nations decide; these are requests, not orders",
        "44% of the value moved rests on assumptions",
        "Ask the United States to lower its floor",
        "€2,713 million",
        '<span class="mark assumed">assumed</span>',
        "(assumed restriction)",
    ):
        assert said in page.replace("\u00a0", " ")


def test_hostile_names_are_escaped(tmp_path: Path) -> None:
    page = write_page(hostile_plan(), tmp_path, FR).read_text(encoding="utf-8")
    reader = Reader(page)
    assert not reader.open
    assert not reader.all("script")
    assert len(reader.all("img")) == 3
    assert not any((attrs["href"] or "").startswith("javascript") for attrs in reader.all("a"))
    assert "\u202e" not in page
    assert "onerror" not in {name for _, attrs in reader.tags for name in attrs}


def test_an_impossible_plan_has_a_page(tmp_path: Path) -> None:
    page = write_page(infeasible_plan(), tmp_path, FR).read_text(encoding="utf-8")
    assert "120 tonnes" in page.replace("\u00a0", " ")
    assert not Reader(page).all("img")


def test_index_leads_to_every_run(tmp_path: Path) -> None:
    runs = [(sample_plan(), "one"), (infeasible_plan(), "two words")]
    reader = Reader(write_index(runs, tmp_path, FR).read_text(encoding="utf-8"))
    assert not reader.open
    assert {a["href"] for a in reader.all("a")} == {"one/index.html", "two%20words/index.html"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil.example",
        "data:text/html,x",
        'https://a"onclick="b',
        "\\\\host",
    ],
)
def test_only_plain_addresses_become_links(address: str) -> None:
    assert "<a" not in link(address, "text")
