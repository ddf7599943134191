"""Terms of one office: two holders are a fault, a day without one a warning."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_case import found, write_case

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import check

HEAD = "office,person,party,from,until,announced,source,note\n"


def terms(*rows: str) -> dict[str, str | bytes | None]:
    return {"terms": HEAD + "".join(f"{row}\n" for row in rows)}


FIRST = "chair,A. Person,POL,2024-01-01,2024-10-01,,s1,"
OPEN = "chair,A. Person,POL,2024-01-01,,,s1,"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((FIRST, "chair,B. Person,POL,2024-10-01,,,s1,"), []),
        ((FIRST, "chair,A. Person,POL,2024-10-01,,,s1,"), []),
        ((FIRST, "deputy,B. Person,POL,2024-05-01,,,s1,"), []),
        ((FIRST, "chair,B. Person,POL,2024-09-30,,,s1,"), [("overlapping-terms", 3, "2024-09-30")]),
        ((OPEN, "chair,B. Person,POL,2024-10-01,,,s1,"), [("overlapping-terms", 3, "2024-10-01")]),
        (
            ("chair,B. Person,POL,2024-09-30,,,s1,", FIRST),
            [("overlapping-terms", 2, "2024-09-30")],
        ),
        (
            (OPEN, "chair,B. Person,POL,2024-03-01,2024-04-01,,s1,", "chair,C,,2024-06-01,,,s1,"),
            [("overlapping-terms", 3, "2024-03-01"), ("overlapping-terms", 4, "2024-06-01")],
        ),
        ((FIRST, "chair,B. Person,POL,2024-10-02,,,s1,"), [("gap-between-terms", 3, "2024-10-02")]),
        ((FIRST, "chair,B. Person,POL,2024-10-02,,,s1,nobody for a day"), []),
        ((f"{FIRST}the next was late", "chair,B. Person,POL,2024-10-02,,,s1,"), []),
    ],
)  # fmt: skip
def test_terms(tmp_path: Path, rows: tuple[str, ...], expected: list[tuple[str, int, str]]) -> None:
    findings = found(write_case(tmp_path, tables=terms(*rows)))
    assert findings == [(kind, "terms.csv", row, "from", v) for kind, row, v in expected]


def test_the_fault_names_both_terms_and_the_remedy(tmp_path: Path) -> None:
    late = "chair,B. Person,POL,2024-09-30,,,s1,"
    (finding,) = check(write_case(tmp_path, tables=terms(FIRST, late))).findings
    assert finding.severity == "fault"
    assert sentence(finding, Language("en")) == (
        "terms.csv row 3, from: the term of B. Person begins before that of A. Person (row 2) has "
        "ended: an office has one holder; end that one on 2024-09-30 or begin this one later"
    )


def test_a_gap_is_a_warning_that_says_from_when_to_when(tmp_path: Path) -> None:
    late = "chair,B. Person,POL,2024-10-05,,,s1,"
    checked = check(write_case(tmp_path, tables=terms(FIRST, late)))
    assert checked.case is not None
    said = sentence(checked.findings[0], Language("en"))
    assert "from 2024-10-01" in said
    assert "to 2024-10-05 nobody" in said


def test_a_missing_column_or_a_wrong_date_hides_no_other_fault(tmp_path: Path) -> None:
    rows = ("chair,A,POL,2024-01-01,2024-10-01,,s1,", "chair,B,POL,soon,,,s1,")
    kinds = [f[0] for f in found(write_case(tmp_path / "a", tables=terms(*rows)))]
    assert kinds == ["not-a-date"]
    text = "office,from,until,source\nchair,2024-01-01,,s1\nchair,2024-02-01,,s1\n"
    kinds = [f[0] for f in found(write_case(tmp_path / "b", tables={"terms": text}))]
    assert kinds == ["missing-column", "overlapping-terms"]


DAY = date(2024, 1, 1)
Span = tuple[int, int | None]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.one_of(st.none(), st.integers(1, 6))), max_size=5))
def test_a_fault_stands_just_where_two_hold_on_one_day(
    tmp_path_factory: pytest.TempPathFactory, spans: list[Span]
) -> None:
    unique = list({first: (first, length) for first, length in spans}.values())
    rows = [_row(n, *span) for n, span in enumerate(unique)]
    kinds = [f[0] for f in found(write_case(tmp_path_factory.mktemp("t"), tables=terms(*rows)))]
    days = range(30)
    twice = any(sum(_on(span, day) for span in unique) > 1 for day in days)
    assert ("overlapping-terms" in kinds) == twice


def _row(number: int, first: int, length: int | None) -> str:
    until = "" if length is None else f"{DAY + timedelta(first + length)}"
    return f"chair,P{number},POL,{DAY + timedelta(first)},{until},,s1,"


def _on(span: Span, day: int) -> bool:
    first, length = span
    return first <= day and (length is None or day < first + length)
