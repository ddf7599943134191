"""The worked case ``ukraine-2024``: its figures equal the published ones, and it can hold.

The tests against published data read the folder named by the environment variable ``FOEDUS_DATA``
and are skipped without it.
"""

from __future__ import annotations

import csv
import math
import os
from collections import Counter, defaultdict
from pathlib import Path

import fastexcel
import pytest

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2024"
DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set")

USD_PER_EUR = 1.0813
PLEDGE = 40_000
AS_OF = "2024-10-01"
MONTHS = [f"2024-{m}" for m in (10, 11, 12)] + [f"2025-{m:02}" for m in range(1, 10)]

KIEL = {
    "CAN": "Canada",
    "CZE": "Czech Republic",
    "ESP": "Spain",
    "FRA": "France",
    "GBR": "United Kingdom",
    "GRC": "Greece",
    "ITA": "Italy",
    "LTU": "Lithuania",
    "LVA": "Latvia",
    "NOR": "Norway",
    "POL": "Poland",
    "PRT": "Portugal",
    "SVK": "Slovakia",
    "SVN": "Slovenia",
    "SWE": "Sweden",
    "TUR": "Turkey",
    "USA": "United States",
}

NATO = {"CZE": "Czechia", "SVK": "Slovak Republic", "TUR": "Türkiye", "MKD": "North Macedonia"}
NATO |= {
    "ALB": "Albania",
    "BEL": "Belgium",
    "DEU": "Germany",
    "ISL": "Iceland",
    "USA": "United States",
}

CLASSES = {
    "tanks": ["Main Battle Tank (MBT)"],
    "howitzers": ["155mm howitzer", "152mm howitzer"],
    "launchers": ["MRLS"],
    "ifv": ["Infantry fighting vehicle (IFV)"],
    "armoured": [
        "Armoured Personnel Carrier (APC)",
        "Protected Patrol Vehicle (PPV)",
        "Armoured Utility Vehicle (AUV)",
        "Infantry fighting vehicle (IFV)",
    ],
}

# Every holding from which the gifts of a whole class were taken: party, items, their columns in
# the table of 2022, the class, and what of the class was not held under these columns.
NETTED = [
    ("CAN", ["leopard-2"], ["Leopard 2A4", "Leopard 2A4M", "Leopard 2A6M"], "tanks", 0),
    ("CZE", ["t-72-family"], ["modified T-72(incl. variants)", "T-72M4CZ"], "tanks", 0),
    ("ESP", ["leopard-2"], ["Leopard 2A4", "Leopard 2E"], "tanks", 0),
    ("NOR", ["leopard-2"], ["Leopard 2A4"], "tanks", 0),
    (
        "POL",
        ["leopard-2", "t-72-family"],
        ["Leopard 2A4", "Leopard 2A5", "Leopard 2PL", "PT-91", "modified T-72(incl. variants)"],
        "tanks",
        0,
    ),
    ("PRT", ["leopard-2"], ["Leopard 2A6"], "tanks", 0),
    ("SVN", ["t-55"], ["T-55"], "tanks", 0),
    ("SWE", ["leopard-2"], ["Leopard 2A5"], "tanks", 0),
    ("USA", ["bradley"], ["M2A2/A3 Bradley;", "M2 Bradley"], "ifv", 0),
    ("SWE", ["cv90"], ["CV9040"], "ifv", 0),
    ("CZE", ["bmp-family"], ["BMP-1", "BMP-2"], "ifv", 0),
    ("GRC", ["bmp-family"], ["BMP-1"], "ifv", 0),
    ("POL", ["bmp-family"], ["BMP-1"], "ifv", 0),
    ("SVK", ["bmp-family"], ["BMP-1", "BMP-2"], "ifv", 0),
    ("ESP", ["m113-family"], ["M113"], "armoured", 0),
    ("LTU", ["m113-family"], ["M113", "M577"], "armoured", 0),
    ("PRT", ["m113-family"], ["M113", "M577"], "armoured", 0),
    ("FRA", ["vab"], ["VAB"], "armoured", 0),
    ("TUR", ["kirpi"], ["Kirpi", "Kirpi-II"], "armoured", 0),
    ("USA", ["m109", "m777"], ["M109", "M777"], "howitzers", 0),
    ("CAN", ["m777"], ["M777"], "howitzers", 0),
    ("POL", ["krab"], ["Krab"], "howitzers", 0),
    ("GBR", ["as-90"], ["AS90"], "howitzers", 20),
    ("CZE", ["dana"], ["M-77 Dana(152mm)"], "howitzers", 0),
    ("ITA", ["fh-70"], ["FH-70"], "howitzers", 0),
    ("LVA", ["m109"], ["M109A5ÖE"], "howitzers", 0),
    ("USA", ["himars"], ["M142 HIMARS"], "launchers", 0),
    ("GBR", ["m270"], ["M270B1"], "launchers", 0),
    ("FRA", ["m270"], ["M270"], "launchers", 0),
    ("ITA", ["m270"], ["Unknown MLRS"], "launchers", 0),
]


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(path: Path, name: str) -> list[tuple[str | None, ...]]:
    """All cells of a sheet as text."""
    found = fastexcel.read_excel(path).load_sheet(name, header_row=None, dtypes="string")
    return found.to_polars().rows()


