"""The words of defence spending in English and French."""

from __future__ import annotations

DEFENCE = frozenset(
    {"defence", "defense", "military", "défense", "militaire", "militaires", "guideline", "armées"}
)
SPENDING = frozenset(
    {
        "spending", "expenditure", "expenditures", "spend", "budget", "dépense", "dépenses",
        "dépenser", "consacrer", "invest", "investir", "investment", "investissement", "outlay",
        "share", "part",
    }
)  # fmt: skip
"""Nouns and verbs of spending, by lemma or form."""

INVESTING = frozenset({"invest", "investir"})
"""Verbs of spending that speak of defence only beside a word of it."""

SPENT = frozenset(
    {"spending", "expenditure", "expenditures", "dépense", "dépenses", "budget", "budgets"}
)
"""Nouns of which it is said that they rise or fall."""

OTHER = frozenset(
    {
        "deficit", "debt", "growth", "inflation", "déficit", "dette", "croissance", "unemployment",
        "chômage", "education", "éducation", "health", "santé", "research", "aid", "aide",
        "assistance", "package", "paquet", "loan",
        "prêt",
    }
)  # fmt: skip
"""Words beside which a share or an amount is one of something else."""

COUNTED = frozenset({"votes", "voix", "poll", "sondage", "vote"})
"""Words right after a share that is one of votes."""

EQUIPMENT = frozenset({"equipment", "équipement", "équipements", "procurement", "matériel"})
AIMS = frozenset(
    {
        "target", "goal", "aim", "want", "plan", "pledge", "promise", "intend", "hope", "wish",
        "urge", "call", "demand", "ask", "should", "must", "would", "could", "may", "might",
        "propose", "suggest", "commit", "fixer", "agree", "objectif", "cible", "viser", "vouloir",
        "souhaiter", "espérer", "promettre", "engager", "demander", "appeler", "exiger", "devoir",
        "proposer", "attendre", "falloir", "envisager", "if", "si", "seuil", "minimum", "until",
        "recommend", "insist", "push", "press", "raison", "need", "require",
    }
)  # fmt: skip
"""Beside these a figure is an aim, not one that is or was."""

REACHED = frozenset(
    {
        "meet",
        "reach",
        "exceed",
        "surpass",
        "fulfil",
        "atteindre",
        "respecter",
        "dépasser",
        "remplir",
    }
)
RISING = frozenset(
    {
        "up", "rise", "raise", "boost", "lift", "hike", "expand", "accroître", "majorer",
        "increase", "grow", "jump", "climb", "soar", "surge", "double",
        "augmenter", "progresser", "croître", "bondir", "grimper", "hausse", "augmentation",
        "progression", "relever", "doubler", "passer",
    }
)  # fmt: skip
FALLING = frozenset(
    {
        "down", "reduce", "trim", "slash", "lower", "fall", "drop", "decline", "decrease",
        "shrink", "cut", "baisser", "diminuer",
        "reculer", "chuter", "baisse", "diminution", "recul", "chute", "réduire",
    }
)  # fmt: skip
HIGHER = frozenset(
    {
        "higher",
        "élevé",
        "élevée",
        "élevés",
        "élevées",
        "supérieur",
        "supérieures",
        "greater",
        "supérieurs",
    }
)
LOWER = frozenset({"lower", "inférieur", "inférieures", "inférieurs", "moindre", "moindres"})
BY = frozenset({"by", "de", "of", "d'", "d’"})
