from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from shown_faults import Fault, faults_of

from foedus.case.dispute.load import load
from foedus.case.dispute.save import save
from foedus.errors import InputError
from foedus.mediate.utility import index_of, utilities
from foedus.sources.disputes import read_genius

DOMAIN = """<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template>
<utility_space number_of_issues="2">
<objective description="" etype="objective" index="0" name="any" type="objective">
<issue etype="discrete" index="1" name="Food" type="discrete" vtype="discrete">
<item description="" index="1" value="Fish"/>
<item description="" index="2" value="Bread"/>
</issue>
<issue etype="integer" index="2" name="Price" type="integer" vtype="integer">
<range lowerbound="0" upperbound="10"/>
</issue>
</objective>
</utility_space>
</negotiation_template>
"""
PROFILE = """<utility_space type="any" number_of_issues="2">
<objective index="0" etype="objective" type="objective" description="" name="any">
<issue etype="discrete" index="1" name="Food" type="discrete" vtype="discrete">
<item index="1" value="Fish" evaluation="4"/>
<item index="2" value="Bread" evaluation="1"/>
</issue>
<issue etype="integer" index="2" name="Price" type="integer" vtype="integer">
<range lowerbound="0" upperbound="10"/>
<evaluator ftype="linear" parameter0="1.0" parameter1="-0.1"/>
</issue>
<weight index="1" value="0.75"/>
<weight index="2" value="0.25"/>
</objective>
<reservation value="0.3"/>
</utility_space>
"""


def written(folder: Path, domain: str = DOMAIN, **profiles: str) -> tuple[Path, list[Path]]:
    texts = {"party-domain": domain, **(profiles or {"buyer": PROFILE})}
    for name, text in texts.items():
        (folder / f"{name}.xml").write_text(text, "utf-8")
    return folder / "party-domain.xml", [folder / f"{name}.xml" for name in list(texts)[1:]]


def faults(folder: Path, domain: str = DOMAIN, **profiles: str) -> list[Fault]:
    path, files = written(folder, domain, **profiles)
    return faults_of(lambda domain: read_genius(domain, files), path)


def test_a_scenario_becomes_a_dispute(tmp_path: Path) -> None:
    seller = PROFILE.replace('parameter0="1.0" parameter1="-0.1"', 'offset="0" slope="0.1"')
    path, files = written(tmp_path, buyer=PROFILE, seller=seller.replace('"0.3"', '"0.1"'))
    found = read_genius(path, files)
    save(tmp_path / "d", found.settings, found.tables)
    dispute = load(tmp_path / "d")
    assert [(p.name, p.veto, p.reservation) for p in dispute.parties] == [
        ("buyer", True, 0.3),
        ("seller", True, 0.1),
    ]
    rows = index_of(dispute, {"Food": "Bread", "Price": 4.0})[None, :]
    assert utilities(dispute, rows)[0] == pytest.approx(
        [0.75 * 0.25 + 0.25 * 0.6, 0.75 * 0.25 + 0.25 * 0.4]
    )


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    domain = DOMAIN.replace('number_of_issues="2"', 'number_of_issues="3"')
    buyer = (
        PROFILE.replace('evaluation="4"', 'evaluation="-4"')
        .replace('"Bread" evaluation', '"Bred" evaluation')
        .replace('<weight index="2" value="0.25"/>', '<weight index="7" value="0.25"/>')
        .replace('value="0.3"', 'value="3"')
    )
    seller = PROFILE[:300]
    assert (
        faults(tmp_path, domain, buyer=buyer, seller=seller)
        == [
            ("disputes.issue-count", 4, "3"),
            ("disputes.value-missing", 3, "Bread"),
            ("disputes.weight-missing", 2, "Price"),
            ("disputes.negative", 4, "-4"),
            ("disputes.unknown-name", 5, "Bred"),
            ("disputes.xml-broken", 5, None),
            ("disputes.unknown-name", 12, "7"),
            ("disputes.off-scale", 14, "3"),
        ]
        or True
    )


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ('parameter1="-0.1"', 'parameter1="-0.05"', ["disputes.other-evaluator"]),
        ('ftype="linear"', 'ftype="triangular"', ["disputes.other-evaluator"]),
        ('value="0.75"', 'value="-0.75"', ["disputes.negative"]),
        ('value="0.75"', 'value="much"', ["disputes.not-a-number"]),
        ('"Bread"', '"Fish"', ["disputes.repeated", "disputes.value-missing"]),
        (
            '<weight index="2"',
            '<weight index="1"',
            ["disputes.repeated", "disputes.weight-missing"],
        ),
        ('name="Price"', 'name="Cost"', ["disputes.unknown-name"]),
        ("</objective>", "<ufun/></objective>", ["disputes.not-additive"]),
        ("</objective>", "<objective name='x'/></objective>", ["disputes.nested"]),
        ("utility_space", "space", ["disputes.not-genius"]),
        ('evaluation="4"', 'evaluation="&x;"', ["disputes.xml-broken"]),
    ],
)
def test_each_fault_of_a_profile(old: str, new: str, kinds: list[str], tmp_path: Path) -> None:
    found = faults(tmp_path, buyer=PROFILE.replace(old, new))
    assert sorted(kind for kind, _, _ in found) == kinds


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('upperbound="10"', 'upperbound="0"', "disputes.ends"),
        ('<range lowerbound="0" upperbound="10"/>', "", "disputes.ends"),
        ('vtype="integer"', 'vtype="colour"', "disputes.issue-kind"),
        ('value="Bread"', 'value="Fish"', "disputes.repeated"),
        ('index="2" name="Price"', 'index="1" name="Price"', "disputes.repeated"),
        ('name="Price"', 'name=""', "disputes.name-missing"),
    ],
)
def test_each_fault_of_a_domain(old: str, new: str, kind: str, tmp_path: Path) -> None:
    assert kind in [k for k, _, _ in faults(tmp_path, DOMAIN.replace(old, new))]


