"""Small folders with the layout and the dirt of Kiel's tables and web files, made for tests."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

Rows = list[list[str]]
Folder = dict[str, Rows]
Change = Callable[[Folder], None]

SUMMARY, MONTHS = "a_summary_eur.csv", "c_allocated_over_time.csv"
COMMITTED, REFUGEES = "d_allocations_vs_commitments.csv", "e_allocations_refugees_eur.csv"
STOCKS, LOOKUP = "j_nato_weapon_stocks.csv", "zz_country_lookup.csv"
EXPLORER, PUBLISHED, INFO = "data_explorer.csv", "total_allocations.csv", "release_info.csv"
TYPES = ("financial", "humanitarian", "military")
FIGURES = [
    f"{name}_{word}__billion"
    for word in ("allocations", "commitments")
    for name in (*TYPES, "total_bilateral")
]
# fmt: off
DONORS = {
    "Australia": ["0.0", "0.1", "0.2", "0.3", "0.0", "0.1", "0.15", "0.25"],
    "EU (Commission and Council)": ["4.0", "0.5", "0.0", "4.5", "7.0", "0.5", "0.0", "7.5"],
    "Germany": ["1.0", "0.25", "2.123456789012", "3.373456789012", "1.0", "0.25", "4.5", "5.75"],
    "Cyprus": ["0.001", "", "0.0", "0.001", "0.001", "", "0.0", "0.001"],
}
# fmt: on
"""Australia's allocations exceed its commitments; Cyprus's humanitarian aid is not known."""

SERIES = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)][:32]
UNREAD = (
    "b_summary_usd.csv",
    "f_bilateral_allocations_gdp_pct.csv",
    "g_heavy_weapon_ranking.csv",
    "h_financial_aid_by_type.csv",
    "i_budget_support_by_donor.csv",
    "k_share_of_stocks_pledged.csv",
)


def nothing(_: Folder) -> None:
    """Change nothing."""


def tables(folder: Path, change: Change = nothing) -> Path:
    """Write the twelve tables of 2024, changed, and return the folder."""
    months = [[f"{month}-01 00:00:00", "0.0", "0.0", *["0.0"] * 4] for month in SERIES]
    months[1] = [f"{SERIES[1]}-01 00:00:00", "1.0", "10.0", "8.0", "5.001", "0.7", "2.323456789012"]
    months[2][2:] = ["3.0", "0.05", "0.0", "0.05", "0.0"]
    content: Folder = {
        SUMMARY: [
            ["country", "eu_member", *FIGURES, "gdp_2021__billion"],
            *([name, "0", *row, "1443.13"] for name, row in DONORS.items()),
        ],
        MONTHS: [
            [
                "month",
                "europe_allocated__billion",
                "total_aid_committed__billion",
                "total_aid_allocated__billion",
                *(f"{name}_aid_allocated__billion" for name in TYPES),
            ],
            *months,
        ],
        COMMITTED: [
            ["country", "committed_aid", "allocated_aid"],
            ["EU Institutions", "7.5", "4.5"],
            ["Germany", "5.75", "3.373456789012"],
            ["Australia", "0.25", "0.3"],
        ],
        REFUGEES: [
            ["country", *TYPES, "refugee_cost_estimation", "gdp_2021"],
            *([name, *DONORS[name][:3], "1.5", "4000"] for name in ("Germany", "Australia")),
            ["Cyprus", "0.001", "", "0.0", "0.0", "25"],
            ["India", "0.0", "0.0027", "0.0", "0.0", ""],
        ],
        STOCKS: [["tanks", "nato_excl_eu", "C2", "_1", "61400"], ["", "EU", "1228.0", "", ""]],
        LOOKUP: [
            ["country_id", "country_name", "iso3_code"],
            ["1", "Australia", "AUS"],
            ["11", "EU (Commission and Council)", "EUU"],
            ["16", "Germany", "DEU"],
        ],
        **{name: [["country", "value"], ["Germany", "1.0"]] for name in UNREAD},
    }
    return _written(folder, content, change)


def web(folder: Path, change: Change = nothing) -> Path:
    """Write the six web files, changed, and return the folder."""
    header = ["country", "iso", "year", "month", "total", *TYPES, "commitments", "pct_gdp"]
    content: Folder = {
        EXPLORER: [
            header,
            ["Germany", "DEU", "2022", "1", "0.5", "0", "0", "0.5", "0.5", "0.1"],
            ["Germany", "DEU", "2022", "2", "1.25", "0", "0.25", "1", "1.25", "0.1"],
            ["EU (Commission and Council)", "EU", "2022", "2", "2", "2", "0", "0", "9", "0.1"],
            ["Turkiye", "TUR", "2022", "3", "0.000001", "0", "0", "0.000001", "0", "0.1"],
        ],
        PUBLISHED: [
            ["year", "month", "total_allocations", "military", "financial", "humanitarian"],
            ["2022", "1", "0.5", "0.5", "0", "0"],
            ["2022", "2", "3.25", "1", "2", "0.25"],
            ["2022", "3", "0.000001", "0.000001", "0", "0"],
        ],
        INFO: [
            ["release", "period", "date", "label"],
            ["29", "03/2022", "2022-06-04", "Tracker, Release 29 (03/2022)"],
        ],
        "weapons.csv": [["donor", "weapons_list"], ["Germany", "Gepard (30), IRIS-T (1)"]],
        "eu_aid_shares.csv": [["country", "iso"], ["Denmark", "DNK"]],
        "procurement_trends.csv": [["year", "month", "stockpile"], ["2022", "1", "0"]],
    }
    return _written(folder, content, change)


def _written(folder: Path, content: Folder, change: Change) -> Path:
    change(content)
    folder.mkdir()
    for name, rows in content.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return folder
