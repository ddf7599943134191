"""Sums over that year's members, held against the publisher's own where the case carries them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from math import fsum

from foedus.errors import Finding
from foedus.results.spending import PLACE, Scope, Total
from foedus.spending.figures import Figures, million, where
from foedus.spending.known import Known, Row
from foedus.spending.members import ALLIANCE, Members

ADDITIVE = ("expenditure", "gdp", "personnel")
"""Measures of which the totals are sums."""

SCOPES: tuple[tuple[Scope, tuple[str, ...]], ...] = (("all", ()), ("without-USA", ("USA",)))
"""Totals and whom they leave out, as in NATO's tables: all, and Europe and Canada."""

NO_FORCES = ("ISL",)
"""Members without armed forces: they spend nothing, and their product counts (NATO's note)."""


def totals(figures: Figures, known: Known, members: Members) -> tuple[Total, ...]:
    """Return the sums of expenditure, product and personnel over each year's members.

    Amounts of several currencies are not added up. The share of gross domestic product is the
    ratio of two sums over the same members.

    Returns
    -------
    tuple of Total
        By scope, measure, basis and year.
    """
    found = [
        total
        for scope, without in SCOPES
        for measure in ADDITIVE
        for total in _sums(figures, known, members, measure, scope, without)
    ]
    found += list(_shares(figures, found))
    return tuple(sorted(found, key=lambda one: (one.scope, one.measure, one.basis, one.year)))


def _sums(
    figures: Figures,
    known: Known,
    members: Members,
    measure: str,
    scope: Scope,
    without: Sequence[str],
) -> Iterator[Total]:
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in figures.of(measure):
        groups.setdefault((row["basis"], row["year"]), []).append(row)
    for (basis, year), rows in groups.items():
        counted = [party for party in members.of(year) if party not in without]
        own = {row["party"]: row for row in rows if row["party"] in counted}
        if own and len({row["unit"] for row in own.values()}) == 1:
            published = figures.get(ALLIANCE, year, measure, basis) if scope == "all" else None
            missing = tuple(party for party in counted if party not in own)
            yield _total(figures, known, list(own.values()), missing, scope, published)


def _total(
    figures: Figures,
    known: Known,
    rows: Sequence[Row],
    missing: tuple[str, ...],
    scope: Scope,
    published: Row | None,
) -> Total:
    first = rows[0]
    # fsum rounds once, so that the sum is right to the last digit.
    amount = fsum(row["amount"] for row in rows)
    half = figures.half_units[(first["measure"], first["basis"])]
    printed = published["amount"] if published and published["unit"] == first["unit"] else None
    return Total(
        scope=scope,
        year=first["year"],
        measure=first["measure"],
        basis=first["basis"],
        release=first["release"],
        amount=amount,
        unit=first["unit"],
        members=tuple(sorted(row["party"] for row in rows)),
        missing=missing,
        published=printed,
        agrees=None if printed is None else abs(printed - amount) <= half * (len(rows) + 1),
        estimate=any(row["estimate"] for row in rows),
        evidence=known.evidence(*rows),
    )


def _shares(figures: Figures, sums: Sequence[Total]) -> Iterator[Total]:
    """Yield expenditure over product, both over the members of whom both are known."""
    products = {(t.scope, t.basis, t.year): t for t in sums if t.measure == "gdp"}
    for total in sums:
        product = products.get((total.scope, total.basis, total.year))
        if total.measure != "expenditure" or product is None:
            continue
        spenders = {*total.members, *NO_FORCES}
        members = tuple(party for party in product.members if party in spenders)
        share = share_over(figures, members, total.year, total.basis)
        if share is not None:
            yield _share(total, product, members, share)


def share_over(
    figures: Figures, parties: Collection[str], year: int, basis: str | None
) -> float | None:
    """Return the expenditure of some parties over their product, percent.

    Returns
    -------
    float or None
        None where a figure of one of them is not known, or the currencies differ.
    """
    spent, product, currencies = [], [], set()
    for party in parties:
        rows = [figures.of_main(party, year, name, basis) for name in ("expenditure", "gdp")]
        amounts = [None if row is None else million(row) for row in rows]
        if amounts[0] is None and party in NO_FORCES:
            amounts[0] = (0.0, amounts[1][1] if amounts[1] else "")
        if amounts[0] is None or amounts[1] is None:
            return None
        spent.append(amounts[0][0])
        product.append(amounts[1][0])
        currencies |= {amounts[0][1], amounts[1][1]}
    whole = fsum(product)
    return 100 * fsum(spent) / whole if whole > 0 and len(currencies) == 1 else None


def _share(total: Total, product: Total, members: tuple[str, ...], share: float) -> Total:
    weak = product.evidence if product.evidence.basis == "assumed" else total.evidence
    everyone = {*total.members, *total.missing}
    return replace(
        total,
        measure="share_of_gdp",
        amount=share,
        unit="percent",
        members=members,
        missing=tuple(sorted(everyone - {*members})),
        published=None,
        agrees=None,
        estimate=total.estimate or product.estimate,
        evidence=weak,
    )


def differing(found: Sequence[Total]) -> tuple[Finding, ...]:
    """Return a warning for each total that is not the publisher's own."""
    return tuple(
        Finding(
            "warning", "spending.total-differs", "spending", None, None, f"{one.published:.3f}",
            {
                PLACE: where({name: getattr(one, name) for name in _KEY} | {"party": ALLIANCE}),
                "measure": one.measure, "basis": one.basis, "year": str(one.year),
                "sum": f"{one.amount:.3f}",
            },
        )
        for one in found if one.agrees is False
    )  # fmt: skip


_KEY = ("year", "measure", "basis", "release")
