from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from foedus.errors import InputError
from foedus.sources.cells import WITHOUT_VALUE, Cells, letters
from foedus.sources.separated import cells_of
from foedus.sources.sheet import Expected, Found, Layout, find, refuse

COUNTRY = Expected("country", ("Country", "Donor"))
AMOUNT = Expected("amount", ("Amount",), kind="number")
LAYOUT = Layout("", 1, (COUNTRY, AMOUNT), frozenset({"..."}), frozenset({"Remark"}))


def cells(*rows: list[str | None]) -> Cells:
    width = max(map(len, rows))
    whole = [[*row, *[None] * (width - len(row))] for row in rows]
    names = [letters(n + 1) for n in range(width)]
    schema = dict.fromkeys(names, pl.String())
    return Cells("a.csv", pl.DataFrame(whole, schema=schema, orient="row"))


def told(found: Found) -> list[tuple[str, int | None, str | None]]:
    return [(f.kind.removeprefix("source."), f.row, f.column) for f in found.findings]


def test_the_expected_columns_come_by_their_names() -> None:
    found = find(cells(["Remark", " amount ", "DONOR"], ["x", "1.50", "Latvia "]), LAYOUT)
    assert found.findings == ()
    assert found.frame.to_dicts() == [{"country": "Latvia", "amount": "1.50", "row": 2}]
    assert found.decimals("amount") == [Decimal("1.50")]


def test_missing_marks_and_blanks_are_null_and_blank_rows_are_left_out() -> None:
    found = find(cells(["Country", "Amount"], ["A", "..."], [None, " "], ["B", ""]), LAYOUT)
    assert found.frame["row"].to_list() == [2, 4]
    assert found.numbers("amount").to_list() == [None, None]


def test_a_header_that_moved_is_found_with_both_rows() -> None:
    found = find(cells(["Title"], [None], ["Country", "Amount"], ["A", "1"]), LAYOUT)
    assert told(found) == [("header-moved", 3, None)]
    assert found.findings[0].details["expected"] == "1"
    assert found.frame["row"].to_list() == [4]


def test_no_header_within_reach_is_a_fault() -> None:
    rows = [["x", "y"]] * 16 + [["Country", "Amount"]]
    assert told(find(cells(*rows), LAYOUT)) == [("no-header", None, None)]


def test_a_missing_column_names_the_nearest() -> None:
    found = find(cells(["Country", "Amounts"], ["A", "1"]), LAYOUT)
    fault, warning = found.findings
    assert (fault.kind, fault.details["nearest"]) == ("source.missing-column", "Amounts")
    assert (warning.kind, warning.column) == ("source.unknown-column", "B")


def test_a_doubled_column_is_a_fault_unless_units_tell_it_apart() -> None:
    doubled = cells(["Country", "Amount", "Amount"], [None, "EUR", "% GDP"], ["A", "1", "2"])
    assert ("doubled-column", 1, "B") in told(find(doubled, LAYOUT))
    share = Expected("share", ("Amount",), unit="% GDP", kind="number")
    euro = Expected("amount", ("Amount",), unit="EUR", kind="number")
    both = Layout("", 1, (COUNTRY, share, euro), below=1)
    found = find(doubled, both)
    assert found.findings == ()
    assert found.frame.to_dicts() == [{"country": "A", "share": "2", "amount": "1", "row": 3}]


def test_another_unit_is_a_fault() -> None:
    layout = Layout("", 1, (COUNTRY, Expected("amount", ("Amount",), unit="EUR")), below=1)
    found = find(cells(["Country", "Amount"], [None, "USD"], ["A", "1"]), layout)
    assert told(found) == [("other-unit", 1, "B")]
    assert found.findings[0].details == {"unit": "USD", "expected": "EUR"}


