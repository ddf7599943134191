"""What is known of the people of a text so far, and whose clause a word stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.atoms import folded
from foedus.read.model import Mention, Reading
from foedus.read.person_names import Gender, gender

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_OF_A_NAME = frozenset({"flat:name", "flat", "compound"})
_CLIMB = 12
"""Heads that are climbed, at most."""

FAR = 100
"""Words of a sentence that are looked at, at most: a sentence may be as long as a text."""

POSSESSIVE: Mapping[str, Gender | None] = MappingProxyType(
    {"son": None, "sa": None, "ses": None, "his": "m", "her": "f"}
)
"""Possessives of one person, and the gender that they tell of that person."""


@dataclass
class Found:
    """The people of a reading, by token, as they are found."""

    reading: Reading
    who: dict[int, str] = field(default_factory=dict)
    doubts: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def put(self, start: int, end: int, name: str | None, several: Sequence[str] = ()) -> None:
        """Set who tokens stand for; without a name, who they may stand for."""
        for at in range(start, end):
            if name:
                self.who[at] = name
            elif len(several) > 1:
                self.doubts[at] = tuple(several)

    def choose(self, token: Token, names: tuple[str, ...]) -> None:
        """Set who a token stands for: the first of several, which are then a doubt."""
        if names:
            self.who[token.i] = names[0]
        if len(names) > 1:
            self.doubts[token.i] = names

    def counts(self, at: int) -> bool:
        """Say whether a token may be what a pronoun goes back to: a possessive is not."""
        possessive = folded(self.reading.doc[at].text) in POSSESSIVE
        return at in self.who and at not in self.quoted and not possessive

    def acts(self, at: int) -> bool:
        """Say whether a token that stands for a person is a subject, or a word of its name is."""
        token = self.reading.doc[at]
        if is_subject(token) or token.dep_ == "expl:subj":
            return True
        same = self.who.get(token.head.i) == self.who[at] or token.dep_ in _OF_A_NAME
        return same and is_subject(token.head)

    @cached_property
    def genders(self) -> dict[str, Gender]:
        """The gender of each person, where the given name or the text tells."""
        found: dict[str, Gender] = {}
        for at, name in self.who.items():
            told = gender(name) or _told(self.reading.doc[at])
            if told is not None:
                found.setdefault(name, told)
        return found

    @cached_property
    def covering(self) -> dict[int, Mention]:
        """The mention of each token that is of a person, an office, a party or a body."""
        kinds = {"person", "office", "party", "body"}
        mine = [one for one in self.reading.mentions if one.kind in kinds]
        return {at: one for one in mine for at in range(one.start, one.end)}

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens inside quotations."""
        return frozenset(at for one in self.reading.quotations for at in range(one.start, one.end))

    def agrees(self, name: str, wanted: Gender | None) -> bool:
        """Say whether a person may be of a gender: also where it is not known."""
        return wanted is None or self.genders.get(name, wanted) == wanted


def _told(token: Token) -> Gender | None:
    """Return the gender that a noun beside a name tells: "la candidate démocrate …, X"."""
    if token.i and token.nbor(-1).text.strip(".").casefold() in {"mme", "mrs", "ms", "lady"}:
        return "f"
    if token.i and token.nbor(-1).text.strip(".") in {"M", "Mr", "Sir", "Lord"}:
        return "m"
    noun = token.head if token.dep_ in {"appos", "nmod"} else token
    for word in (noun, *noun.children):
        if word.pos_ == "NOUN" and word.dep_ in {"appos", noun.dep_} and word is not token:
            found = word.morph.get("Gender", [])
            if found:
                return "f" if found[0] == "Fem" else "m"
    return None


def before(span: Span, token: Token) -> range:
    """Return the tokens of a sentence before a token, the last hundred of them."""
    end = min(span.end, token.i)
    return range(max(span.start, end - FAR), end)


def subject(token: Token) -> Token | None:
    """Return the subject of the clause of a token, of the nearest clause above that has one."""
    word = token
    for _ in range(_CLIMB):
        for child in word.children:
            if child.dep_ in _SUBJECTS and child.i != token.i:
                return child
        if word.head.i == word.i:
            return None
        word = word.head
    return None


def own_subject(token: Token) -> tuple[Token | None, bool]:
    """Return the subject of a token's own clause, and whether it is shared by a coordination.

    "He succeeds him and takes up his duties": "He", shared.
    """
    word, shared = token, False
    for _ in range(_CLIMB):
        for child in word.children:
            if child.dep_ in _SUBJECTS and child.i != token.i and token not in child.subtree:
                return child, shared
        verb = word.pos_ in {"VERB", "AUX"}
        if word.head.i == word.i or (verb and word.dep_ not in {"conj", "xcomp", "aux", "ccomp"}):
            return None, False
        shared = shared or (verb and word.dep_ == "conj")
        word = word.head
    return None, False


def is_subject(token: Token) -> bool:
    """Say whether a token is the subject of a verb, or the head of one."""
    return token.dep_ in _SUBJECTS
