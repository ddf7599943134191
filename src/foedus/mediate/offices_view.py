"""The view that one party has of the file of good offices: only what it has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.mediate.offices_state import saw
from foedus.results.offices import OFFICE, Item, Known, Mark, Offices, Party, Sight, State, Text

WITHHELD = "offices.faulty-for-a-party"
"""Kind of the fault that stands for all others in the view of a party."""


def seen_by(offices: Offices, party: str, *, file: str = "events.jsonl") -> Offices:
    """Return the file as one party sees it.

    Common to all parties are the dispute, the parties and their consents, the procedure, and that
    the file is suspended, settled or closed. Of offers a party sees those made to it; of rounds,
    proposals and notes those that were shown to it; of answers its own; of who has seen
    something, that it has itself; of reasons its own and the office's; of titles those that it was
    told. Rounds are numbered and items listed in the order in which they were shown to it. Nothing
    says that there is more.

    Parameters
    ----------
    offices : Offices
        The whole file.
    party : str
    file : str
        Name of the log in findings.

    Raises
    ------
    InputError
        ``offices.no-view``: it is no party to the dispute at that instant.
    """
    names = [each.name for each in offices.parties]
    if party not in names:
        details = {"nearest": nearest(party, names, cutoff=0) or "–"}
        raise InputError([Finding("fault", "offices.no-view", file, None, None, party, details)])
    texts = [_text(text, party) for text in offices.rounds if saw(text.seen, party)]
    # Numbers of the whole file would tell of rounds that were not shown.
    numbers = {text.number: n for n, text in enumerate(sorted(texts, key=_shown), 1)}
    rounds = tuple(replace(text, number=numbers[text.number]) for text in sorted(texts, key=_shown))
    shown = (_item(item, party, numbers) for item in offices.items if saw(item.seen, party))
    items = tuple(sorted(shown, key=_shown))
    settled = offices.settled
    if settled is not None and settled.round is not None:
        settled = replace(settled, round=numbers.get(settled.round))
    return replace(
        offices,
        viewer=party,
        state=_state(offices.state, rounds),
        parties=tuple(_party(each, party) for each in offices.parties),
        offers=tuple(replace(o, to=(party,)) for o in offices.offers if party in o.to),
        submitted=tuple(_own(mark, party) for mark in offices.submitted),
        rounds=rounds,
        items=items,
        known=(known(rounds, items, party),),
        suspended=offices.suspended and _own(offices.suspended, party),
        settled=settled,
        closed=offices.closed and _own(offices.closed, party),
        titles=offices.called.get(party, {}),
        called={},
        upcoming=0,
        last=None,
    )


def known(rounds: tuple[Text, ...], items: tuple[Item, ...], party: str) -> Known:
    """Return what a party has seen."""
    return Known(
        party,
        tuple(text.number for text in rounds if saw(text.seen, party)),
        tuple(item.name for item in items if saw(item.seen, party)),
    )


def _state(state: State, rounds: tuple[Text, ...]) -> State:
    return "chosen" if state == "rounds" and not rounds else state


def _text(text: Text, party: str) -> Text:
    answers = tuple(answer for answer in text.answers if answer.by == party)
    since = _since(text.seen, party)
    # A text may have been shown to others first: when is no concern of this party's.
    return replace(text, at=since.at, seen=(since,), answers=answers)


def _shown(one: Text | Item) -> datetime:
    """Return since when a party sees something, in its view."""
    return one.at


def _item(item: Item, party: str, numbers: Mapping[int, int]) -> Item:
    since = _since(item.seen, party)
    released = item.released if item.by == party else ()
    # The round that a proposal answers may not have been shown to this party.
    number = numbers.get(item.round) if item.by == party and item.round is not None else None
    return replace(item, at=since.at, seen=(since,), released=released, round=number)


def _since(seen: tuple[Sight, ...], party: str) -> Sight:
    return next(sight for sight in seen if sight.party == party)


def _party(each: Party, party: str) -> Party:
    return each if each.name == party else replace(each, reason=None)


def _own(mark: Mark, party: str) -> Mark:
    return mark if mark.by in {party, OFFICE} else replace(mark, reason=None)
