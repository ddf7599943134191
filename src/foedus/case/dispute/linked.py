"""What links leave: the joint choices on linked issues that keep them all, found exactly.

Links tie issues together in groups; issues of different groups, and those that no link names, are
picked independently. The choices of a group are built issue by issue, and what breaks a link is
dropped as soon as both its issues are picked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from foedus.case.dispute.model import Link

MOST = 1_000_000
"""Joint choices that are looked at; a group with more of them is left alone."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Group:
    """Issues that links tie together, and the joint choices that keep all links.

    Parameters
    ----------
    issues : tuple of int
    choices : array, choices x issues of the group, optional
        None where there are too many to look at.
    """

    issues: tuple[int, ...]
    choices: Ints | None


def groups(sizes: Sequence[int], links: Sequence[Link]) -> tuple[Group, ...]:
    """Return the groups of linked issues with their joint choices.

    Parameters
    ----------
    sizes : sequence of int
        Number of options of each issue; 0 for a scale.
    links : sequence of Link

    Examples
    --------
    >>> (group,) = groups([2, 2, 3], [Link(0, 1, 2, 0, allowed=True)])
    >>> group.issues, len(group.choices)
    ((0, 2), 4)
    """
    return tuple(_group(issues, sizes, links) for issues in _tied(links))


def _tied(links: Sequence[Link]) -> list[tuple[int, ...]]:
    """Return the issues that links tie together, in the order of their first issue."""
    sets: list[set[int]] = []
    for link in links:
        pair = {link.if_issue, link.then_issue}
        touched = [s for s in sets if s & pair]
        sets = [s for s in sets if not s & pair] + [pair.union(*touched)]
    return sorted(tuple(sorted(s)) for s in sets)


def _group(issues: tuple[int, ...], sizes: Sequence[int], links: Sequence[Link]) -> Group:
    choices: Ints = np.zeros((1, 0), dtype=np.int64)
    for place, issue in enumerate(issues):
        if len(choices) * sizes[issue] > MOST:
            return Group(issues, None)
        picked = np.tile(np.arange(sizes[issue]), len(choices))
        choices = np.column_stack([np.repeat(choices, sizes[issue], axis=0), picked])
        for link in links:
            ends = (link.if_issue, link.then_issue)
            if issue in ends and set(ends) <= set(issues[: place + 1]):
                choices = choices[_keeps(choices, issues, link)]
    return Group(issues, choices)


def _keeps(choices: Ints, issues: tuple[int, ...], link: Link) -> npt.NDArray[np.bool_]:
    first = choices[:, issues.index(link.if_issue)] == link.if_option
    second = choices[:, issues.index(link.then_issue)] == link.then_option
    kept: npt.NDArray[np.bool_] = ~first | (second if link.allowed else ~second)
    return kept
