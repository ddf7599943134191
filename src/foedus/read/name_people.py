"""People named in a text: the record's, and those that the text names in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from foedus.read.atoms import folded, words
from foedus.read.forms import lowered, text_of
from foedus.read.lexicon_states import ADJECTIVE
from foedus.read.model import Mention
from foedus.read.name_shapes import LONGEST, by_given_name, is_name, may_be_name
from foedus.read.person_names import PARTICLES, Parts, parts
from foedus.read.record import Record

_LABELS = frozenset({"PER", "PERSON"})
_TITLES = frozenset(
    {"m", "mm", "mme", "mlle", "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "dame", "general",
     "admiral", "amiral", "gen", "adm", "lt", "col", "colonel", "professor", "maitre",
     "senator", "representative", "secretary", "elect"}
)  # fmt: skip
_ADDRESS = frozenset({"Mme", "Mlle", "M.", "MM.", "M", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."})
_SURE = frozenset({"van", "von", "der", "den", "zu", "ter"})
"""Particles that are no word of French or English."""

_ENDS = frozenset({*PARTICLES, "-", "'", "’", "'s", "’s"})
"""No name ends with these."""

_SAME_START = 5
"""Letters that two spellings of a surname share: Zelensky, Zelenskyy."""


def with_people(doc: Doc, found: Sequence[Mention], record: Record) -> list[Mention]:
    """Return mentions with the people that are named, each under a full name where there is one.

    A surname alone is the only person so named in the text, else in the record; of several it has
    no key, and nobody's where the surname is all that is known: then the key is the surname.
    """
    spans = list(_spans(doc, found))
    taken = {at for start, end in spans for at in range(start, end)}
    kept = [one for one in found if not taken.intersection(range(one.start, one.end))]
    full = {" ".join(doc[a:b].text.split()) for a, b in spans if b - a > 1}
    full |= {one.key for one in kept if one.kind == "person" and one.key}
    surnames = _index({name: _as_recorded(name, record) for name in sorted(full)})
    recorded = _index({name: name for name in record.people})
    covered = {at for one in kept for at in range(one.start, one.end)}
    covered |= taken
    spans += _surnames(doc, covered, surnames, recorded)
    people = [_person(doc, span, {**recorded, **surnames}, record) for span in spans]
    return sorted([*kept, *people], key=lambda one: one.start)


def _spans(doc: Doc, found: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the words that the pipeline takes for a person, and those after an office."""
    covering = {at: one for one in found for at in range(one.start, one.end)}
    taken: set[int] = set()
    for entity in doc.ents:
        if entity.label_ in _LABELS:
            span = _trimmed(doc, entity.start, entity.end, covering)
            if span is not None:
                taken.update(range(*span))
                yield span
    starts = [one.end for one in found if one.kind == "office"]
    for start in sorted({*starts, *_after_titles(doc)}):
        span = _after(doc, start, covering, taken) if start < len(doc) else None
        if span is not None:
            taken.update(range(*span))
            yield span
    for start in _after_succession(doc):
        span = _after(doc, start, covering, taken)
        if span is not None and span[1] - span[0] > 1:
            taken.update(range(*span))
            yield span
    yield from by_given_name(doc, covering, taken)


def _after_succession(doc: Doc) -> Iterator[int]:
    """Yield where the name starts of whom somebody follows ("taking over from Sauli Niinistö")."""
    told = lowered(doc)
    for at in range(len(told) - 1):
        if not f"{told[at - 1] if at else ''} {told[at]}".endswith(FOLLOWING):
            continue
        token = doc[at]
        before = text_of(doc[max(token.sent.start, token.i - 2) : token.i + 1]).lower()
        if before.endswith(FOLLOWING) and doc[token.i + 1].text[0].isupper():
            yield token.i + 1


FOLLOWING = (
    "over from", "succeeding", "replacing", "succeeds", "succeeded", "replaces", "replaced",
    "place of", "succession to", "successor to", "succède à", "succédé à", "succédant à",
    "succéder à", "succédera à", "remplace", "remplacé", "remplacer", "remplacera",
    "remplacement de", "succession de", "suite de", "relève de", "place de",
)  # fmt: skip
"""Words after which stands whom somebody follows in an office."""


def _after_titles(doc: Doc) -> Iterator[int]:
    """Yield where a name starts after "Mme", "M.", "Mr"."""
    for token in doc:
        if token.text in _ADDRESS and token.i + 1 < len(doc):
            yield token.i + (2 if doc[token.i + 1].text == "." else 1)


def _trimmed(
    doc: Doc, start: int, end: int, covering: Mapping[int, Mention]
) -> tuple[int, int] | None:
    while start < end and (_is_other(doc[start], covering, end - start) or _is_title(doc[start])):
        start += 1
    while end > start and folded(doc[end - 1].text) in _ENDS:
        end -= 1
    start, end = _widened(doc, start, end, covering)
    at = start
    while at < end and _is_part(doc[at]) and not _is_other(doc[at], covering, end - start):
        at += 1
    while at > start and folded(doc[at - 1].text) in _ENDS:
        at -= 1
    return (start, at) if may_be_name(doc, start, at) else None


def _widened(doc: Doc, start: int, end: int, covering: Mapping[int, Mention]) -> tuple[int, int]:
    """Return a name with its particles, which the pipeline may cut off: "Ursula von der Leyen"."""
    if start >= end:
        return start, end
    while start > 0 and folded(doc[start].text) in PARTICLES and _goes_on(doc[start - 1], covering):
        start -= 1
    while start > 0 and _is_before(doc, start, end) and start - 1 not in covering:
        start -= 1
    at = end
    while at < len(doc) and folded(doc[at].text) in _SURE and at not in covering:
        at += 1
    more = at < len(doc) and at > end and _goes_on(doc[at], covering) and doc[at].text[0].isupper()
    return start, at + 1 if more else end


