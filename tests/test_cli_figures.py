"""The verbs of figures as a user calls them: import, ledger, compare, register, export."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from foedus.case.load import load
from foedus.cli import app, demo, plan
from foedus.cli.places import cases_folder
from foedus.errors import InputError
from foedus.sources import download as fetching
from foedus.sources.download import Address, address_of, download
from numbers_read import numbers
from sample_plan import sample_plan
from test_cli import write_quickly

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")

VERBS = ("import", "ledger", "compare", "register", "spending", "export")
CASE = {
    "case.toml": 'format = 1\nname = "small"\nas_of = 2024-10-01\n',
    "bodies.csv": "body,name_en,name_fr\nnato,NATO,OTAN\n",
    "parties.csv": "party,kind\nDEU,ally\nPOL,ally\nUKR,recipient\n",
    "memberships.csv": "party,body,from,until,source\nDEU,nato,1955-05-06,,treaty\n"
    "POL,nato,1999-03-12,,treaty\n",
    "items.csv": "item,unit,name_en,name_fr,price,mass\npatriot,system,Patriot,Patriot,1000,100\n",
    "sources.csv": "source,title,publisher,release,published,confidence\n"
    "treaty,Accessions,Depositary,,1999-03-12,official\n"
    "one,Tracker,Institute,1,2024-01-31,research\n"
    "two,Tracker again,Institute,2,2024-09-30,research\n"
    "guess,Assumed,This case,,2024-01-01,assumption\n",
    "ledger.csv": "entry,donor,recipient,type,stage,date,item,quantity,amount,currency,release,of,"
    "source\n"
    "p1,DEU,UKR,military,pledge,2023-01-10,,,10000000.10,EUR,1,,one\n"
    "a1,DEU,UKR,military,allocation,2023-02-10,,,4000000.20,EUR,1,p1,one\n"
    "p2,POL,UKR,financial,pledge,2023-03-10,,,2500000,EUR,1,,guess\n"
    "p3,POL,UKR,military,pledge,2023-03-10,patriot,2,,,1,,one\n"
    "p4,DEU,UKR,military,pledge,2023-01-10,,,12000000.10,EUR,2,,two\n",
}
GDP = """\
Country Name,Country Code,Year,Value
Germany,DEU,2023,4525704000000
Poland,POL,2023,811229000000
Switzerland,CHE,2023,884940000000
"""
HTTPS = Address("https://example.org/page", "https://example.org/figures.csv")


def invoke(*arguments: str, width: int = 200) -> Result:
    environment = {"COLUMNS": f"{width}", "LC_ALL": "en_GB.UTF-8"}
    return CliRunner(env=environment).invoke(app, arguments)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds a small case, a list of members and a publisher's file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small").mkdir()
    for name, text in CASE.items():
        (tmp_path / "small" / name).write_text(text)
    (tmp_path / "gdp.csv").write_text(GDP)
    (tmp_path / "members.csv").write_text("country\nGermany\n")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def asked(verb: str) -> list[str]:
    """Return a call of each verb that succeeds."""
    return {
        "import": ["import", "worldbank", "gdp.csv", "--into", "small", "--only-known"],
        "ledger": ["ledger", "small"],
        "compare": ["compare", "small", "ledger", "1", "2"],
        "register": ["register", "small", "--at", "2024-10-01", "--against", "members.csv"],
        "spending": ["spending", "ukraine-2024"],
        "export": ["export", "small", "--iati", "ledger.xml"],
    }[verb]


@pytest.mark.parametrize("verb", VERBS)
def test_help_names_language_json_and_an_example(verb: str) -> None:
    text = invoke(verb, "--help").stdout
    assert "--json" in text
    assert "--lang" in text
    assert f"foedus {verb}" in text


@pytest.mark.parametrize("verb", ["ledger", "compare", "register", "spending"])
def test_a_verb_speaks_both_languages_with_the_same_figures(verb: str) -> None:
    en, fr = (invoke(*asked(verb), "--lang", code) for code in ("en", "fr"))
    assert (en.exit_code, fr.exit_code) == (0, 0)
    assert "nations decide" in en.stdout
    assert "les nations décident" in fr.stdout
    body = [text.split("Foedus 0")[0] for text in (en.stdout, fr.stdout)]
    assert sorted(numbers(body[0], "en")) == sorted(numbers(body[1], "fr"))


@pytest.mark.parametrize("verb", VERBS)
def test_json_is_all_that_stands_on_stdout(verb: str) -> None:
    value = json.loads(invoke(*asked(verb), "--json").stdout)
    first = {
        "import": "added", "ledger": "rows", "compare": "counts", "register": "members",
        "spending": "guideline", "export": "written",
    }  # fmt: skip
    assert first[verb] in value
    assert "findings" in value


# Import


def test_import_leaves_out_parties_that_the_case_lacks(folder: Path) -> None:
    told = invoke(*asked("import"))
    assert told.exit_code == 0
    assert "spending: 2 new rows" in told.stdout
    assert "1 (CHE)" in told.stderr
    assert set(load(folder / "small").tables["spending"]["party"]) == {"DEU", "POL"}
    again = contents(folder / "small")
    told = invoke(*asked("import"))
    assert "nothing was written" in told.stdout
    assert contents(folder / "small") == again


@pytest.mark.parametrize("option", [[], ["--all-parties"]])
def test_a_publisher_of_the_whole_world_adds_no_country(folder: Path, option: list[str]) -> None:
    told = invoke("import", "worldbank", "gdp.csv", "--into", "small", *option)
    assert told.exit_code == 0
    assert "CHE" not in set(load(folder / "small").tables["parties"]["party"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["worldbank", "--into", "small"], "--download"),
        (["ecb", "gdp.csv", "--into", "small"], "come with Foedus"),
        (["worldbank", "gdp.csv", "--into", "ukraine-2024"], "copy its folder"),
        (["kiel", "--into", "small", "--download"], "ukraine-support-tracker"),
        (["keil", "gdp.csv", "--into", "small"], "nearest"),
        (["deus", "gdp.csv", "--into", "new"], "nearest: deu; known: "),
        (["deus", "gdp.csv", "--into", "new"], "deu, climate, genius"),
        (["deu", "--into", "new", "--download"], "Journal of European Public Policy 19(4)"),
        (["climate", "--into", "new", "--download"], "no lasting address"),
        (["genius", ".", "--into", "new"], "a scenario is one domain"),
        (["worldbank", "gdp.csv", "--into", "small", "--retrieved", "today"], "YYYY-MM-DD"),
    ],
)
def test_an_import_that_cannot_be_done_writes_nothing(
    folder: Path, arguments: list[str], said: str
) -> None:
    before = contents(folder)
    told = invoke("import", *arguments)
    assert told.exit_code == 2
    assert said in told.stderr
    assert contents(folder) == before


def test_disputes_do_not_go_where_something_is(folder: Path) -> None:
    climate = "'#A'\t'USA'\t'USA'\t''\n'#A'\t'EU'\t'EU'\t''\n'#P'\t'legal'\t'legal'\t'legal'\n"
    ends = "'#M'\t'legal'\t0\n'#M'\t'legal'\t100\n"
    positions = "'#D'\t'USA'\t'legal'\t40\t0.9\t1\n'#D'\t'EU'\t'legal'\t85\t0.6\t1\n"
    (folder / "paris.csv").write_text(climate + ends + positions, "utf-8")
    assert invoke("import", "climate", "paris.csv", "--into", "paris").exit_code == 0
    before = contents(folder)
    for taken in ("paris", "small", "paris.csv", "."):
        told = invoke("import", "climate", "paris.csv", "--into", taken)
        assert told.exit_code == 2
        assert f"{taken}: it is there already and is not overwritten" in told.stderr
    assert contents(folder) == before


def test_a_scenario_that_is_not_there_is_told_with_its_place(folder: Path) -> None:
    (folder / "empty").mkdir()
    for place in (".", "empty"):
        told = invoke("import", "genius", place, "--into", "new")
        assert (folder / place).resolve().name + ": a scenario is" in told.stderr


# Download


def served(data: bytes, length: int | None = None) -> Any:
    """Return what opens any request with this answer."""

    @contextmanager
    def opened(_request: urllib.request.Request, _timeout: float) -> Iterator[Any]:
        stream = io.BytesIO(data)
        headers = {} if length is None else {"Content-Length": f"{length}"}
        yield SimpleNamespace(headers=headers, read=stream.read)

    return opened


def kind_of(**given: Any) -> str:
    with pytest.raises(InputError) as raised:
        download(given.pop("address", HTTPS), given.pop("file"), **given)
    return raised.value.findings[0].kind


def test_a_download_is_imported_and_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_over_https", served(GDP.encode(), len(GDP)))
    call = ["import", "worldbank", "new.csv", "--into", "small", "--download", "--only-known"]
    told = invoke(*call)
    assert told.exit_code == 0, told.stderr
    assert (folder / "new.csv").read_text() == GDP


def test_a_download_does_not_replace_a_file(folder: Path) -> None:
    assert kind_of(file=folder / "gdp.csv", opened=served(b"other")) == "download.there"
    assert (folder / "gdp.csv").read_text() == GDP


def test_a_download_says_what_is_wrong_and_leaves_nothing(folder: Path) -> None:
    file, before = folder / "new.csv", contents(folder)

    def offline(_request: urllib.request.Request, _timeout: float) -> Any:
        raise urllib.error.URLError("Name or service not known")

    def gone(request: urllib.request.Request, _timeout: float) -> Any:
        raise urllib.error.HTTPError(request.full_url, 404, "Not Found", None, None)  # type: ignore[arg-type]

    insecure = Address("https://example.org", "http://example.org/figures.csv")
    assert kind_of(file=file, opened=offline) == "download.offline"
    assert kind_of(file=file, opened=gone) == "download.refused"
    assert kind_of(file=file, opened=served(b"12345"), limit=4) == "download.too-large"
    assert kind_of(file=file, opened=served(b"1", 5), limit=4) == "download.too-large"
    assert kind_of(file=file, opened=served(b"123", 5)) == "download.cut-short"
    assert kind_of(file=file, address=insecure, opened=served(b"1")) == "download.not-https"
    assert contents(folder) == before


def test_a_redirection_to_another_scheme_is_refused() -> None:
    request = urllib.request.Request(HTTPS.url)
    with pytest.raises(InputError) as raised:
        fetching._OnlyHttps().redirect_request(
            request, io.BytesIO(), 302, "Found", {}, "file:///etc/hostname"  # type: ignore[arg-type]
        )  # fmt: skip
    assert raised.value.findings[0].kind == "download.not-https"


def test_every_address_that_is_known_is_of_a_publisher_and_over_https() -> None:
    known = [address for address in fetching.ADDRESSES.values() if address.url]
    assert known
    assert all(a.url.startswith("https://") and a.page.startswith("https://") for a in known)
    assert address_of("sipri").file.endswith(".xlsx")


# Ledger


def test_the_ledger_keeps_stages_releases_and_the_unknown_apart() -> None:
    told = invoke(*asked("ledger"), width=80).stdout
    assert "Release 1, million EUR" in told
    assert "Release 2, million EUR" in told
    deu, pol = (next(x for x in told.splitlines() if x.startswith(f" {p}")) for p in ("Ger", "Pol"))
    assert deu.split() == ["Germany", "military", "10.0", "4.0", "–"]
    assert pol.split() == ["Poland", "(assumed)", "financial", "2.5", "–", "–"]
    assert "releases 1, 2 stand side by side" in " ".join(told.split())


def test_what_is_open_is_listed_with_what_is_left() -> None:
    told = invoke("ledger", "small", "--open", "--release", "1").stdout
    row = next(x for x in told.splitlines() if "military" in x and "Jan 2023" in x)
    assert row.split()[-3:] == ["10.0", "4.0", "6.0"]
    assert "Patriot" in told
    assert "2 units" in told


def test_csv_has_every_digit_and_the_workbook_every_table(folder: Path) -> None:
    told = invoke("ledger", "small", "--csv", "sums.csv")
    assert told.exit_code == 0
    rows = list(csv.DictReader((folder / "sums.csv").read_text().splitlines()))
    assert [r["amount"] for r in rows if r["donor"] == "DEU"] == [
        "10000000.1", "4000000.2", "12000000.1",
    ]  # fmt: skip
    invoke("ledger", "small", "--open", "--csv", "open.csv")
    rows = list(csv.DictReader((folder / "open.csv").read_text().splitlines()))
    assert next(r for r in rows if r["entry"] == "p1")["left_amount"] == "5999999.9"
    assert invoke("ledger", "small", "--xlsx", "l.xlsx", "--lang", "fr").exit_code == 0
    book = openpyxl.load_workbook(folder / "l.xlsx")
    assert book.sheetnames == ["Sommes", "Ouvert", "À propos"]
    assert "Allemagne" in [cell.value for cell in book["Sommes"]["A"]]


def test_html_carries_guard_rail_and_source(folder: Path) -> None:
    assert invoke("ledger", "small", "--html", "page.html").exit_code == 0
    page = (folder / "page.html").read_text("utf-8")
    assert "nations decide" in page
    assert "Tracker, Institute" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "donr"], 'nearest: "donor"'),
        (["--release", "9"], "no release"),
        (["--csv", "a.csv", "--xlsx", "a.xlsx"], "not both"),
        (["--csv", "nowhere/a.csv"], "nowhere/a.csv"),
        (["--at", "soon"], "YYYY-MM-DD"),
    ],
)
def test_what_the_ledger_cannot_do_is_said(arguments: list[str], said: str) -> None:
    told = invoke("ledger", "small", *arguments)
    assert told.exit_code == 2
    assert said in told.stderr


def test_only_what_was_known_on_the_day() -> None:
    found = json.loads(invoke("ledger", "small", "--at", "2024-01-31", "--json").stdout)
    assert {row["release"] for row in found["rows"]} == {"1"}
    assert found["later"] == 1
    (late,) = [f for f in found["findings"] if f["kind"] == "ledger.hindsight"]
    assert "31 January 2024: 1; they were not known on that day" in late["text"]
    told = invoke("ledger", "small", "--at", "2022-12-31").stdout
    assert "None known on 31 December 2022" in told
    assert "has no entry" not in told


def test_a_release_of_a_later_day_is_refused_with_its_day() -> None:
    told = invoke("compare", "small", "ledger", "1", "2", "--at", "2024-09-29")
    assert told.exit_code == 2
    assert "published later" in told.stderr
    assert "--at 2024-09-30" in told.stderr


@pytest.mark.parametrize("verb", ["ledger", "compare", "register"])
def test_findings_of_a_json_carry_their_sentence(verb: str) -> None:
    call = [word if word != "2024-10-01" else "2025-01-01" for word in asked(verb)]
    found = json.loads(invoke(*call, "--json").stdout)["findings"]
    assert found or verb == "compare"
    assert all(finding["text"] for finding in found)


def test_the_register_warns_of_a_day_after_the_case() -> None:
    late = ["register", "small", "--at", "2025-01-01"]
    kinds = [f["kind"] for f in json.loads(invoke(*late, "--json").stdout)["findings"]]
    assert "record.after-as-of" in kinds
    assert "may be missing" in " ".join(invoke(*late).stdout.split())
    assert "record.after-as-of" not in invoke(*asked("register"), "--json").stdout


# Compare


def test_compare_says_how_much_and_what_one_lacks() -> None:
    told = invoke(*asked("compare"), width=80).stdout
    row = next(x for x in told.splitlines() if x.startswith(" Germany"))
    assert row.split() == ["Germany", "military", "10.0", "12.0", "+2.0", "+20.0%"]
    assert "ONLY IN THE FIRST" in told
    assert "Stage that the other release does not have" in " ".join(told.split())


def test_compare_refuses_an_unknown_release() -> None:
    told = invoke("compare", "small", "ledger", "1", "3")
    assert told.exit_code == 2
    assert 'no release "3"' in told.stderr


def test_compare_of_spending_says_that_definitions_differ(folder: Path) -> None:
    rows = [
        "party,year,measure,basis,release,amount,unit,estimate,source",
        "DEU,2024,share_of_gdp,constant-2015,1,2.12,percent,true,one",
        "DEU,2024,share_of_gdp,current,2,1.89,percent,false,other",
    ]
    (folder / "small" / "spending.csv").write_text("\n".join(rows) + "\n")
    with (folder / "small" / "sources.csv").open("a") as file:
        file.write("other,Database,SIPRI,2,2024-04-30,research\n")
    told = invoke("compare", "small", "spending", "1", "2")
    assert told.exit_code == 0
    assert "2.12" in told.stdout
    assert "another publisher" in told.stdout
    value = json.loads(invoke("compare", "small", "spending", "1", "2", "--json").stdout)
    assert [f["kind"] for f in value["definitions"]] == ["sipri.other-definition"]


# Register


def test_a_stale_list_is_named_with_the_days_that_it_fits(folder: Path) -> None:
    told = invoke(*asked("register")).stdout
    assert "from 6 May 1955 to 11 March 1999 (out of date)" in told
    assert "Missing from the list: Poland" in told
    value = json.loads(invoke(*asked("register"), "--json").stdout)
    assert value["state"] == "stale"
    assert [m["since"] for m in value["members"]] == ["1955-05-06", "1999-03-12"]
    (folder / "members.csv").write_text("country\nDEU\nPoland\n")
    told = invoke(*asked("register"), "--lang", "fr").stdout
    assert "à partir du 12 mars 1999" in told


def test_the_register_of_the_worked_case() -> None:
    told = invoke("register", "ukraine-2024", "--at", "2024-10-01").stdout
    assert "32 members" in told
    assert "Mark Rutte (Netherlands), since 1 October 2024" in told
    assert "7 March 2024" in told
    assert "AGREEMENTS WITH PARTNERS" in told


# Export


def test_what_is_exported_as_iati_comes_back(folder: Path) -> None:
    told = invoke(*asked("export"))
    assert told.exit_code == 0
    assert "5 entries of the ledger" in told.stdout
    assert "without an amount: 1" in told.stderr
    before = contents(folder / "small")["ledger.csv"]
    told = invoke("import", "iati", "ledger.xml", "--into", "small")
    assert told.exit_code == 0, told.stderr
    assert "ledger: 5 rows were there already" in told.stdout
    assert contents(folder / "small")["ledger.csv"] == before


def test_a_package_is_written_beside_the_tables(folder: Path) -> None:
    told = invoke("export", "small", "--package")
    assert told.exit_code == 0
    package = json.loads((folder / "small" / "datapackage.json").read_text())
    assert "ledger" in [resource["name"] for resource in package["resources"]]
    assert invoke("export", "small").exit_code == 2
    assert invoke("export", "ukraine-2024", "--package").exit_code == 2


# The demo


def test_the_demo_shows_spending_and_open_pledges(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "solve", lambda *_: sample_plan())
    monkeypatch.setattr(plan, "solve", lambda *_: sample_plan())
    monkeypatch.setattr(demo, "write_dossier", write_quickly)
    told = invoke("demo", "--lang", "en")
    assert told.exit_code == 0, told.stderr
    desk, spent, owed = (
        told.stdout.index(said)
        for said in ("On the desk on 1 October 2024", "lack $37,185", "The ledger: what is open")
    )
    assert desk < spent < owed
    assert "23 of 31 members meet it in 2024 (estimate) as printed, 22 as" in told.stdout
    assert "and 28 more on the page" in told.stdout
    index = (folder / "demo" / "index.html").read_text("utf-8")
    for name in ("spending.html", "ledger.html"):
        assert f'href="{name}"' in index
        assert "nations decide" in (folder / "demo" / name).read_text("utf-8")


@pytest.mark.data
@needs_data
def test_the_export_of_the_worked_case_is_valid(folder: Path) -> None:
    assert invoke("export", "ukraine-2024", "--iati", "u.xml").exit_code == 0
    schemas = DATA / "iati" / "2.03" / "schemas"
    schema = etree.XMLSchema(etree.parse(schemas / "iati-activities-schema.xsd"))
    schema.assertValid(etree.parse(folder / "u.xml"))


@pytest.mark.data
@needs_data
def test_germanys_military_allocations_in_two_releases(folder: Path) -> None:
    shutil.copytree(cases_folder() / "ukraine-2024", folder / "u")
    kiel = DATA / "kiel" / "release_29"
    told = invoke("import", "kiel", str(kiel), "--into", "u", "--only-known", "--accept-layout")
    assert told.exit_code == 0, told.stderr
    call = ["compare", "u", "ledger", "2024-10", "29", "--until", "2024-08-31"]
    early = invoke(*call)
    assert early.exit_code == 2
    assert "--at 2026-08-04" in early.stderr
    told = invoke(*call, "--at", "2026-08-04", width=80).stdout
    row = next(x for x in told.splitlines() if x.startswith(" Germany          military"))
    assert row.split()[2:5] == ["10,634.9", "9,407.7", "-1,227.2"]


def test_allocations_in_kind_become_commitments_of_a_plan(folder: Path) -> None:
    shutil.copytree(cases_folder() / "ukraine-2024", folder / "k")
    item = load(folder / "k").tables["items"]["item"][0]
    lines = (
        "entry,donor,recipient,type,stage,date,item,quantity,release,source",
        f"given,DEU,UKR,military,allocation,2024-09-15,{item},3,own,promise-month",
        "money,DEU,UKR,military,allocation,2024-09-15,,,own,promise-month",
    )
    (folder / "k" / "ledger.csv").write_text("\n".join(lines) + "\n", "utf-8")
    told = invoke("ledger", "k", "--commitments", "c.csv")
    assert told.exit_code == 0, told.stderr
    assert "1 allocation makes no commitment: no item" in told.stderr
    header, line = (folder / "c.csv").read_text("utf-8").splitlines()
    made = dict(zip(header.split(","), line.split(","), strict=True))
    assert (made["donor"], made["item"], made["by"]) == ("DEU", item, "2024-10")
    assert float(made["quantity"]) == 3
