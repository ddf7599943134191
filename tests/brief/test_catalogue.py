from __future__ import annotations

import re
from string import Formatter

import pytest

from foedus.brief.catalogue import NARROW, catalogue, locale_code, typeset, units

FORMS = {"en", "fr", "en_one", "fr_one"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_entry_has_both_languages_with_the_same_placeholders() -> None:
    for key, entry in catalogue().items():
        assert {"en", "fr"} <= set(entry) <= FORMS, key
        assert all(text.strip() for text in entry.values()), key
        assert placeholders(entry["en"]) == placeholders(entry["fr"]), key
        for form in {"en_one", "fr_one"} & set(entry):
            assert placeholders(entry[form]) <= placeholders(entry["en"]), key


def test_english_and_french_count_the_same_entries() -> None:
    uncounted = [k for k, e in catalogue().items() if ("en_one" in e) != ("fr_one" in e)]
    assert uncounted == []


def test_french_typography() -> None:
    texts = [e[f] for e in catalogue().values() for f in ("fr", "fr_one") if f in e]
    for text in texts:
        assert not re.search(r"[ \u00a0][;:!?»]", text), text
        assert "« " not in text, text
        assert "'" not in text, text


def test_typeset_leaves_addresses_alone() -> None:
    assert typeset("voir https://example.org") == "voir https://example.org"
    assert typeset("Besoin : « obus »") == f"Besoin{NARROW}: «{NARROW}obus{NARROW}»"


def test_units_are_found_by_any_of_their_words() -> None:
    assert units()["system"] is units()["systems"] is units()["systèmes"]


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "en_US"}, "fr"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses(environ: dict[str, str], code: str) -> None:
    assert locale_code(environ) == code
