"""The next step of good offices, and whom it waits for."""

from __future__ import annotations

from foedus.results.offices import OFFICE, Offices, OpenFile, Step

Next = tuple[Step, tuple[str, ...]]


def open_file(name: str, offices: Offices) -> OpenFile:
    """Return the line of a hand-over page on a file that is not ended.

    Parameters
    ----------
    name : str
        Of the log.
    offices : Offices
        The office's own view.
    """
    step, waits_for = next_step(offices)
    return OpenFile(
        name=name,
        titles=offices.titles,
        state=offices.state,
        parties=tuple(party.name for party in offices.parties),
        missing=offices.missing,
        procedure=offices.procedure,
        round=len(offices.rounds),
        last=offices.last,
        step=step,
        waits_for=waits_for,
    )


def next_step(offices: Offices) -> Next:
    """Return what moves a file on that is not ended, and who must act for it.

    That a party has not answered a text is said, and never what an answer was.
    """
    if offices.state == "suspended":
        return "resume", (OFFICE, *_consenting(offices))
    if offices.state == "rounds":
        unanswered = _unanswered(offices)
        return ("answer", unanswered) if unanswered else ("settle", (OFFICE,))
    if offices.state == "chosen":
        return "text", (OFFICE,)
    return _choice(offices) if offices.state == "consented" else _consent(offices)


def _consent(offices: Offices) -> Next:
    unsaid = tuple(party.name for party in offices.parties if party.consent == "missing")
    # One that declined is not waited for, and a single party has nobody to settle with.
    return ("consent", unsaid) if unsaid else ("offer", (OFFICE,))


def _choice(offices: Offices) -> Next:
    names = tuple(party.name for party in offices.parties)
    if any(set(names) <= set(agreed) for agreed in offices.agreed.values()):
        return "choose", (OFFICE,)
    decided = {party for agreed in offices.agreed.values() for party in agreed}
    idle = tuple(name for name in names if name not in decided)
    return "procedure", idle or names


def _unanswered(offices: Offices) -> tuple[str, ...]:
    """Return who has seen the last text and not answered it."""
    text = offices.rounds[-1]
    answered = {answer.by for answer in text.answers}
    return tuple(sight.party for sight in text.seen if sight.party not in answered)


def _consenting(offices: Offices) -> tuple[str, ...]:
    return tuple(party.name for party in offices.parties if party.consent == "given")
