"""Aims that somebody wants to turn to: "he wants to focus on …", "mettre l'accent sur …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from foedus.read.facts.aim_lists import Item, items
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.modality import NEGATIONS

FOCUSING = frozenset({"focus", "concentrate", "prioritise", "prioritize", "accent", "concentrer",
                      "priorité", "priority", "privilégier", "effort", "efforts"})  # fmt: skip
DIRECT = frozenset({"prioritise", "prioritize", "privilégier"})
LINKS = frozenset({"on", "to", "sur", "à", "au", "aux"})
WANTING = frozenset(
    {
        "wants", "wanted", "intends", "intended", "plans", "planned", "will", "would", "promised",
        "pledged", "vowed", "aims", "veut", "voulait", "entend", "compte", "souhaite", "va",
        "promet", "promis", "entendait",
    }
)  # fmt: skip
GIVING = frozenset({"give", "donner", "accorder", "mettre", "porter", "concentrer", "focus",
                    "concentrate", "faire"})  # fmt: skip
NEAR = 6


def focused(token: Token) -> Iterator[tuple[tuple[Item, ...], int | None]]:
    """Read "wants to focus on A, B and C", "entend donner la priorité à A"."""
    doc = token.doc
    before = doc[max(opening(doc, token.i), token.i - NEAR) : token.i]
    lemma = token.lemma_.lower()
    wanted = any(one.lower_ in WANTING for one in before)
    denied = any(one.lower_ in NEGATIONS for one in before)
    given = lemma not in {"accent", "priorité", "priority", "effort"} or any(
        one.lemma_.lower() in GIVING for one in before
    )
    if lemma not in FOCUSING or not wanted or not given or denied or token.i + 1 >= len(doc):
        return
    start = token.i + 1 if lemma in DIRECT else _after_link(token)
    if start is not None:
        yield items(doc, start, extent(doc, token.i)), None


def _after_link(token: Token) -> int | None:
    following = token.doc[token.i + 1 : token.i + 3]
    return next((one.i + 1 for one in following if one.lower_ in LINKS), None)
