"""Bodies that no list knows, by their capitals and the noun at their head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc, Token

from foedus.read.atoms import folded, words
from foedus.read.model import Code, Mention
from foedus.read.record import Record
from foedus.read.word_lists import texts, word_list

_HEADS: Mapping[Code, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(
            {"commission", "council", "committee", "subcommittee", "conference", "agency",
             "assembly", "board", "tribunal", "organisation", "organization", "forum", "parliament",
             "senate", "chamber"}
        ),
        "fr": frozenset(
            {"commission", "conseil", "comite", "conference", "agence", "assemblee", "tribunal",
             "organisation", "forum", "parlement", "senat", "chambre"}
        ),
    }
)  # fmt: skip
_ALL_HEADS = _HEADS["en"] | _HEADS["fr"]
_LINKS = frozenset({"of", "for", "on", "de", "des", "du", "d'", "sur", "pour"})
_ARTICLES = frozenset({"the", "la", "le", "les", "l'"})
_MATTERS = frozenset(
    {"securite", "defense", "cooperation", "controle", "surete", "surveillance", "ministres",
     "guerre", "gestion", "pilotage", "coordination", "direction", "justice", "paix", "affaires",
     "commerce", "armement", "acquisition", "soutien", "deputes", "representants", "peuple"}
)  # fmt: skip
"""Common nouns that go on with the name of a French body."""

_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december"}
)  # fmt: skip
_NO_PART = frozenset({"DET", "ADP", "PRON", "CCONJ", "SCONJ", "ADV", "AUX", "VERB", "PUNCT", "NUM"})
_LONGEST = 8
"""Words that are added to the head on either side, at most."""

_NATO, _ALLIANCE, _UNION = "nato", "alliance", "EUI"
_NOT_THE_ALLIANCE = frozenset({"of", "between", "with", "de", "entre", "avec", "d'"})


def with_unknown(
    doc: Doc, found: Sequence[Mention], language: Code, record: Record
) -> list[Mention]:
    """Return mentions and, among them, bodies that are named but not known.

    A head noun with a capital alone ("the Council") is the body last named with that noun, and
    "the Alliance" is NATO; a body that no name covers has no key.
    """
    covering = {at: one for one in found for at in range(one.start, one.end)}
    named = any(_NATO in {one.key, one.of} for one in found if one.kind != "party")
    union = next((one for one in found if one.key == _UNION and one.kind == "party"), None)
    added: list[Mention] = []
    last: dict[str, Mention] = {}
    for token in doc:
        if token.i in covering:
            longer = _longer(covering[token.i], token, language, covering)
            added += [] if longer is None else [longer]
            _remember(longer or covering[token.i], last)
            continue
        word = folded(token.text)
        if word == _ALLIANCE:
            added += _alliance(token, record, named=named)
        elif word == "union" and union is not None and _is_bare(token):
            added.append(replace(union, start=token.i, end=token.i + 1, words=token.text))
        elif word in _HEADS[language] and token.text[0].isupper():
            one = _body(token, language, covering)
            if one is not None:
                added.append(_echo(one, last.get(word)))
                _remember(one, last)
    taken = {at for one in added for at in range(one.start, one.end)}
    kept = [one for one in found if not taken.intersection(range(one.start, one.end))]
    return sorted([*kept, *added], key=lambda one: one.start)


def _is_bare(token: Token) -> bool:
    """Say whether a noun with a capital has its article and nothing after it ("l'Union")."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    follows = after is not None and (after.text[0].isupper() or folded(after.text) in _LINKS)
    return token.text[0].isupper() and _is_definite(token) and not follows


def _longer(
    one: Mention, token: Token, language: Code, covering: Mapping[int, Mention]
) -> Mention | None:
    """Return a known body's name that goes on as another's: "EU Commission of Defence"."""
    last = one.end - 1
    if language != "en" or one.kind != "body" or token.i != last or last + 1 >= token.sent.end:
        return None
    if folded(token.text) not in _HEADS["en"] or last + 2 in covering:
        return None
    end = _part(token.doc, one.end, min(token.sent.end, one.end + _LONGEST), language, covering)
    if end is None:
        return None
    return Mention("body", one.start, end, token.doc[one.start : end].text, of=one.of)


def _alliance(token: Token, record: Record, *, named: bool) -> list[Mention]:
    """Return the Alliance: with a small letter only where the text names the organisation."""
    before = token.nbor(-1).text.casefold() if token.i else ""
    after = token.nbor().text.casefold() if token.i + 1 < len(token.doc) else ""
    if before.replace("’", "'") not in {"the", "l'"} or after in _NOT_THE_ALLIANCE:
        return []
    if token.text[0].islower() and not named:
        return []
    known = _NATO in record.bodies
    return [Mention("body", token.i, token.i + 1, token.text, _NATO, known)]


