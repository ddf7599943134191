"""The shipped lists of words: codes, keys and forms."""

import re
from pathlib import Path

import pytest

from foedus.case.load import load
from foedus.read.atoms import folded, words
from foedus.read.lexicon import LONGEST
from foedus.read.lexicon_states import adjectives, french_forms, state_names, territories
from foedus.read.names import names_of
from foedus.read.word_lists import texts, word_list

CASES = Path(__file__).parents[2] / "cases"


def test_every_member_and_partner_has_a_name_and_an_adjective_in_both_languages() -> None:
    parties = load(CASES / "ukraine-2024").tables["parties"]["party"].to_list()
    for language in ("en", "fr"):
        named, adjective = state_names(language), adjectives(language)
        assert all(named.get(party) for party in parties)
        assert all(adjective.get(party) for party in parties if party != "EUI")


def test_states_are_codes_that_cldr_knows_or_the_union_s() -> None:
    known = {*territories("en"), "XKX", "EUI", "EIB", "EPF"}
    assert set(word_list("states")) <= known


@pytest.mark.parametrize("name", ["bodies", "offices", "groups"])
def test_keys_are_plain(name: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in word_list(name))


def test_owners_of_bodies_are_bodies_or_states() -> None:
    bodies = word_list("bodies")
    owners = {row["of"] for row in bodies.values() if "of" in row}
    assert owners <= {*bodies, *word_list("states")}


def test_items_of_the_shipped_cases_have_usual_names() -> None:
    listed = set(word_list("items"))
    for case in ("ukraine-2024", "patriot-2024"):
        assert set(load(CASES / case).tables["items"]["item"].to_list()) <= listed


def test_no_name_of_an_item_stands_for_two() -> None:
    seen: dict[str, str] = {}
    for key, names in word_list("items").items():
        for name in texts(names) if key != "kinds" else ():
            same = " ".join(folded(word) for word in words(name))
            assert seen.setdefault(same, key) == key, name


def test_names_are_no_longer_than_is_searched_for() -> None:
    written = names_of(None, "en").written
    assert max(len(words(name)) for names in written.values() for name in names) <= LONGEST


@pytest.mark.parametrize(
    ("masculine", "forms"),
    [
        ("norvégien", ("norvégien", "norvégienne", "norvégiens", "norvégiennes")),
        ("sud-coréen", ("sud-coréen", "sud-coréenne", "sud-coréens", "sud-coréennes")),
        ("américain", ("américain", "américaine", "américains", "américaines")),
        ("néerlandais", ("néerlandais", "néerlandaise", "néerlandaises")),
        ("belge", ("belge", "belges")),
        ("allemand", ("allemand", "allemande", "allemands", "allemandes")),
    ],
)
def test_french_forms(masculine: str, forms: tuple[str, ...]) -> None:
    assert french_forms(masculine) == forms
