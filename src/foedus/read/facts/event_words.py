"""Words of events in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OCCASIONS = frozenset(
    {
        "ceremony", "summit", "meeting", "conference", "election", "visit", "session", "forum",
        "congress", "hand-over", "handover", "inauguration", "referendum", "exercise", "talks",
        "cérémonie", "sommet", "réunion", "rencontre", "conférence", "élection", "visite",
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
VISIT = frozenset({"visit", "travel", "rendre", "visiter"})
JOIN = frozenset({"join", "accede", "rejoindre", "intégrer"})
BECOME = frozenset({"become", "devenir"})
MEMBERS = frozenset({"member", "ally", "membre", "allié"})
