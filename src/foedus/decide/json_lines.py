"""A log as JSON Lines, an event a line: what every log of events has in common."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Generic, TypeVar

from foedus.case.spelling import nearest
from foedus.decide.instants import Flaw, Written
from foedus.decide.log_values import Pairs, short, shown
from foedus.errors import Finding, InputError

MOST_FAULTS = 1_000
"""Faults after which reading stops: a file that holds so many is no log."""

_DIGITS = 9  # of the longest number of a round that is read; Python reads no more than 4300

Sound = str | int | datetime | Written | tuple[str, ...]
Text = TypeVar("Text", bound=str)


@dataclass(frozen=True)
class Line:
    """A line of a log, as far as it could be read.

    Parameters
    ----------
    number : int
    values : mapping of str to value
        The fields that were read.
    unread : frozenset of str
        The fields that are there, or may be, and could not be read.
    flaws : tuple of Flaw
    """

    number: int
    values: Mapping[str, Sound]
    unread: frozenset[str] = frozenset()
    flaws: tuple[Flaw, ...] = ()

    @property
    def at(self) -> datetime | None:
        """Return the instant; None where it could not be read."""
        found = self.values.get("at")
        return found if isinstance(found, datetime) else None

    def text(self, name: str) -> str | None:
        """Return the text of a field; None where there is none, or it could not be read."""
        found = self.values.get(name)
        return found if isinstance(found, str) else None

    def one_of(self, name: str, known: Iterable[Text]) -> Text | None:
        """Return the word of a field; None where it is none of those known."""
        found = self.values.get(name)
        return next((word for word in known if word == found), None)

    def lacks(self, name: str) -> bool:
        """Say whether a field is not there, also not unreadably."""
        return name not in self.values and name not in self.unread


LineT = TypeVar("LineT", bound=Line)


def _nothing(_: Mapping[str, Sound]) -> Iterable[Flaw]:
    return ()


@dataclass(frozen=True)
class Form(Generic[LineT]):
    """What a log holds.

    Parameters
    ----------
    line : type of Line
    fields, required : tuple of str
    longest : int
        Characters of the longest log that is read.
    value_of : callable
        Returns the value of a field from what JSON holds; None where it is blank, as if it were
        not there.
    beside : callable
        Returns flaws of fields that do not go together.
    """

    line: type[LineT]
    fields: tuple[str, ...]
    required: tuple[str, ...]
    longest: int
    value_of: Callable[[str, object], Sound | Flaw | None]
    beside: Callable[[Mapping[str, Sound]], Iterable[Flaw]] = _nothing


def sound_lines(text: str, form: Form[LineT], *, file: str) -> tuple[LineT, ...]:
    """Return the lines of a log; only their form is looked at.

    Raises
    ------
    InputError
        With every fault of form of every line.
    """
    lines, unread = read_lines(text, form, file=file)
    faults = [located(flaw, line.number, file) for line in lines for flaw in line.flaws]
    if faults or unread:
        raise InputError([*faults, *unread])
    return lines


def read_lines(
    text: str, form: Form[LineT], *, file: str
) -> tuple[tuple[LineT, ...], tuple[Finding, ...]]:
    """Return the lines of a log, and why it was not read to its end.

    Parameters
    ----------
    text : str
        JSON Lines: an object a line; empty lines are skipped; a byte order mark and CRLF are
        taken.
    form : Form
    file : str
        Name of the file in findings.
    """
    if len(text) > form.longest:
        limit = {"limit": str(form.longest // 1_000_000)}
        return (), (Finding("fault", "silence.too-large", file, details=limit),)
    lines: list[LineT] = []
    flaws = 0
    for row, written in _lines(text):
        if flaws >= MOST_FAULTS:
            return tuple(lines), (Finding("fault", "silence.more-faults", file, row),)
        lines.append(_line(written, row, form))
        flaws += len(lines[-1].flaws)
    return tuple(lines), ()


def located(flaw: Flaw, row: int, file: str) -> Finding:
    """Return a flaw as a fault of a line."""
    return Finding("fault", flaw.kind, file, row, flaw.column, flaw.value, flaw.details)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Not splitlines: JSON may hold U+2028 and U+0085 inside a text.
    for row, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip(" \t\r"):
            yield row, line


def _line(written: str, row: int, form: Form[LineT]) -> LineT:
    pairs = _object(written)
    if isinstance(pairs, Flaw):
        return form.line(row, {}, frozenset(form.fields), (pairs,))
    names = [name for name, _ in pairs]
    flaws = [*islice(_field_flaws(names, form.fields), MOST_FAULTS)]
    given = dict(pairs)
    read = {name: form.value_of(name, given[name]) for name in form.fields if name in given}
    values = {n: v for n, v in read.items() if v is not None and not isinstance(v, Flaw)}
    unread = {name: value for name, value in read.items() if isinstance(value, Flaw)}
    missing = (n for n in form.required if n not in values and n not in unread)
    flaws += [Flaw("silence.missing", name) for name in missing]
    flaws += unread.values()
    flaws += form.beside(values)
    return form.line(row, values, frozenset(unread), tuple(flaws))


def _object(line: str) -> list[tuple[str, object]] | Flaw:
    try:
        found = _DECODER.decode(line)
    except RecursionError:
        return Flaw("silence.nested")
    except ValueError as error:
        position = error.colno if isinstance(error, json.JSONDecodeError) else 1
        return Flaw("silence.not-json", value=short(line), details={"position": str(position)})
    if not isinstance(found, Pairs):
        return Flaw("silence.not-object", value=shown(found))
    return found.pairs


def _constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _whole(digits: str) -> int | float:
    """Return a whole number; one too long for anything here as infinity."""
    return int(digits) if len(digits) <= _DIGITS else float("inf")


_DECODER = json.JSONDecoder(object_pairs_hook=Pairs, parse_constant=_constant, parse_int=_whole)


def _field_flaws(names: list[str], fields: tuple[str, ...]) -> Iterator[Flaw]:
    for name, times in Counter(names).items():
        written = short(name)
        if times > 1:
            yield Flaw("silence.doubled-field", written, written)
        if name not in fields:
            best = nearest(name, fields, cutoff=0) or fields[0]
            yield Flaw("silence.unknown-field", written, written, {"nearest": best})
