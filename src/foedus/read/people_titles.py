"""People named by their office or their country: "the former Prime Minister", "le Norvégien"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from foedus.read.as_of import as_of
from foedus.read.atoms import folded
from foedus.read.model import Mention
from foedus.read.names import Names
from foedus.read.people_clauses import Found

_DEFINITE = frozenset({"the", "le", "la", "l'", "this", "ce", "cette", "du", "au"})
_TO_COME = frozenset({"next", "future", "futur", "prochain", "prochaine"})
_NEW = frozenset({"new", "nouveau", "nouvelle"})
_PAST = frozenset({"former", "ancien", "ancienne", "ex"})
_AS_ROLE = frozenset({"as", "que", "comme", "become", "devenir"})
_OF = frozenset({"of", "de", "des", "du", "d'"})
_ADDRESS = frozenset({"general", "admiral", "amiral", "m", "mme", "mr", "mrs", "ms"})
_TITLES = 2
"""Titles between an office and a name, at most: "SACEUR General …"."""

_PEOPLE = ("man", "woman")
_SEVERAL = ("s", "sh", "ch", "men", "women")
"""How English words end that stand for a whole people: "the Danes", "the Dutch"."""

_MODIFIED = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})

Association = dict[tuple[str, str], str]
"""Who bears an office of a body or party in the text."""


def titles(found: Found, names: Names) -> None:
    """Add the people that offices and demonyms stand for."""
    offices = [one for one in found.reading.mentions if one.kind == "office"]
    borne: Association = {}
    for one in offices:
        name = _beside(found, one)
        if name is not None and not _is_to_come(found, one):
            found.put(*_own(found, one), name)
            borne.setdefault((one.key or folded(one.words), one.of), name)
    for one in offices:
        own = _own(found, one)
        if own[0] not in found.who:
            found.put(*own, _bearer(found, one, borne, names))
    people = _by_party(found, names)
    for one in found.reading.mentions:
        if one.kind == "party" and one.end - one.start == 1 and not _is_state(one, names):
            found.put(one.start, one.end, _countryman(found, one, people))


def _is_state(one: Mention, names: Names) -> bool:
    """Say whether a word is the state's own name: "la Norvège" is no person."""
    return folded(one.words) in {folded(name) for name in names.entry("party", one.key or "")}


def _own(found: Found, office: Mention) -> tuple[int, int]:
    """Return the words of an office without its owner's: "Secretary General" of NATO."""
    start, end = office.start, office.end
    for token in found.reading.doc[office.start : office.end]:
        if token.text in {"'s", "’s"}:
            start = token.i + 1
        elif folded(token.text.replace("’", "'")) in _OF and token.i > start:
            end = token.i
            break
    return start, end


def _by_party(found: Found, names: Names) -> Mapping[str, tuple[str, ...]]:
    """Return the people of the text by the party that the record gives them."""
    people: dict[str, list[str]] = {}
    for name in dict.fromkeys(found.who.values()):
        people.setdefault(names.party_of(name), []).append(name)
    return {party: tuple(several) for party, several in people.items() if party}


def _beside(found: Found, office: Mention) -> str | None:
    """Return the person named right after an office, or apart from it by a comma only."""
    doc = found.reading.doc
    at = _past_titles(doc, office.end)
    if _is_named(found, at):
        return found.who.get(at)
    before = _before(found, office)
    if before is not None or office.end >= len(doc) or doc[office.end].text != ",":
        return before
    at = _past_titles(doc, office.end + 1)
    return found.who.get(at) if _is_named(found, at) else None


def _past_titles(doc: Doc, at: int) -> int:
    """Return the place after "General", after "le général"."""
    end = min(at + _TITLES, len(doc))
    titled = next((place for place in range(at, end) if _is_title(doc[place])), None)
    article = titled == at + 1 and folded(doc[at].text) in _DEFINITE
    return titled + 1 if titled is not None and (titled == at or article) else at


def _is_title(token: Token) -> bool:
    return folded(token.text.strip(".")) in _ADDRESS


def _is_named(found: Found, at: int) -> bool:
    return at in found.covering and found.covering[at].kind == "person"


