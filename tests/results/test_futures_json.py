"""The JSON of several futures: what is documented stands first, and nothing is NaN."""

import json

from foedus.results.futures_json import DOCUMENTED, futures_as_json
from sample_futures import sample_futures, with_odds, without_plan


def test_documented_fields() -> None:
    text = json.loads(json.dumps(futures_as_json(sample_futures()), allow_nan=False))
    assert tuple(text)[: len(DOCUMENTED)] == DOCUMENTED
    assert text["levels"][0] == {"name": "need", "value": 0.25}
    first = text["scenarios"][0]
    assert list(first)[:4] == ["scenario", "probability", "levels", "own_levels"]
    assert first["probability"] is None
    assert (text["evpi"], text["vss"]) == (None, None)
    assert text["moves"][0]["in"] == ["calm", "drought", "storm"]
    assert text["moves"][0]["kind"] == "give"
    assert text["stamp"]["case_sha256"] == "a" * 64
    assert {"regrets", "coverage", "burden", "changes", "worth", "lacking", "status"} <= set(text)


def test_an_impossible_regret_is_null() -> None:
    text = futures_as_json(sample_futures())
    assert [row["regret"] for row in text["regrets"]].count(None) == 1  # type: ignore[attr-defined]


def test_with_odds() -> None:
    text = futures_as_json(with_odds())
    assert (text["evpi"], text["vss"]) == (0.125, 0.375)
    assert text["worth"] == {
        "wait_and_see": 1.0, "stochastic": 1.125, "mean_plan": 1.5, "holds": True,
    }  # fmt: skip


def test_without_a_plan() -> None:
    text = json.loads(json.dumps(futures_as_json(without_plan("storm")), allow_nan=False))
    assert text["status"] == "infeasible"
    assert text["lacking"] == ["storm"]
    assert text["moves"] == text["scenarios"] == []
