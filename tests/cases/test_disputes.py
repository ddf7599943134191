"""The worked disputes: their pages say what their tables give, counted out by hand here."""

from __future__ import annotations

import csv
import itertools
import json
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import linprog

from foedus.case.dispute.load import load
from foedus.case.dispute.model import Dispute
from foedus.mediate.enumerate import settle
from foedus.results.mediation import SETTLEMENTS, SettlementName

DISPUTES = Path(__file__).parents[2] / "cases" / "disputes"
NAMES = ("climate-2015", "turkiye-2003")
COUNCIL = DISPUTES / "turkiye-2003"
DECIDED = {
    "decision": "committee-later",
    "scope": "turkiye",
    "wording": "without-prejudice",
}
BLOCKED_BY = {
    "2003-02-06-silence": {"FRA", "DEU", "BEL"},
    "2003-02-12-narrowed": {"FRA", "DEU", "BEL"},
    "council-after-the-report": {"FRA"},
    "2003-02-16-belgian-demand": {"USA"},
    "2003-02-16-decided": set(),
}
UTILITIES = {
    "TUR": 2 / 3,
    "USA": 0.625,
    "GBR": 2 / 3,
    "NLD": 2 / 3,
    "FRA": 0.625,
    "DEU": 1.0,
    "BEL": 0.875,
}
EACH_HAS = 0.648
"""Of what it asks, in the best text for the least satisfied of the climate conference."""

CLOSE = 1e-9
"""Utility within which a party is at its reservation."""


