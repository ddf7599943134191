"""Each fault and warning of a dispute: named once, at its place, and nothing besides."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_dispute import TABLES, TOML, Texts, found, with_cell, with_row, write_dispute

from foedus.case.dispute.load import check
from foedus.case.dispute.tables import TABLES as SCHEMA

CHANGED = [
    # table, what stands there, what is written instead, kind, row, column, value, details
    ("parties", "north,true,2,0.3", "north,true,2,1.3", "out-of-range", 2, "reservation", "1.3", {"minimum": "0", "maximum": "1"}),
    ("parties", "north,true,2,0.3", "north,true,2,", "empty-cell", 2, "reservation", None, {}),
    ("parties", "north,true,2", "north,true,0", "not-positive", 2, "weight", "0", {}),
    ("parties", "north,true,2", "north,yes,2", "not-a-boolean", 2, "veto", "yes", {}),
    ("parties", "south,true,,", "south,false,,", "dispute.party-without-veto", 3, "veto", "false", {"party": "south"}),
    ("parties", "north,true,2,0.3", "north,true,2,1", None, None, None, None, {}),
    ("issues", "toll,scale,0,10", "toll,scale,,10", "dispute.scale-without-end", 3, "low", None, {"issue": "toll"}),
    ("issues", "toll,scale,0,10", "toll,scale,0,", "dispute.scale-without-end", 3, "high", None, {"issue": "toll"}),
    ("issues", "toll,scale,0,10", "toll,scale,10,10", "dispute.ends-reversed", 3, "high", "10", {"low": "10"}),
    ("issues", "toll,scale,0,10,4", "toll,scale,0,10,11", "dispute.off-scale", 3, "status_quo", "11", {"issue": "toll", "low": "0", "high": "10"}),
    ("issues", "patrol,options,,,", "patrol,options,,,1", "dispute.point-of-options", 4, "status_quo", "1", {"issue": "patrol"}),
    ("issues", "patrol,options,,", "patrol,options,,9", "dispute.end-of-options", 4, "high", "9", {"issue": "patrol"}),
    ("issues", "patrol,options", "patrol,option", "unknown-choice", 4, "kind", "option", {"nearest": "options", "choices": "options, scale"}),
    ("options", "ports,shared,2,Shared,Partagés,", "ports,shared,2,Shared,Partagés,true", "dispute.two-status-quos", 4, "status_quo", "true", {"issue": "ports", "other_row": "3"}),
    ("options", "ports,open,3", "ports,open,1.5", "not-whole", 2, "order", "1.5", {}),
    ("saliences", "north,toll,1", "north,toll,-1", "negative-number", 3, "salience", "-1", {}),
    ("saliences", "north,toll,1", "nort,toll,1", "unknown-reference", 3, "party", "nort", {"nearest": "north"}),
    ("saliences", "north,toll,1", "north,tol,1", "unknown-reference", 3, "issue", "tol", {"nearest": "toll"}),
    ("values", "ports,shared,0.5", "ports,shared,1.5", "out-of-range", 3, "value", "1.5", {"minimum": "0", "maximum": "1"}),
    ("values", "ports,shared,0.5", "ports,shred,0.5", "dispute.unknown-option", 3, "option", "shred", {"issue": "ports", "nearest": "shared", "known": "open, shared, closed"}),
    ("values", "north,ports,shared,0.5,s1\n", "", "dispute.value-missing", 2, "salience", "3", {"party": "north", "issue": "ports", "options": "shared"}),
    ("ranks", "ports,shared,2", "ports,shared,0", "not-positive", 3, "rank", "0", {}),
    ("ranks", "ports,shared,2", "ports,shared,1.5", "not-whole", 3, "rank", "1.5", {}),
    ("ranks", "ports,shared,2", "port,shared,2", "unknown-reference", 3, "issue", "port", {"nearest": "ports"}),
    ("positions", "north,toll,2", "north,toll,12", "dispute.off-scale", 2, "position", "12", {"issue": "toll", "low": "0", "high": "10"}),
    ("positions", "north,toll,2,1", "north,toll,0,1", None, None, None, None, {}),
    ("positions", "north,toll,2,1", "north,toll,10,1", None, None, None, None, {}),
    ("positions", "north,toll,2,1", "north,toll,2,-1", "negative-number", 2, "spread", "-1", {}),
    ("positions", "north,toll,2,1,s1\n", "", "dispute.position-missing", 3, "salience", "1", {"party": "north", "issue": "toll"}),
    ("redlines", "toll,,,6", "toll,,,", "dispute.redline-without-what", 2, "option", None, {}),
    ("redlines", "toll,,,6", "toll,,7,6", "dispute.redline-range-empty", 2, "high", "6", {"low": "7"}),
    ("redlines", "toll,,,6", "toll,,11,", "dispute.redline-off-scale", 2, "low", "11", {"issue": "toll", "low_of": "0", "high_of": "10"}),
    ("redlines", "toll,,,6", "toll,,,-1", "dispute.redline-off-scale", 2, "low", None, {"issue": "toll", "low_of": "0", "high_of": "10"}),
    ("redlines", "toll,,,6", "toll,,10,", None, None, None, None, {}),
    ("redlines", "toll,,,6", "toll,,,0", None, None, None, None, {}),
    ("redlines", "toll,,,6", "toll,six,,", "dispute.redline-option-on-scale", 2, "option", "six", {"issue": "toll"}),
    ("redlines", "ports,open,,", "ports,open,1,", "dispute.redline-range-on-options", 3, "low", "1", {"issue": "ports"}),
    ("redlines", "ports,open,,", "ports,opne,,", "dispute.unknown-option", 3, "option", "opne", {"issue": "ports", "nearest": "open", "known": "open, shared, closed"}),
    ("links", "ports,shared,patrol,joint", "ports,shared,ports,open", "dispute.link-of-one-issue", 2, "then_issue", "ports", {"if_issue": "ports"}),
    ("links", "ports,shared,patrol,joint", "toll,high,patrol,joint", "dispute.link-on-scale", 2, "if_option", "high", {"issue": "toll"}),
    ("links", "ports,shared,patrol,joint", "ports,shared,patrol,join", "dispute.unknown-option", 2, "then_option", "join", {"issue": "patrol", "nearest": "joint", "known": "joint, none"}),
    ("sources", "2024-09-01", "2024-11-01", "later-source", 2, "published", "2024-11-01", {"as_of": "2024-10-01"}),
]  # fmt: skip

ADDED = [
    # table, row, kind, row number, column, value, details
    ("parties", "north,true,,0.1,s1", "duplicate-key", 4, "party", "north", {"first_row": "2"}),
    ("options", "toll,ten,,Ten,Dix,,s1", "dispute.option-of-scale", 7, "issue", "toll", {"issue": "toll"}),
    ("issues", "flag,options,,,,Flag,Pavillon,s1", "dispute.no-options", 5, "issue", "flag", {"issue": "flag"}),
    ("saliences", "north,patrol,1,s1", "dispute.value-missing", 7, "salience", "1", {"party": "north", "issue": "patrol", "options": "joint, none"}),
    ("values", "south,ports,open,0.5,s1", "dispute.value-and-rank", 2, "rank", "3", {"table": "values.csv", "other_row": "7"}),
    ("values", "south,toll,ten,0.5,s1", "dispute.value-on-scale", 7, "option", "ten", {"issue": "toll"}),
    ("values", "north,ports,open,0.5,s1", "duplicate-key", 7, "party, issue, option", "north, ports, open", {"first_row": "2"}),
    ("ranks", "north,toll,ten,1,s1", "dispute.value-on-scale", 5, "option", "ten", {"issue": "toll"}),
    ("positions", "north,patrol,1,,s1", "dispute.position-on-options", 4, "position", "1", {"issue": "patrol"}),
    ("redlines", "north,toll,,1,,,s1", "duplicate-key", 4, "party, issue, option", "north, toll", {"first_row": "2"}),
    ("links", "ports,shared,patrol,none,true,s1", "dispute.links-contradict", 4, "then_option", "none", {"other_row": "2"}),
    ("links", "patrol,joint,ports,shared,false,s1", "dispute.links-contradict", 4, "then_option", "shared", {"other_row": "2"}),
    ("links", "ports,shared,patrol,joint,false,s1", "duplicate-key", 4, "if_issue, if_option, then_issue, then_option", "ports, shared, patrol, joint", {"first_row": "2"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGED, ids=lambda c: f"{c[0]}-{c[3]}-{c[2][:20]}".strip())
def test_a_changed_cell(tmp_path: Path, change: tuple[str, ...]) -> None:
    table, old, new, kind, row, column, value, details = change
    folder = write_dispute(tmp_path / "d", with_cell(table, old, new))
    if kind is None:
        assert found(folder) == []
        return
    (finding,) = check(folder).findings
    place = (finding.kind, finding.file, finding.row, finding.column, finding.value)
    assert place == (
        kind,
        f"{table if not kind.endswith('-missing') else 'saliences'}.csv",
        row,
        column,
        value,
    )
    assert finding.details == details


@pytest.mark.parametrize("added", ADDED, ids=lambda a: f"{a[0]}-{a[2]}")
def test_an_added_row(tmp_path: Path, added: tuple[str, ...]) -> None:
    table, text, kind, row, column, value, details = added
    faults = [
        f
        for f in check(write_dispute(tmp_path / "d", with_row(table, text))).findings
        if f.severity == "fault"
    ]
    file = "ranks.csv" if kind == "dispute.value-and-rank" else f"{table}.csv"
    assert [(f.kind, f.file, f.row, f.column, f.value) for f in faults] == [
        (kind, file, row, column, value)
    ]
    assert faults[0].details == details


def test_the_sound_dispute_has_no_finding(tmp_path: Path) -> None:
    assert found(write_dispute(tmp_path / "d")) == []


@pytest.mark.parametrize("table", ["parties", "issues"])
def test_nobody_or_nothing(tmp_path: Path, table: str) -> None:
    header = TABLES[table].splitlines()[0]
    for text in (None, f"{header}\n"):
        kept = {"parties", "issues", "sources", "options" if table == "parties" else ""}
        empty: Texts = {name: None for name in TABLES if name not in kept}
        folder = write_dispute(tmp_path / f"{text}", {**empty, table: text})
        faults = [f for f in check(folder).findings if f.severity == "fault"]
        assert [(f.kind, f.file) for f in faults] == [(f"dispute.no-{table}", f"{table}.csv")]


def test_links_that_leave_no_outcome(tmp_path: Path) -> None:
    rows = [
        "ports,open,patrol,joint,true",
        "patrol,joint,ports,closed,true",
        "ports,closed,patrol,none,true",
        "patrol,none,ports,shared,true",
    ]
    text = "if_issue,if_option,then_issue,then_option,allowed,source\n"
    text += "".join(f"{row},s1\n" for row in [*rows, "ports,shared,patrol,joint,true"])
    (finding,) = check(write_dispute(tmp_path / "d", {"links": text})).findings
    assert (finding.kind, finding.file) == ("dispute.links-forbid-all", "links.csv")
    assert finding.details == {"issues": "ports, patrol"}


def test_warnings(tmp_path: Path) -> None:
    none = with_cell("issues", "toll,scale,0,10,4", "toll,scale,0,10,")
    assert found(write_dispute(tmp_path / "a", none)) == [
        ("dispute.no-status-quo", "issues.csv", None, "status_quo", None)
    ]
    third = with_row("parties", "east,true,,0.1,s1")
    assert [f[:4] for f in found(write_dispute(tmp_path / "b", third))] == [
        ("dispute.no-salience", "parties.csv", 4, "party"),
        ("dispute.out-of-reach", "parties.csv", 4, "reservation"),
    ]
    nothing = {
        **with_row("parties", "east,true,,0,s1"),
        **with_row("saliences", "east,toll,0,s1"),
    }
    assert [f[:4] for f in found(write_dispute(tmp_path / "e", nothing))] == [
        ("dispute.no-salience", "parties.csv", 4, "party")
    ]
    mixed = {
        **with_cell("ranks", "south,ports,open,3,s1\n", ""),
        **with_row("values", "south,ports,open,0,s1"),
    }
    assert found(write_dispute(tmp_path / "c", mixed)) == [
        ("dispute.mixed-values", "ranks.csv", 2, "rank", "2")
    ]
    assumed = with_cell("positions", "north,toll,2,1,s1", "north,toll,2,1,s2")
    (finding,) = check(write_dispute(tmp_path / "d", assumed)).findings
    assert (finding.kind, finding.details) == ("assumed-rows", {"count": "1", "total": "2"})


def test_a_reservation_that_links_put_out_of_reach(tmp_path: Path) -> None:
    high = with_cell("parties", "south,true,,0.25", "south,true,,0.95")
    linked = with_cell("links", "ports,closed,patrol,joint,false", "ports,closed,patrol,none,false")
    assert found(write_dispute(tmp_path / "a", high)) == []
    (finding,) = check(write_dispute(tmp_path / "b", {**high, **linked})).findings
    assert (finding.kind, finding.row, finding.value) == ("dispute.out-of-reach", 3, "0.95")
    assert finding.details == {"party": "south", "most": "0.75"}


def test_all_faults_at_once_and_none_invented(tmp_path: Path) -> None:
    tables: Texts = {
        **with_cell("values", "ports,shared,0.5", "ports,shred,1.5"),
        **with_cell("positions", "north,toll,2", "north,toll,12"),
        **with_cell("redlines", "toll,,,6", "toll,,7,6"),
        **with_cell("ranks", "ports,shared,2", "ports,shared,0"),
        **with_row("saliences", "north,patrol,1,s1"),
    }
    folder = write_dispute(tmp_path / "d", tables, TOML.replace("format = 1", "format = 2"))
    assert [f[:4] for f in found(folder)] == [
        ("newer-format", "dispute.toml", None, "format"),
        ("dispute.value-missing", "saliences.csv", 7, "salience"),
        ("dispute.unknown-option", "values.csv", 3, "option"),
        ("out-of-range", "values.csv", 3, "value"),
        ("not-positive", "ranks.csv", 3, "rank"),
        ("dispute.off-scale", "positions.csv", 2, "position"),
        ("dispute.redline-range-empty", "redlines.csv", 2, "high"),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "column"),
    [
        ("", "missing-setting", "name"),
        ('name = "a:b"', "not-a-name", "name"),
        ('name = "a"\nas_of = "soon"', "not-a-date", "as_of"),
        ('name = "a"\nbody = ""', "not-text", "body"),
        ('name = "a"\nbdoy = "x"', "unknown-setting", "bdoy"),
        ('name = "a"\ntitle = "x"', "not-a-group", "title"),
    ],
)
def test_settings(tmp_path: Path, line: str, kind: str, column: str) -> None:
    folder = write_dispute(tmp_path / "d", toml=f"format = 1\n{line}\n")
    assert [f[:4] for f in found(folder)] == [(kind, "dispute.toml", None, column)]


def test_what_is_no_dispute(tmp_path: Path) -> None:
    assert found(tmp_path / "none")[0][0] == "not-found"
    (tmp_path / "x.txt").write_text("x")
    assert found(tmp_path / "x.txt")[0][0] == "dispute.not-a-dispute"
    (write_dispute(tmp_path / "d") / "dispute.toml").unlink()
    assert ("dispute.no-settings", "dispute.toml", None, None, None) in found(tmp_path / "d")


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_column_is_named_and_nothing_is_made_up(tmp_path: Path, table: str) -> None:
    rows = [line.split(",") for line in TABLES[table].splitlines()]
    for place, column in enumerate(rows[0]):
        if SCHEMA[table].column(column).optional:
            continue
        text = "".join(",".join(row[:place] + row[place + 1 :]) + "\n" for row in rows)
        faults = [
            f
            for f in check(write_dispute(tmp_path / "d", {table: text})).findings
            if f.severity == "fault"
        ]
        assert [(f.kind, f.file, f.column) for f in faults] == [
            ("missing-column", f"{table}.csv", column)
        ]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_cell_may_hold_anything(tmp_path: Path, data: st.DataObject) -> None:
    changed: dict[str, str | None] = {}
    for table in data.draw(
        st.lists(st.sampled_from(sorted(TABLES)), min_size=1, max_size=3, unique=True)
    ):
        rows = [line.split(",") for line in TABLES[table].splitlines()]
        row = data.draw(st.integers(0, len(rows) - 1))
        place = data.draw(st.integers(0, len(rows[row]) - 1))
        rows[row][place] = data.draw(
            st.sampled_from(
                [
                    "",
                    "ports",
                    "toll",
                    "north",
                    "open",
                    "0",
                    "-1",
                    "1e308",
                    "true",
                    "nan",
                    "x,y",
                    '"',
                ]
            )
        )
        changed[table] = "".join(",".join(cells) + "\n" for cells in rows)
    checked = check(write_dispute(tmp_path / "d", changed))
    assert (checked.dispute is None) == any(f.severity == "fault" for f in checked.findings)
    if checked.dispute is not None:
        assert np.isfinite(checked.dispute.salience).all()
        assert all(((v >= 0) & (v <= 1)).all() for v in checked.dispute.values)
