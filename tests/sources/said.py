"""That a finding is said: its kind has a text in both languages, with all that the text names."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.errors import Finding


def assert_said(findings: Iterable[Finding]) -> None:
    for finding in findings:
        for text in (sentence(finding, Language("en")), sentence(finding, Language("fr"))):
            assert finding.kind not in text
