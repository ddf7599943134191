"""The engine against every outcome looked at, on random disputes of up to 200,000 outcomes.

A hundred disputes in the ordinary run, a thousand with ``pytest -m oracle``. Values, existence
and what is shown agree within 1e-9, by enumeration and, up to 20,000 outcomes, by programmes (of
the hundred a fifth).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from foedus.case.dispute.model import Dispute, Issue, Party
from foedus.mediate import blockers, zone
from foedus.mediate.concessions import concessions
from foedus.mediate.frontier import frontier
from foedus.mediate.judge import judge
from foedus.mediate.settlements import Method, settlements
from foedus.mediate.zone import agreement, conflict
from oracle.mediation.compare import (
    about_concessions,
    about_conflict,
    about_frontier,
    about_judged,
    about_settlements,
)
from oracle.mediation.disputes import MOST, random_dispute
from oracle.mediation.settled import dominating, settled
from oracle.mediation.space import Space

METHODS: tuple[Method, ...] = ("enumerate", "milp")
FEW, MANY = range(100), range(1_000)
FRONTIER = 5_000
"""Outcomes up to which the frontier is compared."""
PROGRAMMES = 20_000
"""Outcomes up to which programmes are compared too."""


def about(dispute: Dispute, seed: int) -> Iterator[str]:
    """Say all that the engine answers otherwise, looking at every outcome."""
    space = Space(dispute)
    found = settlements(dispute, method="enumerate")
    yield from about_settlements(space, found, shown=True)
    yield from about_the_rest(space, seed)
    count = space.worth.shape[1]
    edge = frontier(dispute) if count <= FRONTIER else None
    if edge is not None:
        yield from about_frontier(space, edge.points)
    for one in found:
        if one.outcome is not None:
            yield from about_judged(space, judge(dispute, one.outcome))


def about_the_rest(space: Space, seed: int) -> Iterator[str]:
    """Compare agreement, conflict, concessions, the status quo and a random outcome."""
    dispute = space.dispute
    if agreement(dispute) != bool(len(space.agreed)):
        yield f"agreement: {agreement(dispute)}, {len(space.agreed)} found"
    yield from about_conflict(space, conflict(dispute))
    yield from about_concessions(space, concessions(dispute))
    status_quo = {issue.name: issue.status_quo for issue in dispute.issues}
    source = np.random.default_rng(seed)
    some = space.outcome(int(source.integers(space.worth.shape[1])))
    for outcome in (status_quo, some):
        yield from about_judged(space, judge(dispute, outcome))


@pytest.mark.parametrize("seed", FEW)
def test_agrees_with_every_outcome_looked_at(seed: int) -> None:
    assert list(about(random_dispute(seed), seed)) == []


@pytest.fixture
def programmes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be enumerated."""
    monkeypatch.setattr(zone, "LARGEST", 0)
    monkeypatch.setattr(blockers, "BALL", 0)


@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize("seed", FEW[::5])
def test_programmes_agree_with_every_outcome_looked_at(seed: int) -> None:
    assert list(about_programmes(seed)) == []


def about_programmes(seed: int) -> Iterator[str]:
    dispute = random_dispute(seed, most=PROGRAMMES)
    space = Space(dispute)
    yield from about_settlements(space, settlements(dispute, method="milp"), shown=False)
    yield from about_the_rest(space, seed)


@pytest.mark.oracle
def test_agrees_on_a_thousand_disputes() -> None:
    wrong: dict[int, list[str]] = {}
    for seed in MANY:
        said = list(about(random_dispute(seed), seed))
        wrong |= {seed: said} if said else {}
        if (seed + 1) % 50 == 0:
            print(f"{seed + 1} disputes, {len(wrong)} differ", flush=True)  # noqa: T201
    assert wrong == {}


@pytest.mark.oracle
@pytest.mark.usefixtures("programmes")
def test_programmes_agree_on_a_thousand_disputes() -> None:
    wrong: dict[int, list[str]] = {}
    for seed in MANY:
        said = list(about_programmes(seed))
        wrong |= {seed: said} if said else {}
        if (seed + 1) % 50 == 0:
            print(f"{seed + 1} disputes by programmes, {len(wrong)} differ", flush=True)  # noqa: T201
    assert wrong == {}


def test_the_few_hold_every_kind() -> None:
    why: Counter[str] = Counter()
    spaces = [Space(random_dispute(seed)) for seed in FEW]
    for space in spaces:
        why.update({best.why for best in settled(space).values()})
        why["no outcome"] += not space.linked.any()
        why["nobody has a veto"] += not space.veto.any()
        why["links"] += bool(space.dispute.links)
        why["red lines"] += bool(space.dispute.redlines)
        why["ranks"] += bool(space.dispute.ranked.any())
    assert min(why[key] for key in ("no-agreement", "no-positive-gain", "no-veto-gain")) >= 1
    assert min(why.values()) >= 1, why
    assert max(space.worth.shape[1] for space in spaces) > MOST / 2


def test_a_worse_settlement_is_noticed() -> None:
    dispute = random_dispute(0)
    space = Space(dispute)
    found = settlements(dispute)
    for place, one in enumerate(found):
        assert one.value is not None
        worse = replace(one, value=one.value - 1e-8)
        others = (*found[:place], worse, *found[place + 1 :])
        assert list(about_settlements(space, others, shown=True)) != []


def test_a_wrong_judgement_is_noticed() -> None:
    dispute = random_dispute(0)
    space = Space(dispute)
    numbers = np.flatnonzero(space.blocked.any(axis=0))
    number = next(n for n in numbers if len(dominating(space, int(n))))
    said = judge(dispute, space.outcome(int(number)))
    assert list(about_judged(space, said)) == []
    far = replace(said.blocks[0], short=said.blocks[0].short + 1e-8)
    nowhere = replace(said.blocks[0], nearest=None)
    for wrong in (
        replace(said, blocks=()),
        replace(said, blocks=(far, *said.blocks[1:])),
        replace(said, blocks=(nowhere, *said.blocks[1:])),
        replace(said, dominated_by=None),
        replace(said, dominated_by=said.outcome),
    ):
        assert list(about_judged(space, wrong)) != []


def test_a_wrong_concession_is_noticed() -> None:
    dispute = next(d for d in map(random_dispute, FEW) if not agreement(d))
    space = Space(dispute)
    found = concessions(dispute)
    assert list(about_concessions(space, found)) == []
    for place, one in enumerate(found):
        wrong = (*found[:place], replace(one, total=one.total + 1e-8), *found[place + 1 :])
        assert one.outcome is None or list(about_concessions(space, wrong)) != []


def test_kalai_smorodinsky_is_the_largest_least_share_not_the_least_spread() -> None:
    """``ks_points`` of NegMAS 0.16 takes (0.5, 0.4), whose shares are closest to each other."""
    values = np.array([[1.0, 0.5, 0.42, 0.0], [0.0, 0.4, 0.9, 1.0]])
    dispute = Dispute(
        "definition",
        {},
        (Party("A", veto=True), Party("B", veto=True)),
        (Issue("I", ("one", "even", "least", "other")),),
        np.ones((2, 1)),
        (values,),
        np.full((2, 1), np.nan),
        np.full((2, 1), np.nan),
    )
    for method in METHODS:
        found = {one.name: one for one in settlements(dispute, method=method)}
        assert found["kalai-smorodinsky"].outcome == {"I": "least"}
        assert found["kalai-smorodinsky"].value == pytest.approx(0.42)
