"""A case as a Frictionless Data Package (version 1, tabular): what each file and column holds.

The descriptor ``datapackage.json`` stands beside the tables of a case, and any program that knows
the standard can check and read them by it. Everything comes from the declarations of the schema
and from the files; the same files give the same bytes. Properties that the standard does not have
(``title_fr``, ``description_fr``, ``unit``, ``above``) follow its rule that others may be added.

See https://specs.frictionlessdata.io/tabular-data-package/.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from foedus.case.columns import Column, Kind, Table
from foedus.case.load import load
from foedus.case.model import Case
from foedus.case.save import write_file
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError
from foedus.sources.book import read_file
from foedus.sources.origin import sha256_of

FILE = "datapackage.json"
PACKAGE, RESOURCE = "tabular-data-package", "tabular-data-resource"

FIELD_TYPES: Mapping[Kind, str] = {
    "key": "string",
    "keys": "string",
    "text": "string",
    "choice": "string",
    "number": "number",
    "integer": "integer",
    "month": "yearmonth",
    "date": "date",
    "boolean": "boolean",
}
"""Type of a field in Table Schema by kind of column."""

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
Object = dict[str, Value]


def data_package(case: Case, files: Mapping[str, bytes]) -> Object:
    r"""Return the descriptor of a case.

    Parameters
    ----------
    case : Case
    files : mapping of file name to bytes
        The case's tables, ``<table>.csv`` in UTF-8; others are left out.

    Returns
    -------
    dict
        What ``datapackage.json`` holds: a resource a table, with its schema, hash and bytes.

    Raises
    ------
    InputError
        ``package.no-tables``.

    Examples
    --------
    >>> from datetime import date
    >>> from foedus.case import Settings
    >>> import polars as pl
    >>> tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    >>> case = Case(Settings("Small case", date(2024, 10, 1)), tables, "")
    >>> found = data_package(case, {"bodies.csv": b"body,name_en,name_fr\nnac,Council,Conseil\n"})
    >>> found["name"], found["created"], found["resources"][0]["schema"]["primaryKey"]
    ('small-case', '2024-10-01T00:00:00Z', ['body'])
    """
    tables = {name: data for name, data in sorted(files.items()) if _table(name) is not None}
    if not tables:
        raise InputError([Finding("fault", "package.no-tables", case.settings.name)])
    title = case.settings.title
    there = frozenset(name.removesuffix(".csv") for name in tables)
    found: Object = {
        "profile": PACKAGE,
        "name": _slug(case.settings.name),
        "title": title.get("en", case.settings.name),
        "title_fr": title.get("fr"),
        "created": f"{case.settings.as_of.isoformat()}T00:00:00Z",
        "sources": _sources(case) or None,
        "resources": [_resource(name, data, there) for name, data in tables.items()],
    }
    return _filled(found)


def write_package(folder: Path) -> Path:
    """Write the descriptor of a case beside its tables.

    Parameters
    ----------
    folder : Path
        A case that is a folder of CSV files.

    Returns
    -------
    Path
        Of ``datapackage.json``.

    Raises
    ------
    InputError
        The case's faults; ``package.not-a-folder``, ``package.parquet-table``,
        ``package.no-tables``, ``not-writable``.
    """
    path = folder / FILE
    write_file(path, package_bytes(folder))
    return path


def package_bytes(folder: Path) -> bytes:
    """Return what ``datapackage.json`` of a case's folder must hold; ``write_package`` writes it.

    Raises
    ------
    InputError
        As ``write_package``.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError([Finding("fault", "package.not-a-folder", folder.name)])
    return described(load(folder), folder)


def described(case: Case, folder: Path) -> bytes:
    """Return what ``datapackage.json`` must hold of a case that was read from a folder.

    Raises
    ------
    InputError
        ``package.parquet-table``, ``package.no-tables``.
    """
    parquet = sorted(path.name for path in folder.glob("*.parquet") if path.stem in TABLES)
    if parquet:
        raise InputError([Finding("fault", "package.parquet-table", name) for name in parquet])
    paths = (path for path in folder.glob("*.csv") if path.stem in TABLES)
    files = {path.name: read_file(path) for path in paths}
    text = json.dumps(data_package(case, files), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _table(file: str) -> Table | None:
    name = file.removesuffix(".csv")
    return TABLES.get(name) if file.endswith(".csv") else None


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-") or "case"


def _filled(values: Mapping[str, Value]) -> Object:
    """Leave out what is not known."""
    return {name: value for name, value in values.items() if value is not None}


def _sources(case: Case) -> list[Value]:
    """Return the case's sources, each with its licence where one is stated."""
    rows = case.tables["sources"].sort("source").iter_rows(named=True)
    return [
        _filled(
            {
                "title": row["title"],
                "path": _address(row["url"]),
                "name": row["source"],
                "publisher": row["publisher"],
                "release": row["release"],
                "licence": row["licence"],
                "confidence": row["confidence"],
            }
        )
        for row in rows
    ]


def _address(url: str | None) -> str | None:
    """Return an address that the standard takes: of the web."""
    return url if url is not None and re.match(r"https?://[^\s]+$", url) else None


def _resource(file: str, data: bytes, there: frozenset[str]) -> Object:
    table = TABLES[file.removesuffix(".csv")]
    header = next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")), [])
    return {
        "profile": RESOURCE,
        "name": table.name,
        "path": file,
        "title": table.en,
        "title_fr": table.fr,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256_of(data)}",
        "dialect": {"delimiter": ",", "header": True},
        "schema": _schema(table, [name.strip() for name in header], there),
    }


def _schema(table: Table, header: Sequence[str], there: frozenset[str]) -> Object:
    known = {column.name: column for column in table.all_columns}
    columns = [known[name] for name in header if name in known]
    links = [link for column in columns if (link := _link(column, table, there)) is not None]
    fields = [_field(known[n]) if n in known else {"name": n, "type": "string"} for n in header]
    return _filled(
        {
            "fields": fields,
            "primaryKey": list(table.key),
            "foreignKeys": links or None,
            "missingValues": [""],
        }
    )


def _field(column: Column) -> Object:
    """Return a column as a field; ``above`` is a bound that is not reached."""
    choices: Value = list(column.choices) or None
    constraints = _filled(
        {
            "required": None if column.optional else True,
            "minimum": column.minimum,
            "maximum": column.maximum,
            "enum": choices,
        }
    )
    truth: Object = {"trueValues": ["true"], "falseValues": ["false"]}
    return _filled(
        {
            "name": column.name,
            "type": FIELD_TYPES[column.kind],
            **(truth if column.kind == "boolean" else {}),
            "description": column.en,
            "description_fr": column.fr,
            "unit": column.unit or None,
            "above": 0 if column.positive else None,
            "default": column.default,
            "constraints": constraints or None,
        }
    )


def _link(column: Column, table: Table, there: frozenset[str]) -> Object | None:
    """Return what a column refers to, if the package has it and nothing else may stand there.

    Lists of keys, groups and ``*`` are no foreign keys of Table Schema.
    """
    target = column.refers
    if target is None or column.kind != "key" or column.also or target not in there:
        return None
    resource = "" if target == table.name else target
    reference: Object = {"resource": resource, "fields": TABLES[target].key[0]}
    return {"fields": column.name, "reference": reference}
