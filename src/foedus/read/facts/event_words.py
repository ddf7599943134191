"""Words of events in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OCCASIONS = frozenset(
    {
        "ceremony", "summit", "meeting", "conference", "election", "visit", "session", "forum",
        "congress", "talk", "hand-over", "handover", "inauguration", "referendum", "exercise",
        "talks", "funeral", "negotiation", "negotiations",
        "cérémonie", "sommet", "réunion", "rencontre", "conférence", "élection", "visite",
        "obsèques", "funérailles", "négociation", "pourparlers",
        "séance", "passation", "référendum", "exercice", "congrès", "entretien",
        "scrutin", "ministerial", "ministérielle",
    }
)  # fmt: skip
HAPPEN = frozenset(
    {"take", "happen", "occur", "follow", "open", "begin", "start", "convene", "avoir", "entamer",
     "dérouler", "ouvrir", "débuter", "commencer", "suivre"}
)  # fmt: skip
HOLD = frozenset({"hold", "host", "organise", "organize", "convene", "attend", "tenir",
                  "organiser", "accueillir"})  # fmt: skip
LIGHT: Mapping[str, frozenset[str]] = MappingProxyType(
    {"take": frozenset({"place"}), "avoir": frozenset({"lieu"})}
)
"""Verbs that say that something happens only with one other word."""

ON_OCCASION = frozenset({"at", "during", "in", "after", "before", "lors", "à", "pendant", "durant"})
VISITS = frozenset({"visit", "visite"})
ON_A_VISIT = frozenset({"for", "on", "en", "pour"})
MEET = frozenset({"meet", "gather", "convene", "réunir", "retrouver", "rencontrer"})
VISIT = frozenset(
    {"visit", "travel", "arrive", "fly", "return", "rendre", "visiter", "arriver", "voyager"}
)
THERE = frozenset(
    {"be", "travel", "arrive", "come", "fly", "go", "gather", "être", "venir", "arriver", "rendre"}
)
"""Verbs of being somewhere for an occasion."""

THAT_TOWN = ("this city", "that city", "this town", "cette ville", "la ville")
JOIN = frozenset({"join", "accede", "rejoindre", "intégrer"})
BECOME = frozenset({"become", "devenir"})
MEMBERS = frozenset({"member", "ally", "membre", "allié"})
