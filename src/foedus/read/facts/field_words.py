"""Whether what is said in a text may be said of this field at all."""

from __future__ import annotations

from foedus.read.clauses import SUBJECTS
from foedus.read.facts.concern import concerned
from foedus.read.model import Reading

FIELD = frozenset(
    {
        "budget", "weapon", "arme", "armement", "armée", "army", "troop", "troupe", "military",
        "militaire", "soldier", "soldat", "missile", "alliance", "ally", "allié", "diplomacy",
        "diplomatie", "sanction", "war", "guerre", "ceasefire", "deterrence", "dissuasion",
    }
)  # fmt: skip
"""Words of defence and diplomacy that sport, films and companies seldom have."""

ACTING = frozenset(
    {
        "want", "plan", "intend", "aim", "announce", "pledge", "support", "oppose", "propose",
        "hope", "expect", "insist", "seek", "donate", "send", "deploy", "vouloir", "prévoir",
        "entendre", "annoncer", "soutenir", "proposer", "souhaiter", "espérer", "envoyer",
        "consacrer", "livrer", "déployer", "devoir", "envisager", "compter", "donner",
    }
)  # fmt: skip
"""What states do, and the teams of states seldom."""


def in_the_field(reading: Reading) -> bool:
    """Tell whether a text is of this field: by a name, by a state that acts, by a word of it."""
    return concerned(reading) or _state_acts(reading) or _worded(reading)


def _state_acts(reading: Reading) -> bool:
    return any(
        reading.doc[at].dep_ in SUBJECTS and reading.doc[at].head.lemma_.lower() in ACTING
        for one in reading.mentions
        if one.kind == "party"
        for at in range(one.start, one.end)
    )


def _worded(reading: Reading) -> bool:
    return any(token.lemma_.lower() in FIELD for token in reading.doc)
