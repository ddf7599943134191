"""Who gives and who receives: the party beside a verb of aid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import agent, passive
from foedus.read.facts.aid_stage import lemma_of
from foedus.read.facts.aid_states import capital_at, state_of
from foedus.read.facts.aid_words import EACH, SAME, TO
from foedus.read.model import Mention, Reading

CURRENCY_OF: Mapping[str, str] = MappingProxyType(
    {
        "CAD": "CAN", "AUD": "AUS", "NOK": "NOR", "SEK": "SWE", "DKK": "DNK", "CZK": "CZE",
        "GBP": "GBR", "PLN": "POL", "NZD": "NZL", "JPY": "JPN", "CHF": "CHE", "HUF": "HUN",
        "RON": "ROU", "BGN": "BGR", "ISK": "ISL", "TRY": "TUR", "KRW": "KOR",
    }
)  # fmt: skip
"""A currency of one party: who speaks of it gives from its own budget."""

BETWEEN = frozenset(
    {",", "and", "et", "the", "le", "la", "les", "l'", "l’", "as", "well", "ainsi", "que"}
)
"""Words between two names that are joined."""

APART = frozenset({"relcl", "acl", "acl:relcl", "advcl", "punct"})
LONGEST = 40
"""Words of a subject's phrase that are looked at."""


@dataclass(frozen=True)
class Giver:
    """Who gives.

    Parameters
    ----------
    named : tuple of Mention
        Several where they give together.
    guess : str
        A party's key that no name says.
    confidence : float
    each : bool
        Whether each of them gives what is named.
    """

    named: tuple[Mention, ...] = ()
    guess: str = ""
    confidence: float = 0.9
    each: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Parties' keys, else their words, each once."""
        found = tuple(dict.fromkeys(key_of(one) for one in self.named))
        return found or ((self.guess,) if self.guess else ())


NOBODY = Giver()


def key_of(one: Mention) -> str:
    """Return a party's key, of an office that of its party, else the words."""
    if one.kind == "office":
        return one.of
    if one.kind == "body" and not one.key:
        return state_of(one) or one.words
    return one.key or one.words


def giver_of(reading: Reading, verb: Token, clause: Span) -> Giver:
    """Return who gives: the agent of the verb, else the party nearest before it."""
    who = None if verb.pos_ == "NOUN" else agent(verb)
    named = [] if who is None else list(in_phrase(reading, who))
    if not named and who is not None and who.lower_ in SAME | {"we", "nous", "i", "je"}:
        return NOBODY
    if not named and (passive(verb) or who is None):
        named = list(
            _by(reading, clause if verb.pos_ != "NOUN" else reading.doc[verb.i : clause.end])
        )
    if not named and passive(verb) and lemma_of(verb) in {"commit", "engager"}:
        named = _of_subject(reading, verb)
    confidence = 0.9 if named else 0.7
    if not named and not passive(verb):
        named = _before(reading, verb, clause)
    together = joined(reading, named, clause.sent.start)
    each = len(together) > 1 and any(word.lower_ in EACH for word in clause)
    return Giver(together, "", confidence, each)


def _of_subject(reading: Reading, verb: Token) -> list[Mention]:
    """Return who *is committed to* something."""
    heads = (child for child in verb.children if child.dep_ in {"nsubjpass", "nsubj:pass"})
    return [one for head in heads for one in in_phrase(reading, head)]


def _before(reading: Reading, verb: Token, clause: Span) -> list[Mention]:
    left = (party_at(reading, word) for word in clause if word.i < verb.i)
    found = [one for one in left if one is not None and not receives(reading, one)]
    return found[-1:]


def party_at(reading: Reading, word: Token) -> Mention | None:
    """Return the party that a word names, or the one whose capital it is."""
    named = reading.at(word, "party")
    if named is not None:
        return None if reading.at(word, "money") is not None else named
    return capital_at(word)


def in_phrase(reading: Reading, head: Token) -> Iterator[Mention]:
    """Yield the parties of a subject, else the office's party, else the group or body."""
    inside = _phrase(head)
    parties = [one for word in inside if (one := party_at(reading, word)) is not None]
    found = [one for one in dict.fromkeys(parties) if not receives(reading, one)]
    office = next((one for word in inside if (one := reading.at(word, "office"))), None)
    if office is not None and not found and len(office.of) == 3 and office.of.isupper():
        found = [office]
    if not found and office is None:
        found = [one for word in inside if (one := reading.at(word, "group", "body"))][:1]
    yield from found


def _phrase(head: Token) -> list[Token]:
    """Return the words of a subject without its relative clauses, in the order of the text."""
    found = [head]
    for word in found:
        found += [child for child in word.children if child.dep_ not in APART]
        if len(found) > LONGEST:
            break
    return sorted(found, key=lambda one: one.i)


