"""Warnings about parties that no outcome satisfies, found on the whole dispute."""

from __future__ import annotations

import numpy as np

from foedus.case.cast import Typed
from foedus.case.dispute.linked import Group, groups
from foedus.case.dispute.model import Dispute, Floats
from foedus.case.places import at_row
from foedus.errors import Finding

TOLERANCE = 1e-9
"""By how much a utility may lie below a reservation, as everywhere in mediation."""


def out_of_reach(dispute: Dispute, parties: Typed) -> list[Finding]:
    """Return a warning for every party with a veto whose reservation no outcome reaches.

    Links count where their joint choices were few enough to look at; red lines do not.
    """
    most = most_utility(dispute)
    return [
        at_row(
            parties.raw,
            place,
            "dispute.out-of-reach",
            "reservation",
            {"party": party.name, "most": f"{np.floor(most[place] * 1e4) / 1e4:g}"},
            "warning",
        )
        for place, party in enumerate(dispute.parties)
        if party.veto and most[place] < party.reservation - TOLERANCE
    ]


def most_utility(dispute: Dispute) -> Floats:
    """Return the utility of each party's best outcome that keeps all links, or a bound on it.

    Parameters
    ----------
    dispute : Dispute

    Returns
    -------
    array, parties
        Exact unless a group of linked issues has too many joint choices: there each issue counts
        with its best option.
    """
    sizes = [len(issue.options) for issue in dispute.issues]
    looked_at = [g for g in groups(sizes, dispute.links) if g.choices is not None]
    tied = {issue for group in looked_at for issue in group.issues}
    free = [_best(dispute, issue) for issue in range(len(sizes)) if issue not in tied]
    total: Floats = np.sum([*free, *(_best_joint(dispute, group) for group in looked_at)], axis=0)
    return total


def _best(dispute: Dispute, issue: int) -> Floats:
    """Return what each party gets of an issue at most: on a scale its own position."""
    values = dispute.values[issue]
    best = values.max(axis=1) if values.shape[1] else 1.0
    weighted: Floats = dispute.salience[:, issue] * best
    return weighted


def _best_joint(dispute: Dispute, group: Group) -> Floats:
    choices = np.empty((0, 0), dtype=np.int64) if group.choices is None else group.choices
    total = np.zeros((len(dispute.parties), len(choices)))
    for column, issue in enumerate(group.issues):
        total += dispute.salience[:, [issue]] * dispute.values[issue][:, choices[:, column]]
    best: Floats = total.max(axis=1)
    return best
