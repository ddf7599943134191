"""Where figures come from: the publication, the very file, its hash, and who read it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.case.as_text import toml_value

Confidence = Literal["official", "research", "press", "assumption"]


@dataclass(frozen=True)
class Origin:
    """The origin of everything that one import brings.

    Parameters
    ----------
    key : str
        Key of the row in ``sources``, and of the file in ``origins``: ``kiel-7``,
        ``nato-2024-06-17``, ``sipri-2025-04``, ``worldbank-gdp-2023``.
    publisher, title : str
        As the publisher writes them.
    release : str
        Tag of the vintage, which every row carries: ``7``, ``2024-10``, ``29``, ``2024-06-17``.
    published : date, optional
        The last day of the month where no more is known and the file must not count as known too
        early; None where not even the month is sure.
    sha256 : str
        Of the file (``sha256_of``), or of all files of a folder (``sha256_of_files``).
    retrieved : date
    licence : str
        As stated; ``"none stated: cited, not redistributed"`` where none is.
    importer : str
        Name and version of the importer, for example ``"kiel-workbook 1"``; the version rises
        whenever the same file would give other rows.
    file : str
        Name of the file or folder, without its place.
    url : str
        The publisher's page.
    confidence : {"official", "research", "press", "assumption"}
    """

    key: str
    publisher: str
    title: str
    release: str
    published: date | None
    sha256: str
    retrieved: date
    licence: str
    importer: str
    file: str
    url: str
    confidence: Confidence = "research"


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, hexadecimal.

    Examples
    --------
    >>> sha256_of(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def sha256_of_files(files: Mapping[str, bytes]) -> str:
    """Return one SHA-256 of several files: of their names and hashes, in the order of the names.

    Parameters
    ----------
    files : mapping of name to bytes

    Examples
    --------
    >>> sha256_of_files({"b.csv": b"2", "a.csv": b"1"}) == sha256_of_files(
    ...     {"a.csv": b"1", "b.csv": b"2"}
    ... )
    True
    """
    lines = [f"{sha256_of(files[name])}  {name}\n" for name in sorted(files)]
    return sha256_of("".join(lines).encode())


def to_toml(origin: Origin, tables: Mapping[str, int]) -> str:
    """Return what ``origins/<key>.toml`` of a case holds.

    Parameters
    ----------
    origin : Origin
    tables : mapping of table name to int
        How many rows of each table the case holds from this origin.

    Examples
    --------
    >>> from datetime import date
    >>> origin = Origin(
    ...     "kiel-7", "Kiel", "Tracker", "7", None, "ab", date(2024, 1, 2), "none stated",
    ...     "kiel-workbook 1", "a.xlsx", "https://example.org",
    ... )
    >>> print(to_toml(origin, {"ledger": 3}).splitlines()[-1])
    ledger = 3
    """
    lines = [f"{name} = {_written(value)}" for name, value in vars(origin).items() if value]
    rows = [f"{name} = {count}" for name, count in tables.items()]
    return "\n".join([*lines, "", "[rows]", *rows]) + "\n"


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else toml_value(value)
