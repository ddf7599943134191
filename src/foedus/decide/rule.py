"""A rule of decision as data: who may act, how, and the conditions under which a text passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from foedus.results.verdict import Bound

Kind = Literal["no_objection", "share", "count", "weighted", "population", "blocking_minority"]
Of = Literal["members", "cast", "present"]
Join = Literal["all", "any"]

ACTS: tuple[str, ...] = (
    "for",
    "against",
    "abstain",
    "constructive_abstention",
    "object",
    "not_participating",
    "reservation",
)
"""What a member can do under the rules that ship; a rule names those that it knows."""

OBJECTIONS: frozenset[str] = frozenset({"against", "object"})
"""Acts that stand against a text: they break a consensus, and count as votes cast."""

CAST: frozenset[str] = frozenset({"for", "against", "object"})
"""Acts that are a vote cast; abstentions are none."""

WITHOUT_EFFECT: frozenset[str] = frozenset({"not_participating", "reservation"})
"""Acts that are recorded and leave the tally as if the member had done nothing."""

PRESENT: frozenset[str] = frozenset(ACTS) - WITHOUT_EFFECT
"""Acts that make a member present."""

NONE = "none"
"""What a member did that did nothing; not an act that a rule or a file of acts may name."""


@dataclass(frozen=True)
class Weights:
    """The weights of members.

    Parameters
    ----------
    name : str
        Of the table, or ``own`` where the rule holds them itself, or ``case`` (population).
    values : mapping of member to Fraction
    source : str
        Publisher, title and date, in words; empty where the user's own rule names none.
    missing : str
        Why there are no values, in words; empty where there are.
    """

    name: str
    values: Mapping[str, Fraction]
    source: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Condition:
    """One condition.

    Parameters
    ----------
    kind : Kind
        ``no_objection``: nobody objects; silence consents. ``share``: members whose act is in
        ``counts``, over the base ``of``. ``count``: the number of such members. ``weighted``:
        the sum of their weights; with ``of`` its share of the weights of that base, without it
        the sum itself. ``population``: as weighted, always a share, ``of`` members unless said.
        ``blocking_minority``: a proviso, as in Article 16(4) of the Treaty on European Union:
        where fewer than ``value`` members do not support the text, the rest of the rule is deemed
        attained.
    of : {"members", "cast", "present"}, optional
        None for ``no_objection``, ``count``, ``blocking_minority`` and an absolute weight.
    bound : Bound
    value : Fraction
        A share 0..1 or a number; 0 for ``no_objection``.
    counts : tuple of str
        The acts that count, ``("for",)`` unless the rule says otherwise.
    weights : Weights, optional
    """

    kind: Kind
    of: Of | None
    bound: Bound
    value: Fraction
    counts: tuple[str, ...] = ("for",)
    weights: Weights | None = None


@dataclass(frozen=True)
class Group:
    """Conditions joined by ``all`` or ``any``."""

    join: Join
    parts: tuple[Condition | Group, ...]


@dataclass(frozen=True)
class SilenceTerms:
    """What a rule says of its silence procedure.

    Parameters
    ----------
    breaks : tuple of str
        Of ``object``, ``amend``, ``request_time``: those that break silence.
    minimum_hours : Fraction, optional
        Shortest time from circulation to expiry.
    extensions : bool
        Whether the deadline may be moved while the round is open.
    """

    breaks: tuple[str, ...] = ("object", "amend", "request_time")
    minimum_hours: Fraction | None = None
    extensions: bool = True


@dataclass(frozen=True)
class Rule:
    """A rule.

    Parameters
    ----------
    name : str
    cites : str
        The text that it rests on.
    members : str or tuple of str
        A body of a case, or a list of members.
    acts : tuple of str
    quorum : Fraction, optional
        Below 1: a share of the members that must be present (more than it is meant where
        ``quorum_more``); else their number.
    quorum_more : bool
        The quorum must be exceeded, not reached (a majority: more than 1/2).
    conditions : Group
    silence : SilenceTerms, optional
        None: the rule provides for no silence procedure.
    names : mapping of language to str
    note : mapping of language to str
        What a reader should know, for example that no public rule exists.
    """

    name: str
    cites: str
    members: str | tuple[str, ...]
    acts: tuple[str, ...]
    quorum: Fraction | None
    quorum_more: bool
    conditions: Group
    silence: SilenceTerms | None
    names: Mapping[str, str]
    note: Mapping[str, str]


def leaves(group: Group) -> Iterator[Condition]:
    """Yield the conditions of a group and of the groups inside it, in the rule's order.

    Examples
    --------
    >>> one = Condition("no_objection", None, "at_most", Fraction(0))
    >>> len(list(leaves(Group("all", (one, Group("any", (one, one)))))))
    3
    """
    for part in group.parts:
        if isinstance(part, Group):
            yield from leaves(part)
        else:
            yield part
