"""Enumeration: agreements, best gains, and ties."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import agreements, worth
from drawn_disputes import drawn

from foedus.case.dispute.model import Dispute, Issue, Party
from foedus.mediate.enumerate import agreeing, best_gains, settle
from foedus.mediate.space import acceptable, at
from foedus.mediate.utility import reservations


@pytest.mark.parametrize("seed", range(20))
def test_agreements_and_best_gains(seed: int) -> None:
    d = drawn(seed)
    grid = acceptable(d)
    found = [tuple(r) for some in agreeing(d, grid) for r in at(grid, some.numbers)]
    assert found == agreements(d)
    best = best_gains(d)
    if not found:
        assert best is None
    else:
        assert best is not None
        expected = np.max([worth(d, row) for row in found], axis=0) - reservations(d)
        np.testing.assert_allclose(best, expected, atol=1e-12)


def test_ties_go_to_the_larger_sum_then_to_the_first() -> None:
    """With gains (1, 1), (1, 1) and (1, 1) of the two with a veto, the third party decides."""
    parties = (Party("a", veto=True), Party("b", veto=True), Party("c", veto=False))
    values = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [0.0, 0.5, 0.5]])
    nothing = np.full((3, 1), np.nan)
    issue = Issue("text", ("first", "second", "third"))
    d = Dispute("tie", {}, parties, (issue,), np.ones((3, 1)), (values,), nothing, nothing)
    for answer in settle(d).values():
        assert answer.row is not None
        assert answer.row.tolist() == [1.0]
