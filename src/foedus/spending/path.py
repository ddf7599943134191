"""The steady real growth of spending that reaches a guideline by a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.results.record import Evidence
from foedus.results.spending import Aim, GuidelineLine, Path, Total
from foedus.spending.figures import Figures, million
from foedus.spending.known import Known

YEARS = 5
"""How far ahead the path goes where the guideline's own year has come, unless a year is named."""


def target_year(aim: Aim, year: int, by: int | None) -> int:
    """Return the year by which the guideline is to be reached.

    That which was named, else the guideline's own; where that one has come by the last year with
    figures, ``YEARS`` after it.

    Examples
    --------
    >>> from foedus.results.aims import HAGUE_SHARE, WALES_SHARE
    >>> target_year(HAGUE_SHARE, 2025, None), target_year(WALES_SHARE, 2024, None)
    (2035, 2029)
    """
    return by or (aim.by if aim.by > year else year + YEARS)


def steady(spent: float, product: float, required: float, growth: float, years: int) -> float:
    """Return the growth of spending a year that reaches a share of a growing product.

    ``(required · product · (1 + growth)^years / spent)^(1/years) - 1``

    Parameters
    ----------
    spent, product : float
        In the same money, above 0.
    required : float
        Share of the product.
    growth : float
        Of the product, a year.
    years : int
        At least 1.

    Examples
    --------
    >>> round(steady(spent=1.0, product=100.0, required=0.02, growth=0.0, years=2), 6)
    0.414214
    """
    target = required * product * (1 + growth) ** years
    return float((target / spent) ** (1 / years) - 1)


def paths(
    figures: Figures,
    known: Known,
    lines: Sequence[GuidelineLine],
    totals: Sequence[Total],
    aim: Aim,
    *,
    by: int,
    growth: float,
) -> tuple[Path, ...]:
    """Return the path of all members together, and of each below the guideline, in their order."""
    return (*_together(totals, lines, aim, by, growth), *_each(figures, known, lines, by, growth))


def _together(
    totals: Sequence[Total], lines: Sequence[GuidelineLine], aim: Aim, by: int, growth: float
) -> Iterator[Path]:
    if not lines:
        return
    basis, year = lines[0].basis, lines[0].year
    own = {t.measure: t for t in totals if (t.scope, t.basis, t.year) == ("all", basis, year)}
    if not {"expenditure", "gdp", "share_of_gdp"} <= set(own):
        return
    spent, product = (
        million({"amount": own[m].amount, "unit": own[m].unit}) for m in ("expenditure", "gdp")
    )
    share = own["share_of_gdp"]
    if spent and product and share.amount < 100 * aim.share and spent[0] > 0 and by > year:
        yield _path(None, year, basis, share.release, spent, product[0], aim.share, by, growth,
                    share.evidence)  # fmt: skip


def _each(
    figures: Figures, known: Known, lines: Sequence[GuidelineLine], by: int, growth: float
) -> Iterator[Path]:
    for line in lines:
        rows = [
            figures.of_main(line.party, line.year, m, line.basis) for m in ("expenditure", "gdp")
        ]
        spent, product = (None if row is None else million(row) for row in rows)
        below = line.recomputed is not None and line.recomputed < line.required
        if below and spent and product and spent[0] > 0 and by > line.year:
            yield _path(line.party, line.year, line.basis, line.release, spent, product[0],
                        line.required, by, growth, known.evidence(*rows))  # fmt: skip


def _path(
    party: str | None,
    year: int,
    basis: str,
    release: str,
    spent: tuple[float, str],
    product: float,
    required: float,
    by: int,
    growth: float,
    evidence: Evidence,
) -> Path:
    rate = steady(spent[0], product, required, growth, by - year)
    amounts = tuple((y, spent[0] * (1 + rate) ** (y - year)) for y in range(year + 1, by + 1))
    # The growth of the product is assumed, and so is what follows from it.
    rests_on = Evidence("assumed", evidence.source)
    return Path(party, year, by, basis, release, spent[1], spent[0], product, required, growth,
                rate, amounts, rests_on)  # fmt: skip
