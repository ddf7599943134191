"""The party that was meant, by its code or its name in any language of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import get_args

from foedus.brief.catalogue import LanguageCode
from foedus.brief.language import Language
from foedus.case.spelling import nearest
from foedus.errors import Finding, InputError


def nearest_party(value: str, codes: Iterable[str]) -> str | None:
    """Return the code of the party that is named, or whose name is most like what is written.

    Examples
    --------
    >>> nearest_party("United States", ["DEU", "USA"])
    'USA'
    >>> nearest_party("Allemagne", ["DEU", "USA"])
    'DEU'
    >>> nearest_party("zzz", ["DEU", "USA"]) is None
    True
    """
    known: dict[str, str] = {}
    for code in codes:
        names = (Language(language).party(code) for language in get_args(LanguageCode))
        known |= dict.fromkeys((code, *names), code)
    found = nearest(value, known)
    return known[found] if found else None


@contextmanager
def naming_parties(codes: Iterable[str]) -> Iterator[None]:
    """Offer, in the faults of what is asked, the party whose name is nearest, not only its code."""
    try:
        yield
    except InputError as error:
        known = tuple(codes)
        raise InputError([_named(finding, known) for finding in error.findings]) from error


def _named(finding: Finding, codes: tuple[str, ...]) -> Finding:
    if finding.kind != "autonomy.unknown-ally":
        return finding
    near = nearest_party(str(finding.value), codes)
    return replace(finding, details={**finding.details, "nearest": near}) if near else finding
