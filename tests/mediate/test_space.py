"""The space of outcomes: all of them, once, in their order, with the right utilities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from by_hand import all_rows, is_outcome, worth
from drawn_disputes import drawn

from foedus.mediate import space
from foedus.mediate.space import acceptable, at, chunks, everything, points, size


@pytest.mark.parametrize("chunk", [1, 7, 1 << 15])
@pytest.mark.parametrize("seed", range(12))
def test_all_outcomes_in_their_order(
    seed: int, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "CHUNK", chunk)
    d = drawn(seed)
    expected = [row for row in all_rows(d) if is_outcome(d, row)]
    rows = [tuple(row) for found in chunks(d) for row in found]
    assert rows == expected
    assert size(d) == len(all_rows(d))
    for found in points(d):
        here = at(everything(d), found.numbers)
        np.testing.assert_allclose(found.utilities, [worth(d, row) for row in here], atol=1e-12)


def test_red_lines_leave_the_others() -> None:
    d = next(
        d for d in map(drawn, range(100)) if d.redlines and d.parties[d.redlines[0].party].veto
    )
    line = d.redlines[0]
    assert line.option not in acceptable(d)[line.issue]
    only = replace(d, redlines=(line,))
    kept = len(only.issues[line.issue].options) - 1
    assert [len(options) for options in acceptable(only)][line.issue] == kept


def test_a_scale_has_no_size() -> None:
    assert size(drawn(1, scales=1)) is None


def test_one_issue() -> None:
    d = drawn(2, options=[4])
    assert sum(len(found) for found in chunks(d)) == 4
