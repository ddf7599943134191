"""How a text sets a priority: before or after "is", after a colon, at the top of a list.

Each pattern looks from one word ("priority", "list", "need") and yields the items that are named,
with the rank that the words around it give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import form
from foedus.read.facts.aim_focus import FOCUSING, focused
from foedus.read.facts.aim_holders import NEED
from foedus.read.facts.aim_lists import ORDINALS, Item, items
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.facts.speech_verbs import lemmas
from foedus.read.modality import NEGATIONS

Found = tuple[tuple[Item, ...], int | None]
"""Items, and the rank of the only one."""
NOTHING: Found = ((), None)

PRIORITY = frozenset({"priority", "priorities", "priorité", "priorités"})
OBJECTIVES = frozenset({"objectifs", "objectives", "goals", "aims", "tasks", "tâches", "chantiers"})
BEING = frozenset(
    {
        "is", "are", "was", "were", "be", "remain", "remains", "remained", "being", "include",
        "includes", "included", "stays", "est", "sont", "sera", "seront", "serait", "seraient",
        "était", "étaient", "reste", "restent", "restera", "resteront", "resterait", "demeure",
        "demeurent", "comprennent", "incluent", "figure", "been", "become", "becomes", "consiste",
        "consistent", "figurent",
    }
)  # fmt: skip
MAKING = frozenset({"make", "faire", "set", "designate", "ériger", "placer", "name", "identify"})
TOP = frozenset({"top", "highest", "number-one"})
STRESSING = frozenset(
    {
        "stress", "underline", "underscore", "emphasise", "emphasize", "insist", "highlight",
        "reiterate", "souligner", "insister", "rappeler", "marteler", "réaffirmer", "affirmer",
        "évoquer",
    }
)  # fmt: skip
DEFINITE = frozenset({"the", "his", "her", "its", "our", "their", "my", "la", "sa", "notre", "leur",
                      "ma", "'s"})  # fmt: skip
EMPTY = frozenset({"this", "that", "it", "there", "what", "which", "cela", "ceci", "ce", "c'", "il",
                   "he", "she", "elle", "they", "who", "qui", "these", "ça"})  # fmt: skip
REACH = 9
"""Words between "priority" and the verb that says which."""

LIST_WORDS = frozenset({"list", "liste", "agenda"})
AT_THE_TOP = (
    "en tête de", "au sommet de", "top of", "tops ", "topped ", "en haut de", "au premier rang de",
    "foremost among", "chief among", "first among", "first on",
)  # fmt: skip
AMONG = ("parmi ", "au nombre des", "au nombre de ses", "among ")
"""What opens a list of priorities of which none is the first."""
FIXING = frozenset({"fixer", "donner", "assigner"})
"""Verbs before "pour objectifs": "s'est fixé pour objectifs de …"."""
STANDING = frozenset({"figurer", "top", "être", "be", "arriver", "sit", "stand", "come", "trouver",
                      "venir", "remain", "rester"})  # fmt: skip
OWNED = frozenset({"'s", "’s", "his", "her", "its", "their", "ses", "leurs"})
SINGLE = frozenset({"priority", "priorité"})
AUXILIARIES = frozenset(
    {"will", "would", "has", "have", "also", "had", "should", "must", "doit", "a", "ont"}
)
"""Words between a subject and the verb "to be"."""

INTRODUCING = PRIORITY | OBJECTIVES | {"objectif"} | NEED | LIST_WORDS | FOCUSING


def introduced(token: Token) -> Found:
    """Return the priorities that a word introduces, by the first pattern that finds some."""
    opens = token.lower_ in INTRODUCING or token.lemma_.lower() in INTRODUCING
    if not opens or _question(token):
        return NOTHING
    for pattern in PATTERNS:
        for found, rank in pattern(token):
            if found:
                return found, rank
    return NOTHING


def _after_be(token: Token) -> Iterator[Found]:
    """Read "his first priority is to …", "the top priorities are A, B and C"."""
    doc, stop = token.doc, extent(token.doc, token.i)
    far = REACH + 4 if _viewed(doc[token.i : token.i + REACH]) else REACH
    verb = _being(doc, token.i + 1, min(token.i + far, stop))
    if token.lower_ not in PRIORITY or verb is None or _denied(doc, verb):
        return
    between = doc[token.i : verb]
    broken = any(one.text in {",", ";", ":"} for one in between) and not _viewed(between)
    if doc[verb].lower_ == "figure" or broken:
        return
    start = verb + 1
    colon = next((at for at in range(start, min(start + 5, stop)) if doc[at].text == ":"), None)
    found = items(doc, colon + 1 if colon is not None else start, stop)
    if token.lower_ in SINGLE:
        found = _as_one(doc, found)
    yield found, rank_of(token)


VIEWS = ("selon", "aux yeux", "pour ", "according to", "for ", "in the view", "says", "a dit")


def _viewed(between: Span) -> bool:
    """Tell whether only whose view it is stands between commas: ", aux yeux de X, est …"."""
    commas = [at for at, one in enumerate(between) if one.text == ","]
    return bool(commas) and between[commas[0] + 1 :].text.lower().startswith(VIEWS)


def _as_one(doc: Doc, found: tuple[Item, ...]) -> tuple[Item, ...]:
    """Join nouns that are one priority together ("its priority is deterrence and defence")."""
    if len(found) < 2 or any(one.shape != "noun" for one in found):
        return found
    return (Item(doc[found[0].words.start : found[-1].words.end], "noun"),)


def _after_colon(token: Token) -> Iterator[Found]:
    """Read "set out three priorities: A; B; and C", "trois objectifs : A, B et C"."""
    doc, stop = token.doc, extent(token.doc, token.i)
    owned = token.i > 0 and doc[token.i - 1].lower_ in OWNED
    counted = token.lower_ in OBJECTIVES and (owned or _numbered(token))
    if token.lower_ not in PRIORITY and not counted:
        return
    reach = 2 * REACH if counted or _numbered(token) else REACH
    for at in range(token.i + 1, min(token.i + reach, stop)):
        named = doc[at].lower_ in {"namely", "savoir"}
        named = named or (doc[at].lower_ == "as" and at == token.i + 1)
        if doc[at].text == ":" or named:
            yield items(doc, at + 1, stop), None
            return
        if doc[at].pos_ in {"VERB", "AUX"} and not counted and not _numbered(token):
            return


def _numbered(token: Token) -> bool:
    """Tell whether priorities are counted: "trois priorités guideront …, a-t-il dit : …"."""
    return token.i > 0 and token.nbor(-1).pos_ == "NUM"


def _before_be(token: Token) -> Iterator[Found]:
    """Read "supporting Ukraine was one of his priorities", "X reste notre priorité"."""
    doc, first = token.doc, opening(token.doc, token.i)
    back = range(token.i - 1, max(token.i - REACH, first), -1)
    verb = next((at for at in back if doc[at].lower_ in BEING), None)
    if token.lower_ not in PRIORITY or verb is None or _denied(doc, verb):
        return
    if not any(one.is_punct or one.pos_ == "VERB" for one in doc[verb + 1 : token.i]):
        yield _left(doc, first, verb), rank_of(token)


def _on_top(token: Token) -> Iterator[Found]:
    """Read "l'Ukraine figurait en tête de sa liste", "Ukraine is at the top of his agenda"."""
    doc, first = token.doc, opening(token.doc, token.i)
    before = doc[max(first, token.i - 5) : token.i].text.lower()
    if token.lower_ not in LIST_WORDS | PRIORITY or not any(one in before for one in AT_THE_TOP):
        return
    for at in range(token.i - 1, max(token.i - REACH - 3, first), -1):
        verb = doc[at].lower_ in BEING or doc[at].lemma_.lower() in STANDING
        if verb and doc[at].pos_ in {"VERB", "AUX"}:
            yield (() if _denied(doc, at) else _left(doc, first, at)), 1
            return


def _top_is(token: Token) -> Iterator[Found]:
    """Read "top of his agenda is X", "au premier rang de ses priorités figure X"."""
    doc, first = token.doc, opening(token.doc, token.i)
    before = doc[max(first, token.i - 8) : token.i].text.lower()
    among = any(one in before for one in AMONG)
    if token.lower_ not in LIST_WORDS | PRIORITY | (OBJECTIVES if among else frozenset()):
        return
    if not among and not any(one in before for one in AT_THE_TOP):
        return
    if any(one.pos_ in {"VERB", "AUX"} for one in doc[first : token.i]):
        return
    for at in range(token.i + 1, min(token.i + 2 * REACH, extent(doc, token.i))):
        if doc[at].text in {",", ";", ":"}:
            return
        stands = doc[at].lower_ in BEING or doc[at].lemma_.lower() in STANDING
        if stands and doc[at].pos_ in {"VERB", "AUX"} and not _denied(doc, at):
            found = items(doc, at + 1, _semicolon(doc, at))
            yield (found, None) if among else (_as_one(doc, found), 1)
            return


def _semicolon(doc: Doc, at: int) -> int:
    stop = extent(doc, at)
    return next((one for one in range(at, stop - 1) if _turns(doc, one)), stop)


def _turns(doc: Doc, at: int) -> bool:
    """Tell whether what is at the top ends at a token: "; …", ", followed by …"."""
    following = doc[at + 1].lower_ in {"followed", "suivi", "suivie", "suivis", "then", "ahead"}
    return doc[at].text == ";" or (doc[at].text == "," and following)


def _listed(token: Token) -> Iterator[Found]:
    """Read "his agenda: A, B and C"."""
    doc = token.doc
    owned = token.i > 0 and any(
        one.lower_ in DEFINITE - {"the", "la"} for one in doc[max(token.i - 3, 0) : token.i]
    )
    if (
        token.lower_ in LIST_WORDS
        and owned
        and token.i + 1 < len(doc)
        and doc[token.i + 1].text == ":"
    ):
        yield items(doc, token.i + 2, extent(doc, token.i)), None


def _needed(token: Token) -> Iterator[Found]:
    """Read "he stressed the need to A, to B and to C", "insisté sur la nécessité de …"."""
    doc, stop = token.doc, extent(token.doc, token.i)
    before = doc[max(token.i - REACH, opening(doc, token.i)) : token.i]
    stressed = any(one.lemma_.lower() in STRESSING for one in before)
    if token.lower_ not in NEED or not stressed or doc[token.i - 1].pos_ not in {"DET", "ADJ"}:
        return
    for at in range(token.i + 1, min(token.i + REACH, stop)):
        if doc[at].text == ",":
            return
        if doc[at].lower_ in {"de", "d'", "d’", "to"}:
            found = items(doc, at, stop)
            if found and found[0].shape == "infinitive":
                yield found, None
                return


def _made(token: Token) -> Iterator[Found]:
    """Read "a fait de l'Ukraine une priorité", "made Ukraine a priority", "a pour priorité de"."""
    doc, stop = token.doc, extent(token.doc, token.i)
    first = opening(doc, token.i)
    fixed = any(lemmas(one) & FIXING for one in doc[max(first, token.i - 5) : token.i])
    if token.lower_ not in PRIORITY | (OBJECTIVES | {"objectif"} if fixed else frozenset()):
        return
    if any(one.lower_ == "pour" for one in doc[max(first, token.i - 3) : token.i]):
        yield items(doc, token.i + 1, stop), rank_of(token)
        return
    for at in range(token.i - 2, max(token.i - 2 * REACH, first), -1):
        made = doc[at].lemma_.lower() in MAKING and doc[at].pos_ == "VERB"
        if made and "Inf" not in form(doc[at], "VerbForm"):
            yield _between(doc[at], token), rank_of(token)
            return


def _between(verb: Token, token: Token) -> tuple[Item, ...]:
    """Return what stands between "make" and "a priority"."""
    doc = token.doc
    start, end = verb.i + 1, token.i
    while start < end and doc[start].lower_ in {"de", "du", "des", "d'"}:
        start += 1
    while end > start and doc[end - 1].pos_ in {"ADJ", "DET", "NUM", "PRON", "ADV", "ADP"}:
        end -= 1
    end = next((at for at in range(start, end) if doc[at].text in {",", ":", ";"}), end)
    return items(doc, start, end)


def rank_of(token: Token) -> int | None:
    """Return the rank that the words around "priority" give: "first", "number one", "his top"."""
    doc = token.doc
    text = doc[max(token.i - 4, 0) : token.i + 3].text.lower()
    if any(one in text for one in ("number one", "numéro un", "n° 1", "no. 1")):
        return 1
    before = [one.lower_ for one in doc[max(token.i - 3, 0) : token.i]]
    ordinal = next((ORDINALS[word] for word in reversed(before) if word in ORDINALS), None)
    if ordinal is not None or token.lower_ not in SINGLE:
        return ordinal
    definite = DEFINITE & {one.lower_ for one in doc[max(token.i - 4, 0) : token.i]}
    return 1 if TOP & set(before) and definite else None


def _left(doc: Doc, first: int, verb: int) -> tuple[Item, ...]:
    """Return the phrase before a verb: back to "that", "que", a comma or the opening."""
    start = first
    for at in range(verb - 1, first - 1, -1):
        if doc[at].lower_ in {"that", "que", "qu'", "qu’", ","} or doc[at].text in '":«“;':
            start = at + 1
            break
    while verb - 1 > start and doc[verb - 1].lower_ in AUXILIARIES:
        verb -= 1
    words = [token for token in doc[start:verb] if not token.is_space]
    if not words or words[0].lower_ in EMPTY:
        return ()
    found = items(doc, start, verb)
    return found if len(found) == 1 else ()


def _being(doc: Doc, start: int, stop: int) -> int | None:
    return next((at for at in range(start, stop) if doc[at].lower_ in BEING), None)


def _denied(doc: Doc, verb: int) -> bool:
    return any(one.lower_ in NEGATIONS for one in doc[max(verb - 2, 0) : verb + 3])


def _question(token: Token) -> bool:
    doc, stop = token.doc, extent(token.doc, token.i)
    return stop < len(doc) and doc[stop].text == "?"


PATTERNS: tuple[Callable[[Token], Iterator[Found]], ...] = (
    _on_top, _top_is, _listed, _after_be, _after_colon, _before_be, _made, _needed, focused,
)  # fmt: skip
