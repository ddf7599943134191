"""Judgements: whom or what somebody praised, thanked, congratulated or condemned."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Span, Token

from foedus.read.clauses import OBJECTS, SUBJECTS, complements, form
from foedus.read.facts.sentence_reach import MARKS, extent, opening
from foedus.read.facts.speech import Speaker, main_speaker, speaker_of
from foedus.read.facts.statement_topics import about, mentioned, objects
from foedus.read.facts.statement_words import quoted_share, report, trimmed
from foedus.read.model import Fact, Reading

PRAISE = frozenset(
    {
        "praise", "thank", "congratulate", "commend", "criticise", "criticize", "condemn", "blame",
        "accuse", "hail", "applaud", "salute", "denounce", "honour", "regret", "deplore",
        "regretter",
        "déplorer", "fustiger", "lament", "decry", "deride", "slam", "laud", "blâmer",
        "remercier", "féliciter", "louer", "critiquer", "condamner", "accuser", "saluer",
        "dénoncer", "applaudir", "honorer",
    }
)  # fmt: skip
"""Verbs whose object is whom or what the speaker judges."""

OPPOSING = frozenset({"reject", "demand", "rejeter", "réclamer", "exiger", "mock", "ridicule",
    "railler",
                      "dismiss", "contester", "dispute", "deny", "démentir",
                      "welcome"})  # fmt: skip
"""Verbs that judge or ask where a person is their subject; of a state they are acts."""

GIVEN = {
    "hommage": frozenset({"rendre"}), "tribute": frozenset({"pay"}),
    "gratitude": frozenset({"express", "exprimer"}),
    "sentiment": frozenset({"express", "exprimer"}),
    "feeling": frozenset({"express"}), "support": frozenset({"express", "voice"}),
    "soutien": frozenset({"exprimer"}), "concern": frozenset({"express", "voice"}),
    "inquiétude": frozenset({"exprimer"}), "confidence": frozenset({"express", "voice"}),
    "confiance": frozenset({"exprimer"}), "optimism": frozenset({"express", "voice"}),
    "optimisme": frozenset({"exprimer"}), "regret": frozenset({"express", "exprimer"}),
    "appreciation": frozenset({"express"}), "admiration": frozenset({"express", "exprimer"}),
    "thanks": frozenset({"express"}), "gratefulness": frozenset({"express"}),
    "préoccupation": frozenset({"exprimer"}), "reconnaissance": frozenset({"exprimer"}),
    "view": frozenset({"express"}), "doubt": frozenset({"express", "voice"}),
    "doute": frozenset({"exprimer"}), "satisfaction": frozenset({"express", "exprimer"}),
}  # fmt: skip
"""Nouns that are a judgement with a certain verb ("rendre hommage", "express support")."""

JUDGING = PRAISE | OPPOSING | frozenset().union(*GIVEN.values())
LEAST_QUOTED = 0.25
"""Share between quotation marks beyond which the quotation says the judgement."""
TOWARDS = frozenset(
    {
        "to",
        "for",
        "towards",
        "toward",
        "about",
        "over",
        "at",
        "à",
        "envers",
        "pour",
        "sur",
        "de",
        "in",
    }
)


def judgement(reading: Reading, verb: Token) -> Fact | None:
    """Read "X praised Y for …", "X lui a rendu hommage", "X expressed support for Y"."""
    noun = _given(verb)
    opposing = verb.lemma_.lower() in OPPOSING
    if verb.lemma_.lower() not in PRAISE and noun is None and not opposing:
        return None
    if any(child.lower_ in {"s'", "se", "s’"} for child in verb.children):
        return None
    if verb.i > 0 and verb.nbor(-1).text == "," and verb.lang_ == "fr":
        return None  # "La Chine soutient Moscou, accuse l'OTAN": who accuses stands after it
    if "Pres" in form(verb, "Tense") and "Part" in form(verb, "VerbForm"):
        return None
    who = speaker_of(reading, verb)
    if who is None and not any(one.dep_ in SUBJECTS for one in verb.children):
        who = main_speaker(reading, verb.sent)
    content = trimmed(verb.doc[verb.i : _judgement_end(verb)])
    if who is None or content is None or quoted_share(reading, content) > LEAST_QUOTED:
        return None
    stop = content.end
    if stop < len(verb.doc) and verb.doc[stop].text == ":" and _quotes(verb.doc[stop:]):
        return None  # the quotation that follows says it
    if opposing and who.mention is not None and who.mention.kind != "person":
        return None
    judged = _judged(verb, noun)
    names, body = objects(reading, judged, speaker=who.name)
    if not names:
        names, body = _another_person(reading, verb, who), None
    fact = report(reading, who, content)
    if fact is None or not names:
        return None
    fields = {**fact.fields, **about(names)}
    return replace(fact, fields=MappingProxyType(fields), mentions=mentioned(body))


def _quotes(rest: Span) -> bool:
    return any(one.text in MARKS for one in rest[1:3])


def _given(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in OBJECTS and verb.lemma_.lower() in GIVEN.get(child.lemma_.lower(), ()):
            return child
    return None


def _judged(verb: Token, noun: Token | None) -> list[Token]:
    """Return the words that may name whom a judgement is about, the likeliest first."""
    found = [one for one in verb.children if one.lower_ in {"lui", "leur", "him", "her", "them"}]
    heads = [verb] if noun is None else [noun, verb]
    if noun is None:
        found += [one for one in verb.children if one.dep_ in OBJECTS]
    for head in heads:
        found += complements(head, TOWARDS)
    after = verb.i if noun is None else noun.i
    for token in verb.doc[after + 1 : after + 6]:
        if token.lower_ in TOWARDS | {"aux", "au"}:
            found += [word for word in verb.doc[token.i + 1 : token.i + 4] if word.pos_ == "PROPN"][
                :1
            ]
            found += [word for word in verb.doc[token.i + 1 : token.i + 4] if word.pos_ == "NOUN"][
                :1
            ]
            break
    return [one for one in found if one.i != verb.i]


def _another_person(reading: Reading, verb: Token, who: Speaker) -> tuple[str, ...]:
    """Return the only other person of a sentence with a pronoun ("lui a rendu hommage")."""
    if not any(one.lower_ in {"lui", "him", "her"} for one in verb.children):
        return ()
    span = verb.doc[opening(verb.doc, verb.i) : verb.i]
    others = {reading.people[token.i] for token in span if token.i in reading.people} - {who.name}
    return tuple(others) if len(others) == 1 else ()


def _judgement_end(verb: Token) -> int:
    """Return where a judgement ends: before ", ce qui …", ", which …", ", saluant …"."""
    doc, stop = verb.doc, extent(verb.doc, verb.i)
    for at in range(verb.i + 1, stop - 1):
        if doc[at].text in {":", ";"} or (doc[at].text == "," and _opens_clause(doc[at + 1])):
            return at
    return stop


def _opens_clause(token: Token) -> bool:
    if token.lower_ in {"which", "ce", "who", "adding", "while", "tandis", "alors", "and", "et"}:
        return True
    present = "Pres" in form(token, "Tense") and "Part" in form(token, "VerbForm")
    return present or token.tag_ == "VBG"
