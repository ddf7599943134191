"""The JSON that other tools read, and the words of every finding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from hypothesis import given, settings
from ledger_cases import SOURCES, Row, case_of, drawn_entries, entry

from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.errors import Finding
from foedus.ledger import commitments, compare, ledger
from foedus.ledger.compare import STATES
from foedus.ledger.entries import ALWAYS, KEYS
from foedus.ledger.figures import LABELS, SPENDING_KEYS
from foedus.results.ledger_json import comparison_as_json, ledger_as_json
from foedus.sources import rates


def test_the_documented_fields_come_first() -> None:
    rows = [entry("a", "pledge", 1e13 + 0.01, release="7"), entry("b", "pledge", release="7")]
    found = json.loads(json.dumps(ledger_as_json(ledger(case_of(rows)))))
    assert list(found)[:3] == ["rows", "findings", "stamp"]
    (row,) = found["rows"]
    assert list(row)[:6] == ["donor", "type", "stage", "amount", "currency", "release"]
    assert (row["amount"], row["exact"]["amount"]) == (10000000000000.01, "10000000000000.01")
    assert (row["entries"], row["without_amount"]) == (2, 1)
    assert found["open"][0]["date"] == "2024-01-01"
    assert [line["state"] for line in found["open"]] == ["not", "not"]
    assert (found["entries"], found["without_amount"]) == (2, 1)


def test_a_comparison_is_plain_values_too() -> None:
    rows = [entry("a", "pledge", 1.0, release="7"), entry("b", "pledge", 1.5, release="29")]
    found = json.loads(json.dumps(comparison_as_json(compare(case_of(rows), "ledger", "7", "29"))))
    (row,) = found["rows"]
    assert (row["first"], row["second"], row["change"], row["percent"]) == (1, 1.5, 0.5, 50)
    assert row["exact"] == {"first": "1", "second": "1.5", "change": "0.5"}
    assert found["counts"]["changed"] == 1


@settings(deadline=None, max_examples=60)
@given(drawn_entries())
def test_any_ledger_is_plain_values_and_every_finding_has_its_words(rows: list[Row]) -> None:
    found = ledger(case_of(rows, sources=SOURCES))
    assert json.dumps(ledger_as_json(found))
    _have_words(found.findings)


def _have_words(findings: Iterable[Finding]) -> None:
    for finding in findings:
        for code in ("en", "fr"):
            text = catalogue()[finding.kind][code]
            named = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert named <= {"value", "row", "column", "file", *finding.details}, finding.kind
            assert sentence(finding, Language(code))


def test_every_kind_has_its_words_and_every_word_its_kind() -> None:
    files = [*Path(commitments.__file__).parent.glob("*.py"), Path(rates.__file__)]
    code = "".join(file.read_text("utf-8") for file in files)
    named = set(re.findall(r'"((?:ledger|rates)\.[a-z-]+)"', code))
    links = {"of-unknown", "cycle", "backwards", "of-other", "of-other-release"}
    made = {f"ledger.{kind}" for kind in (*links, "before-its-promise")}
    written = {key for key in catalogue() if re.fullmatch(r"(ledger|rates)\.[a-z-]+", key)}
    assert named | made == written


def words(topic: str) -> set[str]:
    start = f"ledger.{topic}."
    return {key.removeprefix(start) for key in catalogue() if key.startswith(start)}


def test_every_state_and_reason_has_its_words() -> None:
    assert words("state") == {state.replace(" ", "-") for state in STATES}
    labels = {label for pair in LABELS.values() for label in pair}
    keys = {f"no-{key}" for key in (*KEYS, *SPENDING_KEYS) if key not in ALWAYS} | {"no-stage"}
    told = {"publisher", "estimate", "missing", "after-cut-off"}
    assert words("why") == labels | keys | told
    assert words("open") == {"not", "partly", "unmeasured"}
    reasons = re.findall(r'"([a-z-]+)": ', Path(commitments.__file__).read_text("utf-8"))
    assert words("left-out") == set(reasons) - {"known", "due"}
