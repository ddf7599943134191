"""A mediation as a page: can they agree, on what, who cannot accept what, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.brief.evidence import guard_rail
from foedus.brief.findings import sentence
from foedus.brief.mediation_moves import (
    broken_line,
    concession_section,
    judged_section,
    path_section,
)
from foedus.brief.mediation_outlook import forecast_section, robustness_section
from foedus.brief.mediation_tables import (
    blocking_grid,
    filled_line,
    parties_grid,
    settlements_grid,
    texts_grid,
    why_none,
)
from foedus.brief.mediation_words import DisputeWords, Text, texts_of
from foedus.brief.record_lines import stamp_line
from foedus.brief.report import Cell, Report, Section
from foedus.errors import Finding
from foedus.results.mediation import Judged, Mediation
from foedus.results.mediation_zone import Zone

_SAID_ABOVE = ("mediate.no-agreement", "path.lattice")
"""Warnings of which the page says in its place what they say."""


def mediation_report(mediation: Mediation, words: DisputeWords) -> Report:
    """Return a mediation as a page.

    Parameters
    ----------
    mediation : Mediation
    words : DisputeWords
        With the dispute that it was made from.

    Returns
    -------
    Report
    """
    language = words.language
    return Report(
        language.code,
        words.title(),
        _subtitle(words),
        tuple(_facts(mediation, words)),
        tuple(_sections(mediation, words)),
        tuple(_notes(mediation, words)),
        language.text("view.sources"),
        (),
        f"{guard_rail(language)} {language.text('mediation.guard')}",
        (_evidence(words), stamp_line(mediation.stamp, language)),
    )


def _notes(mediation: Mediation, words: DisputeWords) -> Iterator[Cell]:
    """Yield the warnings, without what the page says at its head, by name."""
    for found in findings_of(mediation, words):
        if found.kind not in _SAID_ABOVE:
            yield Cell(sentence(found, words.language))


def findings_of(mediation: Mediation, words: DisputeWords) -> list[Finding]:
    """Return the warnings of the dispute's check and of the mediation, each once."""
    found = list(words.dispute.findings)
    return found + [one for one in mediation.findings if one not in found]


def _subtitle(words: DisputeWords) -> str:
    dispute, language = words.dispute, words.language
    known = language.text("view.known-on", day=language.date(dispute.as_of))
    parts = (
        words.body(),
        known if dispute.as_of else "",
        language.text("mediation.subtitle"),
    )
    return " · ".join(part for part in parts if part)


def _facts(mediation: Mediation, words: DisputeWords) -> Iterator[Cell]:
    if mediation.judged is not None:
        yield _judged(mediation.judged, words, "given")
    yield _agreement(mediation, words)
    if not any(party.veto for party in words.dispute.parties):
        yield Cell(words.language.text("mediation.fact.no-veto"))
    if mediation.agreement is False:
        yield from _excluded(mediation, words)
    texts = texts_of(mediation, words)
    if texts:
        yield _proposed(mediation, texts, words)
    if mediation.status_quo is not None:
        yield _judged(mediation.status_quo, words, "status-quo")


def _agreement(mediation: Mediation, words: DisputeWords) -> Cell:
    """Return whether they can agree at all, and of how many texts on how many."""
    language, zone = words.language, mediation.zone
    if mediation.agreement is None:
        return Cell(language.text("mediation.agreement.unknown"))
    known = "yes" if mediation.agreement else "no"
    total = zone.possible if zone.possible is not None else mediation.outcomes
    if total is None or (mediation.agreement and zone.agreed is None):
        return Cell(language.text(f"mediation.agreement.{known}"))
    said = language.count(
        f"mediation.agreement.{known}-counted", zone.agreed or 0, total=language.number(total, 0)
    )
    return Cell(said)


def _excluded(mediation: Mediation, words: DisputeWords) -> Iterator[Cell]:
    """Yield whose conditions exclude each other, and the smallest move."""
    if mediation.zone.conflict:
        yield Cell(_conflict(mediation.zone, words))
    least = next((c for c in mediation.concessions or () if c.kind == "least-total"), None)
    if least is not None and least.outcome is not None:
        total = words.utility(least.total)
        movers = words.parties({*least.lowered, *(party for party, _, _ in least.lifted)})
        yield Cell(words.language.text("mediation.fact.least", total=total, parties=movers))


