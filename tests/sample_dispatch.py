"""A small dispatch that was read, made by hand."""

from __future__ import annotations

from datetime import date

from foedus.errors import Finding
from foedus.results.dispatch import (
    Check,
    Dateline,
    Dispatch,
    Document,
    Nearest,
    Proposal,
    Quote,
    RecordLine,
)
from foedus.results.stamp import RecordStamp

TEXT = (
    "Brussels, 26 June 2024\n\n"
    "Mark Rutte was appointed Secretary General by a majority. <script>alert(1)</script>\n\n"
    "The Commission approved it unanimously.\u202e\n"
)
LINE = RecordLine(
    "decisions", "secretary-general-2024", "rule", "consensus", "nato-2024", "Statement", "NATO"
)


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(words, (start, start + len(words)))


FIRST = quote("Mark Rutte was appointed Secretary General by a majority.")
SECOND = quote("The Commission approved it unanimously.")


def sample() -> Dispatch:
    """Return it: a proposal of each verdict, one with a note, one in two sentences."""
    appointment = Proposal(
        "1",
        "appointment",
        {"person": "Mark Rutte", "office": "secretary-general", "how": "majority"},
        FIRST,
        {"office": "Secretary General"},
        date="2024-06-26",
        verdict="confirms",
        checks=(Check("confirms", "person", "Mark Rutte", (LINE,)),),
    )
    majority = Proposal(
        "2",
        "decision",
        {"rule": "majority", "subject": "appointment"},
        FIRST,
        verdict="contradicts",
        checks=(
            Check("contradicts", "rule", "majority", (LINE,)),
            Check("inconsistent", "rule", "majority", other=SECOND),
        ),
    )
    commission = Proposal(
        "3",
        "decision",
        {"body": "Commission", "rule": "unanimity"},
        SECOND,
        confidence=0.5,
        verdict="unknown",
        checks=(
            Check(
                "unknown",
                "body",
                "Commission",
                nearest=(Nearest("body", "nac", "North Atlantic Council"),),
            ),
        ),
    )
    pair = Proposal(
        "4",
        "decision",
        {"rule": ("majority", "unanimity")},
        FIRST,
        more=(SECOND,),
        verdict="inconsistent",
        checks=(Check("inconsistent", "rule", "majority", other=SECOND),),
    )
    aid = Proposal(
        "5",
        "aid",
        {"donor": "DEU", "recipient": "UKR", "amount": 11_000_000, "currency": "EUR"},
        SECOND,
        verdict="new",
    )
    document = Document("sample.txt", TEXT, sent=date(2024, 6, 26), sha256="ab" * 32)
    return Dispatch(
        document,
        "en",
        "An appointment",
        Dateline("2024-06-26", "Brussels", (0, 22)),
        (appointment, majority, commission, pair, aid),
        (
            Finding(
                "warning", "read.mixed", "sample.txt", details={"found": "fr", "language": "en"}
            ),
        ),
        RecordStamp(inputs={"dispatch": "ab" * 32}, foedus="0", at="2024-10-01T12:00:00+00:00"),
    )
