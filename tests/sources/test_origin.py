from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

from foedus.sources.origin import Origin, sha256_of, sha256_of_files, to_toml

ORIGIN = Origin(
    key="kiel-7",
    publisher='The "Institute"',
    title="Tracker, 7th release",
    release="7",
    published=None,
    sha256=sha256_of(b"1"),
    retrieved=date(2024, 10, 1),
    licence="none stated",
    importer="kiel-workbook 1",
    file="tracker.xlsx",
    url="https://example.org",
)


def test_the_toml_reads_back() -> None:
    found = tomllib.loads(to_toml(ORIGIN, {"ledger": 2}))
    assert found["publisher"] == ORIGIN.publisher
    assert found["retrieved"] == date(2024, 10, 1)
    assert found["sha256"] == ORIGIN.sha256
    assert found["rows"] == {"ledger": 2}


def test_what_is_not_known_is_left_out() -> None:
    assert "published" not in tomllib.loads(to_toml(ORIGIN, {}))
    dated = replace(ORIGIN, published=date(2022, 10, 11))
    assert tomllib.loads(to_toml(dated, {}))["published"] == date(2022, 10, 11)


def test_the_hash_of_a_folder_counts_names_and_contents() -> None:
    files = {"a.csv": b"1", "b.csv": b"2"}
    assert sha256_of_files(files) != sha256_of_files({"a.csv": b"2", "b.csv": b"1"})
    assert sha256_of_files(files) != sha256_of_files({"a.csv": b"1"})
