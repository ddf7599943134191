"""What each event of good offices changes in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from foedus.mediate.offices_events import Event
from foedus.mediate.offices_state import JOINING, Standing, with_sights
from foedus.results.offices import OFFICE, Answer, Item, Mark, Offer, Party, Procedure, State, Text


def offer(standing: Standing, event: Event) -> Standing:
    """Add an offer; the parties that are not in the file yet join it."""
    made = Offer(event.at, event.to, event.form)
    opened = "offered" if standing.opened == "none" else standing.opened
    with_offer = replace(standing, offers=(*standing.offers, made), opened=opened)
    return _joined(_named(with_offer, event.to, event))


def submit(standing: Standing, event: Event) -> Standing:
    """Add a submission: who submits consents to the file and to good offices."""
    made = Mark(event.at, event.by, event.reason)
    submitted = replace(standing, submitted=(*standing.submitted, made), opened="submitted")
    named = _named(submitted, (event.by, *event.to), event)
    return _joined(_consenting(named, event.by, "good_offices", event.at))


def consent(standing: Standing, event: Event) -> Standing:
    """Add a party's consent, to good offices unless another procedure is named."""
    procedure = event.procedure or "good_offices"
    return _joined(_consenting(standing, event.by, procedure, event.at))


def release(standing: Standing, event: Event) -> Standing:
    """Add an author's consent that the office shows what it wrote to parties."""
    item = standing.items[str(event.name)]
    more = tuple(party for party in event.shown_to if party not in item.released)
    return _with_item(standing, replace(item, released=item.released + more))


def decline(standing: Standing, event: Event) -> Standing:
    """Add that a party declines the offer, or take back its consent to a procedure."""
    if event.procedure is not None:
        agreed = dict(standing.agreed)
        left = (p for p in agreed.get(event.procedure, ()) if p != event.by)
        agreed[event.procedure] = tuple(left)
        return replace(standing, agreed={name: by for name, by in agreed.items() if by})
    declined = Party(event.by, "declined", event.at, event.reason)
    return replace(standing, parties={**standing.parties, event.by: declined})


def choose(standing: Standing, event: Event) -> Standing:
    """Set the procedure; rounds that were held stay."""
    state: State = "rounds" if standing.rounds else "chosen"
    return replace(standing, state=state, procedure=event.procedure)


def text(standing: Standing, event: Event) -> Standing:
    """Add a round."""
    made = Text(
        number=len(standing.rounds) + 1,
        at=event.at,
        hash_en=str(event.hash_en),
        hash_fr=str(event.hash_fr),
        seen=with_sights((), event.shown_to, event.at),
    )
    return replace(standing, state="rounds", rounds=(*standing.rounds, made))


def answer(standing: Standing, event: Event) -> Standing:
    """Add a party's answer to a round, in place of its earlier one."""
    said: Literal["accept", "refuse"] = "accept" if event.kind == "accept" else "refuse"
    return _answered(standing, event, Answer(event.by, said, event.at, None, event.reason))


def propose(standing: Standing, event: Event) -> Standing:
    """Add a party's proposal on a round, which is its answer to it."""
    number = event.round or len(standing.rounds)
    made = _item(event, "proposal", number, (event.by, *event.shown_to))
    said = Answer(event.by, "propose", event.at, event.name, event.reason)
    return _answered(_with_item(standing, made), event, said)


def note(standing: Standing, event: Event) -> Standing:
    """Add a note in confidence, which only its author and the office see."""
    seen = () if event.by == OFFICE else (event.by,)
    return _with_item(standing, _item(event, "note", None, seen))


def disclose(standing: Standing, event: Event) -> Standing:
    """Show a round, a proposal or a note to further parties."""
    if event.name is not None:
        item = standing.items[event.name]
        seen = with_sights(item.seen, event.shown_to, event.at)
        return _with_item(standing, replace(item, seen=seen))
    shown = standing.rounds[(event.round or len(standing.rounds)) - 1]
    seen = with_sights(shown.seen, event.shown_to, event.at)
    return _with_round(standing, replace(shown, seen=seen))


def suspend(standing: Standing, event: Event) -> Standing:
    """Suspend the file, in any state that goes on."""
    mark = Mark(event.at, event.by, event.reason)
    return replace(standing, state="suspended", before=standing.state, suspended=mark)


def resume(standing: Standing, _: Event) -> Standing:
    """Return to the state that the suspension interrupted."""
    return replace(standing, state=standing.before, suspended=None)


def settle(standing: Standing, event: Event) -> Standing:
    """Settle the dispute on the text of a round."""
    number = event.round or len(standing.rounds)
    return replace(standing, state="settled", settled=Mark(event.at, event.by, None, number))


def close(standing: Standing, event: Event) -> Standing:
    """Close the file without a settlement."""
    mark = Mark(event.at, event.by, event.reason)
    return replace(standing, state="closed", closed=mark, suspended=None)


def _named(standing: Standing, parties: tuple[str, ...], event: Event) -> Standing:
    new = {name: Party(name, "missing") for name in parties if name not in standing.parties}
    said = {"en": event.title_en, "fr": event.title_fr}
    titles = {code: title for code, title in said.items() if title}
    everybody = {**standing.parties, **new}
    common = {**standing.common, **(titles if event.kind == "submit" else {})}
    told = everybody if event.kind == "submit" else parties
    called = {name: standing.called.get(name, standing.common) for name in everybody}
    return replace(
        standing,
        parties=everybody,
        titles={**standing.titles, **titles},
        common=common,
        called={**called, **{name: {**called[name], **titles} for name in told}},
    )


def _consenting(standing: Standing, by: str, procedure: Procedure, at: datetime) -> Standing:
    party = standing.parties[by]
    given = party if party.consent == "given" else Party(by, "given", at)
    agreed = dict(standing.agreed)
    if by not in agreed.get(procedure, ()):
        agreed[procedure] = (*agreed.get(procedure, ()), by)
    return replace(standing, parties={**standing.parties, by: given}, agreed=agreed)


def _joined(standing: Standing) -> Standing:
    return replace(standing, state=standing.joined()) if standing.state in JOINING else standing


def _item(
    event: Event, what: Literal["proposal", "note"], number: int | None, seen: tuple[str, ...]
) -> Item:
    return Item(
        name=str(event.name),
        what=what,
        by=event.by,
        at=event.at,
        round=number,
        hash_en=event.hash_en,
        hash_fr=event.hash_fr,
        words=event.words,
        seen=with_sights((), dict.fromkeys(seen), event.at),
    )


def _with_item(standing: Standing, item: Item) -> Standing:
    items: Mapping[str, Item] = {**standing.items, item.name: item}
    return replace(standing, items=items)


def _answered(standing: Standing, event: Event, said: Answer) -> Standing:
    text = standing.rounds[(event.round or len(standing.rounds)) - 1]
    others = tuple(each for each in text.answers if each.by != event.by)
    return _with_round(standing, replace(text, answers=(*others, said)))


def _with_round(standing: Standing, text: Text) -> Standing:
    before, after = standing.rounds[: text.number - 1], standing.rounds[text.number :]
    return replace(standing, rounds=(*before, text, *after))
