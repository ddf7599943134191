"""The worked case ``europe-2030``: its figures equal the published ones and its pages the engine's.

The tests against published data read the folder named by the environment variable ``FOEDUS_DATA``
and are skipped without it.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import fastexcel
import polars as pl
import pytest

import foedus
from foedus.autonomy import autonomy
from foedus.autonomy.ground import find_ground
from foedus.autonomy.pooled import pooled
from foedus.autonomy.programme import solve_programme
from foedus.case.scenario import applied
from foedus.results.autonomy import Autonomy

CASE = Path(__file__).parents[2] / "cases" / "europe-2030"
DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")

AS_OF = "2025-06-23"
USD_PER_EUR = 1.0813
GROWTH = 0.0565  # a year, real
FREE = 0.5  # of what is above the level of 2024

ASKED = {
    "main-battle-tanks": 1400,
    "infantry-fighting-vehicles": 2000,
    "artillery-155": 700,
    "shells-155": 1_000_000,
}
STEPS = {"2025-07": 1, "2027-12": 2, "2030-01": 3}  # thirds

NATO = {
    "ALB": "Albania", "BEL": "Belgium", "BGR": "Bulgaria", "CZE": "Czechia", "DEU": "Germany",
    "DNK": "Denmark", "ESP": "Spain", "EST": "Estonia", "FIN": "Finland", "FRA": "France",
    "GBR": "United Kingdom", "GRC": "Greece", "HRV": "Croatia", "HUN": "Hungary", "ITA": "Italy",
    "LTU": "Lithuania", "LUX": "Luxembourg", "LVA": "Latvia", "MKD": "North Macedonia",
    "MNE": "Montenegro", "NLD": "Netherlands", "NOR": "Norway", "POL": "Poland",
    "PRT": "Portugal", "ROU": "Romania", "SVK": "Slovak Republic", "SVN": "Slovenia",
    "SWE": "Sweden", "TUR": "Türkiye",
}  # fmt: skip
KIEL = NATO | {"CZE": "Czech Republic", "SVK": "Slovakia", "TUR": "Turkey"}

# What was held in 2022: party, item, its columns in the table, and what was given of it since
# (published for the class, or for the type).
HELD = [
    ("DEU", "leopard-2", ["Leopard 2A4", "Leopard 2A5", "Leopard 2A7V"], 18),
    ("DNK", "leopard-2", ["Leopard 2A5", "Leopard 2A7V"], 0),
    ("ESP", "leopard-2", ["Leopard 2A4", "Leopard 2E"], 29),
    ("FIN", "leopard-2", ["Leopard 2A4", "Leopard 2A6"], 0),
    ("GRC", "leopard-2", ["Leopard 2A4", "Leopard 2A6"], 0),
    ("NOR", "leopard-2", ["Leopard 2A4"], 8),
    ("POL", "leopard-2", ["Leopard 2A4", "Leopard 2A5", "Leopard 2PL"], 14),
    ("PRT", "leopard-2", ["Leopard 2A6"], 3),
    ("SWE", "leopard-2", ["Leopard 2A5"], 10),
    ("TUR", "leopard-2", ["Leopard 2A4"], 0),
    ("FRA", "western-tank", ["Leclerc"], 0),
    ("GBR", "western-tank", ["Challenger 2"], 14),
    ("ITA", "western-tank", ["C1 Ariete"], 0),
    ("DEU", "puma", ["Puma"], 0),
    ("DEU", "western-ifv", ["Marder 1A3/A4", "Marder 1A5"], 20),
    ("DNK", "cv90", ["CV9035 MkIII"], 0),
    ("EST", "cv90", ["CV9035EE"], 0),
    ("FIN", "cv90", ["CV9030FIN"], 0),
    ("NLD", "cv90", ["CV9035NL"], 0),
    ("NOR", "cv90", ["CV9030N"], 0),
    ("SWE", "cv90", ["CV9040"], 50),
    ("BEL", "western-ifv", ["Piranha III-C DF30"], 0),
    ("CZE", "western-ifv", ["Pandur II MK 30mm"], 0),
    ("ESP", "western-ifv", ["Pizarro"], 0),
    ("FRA", "western-ifv", ["VBCI VCI"], 0),
    ("GBR", "western-ifv", ["FV510 Warrior"], 0),
    ("ITA", "western-ifv", ["VCC-80 Dardo", "VBM 8×8 Freccia"], 0),
    ("LTU", "western-ifv", ["Boxer (Vilkas)"], 0),
    ("POL", "western-ifv", ["Rosomak IFV"], 0),
    ("PRT", "western-ifv", ["Pandur II MK 30mm"], 0),
    ("ROU", "western-ifv", ["Piranha V IFV"], 0),
    ("TUR", "western-ifv", ["ACV AIFV"], 0),
    ("DEU", "pzh-2000", ["PzH 2000"], 14),
    ("GRC", "pzh-2000", ["PzH 2000"], 0),
    ("HRV", "pzh-2000", ["PzH 2000"], 0),
    ("ITA", "pzh-2000", ["PzH 2000"], 0),
    ("LTU", "pzh-2000", ["PzH 2000"], 0),
    ("NLD", "pzh-2000", ["PzH 2000"], 8),
    ("ESP", "m109", ["M109"], 0),
    ("GRC", "m109", ["M109"], 0),
    ("LVA", "m109", ["M109A5ÖE"], 6),
    ("PRT", "m109", ["M109"], 0),
    ("NOR", "k9", ["K9 Thunder"], 0),
    ("FIN", "k9", ["K9 Thunder"], 0),
    ("EST", "k9", ["K9 Thunder"], 0),
    ("ITA", "other-gun-155", ["FH-70"], 50),
    ("GBR", "other-gun-155", ["AS90"], 62),
    ("ESP", "other-gun-155", ["SBT 155/52 SIAC"], 0),
    ("FIN", "other-gun-155", ["K 83/GH-52 (K 98)"], 0),
    ("SVK", "other-gun-155", ["M-2000 Zuzana", "M-2000 Zuzana 2"], 0),
    ("SVN", "other-gun-155", ["TN-90"], 0),
    ("TUR", "other-gun-155", ["T-155 Firtina", "T-155 Firtina II", "Panter"], 0),
]
LATER = {
    ("HUN", "leopard-2"), ("HUN", "lynx"), ("POL", "k2"), ("POL", "abrams"), ("POL", "krab"),
    ("POL", "k9"), ("FRA", "caesar"), ("SWE", "archer"), ("GBR", "archer"),
}  # fmt: skip
"""Holdings whose number is later than 2022, with a source or an assumption of their own."""


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(path: Path, name: str) -> list[tuple[str | None, ...]]:
    """All cells of a sheet as text."""
    found = fastexcel.read_excel(path).load_sheet(name, header_row=None, dtypes="string")
    return found.to_polars().rows()


def nato(name: str, heading: str) -> dict[str, list[float]]:
    """The years 2014 to 2024e of the block of a table that stands under a heading."""
    path = DATA / "nato" / "240617-def-exp-2024-TABLES-en.xlsx"
    inside, found = False, dict[str, list[float]]()
    for cells in sheet(path, name):
        row = [c for c in cells if c not in (None, "")]
        if len(row) == 1:
            inside = heading in row[0]
        elif inside and len(row) == 12:
            found.setdefault(row[0].rstrip("*"), [float(c) for c in row[1:]])
    return found


def capability_of() -> dict[str, str]:
    return {row["item"]: row["capability"] for row in rows("yields")}


def held_today() -> dict[str, int]:
    """What the European members hold of each capability."""
    capability, held = capability_of(), defaultdict[str, int](int)
    for row in rows("stocks"):
        if row["party"] != "USA":
            held[capability[row["item"]]] += int(row["quantity"])
    return held


@pytest.fixture(scope="module")
def found() -> Autonomy:
    return autonomy(foedus.load(CASE), group="europe", without="USA")


@pytest.mark.data
@needs_data
def test_shares_are_the_world_banks_gdp() -> None:
    with (DATA / "worldbank" / "gdp.csv").open(encoding="utf-8", newline="") as file:
        gdp = {r["Country Code"]: r["Value"] for r in csv.DictReader(file) if r["Year"] == "2023"}
    shares = {r["party"]: float(r["share"]) for r in rows("keys")}
    assert set(shares) == {*NATO, "USA"}
    assert shares.pop("USA") == 0
    for party, share in shares.items():
        assert share == round(float(gdp[party]) / 1e6 / USD_PER_EUR), party


@pytest.mark.data
@needs_data
def test_budgets_grow_from_what_nato_printed() -> None:
    spent, parts = nato("TABLE2", "Current"), nato("TABLE8a", "Equipment")
    rate = spent["Belgium"][-1] / nato("TABLE1", "Current")["Belgium   (Euros)"][-1]
    budgets = {(r["party"], r["first"]): float(r["amount"]) for r in rows("budgets")}
    assert len(budgets) == 6 * len(NATO)
    for party, name in NATO.items():
        level = spent[name][-1] * parts[name][-1] / 100 / rate
        for year in range(2025, 2031):
            first = f"{year}-07" if year == 2025 else f"{year}-01"
            expected = level * ((1 + GROWTH) ** (year - 2024) - 1) * FREE / 12
            assert budgets[party, first] == pytest.approx(expected, abs=0.006), (party, year)


@pytest.mark.data
@needs_data
def test_the_growth_is_the_mean_of_ten_printed_changes() -> None:
    blocks = [
        [cell for cell in row if cell not in (None, "")]
        for row in sheet(DATA / "nato" / "240617-def-exp-2024-TABLES-en.xlsx", "TABLE3")
        if "NATO Europe and Canada" in row
    ]
    printed = [float(cell) for cell in blocks[-1][1:]]  # the first block is shares of GDP
    assert sum(printed[-10:]) / 10 / 100 == pytest.approx(GROWTH, abs=1e-4)


@pytest.mark.data
@needs_data
def test_holdings_are_those_of_2022_less_what_was_given() -> None:
    table = sheet(DATA / "kiel" / "Ukraine_Support_Tracker.xlsx", "Heavy weapon stocks")
    names = [(cell or "").strip() for cell in table[0]]
    at = {name: place for place, name in reversed(list(enumerate(names)))}
    country = {(row[0] or "").strip(): row for row in table[1:]}
    stocks = {(r["party"], r["item"]): int(r["quantity"]) for r in rows("stocks")}
    for party, item, columns, given in HELD:
        before = sum(int(float(country[KIEL[party]][at[column]] or 0)) for column in columns)
        assert stocks.pop((party, item)) == before - given, (party, item)
    assert {key for key in stocks if key[0] != "USA"} == LATER


@pytest.mark.data
@needs_data
def test_what_was_given_of_a_whole_class_is_published() -> None:
    path = DATA / "kiel" / "release_2024" / "k_share_of_stocks_pledged.csv"
    with path.open(encoding="utf-8", newline="") as file:
        tanks = {r["country"]: float(r["tanks"]) for r in csv.DictReader(file)}
    for country, held, given in (
        ("United Kingdom", 227, 14), ("Spain", 327, 29), ("Norway", 52, 8), ("Portugal", 37, 3),
    ):  # fmt: skip
        assert round(tanks[country] * held) == given


def test_targets_are_what_is_held_and_the_third_that_is_due() -> None:
    held = held_today()
    targets = {
        (r["capability"], r["first"]): int(r["quantity"])
        for r in rows("requirements")
        if r["capability"] in ASKED
    }
    expected = {
        (capability, first): held[capability] + round(asked * thirds / 3)
        for capability, asked in ASKED.items()
        for first, thirds in STEPS.items()
    }
    assert targets == expected
    drones = [r for r in rows("requirements") if r["capability"] == "long-range-drones"]
    assert [int(r["quantity"]) for r in drones] == [2000 * n for n in range(1, 6)]
    assert {r["party"] for r in rows("requirements")} == {"@europe"}


def test_what_is_said_of_the_ally_is_marked_as_assumed() -> None:
    confidence = {r["source"]: r["confidence"] for r in rows("sources")}
    capability = capability_of()
    part = {capability[r["item"]]: r for r in rows("stocks") if r["party"] == "USA"}
    assert {name: int(r["quantity"]) for name, r in part.items()} == ASKED
    assert {confidence[r["source"]] for r in part.values()} == {"assumption"}
    assert {confidence[r["source"]] for r in rows("requirements")} == {"assumption"}
    assert {confidence[r["source"]] for r in rows("budgets")} == {"assumption"}


def test_deliveries_add_up_to_the_contracts() -> None:
    total: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows("inflows"):
        total[row["party"], row["item"]] += int(row["quantity"])
    stocks = {(r["party"], r["item"]): int(r["quantity"]) for r in rows("stocks")}
    assert stocks["POL", "k2"] + total["POL", "k2"] == 180
    assert stocks["POL", "abrams"] + total["POL", "abrams"] == 116 + 250
    assert stocks["POL", "k9"] + total["POL", "k9"] == 212 + 152
    assert total["DEU", "leopard-2"] == 18 + 105
    assert total["NOR", "leopard-2"] == 54
    assert total["NLD", "leopard-2"] < 46  # the last come in 2031
    assert total["DEU", "puma"] == 50
    assert total["CZE", "cv90"] == 246
    assert total["SVK", "cv90"] == 152
    assert total["DNK", "cv90"] == 115
    assert total["POL", "borsuk"] == 111
    assert total["POL", "krab"] == 48 + 96


def test_prices_are_those_of_the_contracts() -> None:
    prices = {r["line"]: float(r["price"]) for r in rows("lines")}
    for line, expected in {
        "knds-leopard-2": 2930 / 105,
        "hyundai-rotem-k2": 3370 / 180 / USD_PER_EUR,
        "hagglunds-cv90": 25_000 / 205 / 11.4,
        "psm-puma": 1087 / 50,
        "rheinmetall-lynx": 2000 / 218,
        "hsw-borsuk": 1600 / 111,
        "knds-caesar": 62 / 9,
        "bae-archer": 430 / 48,
        "hsw-krab": 797 / 48 / USD_PER_EUR,
        "rheinmetall-155": 880 / 200_000,
    }.items():
        assert prices[line] == pytest.approx(expected, rel=5e-3), line


def test_the_other_study_is_a_scenario_and_a_range() -> None:
    held, case = held_today(), foedus.load(CASE)
    changed = applied(case, "iiss-estimate").tables["requirements"]
    for capability, asked in (("main-battle-tanks", 600), ("infantry-fighting-vehicles", 2400)):
        last = changed.filter(pl.col("capability") == capability).sort("first")["quantity"][-1]
        assert last == held[capability] + asked
    ranges = {r["uncertainty"]: r for r in rows("uncertainties")}
    tanks = ranges["tanks-to-replace"]
    assert float(tanks["low"]) == held["main-battle-tanks"] + 600
    assert float(tanks["high"]) == held["main-battle-tanks"] + ASKED["main-battle-tanks"]


def test_scenarios_have_no_odds() -> None:
    assert all(not row.get("probability") for row in rows("scenarios"))


def test_every_row_has_a_source_and_nothing_is_hindsight() -> None:
    known = {r["source"] for r in rows("sources")}
    for path in CASE.glob("*.csv"):
        for row in rows(path.stem):
            assert row["source"] in known, (path.stem, row)
    assert [r["source"] for r in rows("sources") if r["published"] > AS_OF] == []


def test_every_source_is_used() -> None:
    known = {r["source"] for r in rows("sources")}
    used, words = set(), set()
    for path in CASE.glob("*.csv"):
        for row in rows(path.stem):
            if path.stem != "sources":
                used.add(row["source"])
            text = " ".join(v for k, v in row.items() if v and k != "source")
            words |= set(text.translate(str.maketrans("();:,", "     ")).split())
    assert known - used - words == set()


def figure(value: float, digits: int, language: str) -> str:
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", " ,")) if language else text


@pytest.mark.parametrize("language", ["", ".fr"])
def test_the_page_prints_what_the_engine_gives(found: Autonomy, language: str) -> None:
    page = (CASE / f"README{language}.md").read_text(encoding="utf-8")
    page = " ".join(page.split())
    shown = [figure(found.levels[1].value, 0, language), figure(found.levels[0].value, 1, language)]
    shown.append(figure(found.levels[0].unavoidable or 0.0, 1, language))
    costs = found.cost_by_capability.group_by("capability").agg(pl.col("amount").sum())
    shown += [figure(value, 0, language) for value in costs["amount"]]
    for month in ("2025-07", "2030-01"):
        now = found.exposure.filter(pl.col("month") == month)
        ally = now.filter(pl.col("exposure").is_between(0.01, 0.99))["exposure"]
        assert len(ally) == 3
        shown += [f"{figure(100 * part, 1, language)} %" for part in ally]
    for figure_shown in shown:
        assert figure_shown in page, figure_shown


@pytest.mark.parametrize("language", ["", ".fr"])
def test_the_page_compares_item_by_item(found: Autonomy, language: str) -> None:
    """Asked = ordered + bought + missing, within a unit, and the line of the table says so."""
    page = (CASE / f"README{language}.md").read_text(encoding="utf-8")
    held, last = held_today(), found.exposure.filter(pl.col("month") == "2030-12")
    gaps = found.readiness.filter(pl.col("month") == "2030-12")
    capability = capability_of()
    bought: dict[str, float] = defaultdict(float)
    for item, quantity in found.programme.select("item", "quantity").iter_rows():
        bought[capability[item]] += quantity
    for name in ("main-battle-tanks", "infantry-fighting-vehicles"):
        ordered = last.filter(pl.col("capability") == name)["held_without"][0] - held[name]
        missing = gaps.filter(pl.col("capability") == name)["gap"][0]
        assert ordered + bought[name] + missing == pytest.approx(ASKED[name], abs=1.0)
        for value in (ordered, bought[name], missing):
            assert f"| {figure(value, 0, language)} |" in page, (name, value)


@pytest.mark.parametrize("scenario", ["iiss-estimate", "lines-doubled"])
def test_the_pages_print_the_cost_of_a_scenario(scenario: str) -> None:
    case = applied(foedus.load(CASE), scenario)
    ground = find_ground(case, group="europe", without="USA", since=None, ally_sells="no")
    cost = solve_programme(pooled(ground)).levels[1].value
    for language in ("", ".fr"):
        page = (CASE / f"README{language}.md").read_text(encoding="utf-8")
        assert figure(cost, 0, language) in page
