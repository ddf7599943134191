from __future__ import annotations

import sys

import pytest
from documents_made import SENTENCE, pdf
from said import assert_said

from foedus.errors import InputError
from foedus.sources.documents import read_document


def test_without_the_extra_text_is_read_and_a_pdf_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "foedus.sources.documents.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert read_document("a.txt", SENTENCE.encode()).text == SENTENCE
    with pytest.raises(InputError) as caught:
        read_document("a.pdf", pdf([[SENTENCE]]))
    (finding,) = caught.value.findings
    assert (finding.kind, finding.value) == ("read.extra-missing", "pypdf")
    assert_said([finding])
