"""The issues of a Genius domain, and the checks that domain and profiles share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from foedus.sources.disputes.imported import key
from foedus.sources.disputes.numbers import Reading

DISCRETE = "discrete"
RANGES = frozenset({"integer", "real"})


@dataclass(frozen=True)
class Issue:
    """An issue: its items in their order, or the ends of its range."""

    index: str
    name: str
    line: int
    items: tuple[str, ...] = ()
    ends: tuple[float, float] = (0.0, 0.0)


def issues_of(objective: etree._Element, reading: Reading) -> tuple[Issue, ...]:
    """Return the issues of a domain.

    Faults: ``disputes.no-rows``, ``disputes.repeated``, ``disputes.issue-kind``,
    ``disputes.ends``, ``disputes.name-missing``, ``disputes.issue-count``,
    ``disputes.not-a-number``.
    """
    elements = list(objective.iter("issue"))
    if not elements:
        reading.fault("no-rows", objective.sourceline)
    space = objective.getparent() if objective.tag == "objective" else objective
    claimed = "" if space is None else space.get("number_of_issues", "")
    if claimed.isdecimal() and int(claimed) != len(elements):
        details = {"found": f"{len(elements)}", "expected": claimed}
        reading.fault("issue-count", objective.sourceline, None, claimed, **details)
    for attribute in ("index", "name"):
        report_repeats(elements, attribute, "issue", reading)
    return tuple(_issue(element, reading) for element in elements)


def _issue(element: etree._Element, reading: Reading) -> Issue:
    line = element.sourceline or 0
    name, index = key(element.get("name", "")), element.get("index", "").strip()
    for attribute, value in (("name", name), ("index", index)):
        if not value:
            reading.fault("name-missing", line, attribute)
    kind = kind_of(element)
    if kind == DISCRETE:
        items = list(element.iter("item"))
        report_repeats(items, "value", name, reading)
        if not items:
            reading.fault("no-items", line, None, name)
        return Issue(
            index, name, line, tuple(dict.fromkeys(key(i.get("value", "")) for i in items))
        )
    if kind not in RANGES:
        reading.fault("issue-kind", line, "type", kind or "-")
        return Issue(index, name, line)
    return Issue(index, name, line, ends=_ends(element, name, reading))


def kind_of(element: etree._Element) -> str:
    """Return an issue's kind, by whichever attribute says it; without one it is discrete."""
    written = (element.get(name, "").strip().lower() for name in ("vtype", "etype", "type"))
    return next((kind for kind in written if kind), DISCRETE)


def _ends(element: etree._Element, name: str, reading: Reading) -> tuple[float, float]:
    """Return the ends of a range: of its own element, or of the issue's attributes."""
    line = element.sourceline or 0
    ranged = next(element.iter("range"), element)
    ends = [ranged.get(end) for end in ("lowerbound", "upperbound")]
    if None in ends:
        reading.fault("ends", line, "range", name, found=", ".join(e for e in ends if e) or "-")
        return 0.0, 0.0
    low, high = (reading.number(end or "", line, "range") for end in ends)
    if low is None or high is None:
        return 0.0, 0.0
    if low >= high:
        reading.fault("ends", line, "range", name, found=f"{low:g}, {high:g}")
    return low, high


def report_repeats(
    elements: Iterable[etree._Element], attribute: str, column: str, reading: Reading
) -> None:
    """Report elements that repeat an attribute; those without it are reported elsewhere."""
    held = [element for element in elements if element.get(attribute)]
    values = [element.get(attribute, "").strip() for element in held]
    lines = [element.sourceline or 0 for element in held]
    first: dict[str, int] = {}
    for value, line in zip(values, lines, strict=True):
        if value in first:
            reading.fault("repeated", line, column, value, other_row=f"{first[value]}")
        first.setdefault(value, line)
