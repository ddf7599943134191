"""The frame of the pictures of spending: finding above, sources, guard rail and stamp below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedus.brief.evidence import guard_rail
from foedus.brief.language import Language
from foedus.brief.pictures.frame import Drawing, Picture, Said, Values, above
from foedus.brief.record_lines import RecordWords
from foedus.results.spending import Spending


def framed(
    body: Drawing,
    spending: Spending,
    language: Language,
    *,
    name: str,
    said: Said,
    data: Mapping[str, Values],
    margin: int = 0,
) -> Picture:
    """Return a picture of a drawing, as ``frame.framed`` does for those of a plan."""
    lines = evidence_lines(spending, language)
    return above(lines, body, language, name=name, said=said, data=data, margin=margin)


def evidence_lines(spending: Spending, language: Language) -> Sequence[str]:
    """Return the guard rail, the assumed share with the sources, and the stamp, a line each."""
    words = RecordWords(language, spending.sources)
    *figures, _ = words.footer(
        spending.stamp,
        assumed=spending.assumed,
        lines=spending.lines,
        line=language.text("defence.line"),
    )
    stamp = language.text(
        "evidence.stamp",
        case=spending.case,
        day=language.date(spending.at),
        sha=spending.stamp.inputs.get("case", "")[:12],
        foedus=spending.stamp.foedus,
    )
    return [guard_rail(language), " ".join(figures), stamp]
