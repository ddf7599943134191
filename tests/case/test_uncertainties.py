"""Faults of changes and of uncertainties: months, bounds, rows, distributions; all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_case import TABLES, found, write_case

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import check, load
from foedus.case.scenario import applied

HEAD = "scenario,table,column,where,first,last,operation,value,source\n"
UNCERTAIN = (
    "uncertainty,table,column,where,first,last,operation,distribution,low,mode,high,source\n"
)

CHANGES = [
    # a change, the findings' kind, row and column
    ("storm,lines,lead,line=nitro,2024-11,,add,1,s1", "change-not-throughout", "first"),
    ("storm,lines,lead,line=nitro,2024-10,2025-06,add,1,s1", "change-not-throughout", "last"),
    ("storm,stocks,quantity,*,2025-01,,scale,0,s1", "change-not-throughout", "first"),
    ("storm,restrictions,limit,party=FRA,2025-01,,set,0,s1", "change-splits-limit", "first"),
    ("storm,stocks,quantity,item=truck,2024-10,,add,-21,s1", "change-too-low", "value"),
    ("storm,routes,lag,*,2024-10,,scale,1.5,s1", "change-not-whole", "value"),
    ("storm,yields,quantity,item=truck,2024-10,,scale,0,s1", "change-not-positive", "value"),
    ("storm,capabilities,carry,*,2024-10,,add,0.5,s1", "change-too-high", "value"),
    ("storm,stocks,quantity,party=FRA;item=truck,2024-10,,scale,2,s1", "where-no-match", "where"),
    ("storm,parties,lat,party=POL,2024-10,,add,1,s1", "change-of-no-number", "column"),
    ("storm,uncertainties,low,*,2024-10,,add,1,s1", "unknown-reference", "table"),
    ("storm,backfills,quantity,*,2024-10,,add,1,s1", "unknown-reference", "column"),
]


def assert_one_fault(folder: Path, table: str, rows: str, kind: str, column: str) -> None:
    """The table's first row has that fault and no other, and both languages can say it."""
    (fault,) = check(write_case(folder, tables={table: rows})).findings
    assert (fault.kind, fault.file, fault.row, fault.column) == (kind, f"{table}.csv", 2, column)
    for language in (Language("en"), Language("fr")):
        assert "{" not in sentence(fault, language)


@pytest.mark.parametrize(
    ("row", "kind", "column"), CHANGES, ids=[f"{c[1]}-{c[2]}" for c in CHANGES]
)
def test_a_faulty_change(tmp_path: Path, row: str, kind: str, column: str) -> None:
    assert_one_fault(tmp_path, "changes", f"{HEAD}{row}\n", kind, column)


def test_a_fault_names_the_row_that_cannot_take_the_change(tmp_path: Path) -> None:
    rows = "storm,lines,capacity,line=nitro,2025-02,2025-05,add,-150,s1\n"
    (fault,) = check(write_case(tmp_path, tables={"changes": HEAD + rows})).findings
    assert sentence(fault, Language("en")) == (
        "changes.csv row 2, value: capacity in row 2 of lines.csv would be -50, below 0; "
        "choose a higher value, or set it"
    )


def test_changes_of_a_scenario_add_up_and_scenarios_do_not(tmp_path: Path) -> None:
    half = "stocks,quantity,item=truck,2024-10,,add,-15,s1"
    other = half.replace("item=truck", "party=POL;item=truck")
    apart = f"{HEAD}storm,{half}\ncalm,{other}\n"
    together = f"{HEAD}storm,{half}\nstorm,{other}\n"
    assert found(write_case(tmp_path / "apart", tables={"changes": apart})) == []
    assert found(write_case(tmp_path / "together", tables={"changes": together})) == [
        ("change-too-low", "changes.csv", 3, "value", "-15")
    ]


