from __future__ import annotations

from fractions import Fraction

import pytest
from rules_at_hand import texts

from foedus.decide.parse_rule import parse_rule
from foedus.decide.presets import preset, preset_names, preset_text, weights
from foedus.decide.shipped import parse_weights, shipped_names
from foedus.errors import Finding, InputError

TEXT = 'name = "shares"\nsource = "Registry, 2024"\nunit = "votes"\n[values]\nAAA = 2.5\nBBB = 0\n'


def faults(text: str) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        parse_weights(text)
    return list(caught.value.findings)


@pytest.mark.parametrize("name", preset_names())
def test_every_rule_that_ships_is_read_and_cites_its_text(name: str) -> None:
    rule = preset(name)
    assert (rule.name, rule) == (name, parse_rule(preset_text(name)))
    assert rule.cites
    assert set(rule.names) == set(rule.note) == {"en", "fr"}


@pytest.mark.parametrize("name", shipped_names("weights"))
def test_every_table_that_ships_is_read_and_names_its_source(name: str) -> None:
    table = weights(name)
    assert table.name == name
    assert table.source
    assert bool(table.values) is not bool(table.missing)


def test_names_are_sorted() -> None:
    assert list(preset_names()) == sorted(preset_names())
    assert preset_names()


def test_an_unknown_rule_names_the_nearest_and_all() -> None:
    for read in (preset, preset_text):
        with pytest.raises(InputError) as caught:
            read("eu-unanimty")
        (fault,) = caught.value.findings
        assert fault.kind == "rule.unknown-preset"
        assert fault.details["nearest"] == "eu-unanimity"
        assert fault.details["known"] == ", ".join(preset_names())
        assert 'nearest: "eu-unanimity"' in texts(fault)[0]
        assert "n’est fournie" in texts(fault)[1]
    with pytest.raises(InputError) as caught:
        preset("zzzzzzzz")
    assert caught.value.findings[0].kind == "rule.unknown-preset-far"


@pytest.mark.parametrize("name", ["../presets/consensus", "", "consensus.toml", "/etc/hosts"])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(InputError):
        preset_text(name)
    with pytest.raises(InputError):
        weights(name)


def test_an_unknown_table_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        weights("eu15-vote")
    (fault,) = caught.value.findings
    assert (fault.kind, fault.details["nearest"]) == ("rule.unknown-weights", "eu15-votes")


def test_a_table_of_weights() -> None:
    table = parse_weights(TEXT)
    assert (table.name, table.source, table.missing) == ("shares", "Registry, 2024", "")
    assert dict(table.values) == {"AAA": Fraction(5, 2), "BBB": 0}


def test_a_table_without_weights_says_why() -> None:
    table = parse_weights('name = "n"\nsource = "s"\nmissing = "not published"\n')
    assert (dict(table.values), table.missing) == ({}, "not published")


@pytest.mark.parametrize(
    ("old", "new", "kind", "key"),
    [
        ('name = "shares"\n', "", "rule.key-missing", "name"),
        ('source = "Registry, 2024"\n', "", "rule.key-missing", "source"),
        ("unit", "unti", "rule.unknown-key", "unti"),
        ("2.5", "-2.5", "rule.negative", "values.AAA"),
        ("2.5", '"many"', "rule.not-a-number", "values.AAA"),
        ("2.5", "0", "rule.no-weights", "values"),
        ("[values]\nAAA = 2.5\nBBB = 0\n", "", "rule.no-weights", "values"),
        ("[values]\nAAA = 2.5\nBBB = 0\n", "values = 3", "rule.not-weights", "values"),
    ],
)
def test_faults_of_a_table(old: str, new: str, kind: str, key: str) -> None:
    assert [(f.kind, f.column) for f in faults(TEXT.replace(old, new))] == [(kind, key)]
