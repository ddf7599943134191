"""What the importer of Kiel's web files expects of the folder, and of the files it reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from foedus.sources.kiel_figures import TYPES
from foedus.sources.layout import Expected, Layout

EXPLORER, MONTHS, INFO = "data_explorer.csv", "total_allocations.csv", "release_info.csv"

FILES = (EXPLORER, "eu_aid_shares.csv", "procurement_trends.csv", INFO, MONTHS, "weapons.csv")
"""The publisher's six files, always published together; those without a layout are not read."""

ALL = ("total", *TYPES)
"""Columns of amounts, billion euro."""

MISSING = frozenset({"NA"})
"""How the publisher's program writes a figure that is not known."""

_AMOUNTS = tuple(Expected(name, kind="number") for name in TYPES)

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        EXPLORER: Layout(
            "",
            1,
            (
                *(Expected("country"), Expected("iso"), Expected("year"), Expected("month")),
                Expected("total", kind="number"),
                *_AMOUNTS,
            ),
            MISSING,
            frozenset({"commitments", "to_be_allocated", "gdp", "pct_gdp"}),
        ),
        MONTHS: Layout(
            "",
            1,
            (
                *(Expected("year"), Expected("month")),
                Expected("total", ("total_allocations",), kind="number"),
                *_AMOUNTS,
            ),
            MISSING,
        ),
        INFO: Layout(
            "",
            1,
            (
                *(Expected("release"), Expected("period"), Expected("date")),
                Expected("label", required=False),
            ),
        ),
    }
)
"""The files that are read."""
