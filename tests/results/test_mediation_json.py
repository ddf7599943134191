from __future__ import annotations

import json
from dataclasses import replace

from foedus.results.mediation import Settlement
from foedus.results.mediation_json import DOCUMENTED, mediation_as_json
from sample_mediation import (
    FIRST,
    GIVEN,
    QUO,
    sample_judged,
    sample_mediation,
    sample_without,
)


def test_the_documented_fields_come_first() -> None:
    told = mediation_as_json(sample_mediation())
    assert tuple(told)[:7] == DOCUMENTED
    assert list(told["settlements"][0])[:7] == [
        "name", "outcome", "status", "gap", "utilities", "gains", "blockers",
    ]  # fmt: skip
    assert told["settlements"][0]["outcome"] == FIRST
    assert told["settlements"][0]["blockers"] == []
    assert told["agreement"] is True
    assert told["concessions"] is None
    assert len(told["frontier"]) == 3
    assert told["stamp"]["foedus"] == "0.1.0"


def test_it_is_json_and_comes_back_the_same() -> None:
    for made in (sample_mediation(), sample_judged(), sample_without()):
        told = mediation_as_json(made)
        assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_path_is_its_texts_with_the_stall_beside_it() -> None:
    told = mediation_as_json(sample_mediation())
    assert told["path"][0]["outcome"] == QUO
    assert told["path"][2]["changed"] == ["share"]
    assert told["way"] == {
        "at_most": 2, "stalls_at": 1, "package": ["seat", "clause"], "looked_at": "all",
    }  # fmt: skip
    assert mediation_as_json(sample_without())["path"] == []
    bare = mediation_as_json(replace(sample_mediation(), path=None))
    assert bare["path"] is None
    assert "way" not in bare


def test_a_settlement_that_does_not_exist_has_no_outcome() -> None:
    one = mediation_as_json(sample_without())["settlements"][0]
    assert (one["status"], one["outcome"], one["why"]) == ("none", None, "no-agreement")


def test_a_given_text_has_its_blockers_and_what_dominates_it() -> None:
    told = mediation_as_json(sample_judged())
    assert told["blockers"] == ["FRA"]
    assert told["dominated_by"] == FIRST
    assert told["judged"]["outcome"] == GIVEN
    assert told["judged"]["blocks"][0]["nearest"]["share"] == 70.0
    assert "blockers" not in mediation_as_json(sample_mediation())


def test_a_gap_without_a_bound_is_null() -> None:
    endless = Settlement("nash", FIRST, "bound", value=-1.0, gap=float("inf"))
    told = mediation_as_json(replace(sample_mediation(), settlements=(endless,)))
    assert told["settlements"][0]["gap"] is None


def test_concessions_say_who_moves() -> None:
    least, *_, paid = mediation_as_json(sample_without())["concessions"]
    assert least["lowered"] == {"DEU": 0.05}
    assert least["lifted"] == [["FRA", "share", 0.1]]
    assert sum(paid["paid"].values()) == 0
