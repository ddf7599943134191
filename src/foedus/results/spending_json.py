"""The spending of members as the JSON that other people's tools read (``--json``).

The documented fields come first and keep their names; the others follow. Each line says in which
unit its figures stand: shares and rates of the guideline are fractions (0.02), figures and totals
stand in their own unit; what is not known is null.
"""

from __future__ import annotations

from collections.abc import Sequence

from foedus.errors import Finding
from foedus.results.record import Evidence
from foedus.results.record_json import Json, plain
from foedus.results.spending import Count, GuidelineLine, Path, Spending, TermLine, place_of

FRACTION = "fraction"
"""Unit of a share or a rate: 0.02 is 2 %."""

SETTINGS = ("case", "title", "at", "body", "release", "basis", "year", "growth")


def spending_as_json(spending: Spending, texts: Sequence[str] = ()) -> Json:
    """Return the spending of members as plain values, ready for ``json.dumps``.

    Parameters
    ----------
    spending : Spending
    texts : sequence of str
        The findings in words, in their order; without them their keys stand.
    """
    said = texts or [finding.kind for finding in spending.findings]
    return {
        "rows": [_flat(figure) for figure in spending.rows],
        "guideline": [_against(line) for line in spending.guideline],
        "terms": [_term(line) for line in spending.terms],
        "findings": [_finding(f, t) for f, t in zip(spending.findings, said, strict=True)],
        "stamp": plain(spending.stamp),
        **{name: plain(getattr(spending, name)) for name in SETTINGS},
        "growth_unit": FRACTION,
        "aims": [_flat(aim) | {"unit": FRACTION} for aim in spending.aims],
        "recomputed": [_flat(line) | {"unit": "percent"} for line in spending.recomputed],
        "equipment": [_against(line) for line in spending.equipment],
        "counts": [_against(count) for count in spending.counts],
        "totals": [_flat(total) for total in spending.totals],
        "path": [_path(line) for line in spending.path],
        "sources": plain(spending.sources),
        "assumed": spending.assumed,
        "lines": spending.lines,
    }


def _flat(line: object) -> Json:
    """Return a line with its source beside the figures, not below them."""
    values = plain(line)
    assert isinstance(values, dict)
    evidence = getattr(line, "evidence", None)
    if isinstance(evidence, Evidence):
        del values["evidence"]
        values |= {"source": evidence.source, "assumed": evidence.basis == "assumed"}
    return values


def _against(line: GuidelineLine | Count) -> Json:
    """Return a line of shares with their unit, and that of the gap in money."""
    return _flat(line) | {"unit": FRACTION, "gap_amount_unit": _million(line.currency)}


def _million(currency: str | None) -> str | None:
    return None if currency is None else f"million {currency}"


def _path(line: Path) -> Json:
    amounts = [{"year": y, "amount": amount} for y, amount in line.amounts]
    units = {"unit": _million(line.currency), "rate_unit": FRACTION}
    return _flat(line) | {"amounts": amounts, **units}


def _term(line: TermLine) -> Json:
    first: Json = {
        "office": line.office,
        "person": line.person,
        "from": plain(line.since),
        "until": plain(line.until),
    }
    rest = _flat(line) | {"relative_unit": FRACTION}
    evidence = line.term_evidence
    rest["term_source"] = None if evidence is None else evidence.source
    del rest["term_evidence"]
    return first | {key: rest[key] for key in rest if key != "since"}


def _finding(finding: Finding, text: str) -> Json:
    return {
        "kind": finding.kind,
        "where": place_of(finding),
        "text": text,
        "severity": finding.severity,
        "details": dict(finding.details),
    }
