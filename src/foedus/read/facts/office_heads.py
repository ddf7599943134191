"""Who is at the head of a body, a government or a ministry: the office that the words stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from foedus.read.model import Mention

OF_BODIES: Mapping[str, str] = MappingProxyType(
    {
        "nato": "secretary-general",
        "european-commission": "president-of-the-european-commission",
        "european-council": "president-of-the-european-council",
        "military-committee": "chair-of-the-military-committee",
        "european-parliament": "president",
        "ecb": "president",
        "european-central-bank": "president",
        "shape": "saceur",
    }
)
GOVERNMENT = "prime-minister"
GOVERNMENTS = frozenset({"government", "gouvernement", "cabinet", "executive", "exécutif"})
MINISTRIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), office)
    for words, office in (
        (r"pentagon|defense department|department of defense", "secretary-of-defence"),
        (r"state department|department of state|département d'état", "secretary-of-state"),
        (r"(?:defen[cs]e ministry|ministry of defen[cs]e|ministère (?:\w+ )?(?:de la défense|des ar"
         r"mées))", "defence-minister"),
        (r"(?:foreign ministry|ministry of foreign affairs|ministère (?:\w+ )?des affaires "
         r"étrangères|diplomatie)", "foreign-minister"),
        (r"(?:finance ministry|ministry of finance|ministère (?:\w+ )?des finances)",
         "finance-minister"),
        (r"(?:le|du|the|country's) (?:\w+ )?(?:gouvernement|government)\b", "prime-minister"),
        (r"chancellery|chancellerie", "chancellor"),
        (r"(?:présidence|tête) (?:de la république|du pays|de l'état)", "president"),
    )
)  # fmt: skip


def head_office(mention: Mention) -> Mention | None:
    """Return the office at the head of what a mention names.

    A body of ``OF_BODIES``, a ministry, or a government; the head of a state or of any other body
    is not known by such words.
    """
    words = mention.words.lower().replace("’", "'")
    found = ministry(words)
    if found is None and mention.key is not None and mention.kind == "body":
        found = OF_BODIES.get(mention.key)
    if found is None and mention.kind == "party" and GOVERNMENTS & set(words.split()):
        found = GOVERNMENT
    if found is None:
        return None
    owner = mention.key or ""
    return Mention("office", mention.start, mention.end, mention.words, found, of=owner)


def ministry(words: str) -> str | None:
    """Return the office at the head of a ministry that some words name.

    Examples
    --------
    >>> ministry("ministère de la défense"), ministry("the pentagon"), ministry("the bakery")
    ('defence-minister', 'secretary-of-defence', None)
    """
    return next((office for found, office in MINISTRIES if found.search(words)), None)
