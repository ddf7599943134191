"""From checked tables to a dispute: names become places, ranks values, saliences shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import polars as pl

from foedus.case.cast import Typed
from foedus.case.digest import digest_of
from foedus.case.dispute.model import Bools, Dispute, Floats, Issue, Link, Party, RedLine
from foedus.case.dispute.settings import DisputeSettings
from foedus.case.dispute.tables import TABLES
from foedus.errors import Finding

Frames = Mapping[str, pl.DataFrame]
Ints = npt.NDArray[np.int64]


def build(
    settings: DisputeSettings, typed: Mapping[str, Typed], findings: tuple[Finding, ...] = ()
) -> Dispute:
    """Return the dispute that tables without a fault describe.

    Parameters
    ----------
    settings : DisputeSettings
    typed : mapping of table name to Typed
    findings : tuple of Finding
        Warnings of the check.
    """
    frames = {name: table.frame for name, table in typed.items()}
    parties, issues = _parties(frames), _issues(frames)
    places = _Places([p.name for p in parties], issues)
    stated = places.matrix(frames["saliences"], "salience", 0.0)
    salience = _shares(stated)
    values, ranked = _values(frames, places)
    assumed = _assumed(typed)
    return Dispute(
        settings.name,
        MappingProxyType(dict(settings.title)),
        parties,
        issues,
        salience,
        values,
        places.matrix(frames["positions"], "position", np.nan),
        places.matrix(frames["positions"], "spread", np.nan),
        _redlines(frames["redlines"], places, salience),
        _links(frames["links"], places),
        ranked,
        frozenset((table, row) for table, rows in assumed.items() for row in rows["row"]),
        _digest(settings, frames, parties, issues),
        findings,
        settings.as_of,
        settings.body,
        frozenset(
            p for rows in assumed.values() if "party" in rows for p in rows["party"].unique()
        ),
        _stakes(stated),
    )


class _Places:
    """Where each party, issue and option stands in the arrays."""

    def __init__(self, parties: Sequence[str], issues: Sequence[Issue]) -> None:
        self.party = {name: place for place, name in enumerate(parties)}
        self.issue = {issue.name: place for place, issue in enumerate(issues)}
        self.option = {
            (i.name, option): place for i in issues for place, option in enumerate(i.options)
        }
        self.counts = [len(issue.options) for issue in issues]

    def of(self, frame: pl.DataFrame) -> tuple[Ints, Ints]:
        """Return the places of each row's party and issue."""
        party = frame["party"].replace_strict(self.party, return_dtype=pl.Int64)
        issue = frame["issue"].replace_strict(self.issue, return_dtype=pl.Int64)
        return party.to_numpy(), issue.to_numpy()

    def matrix(self, frame: pl.DataFrame, column: str, empty: float) -> Floats:
        """Return a column as an array, parties x issues."""
        found = np.full((len(self.party), len(self.issue)), empty)
        rows = frame.drop_nulls(column)
        found[self.of(rows)] = rows[column].to_numpy()
        return found

    def columns(self, frame: pl.DataFrame) -> Ints:
        """Return the place of each row's option where all options of all issues stand abreast."""
        known = pl.DataFrame(list(self.option), schema=["issue", "option"], orient="row")
        known = known.with_columns(place=pl.int_range(pl.len()))
        joined = frame.join(known, on=["issue", "option"], how="left", maintain_order="left")
        return joined["place"].to_numpy()

    def apart(self, abreast: Floats) -> tuple[Floats, ...]:
        """Return an array, parties x all options, as one array an issue."""
        ends = np.cumsum(self.counts)[:-1]
        return tuple(np.ascontiguousarray(part) for part in np.split(abreast, ends, axis=1))


def _parties(frames: Frames) -> tuple[Party, ...]:
    rows = frames["parties"].with_columns(pl.col("weight").fill_null(1.0))
    return tuple(
        Party(*row) for row in rows.select("party", "veto", "weight", "reservation").iter_rows()
    )


def _issues(frames: Frames) -> tuple[Issue, ...]:
    options = frames["options"].sort("order", nulls_last=True, maintain_order=True)
    parts = {str(key[0]): rows for key, rows in options.group_by("issue", maintain_order=True)}
    none = options.clear()
    return tuple(
        _issue(row, parts.get(str(row["issue"]), none))
        for row in frames["issues"].iter_rows(named=True)
    )


