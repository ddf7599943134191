"""The file of good offices as a page: its state, consents, texts, and who has seen what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.brief.evidence import guard_rail
from foedus.brief.findings import sentence
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import named, stamp_line
from foedus.brief.report import Cell, Column, Grid, Lines, Report, Section
from foedus.errors import Finding
from foedus.results.offices import (
    OFFICE,
    Answer,
    Item,
    Known,
    Mark,
    Offices,
    OpenFile,
    Party,
    Sight,
    Text,
)

_HASH = 8
"""Digits of a text's hash that are shown; --json has all."""


def offices_report(
    offices: Offices,
    language: Language,
    *,
    name: str = "",
    findings: Sequence[Finding] = (),
) -> Report:
    """Return the file of good offices as a page.

    Parameters
    ----------
    offices : Offices
        The whole file, or the view of a party.
    language : Language
    name : str
        What the dispute is called: its title, or the name of its file.
    findings : sequence of Finding
        Warnings, which become notes.

    Returns
    -------
    Report
    """
    text = language.text
    subtitle = text("view.offices.subtitle")
    if offices.viewer is not None:
        viewer = language.party_in_sentence(offices.viewer, "the")
        subtitle = text("view.offices.subtitle-view", party=viewer)
    return Report(
        language.code,
        " – ".join(part for part in (name, headline(offices, language)) if part),
        subtitle,
        tuple(_facts(offices, language)),
        tuple(_sections(offices, language)),
        (
            *(Cell(sentence(finding, language)) for finding in findings),
            *_notes(offices, language),
        ),
        text("view.sources"),
        (),
        guard_rail(language),
        (text("view.offices.evidence"), stamp_line(offices.stamp, language)),
    )


def headline(offices: Offices | OpenFile, language: Language) -> str:
    """Return the state with the procedure: "Texts under discussion (mediation)"."""
    state = named(language, "state", offices.state)
    if offices.procedure is None:
        return state
    procedure = named(language, "offices.procedure", offices.procedure)
    return language.text("view.offices.headline", state=state, procedure=procedure)


def open_lines(files: Sequence[OpenFile], language: Language, *, more: str = "") -> Lines:
    """Return the good offices under way for a hand-over page, a line each, nothing confidential."""
    return Lines(tuple(_open_line(file, language) for file in files), "facts", more)


def _open_line(file: OpenFile, language: Language) -> Cell:
    parties = language.parties(file.parties)
    line = language.text("view.offices.open-line", state=headline(file, language), parties=parties)
    if file.missing:
        missing = language.parties(file.missing)
        line = language.text("view.offices.open-missing", line=line, missing=missing)
    step = named(language, "offices.step", file.step)
    who = language.join([_by(by, language) for by in file.waits_for])
    line = language.text("view.offices.open-next", line=line, step=step, who=who)
    return Cell(line, strong=language.own(file.titles) if file.titles else file.name)


def _facts(offices: Offices, language: Language) -> Iterator[Cell]:
    text = language.text
    yield Cell(text("view.offices.at", at=language.instant(offices.at)))
    if offices.state == "none":
        yield Cell(text("view.offices.none"))
    if offices.missing:
        yield Cell(text("view.offices.missing", parties=language.parties(offices.missing)))
    if offices.procedure is not None:
        procedure = named(language, "offices.procedure", offices.procedure)
        yield Cell(text("view.offices.procedure-line", procedure=procedure))
    if offices.settled is not None:
        at, number = language.instant(offices.settled.at), offices.settled.round or 0
        yield Cell(text("view.offices.settled", at=at, n=language.number(number)))
    for key, mark in (("suspended", offices.suspended), ("closed", offices.closed)):
        if mark is not None:
            yield Cell(_ended(key, mark, language))


def _ended(key: str, mark: Mark, language: Language) -> str:
    return language.text(
        f"view.offices.{key}",
        at=language.instant(mark.at),
        by=_by(mark.by, language),
        reason=mark.reason or UNKNOWN,
    )


def _notes(offices: Offices, language: Language) -> Iterator[Cell]:
    if offices.upcoming:
        yield Cell(language.count("view.offices.upcoming", offices.upcoming))
    if not offices.members_known:
        yield Cell(language.text("view.offices.members-unknown"))
    yield Cell(language.text("view.offices.law"))


def _sections(offices: Offices, language: Language) -> Iterator[Section]:
    for topic, part in (
        ("begun", _begun(offices, language)),
        ("parties", _parties(offices.parties, language)),
        ("procedures", _procedures(offices, language)),
        ("rounds", _rounds(offices.rounds, language)),
        ("items", _items(offices.items, language)),
        ("known", _known(offices.known, language)),
    ):
        if part.rows:
            whole = topic == "known" and offices.viewer is None
            intro = language.text("view.offices.known-note") if whole else ""
            yield Section(language.text(f"view.offices.{topic}"), (part,), intro)


