"""The fields of a rule file, read one by one: what is wrong is noted, and reading goes on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from foedus.case.spelling import nearest, nearest_number
from foedus.errors import Finding, InputError

Table = Mapping[str, object]
"""A table of TOML: text, whole numbers, exact fractions, booleans, lists, tables."""

LONGEST = 80
"""Characters of a value that a message repeats."""

_DIGITS = r"[0-9]{1,30}"
_NUMBER = re.compile(rf"(-?{_DIGITS}(?:\.{_DIGITS})?)(?:\s?(%)|/([1-9][0-9]{{0,29}}))?")
_SCIENTIFIC = re.compile(rf"[+-]?{_DIGITS}(\.{_DIGITS})?([eE][+-]?[0-9]{{1,2}})?")


def read_toml(text: str, file: str) -> Table:
    """Return a TOML text with its decimals as exact fractions.

    Raises
    ------
    InputError
        The text is not TOML.

    Examples
    --------
    >>> read_toml("at_least = 0.55", "rule.toml")
    {'at_least': Fraction(11, 20)}
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=_decimal)
    except (ValueError, RecursionError) as error:  # ValueError: also a number without end
        found = re.search(r"line ([0-9]+)", str(error))
        row = int(found[1]) if found else None
        reason = re.sub(r" \(at .*\)$", "", str(error))[:200]
        broken = Finding("fault", "broken-toml", file, row, None, None, {"reason": reason})
        raise InputError([broken]) from error


def _decimal(written: str) -> Fraction | str:
    plain = written.replace("_", "")
    # Infinity, and powers of ten that would fill the memory, stay text, which no field accepts.
    return Fraction(plain) if _SCIENTIFIC.fullmatch(plain) else written


def exact(value: object) -> Fraction | None:
    """Return a number as it was written, or None where it is none.

    Examples
    --------
    >>> exact("2/3"), exact("65%"), exact(4), exact("0.55")
    (Fraction(2, 3), Fraction(13, 20), Fraction(4, 1), Fraction(11, 20))
    >>> exact(True) is None, exact("many") is None
    (True, True)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    found = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    number, percent, divisor = found.groups()
    return Fraction(number) / (100 if percent else int(divisor or 1))


def shown(value: object) -> str:
    """Return a value as a message repeats it.

    Examples
    --------
    >>> shown(True), shown(Fraction(11, 20)), shown(["a"])
    ('true', '11/20', '[a]')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(shown(v) for v in value)}]"[:LONGEST]
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{k} = {shown(v)}' for k, v in value.items())}}}"[:LONGEST]
    return str(value)[:LONGEST]


@dataclass
class Fields:
    """Reads the fields of one file, and notes every fault with its dotted key.

    Parameters
    ----------
    file : str
    faults : list of Finding
        What was wrong so far.
    """

    file: str
    faults: list[Finding] = field(default_factory=list)

    def fault(self, kind: str, key: str, value: object = None, /, **details: str) -> None:
        """Note a fault."""
        written = None if value is None else shown(value)
        self.faults.append(Finding("fault", kind, self.file, None, key, written, details))

    def settle(self) -> None:
        """Raise all faults that were noted, if any."""
        if self.faults:
            raise InputError(self.faults)

    def keys(self, table: Table, known: Sequence[str], at: str) -> None:
        """Note the keys that are not known."""
        for key in table:
            if key not in known:
                self.unknown("rule.unknown-key", f"{at}{key}", key, known)

    def unknown(self, kind: str, key: str, value: object, known: Iterable[str]) -> None:
        """Note a name that is not known: with the nearest, where there is one, and the list."""
        names = tuple(known)
        near = nearest(value, names) if isinstance(value, str) else None
        listed = ", ".join(names)
        if near is None:
            self.fault(f"{kind}-far", key, value, known=listed)
        else:
            self.fault(kind, key, value, nearest=near, known=listed)

    def text(self, table: Table, name: str, at: str = "") -> str | None:
        """Return a text that must not be empty; None where it is absent or wrong."""
        value = table.get(name)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault("rule.not-text", f"{at}{name}", value)
        return None

    def choice(self, table: Table, name: str, known: Sequence[str], at: str = "") -> str | None:
        """Return one of the known names; None where it is absent or another."""
        value = table.get(name)
        if value is None or value in known:
            return value if isinstance(value, str) else None
        self.unknown("rule.unknown-name", f"{at}{name}", value, known)
        return None

    def flag(self, table: Table, name: str, default: bool, at: str = "") -> bool:  # noqa: FBT001
        """Return true or false."""
        value = table.get(name, default)
        if isinstance(value, bool):
            return value
        self.fault("rule.not-a-flag", f"{at}{name}", value)
        return default

    def number(self, table: Table, name: str, at: str = "") -> Fraction | None:
        """Return an exact number that is not negative; None where it is absent or wrong."""
        value = table.get(name)
        if value is None:
            return None
        number = exact(value)
        if number is None:
            plain = nearest_number(value) if isinstance(value, str) else None
            if plain is None or plain == value:
                self.fault("rule.not-a-number", f"{at}{name}", value)
            else:
                self.fault("rule.number-format", f"{at}{name}", value, nearest=plain)
        elif number < 0:
            self.fault("rule.negative", f"{at}{name}", value)
            return None
        return number

    def names(self, value: object, key: str) -> tuple[str, ...]:
        """Return a list of names; empty, doubled or blank ones are noted."""
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fault("rule.not-a-list", key, value)
            return ()
        if not value:
            self.fault("rule.empty-list", key)
        for i, name in enumerate(value):
            if name in value[:i]:
                self.fault("rule.doubled", key, name)
            elif not name or name != name.strip():
                self.fault("rule.blank-name", key, name)
        return tuple(dict.fromkeys(value))

    def known_names(self, value: object, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """Return a list of names that are all known."""
        names = self.names(value, key)
        for name in names:
            if name and name == name.strip() and name not in known:
                self.unknown("rule.unknown-name", key, name, known)
        return tuple(n for n in names if n in known)

    def languages(self, table: Table, name: str) -> Mapping[str, str]:
        """Return a text in English and French, ``{ en = "…", fr = "…" }``."""
        value = table.get(name, {})
        if not isinstance(value, Mapping):
            self.fault("rule.not-two-languages", name, value)
            return {}
        self.keys(value, ("en", "fr"), f"{name}.")
        texts = {code: self.text(value, code, f"{name}.") for code in ("en", "fr")}
        return {code: text for code, text in texts.items() if text is not None}