@pytest.mark.parametrize(
    ("changes", "sound"),
    [
        (("set,40,party=POL;item=truck", "add,-30,item=truck"), False),
        (("set,20,item=truck", "add,-15,item=truck;party=POL"), True),
        (("add,-30,item=truck;party=POL", "add,15,item=truck"), True),
        (("add,-30,item=truck", "add,15,item=truck;party=POL"), False),
    ],
)
def test_the_check_and_the_scenario_apply_changes_alike(
    tmp_path: Path, changes: tuple[str, str], *, sound: bool
) -> None:
    """By their keys, whatever the order of the rows."""
    for name, said in (("there", changes), ("back", changes[::-1])):
        cells = [change.split(",") for change in said]
        lines = [f"storm,stocks,quantity,{w},2024-10,,{o},{v},s1" for o, v, w in cells]
        checked = check(write_case(tmp_path / name, tables={"changes": HEAD + "\n".join(lines)}))
        assert (checked.case is not None) == sound
        if checked.case is None:
            (fault,) = checked.findings
            assert fault.kind == "change-too-low"
            where = cells[(fault.row or 0) - 2][2]
            assert where == min(where for _, _, where in cells)
        else:
            assert applied(checked.case, "storm").sha256


def test_a_key_without_shares_in_a_scenario_is_a_fault(tmp_path: Path) -> None:
    none = "storm,keys,share,*,2024-10,,set,0,s1\n"
    some = "storm,keys,share,party=POL,2024-10,,set,1,s1\n"
    folder = write_case(tmp_path / "none", tables={"changes": HEAD + none})
    assert {finding[:4] for finding in found(folder)} == {
        ("no-positive-share", "changes.csv", 2, "value")
    }
    assert found(write_case(tmp_path / "some", tables={"changes": HEAD + some + none})) == []


def test_scenarios_need_a_horizon(tmp_path: Path) -> None:
    for name in ("case.toml", "sources.csv", "parties.csv"):
        folder = write_case(tmp_path / "whole")
        (tmp_path / name).write_text((folder / name).read_text("utf-8"), "utf-8")
    settings = tmp_path / "case.toml"
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "horizon" not in line), "utf-8")
    rows = "scenario,probability,reveal,name_en,name_fr,source\ncalm,,2025-01,Calm,Calme,s1\n"
    (tmp_path / "scenarios.csv").write_text(rows, "utf-8")
    kinds = {fault.kind: fault for fault in check(tmp_path).findings if fault.severity == "fault"}
    assert kinds["no-horizon"].details == {"table": "scenarios.csv"}


def test_a_scenario_of_no_probability_is_a_fault(tmp_path: Path) -> None:
    rows = "scenario,probability,reveal,name_en,name_fr,source\n"
    rows += "storm,0,2025-01,Storm,Orage,s1\ncalm,1,2025-01,Calm,Calme,s1\n"
    assert found(write_case(tmp_path, tables={"scenarios": rows})) == [
        ("not-positive", "scenarios.csv", 2, "probability", "0")
    ]


def test_a_change_in_months_without_a_row_is_a_warning(tmp_path: Path) -> None:
    rows = "storm,inflows,quantity,party=FRA,2025-01,,scale,0,s1\n"
    folder = write_case(tmp_path, tables={"changes": HEAD + rows})
    (warning,) = load(folder).warnings
    assert (warning.kind, warning.severity, warning.column) == (
        "change-no-month",
        "warning",
        "first",
    )


def test_all_faults_of_changes_at_once(tmp_path: Path) -> None:
    rows = [row for row, kind, _ in CHANGES if kind != "where-no-match"]
    distinct = [row.replace("storm", "calm") if n % 2 else row for n, row in enumerate(rows)]
    checked = check(write_case(tmp_path, tables={"changes": HEAD + "\n".join(distinct)}))
    assert [f.kind for f in checked.findings] == [
        kind for _, kind, _ in CHANGES if kind != "where-no-match"
    ]


def test_a_faulty_table_hides_the_fault_of_no_match_only(tmp_path: Path) -> None:
    """A row that cannot be read is not held against the change that names it."""
    stocks = TABLES["stocks"].replace("FRA,shell-155,500", "FRA,shel-155,500")
    rows = "storm,stocks,quantity,party=FRA;item=shell-155,2024-10,,scale,2,s1\n"
    kinds = [
        f.kind
        for f in check(
            write_case(tmp_path, tables={"stocks": stocks, "changes": HEAD + rows})
        ).findings
    ]
    assert kinds == ["unknown-reference"]


