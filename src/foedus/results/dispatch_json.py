"""A dispatch that was read as the JSON that other people's tools read (``--json``)."""

from __future__ import annotations

from foedus.results.dispatch import Check, Dispatch, Proposal, Quote
from foedus.results.record_json import Json, plain


def dispatch_as_json(dispatch: Dispatch) -> Json:
    """Return a dispatch as plain values, ready for ``json.dumps``; its findings are left out."""
    line = dispatch.dateline
    return {
        "dispatch": {
            "language": dispatch.language,
            "dateline": None if line is None else line.day,
            "title": dispatch.title,
            "place": None if line is None or not line.place else line.place,
            "file": dispatch.document.file,
        },
        "proposals": [_proposal(one) for one in dispatch.proposals],
        "stamp": plain(dispatch.stamp),
    }


def _proposal(one: Proposal) -> Json:
    return {
        "kind": one.kind,
        "fields": plain(one.fields),
        "quote": one.quote.text,
        "span": list(one.quote.span),
        "date": one.date or None,
        "confidence": one.confidence,
        "verdict": one.verdict,
        "record": plain(one.record),
        "nearest": plain(one.nearest),
        "id": one.id,
        "words": plain(one.words),
        "more": [_quote(quote) for quote in one.more],
        "checks": [_check(check) for check in one.checks],
        "notes": [{"kind": note.kind, "details": plain(note.details)} for note in one.notes],
    }


def _check(check: Check) -> Json:
    return {
        "verdict": check.verdict,
        "field": check.field,
        "said": check.said,
        "record": plain(check.record),
        "nearest": plain(check.nearest),
        "other": None if check.other is None else _quote(check.other),
    }


def _quote(quote: Quote) -> Json:
    return {"quote": quote.text, "span": list(quote.span)}
