"""What an event of good offices is held to where the file stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foedus.case.spelling import nearest
from foedus.decide.instants import Flaw
from foedus.mediate.offices_events import Line
from foedus.mediate.offices_state import Standing, saw
from foedus.results.offices import OFFICE

# Of who acts


def a_party(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand a party to the dispute, consenting or not."""
    by = line.text("by")
    if by == OFFICE:
        yield Flaw("offices.not-of-the-office", "by", by, {"kind": line.kind or ""})
    elif by is not None:
        yield from _no_party(standing, "by", (by,))


def a_consenting_party(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand a party that has consented: nothing is recorded of any other."""
    found = list(a_party(standing, line))
    yield from found
    by = line.text("by")
    if not found and by is not None and by not in standing.consenting:
        yield Flaw("offices.no-consent", "by", by)


def the_office_or_a_consenting_party(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand the office, or a party that has consented."""
    if line.text("by") != OFFICE:
        yield from a_consenting_party(standing, line)


def _no_party(standing: Standing, column: str, names: Iterable[str]) -> Iterator[Flaw]:
    for name in names:
        if name not in standing.parties:
            best = {"nearest": nearest(name, [*standing.parties], cutoff=0) or "–"}
            yield Flaw("offices.not-a-party", column, name, best)


# Of joining


def another_party(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that a dispute is submitted with another party than the one that submits it."""
    by = line.text("by")
    if by in line.parties("to"):
        yield Flaw("offices.with-itself", "to", by)
    elif line.lacks("to") and not {*standing.parties} - {by}:
        yield Flaw("silence.missing", "to")


def not_consented(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that a party that declines has not consented to that already."""
    by, procedure = line.text("by"), line.text("procedure")
    if procedure is None and by in standing.consenting:
        yield Flaw("offices.has-consented", "by", by)
    if procedure is not None and procedure == standing.procedure:
        yield Flaw("offices.procedure-chosen", "procedure", procedure)


def no_words_of_it(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that no reason is recorded of a party that declines and has not consented."""
    by = line.text("by")
    if by not in standing.consenting and not line.lacks("reason"):
        yield Flaw("offices.reason-without-consent", "reason", by)


def somebody_consents(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that the office writes down words only once some party has consented."""
    if line.text("by") == OFFICE and not line.lacks("words") and not standing.consenting:
        yield Flaw("offices.words-without-consent", "words")


def agreed_by_all(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand every party's consent to the procedure that is chosen."""
    chosen = line.text("procedure")
    if chosen is None:
        return
    if len(standing.parties) < 2:
        yield Flaw("offices.one-party", "kind", line.kind)
    elif chosen == standing.procedure:
        yield Flaw("offices.procedure-chosen-already", "procedure", chosen)
    agreed = next((p for name, p in standing.agreed.items() if name == chosen), ())
    missing = [party for party in standing.parties if party not in agreed]
    if missing:
        details = {"missing": ", ".join(missing)}
        yield Flaw("offices.procedure-without-consent", "procedure", chosen, details)


# Of rounds


def next_round(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand the number of the next round, where one is given."""
    expected = len(standing.rounds) + 1
    if line.round is not None and line.round != expected:
        details = {"expected": str(expected)}
        yield Flaw("offices.wrong-round", "round", str(line.round), details)


def a_round(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand a round that there is; without a number it is the last."""
    if "round" in line.unread or standing.round(line.round) is not None:
        return
    count = {"count": str(len(standing.rounds))}
    yield Flaw("offices.no-such-round", "round", str(line.round or "–"), count)


def a_round_it_has_seen(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand a round that was shown to the party that answers it."""
    yield from a_round(standing, line)
    text, by = standing.round(line.round), line.text("by")
    if "round" in line.unread or text is None or by is None or saw(text.seen, by):
        return
    yield Flaw("offices.not-shown", "by", by, {"number": str(text.number)})


def accepted_by_all(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that the last answer of every party to the round is to accept it."""
    text = standing.round(line.round)
    if "round" in line.unread or text is None:
        return
    accepted = {answer.by for answer in text.answers if answer.answer == "accept"}
    missing = [party for party in standing.parties if party not in accepted]
    if missing:
        details = {"number": str(text.number), "missing": ", ".join(missing)}
        yield Flaw("offices.not-accepted", "round", str(text.number), details)


# Of what is shown


def shown_with_consent(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that what is shown is shown to parties that have consented to the file."""
    shown = line.parties("shown_to")
    yield from _no_party(standing, "shown_to", shown)
    for name in shown:
        if name in standing.missing:
            yield Flaw("offices.shown-without-consent", "shown_to", name)


def new_name(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand a name that no note and no proposal has."""
    name = line.text("name")
    if name in standing.items:
        yield Flaw("offices.name-taken", "name", name)


def its_own(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that a party lets only what it wrote itself be shown."""
    name, by = line.text("name"), line.text("by")
    if name is None:
        return
    if name not in standing.items:
        yield _unknown(standing, name, by)
    elif standing.items[name].by != by:
        yield Flaw("offices.not-the-author", "name", name)


def of_its_author(standing: Standing, line: Line) -> Iterator[Flaw]:
    """Demand that what is disclosed is shown by its author, or by the office with its consent."""
    if line.text("by") == OFFICE and line.text("name") in standing.items:
        yield from _released(standing, line)
        return
    yield from its_own(standing, line)
    if line.text("name") is None and not line.lacks("round"):
        yield from a_round(standing, line)
        if line.text("by") not in {OFFICE, None}:
            yield Flaw("offices.text-of-the-office", "round", str(line.round or "–"))


def _released(standing: Standing, line: Line) -> Iterator[Flaw]:
    item = standing.items[line.text("name") or ""]
    held = [party for party in line.parties("shown_to") if party not in item.released]
    if item.by != OFFICE and held:
        details = {"author": item.by, "missing": ", ".join(held)}
        yield Flaw("offices.not-released", "name", item.name, details)


def _unknown(standing: Standing, name: str, by: str | None) -> Flaw:
    # Only the writer's own names are offered: those of others are no concern of a party's.
    own = [item.name for item in standing.items.values() if by in {OFFICE, item.by}]
    return Flaw(
        "offices.no-such-item", "name", name, {"nearest": nearest(name, own, cutoff=0) or "–"}
    )
