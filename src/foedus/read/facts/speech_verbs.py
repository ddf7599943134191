"""Words of speech: verbs that say, think and describe, nouns that speak for a state."""

from __future__ import annotations

from spacy.tokens import Token

SAYING = frozenset(
    {
        "say", "tell", "add", "state", "declare", "announce", "note", "stress", "underline",
        "underscore", "emphasise", "emphasize", "explain", "insist", "reiterate", "recall",
        "remark", "reaffirm", "affirm", "assure", "argue", "claim", "warn", "highlight", "repeat",
        "observe", "conclude", "comment", "confirm", "reply", "respond", "write", "admit",
        "acknowledge", "concede", "suggest", "maintain", "point", "vow", "pledge", "promise",
        "stipulate", "report", "caution", "urge", "declar", "predict", "reckon", "contend",
        "assert", "muse", "quip", "tweet", "lament", "boast", "swear", "joke", "hint", "reveal",
        "snap", "opine", "fume", "deadpan", "volunteer", "elaborate", "enthuse",
        "lâcher", "glisser", "asséner", "ironiser", "trancher", "réagir", "répliquer", "objecter",
        "détailler", "développer", "scander", "enchaîner", "tempérer", "persister", "appuyer",
        "credit", "proclaim", "counter", "retort", "recount",
        "déclarer", "dire", "ajouter", "affirmer", "indiquer", "souligner", "préciser", "expliquer",
        "assurer", "annoncer", "rappeler", "insister", "estimer", "répéter", "réaffirmer", "noter",
        "avertir", "prévenir", "conclure", "commenter", "répondre", "écrire", "reconnaître",
        "admettre", "soutenir", "promettre", "lancer", "poursuivre", "confier", "marteler",
        "martèler",
        "relever", "signaler", "confirmer", "observer", "prédire", "plaider", "mettre", "arguer",
        "prétendre", "jurer", "déplorer", "résumer", "rétorquer", "nuancer", "tonner", "dixit",
        "renchérir", "professer", "argumenter", "soupirer", "plaisanter", "révéler", "alerter",
    }
)  # fmt: skip
"""Verbs of speech; which of them take a content clause is for the clause to show."""

OPINION = frozenset(
    {
        "believe", "think", "consider", "feel", "regret", "worry", "hope", "expect", "doubt",
        "fear", "want", "wish",
        "croire", "penser", "considérer", "juger", "espérer", "craindre", "souhaiter", "vouloir",
        "douter", "regretter", "hop", "welcome", "féliciter", "réjouir",
    }
)  # fmt: skip
"""Verbs of opinion and wish; ``hop`` is what the English lemmatiser makes of "hopes"."""

DESCRIBING = frozenset(
    {
        "call", "describe", "hail", "praise", "label", "term", "denounce", "condemn", "welcome",
        "brand", "speak", "express", "dub", "salute", "thank", "criticise", "criticize", "dismiss",
        "refer", "characterise", "see", "consider", "cite", "commend", "talk", "agree", "applaud",
        "deplore", "decry", "laud", "extol", "invoke", "view", "regard", "liken", "reject",
        "find", "exprimer",
        "qualifier", "décrire", "saluer", "dénoncer", "condamner", "parler", "évoquer",
        "appeler", "juger", "louer", "présenter", "critiquer", "vanter", "remercier", "considérer",
        "fustiger", "célébrer", "citer", "voir", "féliciter", "réjouir", "regretter", "déplorer",
        "réclamer", "exiger", "rejeter", "invoquer", "comparer", "accuser", "prôner", "défendre",
    }
)  # fmt: skip
"""Verbs that put a quoted phrase into somebody's mouth."""
EXCLAIMING = frozenset({"féliciter", "réjouir", "exclamer", "indigner", "insurger", "alarmer",
                        "interroger", "inquiéter", "étonner", "justifier"})  # fmt: skip

ACTING_FOR = frozenset(
    {
        "diplomatie", "diplomacy", "gouvernement", "government", "ministère", "ministry", "mission",
        "présidence", "presidency", "embassy", "ambassade", "délégation", "delegation", "authority",
        "autorité", "exécutif", "cabinet",
    }
)  # fmt: skip
"""Nouns that speak for the state that stands beside them."""
THEY = frozenset({"they", "ils", "elles", "we", "nous", "on"})
MADE = frozenset({"valoir", "savoir", "remarquer", "observer", "noter"})
"""Infinitives after "faire" that say something."""
ADDRESSING = frozenset(
    {
        "asked", "questioned", "pressed", "answering", "replying", "responding", "reply",
        "response",
        "answer", "alongside", "beside", "meeting", "after", "before", "interrogé", "interrogée",
        "répondant", "réponse", "questionné", "questionnée", "aux", "devant", "recevant", "reçu",
        "reçue", "relancé", "relancée", "après", "avec", "with", "à",
    }
)  # fmt: skip
"""Words that open "Asked about X, he …" and "En réponse à X, il …"."""
HE = frozenset({"he", "she", "il", "elle", "-il", "-elle", "-t-il", "-t-elle"})


def lemmas(token: Token) -> frozenset[str]:
    """Return what may be a word's dictionary form.

    The French lemmatiser leaves a verb as it stands where the tagger took it for a noun ("juge",
    "estime"); of the regular ones the infinitive is then guessed.
    """
    found = {token.lemma_.lower()}
    if token.lang_ != "fr":
        return frozenset(found)
    word = token.lower_
    if word.endswith("e"):
        found.add(word + "r")
    if word.endswith("ent"):
        found.add(word[:-3] + "er")
    return frozenset(found)


def says(token: Token, verbs: frozenset[str] = SAYING) -> bool:
    """Tell whether a word is one of some verbs, whatever the tagger calls it."""
    if makes_a_case(token) or token.lower_ == "dixit":
        return verbs >= SAYING
    if not lemmas(token) & verbs:
        return False
    if token.pos_ in {"VERB", "AUX"}:
        return True
    if any(
        one.lower_ in HE and one.text[0] == "-" for one in token.doc[max(token.i - 3, 0) : token.i]
    ):
        return True
    following = token.doc[token.i + 1 : token.i + 3]
    return token.lang_ == "fr" and any(one.lower_ in {"que", "qu'", "qu’"} for one in following[:1])


def makes_a_case(token: Token) -> bool:
    """Tell whether a word ends "faire valoir" or "fait savoir", a verb of saying in two words."""
    return token.lower_ in MADE and token.i > 0 and token.nbor(-1).lemma_.lower() == "faire"
