"""What scenarios change in a case, before anything is planned."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from foedus.case.difference import NET, ROWS, TOTALS, moved, net, totals
from foedus.case.model import Case
from foedus.case.scenario import applied, assumptions, changes_of
from foedus.results.futures import FRAMES as FUTURES_FRAMES
from foedus.results.record import SourceLine
from foedus.results.stamp import RecordStamp, stamp_of

_TEXT, _NUMBER = pl.String(), pl.Float64()

FRAMES: dict[str, dict[str, pl.DataType]] = {
    "changes": {
        "change": pl.Int64(),  # which of the scenario's changes, from 0
        **FUTURES_FRAMES["changes"],
    },
    "rows": {"scenario": _TEXT, **ROWS},
    "net": {"scenario": _TEXT, **NET, "basis": _TEXT},  # sourced, assumed: of "rests"
    "totals": {"scenario": _TEXT, **TOTALS},
    "names": {
        "table": _TEXT,  # capabilities, items, hubs
        "id": _TEXT,
        "name_en": _TEXT,
        "name_fr": _TEXT,
        "unit": _TEXT,
    },
}
"""Columns and types of the frames of a ``Difference``."""


@dataclass(frozen=True)
class Contrast:
    """One scenario against the case.

    Parameters
    ----------
    scenario : str
    names : mapping of language to str
    probability : float, optional
        None where nobody's to give.
    reveal : str
        First month (``YYYY-MM``) in which its plan may differ.
    sha256 : str
        Of the case with its changes.
    """

    scenario: str
    names: Mapping[str, str]
    probability: float | None
    reveal: str
    sha256: str


@dataclass(frozen=True)
class Difference:
    """What scenarios change. The frames' columns are those of ``FRAMES``.

    Parameters
    ----------
    case : str
    title : mapping of language to str
    currency, unit : str
    as_of : str
        ISO date.
    scenarios : tuple of Contrast
        One without a row of ``changes`` is the case as it stands.
    changes : pl.DataFrame
    rows : pl.DataFrame
        Each row that a change touches, its value before and after it; null is unknown.
    net : pl.DataFrame
        Each row that a scenario touches, once, before the first of its changes and after the last.
    totals : pl.DataFrame
        Sums over the horizon of what a scenario touches, all its changes together.
    names : pl.DataFrame
    sources : tuple of SourceLine
        Those that the changes rest on, and the rows that they touch.
    stamp : RecordStamp
    """

    case: str
    title: Mapping[str, str]
    currency: str
    unit: str
    as_of: str
    scenarios: tuple[Contrast, ...]
    changes: pl.DataFrame
    rows: pl.DataFrame
    net: pl.DataFrame
    totals: pl.DataFrame
    names: pl.DataFrame
    sources: tuple[SourceLine, ...]
    stamp: RecordStamp


def difference(case: Case, scenarios: Sequence[str] = ()) -> Difference:
    """Say what scenarios change in a case.

    Parameters
    ----------
    case : Case
    scenarios : sequence of str
        Without any, all of the case.

    Returns
    -------
    Difference

    Raises
    ------
    InputError
        There is no such scenario.
    """
    started = time.process_time()
    chosen = tuple(dict.fromkeys(scenarios)) or tuple(case.tables["scenarios"]["scenario"])
    contrasts = tuple(_contrast(case, scenario) for scenario in chosen)
    changes = _stacked("changes", chosen, (_changes(case, scenario) for scenario in chosen))
    rows = _stacked("net", chosen, (_net(case, scenario) for scenario in chosen))
    return Difference(
        case=case.settings.name,
        title=case.settings.title,
        currency=case.settings.money.currency,
        unit=case.settings.money.unit,
        as_of=case.settings.as_of.isoformat(),
        scenarios=contrasts,
        changes=changes,
        rows=_stacked("rows", chosen, (moved(case, scenario) for scenario in chosen)),
        net=rows,
        totals=_stacked("totals", chosen, (totals(case, scenario) for scenario in chosen)),
        names=_names(case),
        sources=_sources(case, pl.concat([changes["source"], rows["own"].rename("source")])),
        stamp=stamp_of(case, started, scenarios=", ".join(scenarios)),
    )


def _contrast(case: Case, scenario: str) -> Contrast:
    changed = applied(case, scenario)
    row = case.tables["scenarios"].row(by_predicate=pl.col("scenario") == scenario, named=True)
    names = {code: row[f"name_{code}"] for code in ("en", "fr") if row[f"name_{code}"]}
    reveal = f"{row['reveal']:%Y-%m}"
    named = MappingProxyType(names)
    return Contrast(scenario, named, row["probability"], reveal, changed.sha256)


def _changes(case: Case, scenario: str) -> pl.DataFrame:
    return (
        changes_of(case, scenario)
        .with_row_index("change")
        .with_columns(
            pl.col("first", "last").dt.strftime("%Y-%m"),
            _basis(case, "source"),
        )
    )


def _net(case: Case, scenario: str) -> pl.DataFrame:
    return net(case, scenario).with_columns(_basis(case, "rests"))


def _basis(case: Case, column: str) -> pl.Expr:
    """Return whether what rests on a source is sourced or assumed."""
    weak = pl.col(column).is_null() | pl.col(column).is_in(sorted(assumptions(case)))
    return pl.when(weak).then(pl.lit("assumed")).otherwise(pl.lit("sourced")).alias("basis")


def _stacked(name: str, scenarios: Sequence[str], parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    columns = FRAMES[name]
    named = [
        part.with_columns(pl.lit(scenario).alias("scenario")).select(
            pl.col(column).cast(dtype) for column, dtype in columns.items()
        )
        for scenario, part in zip(scenarios, parts, strict=True)
    ]
    return pl.concat([pl.DataFrame(schema=columns), *named])


def _names(case: Case) -> pl.DataFrame:
    hubs = case.tables["hubs"].with_columns(
        pl.col("name").alias("name_en"),
        pl.col("name").alias("name_fr"),
        pl.lit(None, pl.String).alias("unit"),
    )
    frames = {
        "capabilities": case.tables["capabilities"],
        "items": case.tables["items"],
        "hubs": hubs,
    }
    keys = {"capabilities": "capability", "items": "item", "hubs": "hub"}
    return pl.concat(
        frame.select(
            pl.lit(table).alias("table"),
            pl.col(keys[table]).alias("id"),
            "name_en",
            "name_fr",
            "unit",
        )
        for table, frame in frames.items()
    )


def _sources(case: Case, used: pl.Series) -> tuple[SourceLine, ...]:
    found = case.tables["sources"].filter(pl.col("source").is_in(used.drop_nulls().implode()))
    names = list(SourceLine.__dataclass_fields__)
    rows = found.sort("source").select(names).iter_rows(named=True)
    return tuple(SourceLine(**row) for row in rows)
