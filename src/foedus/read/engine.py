"""Reads a dispatch: text to mentions, mentions to facts, facts held against the record."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from spacy.tokens import Doc

from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.read.dateline import body, dateline_of
from foedus.read.dates import durations, whens
from foedus.read.facts import facts_of
from foedus.read.language import language_of
from foedus.read.merge import merged
from foedus.read.model import Code, Plain, Reading
from foedus.read.money import money
from foedus.read.names import Names, mentions, names_of
from foedus.read.people import people
from foedus.read.pipeline import parsed, parsed_all, require_short
from foedus.read.plain import plain_of
from foedus.read.quantity import quantities
from foedus.read.quotations import quotations
from foedus.read.quoting import quote
from foedus.read.verdicts import Held, held
from foedus.results.dispatch import Dateline, Dispatch, Document, Proposal
from foedus.results.stamp import RecordStamp, stamp_for

BATCH = 32
"""So many dispatches are parsed together, which is faster than one by one."""


@dataclass(frozen=True)
class _Draft:
    """A dispatch before it is parsed, and the CPU seconds that it took so far."""

    document: Document
    code: Code
    plain: Plain
    dateline: Dateline | None
    findings: tuple[Finding, ...]
    seconds: float


def read(document: Document, *, case: Case | None = None) -> Dispatch:
    """Read a dispatch into proposed facts.

    Parameters
    ----------
    document : Document
    case : Case, optional
        Its record is what the facts are held against, and its names are known. Without a case
        every fact is ``new`` or ``unknown``.

    Returns
    -------
    Dispatch

    Raises
    ------
    InputError
        ``read.language`` (neither English nor French), ``read.too-long``, ``read.extra-missing``.
    """
    draft = _draft(document)
    started = time.process_time()
    doc = parsed(draft.plain.text, draft.code, file=document.file)
    return _dispatch(draft, doc, case, time.process_time() - started)


def read_all(documents: Iterable[Document], *, case: Case | None = None) -> Iterator[Dispatch]:
    """Read many dispatches, in their order.

    Parameters
    ----------
    documents : iterable of Document
        As ``read_documents`` yields them.
    case : Case, optional

    Yields
    ------
    Dispatch

    Raises
    ------
    InputError
        At the end, with the faults of all dispatches that could not be read, those that the
        iterable itself raises among them.
    """
    faults: list[Finding] = []
    waiting = _without_faults(documents, faults)
    while batch := list(islice(waiting, BATCH)):
        yield from _batch(batch, case, faults)
    if faults:
        raise InputError(faults)


def _without_faults(documents: Iterable[Document], faults: list[Finding]) -> Iterator[Document]:
    try:
        yield from documents
    except InputError as error:
        faults.extend(error.findings)


def _batch(
    documents: Sequence[Document], case: Case | None, faults: list[Finding]
) -> Iterator[Dispatch]:
    drafts: list[_Draft] = []
    for document in documents:
        try:
            draft = _draft(document)
            require_short(draft.plain.text, file=document.file)
            drafts.append(draft)
        except InputError as error:
            faults.extend(error.findings)
    started = time.process_time()
    docs = _parsed(drafts)
    share = (time.process_time() - started) / max(len(drafts), 1)
    for draft, doc in zip(drafts, docs, strict=True):
        yield _dispatch(draft, doc, case, share)


def _parsed(drafts: Sequence[_Draft]) -> list[Doc]:
    """Return the parses of drafts, those of one language in one go."""
    docs: dict[int, Doc] = {}
    for code in CODES:
        own = [place for place, draft in enumerate(drafts) if draft.code == code]
        texts = (drafts[place].plain.text for place in own)
        docs |= dict(zip(own, parsed_all(texts, code) if own else (), strict=True))
    return [docs[place] for place in range(len(drafts))]


CODES: tuple[Code, ...] = ("en", "fr")


def _draft(document: Document) -> _Draft:
    code, warnings = language_of(document.text, file=document.file)
    return _plain(document, code, (*document.findings, *warnings))


def _plain(document: Document, code: Code, findings: tuple[Finding, ...]) -> _Draft:
    started = time.process_time()
    plain = plain_of(document.text, code)
    dateline = dateline_of(plain, code, sent=document.sent)
    plain = body(plain, code, dateline)
    return _Draft(document, code, plain, dateline, findings, time.process_time() - started)


def _dispatch(draft: _Draft, doc: Doc, case: Case | None, parsing: float) -> Dispatch:
    started = time.process_time() - draft.seconds - parsing
    names = names_of(case, draft.code)
    reading = _understood(draft, doc, names)
    checked = held(merged(facts_of(reading, names), reading), reading, case, names)
    proposals = [
        _proposal(number, one, reading) for number, one in enumerate(_in_order(checked), start=1)
    ]
    return Dispatch(
        draft.document,
        draft.code,
        _title(reading),
        draft.dateline,
        tuple(proposals),
        draft.findings,
        _stamp(draft.document, case, started),
    )


def understood(document: Document, code: Code, names: Names) -> Reading:
    """Return a dispatch of a known language with its parse, mentions, dates and people.

    Raises
    ------
    InputError
        As ``read`` does, but for the language.
    """
    draft = _plain(document, code, document.findings)
    return _understood(draft, parsed(draft.plain.text, draft.code, file=document.file), names)


def _understood(draft: _Draft, doc: Doc, names: Names) -> Reading:
    code = draft.code
    quoted = quotations(doc)
    found = (*mentions(doc, names), *money(doc, code), *durations(doc, code))
    found = (*found, *quantities(doc, code, found))
    in_order = tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))
    days = whens(doc, code, draft.dateline)
    reading = Reading(
        draft.document, draft.plain, code, draft.dateline, doc, in_order, quoted, days
    )
    who, doubts = people(reading, names)
    return replace(reading, people=MappingProxyType(who), doubts=MappingProxyType(doubts))


def _in_order(checked: Sequence[Held]) -> list[Held]:
    return sorted(checked, key=lambda one: (one.fact.start, one.fact.end, one.fact.kind))


def _proposal(number: int, one: Held, reading: Reading) -> Proposal:
    fact = one.fact
    words = {
        name: mention.words
        for name, mention in fact.mentions.items()
        if name in fact.fields and str(fact.fields[name]) != mention.words
    }
    return Proposal(
        str(number),
        fact.kind,
        MappingProxyType(dict(fact.fields)),
        quote(reading, fact.sentence),
        MappingProxyType(words),
        tuple(quote(reading, span) for span in fact.more),
        "" if fact.date is None else fact.date.iso,
        fact.confidence,
        one.verdict,
        one.checks,
        fact.notes,
    )


def _title(reading: Reading) -> str:
    """Return the document's title, else its first line where that is short."""
    if reading.document.title:
        return reading.document.title
    first = reading.plain.text.split("\n", 1)[0].strip()
    return first if len(first) <= LONGEST_TITLE else ""


LONGEST_TITLE = 160
"""Characters of a first line that may be a title."""


def _stamp(document: Document, case: Case | None, started: float) -> RecordStamp:
    inputs = {"dispatch": document.sha256}
    return stamp_for(inputs if case is None else inputs | {"case": case.sha256}, started)
