"""The named settlements of a dispute, each exact with its proof or with a proven bound."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Literal

from foedus.case.dispute.model import Dispute
from foedus.mediate import enumerate as enumeration
from foedus.mediate.criteria import Answer, criteria_of, none
from foedus.mediate.leximin import leximin
from foedus.mediate.local import first_answers
from foedus.mediate.maxmin import best_gains, egalitarian, kalai_smorodinsky
from foedus.mediate.nash import nash
from foedus.mediate.scales import leximin_on_scales
from foedus.mediate.search import Clock, Search, search_of
from foedus.mediate.space import LARGEST, size
from foedus.mediate.utilitarian import utilitarian
from foedus.mediate.utility import by_party, outcome_of, utilities
from foedus.results.mediation import SETTLEMENTS, Settlement, SettlementName

Method = Literal["auto", "enumerate", "milp"]
Answers = Mapping[SettlementName, Answer]


def settlements(
    dispute: Dispute, *, within: float | None = None, method: Method = "auto"
) -> tuple[Settlement, ...]:
    """Return the named settlements of a dispute, none of them blocked by anybody.

    Parameters
    ----------
    dispute : Dispute
    within : float, optional
        Seconds after which the best answers so far are returned with their proven gaps; None:
        until all are proven, which may take very long where preferences have no structure.
    method : {"auto", "enumerate", "milp"}
        Look at every outcome, or solve mixed-integer programmes (linear ones where all issues are
        scales); by default, enumerate up to two million outcomes.

    Returns
    -------
    tuple of Settlement
        Nash, Kalai-Smorodinsky, egalitarian, leximin, utilitarian. Of outcomes that tie (within
        1e-9) the one with the larger utilitarian value is shown, then the first in the order of
        options; of spaces that are not enumerated then the one that was found.

    Raises
    ------
    ValueError
        If the outcomes of a scale, or more than two million, are to be enumerated.
    """
    small = _enumerable(dispute)
    if method == "enumerate" and not small:
        raise ValueError(f"enumerated are up to {LARGEST} outcomes, without scales")
    looked_at = small and method != "milp"
    answers = enumeration.settle(dispute) if looked_at else _searched(dispute, Clock(within))
    return tuple(_settlement(dispute, name, answers[name]) for name in SETTLEMENTS)


def _enumerable(dispute: Dispute) -> bool:
    count = size(dispute)
    return count is not None and count <= LARGEST


def _searched(dispute: Dispute, clock: Clock) -> Answers:
    """Return the answers of programmes; first answers come from local search."""
    search = search_of(dispute, clock)
    first_answers(search)
    impossible = none("no-agreement")
    total = utilitarian(search, clock.left(0.2)) if search.columns.possible else impossible
    if total.row is None:
        return dict.fromkeys(SETTLEMENTS, total)
    product = nash(search, clock.left(0.4))
    least = egalitarian(search, clock.left(0.45))
    found, most = best_gains(search)
    search.criteria = search.criteria.knowing(found)
    return {
        "nash": product,
        "kalai-smorodinsky": kalai_smorodinsky(search, most, clock.left(0.95)),
        "egalitarian": least,
        "leximin": _leximin(search, least, clock.left()),
        "utilitarian": total,
    }


def _leximin(search: Search, least: Answer, seconds: float) -> Answer:
    if not search.columns.integer.any():
        return leximin_on_scales(search, seconds)
    return leximin(search, least, seconds)


def _settlement(dispute: Dispute, name: SettlementName, answer: Answer) -> Settlement:
    """Return an answer with everybody's utility and gain, by name."""
    if answer.row is None:
        gap = 0.0 if answer.status == "none" else inf
        return Settlement(name, None, answer.status, gap=gap, why=answer.why)
    worth = utilities(dispute, answer.row[None, :])[0]
    gains = worth - criteria_of(dispute).reservations
    return Settlement(
        name,
        outcome_of(dispute, answer.row),
        answer.status,
        answer.value,
        answer.gap,
        by_party(dispute, worth),
        by_party(dispute, gains),
    )
