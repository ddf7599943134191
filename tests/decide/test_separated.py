from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from foedus.decide.acts import key_of, read_acts
from foedus.decide.country_codes import nearest_code
from foedus.decide.rule import ACTS
from foedus.decide.separated import cells_of, separator


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_whatever_stands_between_its_cells(mark: str, end: str) -> None:
    lines = (("Member", "ACT", "At", "Reason"), ("FRA", "Pour", "2024-06-26T12:00Z"), ("", "", ""))
    text = "\ufeff" + "".join(mark.join(cells) + end for cells in lines)
    table = read_acts(text)
    assert table.faults == ()
    assert [(act.member, act.act, act.reason) for act in table.acts] == [("FRA", "for", None)]


def test_what_stands_between_quotation_marks_does_not_count() -> None:
    assert separator('"a,b,c";d\n') == ";"
    assert list(cells_of('"a,b";c\n\n1;2\n')) == [(1, ["a,b", "c"]), (3, ["1", "2"])]


@pytest.mark.parametrize(("written", "act"), [
    ("Pour", "for"), ("CONTRE", "against"), ("abstention", "abstain"), ("Réserve", "reservation"),
    ("abstention constructive", "constructive_abstention"), ("Objection", "object"),
    ("non-participation", "not_participating"), ("not participating", "not_participating"),
])  # fmt: skip
def test_acts_are_read_in_french_and_with_capitals(written: str, act: str) -> None:
    assert key_of(written) == act
    assert act in ACTS


def test_a_day_alone_is_no_time_in_a_zone() -> None:
    text = "member,act,at\nFRA,for,2024-06-26\nDEU,for,2024-06-26T12:00\n"
    table = read_acts(text, zone=ZoneInfo("Europe/Paris"))
    assert [fault.kind for fault in table.faults] == ["acts.not-an-instant"]
    assert [act.at.hour for act in table.acts] == [10]


@pytest.mark.parametrize(("written", "code"), [
    ("swe", "SWE"), ("Norvège", "NOR"), ("Türkiye", "TUR"), ("united kingdom", "GBR"),
    ("fr", "FRA"), ("de", "DEU"), ("cod", "COD"),
])  # fmt: skip
def test_a_country_is_known_by_its_name(written: str, code: str) -> None:
    assert nearest_code(written) == code
