"""One golden file for each family of constraints, checked by hand against the specification.

To write the golden files anew: ``FOEDUS_GOLDEN=rewrite pytest tests/plan/test_golden_lp.py``; then
read every changed line against the words at the head of its file before it is committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import highspy
import pytest
from plan_cases import (
    Tables,
    budget,
    capability,
    commitment,
    compiled,
    inflow,
    item,
    line,
    month,
    need_of,
    party,
    required,
    restriction,
    route,
    share,
    stock,
    tiny,
    write,
)

from foedus.plan.engine import Model
from foedus.plan.levels import need_cost
from foedus.plan.write import write_lp_file

GOLDEN = Path(__file__).parents[1] / "golden"


def with_refill() -> Tables:
    """AAA gives and refills the same shells, and gets some that are already contracted."""
    tables = tiny()
    tables["inflows"] = [inflow("AAA", "shell", month(2), 2)]
    tables["budgets"] = [budget("AAA", 50)]
    tables["lines"] = [line("works", "AAA", 1, 7)]
    return tables


def with_arrivals() -> Tables:
    """Gifts with a lag, orders by road and at the recipient's own line, the recipient's inflow."""
    tables = tiny()
    tables["capabilities"].append(capability("show"))
    tables["yields"].append({"item": "shell", "capability": "show", "quantity": 2})
    tables["requirements"] += [
        required("RRR", "show", "deliver", 5),
        required("AAA", "show", "floor"),
    ]
    tables["routes"] = [route("AAA", lag=1)]
    tables["inflows"] = [inflow("RRR", "shell", month(1), 3), inflow("RRR", "shell", month(3), 4)]
    tables["lines"] = [line("far", "AAA", 1, 7), line("near", "RRR", 2, 7)]
    return tables


def with_two_needs() -> Tables:
    """One need is carried whole, the other by half and only in two of three months."""
    tables = tiny()
    tables["capabilities"].append(capability("show", carry=0.5))
    tables["yields"] = [
        {"item": "shell", "capability": "fire", "quantity": 4},
        {"item": "shell", "capability": "show", "quantity": 3},
    ]
    tables["requirements"] += [
        required("RRR", "show", "deliver", 5, month(1), month(2)),
        required("AAA", "show", "floor"),
    ]
    return tables


def with_holds() -> Tables:
    """AAA aims to hold fire of two items in the second month; its group aims at more, always."""
    tables = tiny()
    tables["parties"][0] = party("AAA", groups="east")
    tables["parties"].append(party("BBB", groups="west;east"))
    tables["items"].append(item("rocket", 6, 1))
    tables["yields"] = [
        {"item": "shell", "capability": "fire", "quantity": 4},
        {"item": "rocket", "capability": "fire", "quantity": 9},
    ]
    tables["stocks"] += [stock("AAA", "rocket", 5), stock("BBB", "shell", 8)]
    tables["requirements"] += [
        required("AAA", "fire", "hold", 40, month(2), month(2)),
        required("@east", "fire", "hold", 90),
    ]
    tables["keys"].append(share("BBB", 1))
    return tables


def with_shared_accounts() -> Tables:
    """A shell counts for fire or for show in AAA's account; the group's counts both members'."""
    tables = with_holds()
    tables["capabilities"].append(capability("show"))
    tables["items"].pop()
    tables["stocks"].pop(1)
    tables["yields"] = [
        {"item": "shell", "capability": "fire", "quantity": 4},
        {"item": "shell", "capability": "show", "quantity": 3},
    ]
    tables["requirements"] += [required("AAA", "show", "hold", 6)]
    return tables


def with_floors() -> Tables:
    """AAA's floor rises, beyond what it has at the start (10 x 4 + 5 x 9 = 85) in the end."""
    tables = with_holds()
    tables["requirements"] = [
        required("RRR", "fire", "deliver", 12),
        required("AAA", "fire", "floor", 20, month(1), month(1)),
        required("AAA", "fire", "floor", 30, month(2), month(2)),
        required("AAA", "fire", "floor", 100, month(3)),
        required("BBB", "fire", "floor", 0),
    ]
    return tables


