from __future__ import annotations

from foedus.brief.findings import counts, finding_lines, findings_as_json, sentence
from foedus.brief.language import Language
from foedus.errors import Finding

EN, FR = Language("en"), Language("fr")
READ_ONLY = Finding("fault", "usage.folder-read-only", "out", details={"reason": "full"})


def test_a_finding_names_place_and_remedy() -> None:
    assert sentence(READ_ONLY, EN) == (
        "out: nothing can be written here (full); choose another place"
    )
    assert sentence(READ_ONLY, FR).startswith("out\u202f: rien ne peut être écrit")


def test_row_and_column_stand_in_the_place() -> None:
    finding = Finding("fault", "of-no-known-kind", "stocks.csv", 14, "item", "shel-155")
    assert sentence(finding, EN).startswith("stocks.csv row 14, item: ")
    assert sentence(finding, FR).startswith("stocks.csv ligne 14, item\u202f: ")


def test_a_kind_without_text_is_still_reported() -> None:
    finding = Finding("fault", "of-no-known-kind", "x.csv", details={"nearest": "y"})
    assert sentence(finding, EN) == "x.csv: of-no-known-kind (nearest=y)"


def test_faults_come_first_and_are_counted() -> None:
    warning = Finding("warning", "of-no-known-kind", "a.csv")
    lines = [line.plain for line in finding_lines([warning, READ_ONLY, READ_ONLY], EN)]
    assert [line.startswith("warning: ") for line in lines] == [False, False, True]
    assert counts([warning, READ_ONLY, READ_ONLY], EN) == "2 faults, 1 warning"


def test_json_keeps_the_parts() -> None:
    (found,) = findings_as_json([READ_ONLY], EN)
    assert found["kind"] == "usage.folder-read-only"
    assert found["details"] == {"reason": "full"}
    assert found["row"] is None


def test_foreign_text_is_made_visible() -> None:
    finding = Finding("fault", "of-no-known-kind", "a\u202e.csv", 1, "[red]x", "\x1b")
    assert sentence(finding, EN).startswith("a\\u202e.csv row 1, [red]x: ")
