"""Hostile files: refused or read, in bounded memory and in work that grows with their length.

No clock is looked at. What grew with the square of the length would take hours on the files here.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from documents_made import (
    SENTENCE,
    article,
    message,
    page,
    pdf,
    word,
    word_bytes,
    zipped,
)
from pypdf import PdfReader, PdfWriter
from said import assert_said

from foedus.errors import InputError
from foedus.sources.documents import LARGEST, read_document, read_documents

MEMORY = 400 * 1024
"""Most by which the largest memory of the process may rise, KiB."""


@contextmanager
def bounded() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY


def refused(name: str, content: bytes) -> list[str]:
    with bounded(), pytest.raises(InputError) as caught:
        read_document(name, content)
    assert_said(caught.value.findings)
    return [finding.kind for finding in caught.value.findings]


def kinds(name: str, content: bytes) -> list[str]:
    """Return the faults of a file within bounds; none where it was read."""
    with bounded():
        try:
            text = read_document(name, content).text
        except InputError as error:
            return [finding.kind for finding in error.findings]
    assert "steal()" not in text
    return []


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16")]
)
def test_empty(content: bytes) -> None:
    assert refused("a.txt", content) == ["read.empty"]


def test_a_page_a_message_and_a_document_without_text() -> None:
    assert refused("a.html", page("<script>x()</script>")) == ["read.empty"]
    assert refused("a.eml", bytes(message(" "))) == ["read.empty"]
    assert refused("a.docx", word_bytes(word())) == ["read.empty"]


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n data",
        b"\xd0\xcf\x11\xe0 old Word",
        b"{\\rtf1 text}",
        zipped({"a.txt": b"x"}),
        b"\x01\x02\x03\x04 text",
    ],
)
def test_binary(content: bytes) -> None:
    assert refused("a.txt", content) == ["read.binary"]


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024**2)
    with bounded(), pytest.raises(InputError) as caught:
        read_documents([path])
    assert [f.kind for f in caught.value.findings] == ["read.too-large"]


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what was taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0
        self.taken += size
        return b"a" * size


def test_standard_input_without_end_is_not_read_to_its_end() -> None:
    stream = Endless()
    with bounded(), pytest.raises(InputError) as caught:
        list(read_documents([Path("-")], stdin=stream))  # type: ignore[arg-type]
    assert [f.kind for f in caught.value.findings] == ["read.too-large"]
    assert stream.taken == LARGEST + 1


def test_marks_of_direction_and_brackets_pass() -> None:
    text = f"\u202e{SENTENCE}\u2066\n" + "[" * 1_000_000
    with bounded():
        assert read_document("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "body",
    ["<div>" * 1_000_000, "<b>" * 90_000 + "</i>" * 500_000, "<p>" + "x<br>" * 200_000],
)
def test_a_page_of_a_million_tags(body: str) -> None:
    assert refused("a.html", page(body)) == ["read.too-many-tags"]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 90_000,
        "<" * 1_000_000,
        "<p " + "a=b " * 500_000 + ">",
        "&" * 1_000_000,
        "<!--" * 200_000,
        "<script>" * 50_000,
        "<table><tr><td>" * 20_000,
    ],
)
def test_a_hostile_page_is_bounded(body: str) -> None:
    assert kinds("a.html", page(body + f"<p>{SENTENCE}</p>")) in ([], ["read.empty"])


def test_a_script_is_no_text() -> None:
    body = f"{SENTENCE}<script>steal()</script><img src=x onerror=steal()>"
    text = read_document("a.html", article(body, "<svg onload=steal()></svg>")).text
    assert text == SENTENCE


def test_a_pdf_with_a_password() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[SENTENCE]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert refused("a.pdf", stream.getvalue()) == ["read.pdf-encrypted"]


def test_a_pdf_that_only_an_owner_may_change_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[SENTENCE]]))))
    writer.encrypt("", "secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert read_document("a.pdf", stream.getvalue()).text == SENTENCE


def test_a_scan() -> None:
    assert refused("a.pdf", pdf([[]])) == ["read.pdf-no-text"]


def test_a_pdf_cut_short_or_spoilt() -> None:
    whole = pdf([[SENTENCE]])
    for content in (
        whole[:60],
        b"%PDF-1.7\n" + b"x" * 1000,
        whole.replace(b"/Pages 2", b"/Pages 1"),
    ):
        assert refused("a.pdf", content)[0] in ("read.damaged", "read.pdf-no-text")


def test_a_pdf_that_unpacks_to_gigabytes() -> None:
    assert refused("a.pdf", pdf([[""]] * 3, stream=b"(" * 200_000_000)) == ["read.damaged"]


def test_a_pdf_of_endless_operators_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that takes twelve seconds: no further one is read."""
    clock = count(0.0, 12.0)
    monkeypatch.setattr("foedus.sources.documents.pdf.time.process_time", lambda: next(clock))
    stream = b"BT /F1 12 Tf (a) Tj ET " * 20_000
    with bounded():
        document = read_document("a.pdf", pdf([[""]] * 50, stream=stream))
    (found,) = document.findings
    assert (found.kind, dict(found.details)) == ("read.pdf-pages", {"pages": "50", "read": "1"})
    assert_said(document.findings)


