"""Names of countries as publishers write them, to the codes of the table ``parties``.

Names come from CLDR in English and French (Babel), then from a short list of further names, each
with its reason. Footnote marks, remarks in brackets at the end, doubled blanks, accents and
inverted names (``Korea, South``) do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import polars as pl
from babel import Locale
from babel.core import get_global

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.case.spelling import nearest
from foedus.errors import Finding
from foedus.sources.sheet import Found

LANGUAGES = ("en", "fr")

INSTITUTIONS: Mapping[str, str] = MappingProxyType(
    {
        "EU (Commission and Council)": "EUI",  # Kiel, release 7
        "EU Institutions": "EUI",  # Kiel, from 2024
        "European Peace Facility": "EPF",  # paid by members outside the EU's budget
        "European Investment Bank": "EIB",  # lends on its own account
    }
)
"""Donors that are no country. The three are different donors: their sums must not run together."""

FURTHER: Mapping[str, str] = MappingProxyType(
    {
        "Turkey": "TUR",  # the English name until 2022
        "Czech Republic": "CZE",  # the long name
        "Slovak Republic": "SVK",  # the long name: NATO, World Bank
        "Macedonia": "MKD",  # the name until 2019
        "The former Yugoslav Republic of Macedonia": "MKD",  # NATO until 2019
        "United States of America": "USA",  # the long name: SIPRI
        "USA": "USA",
        "US": "USA",
        "UK": "GBR",
        "Great Britain": "GBR",
        "Republic of Korea": "KOR",  # the long names of the two Koreas
        "Korea, Rep.": "KOR",  # World Bank
        "Korea, Dem. People's Rep.": "PRK",  # World Bank
        "Russian Federation": "RUS",  # the long name: World Bank
        "Viet Nam": "VNM",  # the United Nations' spelling
        "Kyrgyz Republic": "KGZ",  # the long name
        "Congo, DR": "COD",  # SIPRI
        "Congo, Dem. Rep.": "COD",  # World Bank
        "Congo, Republic": "COG",  # SIPRI
        "Congo, Rep.": "COG",  # World Bank
        "Myanmar": "MMR",  # CLDR adds the former name
        "Ivory Coast": "CIV",
        "Lao PDR": "LAO",  # World Bank
        "Brunei Darussalam": "BRN",  # the long name
        "Syrian Arab Republic": "SYR",  # the long name
        "Iran, Islamic Rep.": "IRN",  # World Bank
        "Egypt, Arab Rep.": "EGY",  # World Bank
        "Yemen, Rep.": "YEM",  # World Bank
        "Venezuela, RB": "VEN",  # World Bank
        "Virgin Islands (U.S.)": "VIR",  # World Bank
        "Cabo Verde": "CPV",  # the name since 2013
        "Bahamas, The": "BHS",  # World Bank
        "Swaziland": "SWZ",  # the name until 2018
        "Hong Kong SAR, China": "HKG",  # World Bank
        "Macao SAR, China": "MAC",  # World Bank
        "Kosovo": "XKX",  # user-assigned, as the World Bank writes it
        "Micronesia, Fed. Sts.": "FSM",  # World Bank
        "West Bank and Gaza": "PSE",  # World Bank
        "Turkiye": "TUR",  # World Bank, without its accents
    }
)
"""Further names that publishers use, with who uses them or why they differ from CLDR's."""

WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes of ISO 3166-1 that are no longer in use; CLDR keeps them as aliases."""

USERS = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
"""Codes that ISO 3166-1 leaves to users; CLDR has ``ZZZ`` there for "Unknown Region"."""

MARKS = re.compile(r"[\s*†‡§¹²³⁰⁴-⁹]+$|(?<=[^\W\d_])[0-9](,[0-9])*$")
"""Footnote marks at the end of a name."""

BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
"""A remark at the end of a name: ``(a)``, ``(Euros)``, ``(estimate)``."""

SAME = str.maketrans({"’": "'", "‘": "'", "-": " ", ".": " "})


def code(name: str) -> str | None:
    """Return the code of a country or institution, or None if the name is not known.

    Parameters
    ----------
    name : str
        As a publisher writes it, in English or French.

    Examples
    --------
    >>> [code(n) for n in ("Slovak  Republic (Euros)", "Poland*", "Korea, South", "Allemagne")]
    ['SVK', 'POL', 'KOR', 'DEU']
    >>> code("EU Institutions"), code("Atlantis")
    ('EUI', None)
    """
    known = _known()
    for written in _readings(name):
        found = known.get(_folded(written))
        if found is not None:
            return found
    return None


def nearest_party(name: str) -> str:
    """Return the known name that is most like a name.

    Examples
    --------
    >>> nearest_party("Germny")
    'Germany'
    """
    return nearest(name, _names(), cutoff=0) or ""


def codes(found: Found, column: str) -> tuple[pl.Series, list[Finding]]:
    """Return the codes of a column of names, and the names that are not known.

    Parameters
    ----------
    found : Found
    column : str
        Name in its frame.

    Returns
    -------
    pl.Series of str
        Null where the name is empty or unknown.
    list of Finding
        A fault ``source.unknown-party`` for each unknown name at its first row, with the nearest;
        ``source.no-such-party`` where no known name is near.
    """
    return codes_of(found.frame[column], found.frame["row"], file=found.file)


def codes_of(names: pl.Series, rows: pl.Series, *, file: str) -> tuple[pl.Series, list[Finding]]:
    """Return the codes of names that stand in the given rows of a file, as ``codes`` does."""
    distinct = names.drop_nulls().unique(maintain_order=True).to_list()
    known = {name: code(name) for name in distinct}
    unknown = [name for name, found in known.items() if found is None]
    findings = []
    for name in unknown[:MAX_FINDINGS]:
        row = rows.filter(names == name)[0]
        best = nearest(name, _names())
        kind = "source.unknown-party" if best else "source.no-such-party"
        details = {"nearest": best} if best else {}
        findings.append(Finding("fault", kind, file, row, names.name, name, details))
    given = [None if name is None else known[name] for name in names.to_list()]
    return pl.Series(names.name, given, dtype=pl.String), and_more(
        findings, len(unknown)
    ) if findings else []


def _readings(name: str) -> list[str]:
    """Return the ways to read a name: as it stands, without marks and brackets, turned round."""
    plain = MARKS.sub("", name.strip())
    bare = MARKS.sub("", BRACKET.sub("", plain))
    head, comma, tail = bare.partition(", ")
    turned = [f"{tail} {head}", head] if comma and tail in {"The", "North", "South"} else []
    return [name, plain, bare, *turned[:1], *(turned[1:] if tail == "The" else [])]


def _folded(name: str) -> str:
    split = unicodedata.normalize("NFKD", name.replace("&", " and ").translate(SAME))
    letters = "".join(c for c in split if not unicodedata.combining(c))
    words = letters.casefold().replace("saint ", "st ").split()
    return " ".join(word for word in words if word != "the")


@cache
def _known() -> Mapping[str, str]:
    """Return codes by folded name."""
    return MappingProxyType({_folded(name): found for name, found in _pairs().items()})


@cache
def _names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_pairs()))


@cache
def _pairs() -> Mapping[str, str]:
    alpha3 = {
        short[0]: long
        for long, short in get_global("territory_aliases").items()
        if len(long) == 3 and long.isalpha() and len(short) == 1 and long not in WITHDRAWN
        if not USERS.fullmatch(long)
    }
    pairs = {}
    for language in LANGUAGES:
        for territory, name in Locale(language).territories.items():
            if territory in alpha3:
                pairs[name] = alpha3[territory]
    return MappingProxyType({**pairs, **FURTHER, **INSTITUTIONS})
