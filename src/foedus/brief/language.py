"""One language of output: texts by key, and numbers, money, months and names as it writes them."""

from __future__ import annotations

import math
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import polars as pl
from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from foedus.brief.articles import Role, english, french, french_without_article
from foedus.brief.catalogue import (
    LANGUAGES,
    NARROW,
    Entry,
    LanguageCode,
    catalogue,
    locale_code,
    units,
)
from foedus.brief.escape import visible

UNKNOWN = "–"
"""What stands for an unknown figure; never 0."""

_SMALLEST = 1e-6
_NOT_IN_CLDR = {"XKX": "XK"}  # Kosovo's alpha-3 code is user-assigned, so CLDR has no alias for it
_ALPHA3 = re.compile(r"^[A-Z]{3}$")


@dataclass(frozen=True)
class Language:
    """A language of output.

    Parameters
    ----------
    code : {"en", "fr"}

    Examples
    --------
    >>> Language("en").number(14.000000001), Language("en").month("2024-10")
    ('14', 'October 2024')
    """

    code: LanguageCode

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            raise ValueError(f"language: {self.code!r} is not offered; use one of {LANGUAGES}")

    @property
    def locale(self) -> Locale:
        """Babel's locale."""
        return _locale(self.code)

    def has(self, key: str) -> bool:
        """Say whether the catalogue has an entry of that key."""
        return key in catalogue()

    def text(self, key: str, /, **values: object) -> str:
        """Return the text of a key with its values; what comes from a case is made visible."""
        return self._filled(key, self.code, values)

    def count(self, key: str, n: float, /, **values: object) -> str:
        """Return the text of a key in the number of ``n``, which it may name as ``{n}``."""
        form = f"{self.code}_one" if self._is_one(n) else self.code
        form = form if form in catalogue()[key] else self.code
        return self._filled(key, form, {"n": self.number(n), **values})

    def _filled(self, key: str, form: str, values: Mapping[str, object]) -> str:
        return catalogue()[key][form].format_map({k: visible(str(v)) for k, v in values.items()})

    def _is_one(self, n: float) -> bool:
        whole = int(n) if float(n).is_integer() else n
        return self.locale.plural_form(abs(whole)) == "one"

    def number(self, x: float | None, digits: int | None = None) -> str:
        """Return a number with ``digits`` decimals; without them, as many as it deserves.

        From 100 on none, from 10 one, from 1 two, below 1 two significant digits, without zeros at
        the end. An unknown number is a dash.
        """
        if x is None or not math.isfinite(x):
            return UNKNOWN
        places = _places(x) if digits is None else digits
        rounded = round(x, places) + 0.0  # + 0.0 turns -0.0 into 0.0
        decimals = "#" * places if digits is None else "0" * places
        pattern = f"#,##0.{decimals}" if places else "#,##0"
        return format_decimal(rounded, pattern, locale=self.locale, decimal_quantization=False)

    def amount(self, million: float | None, currency: str, digits: int | None = None) -> str:
        """Return an amount in millions of a currency: "€140 million", "140 M€"."""
        if million is None or not math.isfinite(million):
            return UNKNOWN
        symbol = format_currency(0, currency, "¤", locale=self.locale, currency_digits=False)
        symbol = symbol.strip("0 \u00a0")
        word = symbol[-1:].isalpha()
        space = "\u00a0" if word else ""
        number = self.number(million, digits)
        if self.code == "fr":
            return f"{number}{NARROW}M{space}{visible(symbol)}"
        return f"{visible(symbol)}{space}{number}\u00a0million"

    def percent(self, x: float | None, digits: int = 0) -> str:
        """Return a share as a percentage: "87%", "87 %"."""
        if x is None or not math.isfinite(x):
            return UNKNOWN
        sign = f"{NARROW}%" if self.code == "fr" else "%"
        return self.number(x * 100, digits) + sign

    def month(self, month: str | None) -> str:
        """Return a month ``YYYY-MM`` in words."""
        return self._month(month, "yMMMM")

    def short_month(self, month: str | None) -> str:
        """Return a month ``YYYY-MM`` in few letters."""
        return self._month(month, "yMMM")

    def since_month(self, month: str | None) -> str:
        """Return "from October 2024", "à partir d’octobre 2024"."""
        return self._with_month("since-month", month)

    def month_to_month(self, first: str, last: str) -> str:
        """Return a range of months in words."""
        return self.text("month-to-month", first=self._with_month("of-month", first),
                         last=self.month(last))  # fmt: skip

    def _with_month(self, key: str, month: str | None) -> str:
        name = self.month(month)
        vowel = name[:1] in "ao"  # avril, août, octobre
        return self.text(f"{key}.vowel" if vowel else key, month=name)

    def _month(self, month: str | None, skeleton: str) -> str:
        if not month:
            return UNKNOWN
        first = date.fromisoformat(f"{month[:7]}-01")
        return format_skeleton(skeleton, first, locale=self.locale)

    def date(self, day: str | date | None) -> str:
        """Return a day (ISO date) in words."""
        if not day:
            return UNKNOWN
        value = day if isinstance(day, date) else date.fromisoformat(day[:10])
        first = self.code == "fr" and value.day == 1
        return format_date(value, "d'er' MMMM y" if first else "d MMMM y", locale=self.locale)

    def instant(self, moment: datetime, zone: str = "UTC") -> str:
        """Return an instant as the clocks of an IANA zone show it, the zone in brackets."""
        local = moment.astimezone(UTC if zone == "UTC" else ZoneInfo(zone))
        clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        return self.text("instant", day=self.date(local.date()), clock=clock, zone=zone)

    def own(self, texts: Mapping[str, str]) -> str:
        """Return a text of a case in this language, else in any that it has."""
        return texts.get(self.code) or next((text for text in texts.values() if text), UNKNOWN)

    def parties(self, codes: Iterable[str]) -> str:
        """Return parties by name, in the order of the names, as a list in words."""
        return self.join(sorted(map(self.party, codes), key=_folded))

    def order(self, name: str) -> str:
        """Return by what a name is sorted: without its accents and its capitals."""
        return _folded(name)

    def party(self, code: str | None) -> str:
        """Return the name of a party: a country's, the catalogue's, or its own code."""
        if not code:
            return UNKNOWN
        if self.has(f"party.{code}"):
            return self.text(f"party.{code}")
        if code.startswith("@"):
            return self._group(code.removeprefix("@"))
        return self._country(code) or visible(code)

    def party_in_sentence(self, code: str | None, role: Role) -> str:
        """Return the party with its article: "the Netherlands", "aux Pays-Bas"."""
        key = f"party.{code}.{role}"
        if self.has(key):
            return self.text(key)
        country = self._country(code or "")
        if self.code == "en":
            return english(country or self.party(code), role)
        return french(country, role) if country else french_without_article(self.party(code), role)

    def _group(self, name: str) -> str:
        key = f"group.{name}"
        return self.text(key) if self.has(key) else self.text("group.other", name=name)

    def _country(self, code: str) -> str | None:
        territory = _territory(code)
        return self.locale.territories.get(territory) if territory else None

    def name(self, names: pl.DataFrame, table: str, key: str | None) -> str:
        """Return the name of a capability, an item or a hub in ``names``; else its key."""
        name = visible(_names(names, table, key)[self.code] or key or UNKNOWN)
        return name.replace("'", "’") if self.code == "fr" else name

    def name_in_sentence(self, names: pl.DataFrame, table: str, key: str | None) -> str:
        """Return the name with a small first letter, unless it looks like a proper noun.

        A first word that stands with its capital in the other language too (Patriot, Leopard) is
        one, and so is a word with a further capital or a digit (F-16, HIMARS).
        """
        forms = _names(names, table, key)
        own = self.name(names, table, key)
        other = forms["fr" if self.code == "en" else "en"] or ""
        first = own.split(" ", 1)[0]
        proper = not first[1:].islower() and len(first) > 1
        if table == "hubs" or not forms[self.code] or proper or first in re.split(r"\W+", other):
            return own
        return own[:1].lower() + own[1:]

    def unit(self, unit: str | None, n: float) -> str:
        """Return a unit in the number of ``n``; a unit that the catalogue lacks stays as it is."""
        entry = self._unit(unit)
        if entry is None:
            return visible(unit or "")
        form = f"{self.code}_one" if self._is_one(n) else self.code
        return entry.get(form, entry[self.code])

    def unit_months(self, unit: str | None, n: float) -> str:
        """Return units times months: "14 system-months", "14 systèmes-mois"."""
        entry = self._unit(unit)
        word = self.unit(unit, n)
        if entry is not None and self.code == "en":
            word = entry.get("en_one", entry["en"])
        return self.count("quantity.unit-months", n, unit=word)

    def quantity(self, n: float | None, unit: str | None) -> str:
        """Return a number with its unit: "2 systems", "1 système"."""
        if n is None:
            return UNKNOWN
        return f"{self.number(n)}\u00a0{self.unit(unit, n)}".rstrip()

    def _unit(self, unit: str | None) -> Entry | None:
        return units().get((unit or "").strip().lower())

    def join(self, parts: list[str]) -> str:
        """Return a list in words: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text("list.last", first=", ".join(parts[:-1]), last=parts[-1])


def default_language(environ: Mapping[str, str] | None = None) -> Language:
    """Return the language of the locale (``LC_ALL``, ``LC_MESSAGES``, ``LANG``), else English.

    Examples
    --------
    >>> default_language({"LANG": "fr_BE.UTF-8"}).code, default_language({"LANG": "C"}).code
    ('fr', 'en')
    """
    return Language(locale_code(os.environ if environ is None else environ))


def _places(x: float) -> int:
    size = abs(x)
    if size >= 100 or size < _SMALLEST:
        return 0
    return 1 if size >= 10 else 2 if size >= 1 else 1 - math.floor(math.log10(size))


@cache
def _locale(code: LanguageCode) -> Locale:
    return Locale.parse(code)


def _folded(name: str) -> str:
    """Return a name without its accents, so that Émirats stands under E."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _territory(code: str) -> str | None:
    if not _ALPHA3.match(code):
        return None
    aliases = get_global("territory_aliases").get(code, [])
    return aliases[0] if len(aliases) == 1 else _NOT_IN_CLDR.get(code)


def _names(names: pl.DataFrame, table: str, key: str | None) -> dict[str, str | None]:
    rows = names.filter((pl.col("table") == table) & (pl.col("id") == (key or "")))
    if rows.is_empty():
        return {"en": None, "fr": None, "unit": None}
    row = rows.row(0, named=True)
    fallback = row["name_en"] or row["name_fr"]
    return {"en": row["name_en"] or fallback, "fr": row["name_fr"] or fallback, "unit": row["unit"]}
