"""By which rule something was decided, and by how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from foedus.read.clauses import own
from foedus.read.model import Quantity, Reading

RULES: tuple[tuple[str, str], ...] = (
    ("silence", r"silence procedure|under silence|procédure (?:d'approbation tacite|du? silence|de "
                r"silence|d'accord tacite)|approbation tacite|tacit approval"),
    ("qualified-majority", r"qualified majority|majorité qualifiée"),
    ("two-thirds", r"two[- ]thirds(?: majority)?(?= |$)(?! of (?!the (?:votes|members)))|"
                   r"majorité des deux tiers|deux tiers des (?:voix|votes|membres)"),
    ("consensus", r"by consensus|on the basis of consensus|in consensus|reached consensus|"
                  r"consensus (?:was|has been|decision|agreement)|par consensus|"
                  r"consensus (?:a été|est)|un consensus|a consensus"),
    ("unanimity", r"unanimous(?:ly)?|unanimity|by all (?:\d+ |thirty-two )?(?:allies|members)|"
                  r"unanim(?:e|es|ement|ité)"),
    ("majority", r"(?:by|with|won|obtained|secured|received) (?:a |an |the )?(?:\w+ )?majority|"
                 r"majority (?:of|vote|decision)|majority in favou?r|"
                 r"à (?:la|une) (?:\w+ )?majorité|(?:une|la) (?:\w+ )?majorité d"),
)  # fmt: skip
"""The rule and the words that name it, the more particular rule first."""

_COMPILED = tuple((rule, re.compile(words, re.IGNORECASE)) for rule, words in RULES)
_DENIED = re.compile(
    r"(?:no|not|without|lack of|lacks?|failed to \w+|pas|sans|aucun|faute de|ni)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"\b(?P<for>\d{1,3})\s*(?:votes? |voix |votes? in favou?r )?"
    r"(?:to|against|[-–]|contre|votes? to|voix contre)\s*(?P<against>\d{1,3})\b",
    re.IGNORECASE,
)
VOTERS = frozenset(
    {
        "ally", "allies", "member", "membre", "nation", "country", "pays", "state", "état", "allié",
        "alliés", "capital", "government", "gouvernement", "leader", "dirigeant", "ambassador",
        "ambassadeur",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """How something was decided: the rule's key and the words that name it."""

    key: str
    words: str


def rule_in(text: str) -> Rule | None:
    """Return the rule that a text names, unless it denies it.

    Examples
    --------
    >>> rule_in("Allies agreed by consensus to appoint him").key
    'consensus'
    >>> rule_in("There was no consensus among Allies") is None
    True
    """
    plain = text.replace("’", "'")
    for key, words in _COMPILED:
        found = words.search(plain)
        if found and not _DENIED.search(plain[: found.start()]):
            return Rule(key, found[0])
    return None


def tally_in(text: str) -> tuple[int, int] | None:
    """Return the votes for and against ("voted 20 to 12").

    Examples
    --------
    >>> tally_in("The Committee voted 20 to 12"), tally_in("par 20 voix contre 12")
    ((20, 12), (20, 12))
    """
    found = _TALLY.search(text)
    return None if found is None else (int(found["for"]), int(found["against"]))


def how_of(reading: Reading, verb: Token) -> str | None:
    """Return how a clause says that it was decided: within the verb's own clause."""
    words = own(verb)
    span = reading.doc[words[0].i : words[-1].i + 1]
    found = rule_in(span.text)
    return None if found is None else found.key


def members_in(reading: Reading, span: Span) -> int | None:
    """Return how many took part ("the 32 Allies", "des 32 pays membres")."""
    for one in reading.within(span, "quantity"):
        if isinstance(one, Quantity) and _votes(reading, one) and one.number == int(one.number):
            return int(one.number)
    return _counted(span)


def _votes(reading: Reading, quantity: Quantity) -> bool:
    around = reading.doc[quantity.start : min(quantity.end + 2, len(reading.doc))]
    return any(_voter(token) for token in around)


def _voter(token: Token) -> bool:
    return token.lemma_.lower() in VOTERS or token.lower_ in VOTERS


def _counted(span: Span) -> int | None:
    """Return a bare number before voters, where no quantity was read there."""
    found: Sequence[Token] = [token for token in span if token.text.isdecimal()]
    for token in found:
        after = span.doc[token.i + 1 : min(token.i + 3, span.end)]
        if 1 < int(token.text) < MOST and any(_voter(word) for word in after):
            return int(token.text)
    return None


MOST = 200
"""More members has no body; the United Nations have 193."""