def _begun(offices: Offices, language: Language) -> Lines:
    begun = [
        *((offer.at, _offer(offer.form, offer.to, language)) for offer in offices.offers),
        *((mark.at, _submission(mark, language)) for mark in offices.submitted),
    ]
    begun.sort(key=lambda pair: pair[0])
    return Lines(tuple(Cell(said, strong=language.instant(at)) for at, said in begun), "facts")


def _offer(form: str, to: tuple[str, ...], language: Language) -> str:
    made = named(language, "offices.form", form)
    return language.text("view.offices.offered-to", form=made, parties=language.parties(to))


def _submission(mark: Mark, language: Language) -> str:
    party = _by(mark.by, language)
    if mark.reason is None:
        return language.text("view.offices.submitted-by-plain", party=party)
    return language.text("view.offices.submitted-by", party=party, reason=mark.reason)


def _columns(language: Language, *names: str) -> tuple[Column, ...]:
    return tuple(Column(language.text(f"view.column.{name}")) for name in names)


def _parties(parties: Sequence[Party], language: Language) -> Grid:
    columns = _columns(language, "party-of-dispute", "consent", "since", "reason")
    return Grid("", columns, tuple(_party(party, language) for party in parties))


def _party(party: Party, language: Language) -> tuple[Cell, ...]:
    return (
        Cell(language.party(party.name)),
        Cell(named(language, "offices.consent", party.consent)),
        Cell(UNKNOWN if party.at is None else language.instant(party.at)),
        Cell(party.reason or UNKNOWN),
    )


def _procedures(offices: Offices, language: Language) -> Grid:
    rows = tuple(
        (Cell(named(language, "offices.procedure", name)), Cell(language.parties(parties)))
        for name, parties in offices.agreed.items()
    )
    return Grid("", _columns(language, "procedure", "parties"), rows)


def _rounds(rounds: Sequence[Text], language: Language) -> Grid:
    columns = _columns(language, "round", "put", "texts", "shown-to", "answers")
    return Grid("", columns, tuple(_round(text, language) for text in rounds))


def _round(text: Text, language: Language) -> tuple[Cell, ...]:
    return (
        Cell(language.number(text.number)),
        Cell(language.instant(text.at)),
        Cell(_hashes(text.hash_en, text.hash_fr, language)),
        Cell(_seen(text.seen, language)),
        Cell(_listed([_answer(answer, language) for answer in text.answers], language)),
    )


def _answer(answer: Answer, language: Language) -> str:
    said = named(language, "offices.answer", answer.answer)
    more = ", ".join(part for part in (answer.name, answer.reason) if part)
    return f"{language.party(answer.by)} {said}" + (f" ({more})" if more else "")


def _items(items: Sequence[Item], language: Language) -> Grid:
    columns = _columns(language, "name", "what", "by", "put", "texts", "shown-to")
    return Grid("", columns, tuple(_item(item, language) for item in items))


def _item(item: Item, language: Language) -> tuple[Cell, ...]:
    what = named(language, "offices.item", item.what)
    if item.round is not None:
        number = language.number(item.round)
        what = language.text("view.offices.on-round", what=what, n=number)
    said = (item.words or "", _hashes(item.hash_en, item.hash_fr, language))
    return (
        Cell(item.name),
        Cell(what),
        Cell(_who(item.by, language)),
        Cell(language.instant(item.at)),
        Cell(_listed([part for part in said if part], language)),
        Cell(_seen(item.seen, language)),
    )


def _known(known: Sequence[Known], language: Language) -> Grid:
    columns = _columns(language, "party-of-dispute", "rounds-seen", "items-seen")
    return Grid("", columns, tuple(_seen_by(one, language) for one in known))


def _seen_by(one: Known, language: Language) -> tuple[Cell, ...]:
    return (
        Cell(language.party(one.party)),
        Cell(_listed([language.number(number) for number in one.rounds], language)),
        Cell(_listed(one.items, language)),
    )


def _seen(seen: Sequence[Sight], language: Language) -> str:
    return language.parties(sight.party for sight in seen) or UNKNOWN


def _hashes(en: str | None, fr: str | None, language: Language) -> str:
    parts = []
    if en:
        parts.append(language.text("view.offices.text-en", en=en[:_HASH]))
    if fr:
        parts.append(language.text("view.offices.text-fr", fr=fr[:_HASH]))
    return ", ".join(parts)


def _listed(parts: Sequence[str], language: Language) -> str:
    return language.text("view.separator").join(parts) or UNKNOWN


def _who(by: str, language: Language) -> str:
    return language.text("view.offices.office") if by == OFFICE else language.party(by)


def _by(by: str, language: Language) -> str:
    return _who(by, language) if by == OFFICE else language.party_in_sentence(by, "the")