def with_spending() -> Tables:
    """AAA pays transport of gifts, orders by itself (a treaty), refills; BBB pays into the pool."""
    tables = with_refill()
    tables["parties"].append(party("BBB"))
    tables["routes"] = [route("AAA", lag=1, cost=0.2)]
    tables["restrictions"] = [restriction("AAA", "treaty", 99)]
    tables["budgets"] = [budget("AAA", 50, month(2)), budget("BBB", 20, month(1), month(1))]
    tables["keys"].append(share("BBB", 1))
    return tables


def with_pool() -> Tables:
    """AAA and BBB buy from one pool; CCC stands apart by a treaty, and AAA sits out November."""
    tables = with_spending()
    tables["parties"].append(party("CCC"))
    tables["routes"] = [route("AAA", cost=0.2)]
    tables["restrictions"] = [restriction("CCC", "treaty", 99)]
    tables["budgets"] = [budget("AAA", 50), budget("BBB", 20), budget("CCC", 30)]
    tables["opt_outs"] = [{"party": "AAA", "first": month(2), "last": month(2)}]
    tables["keys"].append(share("CCC", 1))
    return tables


def with_lines() -> Tables:
    """Works delivers 7 in November only, a month after the order; forge 4 from then, at once."""
    tables = with_refill()
    tables["lines"] = [
        line("works", "AAA", 1, 7, first=month(2), last=month(2)),
        line("forge", "AAA", 0, 4, first=month(2)),
    ]
    return tables


def with_hub() -> Tables:
    """Gifts and orders arrive a month after dispatch; trucks weigh more than shells."""
    tables = with_refill()
    tables["items"].append(item("truck", 8, 10))
    tables["yields"].append({"item": "truck", "capability": "fire", "quantity": 2})
    tables["stocks"].append(stock("AAA", "truck", 3))
    tables["routes"] = [route("AAA", lag=1)]
    return tables


def with_restrictions() -> Tables:
    """Each kind, for one item and for all, in a range, with a line and with a party as maker."""
    tables = with_hub()
    tables["routes"] = [route("AAA"), route("BBB")]
    tables["parties"].append(party("BBB"))
    tables["stocks"].append(stock("BBB", "shell", 9))
    tables["requirements"].append(required("BBB", "fire", "floor"))
    tables["keys"].append(share("BBB", 1))
    tables["lines"].append(line("forge", "BBB", 1, 5))
    tables["restrictions"] = [
        restriction("AAA", "own", 1),
        restriction("AAA", "own", 2, what="*", first=month(2), last=month(2)),
        restriction("AAA", "third_party_transfer", 3, first=month(2)),
        restriction("BBB", "third_party_transfer", 4, maker="works"),
        restriction("RRR", "third_party_transfer", 5, maker="BBB"),
        restriction("AAA", "treaty", 6),
        restriction("BBB", "treaty", 7, maker="forge"),
        restriction("BBB", "treaty", 8, what="*", maker="AAA", first=month(1), last=month(2)),
    ]
    return tables


def with_commitments() -> Tables:
    """Two promises of AAA's add up, a third is BBB's, a fourth is due after the horizon."""
    tables = with_spending()
    tables["restrictions"] = []
    tables["budgets"] = [budget("AAA", 50), budget("BBB", 20)]
    tables["commitments"] = [
        commitment("AAA", month(2), 4),
        commitment("AAA", month(3), 2.5),
        commitment("BBB", month(3), 1),
        commitment("BBB", month(4), 50),
    ]
    return tables


def with_burdens() -> Tables:
    """A shell of AAA's is valued at 2.5; BBB orders, refills its own stock and AAA's."""
    tables = with_spending()
    tables["stocks"] = [stock("AAA", "shell", 10, 2.5), stock("BBB", "shell", 1)]
    tables["restrictions"] = [restriction("BBB", "treaty", 99)]
    tables["backfills"] = [{"donor": "BBB", "party": "AAA", "item": "shell"}]
    return tables


def with_shares() -> Tables:
    """Shares are normalised over donors (AAA, BBB, CCC); CCC has none and RRR is no donor."""
    tables = with_burdens()
    tables["parties"].append(party("CCC"))
    tables["budgets"].append(budget("CCC", 1))
    tables["keys"] = [share("AAA", 30), share("BBB", 10), share("CCC", 0), share("RRR", 60)]
    return tables


