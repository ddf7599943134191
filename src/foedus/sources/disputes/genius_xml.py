"""The XML of a Genius scenario, behind guards: no document type, no entity, no network.

A domain and each profile are a ``utility_space`` with a flat ``objective``: issues with items
(discrete), or with a range (integer, real); a profile adds evaluations, weights and a
reservation. Trees of objectives and profiles that do not add up are not read.
"""

from __future__ import annotations

import re

from lxml import etree

from foedus.sources.disputes.numbers import Reading

PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
"""What may stand before the root, but a document type."""
NOT_ADDITIVE = ("ufun", "hyperRectangle", "utility")
"""Elements of profiles that are no weighted sum."""


def objective_of(data: bytes, reading: Reading) -> etree._Element | None:
    """Return the element that holds the issues; None, and a fault, where it cannot be read.

    Faults: ``disputes.not-utf-8``, ``disputes.document-type``, ``disputes.xml-broken``,
    ``disputes.not-genius``, ``disputes.not-additive``, ``disputes.nested``.
    """
    root = _root(data, reading)
    if root is None:
        return None
    space = root if root.tag == "utility_space" else root.find(".//utility_space")
    if space is None:
        reading.fault("not-genius", root.sourceline, None, str(root.tag))
        return None
    strange = next((e for tag in NOT_ADDITIVE for e in space.iter(tag)), None)
    if strange is not None:
        reading.fault("not-additive", strange.sourceline, None, str(strange.tag))
        return None
    objectives = list(space.iter("objective"))
    if len(objectives) > 1:
        reading.fault("nested", objectives[1].sourceline, None, objectives[1].get("name", "-"))
        return None
    return objectives[0] if objectives else space


def _root(data: bytes, reading: Reading) -> etree._Element | None:
    """Parse the whole of a file; entities are not resolved, and none but XML's own can exist."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        reading.fault("not-utf-8", data.count(b"\n", 0, error.start) + 1)
        return None
    found = PROLOG.match(data)
    end = found.end() if found else 0
    if data[end : end + 9].upper() == b"<!DOCTYPE":
        reading.fault("document-type", data.count(b"\n", 0, end) + 1)
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).split(", line")[0][:200]
        reading.fault("xml-broken", error.lineno, reason=reason)
        return None
