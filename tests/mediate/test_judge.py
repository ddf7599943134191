from __future__ import annotations

import pytest
from plain_dispute import blockers, drawn, kept, made, named, texts, worth

from foedus.brief.catalogue import catalogue
from foedus.case.dispute.model import Dispute, Issue, Link, Party
from foedus.errors import InputError
from foedus.mediate.judge import judge, read_outcome


def by_hand() -> Dispute:
    people = [Party("north", True, 1.0, 0.6), Party("south", False)]
    issues = [
        Issue("aid", ("all", "half", "none")),
        Issue("base", ("yes", "no")),
        Issue("term", (), 0.0, 10.0),
    ]
    values = [[[1, 0.4, 0], [0, 0.7, 1]], [[1, 0], [1, 0]], [10.0, 10.0]]
    links = [Link(0, 0, 1, 1, allowed=False)]
    return made(people, issues, [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]], values, links=links)


def test_worth_blocks_links_and_what_is_better() -> None:
    found = judge(by_hand(), {"aid": "all", "base": "no", "term": 0})
    assert dict(found.utilities) == pytest.approx({"north": 0.5, "south": 0.0})
    assert dict(found.gains) == pytest.approx({"north": -0.1, "south": 0.0})
    assert [block.party for block in found.blocks] == ["north"]
    assert found.broken == (("aid", "base"),)
    assert found.dominated_by == {"aid": "half", "base": "yes", "term": 10.0}


def test_the_best_for_all_is_dominated_by_nothing() -> None:
    found = judge(by_hand(), {"aid": "all", "base": "yes", "term": 10.0})
    assert found.dominated_by is None
    assert (found.blocks, found.broken) == ((), ())


def test_all_faults_at_once() -> None:
    given = {"aid": "al", "term": 12, "bas": "yes", "extra": 1}
    with pytest.raises(InputError) as caught:
        judge(by_hand(), given)
    found = {(f.kind, f.column, f.value) for f in caught.value.findings}
    assert found == {
        ("outcome.unknown-issue", None, "bas"),
        ("outcome.unknown-issue", None, "extra"),
        ("outcome.unknown-option", "aid", "al"),
        ("outcome.missing-issue", "base", None),
        ("outcome.off-scale", "term", "12"),
    }
    assert {f.details["nearest"] for f in caught.value.findings if f.value == "bas"} == {"base"}


def kinds_of_term(term: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_outcome(by_hand(), {"aid": "all", "base": "yes", "term": term})
    return [f.kind for f in caught.value.findings]


def test_points_lie_on_the_scale() -> None:
    for term in (float("nan"), float("inf"), -0.1, 10**400):
        assert kinds_of_term(term) == ["outcome.off-scale"]


@pytest.mark.parametrize("term", ["5", True, None, [5]])
def test_points_are_numbers(term: object) -> None:
    assert kinds_of_term(term) == ["outcome.not-a-number"]


@pytest.mark.parametrize("given", [None, [], "all", 3])
def test_an_outcome_is_an_object(given: object) -> None:
    with pytest.raises(InputError) as caught:
        read_outcome(by_hand(), given)
    assert [f.kind for f in caught.value.findings] == ["outcome.not-a-table"]


@pytest.mark.parametrize("option", [0, None, True, ["all"]])
def test_an_option_is_named(option: object) -> None:
    with pytest.raises(InputError) as caught:
        read_outcome(by_hand(), {"aid": option, "base": "yes", "term": 1.5})
    assert [f.kind for f in caught.value.findings] == ["outcome.unknown-option"]


def test_every_kind_has_its_text() -> None:
    kinds = ("not-a-table", "unknown-issue", "missing-issue", "unknown-option", "not-a-number")
    assert {f"outcome.{kind}" for kind in (*kinds, "off-scale")} <= set(catalogue())


@pytest.mark.parametrize("seed", range(40))
def test_random_disputes(seed: int) -> None:
    dispute = drawn(seed)
    every = list(texts(dispute))
    for text in every[:: max(1, len(every) // 3)]:
        found = judge(dispute, named(dispute, text))
        assert list(found.utilities.values()) == pytest.approx(worth(dispute, text))
        names = [dispute.parties[p].name for p in blockers(dispute, text)]
        assert [block.party for block in found.blocks] == names
        assert (found.broken == ()) == kept(dispute, text)
