"""Who does what to whom in a clause: small grammar over spaCy's trees, English and French alike.

The English pipeline labels as ClearNLP does (``nsubjpass``, ``dobj``, ``prep`` and ``pobj``), the
French one as Universal Dependencies do (``nsubj:pass``, ``obj``, ``obl`` with a ``case``). The
functions below say the same of both. A parser errs, so each has a fallback on the order of words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Span, Token

from foedus.read.forms import lemmatised
from foedus.read.model import Reading

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "expl:subj", "csubj"})
OBJECTS = frozenset({"dobj", "obj"})
ATTRIBUTES = frozenset({"attr", "oprd", "acomp", "xcomp"})
CLAUSES = frozenset({"acl:relcl", "relcl", "advcl", "ccomp", "parataxis"})
RELATIVES = frozenset({"acl:relcl", "relcl"})
PARTICIPLES = frozenset({"acl", "acl:relcl", "relcl"})
OBLIQUES = frozenset({"obl", "obl:mod", "obl:arg", "obl:agent", "nmod", "iobj", "advmod", "advcl"})
PRONOUNS = frozenset({"qui", "that", "which", "who", "whom", "dont", "lequel", "que", "qu'"})
BESIDE_A_NAME = frozenset({"flat:name", "flat:foreign", "compound", "appos", "nmod"})
MOVING = frozenset(
    {
        "aller", "arriver", "convenir", "devenir", "entrer", "intervenir", "mourir", "naître",
        "partir", "parvenir", "rentrer", "rester", "retourner", "revenir", "sortir", "tomber",
        "venir",
    }
)  # fmt: skip
"""French verbs whose past takes *être*: it is no passive."""

BY = frozenset({"by", "par"})
LEADING = frozenset({"DET", "PUNCT", "CCONJ", "SPACE"})


def form(word: Token, feature: str) -> list[str]:
    """Return a feature of a word's form (``Tense``, ``Mood``, ``VerbForm``, ``Gender`` …)."""
    return list(word.morph.get(feature, []))


def passive(verb: Token) -> bool:
    """Tell whether something is done to the subject of a verb ("was appointed", "a été nommé").

    A bare past participle that modifies a noun ("a ceremony held in Brussels") is one too.
    """
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if "Part" not in form(verb, "VerbForm") or "Past" not in form(verb, "Tense"):
        return False
    if verb.lemma_ in MOVING or any(child.dep_ == "expl:comp" for child in verb.children):
        return False
    auxiliaries = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    if auxiliaries:
        return any(one.lemma_ == "être" for one in auxiliaries)
    if verb.dep_ == "conj":
        return passive(verb.head) and not any(child.dep_ in SUBJECTS for child in verb.children)
    return verb.dep_ in {"acl", "amod", "advcl"}


def subject(verb: Token) -> Token | None:
    """Return the head of a verb's subject.

    Of a relative clause it is the noun before the pronoun; of a second verb ("came and said") and
    of a participle or an infinitive without a subject of its own, that of the verb above.
    """
    if verb.dep_ == "advcl" and verb.head.i < verb.i and passive(verb):
        return _agreeing(verb)
    for at in _up(verb):
        own_subjects = [child for child in at.children if child.dep_ in SUBJECTS]
        if own_subjects:
            return _antecedent(_before(own_subjects, at), at)
        if at.dep_ in PARTICIPLES:
            return at.head
    return None


def target(verb: Token) -> Token | None:
    """Return what is acted upon: the object of an active verb, the subject of a passive one."""
    if passive(verb):
        return subject(verb)
    objects = [child for child in verb.children if child.dep_ in OBJECTS]
    if not objects and verb.dep_ in RELATIVES:
        return None
    return objects[0] if objects else None


def agent(verb: Token) -> Token | None:
    """Return who acts: the subject of an active verb, the "by" phrase of a passive one."""
    if not passive(verb):
        return subject(verb)
    found = complement(verb, BY)
    if found is not None:
        return found
    for child in verb.children:  # "élue présidente par le Conseil": hung one noun too low
        if child.dep_ in ATTRIBUTES and (lower := complement(child, BY)) is not None:
            return lower
    return None


def attribute(verb: Token) -> Token | None:
    """Return what the subject is or becomes ("became a member", "élue présidente")."""
    return next((child for child in verb.children if child.dep_ in ATTRIBUTES), None)


def complement(word: Token, prepositions: Collection[str]) -> Token | None:
    """Return the noun that hangs on a word by one of some prepositions (lower case)."""
    return next(complements(word, prepositions), None)


def complements(word: Token, prepositions: Collection[str]) -> Iterator[Token]:
    """Yield the nouns that hang on a word by some prepositions, in the order of the text."""
    for child in word.children:
        if child.dep_ in {"prep", "agent", "dative", "prt"} and child.lower_ in prepositions:
            yield from (noun for noun in child.children if noun.dep_ in {"pobj", "pcomp"})
        elif child.dep_ in OBLIQUES and any(
            case.dep_ in {"case", "mark"} and _plain(case) in prepositions
            for case in child.children
        ):
            yield child


def preposition(noun: Token) -> str:
    """Return the preposition before a noun, in lower case (French ``au`` and ``du`` opened)."""
    if noun.dep_ in {"pobj", "pcomp"}:
        return noun.head.lower_
    return next((_plain(child) for child in noun.children if child.dep_ == "case"), "")


