"""The figures of one release at a time: which release is taken, and a figure by its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.spending.known import Known, Row

SCALES = {"thousand": 1e-3, "million": 1.0, "billion": 1e3}
"""Millions in one unit of an amount, by the first word of its unit."""

NATIONAL = "national"
"""End of a basis whose figures stand in each party's own currency."""


@dataclass(frozen=True)
class Figures:
    """The rows that are used: of each measure those of one release.

    Parameters
    ----------
    main : str, optional
        The release of the shares; None: nothing is known.
    releases : dict of str to str
        Release by measure.
    rows : tuple of row
        By party, year, measure and basis.
    left : tuple of (str, str)
        Measure and release of what was left out.
    """

    main: str | None
    releases: dict[str, str]
    rows: tuple[Row, ...]
    left: tuple[tuple[str, str], ...]

    @cached_property
    def by_key(self) -> dict[tuple[str, int, str, str], Row]:
        """Rows by party, year, measure and basis."""
        return {(r["party"], r["year"], r["measure"], r["basis"]): r for r in self.rows}

    @cached_property
    def half_units(self) -> dict[tuple[str, str], float]:
        """Half of the last digit that a measure is printed with, by measure and basis.

        A table is printed alike from its first to its last row: a bare 2 among figures with six
        decimals is not rounded to whole numbers but set by hand.
        """
        places: dict[tuple[str, str], int] = {}
        for row in self.rows:
            key = (row["measure"], row["basis"])
            places[key] = max(places.get(key, 0), _decimals(row["amount"]))
        return {key: 0.5 * 10.0**-count for key, count in places.items()}

    def get(self, party: str, year: int, measure: str, basis: str | None) -> Row | None:
        """Return a row by its key; None where it is not known."""
        return None if basis is None else self.by_key.get((party, year, measure, basis))

    def of_main(self, party: str, year: int, measure: str, basis: str | None) -> Row | None:
        """Return a row by its key from the release of the shares, so that none are mixed."""
        row = self.get(party, year, measure, basis)
        return row if row is not None and row["release"] == self.main else None

    @cached_property
    def by_measure(self) -> dict[str, list[Row]]:
        """Rows by measure, in their order."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row["measure"], []).append(row)
        return found

    def of(self, measure: str) -> list[Row]:
        """Return the rows of a measure."""
        return self.by_measure.get(measure, [])

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years in which the main release has expenditure or a share."""
        rows = [*self.of("share_of_gdp"), *self.of("expenditure")]
        return tuple(sorted({row["year"] for row in rows if row["release"] == self.main}))

    @cached_property
    def share_basis(self) -> str | None:
        """Basis of the shares: of those printed, else of expenditure and product."""
        printed = {row["basis"] for row in self.of("share_of_gdp")}
        both = self._bases("expenditure") & self._bases("gdp")
        found = sorted(printed or both, key=lambda basis: (basis != "current", basis))
        return next(iter(found), None)

    @cached_property
    def constant_basis(self) -> str | None:
        """Basis of expenditure at constant prices, in one currency."""
        found = sorted(b for b in self._bases("expenditure") if b.startswith("constant"))
        return next(iter(found), None)

    @cached_property
    def equipment_basis(self) -> str | None:
        """Basis of the shares of equipment."""
        return next((row["basis"] for row in self.of("equipment_share")), None)

    def _bases(self, measure: str) -> set[str]:
        """Return the bases of a measure that stand in one currency in the main release."""
        rows = (row for row in self.of(measure) if row["release"] == self.main)
        return {row["basis"] for row in rows if not row["basis"].endswith(NATIONAL)}


def choose(known: Known, at: date, release: str | None) -> Figures:
    """Return the figures of one release, and of measures that it lacks those of the next.

    Parameters
    ----------
    known : Known
    at : date
    release : str, optional
        Without it, the latest release from which shares can be had is taken, else one with
        expenditure, NATO's before those of other publishers.

    Raises
    ------
    InputError
        ``spending.unknown-release``, ``spending.later-release``.
    """
    rows: list[Row] = [row for row in known.figures if row["year"] <= at.year]
    if release is not None:
        rows = _named(rows, known, at, release)
    order = _ranked(rows, known)
    measures: dict[str, set[str]] = {}
    for row in rows:
        measures.setdefault(row["release"], set()).add(row["measure"])
    main = next(
        (r for has in (_has_share, _has_expenditure, bool) for r in order if has(measures[r])), None
    )
    first = [r for r in (main, *order) if r is not None]
    releases = {m: r for r in reversed(first) for m in measures[r]}
    used = [row for row in rows if releases[row["measure"]] == row["release"]]
    used.sort(key=lambda row: (row["party"], row["year"], row["measure"], row["basis"]))
    left = {(row["measure"], row["release"]) for row in rows} - set(releases.items())
    return Figures(main, releases, tuple(used), tuple(sorted(left)))


def _named(rows: Sequence[Row], known: Known, at: date, release: str) -> list[Row]:
    found = [row for row in rows if row["release"] == release]
    if found:
        return found
    names = sorted({row["release"] for row in rows})
    later = sorted({row["release"] for row in known.later})
    kind = "spending.later-release" if release in later else "spending.unknown-release"
    details = {"nearest": nearest(release, names, cutoff=0.0) or "–", "at": at.isoformat()}
    raise InputError([Finding("fault", kind, "spending", None, "release", release, details)])


def _ranked(rows: Iterable[Row], known: Known) -> list[str]:
    editions: dict[str, tuple[bool, date]] = {}
    for row in rows:
        published = known.published(row)
        editions[row["release"]] = max(editions.get(row["release"], published), published)
    return sorted(editions, key=lambda release: (editions[release], release), reverse=True)


def _has_share(measures: set[str]) -> bool:
    return "share_of_gdp" in measures or {"expenditure", "gdp"} <= measures


def _has_expenditure(measures: set[str]) -> bool:
    return "expenditure" in measures


def million(row: Row) -> tuple[float, str] | None:
    """Return an amount in millions and its currency; None for what is no amount of money.

    Examples
    --------
    >>> million({"amount": 2.5, "unit": "billion USD"})
    (2500.0, 'USD')
    """
    scale, _, currency = str(row["unit"]).partition(" ")
    factor = SCALES.get(scale.casefold())
    return None if factor is None or not currency else (row["amount"] * factor, currency.strip())


def percent(row: Row | None) -> float | None:
    """Return a printed share in percent; a fraction is turned into one."""
    if row is None:
        return None
    unit = str(row["unit"]).casefold()
    if unit in {"fraction", "share"}:
        return float(row["amount"]) * 100
    return float(row["amount"]) if unit.startswith(("percent", "per cent", "%")) else None


def where(row: Row) -> str:
    """Return the key of a figure in one line.

    Examples
    --------
    >>> where({"party": "FRA", "year": 2020, "measure": "gdp", "basis": "current", "release": "1"})
    'party=FRA;year=2020;measure=gdp;basis=current;release=1'
    """
    names = ("party", "year", "measure", "basis", "release")
    return ";".join(f"{name}={row[name]}" for name in names)


def _decimals(value: float) -> int:
    """Return how many decimals a number was written with: those of its shortest form."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
