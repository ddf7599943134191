from __future__ import annotations

import polars as pl
import pytest

from foedus.sources.parties import code, codes_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Czech Republic", "CZE"),
        ("Czechia*   (Koruny)", "CZE"),
        ("Türkiye   (Liras)", "TUR"),
        ("Turkey", "TUR"),
        ("United States of America", "USA"),
        ("Gambia, The", "GMB"),
        ("Korea, South", "KOR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("St. Vincent and the Grenadines", "VCT"),
        ("Congo, DR", "COD"),
        ("France", "FRA"),
        ("Kosovo", "XKX"),
        ("États-Unis", "USA"),
        ("European Peace Facility", "EPF"),
        ("European Investment Bank", "EIB"),
        ("EU Institutions", "EUI"),
        ("EU (Commission and Council)", "EUI"),
        ("Western Europe", None),
        ("European Union", None),
        ("Yemen, North", None),
        ("NATO Total", None),
        ("Unknown Region", None),
        ("région indéterminée", None),
        ("Outlying Oceania", None),
    ],
)
def test_names_as_publishers_write_them(name: str, expected: str | None) -> None:
    assert code(name) == expected


def test_an_unknown_name_is_reported_once_with_the_nearest() -> None:
    names = pl.Series("country", ["Germny", "Poland", None, "Germny"])
    given, (finding,) = codes_of(names, pl.Series([2, 3, 4, 5]), file="a.csv")
    assert given.to_list() == [None, "POL", None, None]
    assert (finding.kind, finding.row, finding.value) == ("source.unknown-party", 2, "Germny")
    assert finding.details["nearest"] == "Germany"
