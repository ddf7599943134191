"""Aims: the priorities that somebody sets, and the duties of an office."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from foedus.read.facts.aim_functions import Duty, duties
from foedus.read.facts.aim_priorities import Aim, aims, joined
from foedus.read.facts.field_words import in_the_field
from foedus.read.model import Fact, Reading
from foedus.read.names import Names
from foedus.results.dispatch import Value


def priorities(reading: Reading, names: Names) -> Iterator[Fact]:  # noqa: ARG001
    """Yield the priorities that a dispatch names, each once, in the order of the text.

    Parameters
    ----------
    reading : Reading
    names : Names
        Not asked: the reading has the mentions.

    Yields
    ------
    Fact
        Of kind ``priority``: ``who`` (a full name or a body's key), ``what`` (as it stands),
        ``rank`` only where the text gives one, ``order`` from 1 among those of one holder.
    """
    counts: dict[str, int] = {}
    if not in_the_field(reading):
        return
    for aim in joined(aims(reading)):
        counts[aim.who] = counts.get(aim.who, 0) + 1
        yield _priority(aim, counts[aim.who])


def functions(reading: Reading, names: Names) -> Iterator[Fact]:  # noqa: ARG001
    """Yield the duties of an office that a dispatch names, in the order of the text.

    Parameters
    ----------
    reading : Reading
    names : Names
        Not asked: the reading has the mentions.

    Yields
    ------
    Fact
        Of kind ``function``: ``office`` (its key, else its words), ``duty`` (as it stands),
        ``order`` from 1 among those of one office.
    """
    counts: dict[str, int] = {}
    for duty in duties(reading):
        counts[duty.office] = counts.get(duty.office, 0) + 1
        yield _function(duty, counts[duty.office])


def _priority(aim: Aim, order: int) -> Fact:
    fields: dict[str, Value] = {"who": aim.who, "what": aim.words.text}
    if aim.rank is not None:
        fields["rank"] = aim.rank
    fields["order"] = order
    mentions = {} if aim.mention is None else {"who": aim.mention}
    return Fact(
        "priority",
        MappingProxyType({key: value for key, value in fields.items() if value != ""}),
        aim.sentence,
        aim.words.start,
        aim.words.end,
        MappingProxyType(mentions),
        confidence=aim.confidence,
        more=aim.more,
    )


def _function(duty: Duty, order: int) -> Fact:
    mentions = {} if duty.mention is None else {"office": duty.mention}
    return Fact(
        "function",
        MappingProxyType({"office": duty.office, "duty": duty.words.text, "order": order}),
        duty.sentence,
        duty.words.start,
        duty.words.end,
        MappingProxyType(mentions),
        confidence=duty.confidence,
    )
