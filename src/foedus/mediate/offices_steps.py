"""The steps of good offices: which state takes an event, and what it is held to there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from foedus.decide.instants import Flaw
from foedus.mediate import offices_changes as changes
from foedus.mediate import offices_demands as demands
from foedus.mediate.offices_events import Event, Line
from foedus.mediate.offices_state import ENDED, JOINING, Standing
from foedus.mediate.offices_values import KINDS, EventKind
from foedus.results.offices import State

Place = Callable[[Standing, Line], Iterator[Flaw]]
Change = Callable[[Standing, Event], Standing]


@dataclass(frozen=True)
class Step:
    """A kind of event.

    Parameters
    ----------
    refused : mapping of State to str
        Kind of the fault in each state that does not take the event.
    actor : tuple of Place
        Who may act; where somebody else does, nothing more is asked.
    fits : tuple of Place
        What must fit where the file stands.
    change : Change
    """

    refused: Mapping[State, str]
    actor: tuple[Place, ...]
    fits: tuple[Place, ...]
    change: Change


def misfits(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Yield why a line is refused where a file stands."""
    if line.kind is None:
        return
    step = STEPS[line.kind]
    refusal = step.refused.get(standing.state)
    if refusal is not None:
        yield Flaw(refusal, "kind", line.kind, {"state": standing.state})
        return
    strangers = [flaw for place in step.actor for flaw in place(standing, line)]
    yield from strangers
    if not strangers:
        for fit in step.fits:
            yield from fit(standing, line)


def apply(standing: Standing, event: Event) -> Standing:
    """Return where a file stands after a sound event."""
    if event.kind == "consent" and event.name is not None:
        return changes.release(standing, event)
    return STEPS[event.kind].change(standing, event)


def allowed(state: State) -> tuple[EventKind, ...]:
    """Return the kinds of events that a file takes in a state; what they hold is not looked at."""
    return tuple(kind for kind in KINDS if state not in STEPS[kind].refused)


def _in(states: tuple[State, ...], kind: str) -> dict[State, str]:
    return dict.fromkeys(states, kind)


_ENDED = _in(ENDED, "offices.ended")
_NOTHING = _in(("none",), "offices.not-begun")
_SUSPENDED = _in(("suspended",), "offices.suspended")
_BEFORE_CHOICE = {**_NOTHING, **_in(JOINING[1:], "offices.not-chosen")}
_UNDER_WAY = _in(("chosen", "rounds"), "offices.under-way")
_NO_ROUND = {**_BEFORE_CHOICE, **_in(("chosen",), "offices.no-round"), **_SUSPENDED, **_ENDED}
_OPEN = {**_NOTHING, **_SUSPENDED, **_ENDED}
_EITHER = (demands.the_office_or_a_consenting_party,)
_CONSENTING = (demands.a_consenting_party,)
_ON_A_ROUND = (demands.a_round_it_has_seen,)

STEPS: Mapping[EventKind, Step] = MappingProxyType(
    {
        "offer": Step({**_UNDER_WAY, **_SUSPENDED, **_ENDED}, (), (), changes.offer),
        "submit": Step(
            {**_UNDER_WAY, **_SUSPENDED, **_ENDED}, (), (demands.another_party,), changes.submit
        ),
        "consent": Step(
            _OPEN,
            (demands.a_party,),
            (demands.its_own, demands.shown_with_consent),
            changes.consent,
        ),
        "decline": Step(
            _OPEN,
            (demands.a_party,),
            (demands.not_consented, demands.no_words_of_it),
            changes.decline,
        ),
        "choose": Step(_OPEN, _EITHER, (demands.agreed_by_all,), changes.choose),
        "text": Step(
            {**_BEFORE_CHOICE, **_SUSPENDED, **_ENDED},
            (),
            (demands.next_round, demands.shown_with_consent),
            changes.text,
        ),
        "accept": Step(_NO_ROUND, _CONSENTING, _ON_A_ROUND, changes.answer),
        "refuse": Step(_NO_ROUND, _CONSENTING, _ON_A_ROUND, changes.answer),
        "propose": Step(
            _NO_ROUND,
            _CONSENTING,
            (*_ON_A_ROUND, demands.new_name, demands.shown_with_consent),
            changes.propose,
        ),
        "suspend": Step(_OPEN, _EITHER, (), changes.suspend),
        "resume": Step(
            {
                **_NOTHING,
                **_in((*JOINING[1:], "chosen", "rounds"), "offices.not-suspended"),
                **_ENDED,
            },
            _EITHER,
            (),
            changes.resume,
        ),
        "settle": Step(
            _NO_ROUND, _EITHER, (demands.a_round, demands.accepted_by_all), changes.settle
        ),
        "close": Step({**_NOTHING, **_ENDED}, _EITHER, (), changes.close),
        "disclose": Step(
            {**_NOTHING, **_ENDED},
            _EITHER,
            (demands.of_its_author, demands.shown_with_consent),
            changes.disclose,
        ),
        "note": Step(
            {**_NOTHING, **_ENDED},
            _EITHER,
            (demands.new_name, demands.somebody_consents),
            changes.note,
        ),
    }
)