def _conflict(zone: Zone, words: DisputeWords) -> str:
    names = words.parties(zone.conflict)
    return words.language.count("mediation.fact.conflict", len(zone.conflict), parties=names)


def conflict_line(zone: Zone, words: DisputeWords) -> str:
    """Return in a line why there is no agreement."""
    if not zone.conflict:
        return words.language.text("mediation.agreement.no")
    return _conflict(zone, words)


def _judged(judged: Judged, words: DisputeWords, name: str) -> Cell:
    """Return of a text who blocks it, or that it is not permitted."""
    strong = words.language.text(f"mediation.{name}") + words.language.text("view.colon")
    broken = broken_line(judged, words, "mediation.fact.broken")
    return Cell(broken or _blocked(judged, words), strong=strong)


def _blocked(judged: Judged, words: DisputeWords) -> str:
    names = words.by_parties(block.party for block in judged.blocks)
    if not names:
        return words.language.text("mediation.fact.nobody")
    return words.language.text("mediation.fact.blocked", parties=names)


def _proposed(mediation: Mediation, texts: Sequence[Text], words: DisputeWords) -> Cell:
    """Return the text of the settlements where it is one, else how many there are."""
    language = words.language
    count = sum(len(text.settlements) for text in texts)
    without = sum(one.outcome is None for one in mediation.settlements)
    some, figures = "-some" if without else "", {"settlements": count, "all": count + without}
    if len(texts) > 1:
        said = language.text(f"mediation.fact.texts{some}", texts=len(texts), **figures)
        return Cell(said)
    strong = language.text(f"mediation.fact.one{some}", **figures) + language.text("view.colon")
    return Cell(words.text(texts[0].outcome), strong=strong)


def _sections(mediation: Mediation, words: DisputeWords) -> Iterator[Section]:
    if mediation.judged is not None:
        yield judged_section(mediation.judged, words, "given")
    texts = texts_of(mediation, words)
    if mediation.settlements:
        yield _settlements(mediation, texts, words)
    if texts or mediation.judged is not None or mediation.status_quo is not None:
        grids = (texts_grid(mediation, texts, words), parties_grid(mediation, texts, words))
        yield Section(words.language.text("mediation.section.texts"), grids, filled_line(words))
    if mediation.zone.blocking:
        yield _blocking(mediation.zone, words)
    if mediation.status_quo is not None and _amiss(mediation.status_quo):
        yield judged_section(mediation.status_quo, words, "status-quo")
    if mediation.concessions is not None:
        yield concession_section(mediation.concessions, words)
    if mediation.path is not None:
        yield path_section(mediation.path, texts, words)
    if mediation.robustness is not None:
        yield robustness_section(mediation.robustness, texts, words, mediation.silence)
    if mediation.forecast:
        yield forecast_section(mediation.forecast, words)


def _amiss(judged: Judged) -> bool:
    return bool(judged.blocks or judged.broken)


def _blocking(zone: Zone, words: DisputeWords) -> Section:
    """Return who blocks how many of the possible texts."""
    language = words.language
    total, agreed = (language.number(n, 0) for n in (zone.possible, zone.agreed))
    intro = language.text("mediation.blocking-intro", total=total, agreed=agreed)
    heading = language.text("mediation.section.blocking")
    return Section(heading, (blocking_grid(zone, words),), intro)


def _settlements(mediation: Mediation, texts: Sequence[Text], words: DisputeWords) -> Section:
    """Return the settlements; where there is no agreement, a sentence says it for all."""
    text = words.language.text
    heading = text("mediation.section.settlements")
    if all(one.why == "no-agreement" for one in mediation.settlements):
        return Section(heading, (), text("mediation.settlements-none"))
    intro = text("mediation.settlements-intro") if texts else ""
    said = f"{intro} {why_none(mediation, words)}".strip()
    return Section(heading, (settlements_grid(mediation, texts, words),), said)


def _evidence(words: DisputeWords) -> str:
    dispute, language = words.dispute, words.language
    rows = language.count("mediation.assumed-rows", len(dispute.assumed))
    if not dispute.assumed_parties:
        return rows if dispute.assumed else language.text("mediation.assumed-none")
    said = language.text("mediation.assumed-all")
    if len(dispute.assumed_parties) < len(dispute.parties):
        names = words.parties(dispute.assumed_parties)
        said = language.text("mediation.assumed-parties", parties=names)
    return f"{rows} {said}" if dispute.assumed else said
