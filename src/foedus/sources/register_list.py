"""Reads a list of members: CSV, JSON or plain text, with names or codes of countries."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from babel import Locale

from foedus.errors import Finding, InputError
from foedus.results.register import Listed
from foedus.sources.book import read_file
from foedus.sources.parties import code, nearest_party

HEADINGS = (
    "party", "iso3", "alpha3", "alpha-3", "cca3", "iso_a3", "country_code", "country code", "code",
    "member", "country", "country name", "state", "ally", "name", "iso2", "alpha2", "alpha-2",
)  # fmt: skip
"""Headings, or keys, under which a list names its members; the first that is there is read."""

LISTS = ("members", "countries", "allies", "parties", "data")
"""Keys under which a JSON file holds its list."""

Written = tuple[int, str]
"""A name or code as it is written, and its row (a JSON list counts its entries from 1)."""


def read_list(path: Path) -> Listed:
    """Read a list of members from a file.

    Raises
    ------
    InputError
        Those of ``book.read_file``, ``not-utf-8``, and those of ``parse_list``.
    """
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        details = {"offset": str(error.start)}
        raise InputError([Finding("fault", "not-utf-8", path.name, details=details)]) from error
    return parse_list(text, file=path.name)


def parse_list(text: str, *, file: str) -> Listed:
    r"""Read a list of members.

    Parameters
    ----------
    text : str
        JSON (a list of names or of objects, or an object that holds one), CSV with a header, or a
        name a line; names in English or French, or ISO 3166-1 codes of two or three letters.
    file : str
        As a finding names it.

    Raises
    ------
    InputError
        ``register.empty``, ``register.no-list``, ``register.unknown-name``.

    Examples
    --------
    >>> parse_list("country\nAllemagne\nUSA\nee\n", file="members.csv").parties
    ('DEU', 'EST', 'USA')
    >>> parse_list('{"members": [{"cca3": "POL"}, {"cca3": "CZE"}]}', file="m.json").parties
    ('CZE', 'POL')
    """
    written = _json(text, file) if text.lstrip()[:1] in {"[", "{"} else _lines(text)
    if not written:
        raise InputError([Finding("fault", "register.empty", file)])
    known = [(row, name, _party(name)) for row, name in written]
    faults = [
        Finding(
            "fault", "register.unknown-name", file, row, None, name,
            {"nearest": nearest_party(name)},
        )
        for row, name, party in known
        if party is None
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    parties = [party for _, _, party in known if party is not None]
    twice = [
        Finding("warning", "register.twice", file, row, None, name)
        for place, (row, name, party) in enumerate(known)
        if party in parties[:place]
    ]
    return Listed(file, tuple(sorted(set(parties))), tuple(twice))


def _party(written: str) -> str | None:
    name = written.strip()
    found = code(name)
    if found is None and re.fullmatch(r"[A-Za-z]{2,3}", name):
        return _codes().get(name.upper())
    return found


@cache
def _codes() -> Mapping[str, str]:
    """Return alpha-3 codes by themselves and by alpha-2 codes, of all territories with a name."""
    short = {two: code(name) for two, name in Locale("en").territories.items() if len(two) == 2}
    known = {two: party for two, party in short.items() if party is not None}
    return {**known, **dict(zip(known.values(), known.values(), strict=True))}


def _lines(text: str) -> list[Written]:
    """Return the names of a CSV file with a header, or of a file with a name a line."""
    rows = [
        (number, [cell.strip() for cell in cells])
        for number, cells in _csv_rows(text)
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#")
    ]
    if not rows:
        return []
    header = [cell.casefold() for cell in rows[0][1]]
    heading = next((name for name in HEADINGS if name in header), None)
    place = header.index(heading) if heading else 0
    body = rows[1:] if heading else rows
    return [(number, cells[place]) for number, cells in body if cells[place : place + 1] != [""]]


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    separator = next((s for s in (";", "\t", ",") if s in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for cells in reader:
        if cells:
            yield reader.line_num, cells


def _json(text: str, file: str) -> list[Written]:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError([Finding("fault", "register.no-list", file)]) from error
    if isinstance(data, Mapping):
        data = next((data[name] for name in LISTS if isinstance(data.get(name), list)), None)
    if not isinstance(data, Sequence):
        raise InputError([Finding("fault", "register.no-list", file)])
    return [(place, name) for place, entry in enumerate(data, 1) if (name := _name(entry))]


def _name(entry: object) -> str:
    if isinstance(entry, Mapping):
        keys = {str(key).casefold(): value for key, value in entry.items()}
        entry = next((keys[name] for name in HEADINGS if name in keys), json.dumps(entry)[:60])
    return "" if entry is None else str(entry)