def joined(reading: Reading, named: Sequence[Mention], start: int) -> tuple[Mention, ...]:
    """Return names with those joined to the first one that the tree may have missed."""
    found = list(named)
    while found and found[0].kind in {"party", "group"}:
        at = found[0].start - 1
        while at >= start and reading.doc[at].lower_ in BETWEEN:
            at -= 1
        before = reading.at(at, "party") if start <= at < found[0].start - 1 else None
        before = None if before is not None and receives(reading, before) else before
        between = {word.lower_ for word in reading.doc[at + 1 : found[0].start]}
        listed = len(found) > len(named) and "," in between
        if before is None or not (between & {"and", "et"} or listed):
            break
        found.insert(0, before)
    return tuple(found)


def _by(reading: Reading, clause: Span) -> Iterator[Mention]:
    for one in reading.within(clause, "party", "body", "group"):
        before = {word.lower_ for word in reading.doc[max(clause.start, one.start - 3) : one.start]}
        if before & {"by", "par"}:
            yield one


def sender_of(reading: Reading, clause: Span) -> Giver:
    """Return the party after *from*: who gave what arrived or was received."""
    for one in reading.within(clause, "party"):
        at = one.start - 1
        while at > clause.start and reading.doc[at].lower_ in {
            "the",
            "la",
            "le",
            "les",
            "l'",
            "l’",
        }:
            at -= 1
        before = {reading.doc[at].lower_, reading.doc[max(at - 1, 0)].lower_}
        after = {"from", "by", "par", "donated"}
        if at >= clause.start and (before & after or reading.doc[at].lower_ in {"de", "d'", "d’"}):
            return Giver((one,))
    return NOBODY


def recipient_of(reading: Reading, clause: Span, giver: Giver) -> Mention | None:
    """Return the party to which something is given: after *to*, *for*, *à*, *pour*, else none."""
    parties = dict.fromkeys(one for word in clause if (one := party_at(reading, word)) is not None)
    for one in parties:
        if key_of(one) not in giver.keys and (receives(reading, one) or _indirect(reading, one)):
            return one
    return None


def arrived_at(reading: Reading, clause: Span) -> Mention | None:
    """Return the party after *in* or *en*, where something arrived."""
    for one in reading.within(clause, "party"):
        before = {word.lower_ for word in reading.doc[max(clause.start, one.start - 2) : one.start]}
        if before & (TO | {"in", "en"}):
            return one
    return None


def receives(reading: Reading, one: Mention) -> bool:
    """Tell whether a party stands after *to*, an article or *support of* between."""
    at = one.start - 1
    if one.end < len(reading.doc) and reading.doc[one.end].lower_ in {"-", "led"}:
        return False
    for _ in range(7):
        if at < 0 or (reading.doc[at].is_sent_start and reading.doc[at].lower_ not in TO):
            return False
        word = reading.doc[at]
        if word.lower_ in TO:
            return at == 0 or reading.doc[at - 1].lower_ not in BECAUSE
        if word.pos_ not in {"DET", "ADJ"} and word.lower_ not in PASSED:
            return False
        at -= 1
    return False


BECAUSE = frozenset({"according", "thanks", "due", "owing", "contrary", "grâce", "conformément"})
"""Words before *to* that do not say whom something is given to."""

PASSED = frozenset(
    {
        "l'",
        "l’",
        "the",
        "support",
        "of",
        "de",
        "help",
        "assist",
        "aider",
        "soutenir",
        "defence",
        "defense",
        "défense",
        "armée",
        "armées",
        "army",
        "forces",
        "benefit",
        "soutien",
        "profit",
    }
)


def placed(reading: Reading, one: Mention) -> bool:
    """Tell whether a party only says where, to whom or against whom: after *in*, *to*, *of*."""
    before = reading.doc[max(one.start - 3, reading.sentence(one.start).start) : one.start]
    return any(word.pos_ == "ADP" and word.lower_ not in {"by", "par"} for word in before)


def _indirect(reading: Reading, one: Mention) -> bool:
    """Tell whether a party is a verb's indirect object (*gave Ukraine 12 tanks*)."""
    return any(word.dep_ in {"dative", "iobj"} for word in reading.doc[one.start : one.end])


def same(verb: Token) -> bool:
    """Tell whether the subject stands for who gave before: a pronoun, *the country*."""
    who = agent(verb)
    return who is not None and who.lower_ in SAME


__all__ = [
    "CURRENCY_OF",
    "NOBODY",
    "Giver",
    "arrived_at",
    "capital_at",
    "giver_of",
    "in_phrase",
    "joined",
    "key_of",
    "party_at",
    "placed",
    "receives",
    "recipient_of",
    "same",
    "sender_of",
]
