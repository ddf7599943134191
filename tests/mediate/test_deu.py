"""The forecast against what came out on DEU II (cited, not redistributed: ``FOEDUS_DATA``).

The published figures come first: the mean absolute errors on the 322 issues on which at least
three actors took a position and an outcome is known. Then the forecast, as a user gets it: each
proposal written as a dispute and read back. ``pytest -s`` shows the table.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.case.dispute.load import load
from foedus.case.dispute.model import Dispute, Floats
from foedus.case.dispute.save import save
from foedus.decide.power import power_of_table
from foedus.mediate.forecast import forecast
from foedus.mediate.forecast_calibration import DEU_II, LEVEL, reach
from foedus.mediate.forecast_options import probabilities
from foedus.mediate.forecast_scale import compromise, pull
from foedus.sources.disputes import ImportedDispute, read_deu
from foedus.sources.disputes.deu_layout import INSTITUTIONS, codebook

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "negotiation"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="FOEDUS_DATA is not set"),
]
ACTORS = 3
"""Actors with a position that an issue of the published comparison has at least."""
DRAWS = 2_000
"""Bootstrap samples of proposals."""


@dataclass(frozen=True)
class Issues:
    """The issues compared, each an entry of every array."""

    proposal: list[str]
    outcome: Floats
    forecast: Floats
    low: Floats
    high: Floats
    disagreement: Floats
    shared_out: Floats
    salient: Floats
    median: Floats
    status_quo: Floats


def write(line: str) -> None:
    """Say what was measured: ``pytest -s`` shows it."""
    sys.stdout.write(f"\n{line}")


def stakes(imported: ImportedDispute, dispute: Dispute) -> Floats:
    """Return what the saliences of each party add up to."""
    rows = imported.tables["saliences"].group_by("party").agg(pl.col("salience").sum())
    sums = dict(rows.rows())
    return np.array([sums.get(party.name, 0.0) for party in dispute.parties])


def measured(imported: ImportedDispute, dispute: Dispute) -> Iterator[tuple[float, ...]]:
    """Yield outcome, forecast and rivals of each issue of a proposal."""
    added = stakes(imported, dispute)
    pulls, plain = pull(dispute, added), dispute.salience * added[:, None]
    states = np.array([party.name not in INSTITUTIONS for party in dispute.parties])
    by_stakes, shared_out = forecast(dispute, stakes=added), forecast(dispute)
    for place, issue in enumerate(dispute.issues):
        held = ~np.isnan(dispute.positions[:, place])
        if issue.name not in imported.outcome or held.sum() < ACTORS:
            continue
        here, found = by_stakes[place], compromise(dispute, place, pulls[:, place])
        salient = compromise(dispute, place, plain[:, place])
        assert found is not None
        assert salient is not None
        yield (
            imported.outcome[issue.name],
            *(here.mean or 0.0, here.low or 0.0, here.high or 0.0),
            found.disagreement,
            shared_out[place].mean or 0.0,
            salient.mean,
            float(np.median(dispute.positions[held & states, place])),
            np.nan if issue.status_quo is None else float(issue.status_quo),
        )


@pytest.fixture(scope="module")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[ImportedDispute, Dispute]]:
    tables = [(DATA / name).read_text("utf-8") for name in ("EU15.csv", "EU27.csv")]
    indices = [power_of_table(table).shapley_shubik for table in tables]
    powers = [{state: float(index) for state, index in power.items()} for power in indices]
    folder = tmp_path_factory.mktemp("deu")
    found = []
    for imported in read_deu(DATA / "DEU2.csv", powers=powers):
        save(folder / imported.settings.name, imported.settings, imported.tables)
        found.append((imported, load(folder / imported.settings.name)))
    return found


@pytest.fixture(scope="module")
def issues(proposals: list[tuple[ImportedDispute, Dispute]]) -> Issues:
    rows = [(d.name, *row) for imported, d in proposals for row in measured(imported, d)]
    names, *numbers = zip(*rows, strict=True)
    return Issues(list(names), *(np.array(column) for column in numbers))


def error(guesses: Floats, issues: Issues) -> float:
    return float(np.nanmean(np.abs(guesses - issues.outcome)))


def interval(guesses: Floats, issues: Issues) -> tuple[float, float]:
    """Return the 95 % interval of a mean absolute error, proposals drawn with replacement."""
    _, group = np.unique(issues.proposal, return_inverse=True)
    missed = np.abs(guesses - issues.outcome)
    known = ~np.isnan(missed)
    sums = np.bincount(group[known], missed[known], minlength=group.max() + 1)
    counts = np.bincount(group[known], minlength=group.max() + 1)
    drawn = np.random.default_rng(0).integers(0, len(sums), (DRAWS, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def middle(issues: Issues) -> Floats:
    return np.full(len(issues.outcome), 50.0)


def test_the_file_is_as_its_page_says(
    proposals: list[tuple[ImportedDispute, Dispute]], issues: Issues
) -> None:
    assert len(proposals) == 125
    assert sum(len(dispute.issues) for _, dispute in proposals) == 331
    assert sum(len(imported.outcome) for imported, _ in proposals) == 324
    known = [issue.status_quo for _, d in proposals for issue in d.issues]
    assert sum(point is not None for point in known) == 241
    assert len(issues.outcome) == 322
    assert codebook(DATA / "Codebook_DEUII.csv")["rp"] == "Position of reference point"


def test_published_errors_are_reproduced(issues: Issues) -> None:
    found = [issues.forecast, issues.salient, issues.median, issues.status_quo]
    assert [round(error(guess, issues), 1) for guess in found] == [23.3, 23.6, 29.1, 51.5]


def test_the_forecast_needs_no_fitting(issues: Issues) -> None:
    rivals = {
        "compromise: power x salience": issues.forecast,
        "  saliences shared out by party": issues.shared_out,
        "salience alone": issues.salient,
        "median of the states": issues.median,
        "constant 50": middle(issues),
        "status quo (235 issues)": issues.status_quo,
    }
    for name, guesses in rivals.items():
        low, high = interval(guesses, issues)
        write(f"{name:34} {error(guesses, issues):5.2f}  [{low:5.2f}, {high:5.2f}]")
    assert error(issues.forecast, issues) <= 23.4
    ours = interval(issues.forecast, issues)
    assert ours[1] < interval(issues.status_quo, issues)[0]


def test_it_beats_the_simple_rivals_issue_by_issue(issues: Issues) -> None:
    """The interval of the difference, proposals drawn with replacement, lies below 0."""
    _, group = np.unique(issues.proposal, return_inverse=True)
    ours = np.abs(issues.forecast - issues.outcome)
    drawn = np.random.default_rng(1).integers(0, group.max() + 1, (DRAWS, group.max() + 1))
    counts = np.bincount(group)
    for guesses in (issues.median, middle(issues)):
        sums = np.bincount(group, ours - np.abs(guesses - issues.outcome))
        means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
        assert np.quantile(means, 0.975) < 0


def test_the_interval_holds_four_outcomes_in_five(issues: Issues) -> None:
    """Each proposal is left out in turn, and held against what the others say."""
    groups = np.array(issues.proposal)
    errors = issues.outcome - issues.forecast
    inside, widths = [], []
    for name in sorted(set(issues.proposal)):
        others = groups != name
        wide = reach(errors[others], issues.disagreement[others], groups[others])
        middles, half = issues.forecast[~others], wide * issues.disagreement[~others]
        ends = np.clip([middles - half, middles + half], 0, 100)
        inside += [*((ends[0] <= issues.outcome[~others]) & (issues.outcome[~others] <= ends[1]))]
        widths += [*(ends[1] - ends[0])]
    write(f"coverage {np.mean(inside):.3f}, mean width {np.mean(widths):.1f}")
    assert 0.77 <= np.mean(inside) <= 0.83


def test_the_calibration_that_is_shipped_is_the_measured_one(issues: Issues) -> None:
    found = reach(issues.outcome - issues.forecast, issues.disagreement, issues.proposal)
    assert DEU_II.reach == pytest.approx(found, abs=5e-4)
    inside = (issues.low <= issues.outcome) & (issues.outcome <= issues.high)
    assert abs(inside.mean() - LEVEL) < 0.03


def test_positions_as_options_are_told_apart(
    proposals: list[tuple[ImportedDispute, Dispute]],
) -> None:
    """The distinct positions as options: the nearest to the outcome has come out."""
    ours, even = [], []
    for imported, dispute in proposals:
        pulls = pull(dispute, stakes(imported, dispute))
        for place, issue in enumerate(dispute.issues):
            held = np.nan_to_num(dispute.positions[:, place], nan=50.0)
            known = ~np.isnan(dispute.positions[:, place])
            if issue.name not in imported.outcome or known.sum() < ACTORS:
                continue
            points = np.unique(held[known])
            values = 1 - np.abs(held[:, None] - points) / 100
            every = np.ones(len(points), dtype=bool)
            found = probabilities(pulls[:, place], values, DEU_II, possible=every)
            came = np.abs(points - imported.outcome[issue.name]).argmin()
            ours.append(np.log(found[came]))
            even.append(np.log(1 / len(points)))
    write(f"mean log probability {np.mean(ours):.3f}; evenly {np.mean(even):.3f}")
    assert len(ours) == 322
    assert np.mean(ours) > np.mean(even) + 0.05