def _issue(row: Mapping[str, object], options: pl.DataFrame) -> Issue:
    name, names = str(row["issue"]), _names(row)
    if row["kind"] == "scale":
        low, high, point = (row[column] for column in ("low", "high", "status_quo"))
        return Issue(name, (), _number(low), _number(high), names, status_quo=_point(point))
    return Issue(
        name,
        tuple(options["option"]),
        names=names,
        option_names=MappingProxyType({o["option"]: _names(o) for o in options.to_dicts()}),
        status_quo=next(iter(options.filter(pl.col("status_quo"))["option"]), None),
    )


def _names(row: Mapping[str, object]) -> Mapping[str, str]:
    return MappingProxyType({"en": str(row["name_en"]), "fr": str(row["name_fr"])})


def _point(value: object) -> float | None:
    return None if value is None else _number(value)


def _number(value: object) -> float:
    return value if isinstance(value, float) else np.nan


def _stakes(salience: Floats) -> Floats:
    """Return how much is at stake for each party, the most as 1; finite however large they are."""
    scaled = salience / (salience.max(initial=0.0) or 1.0)
    total: Floats = scaled.sum(axis=1)
    return total / (total.max(initial=0.0) or 1.0)


def _shares(salience: Floats) -> Floats:
    """Return each row divided by its sum, by its largest first: the sum of huge ones has none."""
    scaled = salience / _or_one(salience.max(axis=1, keepdims=True, initial=0.0))
    return scaled / _or_one(scaled.sum(axis=1, keepdims=True))


def _or_one(divisor: Floats) -> Floats:
    return np.where(divisor > 0, divisor, 1.0)


def _values(frames: Frames, places: _Places) -> tuple[tuple[Floats, ...], Bools]:
    """Return the values, 0 where nothing is said, and which party and issue has ranks."""
    abreast = np.zeros((len(places.party), sum(places.counts)))
    ranks = frames["ranks"]
    for rows in (frames["values"], _from_ranks(ranks)):
        if rows.height:
            abreast[places.of(rows)[0], places.columns(rows)] = rows["value"].to_numpy()
    ranked = np.zeros((len(places.party), len(places.issue)), dtype=bool)
    ranked[places.of(ranks)] = True
    return places.apart(abreast), ranked


def _from_ranks(ranks: pl.DataFrame) -> pl.DataFrame:
    """Return the values that ranks stand for: (worst - rank) / (worst - 1), 1 where all tie."""
    rank = pl.col("rank")
    worst, best = rank.max().over("party", "issue"), rank.min().over("party", "issue")
    spaced = (worst - rank) / (worst - 1)
    return ranks.with_columns(pl.when(worst == best).then(1.0).otherwise(spaced).alias("value"))


def _redlines(frame: pl.DataFrame, places: _Places, salience: Floats) -> tuple[RedLine, ...]:
    lines = []
    for row in frame.iter_rows(named=True):
        p, i, option = places.party[row["party"]], places.issue[row["issue"]], row["option"]
        low = -np.inf if row["low"] is None else row["low"]
        high = np.inf if row["high"] is None else row["high"]
        price = float(salience[p, i]) if row["price"] is None else row["price"]
        place = None if option is None else places.option[row["issue"], option]
        lines.append(RedLine(p, i, place, low, high, price))
    return tuple(sorted(lines, key=lambda line: (line.party, line.issue, line.option or 0)))


def _links(frame: pl.DataFrame, places: _Places) -> tuple[Link, ...]:
    found = [
        Link(places.issue[i], places.option[i, a], places.issue[j], places.option[j, b], allowed)
        for i, a, j, b, allowed in frame.select(
            "if_issue", "if_option", "then_issue", "then_option", "allowed"
        ).iter_rows()
    ]
    return tuple(
        sorted(found, key=lambda k: (k.if_issue, k.if_option, k.then_issue, k.then_option))
    )


def _assumed(typed: Mapping[str, Typed]) -> dict[str, pl.DataFrame]:
    """Return the assumed rows of each table, with their number in its file."""
    sources = typed["sources"].frame
    weak = sources.filter(pl.col("confidence") == "assumption")["source"].implode()
    return {
        name: table.frame.with_columns(row=table.raw.rows.cast(pl.Int64)).filter(
            pl.col("source").is_null() | pl.col("source").is_in(weak)
        )
        for name, table in typed.items()
        if name != "sources"
    }


def _digest(
    settings: DisputeSettings, frames: Frames, parties: Sequence[Party], issues: Sequence[Issue]
) -> str:
    """Return the hash; the order of parties, issues and options counts, since it breaks ties."""
    order = {"parties": [p.name for p in parties], "issues": [[i.name, *i.options] for i in issues]}
    return digest_of({**asdict(settings), "order": order}, frames, TABLES)
