"""Which state a person signs for: "Macron et Zelensky ont signé …" binds France and Ukraine."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from foedus.read.facts.agreement_parties import FEWEST
from foedus.read.facts.sentence_reach import opening
from foedus.read.model import Mention, Reading
from foedus.read.names import Names

NEAR = 5
"""Words between a person's name and the state whose office it holds."""
LEADING = frozenset(
    {
        "president", "minister", "chancellor", "king", "secretary", "ambassador", "counterpart",
        "président", "présidente", "ministre", "chancelier", "chancelière", "roi", "homologue",
        "ambassadeur", "ambassadrice", "premier",
    }
)  # fmt: skip


def signatories(reading: Reading, names: Names, verb: Token) -> dict[str, Mention]:
    """Return the states of the people who are named before a verb of signing, two or more.

    By the record, else by a state beside the name anywhere in the text ("le président français,
    Emmanuel Macron"), where an office of state is told there too.
    """
    found: dict[str, Mention] = {}
    for mention in reading.within(reading.doc[opening(reading.doc, verb.i) : verb.i], "person"):
        party = state_of(reading, names, mention)
        if party is not None:
            found.setdefault(party[0], party[1])
    return found if len(found) >= FEWEST else {}


def state_of(reading: Reading, names: Names, person: Mention) -> tuple[str, Mention] | None:
    """Return the key of a person's state and the mention that tells it."""
    name = reading.people.get(person.end - 1, person.key or person.words)
    known = names.party_of(name)
    if known:
        return known, person
    for one in _places(reading, name):
        for party in reading.mentions:
            if party.kind == "party" and party.key and _beside(reading, party, one):
                return party.key, party
    french = any(_of_the_republic(reading, one) for one in _places(reading, name))
    return ("FRA", person) if french else None


def _of_the_republic(reading: Reading, person: Mention) -> bool:
    """Tell whether a French text calls a person "le président de la République" and no more."""
    before = reading.doc[max(person.start - NEAR, 0) : person.start].text.lower()
    return reading.language == "fr" and "président de la république" in before


def _places(reading: Reading, name: str) -> Iterator[Mention]:
    for one in reading.mentions:
        if one.kind == "person" and reading.people.get(one.end - 1) == name:
            yield one


def _beside(reading: Reading, party: Mention, person: Mention) -> bool:
    """Tell whether a state and an office of state stand right before or after a name."""
    before = 0 <= person.start - party.end <= NEAR
    after = 0 <= party.start - person.end <= NEAR
    if not (before or after):
        return False
    first, last = min(party.start, person.start), max(party.end, person.end)
    near = reading.doc[max(first - NEAR, opening(reading.doc, first)) : last]
    between = reading.doc[min(party.end, person.end) : max(party.start, person.start)]
    apart = any(one.pos_ in {"VERB", "AUX", "CCONJ"} or one.text in ".;" for one in between)
    return not apart and any(one.lower_ in LEADING for one in near)