def coordinated(word: Token) -> tuple[Token, ...]:
    """Return a word and those that are joined to it ("X, Y and Z"), in the order of the text."""
    found = [word]
    for one in found:
        found += [child for child in one.children if child.dep_ == "conj"]
    return tuple(sorted(found, key=lambda one: one.i))


def verbs(span: Span, lemmas: Collection[str]) -> Iterator[Token]:
    """Yield the verbs of a span that have one of some lemmas, whatever the tagger calls them."""
    doc, told = span.doc, lemmatised(span.doc)
    for at in range(span.start, span.end):
        if told[at] in lemmas and doc[at].pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            yield doc[at]


def own(verb: Token) -> tuple[Token, ...]:
    """Return the words of a verb's own clause: without the clauses that hang on it."""
    return tuple(sorted(_own(verb), key=lambda one: one.i))


def phrase(head: Token, *, clauses: Collection[str] = CLAUSES) -> Span:
    """Return a noun's or a verb's words without leading article, further conjuncts and clauses.

    Parameters
    ----------
    head : Token
    clauses : collection of str
        The labels of what is left out below the head: relative and other clauses.

    Returns
    -------
    Span
        One stretch of the text with the head in it.

    Examples
    --------
    Of "the appointment of Mark Rutte, which was confirmed", with the head ``appointment``:
    "appointment of Mark Rutte".
    """
    inside = {token.i for token in _phrase(head, head, frozenset(clauses))}
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    doc = head.doc
    while first < head.i and (doc[first].pos_ in LEADING or doc[first].dep_ in {"case", "mark"}):
        first += 1
    while last > head.i and (
        doc[last].is_space or doc[last].text in {",", ";", ".", ":", "–", "-"}
    ):
        last -= 1
    return doc[first : last + 1]


def person(reading: Reading, word: Token | None) -> str | None:
    """Return the full name of the person that a noun phrase names or stands for.

    Looks at the word, then at the names beside it ("M. Rutte", "l'amiral Rob Bauer").
    """
    if word is None:
        return None
    if word.i in reading.people:
        return reading.people[word.i]
    for child in word.children:
        near = abs(child.i - word.i) <= REACH and child.dep_ in BESIDE_A_NAME
        if near and child.ent_type_ in {"PER", "PERSON"} and child.i in reading.people:
            return reading.people[child.i]
    named = reading.at(word, "person")
    return None if named is None else named.key or named.words


SHARING = frozenset({"conj", "xcomp", "advcl", "aux", "acl", "parataxis"})
"""Labels of verbs that may share the subject of the verb above."""

REACH = 4
"""Words between a title and the name beside it."""


def _plain(case: Token) -> str:
    return {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"}.get(
        case.lower_, case.lower_
    )


def _up(verb: Token) -> Iterator[Token]:
    """Yield a verb and those above it whose subject it shares."""
    yield verb
    at = verb
    while at.dep_ in SHARING and at.head != at and at.head.pos_ in {"VERB", "AUX"}:
        at = at.head
        yield at


def _before(found: list[Token], verb: Token) -> Token:
    """Return the subject nearest before the verb: a dateline or an object may be taken for one."""
    before = [one for one in found if one.i < verb.i]
    return before[-1] if before else found[0]


def _antecedent(found: Token, verb: Token) -> Token:
    """Return the noun for which a relative pronoun stands, else the word itself."""
    if found.lower_ not in PRONOUNS:
        return found
    at = verb
    while at.dep_ == "conj" and at.head != at:
        at = at.head
    if at.dep_ in PARTICIPLES and at.head.pos_ not in {"VERB", "AUX"}:
        return at.head
    return _nominal_before(found) or found


def _agreeing(participle: Token) -> Token | None:
    """Return the noun before a French participle that agrees with it in gender and number."""
    wanted = (form(participle, "Gender"), form(participle, "Number"))
    for at in range(participle.i - 1, participle.sent.start - 1, -1):
        word = participle.doc[at]
        if word.pos_ == "NOUN" and (form(word, "Gender"), form(word, "Number")) == wanted:
            return word
    return None


def _nominal_before(pronoun: Token) -> Token | None:
    """Return the head of the noun phrase right before a pronoun that the parser hung elsewhere."""
    at = pronoun.i - 1
    while at >= 0 and pronoun.doc[at].is_punct:
        at -= 1
    if at < 0 or pronoun.doc[at].pos_ not in {"NOUN", "PROPN"}:
        return None
    word = pronoun.doc[at]
    while word.dep_ in {"flat:name", "flat:foreign", "nmod", "pobj", "prep", "compound"}:
        word = word.head
    return word if word.pos_ in {"NOUN", "PROPN"} else pronoun.doc[at]


def _own(verb: Token) -> Iterator[Token]:
    yield verb
    for child in verb.children:
        clause = child.dep_ in CLAUSES or (child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"})
        if not clause:
            yield from _own(child)


def _phrase(word: Token, head: Token, clauses: frozenset[str]) -> Iterator[Token]:
    yield word
    for child in word.children:
        another = word == head and child.dep_ in {"conj", "cc", "appos"} and child.i > head.i
        if child.dep_ not in clauses and not another and not _set_off(child):
            yield from _phrase(child, head, clauses)


def _set_off(child: Token) -> bool:
    """Tell whether a participle stands behind a comma ("the Council, composed of …") or in front.

    "Réunis à Madrid, les dirigeants de l'OTAN" are the leaders.
    """
    if child.dep_ != "acl":
        return False
    first = child.left_edge.i
    return child.i < child.head.i or (first > 0 and child.doc[first - 1].text == ",")
