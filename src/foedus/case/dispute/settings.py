"""The settings of a dispute: ``dispute.toml``, or the sheet ``dispute`` of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foedus.case.as_text import toml_value
from foedus.case.schema import FORMAT
from foedus.case.settings import DAY, NAME, TEXT, SettingsReader, Written
from foedus.errors import Finding

KNOWN = ("format", "name", "as_of", "body")
"""All settings but the titles, ``title.<language>``."""


@dataclass(frozen=True)
class DisputeSettings:
    """What ``dispute.toml`` says.

    Parameters
    ----------
    name : str
    title : mapping of language to str
    as_of : date, optional
        What is known on this day.
    body : str, optional
        Where the dispute is dealt with.
    """

    name: str
    title: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    body: str | None = None


def read_settings(written: Written) -> tuple[DisputeSettings | None, list[Finding]]:
    """Make the settings of what was written; nothing comes back where one of them is wrong.

    Examples
    --------
    >>> written = Written("dispute.toml", {"format": 1, "name": "strait"}, {})
    >>> read_settings(written)[0].name
    'strait'
    """
    reader = SettingsReader(written, KNOWN)
    reader.format()
    name = reader.required("name", NAME)
    title = reader.title()
    as_of = reader.optional("as_of", DAY, None)
    body = reader.optional("body", TEXT, None)
    findings = [*reader.findings, *reader.unknown()]
    if reader.findings or name is None:
        return None, findings
    return DisputeSettings(name, title, as_of, body), findings


def as_toml(settings: DisputeSettings) -> str:
    """Return the settings as ``dispute.toml`` holds them.

    Examples
    --------
    >>> print(as_toml(DisputeSettings("strait", {"en": "The strait"})), end="")
    format = 1
    name = "strait"
    <BLANKLINE>
    [title]
    en = "The strait"
    """
    lines = [f"format = {FORMAT}", f"name = {toml_value(settings.name)}"]
    if settings.as_of is not None:
        lines.append(f"as_of = {settings.as_of.isoformat()}")
    if settings.body is not None:
        lines.append(f"body = {toml_value(settings.body)}")
    if settings.title:
        lines += ["", "[title]"]
        lines += [f"{language} = {toml_value(text)}" for language, text in settings.title.items()]
    return "\n".join(lines) + "\n"
