"""World Bank, gross domestic product in current US$ (indicator NY.GDP.MKTP.CD), as a long table.

The file holds countries and aggregates (``WLD``, ``EUU`` …) alike; aggregates are left out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import polars as pl

from foedus.errors import Finding
from foedus.sources.book import read_file
from foedus.sources.imported import Imported, typed_table
from foedus.sources.layout import Expected, Layout
from foedus.sources.origin import Origin, sha256_of
from foedus.sources.parties import code
from foedus.sources.separated import cells_of, uneven
from foedus.sources.sheet import Found, find, refuse
from foedus.sources.worldbank_checks import cut_short, ending_of, jumps

PUBLISHER = "worldbank"
IMPORTER = "worldbank-gdp 2"
LAYOUT = Layout(
    "",
    1,
    (
        Expected("name", ("Country Name",)),
        Expected("code", ("Country Code",)),
        Expected("year", ("Year",), kind="number"),
        Expected("value", ("Value",), kind="number", stray="warning"),
    ),
    frozenset({"..", "NA", "null"}),
)

AGGREGATES = frozenset(
    {
        "AFE", "AFW", "ARB", "CEB", "CHI", "CSS", "EAP", "EAR", "EAS", "ECA", "ECS", "EMU", "EUU",
        "FCS", "HIC", "HPC", "IBD", "IBT", "IDA", "IDB", "IDX", "LAC", "LCN", "LDC", "LIC", "LMC",
        "LMY", "LTE", "MEA", "MIC", "MNA", "NAC", "OED", "OSS", "PRE", "PSS", "PST", "SAS", "SSA",
        "SSF", "SST", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC", "WLD",
    }
)  # fmt: skip
"""Groups of countries by the World Bank's codes (CHI, the Channel Islands, is two territories)."""

MILLION = 6
"""Digits by which the point moves."""

SHOWN = 10
"""Names that a message lists."""


def read(path: Path, *, retrieved: date) -> Imported:
    """Read the table.

    Parameters
    ----------
    path : Path
        A CSV file with ``Country Name``, ``Country Code``, ``Year``, ``Value`` (US$).
    retrieved : date

    Returns
    -------
    Imported
        Table ``spending``: ``gdp``, basis ``current``, million USD. The release is the last year
        of the figures.

    Raises
    ------
    InputError
        All faults of the file; ``worldbank.other-code``, ``worldbank.doubled-row``,
        those of ``separated.uneven`` and of ``worldbank_checks``.
    """
    data = read_file(path)
    found = find(cells_of(data, path.name), LAYOUT)
    figures = _figures(found)
    rows, gone = _countries(found.file, figures)
    warnings = refuse(
        [
            *(*uneven(data, path.name), *found.findings, *gone),
            *(*_other_codes(found, rows), *_doubled(found, rows)),
            *jumps(figures, file=found.file, ending=ending_of(data)),
            *cut_short(figures, AGGREGATES, file=found.file, ending=ending_of(data)),
        ]
    )
    origin = _origin(path, data, max(rows["year"].to_list(), default=0), retrieved)
    columns = {name: rows[name] for name in ("party", "year", "amount")}
    fixed = {"measure": "gdp", "basis": "current", "unit": "million USD", "estimate": False}
    return Imported(
        origin,
        {"spending": typed_table("spending", {**columns, **fixed}, origin)},
        findings=warnings,
    )


def _figures(found: Found) -> pl.DataFrame:
    """Return the rows that hold a figure, in million US$, in the order of the file."""
    return found.frame.with_columns(
        pl.col("year").cast(pl.Int64, strict=False),
        pl.Series("amount", [_million(text) for text in found.frame["value"]], dtype=pl.Float64),
        pl.col("code").alias("party"),
    ).filter(pl.col("amount").is_not_null())


def _countries(file: str, figures: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the figures of countries, and say which groups were left out."""
    groups = pl.col("code").is_in(AGGREGATES).fill_null(value=False)
    names = figures.filter(groups)["name"].unique(maintain_order=True).to_list()
    left_out = Finding(
        "warning", "worldbank.aggregates", file,
        details={"count": str(len(names)), "names": "; ".join(names[:SHOWN])},
    )  # fmt: skip
    return figures.filter(~groups), [left_out] if names else []


def _million(text: str | None) -> float | None:
    """Move the point in the text: a division of floats would add digits that nobody published."""
    return None if text is None else float(Decimal(text).scaleb(-MILLION))


def _other_codes(found: Found, rows: pl.DataFrame) -> list[Finding]:
    """Hold each code against the name beside it, at its first row.

    A code that is not that of its name is a fault; where the name is not known, the code is taken
    as it stands, with a warning: it may be a group of countries that is new.
    """
    pairs = rows.unique(["name", "code"], keep="first", maintain_order=True)
    findings = []
    for row in pairs.iter_rows(named=True):
        name, given = row["name"] or "", row["code"] or ""
        known = code(name)
        if known == given:
            continue
        severity: Literal["fault", "warning"] = "warning" if known is None and given else "fault"
        kind = "worldbank.unknown-name" if severity == "warning" else "worldbank.other-code"
        details = {"name": name, "code": known or ""}
        place = (found.file, row["row"], "Country Code", given)
        findings.append(Finding(severity, kind, *place, details))
    return findings


def _doubled(found: Found, rows: pl.DataFrame) -> list[Finding]:
    keys = ["party", "year"]
    later = rows.filter(~pl.struct(keys).is_first_distinct())
    return [
        Finding("fault", "worldbank.doubled-row", found.file, row, "Year", f"{party} {year}")
        for party, year, row in later.select(*keys, "row").head(SHOWN).iter_rows()
    ]


def _origin(path: Path, data: bytes, last: int, retrieved: date) -> Origin:
    return Origin(
        key=f"{PUBLISHER}-gdp-{last}",
        publisher="World Bank",
        title=f"GDP (current US$), indicator NY.GDP.MKTP.CD, to {last}",
        release=str(last),
        published=None,
        sha256=sha256_of(data),
        retrieved=retrieved,
        licence="public domain dedication, as stated with the copy of the file",
        importer=IMPORTER,
        file=path.name,
        url="https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
        confidence="official",
    )