def rows(name: str, table: str) -> list[dict[str, str]]:
    with (DISPUTES / name / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def utilities(dispute: Dispute, text: dict[str, str]) -> dict[str, float]:
    total = np.zeros(len(dispute.parties))
    for place, issue in enumerate(dispute.issues):
        chosen = dispute.values[place][:, issue.options.index(text[issue.name])]
        total += dispute.salience[:, place] * np.nan_to_num(chosen)
    return {party.name: float(u) for party, u in zip(dispute.parties, total, strict=True)}


def keeps_links(dispute: Dispute, text: dict[str, str]) -> bool:
    for link in dispute.links:
        first, second = dispute.issues[link.if_issue], dispute.issues[link.then_issue]
        here = text[first.name] == first.options[link.if_option]
        there = text[second.name] == second.options[link.then_option]
        if here and there is not link.allowed:
            return False
    return True


def blockers(dispute: Dispute, text: dict[str, str]) -> set[str]:
    crossing = {
        dispute.parties[line.party].name
        for line in dispute.redlines
        if line.option is not None
        and text[dispute.issues[line.issue].name] == dispute.issues[line.issue].options[line.option]
    }
    has = utilities(dispute, text)
    short = {p.name for p in dispute.parties if has[p.name] < p.reservation - CLOSE}
    return crossing | short


def texts(dispute: Dispute) -> list[dict[str, str]]:
    names = [issue.name for issue in dispute.issues]
    every = itertools.product(*(issue.options for issue in dispute.issues))
    written = (dict(zip(names, options, strict=True)) for options in every)
    return [text for text in written if keeps_links(dispute, text)]


def distances(dispute: Dispute) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """|x - position| <= reach, both ways, as rows over the points x and the reaches."""
    parties, issues = dispute.positions.shape
    limits = np.zeros((2 * parties * issues, issues + parties * issues + 1))
    bounds = np.zeros(2 * parties * issues)
    for row, (party, issue) in enumerate(np.ndindex(parties, issues)):
        for sign in (1, -1):
            place = 2 * row + (sign < 0)
            limits[place, issue] = sign
            limits[place, issues + row] = -1
            bounds[place] = sign * dispute.positions[party, issue]
    return limits, bounds


def largest_least(dispute: Dispute) -> float:
    """The largest utility that all can have at the same time."""
    parties, issues = dispute.positions.shape
    limits, bounds = distances(dispute)
    width = np.array([issue.high - issue.low for issue in dispute.issues])
    share = np.zeros((parties, limits.shape[1]))
    for party in range(parties):
        start = issues + party * issues
        share[party, start : start + issues] = dispute.salience[party] / width
    share[:, -1] = 1
    goal = np.zeros(limits.shape[1])
    goal[-1] = -1
    scales = [(issue.low, issue.high) for issue in dispute.issues]
    reaches = [(0.0, None)] * (parties * issues)
    found = linprog(
        goal,
        A_ub=np.vstack([limits, share]),
        b_ub=np.concatenate([bounds, np.ones(parties)]),
        bounds=[*scales, *reaches, (0.0, 1.0)],
    )
    assert found.x is not None
    return float(found.x[-1])


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_a_fault(name: str) -> None:
    dispute = load(DISPUTES / name)
    assert dispute.name == name
    assert {"en", "fr"} <= set(dispute.titles)
    assert all({"en", "fr"} <= set(issue.names) for issue in dispute.issues)
    assert not [finding for finding in dispute.findings if finding.kind == "later-source"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_an_assumption_has_a_place_and_a_day(name: str) -> None:
    for source in rows(name, "sources"):
        if source["confidence"] != "assumption":
            assert source["url"], source["source"]
            assert source["published"] or source["release"], source["source"]


@pytest.mark.parametrize("name", NAMES)
def test_saliences_and_reservations_of_states_are_marked_where_nobody_published_them(
    name: str,
) -> None:
    dispute = load(DISPUTES / name)
    marked = {table for table, _ in dispute.assumed}
    assert "parties" in marked
    assert ("saliences" in marked) == (name == "turkiye-2003")


def test_the_council_s_page_counts_the_texts_and_the_ranks_right() -> None:
    dispute = load(COUNCIL)
    assumed = sum(table == "ranks" for table, _ in dispute.assumed)
    sourced = len(rows("turkiye-2003", "ranks")) - assumed
    page = (COUNCIL / "README.md").read_text(encoding="utf-8")
    assert f"{len(texts(dispute))} possible texts" in page
    assert f"The {sourced} sourced ranks" in page


def test_without_agreement_each_has_what_no_text_is_worth_to_it() -> None:
    dispute = load(COUNCIL)
    nothing = {issue.name: str(issue.status_quo) for issue in dispute.issues}
    assert keeps_links(dispute, nothing)
    has = utilities(dispute, nothing)
    assert has == pytest.approx({p.name: p.reservation for p in dispute.parties})
    assert blockers(dispute, nothing) == set()


def test_one_text_is_blocked_by_nobody_and_it_is_the_one_decided() -> None:
    dispute = load(COUNCIL)
    free = [text for text in texts(dispute) if not blockers(dispute, text)]
    assert DECIDED in free
    assert len(free) == 2
    assert utilities(dispute, DECIDED) == pytest.approx(UTILITIES)


@pytest.mark.parametrize("name", SETTLEMENTS)
def test_every_settlement_is_the_text_decided(name: SettlementName) -> None:
    dispute = load(COUNCIL)
    answer = settle(dispute)[name]
    row = answer.row
    assert row is not None
    assert answer.status == "proven"
    names = {
        issue.name: issue.options[int(option)]
        for issue, option in zip(dispute.issues, row, strict=True)
    }
    assert names == DECIDED


@pytest.mark.parametrize("name", BLOCKED_BY)
def test_who_blocks_each_text_of_those_days(name: str) -> None:
    dispute = load(COUNCIL)
    text = json.loads((COUNCIL / "texts" / f"{name}.json").read_text(encoding="utf-8"))
    assert blockers(dispute, text) == BLOCKED_BY[name]
    for page in ("README.md", "README.fr.md"):
        assert f"`{name}`" in (COUNCIL / page).read_text(encoding="utf-8")


def test_the_wider_scope_fails_on_france_alone() -> None:
    dispute = load(COUNCIL)
    wider = {**DECIDED, "scope": "wider"}
    assert blockers(dispute, wider) == {"FRA"}
    assert utilities(dispute, wider)["FRA"] == pytest.approx(0.375)


def test_no_source_of_the_council_is_later_than_its_day() -> None:
    days = [row["published"] for row in rows("turkiye-2003", "sources") if row["published"]]
    assert max(date.fromisoformat(day) for day in days) == date(2003, 2, 16)


def test_the_climate_figures_are_cited_line_by_line() -> None:
    positions, saliences = rows("climate-2015", "positions"), rows("climate-2015", "saliences")
    assert len(positions) == len(saliences) == 56
    assert [row["note"] for row in positions] == [row["note"] for row in saliences]
    assert len({row["note"] for row in positions}) == 56
    assert {row["source"] for row in positions} == {"cop21"}


def test_how_much_all_of_the_climate_conference_can_have_at_once() -> None:
    dispute = load(DISPUTES / "climate-2015")
    assert largest_least(dispute) == pytest.approx(EACH_HAS, abs=5e-4)
    assert all(party.reservation < EACH_HAS for party in dispute.parties)
    for page, mark in (("README.md", "."), ("README.fr.md", ",")):
        text = (DISPUTES / "climate-2015" / page).read_text(encoding="utf-8")
        assert f"{EACH_HAS:.3f}".replace(".", mark) in text
