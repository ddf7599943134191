"""The entries of a case as the ledger counts them: exact, dated, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from foedus.case.known import rows_known
from foedus.case.model import Case
from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError
from foedus.ledger.money import exact, refuse_giants

KEYS = ("donor", "recipient", "type", "stage", "item", "currency", "release", "year", "month")
"""What a table of the ledger may be made by."""

ALWAYS = ("stage", "currency", "release")
"""What always stands in a row's key: these are never added to one another."""

ASSUMPTION = "assumption"


def entries(case: Case, at: date | None = None) -> pl.DataFrame:
    """Return the entries known on a day.

    An entry is known from the later of its own day and the day on which its source was published;
    where one of them is not said, from the other; where neither is, from the case's own day on.

    Parameters
    ----------
    case : Case
    at : date, optional
        Without it, all entries.

    Returns
    -------
    pl.DataFrame
        The table's columns, ``amount`` and ``quantity`` as exact decimals; ``year``; ``month``
        (``YYYY-MM``); ``publisher``, ``published``, ``title`` and ``edition`` (the
        source's own release) of the source; ``assumed``. In the order of ``entry``, so that the
        order of rows does not matter.

    Raises
    ------
    InputError
        ``ledger.too-large``.
    """
    table = case.tables["ledger"] if at is None else rows_known(case, "ledger", at)
    refuse_giants(table, "ledger", ("amount", "quantity"))
    sources = case.tables["sources"].select(
        "source", "publisher", "published", "confidence", "title", edition="release"
    )
    found = table.join(sources, on="source", how="left").sort("entry")
    return found.with_columns(
        exact("amount"),
        exact("quantity"),
        pl.col("date").dt.year().cast(pl.Int64).alias("year"),
        pl.col("date").dt.strftime("%Y-%m").alias("month"),
        (pl.col("confidence").fill_null(ASSUMPTION) == ASSUMPTION).alias("assumed"),
    ).drop("confidence")


def later_entries(case: Case, known: pl.DataFrame) -> pl.DataFrame:
    """Return the entries that are not among those known on a day, in the same columns.

    Parameters
    ----------
    case : Case
    known : pl.DataFrame
        As ``entries`` gives them.
    """
    if known.height == case.tables["ledger"].height:
        return known.clear()
    return entries(case).join(known.select("entry"), on="entry", how="anti")


def of_release(frame: pl.DataFrame, release: str | None) -> pl.DataFrame:
    """Return the rows of one release; without one, all."""
    return frame if release is None else frame.filter(pl.col("release") == release)


def refuse_release(frame: pl.DataFrame, release: str | None) -> None:
    """Raise ``InputError`` (``ledger.unknown-release``) where no row is of the release."""
    if release is not None:
        refuse_unknown("ledger.unknown-release", [release], releases(frame))


def refuse_later(later: pl.DataFrame, known: pl.DataFrame, release: str | None, on: date) -> None:
    """Raise ``InputError`` (``ledger.later-release``) for a release that is only known later.

    Parameters
    ----------
    later, known : pl.DataFrame
        Rows that are not known on the day, and those that are: ``release``, ``published``.
    release : str, optional
    on : date
    """
    if release is None or release in releases(known):
        return
    own = later.filter(pl.col("release") == release)
    if own.is_empty():
        return
    day = own.select(pl.coalesce(pl.col("published").min(), pl.col("date").min())).item()
    details = {
        "at": on.isoformat(),
        "day": day.isoformat() if isinstance(day, date) else "-",
        "known": ", ".join(releases(known)) or "-",
    }
    fault = Finding("fault", "ledger.later-release", "ledger", value=release, details=details)
    raise InputError([fault])


def releases(frame: pl.DataFrame) -> list[str]:
    """Return the releases that rows name, in order."""
    return sorted(frame["release"].drop_nulls().unique())


def refuse_keys(by: Sequence[str], known: Sequence[str] = KEYS) -> None:
    """Raise ``InputError`` (``ledger.unknown-key``, with the nearest) for keys there are not."""
    refuse_unknown("ledger.unknown-key", by, known)


def refuse_unknown(kind: str, given: Iterable[str], known: Sequence[str]) -> None:
    """Raise ``InputError`` with a fault of a kind for each name that is not known."""
    faults = [
        Finding("fault", kind, "ledger", value=name, details=_known(name, known))
        for name in given
        if name not in known
    ]
    if faults:
        raise InputError(faults)


def _known(name: str, known: Sequence[str]) -> dict[str, str]:
    near = nearest(name, known, cutoff=0) or "-"
    return {"nearest": near, "known": ", ".join(known) or "-"}


def time_findings(found: pl.DataFrame, later: pl.DataFrame, on: date) -> list[Finding]:
    """Return what bears on time: entries without a date, and what was left out as hindsight.

    Parameters
    ----------
    found, later : pl.DataFrame
        The entries known on the day, and those that are not, as ``entries`` gives them.
    on : date
        What was published after this day is hindsight.
    """
    undated = found.filter(pl.col("date").is_null())
    late = later.filter((pl.col("published") > on).fill_null(value=False))
    return [
        *_counted("ledger.undated", undated, {}),
        *_counted("ledger.hindsight", late, {"at": on.isoformat()}),
    ]


def _counted(kind: str, frame: pl.DataFrame, details: dict[str, str]) -> list[Finding]:
    counts = frame.group_by("release").len().sort("release", nulls_last=True)
    return [
        Finding("warning", kind, "ledger", None, "date", release, {**details, **_of(release, n)})
        for release, n in counts.iter_rows()
    ]


def _of(release: str | None, count: int) -> dict[str, str]:
    return {"release": release or "-", "count": f"{count}"}
