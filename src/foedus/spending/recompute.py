"""Shares and real changes worked out again from the amounts of the same release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.errors import Finding
from foedus.results.spending import PLACE, Recomputed
from foedus.spending.figures import NATIONAL, Figures, million, percent, where
from foedus.spending.known import Known, Row

LEAST = 1e-6
"""Percentage points below which no difference is reported: publishers' files keep so many."""


def recompute(figures: Figures, known: Known) -> tuple[Recomputed, ...]:
    """Return the shares of gross domestic product and the real changes, worked out again.

    ``share = 100 · expenditure / gdp`` and ``change = 100 · (expenditure / expenditure of the year
    before - 1)``, all of one release and basis; a real change at constant prices only.

    Parameters
    ----------
    figures : Figures
    known : Known

    Returns
    -------
    tuple of Recomputed
        By party, year, measure and basis.
    """
    rows = (row for row in figures.of("expenditure") if row["release"] == figures.main)
    rows = (row for row in rows if not row["basis"].endswith(NATIONAL))
    found = [one for row in rows for one in _both(figures, known, row)]
    return tuple(sorted(found, key=lambda one: (one.party, one.year, one.measure, one.basis)))


def _both(figures: Figures, known: Known, row: Row) -> Iterator[Recomputed]:
    party, year, basis = row["party"], row["year"], row["basis"]
    product = figures.get(party, year, "gdp", basis)
    if product is not None and product["release"] == row["release"]:
        yield from _ratio(figures, known, row, product, "share_of_gdp")
    before = figures.get(party, year - 1, "expenditure", basis)
    if before is not None and basis.startswith("constant"):
        yield from _ratio(figures, known, row, before, "real_change")


def _ratio(
    figures: Figures, known: Known, row: Row, base: Row, measure: str
) -> Iterator[Recomputed]:
    spent, of = million(row), million(base)
    if spent is None or of is None or spent[1] != of[1] or of[0] <= 0:
        return
    ratio = 100 * spent[0] / of[0]
    printed_row = figures.get(row["party"], row["year"], measure, row["basis"])
    printed = percent(printed_row)
    value = ratio if measure == "share_of_gdp" else ratio - 100
    allowed = _allowed(figures, row, base, measure, ratio)
    yield Recomputed(
        party=row["party"],
        year=row["year"],
        measure="share_of_gdp" if measure == "share_of_gdp" else "real_change",
        basis=row["basis"],
        release=row["release"],
        printed=printed,
        recomputed=value,
        agrees=None if printed is None else abs(printed - value) <= allowed,
        evidence=known.evidence(row, base, printed_row),
    )


def _allowed(figures: Figures, row: Row, base: Row, measure: str, ratio: float) -> float:
    """Return by how much a ratio may differ from the printed one, percentage points.

    Half of the last printed digit, and what half of the last digit of either amount does to it.
    """
    half = figures.half_units
    own = half.get((measure, row["basis"]), 0.0)
    parts: list[float] = [
        half[(one["measure"], one["basis"])] / abs(one["amount"] or 1) for one in (row, base)
    ]
    return max(LEAST, own + abs(ratio) * sum(parts))


def differing(found: Sequence[Recomputed]) -> tuple[Finding, ...]:
    """Return a warning for each printed figure that its own amounts do not give."""
    return tuple(
        Finding(
            "warning", "spending.printed-differs", "spending", None, None, f"{one.printed:g}",
            {
                PLACE: where({name: getattr(one, name) for name in _KEY}),
                "party": one.party, "year": str(one.year), "measure": one.measure,
                "printed": f"{one.printed:g}", "recomputed": f"{one.recomputed:.4f}",
            },
        )
        for one in found if one.agrees is False
    )  # fmt: skip


_KEY = ("party", "year", "measure", "basis", "release")
