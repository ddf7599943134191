"""A Genius profile: what each item is worth to a party, how much each issue weighs.

As Genius reads them: an item is worth its evaluation over the largest of its issue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from foedus.case.spelling import nearest
from foedus.sources.disputes.genius_domain import DISCRETE, Issue, kind_of, report_repeats
from foedus.sources.disputes.imported import key
from foedus.sources.disputes.numbers import Reading

EXACT = 1e-6
"""By how much a linear evaluation may miss 0 and 1 at the ends of its range."""


@dataclass(frozen=True)
class Profile:
    """A profile.

    Parameters
    ----------
    weights : mapping of issue to float
    values : mapping of (issue, item) to float
        0..1.
    positions : mapping of issue to float
        On ranges: the end that is worth 1.
    reservation : float
    """

    weights: dict[str, float]
    values: dict[tuple[str, str], float]
    positions: dict[str, float]
    reservation: float


def profile_of(objective: etree._Element, issues: Sequence[Issue], reading: Reading) -> Profile:
    """Read a profile against the issues of its domain.

    Faults: ``disputes.unknown-name``, ``disputes.repeated``, ``disputes.value-missing``,
    ``disputes.weight-missing``, ``disputes.negative``, ``disputes.off-scale``,
    ``disputes.other-evaluator``, ``disputes.not-a-number``; a warning ``disputes.discount``.
    """
    elements = list(objective.iter("issue"))
    report_repeats(elements, "index", "issue", reading)
    by_index = {element.get("index", "").strip(): element for element in elements}
    for index, element in by_index.items():
        if index not in {issue.index for issue in issues}:
            near = nearest(index, [issue.index for issue in issues]) or "-"
            reading.fault("unknown-name", element.sourceline, "issue", index or "-", nearest=near)
    values: dict[tuple[str, str], float] = {}
    positions: dict[str, float] = {}
    for issue in issues:
        element = by_index.get(issue.index)
        if element is None:
            reading.fault("value-missing", objective.sourceline, "issue", issue.name)
        elif (name := key(element.get("name", issue.name))) != issue.name:
            reading.fault("unknown-name", element.sourceline, "issue", name, nearest=issue.name)
        elif kind_of(element) == DISCRETE:
            values.update(_values(element, issue, reading))
        else:
            positions.update(_position(element, issue, reading))
    weights = _weights(objective, issues, reading)
    return Profile(weights, values, positions, _reservation(objective, reading))


def _values(
    element: etree._Element, issue: Issue, reading: Reading
) -> Iterator[tuple[tuple[str, str], float]]:
    items = list(element.iter("item"))
    report_repeats(items, "value", issue.name, reading)
    given: dict[str, float] = {}
    for item in items:
        name, line = key(item.get("value", "")), item.sourceline or 0
        if name not in issue.items:
            near = nearest(name, issue.items) or "-"
            reading.fault("unknown-name", line, issue.name, name, nearest=near)
        given[name] = _not_negative(item.get("evaluation", ""), line, "evaluation", reading)
    for name in issue.items:
        if name not in given:
            reading.fault("value-missing", element.sourceline, issue.name, name)
    largest = max(given.values(), default=0.0)
    for name in issue.items:
        yield (issue.name, name), given.get(name, 0.0) / largest if largest > 0 else 0.0


def _not_negative(text: str, line: int, column: str, reading: Reading) -> float:
    found = reading.number(text, line, column)
    if found is not None and found < 0:
        reading.fault("negative", line, column, text)
        return 0.0
    return found or 0.0


def _position(
    element: etree._Element, issue: Issue, reading: Reading
) -> Iterator[tuple[str, float]]:
    """Yield the best end of a range whose evaluation runs in a straight line from 0 to 1."""
    evaluator = next(element.iter("evaluator"), None)
    line = element.sourceline or 0
    if evaluator is None:
        reading.fault("value-missing", line, "evaluator", issue.name)
        return
    offset, slope = (
        evaluator.get(old) or evaluator.get(new) or "0"
        for old, new in (("parameter0", "offset"), ("parameter1", "slope"))
    )
    start, rise = (reading.number(text, line, "evaluator") for text in (offset, slope))
    if start is None or rise is None:
        return
    worth = [start + rise * end for end in issue.ends]
    straight = evaluator.get("ftype", evaluator.get("type", "linear")).strip().lower() == "linear"
    whole = abs(min(worth)) <= EXACT and abs(max(worth) - 1) <= EXACT
    if straight and whole:
        yield issue.name, issue.ends[worth.index(max(worth))]
        return
    reading.fault("other-evaluator", evaluator.sourceline, "evaluator", issue.name)


def _weights(
    objective: etree._Element, issues: Sequence[Issue], reading: Reading
) -> dict[str, float]:
    elements = list(objective.iter("weight"))
    report_repeats(elements, "index", "weight", reading)
    names = {issue.index: issue.name for issue in issues}
    found: dict[str, float] = {}
    for element in elements:
        index, line = element.get("index", "").strip(), element.sourceline or 0
        weight = _not_negative(element.get("value", ""), line, "weight", reading)
        if index in names:
            found[names[index]] = weight
        else:
            near = nearest(index, names) or "-"
            reading.fault("unknown-name", line, "weight", index or "-", nearest=near)
    for issue in issues:
        if issue.name not in found:
            reading.fault("weight-missing", objective.sourceline, "weight", issue.name)
    return found


def _reservation(objective: etree._Element, reading: Reading) -> float:
    space = objective.getparent() if objective.tag == "objective" else objective
    if space is None:
        return 0.0
    for discount in space.iter("discount_factor"):
        if discount.get("value", "1").strip() not in ("1", "1.0"):
            reading.warning("discount", discount.sourceline)
    element = next(space.iter("reservation"), None)
    if element is None:
        return 0.0
    text, line = element.get("value", ""), element.sourceline or 0
    return reading.between(text, line, "reservation", (0.0, 1.0), "reservation") or 0.0
