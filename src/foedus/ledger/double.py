"""What a total may count twice, as far as the data say: named with its figures, never removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from foedus.case.model import Case
from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding
from foedus.ledger.entries import releases
from foedus.ledger.money import exact, shown, sums

INSTITUTIONS = ("EUI", "EPF", "EIB")
"""The EU's Commission and Council, the European Peace Facility, the European Investment Bank: what
they give is paid, lent or guaranteed by the members, whose shares in it some publishers print."""

SHARES = r"(?i)share[ _]in[ _](total[ _])?(eu|epf|eib)\b|share[ _]in[ _](total[ _])?(eu|epf|eib)_"
"""How the measures of spending, and the notes of entries, that state such a share are written."""

WHO = ("donor", "recipient", "type", "stage", "date", "item", "quantity", "amount", "currency")
"""What two records of one act of giving have in common."""


def double_counting(case: Case, entries: pl.DataFrame) -> list[Finding]:
    """Return what may stand twice in the entries, and what must not be added up.

    Parameters
    ----------
    case : Case
        For the shares in its ``spending``.
    entries : pl.DataFrame
        As ``entries.entries`` gives them, of the releases asked for.
    """
    return [
        *_institutions(case, entries),
        *_two_donors(entries),
        *_several_releases(entries),
        *_more_allocated(entries),
    ]


def _institutions(case: Case, entries: pl.DataFrame) -> list[Finding]:
    """Return a warning for each release with the institutions' own amounts beside others'.

    Where the members' shares in them stand there too, a total counts these twice; where they do
    not, nobody says whether a member's own amount contains its part.
    """
    shares = pl.concat([_shares_spent(case), _shares_given(entries)])
    own = entries.filter(pl.col("donor").is_in(INSTITUTIONS))
    findings = []
    for release in releases(own):
        of = shares.filter(pl.col("release") == release)
        given = own.filter(pl.col("release") == release)
        donors = set(entries.filter(pl.col("release") == release)["donor"])
        if of.height:
            findings.append(_eu_share(release, given, of))
        elif donors - set(INSTITUTIONS):
            findings.append(_beside(release, given, len(donors - set(INSTITUTIONS))))
    return findings


def _beside(release: str, given: pl.DataFrame, others: int) -> Finding:
    names = sorted(given["donor"].unique())
    amounts = (f"{name}: {sums(given.filter(pl.col('donor') == name))}" for name in names)
    details = {"release": release, "amounts": "; ".join(amounts), "others": f"{others}"}
    return Finding("warning", "ledger.institutions", "ledger", None, "donor", release, details)


def _shares_spent(case: Case) -> pl.DataFrame:
    rows = case.tables["spending"].filter(pl.col("measure").str.contains(SHARES))
    return rows.select("release", exact("amount"), "unit", "party")


def _shares_given(entries: pl.DataFrame) -> pl.DataFrame:
    rows = entries.filter(
        pl.col("note").str.contains(SHARES).fill_null(value=False)
        & ~pl.col("donor").is_in(INSTITUTIONS)
    )
    return rows.select("release", "amount", unit="currency", party="donor")


def _eu_share(release: str, given: pl.DataFrame, of: pl.DataFrame) -> Finding:
    details = {
        "release": release,
        "institutions": ", ".join(sorted(given["donor"].unique())),
        "amounts": sums(given),
        "members": f"{of['party'].n_unique()}",
        "shares": sums(of, unit="unit"),
    }
    return Finding("warning", "ledger.eu-shares", "ledger", None, "donor", release, details)


def _two_donors(entries: pl.DataFrame) -> list[Finding]:
    """Return a warning for each act of giving that two donors or more are credited with.

    Same release, recipient, type, stage, day, item (or else the same words in ``note`` and the
    same quantity) and amount.
    """
    said = pl.col("item").is_not_null() | (
        pl.col("note").is_not_null() & pl.col("quantity").is_not_null()
    )
    what = pl.coalesce("item", "note").alias("what")
    keys = ["release", *(c for c in WHO if c not in ("donor", "item")), "what"]
    alike = (
        entries.filter((pl.col("amount") > 0) & pl.col("date").is_not_null() & said)
        .with_columns(what)
        .group_by(keys)
        .agg(pl.col("donor").unique().sort().alias("donors"), pl.col("entry").sort())
        .filter(pl.col("donors").list.len() > 1)
        .sort(pl.col("entry").list.first())
    )
    found = [_credited(row) for row in alike.head(MAX_FINDINGS).iter_rows(named=True)]
    return and_more(found, alike.height) if found else []


def _credited(row: Mapping[str, Any]) -> Finding:
    details = {
        "donors": ", ".join(row["donors"]),
        "entries": ", ".join(row["entry"]),
        "item": row["what"],
        "amount": shown(row["amount"]),
        "currency": row["currency"] or "-",
        "date": row["date"].isoformat(),
    }
    first = row["entry"][0]
    return Finding("warning", "ledger.two-donors", "ledger", None, "donor", first, details)


def _several_releases(entries: pl.DataFrame) -> list[Finding]:
    """Return a warning that releases stand side by side, and how much is the same in two."""
    known = releases(entries)
    if len(known) < 2:
        return []
    alike = (
        entries.filter(pl.col("release").is_not_null() & (pl.col("amount") > 0))
        .group_by(WHO)
        .agg(pl.col("release").n_unique())
        .filter(pl.col("release") > 1)
    )
    details = {
        "releases": ", ".join(known),
        "count": f"{alike.height}",
        "amounts": sums(alike),
    }
    kind = "ledger.several-releases"
    return [Finding("warning", kind, "ledger", None, "release", known[0], details)]


def _more_allocated(entries: pl.DataFrame) -> list[Finding]:
    """Return a warning for each donor whose allocations exceed all that it pledged.

    None where one of its pledges has no amount: nobody knows then how much it pledged.
    """
    who = ["release", "donor", "recipient"]
    keys = [*who, "currency"]
    unknown = entries.filter((pl.col("stage") == "pledge") & pl.col("amount").is_null())
    known = entries.filter(pl.col("amount").is_not_null() & (pl.col("stage") != "delivery"))
    stages = [
        pl.col("amount").filter(pl.col("stage") == stage).sum().alias(stage)
        for stage in ("pledge", "allocation")
    ]
    sums = known.group_by(keys).agg(*stages).sort(keys, nulls_last=True)
    over = sums.filter((pl.col("pledge") > 0) & (pl.col("allocation") > pl.col("pledge"))).join(
        unknown, on=who, how="anti", nulls_equal=True, maintain_order="left"
    )
    found = [_allocated(row) for row in over.head(MAX_FINDINGS).iter_rows(named=True)]
    return and_more(found, over.height) if found else []


def _allocated(row: Mapping[str, Any]) -> Finding:
    details = {
        "recipient": row["recipient"],
        "release": row["release"] or "-",
        "currency": row["currency"] or "-",
        "pledged": shown(row["pledge"]),
        "allocated": shown(row["allocation"]),
    }
    kind = "ledger.allocated-above-pledged"
    return Finding("warning", kind, "ledger", None, "amount", row["donor"], details)
