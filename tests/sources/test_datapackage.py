"""The data package of a case, held against the ``frictionless`` library."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Package

from foedus.brief.catalogue import catalogue
from foedus.case import load
from foedus.case.save import save_parquet
from foedus.errors import InputError
from foedus.sources.datapackage import FILE, data_package, package_bytes, write_package
from foedus.sources.origin import sha256_of

CASES = sorted(p.parent for p in (Path(__file__).parents[2] / "cases").glob("*/case.toml"))
SMALL = {
    "case.toml": 'format = 1\nname = "Été 2024"\nas_of = 2024-10-01\n'
    'title = { en = "A summer", fr = "Un été" }\n'
    'horizon = { start = "2024-10", months = 3 }\n[plan]\nkey = "equal"\n',
    "keys.csv": "key,party,share\nequal,DEU,1\n",
    "stocks.csv": "party,item,quantity\nDEU,shell,5\n",
    "parties.csv": "party,kind,own\nDEU,ally,kept\nUKR,recipient,\n",
    "items.csv": "item,unit,name_en,name_fr,price,mass,whole\nshell,shell,Shell,Obus,1,0.1,true\n",
    "inflows.csv": "party,item,month,quantity\nDEU,shell,2024-10,3\n",
    "ledger.csv": "entry,donor,recipient,type,stage,date,amount,of,source\n"
    "a,DEU,UKR,military,pledge,2024-01-31,1e3,,s\nb,DEU,UKR,military,delivery,,,a,\n",
    "requirements.csv": "party,capability,kind,first,quantity\nUKR,fires,deliver,2024-10,1\n",
    "capabilities.csv": "capability,unit,name_en,name_fr\nfires,shell,Fires,Feux\n",
    "yields.csv": "item,capability,quantity\nshell,fires,1\n",
    "sources.csv": "source,title,publisher,url,licence,confidence\n"
    "s,A table,A,https://example.org/a,CC BY 4.0,official\nt,B,B,,,press\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "small"
    place.mkdir()
    for name, text in SMALL.items():
        (place / name).write_text(text)
    return place


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(package_bytes(folder))
    return found


def resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    return next(r for r in package["resources"] if r["name"] == name)


def field(package: dict[str, Any], table: str, name: str) -> dict[str, Any]:
    fields = resource(package, table)["schema"]["fields"]
    return next(f for f in fields if f["name"] == name)


def errors(folder: Path, package: dict[str, Any]) -> set[str]:
    report = Package.from_descriptor(package, basepath=str(folder)).validate()
    return {kind for (kind,) in report.flatten(["type"])}


def test_what_the_package_says_of_itself(folder: Path) -> None:
    package = described(folder)
    assert {
        name: package[name] for name in ("profile", "name", "title", "title_fr", "created")
    } == {
        "profile": "tabular-data-package",
        "name": "ete-2024",
        "title": "A summer",
        "title_fr": "Un été",
        "created": "2024-10-01T00:00:00Z",
    }
    assert package["sources"] == [
        {
            "title": "A table",
            "path": "https://example.org/a",
            "name": "s",
            "publisher": "A",
            "licence": "CC BY 4.0",
            "confidence": "official",
        },
        {"title": "B", "name": "t", "publisher": "B", "confidence": "press"},
    ]
    assert [r["name"] for r in package["resources"]] == sorted(
        name.removesuffix(".csv") for name in SMALL if name.endswith(".csv")
    )


def test_a_resource_knows_its_file_and_its_columns(folder: Path) -> None:
    package = described(folder)
    data = (folder / "ledger.csv").read_bytes()
    ledger = resource(package, "ledger")
    assert (ledger["path"], ledger["bytes"]) == ("ledger.csv", len(data))
    assert ledger["hash"] == f"sha256:{sha256_of(data)}"
    schema = ledger["schema"]
    assert (schema["primaryKey"], schema["missingValues"]) == (["entry"], [""])
    assert schema["foreignKeys"] == [
        {"fields": "donor", "reference": {"resource": "parties", "fields": "party"}},
        {"fields": "recipient", "reference": {"resource": "parties", "fields": "party"}},
        {"fields": "of", "reference": {"resource": "", "fields": "entry"}},
        {"fields": "source", "reference": {"resource": "sources", "fields": "source"}},
    ]
    assert field(package, "ledger", "stage")["constraints"] == {
        "required": True,
        "enum": ["pledge", "allocation", "delivery"],
    }
    assert field(package, "ledger", "amount")["constraints"] == {"minimum": 0}
    assert field(package, "inflows", "month")["type"] == "yearmonth"
    assert field(package, "items", "whole")["trueValues"] == ["true"]
    assert field(package, "yields", "quantity")["above"] == 0
    assert field(package, "parties", "own") == {"name": "own", "type": "string"}


def test_groups_and_tables_that_are_not_there_are_no_foreign_keys(folder: Path) -> None:
    links = resource(described(folder), "requirements")["schema"]["foreignKeys"]
    assert [link["fields"] for link in links] == ["capability"]
    (folder / "ledger.csv").unlink()
    (folder / "sources.csv").unlink()
    assert "sources" not in described(folder)


def test_the_library_finds_it_valid_and_the_data_by_it(folder: Path) -> None:
    assert errors(folder, described(folder)) == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("ledger.csv", "a,DEU", "a,FRA", "foreign-key"),
        ("ledger.csv", "delivery,,,a", "delivery,,,x", "foreign-key"),
        ("ledger.csv", "pledge", "promise", "constraint-error"),
        ("ledger.csv", "2024-01-31", "2024-02-31", "type-error"),
        ("inflows.csv", "2024-10", "10/2024", "type-error"),
        ("items.csv", "true", "yes", "type-error"),
        ("parties.csv", "UKR", "DEU", "primary-key"),
        ("parties.csv", "kept", "lost", "hash-count"),
    ],
)
def test_the_library_finds_by_it_what_is_wrong(
    folder: Path, file: str, old: str, new: str, kind: str
) -> None:
    package = described(folder)
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    if kind != "hash-count":
        for name in ("hash", "bytes"):
            del resource(package, path.stem)[name]
    assert kind in errors(folder, package)


def test_it_is_written_beside_the_tables_and_the_case_stays_as_it_is(folder: Path) -> None:
    before = load(folder).sha256
    path = write_package(folder)
    assert path == folder / FILE
    assert path.read_bytes() == package_bytes(folder)
    assert load(folder).sha256 == before


def test_what_is_no_folder_of_csv_files(folder: Path, tmp_path: Path) -> None:
    case = load(folder)
    save_parquet(case, tmp_path / "parquet")
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    shutil.copy(folder / "case.toml", tmp_path / "empty" / "case.toml")
    for name, kind in (
        ("parquet", "package.parquet-table"),
        ("a.xlsx", "package.not-a-folder"),
        ("empty", "package.no-tables"),
        ("none", "not-found"),
    ):
        with pytest.raises(InputError) as caught:
            write_package(tmp_path / name)
        assert caught.value.findings[0].kind == kind
        assert kind in catalogue()


def test_only_tables_are_described(folder: Path) -> None:
    files = {"ledger.csv": (folder / "ledger.csv").read_bytes(), "other.csv": b"a\n", "a.md": b""}
    (found,) = data_package(load(folder), files)["resources"]  # type: ignore[misc]
    assert found["name"] == "ledger"
    assert pl.read_csv(files["ledger.csv"]).columns == [
        f["name"] for f in found["schema"]["fields"]
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_packages_of_the_worked_cases_are_up_to_date_and_valid(case: Path) -> None:
    """Write them anew with ``foedus.sources.datapackage.write_package``."""
    assert (case / FILE).read_bytes() == package_bytes(case)
    assert errors(case, described(case)) == set()
