"""Duties that fall to an office: "it falls to the chair to …", "il lui revient de", "entails …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from foedus.read.clauses import phrase
from foedus.read.facts.sentence_reach import extent, opening
from foedus.read.model import Mention, Reading

REACH = 12
FALLING = {"fall": "to", "revenir": "de", "incomber": "de", "appartenir": "de", "up": "to",
           "task": "to", "job": "to"}  # fmt: skip
"""What makes a duty somebody's, and the word before the duty itself."""
IT = frozenset({"it", "il"})
ENTAILING = frozenset(
    {
        "entails", "involves", "includes", "comprises", "consists", "means", "implique",
        "comporte", "consiste", "comprend", "entail", "involve",
    }
)  # fmt: skip
POSTS = frozenset(
    {
        "post", "position", "job", "office", "role", "chairmanship", "presidency", "mandate",
        "poste", "charge", "fonction", "présidence", "mandat", "rôle",
    }
)  # fmt: skip
ROLES = frozenset(
    {
        "adviser", "advisor", "spokesperson", "spokesman", "representative", "commander",
        "coordinator", "link", "conseiller", "conseillère", "porte-parole", "représentant",
        "représentante", "coordinateur", "coordinatrice", "commandant", "garant",
    }
)  # fmt: skip
IS = frozenset({"is", "est"})
HAVING = frozenset({"have", "avoir", "bear", "hold", "assumer", "porter", "exercer"})
PURPOSES = frozenset({"task", "duty", "responsibility", "mission", "tâche", "charge",
                      "responsabilité", "job", "mandate", "mandat"})  # fmt: skip
ACTIONS = frozenset(
    {
        "planning", "execution", "coordination", "conduct", "command", "management", "supervision",
        "oversight", "implementation", "preparation", "development", "training", "direction",
        "organisation", "organization", "administration", "monitoring", "drafting",
        "planification", "exécution", "conduite", "gestion", "préparation", "commandement",
        "contrôle", "suivi", "élaboration", "formation", "pilotage", "mise",
    }
)  # fmt: skip
"""Nouns of what an office does ("is tasked with the planning of operations")."""


def after_falling(reading: Reading, token: Token) -> int | None:
    """Return where a duty starts after "it falls to X to", "il lui revient de", "il incombe à"."""
    doc, link = reading.doc, FALLING.get(token.lemma_.lower())
    if link is None:
        return None
    first = opening(doc, token.i)
    if not any(one.lower_ in IT for one in doc[max(first, token.i - 4) : token.i]):
        return None
    stop = min(token.i + REACH, extent(doc, token.i))
    for at in range(token.i + 1, stop - 1):
        if doc[at].text in {",", ";", ":"}:
            return None
        opens = doc[at].lower_ in {link, "d'", "d’"} and doc[at + 1].pos_ in {"VERB", "AUX", "PRON"}
        if opens and (link == "de" or doc[at + 1].tag_ == "VB"):
            return at
    return None


def after_entailing(reading: Reading, token: Token) -> int | None:
    """Return where duties start after "the post of X entails", "le poste consiste à"."""
    doc = reading.doc
    if token.lower_ not in ENTAILING:
        return None
    before = doc[opening(doc, token.i) : token.i]
    posted = any(one.lower_ in POSTS for one in before)
    return token.i + 1 if posted and reading.within(before, "office") else None


def after_having(reading: Reading, token: Token) -> int | None:
    """Return where a duty starts after "has the task of", "a la charge de"."""
    doc = reading.doc
    if token.lower_ not in PURPOSES or token.i < 2 or token.i + 1 >= len(doc):
        return None
    has = any(one.lemma_.lower() in HAVING for one in doc[token.i - 2 : token.i])
    present = doc[token.i - 2].tag_ in {"VBZ", "VBP", ""}
    linked = doc[token.i + 1].lower_ in {"of", "for", "de", "d'", "d’"}
    return token.i + 1 if has and present and linked else None


def roles(reading: Reading) -> Iterator[tuple[Mention, Span, Span]]:
    """Yield an office, its sentence and the role that it is said to be: "the chief adviser to …".

    The office opens its sentence with its article and without a name.
    """
    for mention in reading.mentions:
        if mention.kind != "office" or reading.quoted(mention.start) is not None:
            continue
        doc = reading.doc
        first, at = opening(doc, mention.start), mention.end
        before = doc[first : mention.start].text.strip().lower()
        if before not in {"the", "le", "la", "l'", ""} or not _is(doc, at):
            continue
        for head in doc[at + 1 : min(at + REACH, extent(doc, at))]:
            if head.lower_ in ROLES and doc[at + 1].pos_ == "DET":
                yield mention, doc[mention.start].sent, _role(head, at + 2)
                break


def _role(head: Token, start: int) -> Span:
    """Return a role's words from its article up to the next comma, with whom it serves."""
    stop = max(phrase(head).end, head.i + 1)
    comma = next((at for at in range(head.i, stop) if head.doc[at].text in {",", ";"}), stop)
    return head.doc[start:comma]


def _is(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at].lower_ in IS


def post_before(reading: Reading, first: int) -> str | None:
    """Return the words of a post that the sentence before names: "au poste de représentant …"."""
    doc, start = reading.doc, opening(reading.doc, max(first - 1, 0))
    for token in doc[start : max(first - 1, 0)]:
        linked = token.i + 2 < len(doc) and doc[token.i + 1].lower_ in {"de", "of", "d'", "d’"}
        if token.lower_ in {"poste", "post", "fonction", "fonctions", "position"} and linked:
            end = next((at for at in range(token.i + 2, first) if doc[at].is_punct), first)
            return doc[token.i + 2 : end].text.strip() or None
    return None