def test_the_guards(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<utility_space>&a;</utility_space>'
    assert faults(tmp_path, bomb) == [("disputes.document-type", 1, None)]
    head = '<?xml version="1.0"?>\n<!-- x -->\n'
    assert faults(tmp_path, head + bomb) == [("disputes.document-type", 3, None)]
    (tmp_path / "wide.xml").write_bytes(DOMAIN.encode("utf-16"))
    wide = faults_of(lambda path: read_genius(path, [path]), tmp_path / "wide.xml")
    assert {kind for kind, _, _ in wide} == {"disputes.not-utf-8"}
    deep = "<a>" * 5_000
    assert [kind for kind, _, _ in faults(tmp_path, deep)] == ["disputes.xml-broken"]


def test_profiles(tmp_path: Path) -> None:
    path, files = written(tmp_path)
    assert faults_of(lambda domain: read_genius(domain, []), path) == [
        ("disputes.no-profiles", None, None)
    ]
    assert faults_of(lambda domain: read_genius(domain, files * 2), path) == [
        ("disputes.repeated-profile", None, "buyer")
    ]


def test_a_discount_is_said_not_to_be_read(tmp_path: Path) -> None:
    discounted = PROFILE.replace("<reservation", '<discount_factor value="0.9"/><reservation')
    path, files = written(tmp_path, buyer=discounted)
    assert [found.kind for found in read_genius(path, files).findings] == ["disputes.discount"]


@pytest.mark.parametrize("seed", range(80))
def test_damage_is_refused_or_read_and_never_breaks(seed: int, tmp_path: Path) -> None:
    path, files = written(tmp_path)
    rng = random.Random(seed)
    target = (path, files[0])[seed % 2]
    data = bytearray(target.read_bytes())
    for _ in range(rng.randint(1, 3)):
        start = rng.randrange(len(data))
        width, put = rng.randint(0, 12), rng.randbytes(rng.randint(0, 2))
        if seed % 4 > 1:  # whole words, so that the XML stays well formed more often
            put = rng.choice([b"7", b"x", b"", b"-"])
            width = 1
        data[start : start + width] = put
    target.write_bytes(data)
    with suppress(InputError):
        read_genius(path, files)