CASES: dict[str, tuple[str, Callable[[], Tables]]] = {
    "stock": (
        "stock(t) = stock(t-1) + inflow(t) + refills there in t - what d gives in t",
        with_refill,
    ),
    "gifts": (
        "what d gives of an item up to t <= its stock(0) + its inflows up to t; no refill",
        with_refill,
    ),
    "arrival": (
        "surplus(t) = surplus(t-1) + arrived in t - sum over capabilities of use(t)",
        with_arrivals,
    ),
    "need": (
        "backlog(t) = carry x backlog(t-1) + quantity(t) - sum of yield x use(t)",
        with_two_needs,
    ),
    "readiness": ("sum of yield x held(t) + gap(t) >= quantity(t)", with_holds),
    "account": (
        "sum over capabilities of held(t) <= stock(t), the members' together for a group",
        with_shared_accounts,
    ),
    "floor": (
        "sum of yield x stock(t) >= the smaller of quantity(t) and sum of yield x stock(0)",
        with_floors,
    ),
    "budget": ("cash(t) = cash(t-1) + budget(t) - what is spent in t", with_spending),
    "pool": ("what donors pay into a pool in t = what is ordered from it in t", with_pool),
    "line": ("what is due from a line in t, all buyers and uses, <= its capacity", with_lines),
    "hub": ("tonnes that arrive through a hub in t, gifts and orders, <= its capacity", with_hub),
    "restriction": (
        "what is dispatched under one in its range <= its limit",
        with_restrictions,
    ),
    "commitment": (
        "what d has got to r by the end of a month >= the sum of its promises up to then",
        with_commitments,
    ),
    "burden": (
        "burden(d) = price x (ordered for recipients + refilled for others) + value x given"
        " + transport",
        with_burdens,
    ),
    "worst": ("burden(d) / share(d) <= worst, for donors with a share", with_shares),
}
"""Each family in the words of the specification, and the case that shows it."""


def rows_of(lp: str, family: str) -> list[str]:
    """Return the rows of a family in the order of the LP file, one a line."""
    body = re.split(r"^st$", lp, flags=re.M)[1]
    body = re.split(r"^bounds$", body, flags=re.M)[0]
    rows = re.split(r"\n (?=\S+:)", body)
    return [" ".join(row.split()) for row in rows if row.strip().startswith(family)]


def cut(folder: Path, family: str) -> str:
    """Return the golden text of a family: its words, what the case says, and its rows."""
    words, build = CASES[family]
    model = compiled(write(folder, build(), months=3))
    rows = rows_of(written(model, folder / "model.lp"), family)
    assert len(rows) == model.program.family_of_rows(family).size
    facts = (build.__doc__ or "").strip()
    return "\n".join([f"\\ {words}", f"\\ {facts}", "subject to", *(f" {r}" for r in rows), ""])


def written(model: Model, path: Path) -> str:
    """Return the LP file of a programme, with the need level's cost."""
    write_lp_file(model.sets, model.program, need_cost(model.sets, model.columns), path)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("family", CASES)
def test_golden(tmp_path: Path, family: str) -> None:
    text = cut(tmp_path, family)
    golden = GOLDEN / f"{family}.lp"
    if os.environ.get("FOEDUS_GOLDEN") == "rewrite":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_golden_file_for_each_family_and_no_other(tmp_path: Path) -> None:
    program = compiled(write(tmp_path, tiny())).program
    assert [rows.name for rows in program.rows] == list(CASES)
    assert sorted(path.stem for path in GOLDEN.glob("*.lp")) == sorted(CASES)


@pytest.mark.parametrize("family", CASES)
def test_file_reads_back_to_the_same_optimum(tmp_path: Path, family: str) -> None:
    folder = write(tmp_path, CASES[family][1](), months=3)
    path = tmp_path / "model.lp"
    written(compiled(folder), path)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    assert highs.getObjectiveValue() == pytest.approx(need_of(folder), abs=1e-8)
