"""The whole answer: what it holds to together, and that it keeps to its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from plain_dispute import made

from foedus.case.dispute.load import load
from foedus.case.dispute.model import Dispute, Issue, Party
from foedus.mediate import deadline as clock
from foedus.mediate import engine, ground
from foedus.mediate.engine import mediate
from foedus.results.mediation import SETTLEMENTS
from foedus.results.mediation_json import mediation_as_json

ROOT = Path(__file__).parents[2]
DISPUTES = ROOT / "cases" / "disputes"


def _turkiye() -> Dispute:
    return load(DISPUTES / "turkiye-2003")


def firm(dispute: Dispute) -> Dispute:
    parties = tuple(replace(one, reservation=0.9) for one in dispute.parties)
    return replace(dispute, parties=parties)


def large(parties: int = 20, issues: int = 16, options: int = 6) -> Dispute:
    """More texts than can be looked at, a scale, and reservations that may leave none."""
    rng = np.random.default_rng(1)
    values = [rng.random((parties, options)).tolist() for _ in range(issues)]
    named = tuple(f"o{n}" for n in range(options))
    return made(
        [Party(f"p{n}", True, 1.0, 0.62) for n in range(parties)],
        [
            *(Issue(f"i{n}", named, status_quo="o0") for n in range(issues)),
            Issue("s", low=0.0, high=1.0, status_quo=0.5),
        ],
        rng.dirichlet(np.ones(issues + 1), parties).tolist(),
        [*values, rng.random(parties).tolist()],
    )


def test_settlements_are_made_again_under_other_fillings_of_the_ranks() -> None:
    found = mediate(_turkiye(), draws=50)
    assert found.robustness is not None
    assert set(found.robustness.ranks) == {one.name for one in found.settlements} - {"robust"}
    assert all(0 <= share <= 1 for share in found.robustness.ranks.values())
    assert "mediate.ranks-not-tried" not in {one.kind for one in found.findings}


def test_ranks_that_were_filled_in_one_way_only_are_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "REFILLED", 10)
    found = mediate(_turkiye(), draws=50)
    assert found.robustness is not None
    assert not found.robustness.ranks
    assert "mediate.ranks-not-tried" in {one.kind for one in found.findings}


def test_a_silence_procedure_is_simulated_on_the_given_text_else_on_the_first() -> None:
    dispute = _turkiye()
    alone = mediate(dispute, draws=200)
    assert alone.silence is not None
    assert alone.silence.outcome == alone.settlements[0].outcome
    text = {"decision": "council-now", "scope": "wider", "wording": "silent"}
    given = mediate(dispute, draws=200, outcome=text)
    assert given.silence is not None
    assert given.silence.outcome == text
    assert given.silence.kept < alone.silence.kept
    told = mediation_as_json(given)["silence"]
    assert isinstance(told, dict)
    assert set(told) == {"outcome", "draws", "kept", "broken_by", "reluctance"}
    assert mediate(dispute, draws=0).silence is None


def test_without_an_agreement_no_settlement_is_left_open() -> None:
    found = mediate(firm(_turkiye()), draws=50)
    assert found.agreement is False
    assert {(one.status, one.why) for one in found.settlements} == {("none", "no-agreement")}
    assert len(found.excluding) >= 1
    (said,) = [one for one in found.findings if one.kind == "mediate.no-agreement"]
    assert said.details["parties"] == ", ".join(found.excluding)


def test_that_there_is_none_is_said_only_where_it_is_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "agreement", lambda *_, **__: None)
    monkeypatch.setattr(engine, "settlements", lambda *_, **__: ())
    monkeypatch.setattr(engine, "_settles", lambda *_, **__: None)
    found = mediate(firm(_turkiye()), draws=50)
    assert found.agreement is None
    assert found.excluding == ()
    assert "mediate.no-agreement" not in {one.kind for one in found.findings}


def test_who_rests_on_assumptions_is_in_the_answer() -> None:
    dispute = replace(_turkiye(), assumed_parties=frozenset({"TUR", "BEL"}))
    told = mediation_as_json(mediate(dispute, draws=0))
    assert told["assumed_parties"] == ["BEL", "TUR"]
    assert "blocks" not in told


QUESTIONS = (
    "judge", "agreement", "settlements", "concessions", "conflict", "path", "frontier",
    "sampled_points", "robust",
)  # fmt: skip


@pytest.mark.parametrize("dispute", [_turkiye(), firm(_turkiye())], ids=["yes", "no"])
def test_the_questions_share_one_time(monkeypatch: pytest.MonkeyPatch, dispute: Dispute) -> None:
    """On a clock that each question moves on by all it is given, they end within the time."""
    now, given = [100.0], []
    monkeypatch.setattr(engine, "REFILLED", 0)
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def hungry(name: str, answer: Callable[..., object]) -> Callable[..., object]:
        def asked(*arguments: object, within: float | None, **options: object) -> object:
            assert within is not None
            found = answer(*arguments, **options)
            given.append(name)
            now[0] += within
            return found

        return asked

    for name in QUESTIONS:
        monkeypatch.setattr(engine, name, hungry(name, getattr(engine, name)))
    today = {one.name: one.status_quo for one in dispute.issues if one.status_quo is not None}
    found = mediate(dispute, within=8, outcome=today, draws=20)
    assert now[0] == pytest.approx(108.0) if found.agreement else now[0] <= 108.0
    asked = {"judge", "agreement", "sampled_points"}
    asked |= {"settlements", "path", "robust"} if found.agreement else {"concessions", "conflict"}
    assert asked <= set(given)


def test_without_time_what_is_not_proven_is_said_to_be() -> None:
    found = mediate(large(parties=6, issues=10), within=0)
    assert {one.name for one in found.settlements} == set(SETTLEMENTS)
    for one in found.settlements:
        assert one.status == "bound"
        assert one.gap > 0
    assert "mediate.no-time-draws" in {one.kind for one in found.findings}
    assert found.robustness is None


def test_a_way_that_was_not_sought_to_the_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(engine, "path", late)
    found = mediate(_turkiye(), draws=0)
    assert found.path is None
    assert "mediate.no-time-way" in {one.kind for one in found.findings}


def test_a_way_that_was_not_sought_at_all_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ground, "LARGEST", 2)
    found = mediate(_turkiye(), draws=0)
    assert found.path is None
    assert "path.too-many" in {one.kind for one in found.findings}


def test_the_zone_is_part_of_the_answer() -> None:
    found = mediate(_turkiye(), draws=0).zone
    assert (found.possible, found.agreed, found.conflict) == (25, 2, ())
    assert found.blocking
    without = mediate(firm(_turkiye()), draws=0)
    assert without.zone.agreed == 0
    assert without.zone.conflict == without.excluding