def _body(head: Token, language: Code, covering: Mapping[int, Mention]) -> Mention | None:
    start = _leftwards(head, covering) if language == "en" else head.i
    end = _rightwards(head, language, covering)
    if end - start == 1 and not (_is_definite(head) and _stands_alone(head, covering)):
        return None
    inside = [covering[at] for at in range(start, end) if at in covering]
    if any(one.kind in {"person", "office", "item"} for one in inside):
        return None
    owners = [one.key for one in inside if one.kind in {"party", "body"} and one.key]
    text = head.doc[start:end].text
    return Mention("body", start, end, text, _bare().get(_same(text)), of=(*owners, "")[0])


def _is_definite(head: Token) -> bool:
    """Say whether the head has its article: then its capital makes it a name."""
    return head.i > 0 and folded(head.nbor(-1).text.replace("’", "'")) in {
        *_ARTICLES, "du", "au", "this", "cette", "ce",
    }  # fmt: skip


def _stands_alone(head: Token, covering: Mapping[int, Mention]) -> bool:
    """Say whether nothing else goes on with a head noun but its members: no "Conseil de classe"."""
    at = head.i + 1
    if at >= head.sent.end or folded(head.doc[at].text.replace("’", "'")) not in _LINKS:
        return True
    if at + 1 < head.sent.end and head.doc[at + 1].ent_type_ in {"DATE", "TIME"}:
        return True  # "passed the Senate on 23 April"
    after = (covering.get(place) for place in range(at, min(at + _LONGEST // 2, head.sent.end)))
    return any(one is not None and one.kind == "group" for one in after)


def _leftwards(head: Token, covering: Mapping[int, Mention]) -> int:
    at = head.i
    while at > head.sent.start and head.i - at < _LONGEST:
        before = head.doc[at - 1]
        if before.text == "-" and at - 1 > head.sent.start:
            at -= 1
            continue
        if not before.text[0].isupper() or before.pos_ in _NO_PART:
            break
        at = covering[before.i].start if before.i in covering else before.i
    return at


def _rightwards(head: Token, language: Code, covering: Mapping[int, Mention]) -> int:
    end = head.i + 1
    limit = min(head.sent.end, end + _LONGEST)
    while end < limit:
        end_of_part = _part(head.doc, end, limit, language, covering)
        if end_of_part is None:
            break
        end = end_of_part
    return end


def _part(
    doc: Doc, at: int, limit: int, language: Code, covering: Mapping[int, Mention]
) -> int | None:
    """Return the end of "de sécurité", "of Ministers", "européenne" at a place; None: no part."""
    word = doc[at]
    beside = covering.get(at + 1 if word.text == "-" else at)
    if language == "fr" and beside is not None and beside.kind in {"party", "body"}:
        return beside.end if beside.end <= limit else None  # "Conseil OTAN-Ukraine"
    if language == "fr" and word.pos_ == "ADJ" and word.i not in covering and word.dep_ == "amod":
        return at + 1
    if language == "fr" and word.text == "et" and at + 1 < limit:
        at += 1
    if folded(doc[at].text.replace("’", "'")) not in _LINKS:
        return None
    at += 1
    while at < limit and folded(doc[at].text.replace("’", "'")) in _ARTICLES:
        at += 1
    if at >= limit:
        return None
    one = covering.get(at)
    if one is not None:
        return one.end if one.kind in {"party", "body"} and one.end <= limit else None
    if folded(doc[at].text) in _MONTHS or doc[at].ent_type_ in {"DATE", "TIME"}:
        return None  # "the European Parliament on Tuesday"
    if doc[at].text[0].isupper() and doc[at].pos_ in {"PROPN", "NOUN", "ADJ"}:
        end = at + 1
        while end < limit and end not in covering and doc[end].text[0].isupper():
            end += 1
        return end
    return at + 1 if language == "fr" and folded(doc[at].text) in _MATTERS else None


def _remember(one: Mention, last: dict[str, Mention]) -> None:
    """Keep a body under its head noun, where its name is more than the noun."""
    if one.kind not in {"body", "office"} or one.end - one.start == 1:
        return
    for word in {folded(word) for word in words(one.words)} & _ALL_HEADS:
        body = one if one.kind == "body" else _body_of(one, word)
        if body is not None:
            last[word] = body


def _body_of(office: Mention, noun: str) -> Mention | None:
    """Return the body that an office's name holds: "President of the European Commission"."""
    row = word_list("bodies").get(office.of, {})
    named = (name for language in ("en", "fr") for name in texts(row.get(language, ())))
    if not any(noun in {folded(word) for word in words(name)} for name in named):
        return None
    return replace(office, kind="body", key=office.of, known=False, of=str(row.get("of", "")))


def _echo(one: Mention, other: Mention | None) -> Mention:
    """Return a head noun alone as the body that was last named with it."""
    if one.end - one.start > 1 or other is None:
        return one
    return replace(one, key=other.key, known=other.known, of=other.of)


@cache
def _bare() -> Mapping[str, str]:
    rows = word_list("bodies")
    return MappingProxyType(
        {_same(name): key for key, row in rows.items() for name in texts(row.get("bare", ()))}
    )


def _same(name: str) -> str:
    return " ".join(folded(word) for word in words(name))
