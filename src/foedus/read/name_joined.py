"""Offices and governments joined with the state or body that is named beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from foedus.read.atoms import folded
from foedus.read.lexicon_states import ADJECTIVE
from foedus.read.lexicon_words import GOVERNMENT, ORGANISATION
from foedus.read.model import Code, Mention
from foedus.read.word_lists import word_list

_OF = frozenset({"of", "de", "des", "du", "d'"})
_ARTICLES = frozenset({"the", "la", "le", "les", "l'"})
_OWNER = frozenset({"'s", "’s", "'"})
_BEFORE = frozenset(
    {"new", "former", "ex", "-", "incoming", "outgoing", "next", "then", "current", "future",
     "first", "acting", "caretaker", "late", "federal"}
)  # fmt: skip
"""Words that may stand between an owner and its office: "NATO's new Secretary General"."""

_AFTER = frozenset({"sortant", "sortante", "federal", "federale"})
"""Words that may stand before the adjective: "Premier ministre sortant néerlandais"."""

_SHORT = frozenset({"PM", "SG"})
"""Abbreviations that are an office's only beside its owner: PM is the afternoon, too."""

_ALLIES = frozenset({"allies", "alliés"})

_GAP = 4
"""Words between an office and its owner, at most."""


def joined(doc: Doc, found: Sequence[Mention], language: Code) -> list[Mention]:
    """Return mentions with each office or government in one with the owner beside it.

    A government without its state beside it is left out: "the government" may be anyone's.
    """
    done: list[Mention] = []
    waiting = deque(found)
    while waiting:
        one = waiting.popleft()
        if not _wants(one):
            done.append(one)
            continue
        before = done[-1] if done else None
        after = waiting[0] if waiting else None
        if language == "en" and before is not None and _owns_before(doc, before, one):
            done[-1] = _in_one(doc, one, before)
        elif after is not None and _owns_after(doc, one, after):
            waiting.popleft()
            done.append(_in_one(doc, one, after))
        elif one.of != GOVERNMENT and not (one.of == "" and one.words in _SHORT):
            done.append(one)
    return _sure(doc, done)


def _sure(doc: Doc, found: Sequence[Mention]) -> list[Mention]:
    """Leave out allies who may be anyone's: with a small letter, where the text has no NATO."""
    named = any(ORGANISATION in {one.key, one.of} for one in found if one.kind != "group")
    return [one for one in found if one.words not in _ALLIES or (named and _are_nato(doc, one))]


def _are_nato(doc: Doc, one: Mention) -> bool:
    before = folded(doc[one.start - 1].text) if one.start else ""
    after = folded(doc[one.end].text) if one.end < len(doc) else ""
    whose = before in _OWNER or before in {"its", "his", "her", "ses", "leurs"}
    return not whose and after not in _OF


def _wants(one: Mention) -> bool:
    return one.of == GOVERNMENT or one.kind == "office"


def _is_owner(one: Mention, office: Mention) -> bool:
    if one.kind not in {"party", "body"} or one.key is None or one.of == GOVERNMENT:
        return False
    return office.of in {"", GOVERNMENT, one.key}


def _owns_before(doc: Doc, owner: Mention, office: Mention) -> bool:
    if not _is_owner(owner, office):
        return False
    between = [folded(token.text) for token in doc[owner.end : office.start]]
    return len(between) <= _GAP and all(word in _OWNER or word in _BEFORE for word in between)


def _owns_after(doc: Doc, office: Mention, owner: Mention) -> bool:
    if not _is_owner(owner, office) or owner.start - office.end > _GAP:
        return False
    between = [folded(token.text.replace("’", "'")) for token in doc[office.end : owner.start]]
    if owner.of == ADJECTIVE:
        return all(word in _AFTER for word in between)
    linked = bool(between) and between[0] in _OF
    return linked and all(word in _OF or word in _ARTICLES for word in between)


def _in_one(doc: Doc, one: Mention, owner: Mention) -> Mention:
    start, end = min(one.start, owner.start), max(one.end, owner.end)
    words = doc[start:end].text
    if one.of == GOVERNMENT:
        return replace(owner, start=start, end=end, words=words, of="")
    key, known = one.key, one.known
    if key is not None and not _belongs(key, owner):
        key, known = None, False
    return replace(one, start=start, end=end, words=words, of=owner.key or "", key=key, known=known)


def _belongs(office: str, owner: Mention) -> bool:
    """Say whether an office of one body only is that body's: the UN has a Secretary-General too."""
    body = word_list("offices").get(office, {}).get("belongs")
    return body is None or owner.kind == "party" or body in {owner.key, owner.of}
