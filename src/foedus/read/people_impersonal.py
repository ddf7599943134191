"""The French "il" that stands for nobody."""

from __future__ import annotations

from spacy.tokens import Token

from foedus.read.atoms import folded

_IMPERSONAL = frozenset(
    {"falloir", "agir", "convenir", "sembler", "paraître", "exister", "rester", "importer",
     "suffire", "arriver", "pleuvoir", "valoir"}
)  # fmt: skip
_OPEN = frozenset(
    {"sur", "clair", "certain", "possible", "impossible", "probable", "improbable", "important",
     "necessaire", "essentiel", "vrai", "evident", "temps", "question", "difficile", "urgent",
     "indispensable", "prevu", "crucial", "inutile", "rare", "normal", "vital", "primordial"}
)  # fmt: skip
"""After "il est" these are said of nobody: "il est clair que"."""


def is_impersonal(token: Token) -> bool:
    """Say whether "il" stands for nobody: "il faut", "il y a", "il est clair que".

    Parameters
    ----------
    token : Token
    """
    if folded(token.text).lstrip("-") not in {"il", "t-il"}:
        return False
    after = [folded(t.text) for t in token.doc[token.i + 1 : token.i + 3]]
    if "y" in after[:1] or token.head.lemma_ in _IMPERSONAL or _is_said_of_nothing(token):
        return True
    head = token.head
    clause = any(child.dep_ in {"csubj", "csubj:pass"} for child in head.children)
    return head.pos_ == "ADJ" and (clause or any(c.dep_ == "ccomp" for c in head.children))


def _is_said_of_nothing(token: Token) -> bool:
    """Say whether "il est", "il n'était pas" and such a word follow, then "que" or "de"."""
    words = [folded(t.text) for t in token.doc[token.i + 1 : token.i + 6]]
    at = next((at for at, word in enumerate(words[:4]) if word in _OPEN), None)
    if at is None or at + 1 >= len(words):
        return False
    return words[at + 1].replace("’", "'") in {"que", "qu'", "de", "d'"}