def _is_before(doc: Doc, start: int, end: int) -> bool:
    """Say whether the word before is of the same name: the pipeline may cut a given name off."""
    word = doc[start - 1]
    name = word.pos_ == "PROPN" and word.text.istitle() and folded(word.text) not in _TITLES
    right = word.dep_ in {"compound", "flat"} and start <= word.head.i < end
    return name and (right or (doc[start].dep_ == "flat:name" and doc[start].head.i == start - 1))


def _goes_on(token: Token, covering: Mapping[int, Mention]) -> bool:
    name = token.pos_ == "PROPN" and token.text[0].isupper()
    return token.i not in covering and (name or folded(token.text) in _SURE)


def _is_other(token: Token, covering: Mapping[int, Mention], length: int) -> bool:
    """Say whether a word is another's name; a state's may be a given name (Jordan Bardella)."""
    one = covering.get(token.i)
    if one is None:
        return False
    short = one.end - one.start == 1 and one.kind in {"party", "item"} and one.of != ADJECTIVE
    return not (short and length > 1)


def _is_title(token: Token) -> bool:
    return folded(token.text.strip(".")) in _TITLES or not token.text[0].isalpha()


def _is_part(token: Token) -> bool:
    word = token.text
    return word[0].isupper() or folded(word) in PARTICLES or word in {"-", "'", "’"}


def _after(
    doc: Doc, start: int, covering: Mapping[int, Mention], taken: set[int]
) -> tuple[int, int] | None:
    """Return the name that stands right after an office: "President Biden"."""
    if start in taken:
        return None
    while start < len(doc) and start not in covering and folded(doc[start].text) in _TITLES:
        start += 1
    end = start
    limit = min(len(doc), start + LONGEST)
    while end < limit and end not in covering and end not in taken and is_name(doc[end]):
        end += 1
    return (start, end) if end > start and may_be_name(doc, start, end) else None


def _as_recorded(name: str, record: Record) -> str:
    """Return a full name as the record spells it, where it is the same person's."""
    mine = parts(name)
    for known in record.people:
        if _same_person(mine, parts(known)):
            return known
    return name


def _same_person(one: Parts, other: Parts) -> bool:
    if one.folded == other.folded:
        return True
    if len(one.folded) < len(("given", "surname")) or one.folded[:-1] != other.folded[:-1]:
        return False
    return _spelt_alike(one.last, other.last)


def _spelt_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two surnames are spellings of one: Zelensky, Zelenskyy."""
    if len(one) != 1 or len(other) != 1:
        return False
    same_start = one[0][:_SAME_START] == other[0][:_SAME_START]
    return len(one[0]) > _SAME_START and same_start and abs(len(one[0]) - len(other[0])) <= 1


def _alike(surname: tuple[str, ...], record: Record) -> tuple[str, ...]:
    return tuple(name for name in record.people if _spelt_alike(surname, parts(name).last))


def _index(full: Mapping[str, str]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return full names by surname; of each name as written, the name that it stands for."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for written, name in full.items():
        for surname in _forms(parts(written)):
            found.setdefault(surname, {})[name] = None
    return {surname: tuple(names) for surname, names in found.items()}


def _forms(name: Parts) -> set[tuple[str, ...]]:
    """Return what may stand for a full name: its surname, of one word or two ("Cavo Dragone")."""
    double = name.folded[-2:] if len(name.folded) > len(("given", "surname")) else name.last
    return {name.surname, name.last, double}


def _surnames(
    doc: Doc,
    covered: set[int],
    named: Mapping[tuple[str, ...], tuple[str, ...]],
    recorded: Mapping[tuple[str, ...], tuple[str, ...]],
) -> list[tuple[int, int]]:
    """Return where a surname of the text or the record stands alone."""
    known = {surname for surname in (*named, *recorded) if surname}
    longest = max(map(len, known), default=0)
    firsts = {surname[0] for surname in known}
    found = []
    at = 0
    while at < len(doc):
        end = None
        if at not in covered and folded(doc[at].text) in firsts:
            end = _surname_end(doc, at, min(len(doc), at + longest), covered, known)
        if end is not None:
            found.append((at, end))
        at = at + 1 if end is None else end
    return found


def _surname_end(
    doc: Doc, start: int, limit: int, covered: set[int], known: set[tuple[str, ...]]
) -> int | None:
    for end in range(limit, start, -1):
        span = doc[start:end]
        surname = tuple(folded(word) for word in words(span.text))
        if surname not in known or any(at in covered for at in range(start, end)):
            continue
        if span[-1].text[0].isupper() and span[-1].pos_ in {"PROPN", "NOUN", "ADJ"}:
            return end
    return None


def _person(
    doc: Doc,
    span: tuple[int, int],
    surnames: Mapping[tuple[str, ...], tuple[str, ...]],
    record: Record,
) -> Mention:
    start, end = span
    text = " ".join(doc[start:end].text.split())
    name = _as_recorded(text, record)
    if name not in record.people:
        surname = tuple(folded(word) for word in words(text))
        several = surnames.get(surname, ()) or _alike(surname, record)
        alone = len(words(text)) == 1 or surname[0] in PARTICLES or len(several) == 1
        if alone and len(several) > 1:
            return Mention("person", start, end, doc[start:end].text)
        name = several[0] if alone and several else name
    return Mention("person", start, end, doc[start:end].text, name, name in record.people)