def test_a_column_without_a_heading_is_found_by_its_neighbour() -> None:
    item = Expected("item", after="Amount")
    layout = Layout("", 1, (COUNTRY, AMOUNT, item))
    found = find(cells(["Country", "Amount", None], ["A", "1", "tank"]), layout)
    assert (found.findings, found.frame["item"].to_list()) == ((), ["tank"])
    assert told(find(cells(["Country", "Amount", None], ["A", "1", "x"]), LAYOUT)) == [
        ("unnamed-column", 1, "C")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "nearest"),
    [
        ("many", "source.not-a-number", ""),
        ("1,5", "source.number-format", "1.5"),
        ("inf", "source.not-a-number", ""),
        ("nan", "source.not-a-number", ""),
    ],
)
def test_a_stray_number(text: str, kind: str, nearest: str) -> None:
    rows = cells(["Country", "Amount"], ["A", "1"], ["B", text], ["C", text])
    (fault,) = find(rows, LAYOUT).findings
    assert (fault.kind, fault.row, fault.value) == (kind, 3, text)
    assert fault.details == {"count": "2", "nearest": nearest}
    lenient = Layout("", 1, (COUNTRY, Expected("amount", kind="number", stray="warning")))
    found = find(rows, lenient)
    assert found.findings[0].severity == ("fault" if nearest else "warning")
    assert found.numbers("amount").to_list() == [1, None, None]


def test_a_spelling_that_nobody_knows() -> None:
    rows = cells(["Type"], ["Loan"], ["Laon"])
    strict = Expected("type", kind="category", choices=("Loan", "Grant"))
    (fault,) = find(rows, Layout("", 1, (strict,))).findings
    assert (fault.kind, fault.row) == ("source.unknown-category", 3)
    assert fault.details["nearest"] == "Loan"
    lenient = Expected("type", kind="category", choices=("Loan",), stray="warning")
    found = find(rows, Layout("", 1, (lenient,)))
    assert told(found) == [("new-spelling", 3, "type")]
    assert found.frame["type"].to_list() == ["Loan", "Laon"]


def test_why_a_cell_is_empty_is_asked_for_expected_columns_only() -> None:
    asked = []

    def why(places: object) -> dict[tuple[int, str], str]:
        asked.extend(places)  # type: ignore[call-overload]
        return {(2, "B"): WITHOUT_VALUE, (3, "B"): "#REF!"}

    frame = cells(["Country", "Amount", "Remark"], ["A", None, None], ["B", None, None]).frame
    found = find(Cells("a.xlsx [S]", frame, why), LAYOUT)
    assert told(found) == [("formula-without-value", 2, "B"), ("cell-error", 3, "B")]
    assert found.findings[1].value == "#REF!"
    assert set(asked) == {(2, "B"), (3, "B")}


def test_an_error_may_be_taken_as_missing() -> None:
    layout = Layout("", 1, (COUNTRY, Expected("amount", kind="number", errors="warning")))
    frame = cells(["Country", "Amount"], ["A", None]).frame
    found = find(Cells("a.xlsx [S]", frame, lambda _: {(2, "B"): "#N/A"}), layout)
    assert [(f.severity, f.kind) for f in found.findings] == [("warning", "source.cell-error")]


def test_refuse_raises_all_findings_at_once() -> None:
    found = find(cells(["Country", "Amounts"], ["A", "1"]), LAYOUT)
    with pytest.raises(InputError) as caught:
        refuse(found.findings)
    assert len(caught.value.findings) == 2


def test_csv_keeps_rows_of_unequal_length() -> None:
    read = cells_of(b'\xef\xbb\xbfTitle\nCountry,Amount\nA,"1,5"\n', "a.csv")
    assert read.frame.rows() == [("Title", None), ("Country", "Amount"), ("A", "1,5")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"a,\xff", "not-utf-8"), (b'a,"b', "source.cut-row"), (b'a,"b"c\n', "broken-quotes")],
)
def test_csv_that_cannot_be_read(data: bytes, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        cells_of(data, "a.csv")
    assert caught.value.findings[0].kind == kind
