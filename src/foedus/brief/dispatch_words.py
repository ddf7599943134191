"""A proposal in words: its fields, its verdict, what the record says, the nearest names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.brief.record_lines import named
from foedus.brief.report import SourceText
from foedus.errors import Finding
from foedus.results.dispatch import (
    FIELDS,
    Check,
    Dispatch,
    Nearest,
    Proposal,
    RecordLine,
    Value,
)
from foedus.results.record import Text

PARTY = re.compile(r"^[A-Z]{3}$")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
KEY = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)+$")
SPAN = re.compile(r"^(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})$")
MONTH = re.compile(r"^\d{4}-\d{2}$")

SETS_OUT = {
    "appointment": "person",
    "term": "person",
    "decision": "subject",
    "priority": "what",
    "function": "duty",
    "aid": "donor",
    "spending": "party",
    "agreement": "subject",
    "partnership": "subject",
    "statement": "words",
    "event": "what",
}
"""The field that a proposal begins with; it needs no label."""

_GROUPS = 3
"""So many rows of the record are told in one line; the others are counted."""

_SHORT = 110
"""So many characters of a value or a quotation are told in a table."""

CHOICES = {
    "how": "read.rule",
    "rule": "read.rule",
    "stage": "read.stage",
    "type": "read.type",
    "change": "read.change",
    "measure": "read.measure",
}
"""Fields whose values are words of the catalogue."""


@dataclass(frozen=True)
class DispatchWords:
    """A language with the names of a case.

    Parameters
    ----------
    language : Language
    names : mapping of (kind, key) to Text
        Names of bodies and items in both languages.
    sources : mapping of source to int
        Numbers of the sources on the page.
    """

    language: Language
    names: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)

    def kind(self, proposal: Proposal) -> str:
        """Return the kind of a proposal."""
        return self.language.text(f"read.kind.{proposal.kind}")

    def fields(self, proposal: Proposal) -> str:
        """Return the fields in one line, the first without its label."""
        return self.language.text("read.then").join(self._fields(proposal))

    def _fields(self, proposal: Proposal) -> Iterator[str]:
        first = SETS_OUT[proposal.kind]
        names = (first, *(name for name in FIELDS[proposal.kind] if name != first))
        for name in names:
            if name not in proposal.fields or name == "order":
                continue
            value = self._own(name, proposal)
            if name == "office" and not self.language.has(f"view.office.{office_key(proposal)}"):
                value = proposal.words.get(name, value)
            if name == "words" and proposal.fields.get("quoted") is True:
                value = self.language.text("read.quoted", words=value)
            if name == "quoted":
                continue
            yield value if name == first else self._labelled(name, value)

    def _own(self, name: str, proposal: Proposal) -> str:
        """Return a field in words; of a key that has no name, the dispatch's own."""
        said = proposal.fields[name]
        value = self.value(name, said)
        return proposal.words.get(name, value) if value == said and KEY.match(value) else value

    def _labelled(self, name: str, value: str) -> str:
        return self.language.text("read.labelled", label=self.label(name), value=value)

    def value(self, name: str, value: Value) -> str:
        """Return a field's value in words."""
        if isinstance(value, tuple):
            return self.language.join([self.value(name, one) for one in value])
        if isinstance(value, bool):
            return self.language.text("read.yes" if value else "read.no")
        if isinstance(value, int | float):
            return self._number(name, value)
        return self._word(name, value)

    def _number(self, name: str, value: float) -> str:
        if name == "year":
            return str(int(value))
        if name in ("share", "change"):
            return self.language.percent(value / 100, _digits(value))
        return self.language.number(value)

    def _word(self, name: str, value: str) -> str:
        if name in CHOICES and self.language.has(f"{CHOICES[name]}.{value}"):
            return self.language.text(f"{CHOICES[name]}.{value}")
        if name == "office":
            return self._office(value)
        if name == "duration":
            return self.language.count("read.years", float(value)) if _figure(value) else value
        if PARTY.match(value) and name != "currency":
            return self.language.party(value)
        if DAY.match(value):
            return self.language.date(value)
        if span := SPAN.match(value):
            first, last = (self.language.date(day) for day in span.groups())
            return self.language.text("read.span", first=first, last=last)
        if MONTH.match(value):
            return self.language.month(value)
        return self._named(value)

    def _office(self, key: str) -> str:
        word = named(self.language, "office", key)
        own = f"read.office.{key}"
        return self.language.text(own) if word == key and self.language.has(own) else word

    def _named(self, key: str) -> str:
        for kind in ("body", "item"):
            texts = self.names.get((kind, key))
            if texts is not None:
                return self.language.own({code: str(text) for code, text in texts.items()})
        return key

    def verdict(self, proposal: Proposal) -> str:
        """Return the verdict of a proposal."""
        return self.language.text(f"read.verdict.{proposal.verdict}")

    def checks(self, proposal: Proposal) -> tuple[str, ...]:
        """Return what was found of a proposal, a line a check, and the notes after them."""
        lines = [line for check in proposal.checks for line in self._check(check)]
        return tuple(dict.fromkeys([*lines, *self._notes(proposal)]))

    def gravest(self, proposal: Proposal) -> tuple[str, ...]:
        """Return of the checks only those that make the verdict, cut short, and the notes."""
        deciding = [check for check in proposal.checks if check.verdict == proposal.verdict]
        if proposal.verdict == "confirms":
            lines = tuple(line for check in deciding for line in check.record)
            return (self.record(lines, _GROUPS), *self._notes(proposal))
        found = [line for check in deciding for line in self._check(check, _SHORT)]
        return tuple(dict.fromkeys([*found, *self._notes(proposal)]))

    def _notes(self, proposal: Proposal) -> list[str]:
        return [text_only(note, self.language) for note in proposal.notes]

    def _check(self, check: Check, longest: int = 240) -> Iterator[str]:
        if check.record:
            yield self._against(check)
        if check.nearest:
            near = check.nearest if longest > _SHORT else check.nearest[:1]
            names = self.language.join([self.near(one) for one in near])
            yield self.language.text("read.nearest", said=check.said, names=names)
        elif check.verdict == "unknown":
            yield self.language.text("read.no-nearest", said=check.said)
        if check.other is not None:
            yield self.language.text("read.other", words=shortened(check.other.text, longest))

    def _against(self, check: Check) -> str:
        label = self.label(check.field)
        said = self._said(check)
        record = self.record(check.record, _GROUPS)
        return self.language.text(
            f"read.check.{check.verdict}", label=label, said=said, record=record
        )

    def _said(self, check: Check) -> str:
        return shortened(self.value(check.field, check.said), _SHORT)

    def label(self, name: str) -> str:
        """Return the word for a field of a proposal or a column of the record."""
        bare = name.removesuffix("_en").removesuffix("_fr")
        key = f"read.field.{bare}"
        return self.language.text(key) if self.language.has(key) else bare

    def record(self, lines: Sequence[RecordLine], most: int) -> str:
        """Return lines of the record in words, those of one row together, with their sources."""
        rows: dict[tuple[str, str, str], list[str]] = {}
        for line in dict.fromkeys(lines):
            value = shortened(self.value(_bare(line.field), line.value), _SHORT)
            label = self.label("members" if _count_of_members(line) else line.field)
            said = self.language.text("read.labelled", label=label, value=value)
            rows.setdefault((line.table, line.key, line.source), []).append(said)
        told = [self._row(said, source) for (_, _, source), said in rows.items()]
        if len(told) > most:
            more = self.language.count("read.more-rows", len(told) - most + 1)
            told = [*told[: most - 1], more]
        return self.language.text("read.then").join(told)

    def _row(self, said: Sequence[str], source: str) -> str:
        number = self.sources.get(source, 0)
        return ", ".join(said) + (f" [{number}]" if number else "")

    def near(self, near: Nearest) -> str:
        """Return a name that is near one that the record does not know."""
        known = self._named(near.key)
        return near.name if known == near.key and near.name else known


