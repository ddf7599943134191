"""Dispatches in every format, made in code."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage

import docx

SENTENCE = "Denmark will deliver ten Leopard 2 tanks to Ukraine, the ministry said on Tuesday."
FRENCH = "Le Danemark livrera dix chars à l'Ukraine, a déclaré le ministère."


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def article(*paragraphs: str, head: str = "") -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return page(f"<nav>Home | About</nav><article>{text}</article>", head)


def word(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    return document


def word_bytes(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pdf(pages: Sequence[Sequence[str]], info: str = "", stream: bytes | None = None) -> bytes:
    """Return a PDF with a line of text for each string; ``stream`` takes the place of them all."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font,
    ]
    for place, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * place)
        )
        packed = zlib.compress(stream if stream is not None else _shown(lines))
        head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        objects.append(head + packed + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    return _numbered(objects)


def _shown(lines: Sequence[str]) -> bytes:
    shown = [b"BT /F1 12 Tf 14 TL 50 800 Td"]
    for line in lines:
        letters = line.encode("cp1252").replace(b"\\", b"\\\\")
        shown.append(b"(" + letters.replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*")
    return b"\n".join([*shown, b"ET"])


def _numbered(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    xref = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + xref + table + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(out)


def message(text: str, subject: str = "Aid for Ukraine") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "press@example.org"
    made["To"] = "desk@example.org"
    made["Subject"] = subject
    made["Date"] = "Tue, 01 Oct 2024 23:30:00 +0200"
    made.set_content(text)
    return made
