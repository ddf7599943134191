"""What the importer of Kiel's tables of 2024 expects of the folder, and of the tables it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from foedus.sources.kiel_figures import TYPES
from foedus.sources.layout import Expected, Layout

LAST_MONTH = "2024-08"
"""The last month that the tables cover."""

STAGES: Mapping[str, str] = MappingProxyType({"pledge": "commitments", "allocation": "allocations"})
"""Stages of the ledger, to the publisher's words."""

SUMMARY, MONTHS = "a_summary_eur.csv", "c_allocated_over_time.csv"
COMMITTED, REFUGEES = "d_allocations_vs_commitments.csv", "e_allocations_refugees_eur.csv"
LOOKUP = "zz_country_lookup.csv"

FILES = (
    SUMMARY,
    "b_summary_usd.csv",
    MONTHS,
    COMMITTED,
    REFUGEES,
    "f_bilateral_allocations_gdp_pct.csv",
    "g_heavy_weapon_ranking.csv",
    "h_financial_aid_by_type.csv",
    "i_budget_support_by_donor.csv",
    "j_nato_weapon_stocks.csv",
    "k_share_of_stocks_pledged.csv",
    LOOKUP,
)
"""All tables of the release. Those without a layout are opened, and not read."""

MISSING = frozenset({"NA", "."})


def column(stage: str, type_: str) -> str:
    """Return the summary's column of a stage and type; the type ``all`` is the sum of the three.

    Examples
    --------
    >>> column("pledge", "military")
    'military_commitments__billion'
    """
    name = "total_bilateral" if type_ == "all" else type_
    return f"{name}_{STAGES[stage]}__billion"


def _amounts(*names: str) -> tuple[Expected, ...]:
    return tuple(Expected(name, kind="number") for name in names)


_SUMMARY = Layout(
    "",
    1,
    (
        Expected("country"),
        *_amounts(*(column(stage, name) for stage in STAGES for name in (*TYPES, "all"))),
    ),
    MISSING,
    frozenset(
        {
            "eu_member",
            "geographic_europe",
            "gdp_2021_us_billion",
            "gdp_2021__billion",
            "total_bilateral_commitments__2021_gdp",
            "total_bilateral_allocations__2021_gdp",
            "share_in_eu_commitments__billion",
            "share_in_eib_commitments__billion",
            "share_in_total_eu_commitments__billion",
            "share_in_total_eu_commitments__2021_gdp",
            "total_bilateral_and_eu_commitments__billion",
            "total_bilateral_and_eu_commitments__2021_gdp",
            "specific_weapons_and_equipment__billion",
            "financial_commitments_with_military_purpose__billion",
            "financial_commitments_short_term__billion",
            "humanitarian_commitments_short_term__billion",
            "military_commitments_short_term__billion",
            "total_bilateral_commitments_short_term__billion",
            "total_bilateral_commitments_short_term__2021_gdp",
            "share_in_eu_allocations__billion",
            "share_in_eib_allocations__billion",
            "share_in_total_eu_allocations__billion",
            "share_in_total_eu_allocations__2021_gdp",
            "total_bilateral_and_eu_allocations__billion",
            "total_bilateral_and_eu_allocations__2021_gdp",
        }
    ),
)

_MONTHS = Layout(
    "",
    1,
    (
        Expected("month"),
        *_amounts("total_aid_committed__billion", "total_aid_allocated__billion"),
        *_amounts(*(f"{name}_aid_allocated__billion" for name in TYPES)),
    ),
    MISSING,
    frozenset(
        {
            "united_states_allocated__billion",
            "europe_allocated__billion",
            "other_donors_allocated__billion",
            "military_aid_allocated__billion_without_us",
            "financial_aid_allocated__billion_without_us",
        }
    ),
)

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        SUMMARY: _SUMMARY,
        MONTHS: _MONTHS,
        COMMITTED: Layout(
            "", 1, (Expected("country"), *_amounts("committed_aid", "allocated_aid")), MISSING
        ),
        REFUGEES: Layout(
            "",
            1,
            (Expected("country"), *_amounts(*TYPES)),
            MISSING,
            frozenset({"refugee_cost_estimation", "gdp_2021"}),
        ),
        LOOKUP: Layout(
            "",
            1,
            (Expected("country_name"), Expected("iso3_code")),
            MISSING,
            frozenset(
                {
                    "country_id",
                    "EU_institutions",
                    "Anglosaxon_countries",
                    "Other_donor_countries",
                    "EU_member",
                    "geographic_europe",
                }
            ),
        ),
    }
)
"""The tables that are read."""

SERIES: Mapping[str, str] = MappingProxyType(
    {
        "total_aid_committed__billion": column("pledge", "all"),
        "total_aid_allocated__billion": column("allocation", "all"),
        **{f"{name}_aid_allocated__billion": column("allocation", name) for name in TYPES},
    }
)
"""The months' columns, to those of the summary that they should add up to."""


@dataclass(frozen=True)
class Twin:
    """A table that holds the summary's figures again.

    Parameters
    ----------
    file : str
    columns : mapping of its columns to the summary's
    without : frozenset of str
        Donors of the summary that it does not hold, as published.
    more : frozenset of str
        Donors that it holds and the summary does not, as published.
    """

    file: str
    columns: Mapping[str, str]
    without: frozenset[str]
    more: frozenset[str] = frozenset()


TWINS = (
    Twin(
        COMMITTED,
        {
            "committed_aid": column("pledge", "all"),
            "allocated_aid": column("allocation", "all"),
        },
        frozenset({"CHN", "CYP", "MLT"}),
    ),
    Twin(
        REFUGEES,
        {name: column("allocation", name) for name in TYPES},
        frozenset({"EUI"}),
        frozenset({"IND"}),
    ),
)
