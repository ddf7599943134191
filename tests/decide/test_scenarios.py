"""Written scenarios: each names the text that it rests on, and says what must come out."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foedus.decide.acts import parse_acts
from foedus.decide.events import parse_events
from foedus.decide.parse_rule import parse_rule
from foedus.decide.presets import preset
from foedus.decide.rule import Rule
from foedus.decide.silence import append, silence
from foedus.decide.tally import decide
from foedus.errors import InputError
from foedus.results.verdict import Reached, Verdict

Scenario = Mapping[str, Any]

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))
SCENARIOS = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in FILES}
MADE = {"constructed", "after a real event", "real"}


def _of(key: str) -> list[str]:
    return [name for name, scenario in SCENARIOS.items() if key in scenario]


def _rule(scenario: Scenario) -> Rule:
    return (
        parse_rule(scenario["rule_text"]) if "rule_text" in scenario else preset(scenario["rule"])
    )


def _members(scenario: Scenario) -> Sequence[str]:
    listed: Sequence[str] = scenario.get("members", _rule(scenario).members)
    assert not isinstance(listed, str), "a body needs its members"
    return listed


def _members_on(scenario: Scenario) -> Callable[[date], Sequence[str]]:
    """Return who is a member on a day; ``joins`` says since when, for those not since ever."""
    joins = {m: date.fromisoformat(day) for m, day in scenario.get("joins", {}).items()}
    return lambda day: [m for m in _members(scenario) if joins.get(m, date.min) <= day]


def _acts(scenario: Scenario) -> str:
    """Return the CSV of a scenario's acts; ``others``: all members that no other act names."""
    groups = scenario["acts"]
    named = {m for group in groups if group["members"] != "others" for m in group["members"]}
    others = [m for m in _members(scenario) if m not in named]
    rows = ["member,act,at"]
    for group in groups:
        who = others if group["members"] == "others" else group["members"]
        if group["act"] != "none":
            rows += [f"{member},{group['act']},{group['at']}" for member in who]
    return "\n".join(rows) + "\n"


def _log(scenario: Scenario) -> str:
    """Return the JSON Lines of a scenario's events; a text stands for its hash."""
    lines = []
    for event in scenario["events"]:
        line = {k: v for k, v in event.items() if not k.startswith("text_")}
        for key in ("text_en", "text_fr"):
            if key in event:
                hashed = hashlib.sha256(event[key].encode()).hexdigest()
                line[key.replace("text", "hash")] = hashed
        lines.append(json.dumps(line))
    return "\n".join(lines) + "\n"


def _verdict(scenario: Scenario) -> Verdict:
    closes = scenario.get("closes")
    return decide(
        _rule(scenario),
        parse_acts(_acts(scenario)),
        members=_members(scenario),
        closes=datetime.fromisoformat(closes) if closes else None,
    )


def _recorded(scenario: Scenario) -> object:
    if "acts" in scenario:
        return _verdict(scenario)
    rule, members = _rule(scenario), _members_on(scenario)
    return append("", _log(scenario), rule=rule, members=members)


def _leaves(conditions: Sequence[Reached]) -> list[Reached]:
    return [leaf for c in conditions for leaf in (_leaves(c.parts) if c.parts else [c])]


def _figure(written: str) -> Fraction | None:
    return None if written == "none" else Fraction(written)


def test_there_are_two_dozen_and_each_preset_of_a_body_has_one() -> None:
    assert len(SCENARIOS) >= 24
    used = {scenario.get("rule") for scenario in SCENARIOS.values()}
    assert {
        "nato-consensus",
        "osce-consensus",
        "eu-silence",
        "eu-qualified-majority",
        "eu-qualified-majority-reinforced",
        "eu-simple-majority",
        "eu-unanimity",
        "eu-constructive-abstention",
        "un-general-assembly-majority",
        "un-general-assembly-important",
        "un-silence",
    } <= used
    assert any("rule_text" in scenario for scenario in SCENARIOS.values())


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_cites_its_text_and_says_whether_it_happened(name: str) -> None:
    scenario = SCENARIOS[name]
    assert scenario["title"]
    assert scenario["cites"]
    assert scenario["made"] in MADE
    assert scenario["made"] == "constructed" or scenario["note"]


@pytest.mark.parametrize("name", _of("expect"))
def test_a_tally(name: str) -> None:
    scenario = SCENARIOS[name]
    verdict, expect = _verdict(scenario), scenario["expect"]
    assert verdict.adopted is expect["adopted"]
    assert verdict.deemed is expect.get("deemed", False)
    shown = [(c.condition, c.reached, c.met) for c in _leaves(verdict.conditions)]
    assert shown == [(c["kind"], _figure(c["reached"]), c["met"]) for c in expect["conditions"]]
    sizes = {len(turn.changes) for turn in verdict.turns_if}
    assert sizes == ({expect["turns"]} if expect["turns"] else set())
    assert all(turn.adopted is not verdict.adopted for turn in verdict.turns_if)


@pytest.mark.parametrize("name", _of("checks"))
def test_a_silence(name: str) -> None:
    scenario = SCENARIOS[name]
    events = parse_events(_log(scenario))
    for check in scenario["checks"]:
        at = datetime.fromisoformat(check["at"])
        found = silence(events, at, rule=_rule(scenario), members=_members_on(scenario))
        assert (
            found.state,
            found.round,
            len(found.breaks),
            len(found.late),
            len(found.attached),
        ) == (check["state"], check["round"], check["breaks"], check["late"], check["attached"]), (
            check["at"]
        )


@pytest.mark.parametrize("name", _of("refused"))
def test_the_impossible_is_refused_with_its_reason(name: str) -> None:
    scenario = SCENARIOS[name]
    with pytest.raises(InputError) as caught:
        _recorded(scenario)
    kinds = [finding.kind.removesuffix("-far") for finding in caught.value.findings
             if finding.severity == "fault"]  # fmt: skip
    assert sorted(kinds) == sorted(scenario["refused"])
