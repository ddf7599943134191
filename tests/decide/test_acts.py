from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rules_at_hand import texts

from foedus.decide.acts import Act, parse_acts
from foedus.errors import Finding, InputError

HEADER = "member,act,at,reason\n"
ROW = "FRA,for,2024-06-26T12:00:00+02:00,as agreed\n"
TEN = datetime(2024, 6, 26, 10, tzinfo=UTC)


def faults(text: str) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        parse_acts(text, file="ballot.csv")
    return list(caught.value.findings)


def only(text: str) -> Finding:
    (fault,) = faults(text)
    return fault


@pytest.mark.parametrize(
    "text",
    [
        HEADER + ROW,
        "\ufeff" + HEADER + ROW,
        (HEADER + ROW).replace("\n", "\r\n"),
        HEADER + ROW.rstrip("\n"),
        HEADER + "\n" + ROW + "\n\n",
        "at,reason,member,act\n2024-06-26T10:00:00Z,as agreed,FRA,for\n",
        HEADER + 'FRA,"for",2024-06-26T10:00:00Z," as agreed "\n',
    ],
)
def test_one_act_in_many_forms(text: str) -> None:
    (act,) = parse_acts(text)
    assert (act.member, act.act, act.at, act.reason) == ("FRA", "for", TEN, "as agreed")
    assert act.at.tzinfo is UTC


def test_the_reason_may_be_absent_or_empty_or_hold_a_comma() -> None:
    assert parse_acts("member,act,at\nFRA,for,2024-06-26T10:00:00Z\n") == (
        Act("FRA", "for", TEN, None, 2),
    )
    assert parse_acts(HEADER + "FRA,for,2024-06-26T10:00:00Z, \n")[0].reason is None
    text = HEADER + 'FRA,for,2024-06-26T10:00:00Z,"a, b"\n'
    assert parse_acts(text)[0].reason == "a, b"


@pytest.mark.parametrize("text", [HEADER, HEADER.strip(), HEADER + "\n\n"])
def test_without_rows_nobody_acted(text: str) -> None:
    assert parse_acts(text) == ()


def test_the_line_is_that_on_which_the_row_begins() -> None:
    text = HEADER + '\nFRA,for,2024-06-26T10:00:00Z,"two\nlines"\nBEL,for,2024-06-26T10:00:00Z,\n'
    assert [act.row for act in parse_acts(text)] == [3, 5]


ONE_BY_ONE = [
    ("", "acts.empty", None, None, "its first line names the columns", "le fichier est vide"),
    ("member,act\n", "acts.no-column", 1, "at", "the column is missing", "la colonne manque"),
    ("member|act|at\n", "acts.no-column", 1, "member", "separated by commas", "des virgules"),
    ("member,act,at,at\n", "acts.doubled-column", 1, "at", "keep one", "gardez-en une"),
    ("member,act,at,reasn\n", "acts.unknown-column", 1, "reasn", 'nearest: "reason"', "« reason"),
    ("member,act,at,zzz\n", "acts.unknown-column-far", 1, "zzz", "delete it", "supprimez-la"),
    (HEADER + "FRA,for\n", "acts.row-length", 2, None, "2 cells and the table 4", "2 cellules"),
    (HEADER + ROW.strip() + ",x\n", "acts.row-length", 2, None, "5 cells", "5 cellules"),
    (HEADER + "FRA,fro,2024-06-26T10:00:00Z,\n", "acts.unknown-act", 2, "act",
     'nearest: "for"', "« for"),
    (HEADER + "FRA,qqq,2024-06-26T10:00:00Z,\n", "acts.unknown-act-far", 2, "act",
     "write one of: for, against", "écrivez l’un de ceux-ci"),
    (HEADER + ",for,2024-06-26T10:00:00Z,\n", "acts.empty-cell", 2, "member",
     "the cell is empty", "la cellule est vide"),
    (HEADER + "FRA,,2024-06-26T10:00:00Z,\n", "acts.empty-cell", 2, "act", "fill it", "remplissez"),
    (HEADER + "FRA,for, ,\n", "acts.empty-cell", 2, "at", "fill it", "remplissez"),
    (HEADER + "FRA ,for,2024-06-26T10:00:00Z,\n", "blanks-around", 2, "member",
     'write "FRA"', "« FRA"),
    (HEADER + "FRA,for,2024-06-26T10:00:00,\n", "acts.no-offset", 2, "at",
     "add the offset, such as +02:00, or Z", "ajoutez le décalage"),
    (HEADER + "FRA,for,2024-06-26,\n", "acts.not-an-instant", 2, "at", "write it as", "écrivez-le"),
    (HEADER + "FRA,for,26 June,\n", "acts.not-an-instant", 2, "at",
     "write it as 2024-06-26T12:00:00+02:00", "écrivez-le sous la forme"),
    (HEADER + "FRA,for,2024-06-31T10:00:00Z,\n", "acts.not-an-instant", 2, "at", "is no", "pas"),
    (HEADER + "FRA,for,0001-01-01T00:00:00+14:00,\n", "acts.not-an-instant", 2, "at", "is", "pas"),
    (HEADER + 'FRA,for,2024-06-26T10:00:00Z,"open\n', "acts.broken", 2, None,
     "close the quotation mark", "fermez le guillemet"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "row", "column", "en", "fr"), ONE_BY_ONE)
def test_each_fault_has_its_place_and_remedy(
    text: str, kind: str, row: int | None, column: str | None, en: str, fr: str
) -> None:
    fault = faults(text)[0]
    assert (fault.kind, fault.file, fault.row, fault.column) == (kind, "ballot.csv", row, column)
    english, french = texts(fault)
    assert en in english
    assert fr in french.replace("\u202f", " ")
    if kind != "acts.no-column":
        assert len(faults(text)) == 1


def test_all_faults_at_once_in_the_order_of_the_lines() -> None:
    text = (
        "member,act,at,reson\n"
        "FRA,fro,yesterday,\n"
        "BEL,for\n"
        ",against,2024-06-26T10:00:00Z,\n"
        "DEU,for,2024-06-26T10:00:00,\n"
    )
    assert [(f.kind, f.row) for f in faults(text)] == [
        ("acts.unknown-column", 1),
        ("acts.unknown-act", 2),
        ("acts.not-an-instant", 2),
        ("acts.row-length", 3),
        ("acts.empty-cell", 4),
        ("acts.no-offset", 5),
    ]


def test_a_cell_without_end_is_reported() -> None:
    assert only(HEADER + "FRA,for,2024-06-26T10:00:00Z," + "x" * 200_000 + "\n").kind == (
        "acts.broken"
    )