SOUND = [
    "cost,items,price,item=truck,2024-10,,scale,triangular,0.8,1,1.5,s1",
    "wait,lines,lead,*,2024-10,,add,uniform,0,,3,s1",
    "front,requirements,quantity,kind=deliver;capability=fire,2024-11,,scale,lognormal,0.5,,2,s1",
    "early,budgets,amount,party=POL,2024-10,2024-12,scale,normal,0.7,,1.3,s1",
    "late,budgets,amount,party=POL,2025-01,,scale,normal,0.5,,1.3,s1",
]


def test_sound_uncertainties(tmp_path: Path) -> None:
    case = load(write_case(tmp_path, tables={"uncertainties": UNCERTAIN + "\n".join(SOUND)}))
    assert case.warnings == ()
    assert case.tables["uncertainties"]["mode"].to_list() == [1.0, None, None, None, None]


UNSOUND = [
    ("u,items,price,*,2024-10,,scale,uniform,2,,1,s1", "low-above-high", "low"),
    ("u,items,price,*,2024-10,,scale,uniform,1,1.5,2,s1", "mode-not-used", "mode"),
    ("u,items,price,*,2024-10,,scale,triangular,1,,2,s1", "mode-missing", "mode"),
    ("u,items,price,*,2024-10,,scale,triangular,1,3,2,s1", "mode-outside", "mode"),
    ("u,items,price,*,2024-10,,scale,lognormal,0,,2,s1", "lognormal-not-positive", "low"),
    ("u,lines,lead,*,2024-10,,scale,uniform,1,,2,s1", "uncertain-whole", "operation"),
    ("u,lines,lead,*,2024-10,,add,uniform,0,,1.5,s1", "change-not-whole", "high"),
    ("u,items,price,*,2024-10,,add,uniform,-1,,1,s1", "change-too-low", "low"),
    ("u,capabilities,carry,*,2024-10,,set,uniform,0,,1.5,s1", "change-too-high", "high"),
    ("u,items,price,*,2024-11,,scale,uniform,1,,2,s1", "change-not-throughout", "first"),
    ("u,item,price,*,2024-10,,scale,uniform,1,,2,s1", "unknown-reference", "table"),
    ("u,items,prize,*,2024-10,,scale,uniform,1,,2,s1", "unknown-reference", "column"),
    ("u,items,price,item=truk,2024-10,,scale,uniform,1,,2,s1", "where-no-row", "where"),
    ("u,items,price,*,2024-10,,scale,beta,1,,2,s1", "unknown-choice", "distribution"),
]


@pytest.mark.parametrize(
    ("row", "kind", "column"), UNSOUND, ids=[f"{c[1]}-{c[2]}" for c in UNSOUND]
)
def test_a_faulty_uncertainty(tmp_path: Path, row: str, kind: str, column: str) -> None:
    assert_one_fault(tmp_path, "uncertainties", f"{UNCERTAIN}{row}\n", kind, column)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("budgets,amount,party=POL,2024-10,", "budgets,amount,*,2025-09,", False),
        ("budgets,amount,party=POL,2024-10,", "budgets,amount,party=FRA,2024-10,", True),
        ("budgets,amount,*,2024-10,2024-12", "budgets,amount,*,2025-01,", True),
        ("items,price,item=truck,2024-10,", "items,mass,item=truck,2024-10,", True),
        ("items,price,item=truck,2024-10,", "items,price,*,2024-10,", False),
    ],
)
def test_a_value_is_uncertain_once(tmp_path: Path, one: str, other: str, *, apart: bool) -> None:
    rows = f"u,{one},scale,uniform,1,,2,s1\nv,{other},scale,uniform,1,,2,s1\n"
    folder = write_case(tmp_path, tables={"uncertainties": UNCERTAIN + rows})
    expected = [("uncertain-twice", "uncertainties.csv", 3, "where", other.split(",")[2])]
    assert found(folder) == ([] if apart else expected)


def test_all_faults_of_uncertainties_at_once(tmp_path: Path) -> None:
    rows = [row.replace("u,", f"u{n},", 1) for n, (row, *_) in enumerate(UNSOUND)]
    checked = check(write_case(tmp_path, tables={"uncertainties": UNCERTAIN + "\n".join(rows)}))
    assert [f.kind for f in checked.findings] == [kind for _, kind, _ in UNSOUND]
