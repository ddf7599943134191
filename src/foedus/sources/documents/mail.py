"""E-mail: the message's own words, without what it quotes, its signature and its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from importlib import import_module

from foedus.errors import Finding, InputError
from foedus.sources.documents.decoding import decoded
from foedus.sources.documents.extract import Extract

LONGEST_FIELD = 2_000
"""A longer field is refused, bytes: the standard library takes seconds for one made for that."""

MOST_PARTS = 500
"""A message of more parts is refused."""

FIELD = re.compile(
    rb"^(?:subject|date|content-[a-z-]{1,40})[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*",
    re.MULTILINE | re.IGNORECASE,
)
"""The fields that are read, of the message and of its parts."""

DAMAGE = (
    *(MessageError, LookupError, ValueError, TypeError, AttributeError),
    *(AssertionError, RecursionError),
)
"""What the standard library raises on messages that are broken on purpose."""

NAMED = 5
"""So many attachments are named in a warning."""

BEGINS = re.compile(r"(?:On|Le)\s")
WROTE = re.compile(r"(?:^|\s)(?:wrote|a\sécrit)\s?:$")
"""How the line begins and ends that stands before an answered message; it may run over two."""

LONGEST_LINE = 200
"""Such a line is no longer, characters."""

ORIGINAL = re.compile(
    r"^[ \t>]*-{3,}[ \t]*(?:Original Message|Message d['’]origine)[ \t]*-{3,}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
SIGNATURE = re.compile(r"^--[ \t]*$", re.MULTILINE)
QUOTED = re.compile(r"^[ \t]*>[^\n]*$\n?", re.MULTILINE)


def extract(name: str, content: bytes) -> Extract:
    r"""Return the words of a message, with its subject as title and its day.

    Parameters
    ----------
    name : str
    content : bytes

    Raises
    ------
    InputError
        ``read.damaged``; ``read.empty`` where a message has no text; those of a web page.

    Examples
    --------
    >>> message = b"From: a@example.org\nDate: Tue, 1 Oct 2024 10:00:00 +0200\nSubject: Aid\n\n"
    >>> found = extract("a.eml", message + b"Tanks arrive.\n-- \nPress office\n")
    >>> found.text.strip(), found.title, found.sent.isoformat()
    ('Tanks arrive.', 'Aid', '2024-10-01')
    """
    _refuse_long(name, content)
    try:
        message = message_from_bytes(content.lstrip(), policy=default)
        return _extract(name, message)
    except DAMAGE as error:
        raise InputError([Finding("fault", "read.damaged", name, value="e-mail")]) from error


def _refuse_long(name: str, content: bytes) -> None:
    parts = 0
    for found in FIELD.finditer(content):
        parts += found.group()[:13].lower() == b"content-type:"
        if parts > MOST_PARTS or found.end() - found.start() > LONGEST_FIELD:
            raise InputError([Finding("fault", "read.damaged", name, value="e-mail")])


def _extract(name: str, message: EmailMessage) -> Extract:
    body = message.get_body(preferencelist=("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise InputError([Finding("fault", "read.empty", name)])
    found = _content(name, body)
    text = own_words(found.text)
    findings = (*found.findings, *_attached(name, message))
    return Extract(text, str(message.get("subject", "")), _sent(message), findings)


def _content(name: str, part: EmailMessage) -> Extract:
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    if part.get_content_type() == "text/html":
        page: Extract = import_module("foedus.sources.documents.web_page").extract(name, content)
        return page
    text, findings = decoded(name, content, part.get_content_charset() or "")
    return Extract(text, findings=findings)


def own_words(text: str) -> str:
    r"""Return a message without the messages that it answers and without its signature.

    Where nothing else is left (a message passed on), what it quotes stays.

    Examples
    --------
    >>> own_words("Yes.\n\nOn Tue, 1 Oct 2024, the press office wrote:\n> Will it come?\n")
    'Yes.\n\n'
    """
    whole = re.sub(r"\r\n?", "\n", text)
    own = SIGNATURE.split(ORIGINAL.split(whole, maxsplit=1)[0], maxsplit=1)[0]
    lines = list(_own_lines(own.split("\n")))
    if any(line.strip() for line in lines):
        return "\n".join(lines)
    return re.sub(r"^(?:[ \t]*>)+[ \t]?", "", whole, flags=re.MULTILINE)


def _own_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that answer nothing; what follows an answered message without marks, none."""
    said = {place for last in range(len(lines)) for place in _said_before(lines, last)}
    marked = any(line.lstrip().startswith(">") for line in lines)
    for place, line in enumerate(lines):
        if place in said and not marked:
            return
        if place not in said and not line.lstrip().startswith(">"):
            yield line


def _said_before(lines: Sequence[str], last: int) -> range:
    """Return the lines, one or two, which end with this one and say who wrote what follows."""
    if len(lines[last]) > LONGEST_LINE or not WROTE.search(lines[last].rstrip()):
        return range(0)
    first = last if BEGINS.match(lines[last].lstrip()) else last - 1
    begins = first >= 0 and BEGINS.match(lines[first].lstrip())
    return range(first, last + 1) if begins else range(0)


def _sent(message: EmailMessage) -> date | None:
    header = message.get("date")
    moment = getattr(header, "datetime", None)
    return None if moment is None else moment.date()


def _attached(name: str, message: EmailMessage) -> tuple[Finding, ...]:
    if not message.is_multipart():
        return ()
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if not names:
        return ()
    rest = [f"+{len(names) - NAMED}"] if len(names) > NAMED else []
    details = {"names": ", ".join([one[:80] for one in names[:NAMED]] + rest)}
    return (Finding("warning", "read.attachments", name, details=details),)
