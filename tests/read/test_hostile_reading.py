"""Hostile text: reading ends, spans are right, and nothing is looked for in a whole text twice."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from foedus.errors import InputError
from foedus.read.engine import read, read_all, understood
from foedus.read.model import Mention, Plain, Quotation, Reading
from foedus.read.names import names_of
from foedus.read.per_reading import per_reading
from foedus.read.pipeline import LONGEST
from foedus.results.dispatch import Document

FACT = "Mark Rutte was appointed Secretary General of NATO on 26 June 2024. "
HOSTILE = {
    "brackets": "(" * 1_000_000,
    "marks of direction": "\u202e" * 1_000_000,
    "of of of": "of " * 4_000,
    "one sentence": FACT * 150,
    "open quotes": "He said “so. " * 1_000,
    "script": "<script>alert(1)</script> " * 1_000,
    "NULs": "N\x00A\x00T\x00O " * 1_000,
    "astral": "\U0001f680 \U00010348 " * 3_000,
    "figures": "² ³ ½ ١٢ members voted. " * 500,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_reading_ends_and_spans_are_right(kind: str) -> None:
    text = FACT + HOSTILE[kind] + "\n\n" + FACT
    found = read(Document("a.txt", text)).proposals
    assert any(one.kind == "appointment" for one in found)
    for one in found:
        assert text[slice(*one.quote.span)] == one.quote.text


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        read(Document("a.txt", FACT * (LONGEST // len(FACT) + 1)))
    assert [one.kind for one in refused.value.findings] == ["read.too-long"]


def test_one_dispatch_does_not_lose_the_others() -> None:
    long, good = Document("long.txt", FACT * 4_000), Document("good.txt", FACT)
    found = read_all([long, good])
    assert next(found).document.file == "good.txt"
    with pytest.raises(InputError):
        next(found)


def test_figures_that_are_no_numbers_are_passed_over() -> None:
    text = FACT + "The decision was adopted by ² members. It was approved by ³ allies."
    assert read(Document("a.txt", text)).proposals


class Counted(tuple[Mention, ...]):
    """Mentions that count how often they are gone through."""

    turns = 0

    def __iter__(self):  # type: ignore[no-untyped-def]
        type(self).turns += 1
        return super().__iter__()


def _reading() -> Reading:
    words = ["Rutte", "of", "the", "Dutch", "people", "."] * 100
    doc = Doc(Vocab(), words)
    mentions = Counted(
        one
        for at in range(0, len(words), 6)
        for one in (
            Mention("person", at, at + 1, "Rutte"),
            Mention("group", at + 2, at + 5, "the Dutch people"),
            Mention("party", at + 3, at + 4, "Dutch", "NLD"),
        )
    )
    text = doc.text
    plain = Plain(text, tuple(range(len(text) + 1)))
    quoted = (Quotation(2, 5, "the Dutch people"), Quotation(3, 5, "Dutch people"))
    return Reading(Document("a", text), plain, "en", None, doc, mentions, quoted)


def test_mentions_are_gone_through_once_however_often_they_are_asked_for() -> None:
    Counted.turns = 0
    reading = _reading()
    for token in reading.doc:
        reading.at(token)
        reading.at(token, "party")
        reading.within(reading.doc[token.i : token.i + 4], "party")
    assert Counted.turns <= 2


def test_what_covers_a_token_and_what_stands_inside_a_span() -> None:
    reading = _reading()
    assert [reading.at(at) and reading.at(at).kind for at in range(4)] == [  # type: ignore[union-attr]
        "person", None, "group", "group",
    ]  # fmt: skip
    assert reading.at(3, "party") == Mention("party", 3, 4, "Dutch", "NLD")
    assert [one.kind for one in reading.within(reading.doc[1:5])] == ["group", "party"]
    assert [one.kind for one in reading.within(reading.doc[1:4])] == ["party"]
    assert reading.within(reading.doc[1:4], "person") == ()
    assert [reading.quoted(at) for at in (1, 3)] == [None, reading.quotations[0]]


def test_what_is_worked_out_once_is_kept_for_its_reading_alone() -> None:
    calls: list[str] = []

    @per_reading
    def length(reading: Reading) -> int:
        calls.append(reading.document.file)
        return len(reading.doc)

    first, second = _reading(), _reading()
    assert [length(first), length(first), length(second)] == [600, 600, 600]
    assert len(calls) == 2


def test_names_are_read_behind_marks_of_direction() -> None:
    text = "\u202eNATO\u202c has 32 \u200bmembers."
    reading = understood(Document("a.txt", text), "en", names_of(None, "en"))
    assert reading.plain.text == "NATO has 32 members."
