"""Which reader reads a file of disputes: the format is named, the files are found."""

from __future__ import annotations

from pathlib import Path

from foedus.errors import Finding, InputError
from foedus.sources.disputes.climate import read_climate
from foedus.sources.disputes.deu import read_deu
from foedus.sources.disputes.genius import read_genius
from foedus.sources.disputes.imported import ImportedDispute

FORMATS = ("deu", "climate", "genius")
"""DEU II as CSV; climate-negotiation files; a folder with a Genius domain and its profiles."""

DOMAIN = b"negotiation_template"
"""Stands in the domain of a scenario, and not in its profiles."""

LOOKED_AT = 4096
"""Bytes in which the kind of an XML file shows."""


def read_disputes(form: str, path: Path) -> tuple[ImportedDispute, ...]:
    """Read the disputes of a file, or of a folder with a scenario.

    Parameters
    ----------
    form : str
        One of ``FORMATS``.
    path : Path

    Raises
    ------
    InputError
        ``disputes.no-domain`` where a folder holds no domain or no profile; those of the reader.
    """
    if form == "deu":
        return read_deu(path)
    if form == "climate":
        return (read_climate(path),)
    folder = path if path.is_dir() else path.parent
    files = sorted(folder.glob("*.xml"))
    domains = [file for file in files if _is_domain(file)]
    profiles = [file for file in files if file not in domains]
    if len(domains) != 1 or not profiles:
        details = {"domains": str(len(domains)), "profiles": str(len(profiles))}
        raise InputError(
            [Finding("fault", "disputes.no-domain", folder.resolve().name, details=details)]
        )
    return (read_genius(domains[0], profiles),)


def _is_domain(file: Path) -> bool:
    with file.open("rb") as opened:
        return DOMAIN in opened.read(LOOKED_AT)
