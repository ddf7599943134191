"""Utilities, blockers and links against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import blockers, is_outcome, lines_crossed, worth
from drawn_disputes import drawn

from foedus.case.dispute.model import Dispute
from foedus.mediate.utility import (
    agreements,
    blocks,
    breaks_link,
    counting,
    crosses,
    index_of,
    outcome_of,
    reservations,
    utilities,
)


def some_rows(d: Dispute, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    columns = [
        rng.uniform(i.low, i.high, 40) if i.scale else rng.integers(len(i.options), size=40)
        for i in d.issues
    ]
    return np.stack(columns, axis=1).astype(float)


@pytest.mark.parametrize("seed", range(20))
def test_utilities_blockers_and_links(seed: int) -> None:
    d = drawn(seed, scales=seed % 3)
    rows = some_rows(d, seed)
    np.testing.assert_allclose(utilities(d, rows), [worth(d, row) for row in rows], atol=1e-12)
    assert [set(np.flatnonzero(b)) for b in blocks(d, rows)] == [
        set(blockers(d, row)) for row in rows
    ]
    assert (~breaks_link(d, rows)).tolist() == [is_outcome(d, row) for row in rows]
    assert [set(np.flatnonzero(c)) for c in crosses(d, rows)] == [
        {party for party, _ in lines_crossed(d, row)} for row in rows
    ]
    free = [is_outcome(d, row) and not blockers(d, row) for row in rows]
    assert agreements(d, rows).tolist() == free


def test_an_outcome_by_name_and_back() -> None:
    d = drawn(4, scales=1)
    row = some_rows(d, 4)[0]
    named = outcome_of(d, row)
    assert list(named) == [issue.name for issue in d.issues]
    np.testing.assert_array_equal(index_of(d, named), row)


def test_an_unknown_option_and_a_missing_issue() -> None:
    d = drawn(4)
    named = dict(outcome_of(d, np.zeros(len(d.issues))))
    with pytest.raises(ValueError, match="nowhere"):
        index_of(d, {**named, "i0": "nowhere"})
    del named["i0"]
    with pytest.raises(KeyError):
        index_of(d, named)


def test_without_a_veto_all_count_from_nothing() -> None:
    d = drawn(7)
    assert not any(party.veto for party in d.parties)
    assert counting(d).all()
    assert not reservations(d).any()
    assert not blocks(d, some_rows(d, 7)).any()


def test_no_rows() -> None:
    d = drawn(5, scales=1)
    assert utilities(d, np.zeros((0, len(d.issues)))).shape == (0, len(d.parties))