def number(cell: str | None) -> float:
    """The number in a cell; text and blanks count as nothing held."""
    try:
        return float(cell or 0)
    except ValueError:
        return 0.0


@pytest.fixture(scope="module")
def gdp() -> dict[str, float]:
    with (DATA / "worldbank" / "gdp.csv").open(encoding="utf-8", newline="") as file:
        return {
            r["Country Code"]: float(r["Value"])
            for r in csv.DictReader(file)
            if r["Year"] == "2023"
        }


@pytest.fixture(scope="module")
def held_2022() -> dict[str, dict[str, float]]:
    """Stocks by country and column, of two columns of one name the first."""
    table = sheet(DATA / "kiel" / "Ukraine_Support_Tracker.xlsx", "Heavy weapon stocks")
    names = [(cell or "").strip() for cell in table[0]]
    stocks: dict[str, dict[str, float]] = {}
    for row in table[1:]:
        country = stocks.setdefault((row[0] or "").strip(), {})
        for name, cell in zip(names, row, strict=True):
            country.setdefault(name, number(cell))
    return stocks


@pytest.fixture(scope="module")
def pledged_2024() -> dict[str, dict[str, float]]:
    """Share of each class pledged; two classes follow from the printed averages."""
    path = DATA / "kiel" / "release_2024" / "k_share_of_stocks_pledged.csv"
    shares = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tanks, guns, launchers = (
                float(row[c]) for c in ("tanks", "155mm152mm_howitzers", "mlrs")
            )
            three = tanks + guns + launchers
            shares[row["country"]] = {
                "tanks": tanks,
                "howitzers": guns,
                "launchers": launchers,
                "ifv": 4 * float(row["average_total_with_ifw"]) - three,
                "armoured": 4 * float(row["average_total_with_armored_vehicles"]) - three,
            }
    return shares


@needs_data
def test_gdp_is_the_world_banks(gdp: dict[str, float]) -> None:
    for row in rows("parties"):
        if row["gdp"]:
            assert float(row["gdp"]) == round(gdp[row["party"]] / 1e6 / USD_PER_EUR), row["party"]


@needs_data
def test_budgets_are_shares_of_the_pledge(gdp: dict[str, float]) -> None:
    allies = [r["party"] for r in rows("parties") if r["kind"] == "ally"]
    whole = sum(gdp[party] for party in allies)
    budgets = {r["party"]: float(r["amount"]) for r in rows("budgets")}
    for party in allies:
        if party == "HUN":
            assert party not in budgets
        else:
            expected = PLEDGE * gdp[party] / whole / 12
            assert budgets[party] == pytest.approx(expected, abs=0.005), party


@needs_data
def test_populations_are_natos() -> None:
    path = DATA / "nato" / "240617-def-exp-2024-TABLES-en.xlsx"

    def figures(name: str, heading: str) -> dict[str, float]:
        """The column 2023e of the block under a heading."""
        inside, found = False, {}
        for cells in sheet(path, name):
            row = [c for c in cells if c not in (None, "")]
            if len(row) == 1 and any(w in row[0] for w in ("rices", "per capita")):
                inside = heading in row[0]
            elif inside and len(row) >= 12:
                found[row[0]] = float(row[10])
        return found

    whole, each = figures("TABLE5", "Constant"), figures("TABLE6", "GDP per capita")
    parties = {r["party"]: r for r in rows("parties")}
    for party, name in NATO.items():
        expected = round(whole[name] / each[name]) * 1000
        assert float(parties[party]["population"]) == expected, party


@needs_data
@pytest.mark.parametrize(("party", "items", "columns", "name", "elsewhere"), NETTED)
def test_stocks_are_those_of_2022_less_what_was_pledged(
    held_2022: dict[str, dict[str, float]],
    pledged_2024: dict[str, dict[str, float]],
    party: str,
    items: list[str],
    columns: list[str],
    name: str,
    elsewhere: int,
) -> None:
    country = held_2022[KIEL[party]]
    before = sum(country[column] for column in columns)
    given = round(pledged_2024[KIEL[party]][name] * sum(country[c] for c in CLASSES[name]))
    stocks = {(r["party"], r["item"]): float(r["quantity"]) for r in rows("stocks")}
    assert sum(stocks[party, item] for item in items) == before - given + elsewhere