def test_a_page_that_is_broken_is_named() -> None:
    content = pdf([[SENTENCE], ["More."]]).replace(b"/Contents 7 0 R", b"/Contents 5 0 Q")
    document = read_document("a.pdf", content)
    assert document.text.startswith("Denmark")


def test_pages_in_a_loop_are_refused() -> None:
    content = pdf([[SENTENCE]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert refused("a.pdf", content)[0] in ("read.damaged", "read.pdf-no-text")


def test_a_document_that_unpacks_to_gigabytes() -> None:
    bomb = zipped({"word/document.xml": b"<w>" + b"a" * 100_000_000})
    assert refused("a.docx", bomb) == ["read.zip-bomb"]


def test_a_document_cut_short_or_spoilt() -> None:
    whole = word_bytes(word(SENTENCE))
    assert refused("a.docx", whole[: len(whole) // 2]) == ["read.damaged"]
    assert refused("a.docx", zipped({"word/document.xml": b"<w"})) == ["read.damaged"]


def test_a_document_with_entities_of_its_own() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    assert refused("a.docx", zipped({"word/document.xml": xml})) == ["read.damaged"]


@pytest.mark.parametrize(
    "head",
    [
        b"Subject: " + b'"' * 1_000_000,
        b"Content-Type: multipart/mixed; boundary=" + b"(" * 100_000,
        b"Subject: a\nContent-Type: text/plain; x=" + b"(" * 1_900,
    ],
)
def test_a_message_with_a_hostile_header(head: bytes) -> None:
    content = b"From: a@example.org\n" + head + b"\n\nText"
    assert kinds("a.eml", content) in ([], ["read.damaged"])


def test_a_message_of_messages() -> None:
    nested = b"Content-Type: message/rfc822\n\n" * 400
    assert refused("a.eml", b"From: a@example.org\nSubject: b\n" + nested)[0] in (
        "read.damaged",
        "read.empty",
    )


LINES = (
    *("[", "# ", "**a", "On x", "a ", "aa-\n", "> ", "- ", "<a", "`", "On a wrote:\n", "(c) "),
    *("\t", "> a\n"),
)
KINDS = (("a.txt", b""), ("a.md", b""), ("a.eml", b"From: a@example.org\nSubject: b\n\n"))


@pytest.mark.parametrize("line", LINES)
def test_a_million_of_anything_ends(line: str) -> None:
    content = (SENTENCE + "\n" + line * 1_000_000).encode()
    for name, before in KINDS:
        assert kinds(name, before + content) == []


def calls(name: str, content: bytes) -> int:
    """Return how many calls of functions and returns from them reading a file takes."""
    seen = 0

    def counted(*_: object) -> None:
        nonlocal seen
        seen += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read_document(name, content)
    finally:
        sys.setprofile(before)
    return seen


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("name", "before"), KINDS)
def test_twice_the_lines_are_twice_the_work(name: str, before: bytes, line: str) -> None:
    read_document(name, before + SENTENCE.encode())  # what is imported is no work on the file
    once, twice = (calls(name, before + SENTENCE.encode() + f"\n{line * n}".encode())
                   for n in (2_000, 4_000))  # fmt: skip
    assert twice <= 2.1 * once