def source_texts(
    dispatches: Sequence[Dispatch],
) -> tuple[Mapping[str, int], tuple[SourceText, ...]]:
    """Return the number of each source that the record's lines name, and the sources in words."""
    lines = {
        line.source: ", ".join(part for part in (line.title, line.publisher) if part)
        for dispatch in dispatches
        for proposal in dispatch.proposals
        for line in proposal.record
        if line.source
    }
    numbers = {source: number for number, source in enumerate(lines, start=1)}
    texts = tuple(SourceText(numbers[key], text or key) for key, text in lines.items())
    return numbers, texts


def text_only(finding: Finding, language: Language) -> str:
    """Return a remark in words, without the file that it stands in."""
    place, _, rest = sentence(finding, language).partition(language.text("view.colon") + " ")
    return rest if rest and place.strip() == finding.file else sentence(finding, language)


def shortened(text: str, longest: int = 240) -> str:
    """Return a text in one line, cut at a word where it is long.

    Examples
    --------
    >>> shortened("a  b", 10), shortened("alpha beta gamma", 11)
    ('a b', 'alpha beta …')
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest + 1].rsplit(" ", 1)[0] + " …"


def office_key(proposal: Proposal) -> str:
    """Return the key of the office that a proposal names, empty where it names none."""
    return str(proposal.fields.get("office", ""))


def _count_of_members(line: RecordLine) -> bool:
    return line.table == "memberships" and line.value.isdigit()


def _bare(column: str) -> str:
    return column.removesuffix("_en").removesuffix("_fr")


def _digits(share: float) -> int:
    """Return how many digits a share is said with: 4.1 has one.

    Examples
    --------
    >>> [_digits(share) for share in (2.0, 4.1, 2.33)]
    [0, 1, 2]
    """
    return next(n for n in range(3) if n == 2 or round(share, n) == round(share, 2))


def _figure(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
