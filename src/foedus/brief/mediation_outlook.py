"""How sure a mediation is, and what is likely to come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.brief.mediation_words import UTILITY_DIGITS, DisputeWords, Text, text_label
from foedus.brief.report import Cell, Column, Grid, Lines, Look, Section
from foedus.results.mediation import Robustness, Silence
from foedus.results.mediation_forecast import Forecast

_LEAST = 0.005
"""A less likely option is not named."""


def robustness_section(
    robust: Robustness, texts: Sequence[Text], words: DisputeWords, silence: Silence | None = None
) -> Section:
    """Return how often nobody blocks each settlement under preferences drawn anew.

    Parameters
    ----------
    robust : Robustness
    texts : sequence of Text
    words : DisputeWords
    silence : Silence, optional
        A silence procedure, which gets a line of its own.
    """
    language = words.language
    headings = ["settlement", "probability", *(["ranks"] if robust.ranks else [])]
    looks: dict[str, Look] = {"probability": "n", "ranks": "n"}
    columns = tuple(
        Column(language.text(f"mediation.column.{name}"), looks.get(name, "")) for name in headings
    )
    rows = tuple(_odds(name, robust, words)[: len(headings)] for name in robust.probability)
    intro = language.count("mediation.robust.intro", robust.draws)
    told = [*_robust(robust, texts, words), *_silence(silence, texts, words)]
    lines = Lines(tuple(Cell(said) for said in told), "list")
    return Section(
        language.text("mediation.section.robust"), (Grid("", columns, rows), lines), intro
    )


def _odds(name: str, robust: Robustness, words: DisputeWords) -> tuple[Cell, ...]:
    """Return a settlement, how often nobody blocks it, and how often other ranks leave it alone."""
    ranks = words.language.percent(robust.ranks.get(name))
    odds = words.share(robust.probability[name], robust.draws)
    return Cell(words.settlement(name)), Cell(odds), Cell(ranks)


def _robust(robust: Robustness, texts: Sequence[Text], words: DisputeWords) -> Iterator[str]:
    language = words.language
    if robust.settlement is None or robust.settlement.outcome is None:
        return
    own = next((one for one in texts if words.same(one.outcome, robust.settlement.outcome)), None)
    said = text_label(own, language) if own else words.text(robust.settlement.outcome)
    yield language.text("mediation.robust.text", text=said)
    if robust.on_fresh is not None and robust.in_sample is not None:
        yield language.text(
            "mediation.robust.chosen",
            fresh=words.share(robust.on_fresh, robust.draws),
            sample=words.share(robust.in_sample, robust.draws),
        )
    if robust.price is not None:
        some = "" if round(robust.price, UTILITY_DIGITS) else "-none"
        price = words.utility(robust.price)
        yield language.text(f"mediation.robust.price{some}", price=price)


def _silence(silence: Silence | None, texts: Sequence[Text], words: DisputeWords) -> Iterator[str]:
    """Yield how often nobody breaks silence on a text, and who does so most often."""
    if silence is None:
        return
    language = words.language
    own = next((one for one in texts if words.same(one.outcome, silence.outcome)), None)
    text = text_label(own, language) if own else language.text("mediation.given")
    kept = words.share(silence.kept, silence.draws)
    party = max(silence.broken_by, key=silence.broken_by.__getitem__, default=None)
    if party is None or not silence.broken_by[party]:
        yield language.text("mediation.robust.silence", text=text, kept=kept)
        return
    yield language.text(
        "mediation.robust.silence-broken",
        text=text,
        kept=kept,
        party=words.parties([party]),
        share=words.share(silence.broken_by[party], silence.draws),
    )


def forecast_section(forecast: Sequence[Forecast], words: DisputeWords) -> Section:
    """Return what is likely to come out on each issue, as a distribution."""
    text = words.language.text
    columns = (
        Column(text("mediation.column.issue")),
        Column(text("mediation.column.forecast"), "say"),
    )
    rows = tuple((Cell(words.issue(one.issue)), Cell(distribution(one, words))) for one in forecast)
    return Section(
        text("mediation.section.forecast"),
        (Grid("", columns, rows),),
        text("mediation.forecast-intro"),
    )


def distribution(one: Forecast, words: DisputeWords) -> str:
    """Return a forecast in words: each option with its probability, or a mean with its interval."""
    language = words.language
    if one.probabilities:
        likely = sorted(one.probabilities.items(), key=lambda item: -item[1])
        return language.text("mediation.separator").join(
            f"{words.choice(one.issue, option)} {language.percent(probability)}"
            for option, probability in likely
            if probability >= _LEAST
        )
    ends = [language.number(x) for x in (one.mean, one.low, one.high)]
    return language.text("mediation.interval", mean=ends[0], low=ends[1], high=ends[2])
