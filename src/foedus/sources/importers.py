"""Which importer reads a file: the publisher says who, a look at the file says which release."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.sources.imported import Imported

SHEETS = {".xlsx", ".xlsm"}


class Importer(Protocol):
    """A module that reads one publisher's file."""

    PUBLISHER: str

    def read(self, path: Path, *, retrieved: date) -> Imported:
        """Read a file or folder; all faults at once as ``InputError``."""
        ...


@dataclass(frozen=True)
class _Kind:
    """One form in which a publisher's figures come."""

    module: str
    shape: str
    is_it: Callable[[Path], bool]


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in SHEETS


def _has(name: str) -> Callable[[Path], bool]:
    def look(path: Path) -> bool:
        return (path / name).is_file() or path.name == name

    return look


def _is_suffix(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: path.suffix.lower() in suffixes


_KINDS: Mapping[str, tuple[_Kind, ...]] = MappingProxyType(
    {
        "kiel": (
            _Kind("kiel_workbook", "Ukraine_Support_Tracker.xlsx", _is_workbook),
            _Kind("kiel_tables", "a_summary_eur.csv", _has("a_summary_eur.csv")),
            _Kind("kiel_web", "data_explorer.csv", _has("data_explorer.csv")),
        ),
        "nato": (_Kind("nato", "*.xlsx", _is_workbook),),
        "sipri": (_Kind("sipri", "*.xlsx", _is_workbook),),
        "worldbank": (_Kind("worldbank", "*.csv", _is_suffix(".csv")),),
        "iati": (_Kind("iati", "*.xml", _is_suffix(".xml")),),
    }
)


def publishers() -> tuple[str, ...]:
    """Return the publishers whose files can be read.

    Examples
    --------
    >>> publishers()
    ('kiel', 'nato', 'sipri', 'worldbank', 'iati')
    """
    return tuple(_KINDS)


def importer_for(publisher: str, path: Path, *, also: Sequence[str] = ()) -> Importer:
    """Return the importer of a publisher's file or folder.

    Parameters
    ----------
    publisher : str
        One of ``publishers()``.
    also : sequence of str
        Names that are known beside them, told where the publisher is none.
    path : Path

    Raises
    ------
    InputError
        ``source.unknown-publisher`` (or ``source.no-such-publisher``, where none is near),
        ``not-found``, ``source.not-its-file``.

    Examples
    --------
    >>> importer_for("keil", Path("a.xlsx"))
    Traceback (most recent call last):
        ...
    foedus.errors.InputError: keil: source.unknown-publisher (keil)
    """
    kinds = _KINDS.get(publisher.lower())
    if kinds is None:
        names = (*_KINDS, *also)
        known = ", ".join(names)
        best = nearest(publisher, names)
        if best is None:
            raise _fault("source.no-such-publisher", publisher, known=known)
        raise _fault("source.unknown-publisher", publisher, nearest=best, known=known)
    if not path.exists():
        raise InputError([Finding("fault", "not-found", path.name)])
    for kind in kinds:
        if kind.is_it(path):
            return cast(Importer, import_module(f"foedus.sources.{kind.module}"))
    shapes = ", ".join(kind.shape for kind in kinds)
    raise _fault("source.not-its-file", path.name, publisher=publisher, shapes=shapes)


def _fault(kind: str, name: str, **details: str) -> InputError:
    return InputError([Finding("fault", kind, name, value=name, details=details)])
