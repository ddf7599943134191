"""What parties spend on defence: shares of GDP, amounts, rises and falls; aims are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from spacy.tokens import Span

from foedus.read.facts.aid_beside import for_own_forces
from foedus.read.facts.aid_clause import sentences
from foedus.read.facts.spending_trends import trends
from foedus.read.facts.spending_when import dated
from foedus.read.facts.spending_who import only_party, spender_of
from foedus.read.facts.spending_words import (
    AIMS,
    BY,
    COUNTED,
    DEFENCE,
    EQUIPMENT,
    FALLING,
    INVESTING,
    OTHER,
    RISING,
    SPENDING,
)
from foedus.read.forms import lemmatised, lowered
from foedus.read.model import Fact, Mention, Money, Quantity, Reading
from foedus.read.names import Names
from foedus.results.dispatch import Value

NEAR = 9
"""Words before a figure in which what it measures is looked for."""

HIGHEST = 10
"""Percent of GDP; a higher share is one of something else."""


@dataclass(frozen=True)
class Figure:
    """A share or an amount, with the words before and after it up to the next figure."""

    mention: Quantity | Money
    before: Span
    after: Span


def spending(reading: Reading, names: Names) -> Iterator[Fact]:  # noqa: ARG001
    """Yield what a dispatch says of parties' defence spending.

    Shares of GDP and of equipment, amounts, changes in percent, and rises and falls without a
    figure. What is aimed at, asked for or expected of someone is none.

    Parameters
    ----------
    reading : Reading
    names : Names
    """
    if not _about_defence(reading):
        return
    last: Mention | None = None
    beside: Mention | None = None
    for sentence, local in sentences(reading):
        found = list(_figures(local, sentence))
        for figure in found:
            who = spender_of(local, sentence, figure.mention.start, figure.mention.end)
            who = who or last or beside
            last = who
            fact = _fact(local, sentence, figure, who)
            if fact is not None:
                yield fact
        if not found:
            yield from trends(local, sentence)
        beside = only_party(local, sentence)


def _about_defence(reading: Reading) -> bool:
    """Tell whether a text speaks of defence and of spending in one sentence."""
    for sentence in reading.sentences:
        place = slice(sentence.start, sentence.end)
        words = {*lowered(reading.doc)[place], *lemmatised(reading.doc)[place]}
        if words & DEFENCE and (words & SPENDING or for_own_forces(sentence) or _cost(sentence)):
            return True
    return any(isinstance(one, Quantity) and one.key == "gdp" for one in reading.mentions)


def _figures(reading: Reading, sentence: Span) -> Iterator[Figure]:
    """Yield the shares and amounts of a sentence that no other thing is measured by."""
    marks = [
        one
        for one in reading.within(sentence, "quantity", "money")
        if isinstance(one, Money) or (isinstance(one, Quantity) and one.noun == "%")
    ]
    ends = [sentence.start, *(one.end for one in marks)]
    starts = [*(one.start for one in marks[1:]), sentence.end]
    for one, start, end in zip(marks, ends, starts, strict=False):
        figure = Figure(one, reading.doc[start : one.start], reading.doc[one.end : end])
        if reading.quoted(one.start) is None and not _other(sentence, figure):
            yield figure


def _other(sentence: Span, figure: Figure) -> bool:
    """Tell whether a figure measures something else, or is an aim."""
    words = _forms(sentence)
    invests = bool(words & INVESTING) and bool(words & DEFENCE)
    costs = (
        bool(words & (SPENDING - INVESTING))
        or invests
        or _cost(sentence)
        or for_own_forces(sentence)
    )
    if isinstance(figure.mention, Money) and not costs and not _or(figure):
        return True
    if words & OTHER or _forms(figure.after[:4]) & COUNTED:
        return True
    if "ukraine" in words and not (words & DEFENCE and words & SPENDING):
        return True
    near = _forms(figure.before) | _forms(figure.after[:3])
    return bool(near & AIMS) or _by_a_year(figure) or _to_be(figure)


def _cost(sentence: Span) -> bool:
    """Tell whether defence itself costs something."""
    return any(
        word.lower_ in {"defence", "defense", "défense"}
        and word.dep_ == "nsubj"
        and word.head.lemma_ in {"cost", "coûter"}
        for word in sentence
    )


def _to_be(figure: Figure) -> bool:
    """Tell whether a figure is yet to be reached (*is to be lifted to 2.5 per cent*)."""
    words = [word.lower_ for word in figure.before[-NEAR:]]
    return any(pair == ("to", "be") for pair in pairwise(words))


def _or(figure: Figure) -> bool:
    """Tell whether an amount says the same as the share before it (*2.12 %, or 97.7 billion*)."""
    return len(figure.before) <= 3 and bool(_forms(figure.before) & {"or", "soit"})


def _by_a_year(figure: Figure) -> bool:
    """Tell whether a figure is to be reached by some year."""
    words = [word.lower_ for word in figure.after[:5]]
    return any(a == "by" and b.isdecimal() for a, b in pairwise(words)) or (
        "d'ici" in " ".join(words).replace("d' ici", "d'ici").replace("d’ ici", "d'ici")
    )


def _forms(span: Span) -> set[str]:
    return {form for word in span for form in (word.lower_, word.lemma_.lower())}


def _fact(reading: Reading, sentence: Span, figure: Figure, who: Mention | None) -> Fact | None:
    if who is None:
        return None
    one = figure.mention
    measured = _amount(one) if isinstance(one, Money) else _share(sentence, figure, one)
    if measured is None:
        return None
    fields: dict[str, Value] = {"party": who.key or who.words, **measured}
    if who.kind == "group" and not who.key:
        fields["party"] = who.words
    fields |= dated(reading, figure.before, figure.after)
    return Fact(
        "spending", MappingProxyType(fields), sentence, one.start, one.end,
        MappingProxyType({"party": who}), None, 0.9 if who.end <= one.start else 0.7,
    )  # fmt: skip


def _amount(one: Money) -> dict[str, Value]:
    value = float(one.amount)
    amount: int | float = int(value) if value.is_integer() else value
    fields: dict[str, Value] = {"measure": "expenditure", "amount": amount}
    return fields | ({"currency": one.currency} if one.currency else {})


def _share(sentence: Span, figure: Figure, one: Quantity) -> dict[str, Value] | None:
    """Return what a share in percent measures; None where it cannot be told."""
    change = _change(figure)
    share = float(one.number)
    value: int | float = int(share) if share.is_integer() else share
    if change:
        return {"measure": "expenditure", "change": value * change}
    if _forms(figure.before[-NEAR:]) & EQUIPMENT or _forms(figure.after[:6]) & EQUIPMENT:
        return {"measure": "equipment_share", "share": value}
    if share > HIGHEST or (one.key != "gdp" and "growth" in _forms(sentence)):
        return None
    return {"measure": "share_of_gdp", "share": value}


def _change(figure: Figure) -> int:
    """Return 1 for *up by*, -1 for *down by*, 0 for a share that is no change."""
    words = list(figure.before[-4:])
    if not words or words[-1].lower_ not in BY | {"than"}:
        return 0
    near = _forms(figure.before[-6:])
    if near & {"passer", "from"} or figure.mention.key == "gdp":
        return 0
    return 1 if near & RISING else -1 if near & FALLING else 0