@needs_data
def test_prices_are_those_of_the_list() -> None:
    table = sheet(DATA / "kiel" / "Ukraine_Support_Tracker.xlsx", "Price List, Weapons & Items")
    listed = defaultdict(set)
    for row in table[1:]:
        if number(row[5]):
            listed[(row[0] or "").strip()].add(number(row[5]))
    known = {
        "leopard-2": "Leopard 2A4",
        "t-72-family": "Modified T-72 tank (T-72A/T-72M1/M1R)",
        "bmp-family": "BMP-1",
        "m113-family": "M113 armored personnel carrier",
        "caesar": "CAESAR artillery howitzer",
        "himars": "HIMARS 142 multiple rocket launcher",
        "iris-t-slm": "Iris-T SLM",
        "shell-155": "155mm artillery round",
    }
    prices = {r["item"]: float(r["price"]) for r in rows("items")}
    for item, name in known.items():
        expected = {price / 1e6 / USD_PER_EUR for price in listed[name]}
        assert any(prices[item] == pytest.approx(e, rel=1e-3) for e in expected), item


def test_nothing_was_published_after_the_day_of_the_case() -> None:
    late = [r["source"] for r in rows("sources") if r["published"] > AS_OF]
    assert late == []


def test_every_row_names_a_source_and_every_source_is_used() -> None:
    known = {r["source"] for r in rows("sources")}
    used, text = set(), ""
    for path in CASE.glob("*.csv"):
        for row in rows(path.stem):
            text += " ".join(v for k, v in row.items() if v and k != "source") + " "
            if path.stem != "sources":
                used.add(row["source"])
    assert used <= known
    words = Counter(
        text.replace("(", " ").replace(")", " ").replace(";", " ").replace(",", " ").split()
    )
    assert {s for s in known - used if not words[s]} == set()


def test_every_donor_is_named_by_every_key() -> None:
    donors = {r["party"] for t in ("stocks", "inflows", "budgets") for r in rows(t)}
    donors -= {r["party"] for r in rows("opt_outs")}
    named = defaultdict(set)
    for row in rows("keys"):
        named[row["key"]].add(row["party"])
    assert set(named) == {"gdp", "population", "equal"}
    assert all(donors <= parties for parties in named.values())


def test_every_holding_of_a_donor_has_its_floors_and_a_route() -> None:
    out = {r["party"] for r in rows("opt_outs")}
    yields = defaultdict(set)
    for row in rows("yields"):
        yields[row["item"]].add(row["capability"])
    floors = {(r["party"], r["capability"]) for r in rows("requirements") if r["kind"] == "floor"}
    routes = {r["party"] for r in rows("routes")}
    for row in rows("stocks") + rows("inflows"):
        if row["party"] not in out:
            assert row["party"] in routes
            assert all((row["party"], c) in floors for c in yields[row["item"]]), row


def test_commitments_can_hold() -> None:
    """Each promise fits what its donor holds above its floor, in time for its route."""
    capability = {r["item"]: r["capability"] for r in rows("yields")}
    floors = {
        (r["party"], r["capability"]): float(r["quantity"])
        for r in rows("requirements")
        if r["kind"] == "floor"
    }
    stocks: dict[tuple[str, str], float] = {}
    for row in rows("stocks"):
        key = row["party"], capability[row["item"]]
        stocks[key] = stocks.get(key, 0.0) + float(row["quantity"])
    for row in rows("commitments"):
        party, item = row["donor"], row["item"]
        lag = min(int(r["lag"]) for r in rows("routes") if r["party"] == party)
        sent = MONTHS.index(row["by"]) - lag
        assert sent >= 0
        come = sum(
            float(r["quantity"])
            for r in rows("inflows")
            if r["party"] == party and r["item"] == item and MONTHS.index(r["month"]) <= sent
        )
        key = party, capability[item]
        spare = stocks.get(key, 0.0) - floors[key]
        assert float(row["quantity"]) <= spare + come + 1e-9, row


def test_floors_follow_their_rule() -> None:
    """95 or 90 % of equipment, rounded up; promised air defence and aircraft alone may go."""
    groups = {r["party"]: r["groups"].split(";") for r in rows("parties")}
    capability = {r["item"]: r["capability"] for r in rows("yields")}
    whole = {"long-range-air-defence", "medium-range-air-defence", "combat-aircraft"}
    held: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows("stocks"):
        held[row["party"], capability[row["item"]]] += float(row["quantity"])
    for row in rows("requirements"):
        if row["kind"] != "floor" or row["capability"] in whole:
            continue
        party = row["party"]
        more = "eastern-border" in groups[party] or party in ("USA", "CAN", "AUS")
        expected = math.ceil((0.95 if more else 0.90) * held[party, row["capability"]] - 1e-9)
        assert float(row["quantity"]) == expected, row
