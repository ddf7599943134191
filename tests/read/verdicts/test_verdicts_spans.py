"""Days at their precision, and words by their stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdict_facts import day

from foedus.read.verdicts.alike import content, one_stem, same_person, shared
from foedus.read.verdicts.spans import agrees, ends, overlap, period_of


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
     ("2024-06-26", "2024-06-26", "2024-06-26"), ("2017/2021", "2017-01-01", "2021-12-31")],
)  # fmt: skip
def test_what_a_day_stands_for(said: str, first: str, last: str) -> None:
    assert period_of(said) == (day(first), day(last))


@pytest.mark.parametrize("said", ["", "juin", "2024-13", "2024-06-31", "0000", "2024/x", None])
def test_words_that_are_no_day(said) -> None:
    assert period_of(said) is None
    assert not agrees(said, day("2024-06-26"))


@given(st.dates())
def test_a_day_agrees_with_its_month_and_its_year(one) -> None:
    assert all(agrees(said, one) for said in (f"{one}", f"{one}"[:7], f"{one}"[:4]))
    assert not agrees(f"{one}", None)


def test_ends_and_overlaps() -> None:
    assert ends("2024-09-30", day("2024-10-01"))
    assert not ends("2024-09-30", None)
    assert overlap((day("2024-07-09"), day("2024-07-11")), (day("2024-07-11"), day("2024-07-12")))


@given(st.text(max_size=40))
def test_any_text_is_like_itself(text: str) -> None:
    words = content(text, "fr")
    assert shared(text, text, "fr") == (1.0 if words else 0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("partenariats", "partenaires", True), ("defense", "defenses", True),
     ("commission", "commissaire", True), ("nation", "nations", True), ("paix", "pays", False)],
)  # fmt: skip
def test_stems(one: str, other: str, same: bool) -> None:
    assert one_stem(one, other) is same


def test_names_of_people() -> None:
    assert same_person("Fogh Rasmussen", "Anders Fogh Rasmussen")
    assert not same_person("", "Mark Rutte")
    assert not same_person("Mark", "Mark Rutte")
