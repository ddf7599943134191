"""The documented fields of every result of the record, in their order, as plain values."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from record_cases import AS_OF, case_of, desk_tables, term

from foedus.decide.handover import handover
from foedus.decide.succession import succession
from foedus.decide.today import today
from foedus.results.power import Power, Published, Sets
from foedus.results.record_json import (
    Json,
    handover_as_json,
    power_as_json,
    silence_as_json,
    succession_as_json,
    today_as_json,
    verdict_as_json,
)
from foedus.results.silence import Noted, Round, Silence
from foedus.results.stamp import RecordStamp
from foedus.results.verdict import ActCounted, Change, Reached, Turn, Verdict

CASE = case_of(desk_tables())
NOON = datetime(2024, 10, 1, 12, tzinfo=UTC)
STAMP = RecordStamp({"rule": "0"}, "1", {"at": "2024-10-01"}, "2024-10-01T12:00:00+00:00", 0.1)

SILENCE = Silence(
    at=NOON,
    state="broken",
    round=1,
    expires=NOON,
    breaks=(Noted(NOON, "object", "AAA", 1, reason="so"),),
    late=(),
    attached=(),
    rounds=(Round(1, NOON, NOON, "Europe/Brussels", "0", "1", (NOON,), ("AAA",), "broken"),),
    rule="r",
    cites="c",
    upcoming=0,
    members_known=True,
    stamp=STAMP,
)

SHARE = Reached("share", "members", "at_least", Fraction(11, 20), Fraction(15, 27), True, ("AAA",))
GROUP = Reached("any", "", "at_least", None, None, True, (), (SHARE,))
VERDICT = Verdict(
    rule="r",
    cites="c",
    members=("AAA", "BBB"),
    adopted=True,
    conditions=(SHARE, GROUP),
    deemed=False,
    turns_if=(Turn((Change("AAA", "for", "against"),), adopted=False),),
    turns=1,
    acts=(ActCounted("AAA", "for", "2024-10-01T12:00:00Z", None, "counted"),),
    stamp=STAMP,
)

POWER = Power(
    rule="r",
    cites="c",
    members=("AAA", "BBB"),
    banzhaf={"AAA": Fraction(2, 3), "BBB": Fraction(1, 3)},
    banzhaf_absolute={"AAA": Fraction(1, 2), "BBB": Fraction(1, 4)},
    shapley_shubik={"AAA": Fraction(2, 3), "BBB": Fraction(1, 3)},
    decisiveness=Fraction(3, 8),
    winning=Sets(1, 1, (("AAA",),)),
    blocking=Sets(None, 1, (("AAA",),)),
    published=(Published("col", "banzhaf", False, {"BBB": (0.3, 1 / 3)}),),
    weights="",
    method="enumeration",
    stamp=STAMP,
)


@pytest.mark.parametrize(
    ("entry", "first"),
    [
        (verdict_as_json(VERDICT), ["adopted", "conditions", "turns_if"]),
        (
            silence_as_json(SILENCE),
            ["state", "round", "expires", "breaks", "late", "attached"],
        ),
        (
            power_as_json(POWER),
            ["banzhaf", "banzhaf_absolute", "shapley_shubik", "decisiveness", "stamp"],
        ),
        (
            succession_as_json(succession(CASE, AS_OF)),
            ["office", "at", "holder", "since", "until", "state", "nominations"],
        ),
        (
            today_as_json(today(CASE, AS_OF, silences={"text": SILENCE})),
            ["at", "holder", "priorities", "decisions", "pledges", "asks", "spending",
             "agreements", "findings"],
        ),
        (
            handover_as_json(handover(CASE, AS_OF, silences={"text": SILENCE})),
            ["office", "at", "hands_over", "takes_over"],
        ),
    ],
)  # fmt: skip
def test_the_documented_fields_come_first_and_all_is_plain(entry: Json, first: list[str]) -> None:
    assert list(entry)[: len(first)] == first
    assert json.loads(json.dumps(entry, allow_nan=False)) == entry
    assert "stamp" in entry


def test_a_verdict_has_its_figures_as_numbers_and_exactly() -> None:
    share, group = verdict_as_json(VERDICT)["conditions"]  # type: ignore[misc]
    assert list(share)[:4] == ["condition", "required", "reached", "met"]
    assert (share["required"], share["exact"]) == (0.55, {"required": "11/20", "reached": "5/9"})
    assert share["reached"] == pytest.approx(15 / 27)
    assert group["required"] is None
    assert group["exact"] == {"required": None, "reached": None}
    assert group["parts"] == [share]
    turn = {"changes": [{"member": "AAA", "was": "for", "becomes": "against"}], "adopted": False}
    assert verdict_as_json(VERDICT)["turns_if"] == [turn]


def test_indices_are_numbers_and_exact() -> None:
    entry = power_as_json(POWER)
    assert entry["banzhaf"] == {"AAA": pytest.approx(2 / 3), "BBB": pytest.approx(1 / 3)}
    exact = entry["exact"]
    assert isinstance(exact, dict)
    assert exact["banzhaf"] == {"AAA": "2/3", "BBB": "1/3"}
    assert exact["decisiveness"] == "3/8"


def test_instants_are_utc() -> None:
    entry = silence_as_json(SILENCE)
    assert entry["expires"] == "2024-10-01T12:00:00Z"
    assert entry["rounds"][0]["extensions"] == ["2024-10-01T12:00:00Z"]  # type: ignore[index]


def test_the_holder_of_a_succession_is_a_name() -> None:
    entry = succession_as_json(succession(CASE, date(2024, 9, 30)))
    assert (entry["holder"], entry["since"], entry["until"], entry["state"]) == (
        "Old", "2015-10-01", "2024-10-01", "decided",
    )  # fmt: skip
    vacant = case_of({"terms": [term("Old", date(2020, 1, 1), date(2024, 1, 1))]})
    entry = succession_as_json(succession(vacant, AS_OF))
    assert [entry[n] for n in ("holder", "since", "until", "state")] == [None, None, None, "vacant"]


def test_the_holder_on_the_desk_is_a_term() -> None:
    entry = today_as_json(today(CASE, AS_OF, silences={"text": SILENCE}))
    holder = entry["holder"]
    assert isinstance(holder, dict)
    assert (holder["person"], holder["since"]) == ("New", "2024-10-01")
    assert entry["silences"][0]["name"] == "text"  # type: ignore[index]
    assert entry["unknown"] == ["asks"]
    assert today_as_json(today(case_of({}), AS_OF))["holder"] is None
