"""Aims that follow a first one: "next comes …", "X ranks second", "… ferme la liste"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import form
from foedus.read.facts.aim_lists import ORDINALS, Item, items
from foedus.read.facts.sentence_reach import STOPS, extent, opening
from foedus.read.facts.speech_verbs import lemmas
from foedus.read.forms import worded
from foedus.read.model import Reading

SPOKEN_OF = frozenset(
    {"priority", "priorities", "priorité", "priorités", "agenda", "list", "liste"}
)
COMING = frozenset({"come", "follow", "venir", "suivre", "arriver", "figurer"})
NEXT = frozenset({"next", "then", "ensuite", "puis", "enfin", "finally", "lastly", "second",
                  "third", "secondly", "thirdly", "after"})  # fmt: skip
RANKING = frozenset({"rank", "ranks", "ranked", "comes", "came", "vient", "arrive", "viennent",
                     "arrivent", "follows", "come"})  # fmt: skip
PLACES = frozenset({*ORDINALS, "next", "last", "dernier", "dernière", "ensuite"})
CLOSING = frozenset({"ferme", "clôt", "complète", "closes", "completes", "rounds", "ferment",
                     "complètent", "complete", "close"})  # fmt: skip
LISTED = frozenset({"liste", "list", "agenda"})
WANTING = frozenset({"want", "intend", "plan", "aim", "will", "vouloir", "entendre", "compter"})
FIRST = frozenset({"first", "d'abord", "abord", "firstly", "premièrement"})
THEN = frozenset({"then", "next", "ensuite", "puis", "secondly"})
LAST = frozenset({"finally", "lastly", "enfin"})
EDGES = STOPS | {";", ":"}
NEAR = 4


def followers(reading: Reading) -> Iterator[tuple[Token, Item, Span]]:
    """Yield a word, the aim that it adds to those before, and the sentence.

    Only after a word such as "priority" or "agenda" in the same paragraph.
    """
    spoken = False
    for token in reading.doc:
        if token.is_space and "\n" in token.text:
            spoken = False
        item = _follower(token) if spoken and reading.quoted(token) is None else None
        if item is not None:
            yield token, item, token.sent
        spoken = spoken or token.lower_ in SPOKEN_OF


def _follower(token: Token) -> Item | None:
    return _coming(token) or _ranking(token) or _closing(token)


def _coming(token: Token) -> Item | None:
    """Read "next comes X", "vient ensuite X", "followed by X"."""
    doc = token.doc
    if not lemmas(token) & COMING or token.i + 1 >= len(doc) or token.i == 0:
        return None
    start = _clause(token)
    beside = doc[token.i + 1].lower_ in NEXT or doc[token.i - 1].lower_ in NEXT
    opens = token.i - start <= (doc[token.i - 1].lower_ in NEXT)
    by = doc[token.i + 1].lower_ in {"by", "de", "par"} and doc[token.i - 1].text in {",", ";"}
    if not ((beside and opens) or by):
        return None
    at = token.i + 1
    while at < len(doc) and (doc[at].lower_ in NEXT or doc[at].text == ","):
        at += 1
    return _one(items(doc, at + by, _clause_end(token)))


def _ranking(token: Token) -> Item | None:
    """Read "X ranks second", "X vient en deuxième position"."""
    if token.lower_ not in RANKING:
        return None
    after = token.doc[token.i + 1 : token.i + NEAR]
    place = next((one.lower_ for one in after if one.lower_ in PLACES), None)
    if place is None:
        return None
    found = _left(token)
    return None if found is None else Item(found.words, found.shape, ORDINALS.get(place))


def _closing(token: Token) -> Item | None:
    """Read "X closes the list", "X ferme la liste"."""
    if token.lower_ not in CLOSING:
        return None
    after = token.doc[token.i + 1 : token.i + NEAR]
    return _left(token) if any(one.lower_ in LISTED for one in after) else None


def _left(token: Token) -> Item | None:
    start, doc = _clause(token), token.doc
    while start < token.i and (doc[start].is_space or doc[start].lower_ in {"and", "et", ","}):
        start += 1
    return _one(items(doc, start, token.i))


def _one(found: tuple[Item, ...]) -> Item | None:
    """Return nouns that stand together as one aim."""
    if not found or any(one.shape != "noun" for one in found[1:]):
        return found[0] if found else None
    doc = found[0].words.doc
    return Item(doc[found[0].words.start : found[-1].words.end], found[0].shape)


def _clause(token: Token) -> int:
    start = opening(token.doc, token.i)
    return next((at + 1 for at in range(token.i - 1, start, -1) if token.doc[at].text in EDGES),
                start)  # fmt: skip


def _clause_end(token: Token) -> int:
    stop = extent(token.doc, token.i)
    return next((at for at in range(token.i + 1, stop) if token.doc[at].text in EDGES), stop)


def stepped(reading: Reading) -> Iterator[tuple[Token, Item, Span]]:
    """Yield the aims of "he wants first to A, then to B and finally to C", with their ranks."""
    for token in worded(reading.doc, FIRST):
        if reading.quoted(token) is not None:
            continue
        doc, stop = token.doc, extent(token.doc, token.i)
        words = {one.lower_ for one in doc[token.i : stop]}
        wanted = _wanting(doc, token)
        if wanted is None or not words & THEN or not words & LAST:
            continue
        found = items(doc, token.i + 1, stop)
        if len(found) > 1 and all(one.shape != "noun" for one in found):
            for rank, one in enumerate(found, start=1):
                yield wanted, Item(one.words, one.shape, rank), token.sent


def _wanting(doc: Doc, token: Token) -> Token | None:
    for at in range(token.i - 1, max(token.i - NEAR, -1), -1):
        if doc[at].lemma_.lower() in WANTING and "Cnd" not in form(doc[at], "Mood"):
            return doc[at]
    return None
