"""Whether a dispatch is any of the alliance's business."""

from __future__ import annotations

from foedus.read.model import Mention, Reading

UNIONS = frozenset({"EUI"})
"""Parties that are bodies as well."""

ANYWHERE = frozenset({None, "president", "vice-president", "minister", "spokesperson", "king"})
"""Offices that clubs, companies and fairy tales have as well."""


def concerned(reading: Reading) -> bool:
    """Tell whether a dispatch names a body, a group, an item, an office or a person of this field.

    What clubs, councils of towns and companies decide or hold is left out where it names none.
    """
    return any(_ours(one) for one in reading.mentions)


def _ours(mention: Mention) -> bool:
    if mention.kind == "person":
        return mention.known
    if mention.kind == "office":
        return bool(mention.of) or mention.key not in ANYWHERE
    if mention.kind == "party":
        return mention.key in UNIONS
    return mention.kind in {"body", "group", "item"} and mention.key is not None
