"""What was read in a dispatch: proposals, each with its words and what the record says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from foedus.errors import Finding
from foedus.results.stamp import RecordStamp

Kind = Literal[
    "appointment", "term", "decision", "priority", "function", "aid", "spending", "agreement",
    "partnership", "statement", "event",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "appointment", "term", "decision", "priority", "function", "aid", "spending", "agreement",
    "partnership", "statement", "event",
)  # fmt: skip
FIELDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "appointment": ("person", "office", "predecessor", "from", "until", "how", "body"),
        "term": ("person", "office", "predecessor", "from", "until", "duration", "how"),
        "decision": ("body", "rule", "members", "date", "subject"),
        "priority": ("who", "what", "rank", "order"),
        "function": ("office", "duty", "order"),
        "aid": (
            "stage", "type", "donor", "recipient", "item", "quantity", "amount", "currency", "date",
        ),
        "spending": (
            "party", "measure", "amount", "currency", "share", "change", "year", "from", "until",
            "under",
        ),
        "agreement": ("parties", "subject"),
        "partnership": ("parties", "subject"),
        "statement": ("speaker", "quoted", "about", "words"),
        "event": ("what", "where", "when"),
    }
)  # fmt: skip
"""The fields of each kind, in the order in which they are shown; what is not said is absent."""

Verdict = Literal["inconsistent", "contradicts", "unknown", "new", "confirms"]
VERDICTS: tuple[Verdict, ...] = ("inconsistent", "contradicts", "unknown", "new", "confirms")

Value = str | int | float | bool | tuple[str, ...]
"""A field: the record's key where it knows the name, else the words as they stand; a day as
``2024-06-26``, ``2024-06`` or ``2024``; an amount in full units of its currency; a share in
percent; several parties as a tuple."""


@dataclass(frozen=True)
class Document:
    """A dispatch as text, before it is read.

    Parameters
    ----------
    file : str
        As a finding names it; ``-`` for standard input.
    text : str
        Its text, without markup; spans of proposals count its characters.
    title : str
        Empty where the file gives none.
    sent : date, optional
        The day that the file itself carries: an e-mail's date, a page's or a file's property.
    sha256 : str
        Of the file's bytes.
    findings : tuple of Finding
        Warnings: what was left out, which encoding was guessed.
    """

    file: str
    text: str
    title: str = ""
    sent: date | None = None
    sha256: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Dateline:
    """When and where a dispatch was written.

    Parameters
    ----------
    day : str
        ``2024-10-01``, ``2024-10`` or ``2024``.
    place : str
        Empty where none is given.
    span : tuple of int, optional
        Where it stands in the text; None where the file itself carries it.
    """

    day: str
    place: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Quote:
    """Words of the dispatch, and their characters ``[a, b)`` in ``Document.text``."""

    text: str
    span: tuple[int, int]


@dataclass(frozen=True)
class RecordLine:
    """A line of the record that a proposal is held against.

    Parameters
    ----------
    table : str
    key : str
        The row's key, its parts joined by ``/``.
    field : str
        The column that was compared.
    value : str
        What it says.
    source, title, publisher : str
        The row's source by its key, with its title and publisher; empty where it has none.
    """

    table: str
    key: str
    field: str
    value: str
    source: str = ""
    title: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Nearest:
    """A name that the record knows, near one that it does not.

    Parameters
    ----------
    kind : str
        What it names: ``party``, ``office``, ``body``, ``item`` …
    key : str
        Of the record.
    name : str
        As the record, or the reader's own list, writes it.
    """

    kind: str
    key: str
    name: str


@dataclass(frozen=True)
class Check:
    """One comparison of a proposal.

    Parameters
    ----------
    verdict : Verdict
    field : str
        The proposal's field that was compared.
    said : str
        What the dispatch says there.
    record : tuple of RecordLine
        What the record says; its lines come first on a page.
    nearest : tuple of Nearest
        For ``unknown``.
    other : Quote, optional
        For ``inconsistent``: the other words of the dispatch.
    """

    verdict: Verdict
    field: str
    said: str
    record: tuple[RecordLine, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    other: Quote | None = None


@dataclass(frozen=True)
class Proposal:
    """A fact that a dispatch proposes; a person accepts it or leaves it.

    Parameters
    ----------
    id : str
        ``1``, ``2`` … in the order of the text.
    kind : Kind
    fields : mapping of str to Value
        Those of ``FIELDS`` that the dispatch says.
    words : mapping of str to str
        For a field, the words that it was read from, where they differ from its value.
    quote : Quote
        The sentence that it rests on.
    more : tuple of Quote
        Further sentences.
    date : str
        The day of the fact, resolved against the dateline; empty where none is said.
    confidence : float
        0.9: said in so many words; 0.7: put together from several; 0.5: guessed from the context.
    verdict : Verdict
        The gravest of the checks, in the order of ``VERDICTS``.
    checks : tuple of Check
    notes : tuple of Finding
        Warnings, for example of a pronoun that may stand for several.
    """

    id: str
    kind: Kind
    fields: Mapping[str, Value]
    quote: Quote
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    more: tuple[Quote, ...] = ()
    date: str = ""
    confidence: float = 0.9
    verdict: Verdict = "new"
    checks: tuple[Check, ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def record(self) -> tuple[RecordLine, ...]:
        """What the record says, of all checks, each line once."""
        return tuple(dict.fromkeys(line for check in self.checks for line in check.record))

    @property
    def nearest(self) -> tuple[Nearest, ...]:
        """The nearest known names, of all checks, each once."""
        return tuple(dict.fromkeys(near for check in self.checks for near in check.nearest))


@dataclass(frozen=True)
class Dispatch:
    """A dispatch that was read.

    Parameters
    ----------
    document : Document
    language : {"en", "fr"}
    title : str
    dateline : Dateline, optional
    proposals : tuple of Proposal
        In the order of the text.
    findings : tuple of Finding
        Warnings of the whole dispatch, those of the document among them.
    stamp : RecordStamp
        ``inputs`` has ``dispatch`` and, where there was one, ``case``.
    """

    document: Document
    language: Literal["en", "fr"]
    title: str
    dateline: Dateline | None
    proposals: tuple[Proposal, ...]
    findings: tuple[Finding, ...] = ()
    stamp: RecordStamp = field(default_factory=RecordStamp)
