"""Plain text."""

from __future__ import annotations

from foedus.sources.documents.decoding import decoded
from foedus.sources.documents.extract import Extract


def extract(name: str, content: bytes) -> Extract:
    """Return the text of a plain file.

    Parameters
    ----------
    name : str
    content : bytes

    Raises
    ------
    InputError
        ``read.encoding``.
    """
    text, findings = decoded(name, content)
    return Extract(text, findings=findings)
