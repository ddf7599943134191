"""The JSON of an autonomy: what is documented stands first, and nothing is NaN."""

import json
from pathlib import Path

import foedus
from foedus.autonomy import autonomy
from foedus.results.autonomy_json import DOCUMENTED, autonomy_as_json

HAND = Path(__file__).parents[1] / "fixtures" / "alone"


def test_documented_fields() -> None:
    found = autonomy(foedus.load(HAND), group="south", without="CCC", since="2027-01")
    made = autonomy_as_json(found)
    text = json.loads(json.dumps(made, allow_nan=False))
    assert tuple(text)[:6] == DOCUMENTED
    assert set(text["exposure"][0]) == {
        "capability", "month", "required", "held_with", "held_without", "exposure",
        "basis", "weakest",
    }  # fmt: skip
    assert text["alone_from"] == {"armour": None, "fire": "2026-06"}
    assert set(text["cost"][0]) == {"party", "year", "amount"}
    assert text["programme"][0]["kind"] == "refill"
    assert set(text["programme"][0]) >= {"donor", "line", "paid", "arrives", "quantity", "basis"}
    assert [level["name"] for level in text["levels"]] == ["readiness", "cost", "fairness"]
    assert set(text["levels"][0]) == {"name", "value", "unavoidable"}
    assert len(text["levels"][2]["sorted"]) == 2
    assert text["stamp"]["options"]["without"] == "CCC"
    assert text["members"] == ["AAA", "BBB"]
    assert {"levers", "allies", "burden", "usage", "sources"} <= set(text)
