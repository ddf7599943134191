"""What is known of a dispatch while it is read: its plain text, its mentions, its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from spacy.tokens import Doc, Span, Token

from foedus.errors import Finding
from foedus.read.forms import sentences_of
from foedus.results.dispatch import Dateline, Document, Kind, Value

Code = Literal["en", "fr"]
"""A language in which dispatches are read."""

MentionKind = Literal[
    "person", "office", "body", "party", "group", "item", "money", "quantity", "date", "duration",
]  # fmt: skip
Precision = Literal["day", "month", "year", "span"]


@dataclass(frozen=True)
class Plain:
    """The text that is parsed, and where each of its characters stands in the dispatch.

    Parameters
    ----------
    text : str
        Spaces single, paragraphs apart by one empty line, marks of direction gone.
    origin : tuple of int
        For each character its place in the dispatch's text; one entry more than characters.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters ``[start, end)`` as a span of the dispatch's own text."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


@dataclass(frozen=True)
class When:
    """A day, a month, a year or several, as resolved.

    Parameters
    ----------
    first, last : date
        Both included.
    precision : {"day", "month", "year", "span"}
    words : str
        As they stand.
    start, end : int
        Tokens ``[start, end)``.
    guessed : bool
        Whether the year came from the dateline.
    """

    first: date
    last: date
    precision: Precision
    words: str
    start: int = 0
    end: int = 0
    guessed: bool = False

    @property
    def iso(self) -> str:
        """``2024-06-26``, ``2024-06``, ``2024`` or, of a span, ``2017/2021``."""
        if self.precision == "day":
            return self.first.isoformat()
        if self.precision == "month":
            return f"{self.first:%Y-%m}"
        if self.precision == "year":
            return f"{self.first:%Y}"
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return f"{self.first:%Y}/{self.last:%Y}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True)
class Mention:
    """Words that name something.

    Parameters
    ----------
    kind : MentionKind
    start, end : int
        Tokens ``[start, end)``.
    words : str
    key : str, optional
        The record's (or the shipped list's) key: ``NLD``, ``secretary-general``, ``nac``; a
        person's full name; None: it is named but not known.
    known : bool
        Whether the case's record knows the key, not only the shipped lists.
    of : str
        Of an office or body: the party or body it belongs to, where said (``NLD``, ``nato``).
    """

    kind: MentionKind
    start: int
    end: int
    words: str
    key: str | None = None
    known: bool = False
    of: str = ""


@dataclass(frozen=True)
class Money(Mention):
    """An amount of money: full units of its currency, exact; ``high`` where a range is given."""

    amount: Decimal = Decimal(0)
    currency: str = ""
    high: Decimal | None = None
    about: bool = False


@dataclass(frozen=True)
class Quantity(Mention):
    """A number of things: ``noun`` is the head word's text, ``key`` the item where it is known."""

    number: Decimal = Decimal(0)
    noun: str = ""
    about: bool = False


@dataclass(frozen=True)
class Duration(Mention):
    """A length of time ("près de dix ans", "a decade"): years, and whether it is about that."""

    years: Decimal = Decimal(0)
    about: bool = False


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks; tokens ``[start, end)`` without the marks."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Fact:
    """A fact as it was read, before it is held against the record.

    Parameters
    ----------
    kind : Kind
    fields : mapping of str to Value
        As ``foedus.results.dispatch.FIELDS`` names them; what is not said is absent.
    sentence : Span
        The sentence that it rests on (or several, as one span of the document).
    start, end : int
        Tokens of the words that matter most, for the order of proposals.
    mentions : mapping of str to Mention
        For a field, the mention that it was read from: tells known from unknown names.
    date : When, optional
        The day of the fact.
    confidence : float
        0.9, 0.7 or 0.5 (see ``Proposal``).
    more : tuple of Span
        Further sentences.
    notes : tuple of Finding
        Warnings, ``Finding("warning", "read.…", file, details={…})``.
    """

    kind: Kind
    fields: Mapping[str, Value]
    sentence: Span
    start: int
    end: int
    mentions: Mapping[str, Mention] = field(default_factory=lambda: MappingProxyType({}))
    date: When | None = None
    confidence: float = 0.9
    more: tuple[Span, ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything that the patterns of facts look at.

    Parameters
    ----------
    document : Document
    plain : Plain
    language : {"en", "fr"}
    dateline : Dateline, optional
    doc : Doc
        spaCy's parse of ``plain.text``: one sentence never runs over a paragraph's end.
    mentions : tuple of Mention
        In the order of the text; those of one kind do not overlap.
    quotations : tuple of Quotation
    whens : tuple of When
        Resolved dates, in the order of the text.
    """

    document: Document
    plain: Plain
    language: Code
    dateline: Dateline | None
    doc: Doc
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    whens: tuple[When, ...] = ()
    people: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """For the index of a token that names or stands for a person (the head of a name, a pronoun,
    "the former Prime Minister"), that person's full name as the dispatch or the record has it."""

    doubts: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """For a pronoun or possessive that may stand for several people, their names."""

    def sentence(self, token: Token | int) -> Span:
        """Return the sentence of a token."""
        at = token if isinstance(token, int) else token.i
        return self.doc[at].sent

    def within(self, span: Span, *kinds: MentionKind) -> tuple[Mention, ...]:
        """Return the mentions of some kinds (of all, where none is given) inside a span."""
        opened = (one for at in range(span.start, span.end) for one in self._opened.get(at, ()))
        return tuple(
            one for one in opened if one.end <= span.end and (not kinds or one.kind in kinds)
        )

    def at(self, token: Token | int, *kinds: MentionKind) -> Mention | None:
        """Return the mention that covers a token."""
        at = token if isinstance(token, int) else token.i
        covering = self._covering.get(at, ())
        return next((one for one in covering if not kinds or one.kind in kinds), None)

    def quoted(self, token: Token | int) -> Quotation | None:
        """Return the quotation in which a token stands."""
        at = token if isinstance(token, int) else token.i
        return self._quoting.get(at)

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """The sentences, in order."""
        return sentences_of(self.doc)

    @cached_property
    def kept(self) -> dict[Callable[..., Any], Any]:
        """What was worked out of the whole reading once (see ``per_reading``)."""
        return {}

    @cached_property
    def _opened(self) -> Mapping[int, Sequence[Mention]]:
        """The mentions by their first token: a sentence's are found without a look at the rest."""
        found: dict[int, list[Mention]] = {}
        for one in self.mentions:
            found.setdefault(one.start, []).append(one)
        return found

    @cached_property
    def _covering(self) -> Mapping[int, Sequence[Mention]]:
        """The mentions by each of their tokens."""
        found: dict[int, list[Mention]] = {}
        for one in self.mentions:
            for at in range(one.start, one.end):
                found.setdefault(at, []).append(one)
        return found

    @cached_property
    def _quoting(self) -> Mapping[int, Quotation]:
        """The first quotation around each token."""
        found: dict[int, Quotation] = {}
        for one in self.quotations:
            for at in range(one.start, one.end):
                found.setdefault(at, one)
        return found
