"""No place inside the recipient's territory: a hub stands outside it."""

from __future__ import annotations

import polars as pl

from foedus.case.context import Context
from foedus.case.places import at_row
from foedus.errors import Finding


def hubs_inside(context: Context) -> list[Finding]:
    """Return a fault for a hub inside a recipient's territory, where both are placed.

    The shapes are read only if there is something to compare.
    """
    hubs, parties = context.typed["hubs"], context.typed["parties"]
    recipients = parties.frame.filter(pl.col("party").is_in(sorted(context.recipients)))
    placed = recipients.drop_nulls(["party", "lat", "lon"]).select("party", "lon", "lat").rows()
    places = hubs.frame.with_row_index("place").drop_nulls(["lat", "lon"])
    if not placed or not places.height:
        return []
    from foedus.case.territory import inside  # 110 kB of shapes and Babel: only when needed

    findings = []
    for place, lon, lat in places.select("place", "lon", "lat").iter_rows():
        for party, *centre in placed:
            if inside((lon, lat), party, (centre[0], centre[1])):
                details = {"recipient": party}
                findings.append(at_row(hubs.raw, place, "hub-inside", "hub", details))
    return findings
