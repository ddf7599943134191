"""Members against the guideline: share, gap in share and in money, who meets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from foedus.results.spending import Aim, Count, GuidelineLine
from foedus.spending.figures import Figures, million, percent
from foedus.spending.known import Known, Row
from foedus.spending.members import Members


def share_line(
    figures: Figures, known: Known, aim: Aim, party: str, year: int
) -> GuidelineLine | None:
    """Return where a party stands against a share of gross domestic product.

    ``gap = required × gdp - expenditure`` of the same release and basis, so that gap and spending
    together are what the guideline asks for.

    Returns
    -------
    GuidelineLine or None
        None where neither the share nor its parts are known.
    """
    basis = figures.share_basis
    names = ("share_of_gdp", "expenditure", "gdp")
    printed, spent, whole = (figures.of_main(party, year, name, basis) for name in names)
    return _line(known, aim, printed, spent, whole)


def equipment_line(
    figures: Figures, known: Known, aim: Aim, party: str, year: int
) -> GuidelineLine | None:
    """Return where a party stands against a share of its expenditure, as printed.

    The gap is that share of the expenditure at the prices of the year, where the release has it.
    """
    basis = figures.equipment_basis
    printed = figures.get(party, year, aim.measure, basis)
    whole = figures.get(party, year, "expenditure", basis)
    if printed is not None and whole is not None and whole["release"] != printed["release"]:
        whole = None
    return _line(known, aim, printed, None, whole)


def _line(
    known: Known,
    aim: Aim,
    printed_row: Row | None,
    spent_row: Row | None,
    whole_row: Row | None,
) -> GuidelineLine | None:
    printed = percent(printed_row)
    spent, whole = _money(spent_row), _money(whole_row)
    recomputed = None
    if spent and whole and spent[1] == whole[1] and whole[0] > 0:
        recomputed = spent[0] / whole[0]
    share = recomputed if recomputed is not None else None if printed is None else printed / 100
    if share is None:
        return None
    used = [row for row in (printed_row, spent_row, whole_row) if row is not None]
    first = used[0]
    return GuidelineLine(
        party=first["party"],
        year=first["year"],
        basis=first["basis"],
        release=first["release"],
        share=share,
        printed=None if printed is None else printed / 100,
        recomputed=recomputed,
        required=aim.share,
        gap_share=aim.share - share,
        gap_amount=_gap(aim, share, recomputed, spent, whole),
        currency=whole[1] if whole else None,
        met_as_printed=None if printed is None else printed / 100 >= aim.share,
        met_recomputed=None if recomputed is None else recomputed >= aim.share,
        estimate=any(row["estimate"] for row in used),
        evidence=known.evidence(*used),
    )


def _money(row: Row | None) -> tuple[float, str] | None:
    return None if row is None else million(row)


def _gap(
    aim: Aim,
    share: float,
    recomputed: float | None,
    spent: tuple[float, str] | None,
    whole: tuple[float, str] | None,
) -> float | None:
    if whole is None:
        return None
    if recomputed is not None and spent is not None:
        return aim.share * whole[0] - spent[0]
    return (aim.share - share) * whole[0]


def lines(
    figures: Figures, known: Known, aim: Aim, parties: Iterable[str], year: int
) -> tuple[GuidelineLine, ...]:
    """Return a line for each party of which something is known in a year."""
    make = share_line if aim.measure == "share_of_gdp" else equipment_line
    found = (make(figures, known, aim, party, year) for party in parties)
    return tuple(line for line in found if line is not None)


def counts(figures: Figures, known: Known, aim: Aim, members: Members) -> tuple[Count, ...]:
    """Return how many of each year's members meet a guideline, by year."""
    found = []
    for year in figures.years:
        own = members.of(year)
        known_lines = lines(figures, known, aim, own, year)
        if known_lines:
            found.append(_count(aim, year, known_lines, len(own)))
    return tuple(found)


def _count(aim: Aim, year: int, own: Sequence[GuidelineLine], members: int) -> Count:
    return Count(
        measure=aim.measure,
        year=year,
        required=aim.share,
        printed=_met([line.met_as_printed for line in own]),
        recomputed=_met([line.met_recomputed for line in own]),
        known=len(own),
        members=members,
        gap_amount=_lacking(own),
        currency=own[0].currency,
        estimate=any(line.estimate for line in own),
    )


def _lacking(own: Sequence[GuidelineLine]) -> float | None:
    """Return what those below the guideline lack together; None where it is not known of all."""
    gaps = [line.gap_amount for line in own if line.gap_share > 0]
    known = [gap for gap in gaps if gap is not None]
    return fsum(known) if len(known) == len(gaps) else None


def _met(met: Sequence[bool | None]) -> int | None:
    """Return how many meet it; None where of none it can be said."""
    return None if all(one is None for one in met) else sum(one is True for one in met)
