from __future__ import annotations

import json

from foedus.results.dispatch_json import dispatch_as_json
from sample_dispatch import TEXT, sample


def test_the_documented_fields_come_first() -> None:
    told = dispatch_as_json(sample())
    assert list(told) == ["dispatch", "proposals", "stamp"]
    assert list(told["dispatch"])[:3] == ["language", "dateline", "title"]
    assert list(told["proposals"][0])[:9] == [
        "kind", "fields", "quote", "span", "date", "confidence", "verdict", "record", "nearest",
    ]  # fmt: skip


def test_a_span_is_the_quote_in_the_text() -> None:
    for one in json.loads(json.dumps(dispatch_as_json(sample())))["proposals"]:
        start, end = one["span"]
        assert TEXT[start:end] == one["quote"]


def test_what_is_not_said_is_absent_and_an_undated_fact_is_null() -> None:
    aid = dispatch_as_json(sample())["proposals"][4]
    assert aid["date"] is None
    assert aid["fields"] == {
        "donor": "DEU", "recipient": "UKR", "amount": 11_000_000, "currency": "EUR",
    }  # fmt: skip
    assert aid["record"] == []