def _before(found: Found, office: Mention) -> str | None:
    """Return the person before "…, the former Prime Minister": the comma stands beside a name."""
    at = office.start - 1
    doc = found.reading.doc
    while at > 0 and doc[at].text not in {",", "(", "–"} and office.start - at < 5:
        if doc[at].pos_ not in {"DET", "ADJ", "ADV", "PROPN", "NOUN", "ADP"} or at in found.who:
            return None
        at -= 1
    if at <= 0 or doc[at].text not in {",", "(", "–"} or _opens_clause(found, office):
        return None
    one = found.covering.get(at - 1)
    if one is None or one.kind != "person":
        return None
    return found.who.get(at - 1)


def _opens_clause(found: Found, office: Mention) -> bool:
    """Say whether an office is the subject of the main clause after a clause that ends in a name.

    "When he relieved General Wolters, SACEUR was …" calls nobody by the office.
    """
    head = found.reading.doc[office.start : office.end].root
    subject = head.dep_ in {"nsubj", "nsubjpass", "nsubj:pass"} and head.head.i > head.i
    name = found.reading.doc[office.start - 2]
    below = (above for above in (name, *name.ancestors) if above.i < head.head.i)
    return subject and any(above.dep_ in {"advcl", "acl:relcl", "relcl"} for above in below)


def _words_before(found: Found, one: Mention) -> Iterator[Token]:
    doc = found.reading.doc
    for at in range(one.start - 1, max(-1, one.start - 4), -1):
        if doc[at].pos_ not in {"DET", "ADJ", "ADV", "PUNCT"} and folded(doc[at].text) not in _PAST:
            return
        yield doc[at]


def _is_to_come(found: Found, one: Mention) -> bool:
    words = {folded(token.text) for token in _words_before(found, one)}
    return bool(words & _TO_COME)


def _bearer(found: Found, one: Mention, borne: Association, names: Names) -> str | None:
    """Return who an office with its article stands for: by the text, else by the record."""
    before = [folded(t.text.replace("’", "'")) for t in _words_before(found, one)]
    definite = any(word in _DEFINITE for word in before)
    owned = one.of != "" and found.reading.language == "en" and not before
    if not (definite or owned) or (_TO_COME | _NEW).intersection(before) or _is_role(found, one):
        return None
    key = one.key or folded(one.words)
    same = {name for (office, of), name in borne.items() if office == key and one.of in {of, ""}}
    if len(same) == 1:
        return same.pop()
    if same or _PAST.intersection(before) or not one.known:
        return None
    day = as_of(found.reading)
    return None if day is None else names.holder(key, day)


def _is_role(found: Found, one: Mention) -> bool:
    """Say whether an office is a role that someone takes, not the one who holds it."""
    doc = found.reading.doc
    heads = [
        token for token in doc[one.start : one.end] if token.head.i not in range(one.start, one.end)
    ]
    if any(token.dep_ in {"attr", "xcomp", "oprd", "obl:mod", "cop"} for token in heads):
        return True
    start = max(0, one.start - 3)
    return any(folded(token.text) in _AS_ROLE for token in doc[start : one.start])


def _countryman(found: Found, one: Mention, people: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the person that "le Norvégien" or "the Dutchman" stands for."""
    doc = found.reading.doc
    token = doc[one.start]
    if not token.text[0].isupper() or not token.i or not _is_singular(found, token):
        return None
    at = token.i - 1
    if folded(doc[at].text.replace("’", "'")) not in _DEFINITE:
        return None
    beside = found.who.get(at - 2) if at > 1 and doc[at - 1].text == "," else None
    if beside is not None:
        return beside
    mine = people.get(one.key or "", ())
    return mine[0] if len(mine) == 1 else None


def _is_singular(found: Found, token: Token) -> bool:
    """Say whether a demonym is one person's: no noun that it tells more of follows it."""
    word = folded(token.text)
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if found.reading.language == "fr":
        return after is None or after.pos_ != "NOUN"
    if word.endswith(_PEOPLE):
        return True
    modifies = after is not None and after.pos_ in _MODIFIED and after.head.i >= token.i
    modifies = modifies or token.dep_ in {"amod", "compound"}
    return not modifies and not word.endswith(_SEVERAL)
