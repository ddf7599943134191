"""Words of decisions in both languages."""

from __future__ import annotations

DECIDE = frozenset(
    {
        "adopt", "approve", "agree", "decide", "endorse", "ratify", "vote", "confirm", "authorise",
        "authorize", "pass", "take", "reach", "adopter", "approuver", "décider", "confirmer",
        "entériner", "ratifier", "voter", "valider", "avaliser", "convenir", "prendre", "mettre",
        "autoriser", "trouver", "accorder", "entendre", "back", "extend", "prolong", "renew",
        "accept", "greenlight", "prolonger", "reconduire", "proroger", "accepter", "acter",
    }
)  # fmt: skip
CONFIRMING = frozenset(
    {"confirm", "back", "extend", "prolong", "renew", "accept", "confirmer", "valider", "prolonger",
     "reconduire", "proroger", "accepter"}
)  # fmt: skip
"""Verbs that decide only with what stands in ``CONFIRMED`` as their object."""

LIGHT = frozenset({"take", "reach", "prendre", "trouver", "pass"})
"""Verbs that decide only with a decision as their object."""

DECISIONS = frozenset(
    {
        "decision", "resolution", "agreement", "text", "declaration", "plan", "budget", "motion",
        "measure", "law", "bill", "consensus", "décision", "résolution", "accord", "texte",
        "déclaration", "mesure", "loi", "vote",
    }
)  # fmt: skip
TAKEN = frozenset({"decision", "resolution", "décision", "résolution", "vote"})
"""What "take" and "prendre" decide."""

REACHED = TAKEN | {"agreement", "consensus", "accord"}
BARE = frozenset({"decision", "décision", "text", "texte", "vote"})
"""Nouns that refer to what was said before, where nothing follows them."""

CONFIRMED = frozenset(
    {
        "appointment", "nomination", "election", "selection", "désignation", "élection", "choice",
        "choix", "decision", "décision", "invitation", "accession", "adhésion", "mandate", "mandat",
        "extension", "prolongation", "membership", "plan", "candidature", "bill", "sanction",
        "nominee", "budget", "resolution", "résolution", "mission",
    }
)  # fmt: skip
"""What a body confirms by a decision; a spokesman confirms anything else."""

DECIDERS = frozenset(
    {
        "ally", "allies", "alliés", "allié", "leader", "minister", "ambassador", "member",
        "parliament", "congress", "senate", "assembly", "council", "committee", "commission",
        "board", "cabinet", "bundestag", "riksdag", "duma", "head", "government", "dirigeant",
        "ministre", "ambassadeur", "membre", "parlement", "congrès", "sénat", "assemblée",
        "conseil", "comité", "chef", "pays", "état", "états", "delegate", "délégué", "summit",
        "sommet", "nation", "country", "conference", "conférence", "house", "chamber", "chambre",
        "deputy", "député", "lawmaker", "senator", "sénateur", "parliamentarian", "parlementaire",
    }
)  # fmt: skip
"""Heads of the words for those who decide together."""

ONE = frozenset({"minister", "ministre", "ambassador", "ambassadeur", "leader", "dirigeant", "chef",
                 "head", "member", "membre", "country", "pays", "ally", "allié", "government",
                 "nation", "état", "deputy", "député", "lawmaker", "senator", "sénateur",
                 "parliamentarian", "parlementaire"})  # fmt: skip
"""Of these only several decide together."""

OF_SOMETHING = frozenset(
    {
        "member", "membre", "parliament", "congress", "senate", "assembly", "council", "committee",
        "commission", "board", "cabinet", "head", "chef", "government", "parlement", "congrès",
        "sénat", "assemblée", "conseil", "comité", "conference", "conférence", "summit", "sommet",
        "pays", "country", "nation", "état", "états", "delegate", "délégué", "house", "chamber",
        "chambre", "deputy", "député", "lawmaker", "senator", "sénateur", "parliamentarian",
        "parlementaire",
    }
)  # fmt: skip
"""Of these it must be said whose they are."""
