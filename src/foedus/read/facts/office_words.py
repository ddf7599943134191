"""Words of offices in both languages: how they are filled, taken up, held and left."""

from __future__ import annotations

APPOINT = frozenset(
    {
        "appoint", "reappoint", "re-appoint", "name", "elect", "re-elect", "reelect", "choose",
        "select", "designate", "confirm", "swear", "install", "pick", "nommer", "désigner",
        "élire", "réélire", "choisir", "confirmer", "reconduire", "investir", "introniser",
    }
)  # fmt: skip
"""Someone is given an office. English *nominate* is not one: a nominee has not been chosen."""

INSTALL = frozenset({"swear", "install", "investir", "introniser"})
"""Of these, those by which someone takes up the office."""

ELECT = frozenset({"elect", "re-elect", "reelect", "élire", "réélire"})

TAKE_UP = frozenset(
    {
        "take", "assume", "secure", "win", "get", "land", "clinch", "enter", "start", "begin",
        "prendre", "assumer", "assurer", "obtenir", "décrocher", "entrer", "accéder", "endosser",
    }
)  # fmt: skip
"""Someone takes up what stands in ``POSTS``."""

POSTS = frozenset(
    {
        "office", "post", "position", "job", "role", "helm", "reins", "duty", "duties", "charge",
        "leadership", "command", "mandate", "term", "tenure", "fonction", "poste", "tête",
        "direction", "présidence", "commandement", "mandat", "rêne", "chancellerie",
    }
)  # fmt: skip
RELAY = frozenset({"relève", "relais", "suite", "succession", "place", "flambeau", "témoin"})
"""What is taken from, or passed to, the next holder."""

SUCCEED = frozenset({"succeed", "replace", "succéder", "remplacer"})
BECOME = frozenset({"become", "devenir"})
HAND = frozenset({"hand", "pass", "remettre", "passer", "céder", "transmettre"})
HANDED = POSTS | RELAY | {"baton", "torch", "gavel", "power", "pouvoir", "fauteuil", "main", "clé"}
FOLLOW = SUCCEED | {"follow", "suivre"}
THIS = frozenset({"this", "it", "that", "which", "cela", "ceci", "ce", "il", "celui-ci", "qui"})
EXTENSIONS = frozenset({"extension", "renewal", "prolongation", "renouvellement", "reconduction"})
TERMS = frozenset({"term", "tenure", "mandate", "mandat", "présidence", "presidency"})
APPOINTMENTS = frozenset(
    {"appointment", "election", "selection", "nomination", "désignation", "élection"}
)
"""Nouns of an appointment; English *nomination* is dropped where it is read."""

CONFIRM = frozenset(
    {
        "confirm", "approve", "agree", "adopt", "announce", "endorse", "ratify", "welcome", "back",
        "formalise", "formalize", "decide", "hail", "congratulate", "confirmer", "approuver",
        "adopter", "annoncer", "entériner", "ratifier", "saluer", "officialiser", "valider",
        "décider", "avaliser", "féliciter", "acter",
    }
)  # fmt: skip
HOLD = frozenset({"hold", "occupy", "fill", "occuper", "exercer", "assumer"})
SERVE = frozenset({"serve", "servir", "siéger"})
LEAD = frozenset({"lead", "head", "run", "chair", "steer", "diriger", "mener", "présider"})
STAY = frozenset({"be", "remain", "stay", "être", "rester", "demeurer"})
EXTEND = frozenset({"extend", "prolong", "renew", "prolonger", "reconduire", "proroger"})
END = frozenset(
    {"end", "run", "expire", "conclude", "finish", "achever", "terminer", "expirer", "prendre"}
)
BEGIN = frozenset({"begin", "start", "commence", "commencer", "débuter"})

PAST = frozenset(
    {"former", "ex", "ex-", "late", "past", "previous", "ancien", "ancienne", "précédent",
     "précédente", "anciens", "feu", "onetime", "one-time", "erstwhile"}
)  # fmt: skip
NEXT = frozenset(
    {
        "next", "new", "incoming", "future", "designate", "elect", "candidate", "nominee", "likely",
        "prochain", "prochaine", "nouveau", "nouvelle", "nouvel", "futur", "désigné",
        "désignée", "élu", "élue", "candidat", "possible", "potential", "would-be",
        "shadow", "newly", "aspiring",
    }
)  # fmt: skip
"""Beside a title: who bears it does not hold the office, or not yet."""

NEW = frozenset({"new", "nouveau", "nouvelle", "nouvel", "newly"})
AS = frozenset({"as", "comme", "tant"})
OF = frozenset({"of", "de", "to", "du", "des", "d'", "for", "pour"})
IN_OFFICE = (
    "in power", "au pouvoir", "aux affaires",
    "in office", "in the chair", "in charge", "in post", "in the post", "in the job", "en poste",
    "en fonction", "en fonctions", "at the helm", "à la tête", "aux commandes", "à ce poste",
)  # fmt: skip
