from __future__ import annotations

import re
from pathlib import Path

import foedus.sources
from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.errors import Finding
from foedus.sources.sheet import DIFFERENCES

KIND = re.compile(r"\bsource\.[a-z]+(?:-[a-z]+)*")


def test_every_kind_that_a_module_names_has_a_text() -> None:
    modules = Path(foedus.sources.__file__).parent.glob("*.py")
    named = {kind for module in modules for kind in KIND.findall(module.read_text("utf-8"))}
    assert len(named) > 20
    assert sorted(named - catalogue().keys()) == []
    assert sorted(DIFFERENCES - catalogue().keys()) == []


def test_a_finding_reads_as_a_sentence_in_both_languages() -> None:
    details = {"count": "2", "nearest": "Loan"}
    finding = Finding("warning", "source.new-spelling", "a.xlsx [S]", 3, "Type", "Laon", details)
    assert sentence(finding, Language("en")) == (
        'a.xlsx [S] row 3, Type: "Laon" is not among the known spellings (rows: 2); '
        'nearest: "Loan"; check what it means'
    )
    assert "« Laon »".replace(" ", "\u202f") in sentence(finding, Language("fr"))
