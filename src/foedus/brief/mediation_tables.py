"""The named settlements side by side: what each is, its text, and what it is worth to whom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from foedus.brief.language import UNKNOWN
from foedus.brief.mediation_words import DisputeWords, Text, text_label
from foedus.brief.record_lines import share_words
from foedus.brief.report import Cell, Column, Grid
from foedus.results.mediation import Judged, Mediation, Settlement
from foedus.results.mediation_zone import Zone

_TINY = 1e-4
"""A smaller gap is not written out."""


def settlements_grid(mediation: Mediation, texts: Sequence[Text], words: DisputeWords) -> Grid:
    """Return the settlements, a row each: what it seeks, its text, how far it is proven."""
    text = words.language.text
    letters = {one.name: own.letter for own in texts for one in own.settlements}
    columns = (
        Column(text("mediation.column.settlement")),
        Column(text("mediation.column.text")),
        Column(text("mediation.column.seeks"), "say"),
        Column(text("mediation.column.proof"), "say"),
    )
    robust = mediation.robustness.settlement if mediation.robustness else None
    found = list(mediation.settlements)
    if robust is not None and all(one.name != robust.name for one in found):
        found.append(robust)
    rows = tuple(_row(one, letters.get(one.name, UNKNOWN), words) for one in found)
    return Grid("", columns, rows)


def _row(one: Settlement, letter: str, words: DisputeWords) -> tuple[Cell, ...]:
    return (
        Cell(words.settlement(one.name)),
        Cell(letter),
        Cell(words.language.text(f"mediation.seeks.{one.name}")),
        Cell(proof(one, words)),
    )


def proof(one: Settlement, words: DisputeWords) -> str:
    """Return whether a settlement is proven, or how much better another could be."""
    text = words.language.text
    if one.outcome is None:
        return _why(one, words)
    if one.status == "proven":
        return text(f"mediation.proof.{'sampled' if one.name == 'robust' else 'proven'}")
    if not math.isfinite(one.gap):
        return text("mediation.proof.open")
    if one.gap < _TINY:
        return text("mediation.proof.tiny", gap=words.language.number(_TINY, 4))
    return text("mediation.proof.bound", gap=words.language.number(one.gap, 4))


def why_none(mediation: Mediation, words: DisputeWords) -> str:
    """Return a sentence a reason where some settlements have no text though others do."""
    missing = [one for one in mediation.settlements if one.outcome is None]
    if len(missing) == len(mediation.settlements):
        return ""
    reasons = dict.fromkeys(_why(one, words) for one in missing)
    return " ".join(_missing(missing, why, words) for why in reasons)


def _missing(missing: Sequence[Settlement], why: str, words: DisputeWords) -> str:
    names = [words.settlement(one.name) for one in missing if _why(one, words) == why]
    return words.language.text("mediation.missing", names=words.language.join(names), why=why)


def _why(one: Settlement, words: DisputeWords) -> str:
    key = f"mediation.why.{one.why}"
    known = words.language.has(key)
    return words.language.text(key if known else "mediation.why.none")


def texts_grid(mediation: Mediation, texts: Sequence[Text], words: DisputeWords) -> Grid:
    """Return the texts side by side, a row an issue, the status quo and a given text first."""
    text = words.language.text
    others = tuple(_others(mediation))
    columns = (
        Column(text("mediation.column.issue")),
        *(Column(text(f"mediation.{name}")) for name, _ in others),
        *(Column(text_label(one, words.language)) for one in texts),
    )
    rows = tuple(
        (
            Cell(words.issue(issue.name)),
            *(Cell(words.choice(issue.name, judged.outcome[issue.name])) for _, judged in others),
            *(Cell(words.choice(issue.name, one.outcome[issue.name])) for one in texts),
        )
        for issue in words.dispute.issues
    )
    return Grid("", columns, rows)


def _others(mediation: Mediation) -> Iterator[tuple[str, Judged]]:
    if mediation.status_quo is not None:
        yield "status-quo", mediation.status_quo
    if mediation.judged is not None:
        yield "given", mediation.judged


def parties_grid(mediation: Mediation, texts: Sequence[Text], words: DisputeWords) -> Grid:
    """Return what each text is worth to each party, with its gain in brackets."""
    text = words.language.text
    others = tuple(_others(mediation))
    columns = (
        Column(text("mediation.column.party")),
        Column(text("mediation.column.veto")),
        Column(text("mediation.column.reservation"), "n"),
        *(Column(text(f"mediation.{name}"), "n") for name, _ in others),
        *(Column(text_label(one, words.language), "n") for one in texts),
    )
    figures = [(judged.utilities, judged.gains) for _, judged in others]
    figures += [(one.settlements[0].utilities, one.settlements[0].gains) for one in texts]
    rows = tuple(
        (
            words.party_cell(party.name),
            Cell(text(f"mediation.veto.{'yes' if party.veto else 'no'}")),
            Cell(words.reservation(place)),
            *(Cell(_worth(party.name, worth, words)) for worth in figures),
        )
        for place, party in enumerate(words.dispute.parties)
    )
    return Grid(_legend(words), columns, rows)


def _legend(words: DisputeWords) -> str:
    """Return what the figures of the parties are, and what the signs beside them mean."""
    text = words.language.text
    powerless = any(
        words.reservation(place) == UNKNOWN for place in range(len(words.dispute.parties))
    )
    parts = [
        text("mediation.caption.parties"),
        *([text("mediation.caption.no-veto")] if powerless else []),
        *words.signs(),
    ]
    return text("mediation.separator").join(parts)


def filled_line(words: DisputeWords) -> str:
    """Return how much was filled in from ranks; nothing where every value was given."""
    dispute, language = words.dispute, words.language
    asked = dispute.salience > 0
    filled = dispute.ranked & asked
    if not filled.any():
        return ""
    return language.text(
        "mediation.filled",
        values=language.number(int(filled.sum())),
        all=language.number(int(asked.sum())),
        share=share_words(int(filled.sum()), int(asked.sum()), language),
        parties=int(filled.any(axis=1).sum()),
        of=len(dispute.parties),
        issues=int(filled.any(axis=0).sum()),
        questions=len(dispute.issues),
    )


def blocking_grid(zone: Zone, words: DisputeWords) -> Grid:
    """Return how many of the possible texts each party blocks, and of how many nobody else."""
    text, number = words.language.text, words.language.number
    columns = (
        Column(text("mediation.column.party")),
        Column(text("mediation.column.blocks"), "n"),
        Column(text("mediation.column.alone"), "n"),
    )
    rows = tuple(
        (
            words.party_cell(one.party),
            Cell(number(one.texts, 0)),
            Cell(number(one.alone, 0)),
        )
        for one in zone.blocking
    )
    return Grid("", columns, rows)


def _worth(
    party: str, worth: tuple[Mapping[str, float], Mapping[str, float]], words: DisputeWords
) -> str:
    utilities, gains = worth
    said = words.own(party, words.utility(utilities.get(party)))
    if party not in gains:
        return said
    return f"{said} ({words.gain(gains[party])})"
