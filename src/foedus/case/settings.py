"""The settings of a case: ``case.toml``, or the sheet ``case`` of a workbook."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from foedus.case.model import LEVELS, LevelName, Money, Settings
from foedus.case.months import Horizon
from foedus.case.schema import FORMAT
from foedus.case.spelling import nearest, nearest_date, nearest_month
from foedus.errors import Finding

MAX_MONTHS = 1200
"""Longest horizon, months (a hundred years)."""

T = TypeVar("T")
D = TypeVar("D")

Value = object
"""What stands in ``case.toml``: text, a number, a date, a boolean, a list."""


@dataclass(frozen=True)
class Written:
    """The settings as they were written, flat, with dotted keys.

    Parameters
    ----------
    file : str
        ``case.toml`` or ``my.xlsx [case]``.
    values : mapping of str to value
    rows : mapping of str to int
        Where each stands, as far as known.
    """

    file: str
    values: Mapping[str, Value]
    rows: Mapping[str, int]


def read_toml(text: str, file: str = "case.toml") -> tuple[Written | None, list[Finding]]:
    """Read ``case.toml``; nothing comes back where it is not TOML.

    Examples
    --------
    >>> written, findings = read_toml('horizon = { start = "2024-10", months = 12 }')
    >>> dict(written.values)
    {'horizon.start': '2024-10', 'horizon.months': 12}
    >>> read_toml("as_of =")[1][0].kind
    'broken-toml'
    """
    try:
        values = dict(_flat(tomllib.loads(text), ""))
    except (ValueError, RecursionError) as error:  # ValueError: also a number without end
        found = re.search(r"line ([0-9]+)", str(error))
        row = int(found[1]) if found else None
        reason = re.sub(r" \(at .*\)$", "", str(error))[:200]
        return None, [Finding("fault", "broken-toml", file, row, None, None, {"reason": reason})]
    return Written(file, values, {}), []


def _flat(values: Mapping[str, Value], prefix: str) -> list[tuple[str, Value]]:
    flat: list[tuple[str, Value]] = []
    for key, value in values.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{prefix}{key}.")
        else:
            flat.append((f"{prefix}{key}", value))
    return flat


def read_sheet(
    file: str, cells: Sequence[tuple[int, str, str | None]]
) -> tuple[Written, list[Finding]]:
    """Read the rows (row, key, value) of the sheet ``case``; an empty value is left out.

    Examples
    --------
    >>> written, _ = read_sheet("my.xlsx [case]", [(2, "plan.levels", "need; cost")])
    >>> written.values["plan.levels"]
    ['need', 'cost']
    """
    values: dict[str, Value] = {}
    rows: dict[str, int] = {}
    findings = []
    for row, key, text in cells:
        if key in rows:
            details = {"first_row": f"{rows[key]}"}
            findings.append(Finding("fault", "doubled-setting", file, row, key, text, details))
        rows.setdefault(key, row)
        if text is not None:
            values.setdefault(key, _typed(key, text))
    return Written(file, values, rows), findings


def _typed(key: str, text: str) -> Value:
    """Give the text of a cell the type that the setting has, where it can be read so."""
    if key in {"format", "horizon.months", "money.price_year"} and re.fullmatch("[0-9]{1,9}", text):
        return int(text)
    if key == "plan.whole" and text in {"true", "false"}:
        return text == "true"
    if key == "plan.levels":
        return [part.strip(" \"'") for part in re.split("[;,]", text.strip(" []"))]
    if key in {"as_of", "horizon.start"}:
        day = text.removesuffix(" 00:00:00")
        return re.sub(r"^([0-9]{4}-[0-9]{2})-[0-9]{2}$", r"\1", day) if "." in key else day
    return text


def read_settings(written: Written) -> tuple[Settings | None, list[Finding]]:
    """Make the settings of what was written; nothing comes back where one of them is wrong.

    Returns
    -------
    Settings or None
    list of Finding
        Missing, wrong and unknown settings, a newer format, levels out of order.
    """
    reader = SettingsReader(written, KNOWN)
    reader.format()
    name = reader.required("name", NAME)
    as_of = reader.required("as_of", DAY)
    title = reader.title()
    horizon = reader.horizon()
    money = Money(
        reader.optional("money.currency", CURRENCY, "EUR"),
        reader.optional("money.unit", TEXT, "million"),
        reader.optional("money.price_year", YEAR, None),
    )
    levels = reader.levels()
    key = reader.optional("plan.key", TEXT, None)
    whole = reader.optional("plan.whole", FLAG, default=False)
    findings = [*reader.findings, *reader.unknown()]
    if reader.findings or name is None or as_of is None:
        return None, findings
    return Settings(name, as_of, title, horizon, money, levels, key, whole), findings


@dataclass(frozen=True)
class Form(Generic[T]):
    """How a setting is read, and the fault if it cannot be."""

    read: Callable[[Value], T | None]
    kind: str
    nearest: Callable[[str], str] = lambda _: ""


def _text(value: Value) -> str | None:
    sound = isinstance(value, str) and value.strip() == value != "" and value.isprintable()
    return cast(str, value) if sound else None


def _name(value: Value) -> str | None:
    text = _text(value)
    return text if text and len(text) <= 80 and not re.search(r"[\\/:*?\"<>|;=@]", text) else None


def _day(value: Value) -> date | None:
    if isinstance(value, str) and re.fullmatch("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _month(value: Value) -> date | None:
    if isinstance(value, str) and re.fullmatch("(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", value):
        return date.fromisoformat(f"{value}-01")
    return None


def _whole(low: int, high: int) -> Callable[[Value], int | None]:
    def read(value: Value) -> int | None:
        sound = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return cast(int, value) if sound else None

    return read


def _flag(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _currency(value: Value) -> str | None:
    return value if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) else None


TEXT = Form(_text, "not-text")
NAME = Form(_name, "not-a-name")
DAY = Form(_day, "not-a-date", nearest_date)
MONTH = Form(_month, "not-a-month", nearest_month)
MONTHS = Form(_whole(1, MAX_MONTHS), "horizon-months", lambda _: f"{MAX_MONTHS}")
YEAR = Form(_whole(1900, 2200), "not-a-year")
FLAG = Form(_flag, "not-a-boolean")
CURRENCY = Form(_currency, "not-a-currency")
KNOWN = (
    "format", "name", "as_of", "horizon.start", "horizon.months", "money.currency", "money.unit",
    "money.price_year", "plan.levels", "plan.key", "plan.whole",
)  # fmt: skip
"""All settings but the titles, ``title.<language>``."""


class SettingsReader:
    """Reads one setting after the other and gathers their faults."""

    def __init__(self, written: Written, known: Sequence[str]) -> None:
        self.written = written
        self.known = known
        self.findings: list[Finding] = []

    def fault(self, kind: str, key: str, **details: str) -> None:
        """Gather the fault of a setting."""
        value = self.written.values.get(key)
        text = None if value is None else _shown(value)
        row = self.written.rows.get(key)
        self.findings.append(Finding("fault", kind, self.written.file, row, key, text, details))

    def optional(self, key: str, form: Form[T], default: D) -> T | D:
        """Return a setting, or the default where it is not there or at fault."""
        written = self.written.values.get(key)
        if written is None:
            return default
        value = form.read(written)
        if value is None:
            self.fault(form.kind, key, nearest=form.nearest(_shown(written)))
            return default
        return value

    def required(self, key: str, form: Form[T]) -> T | None:
        """Return a setting; one that is missing is a fault."""
        if self.written.values.get(key) is None:
            self.fault("missing-setting", key)
        return self.optional(key, form, None)

    def format(self) -> None:
        """Check that this version reads the format."""
        number = self.required("format", Form(_whole(1, 10**9), "not-a-format"))
        if number is not None and number > FORMAT:
            self.fault("newer-format", "format", known=f"{FORMAT}")

    def title(self) -> dict[str, str]:
        """Return the titles by language."""
        keys = [k for k in self.written.values if re.fullmatch("title[.][a-z]{2,3}", k)]
        titles = {key.removeprefix("title."): self.optional(key, TEXT, None) for key in keys}
        return {language: title for language, title in titles.items() if title is not None}

    def horizon(self) -> Horizon | None:
        """Return the months to plan for, if there are some."""
        keys = ("horizon.start", "horizon.months")
        if not any(key in self.written.values for key in keys):
            return None
        start, months = self.required(keys[0], MONTH), self.required(keys[1], MONTHS)
        return None if start is None or months is None else Horizon(start, months)

    def levels(self) -> tuple[LevelName, ...]:
        """Return the levels in the user's order."""
        found = self.written.values.get("plan.levels")
        if found is None:
            return LEVELS
        if not isinstance(found, list) or not found or len(set(map(_shown, found))) < len(found):
            self.fault("levels-list", "plan.levels", known="; ".join(LEVELS))
            return LEVELS
        for level in found:
            if level not in LEVELS:
                best = nearest(_shown(level), LEVELS, cutoff=0) or ""
                self.fault("unknown-level", "plan.levels", level=_shown(level), nearest=best)
        if "need" in found and "fairness" in found[: found.index("need")]:
            self.fault("need-after-fairness", "plan.levels")
        return tuple(cast(LevelName, level) for level in found)

    def unknown(self) -> list[Finding]:
        """Return what is written and nobody knows."""
        groups = {key.split(".")[0] for key in self.known if "." in key} | {"title"}
        file, rows = self.written.file, self.written.rows
        findings = []
        for key in self.written.values:
            if key in groups:
                self.fault("not-a-group", key)
                findings.append(self.findings[-1])
            elif key not in self.known and not re.fullmatch("title[.][a-z]{2,3}", key):
                best = nearest(key, self.known, cutoff=0) or ""
                details = {"nearest": best}
                shown = key[:200]
                findings.append(
                    Finding("warning", "unknown-setting", file, rows.get(key), shown, None, details)
                )
        return findings


def _shown(value: Value) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)[:200]
