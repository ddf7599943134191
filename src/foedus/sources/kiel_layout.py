"""What the importer of Kiel's workbook (release 7) expects of its three sheets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from foedus.sources.layout import Expected, Layout

TYPES: Mapping[str, str] = MappingProxyType(
    {"Military": "military", "Financial": "financial", "Humanitarian": "humanitarian"}
)
"""Types of the ledger by the general type of the workbook."""

KINDS = (
    "Assistance",
    "Assistance and Equipment",
    "Assitance",
    "Equipment",
    "Equipment and Assistance",
    "Equipment and assistance",
    "Equipment and medicines",
    "European Peace Facility",
    "Funding for Weapon Acquisition Program",
    "Grant",
    "Guarantee",
    "Humanitarian",
    "Infrastructure",
    "Loan",
    "Material assistance",
    "Medicines",
    "Military Equipment",
    "Protective equipment and medical supplies",
    "Reconstruction",
    "Swap-line",
    "Weapons",
    "Weapons and Assistance",
    "Weapons and Equipment",
    "Weapons and equipment",
    "Weapons and training",
    "Weapons, equipment and assistance",
)
"""Spellings of the specific type; two more differ by blanks at their ends."""

MAIN = Layout(
    "Bilateral assistance, MAIN DATA",
    header_row=1,
    columns=(
        Expected("id", ("ID",), filled=True),
        Expected("country", ("countries",), filled=True),
        Expected("date", ("Announcement Date",)),
        Expected(
            "type",
            ("Type of Aid General",),
            kind="category",
            choices=tuple(TYPES),
            filled=True,
        ),
        Expected(
            "kind",
            ("Type of Aid Specific",),
            kind="category",
            choices=KINDS,
            stray="warning",
        ),
        Expected("currency", ("Original Currency",)),
        Expected("given", ("Monetary Value as Given by Source",), kind="number", stray="warning"),
        Expected("item", after="Monetary Value as Given by Source"),
        Expected("units", ("No. of Units",), kind="number", stray="warning"),
        Expected(
            "delivered",
            ("No. of Units delivered (in-kind military aid)",),
            kind="number",
            stray="warning",
        ),
        Expected("euro", ("Converted Value in EUR",), unit="EUR", kind="number"),
        Expected(
            "euro_delivered",
            ("Total monetary value delivered in EUR",),
            unit="EUR",
            kind="number",
        ),
    ),
    missing=frozenset({".", "Not given", "undisclosed", "Undisclosed"}),
    others=frozenset(
        {
            "Explanation",
            "Type of item",
            "Sub-type of item",
            "Soviet origin (1)",
            "Unit Price in USD",
            "Value committed (own estimate, in USD)",
            "Value delivered (own estimate, in USD)",
            "Total",
            "Official Source",
            "Source of Aid 1",
            "Source of Aid 2",
            "Source of Aid 3",
            "Source of Aid 4",
            "Bilateral loan/grant made through IMF or WB?",
            "Updated/newly added entry",
            "Source for Delivery",
            "Working/debug >>>",
            "Total_value_dummy (1 is first row in the package)",
            "value_source_commitments",
            "value_source_deliveries",
            "MonthCoding2",
            "Month3",
            "BeforeWar4",
            "Ukraine Asked for it dummy (=1)",
            "Heavy_but_undisclosed_commitments",
            "Heavy_but_undisclosed_deliveries",
            "Ammunition_dummy(=1)",
            "Source of item",
            "Items (short version)",
            "Relative importance(2=very imporant, 1=important, 0=less important)",
        }
    ),
)
"""One row an item, in packages that share an ID; ``delivered`` also holds words ("dozens")."""

SUMMARY = Layout(
    "Country Summary",
    header_row=4,
    columns=(
        Expected("country", ("Country",)),
        Expected("financial", ("Financial commitments",), unit="€ billion", kind="number"),
        Expected("humanitarian", ("Humanitarian commitments",), unit="€ billion", kind="number"),
        Expected("military", ("Military commitments",), unit="€ billion", kind="number"),
        Expected("all", ("Total bilateral commitments",), unit="€ billion", kind="number"),
    ),
    missing=frozenset({"."}),
    others=frozenset(
        {
            "EU member",
            "GDP (2021)",
            "GDP (EUR)",
            "Total bilateral commitments",
            "Share in EU commitments",
            "Share in EPF commitments",
            "Share in EIB commitments",
            "Share in total EU commitments",
            "Total bilateral and EU assistance",
            "Specific weapons and equipment",
            "Financial commitments with military purpose",
        }
    ),
    below=1,
)
"""Total commitments by country; the same heading stands there in euro and in per cent of GDP."""

RATES = Layout(
    "Exchange rates",
    header_row=2,
    columns=(
        Expected("currency", ("Currency",)),
        Expected("rate", ("1 EUR",), unit="units of the currency per EUR", kind="number"),
    ),
)
"""Means of the ECB's daily rates from 6 September to 6 October 2022."""
