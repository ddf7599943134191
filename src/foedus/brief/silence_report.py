"""A silence procedure as a page: its state, its rounds, what broke it, came late or stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from foedus.brief.evidence import guard_rail
from foedus.brief.findings import sentence
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import named, rule_line, rule_notes, stamp_line
from foedus.brief.report import Cell, Column, Grid, Report, Section
from foedus.decide.rule import Rule
from foedus.errors import Finding
from foedus.results.silence import Noted, Round, Silence

_HASH = 8
"""Digits of a text's hash that are shown; --json has all."""


def silence_report(
    silence: Silence,
    language: Language,
    *,
    name: str = "",
    rule: Rule | None = None,
    findings: Sequence[Finding] = (),
) -> Report:
    """Return a silence procedure as a page.

    Parameters
    ----------
    silence : Silence
    language : Language
    name : str
        What the text is called: its title, or the name of its file.
    rule : Rule, optional
        For its name in words and its note; without it, its key stands.
    findings : sequence of Finding
        Warnings, which become notes.

    Returns
    -------
    Report
    """
    text = language.text
    title = " – ".join(part for part in (name, headline(silence, language)) if part)
    return Report(
        language.code,
        title,
        rule_line(silence.rule, silence.cites, rule, language),
        tuple(_facts(silence, language)),
        tuple(_sections(silence, language)),
        (
            *(Cell(sentence(finding, language)) for finding in findings),
            *_notes(silence, language),
            *rule_notes(rule, language),
        ),
        text("view.sources"),
        (),
        guard_rail(language),
        (text("view.silence.evidence"), stamp_line(silence.stamp, language)),
    )


def headline(silence: Silence, language: Language) -> str:
    """Return the state with its round: "Under silence, round 2"."""
    state = named(language, "state", silence.state)
    return (
        language.text("view.silence.round", state=state, n=silence.round)
        if silence.round
        else state
    )


def deadline(silence: Silence, language: Language) -> str:
    """Return when the last round expires, in its own zone; a dash before the first."""
    if silence.expires is None:
        return UNKNOWN
    zone = silence.rounds[-1].zone if silence.rounds else "UTC"
    return language.instant(silence.expires, zone)


def _facts(silence: Silence, language: Language) -> Iterator[Cell]:
    yield Cell(language.text("view.silence.at", at=language.instant(silence.at)))
    if silence.expires is not None:
        key = "expires" if silence.state == "under_silence" else "expired"
        yield Cell(
            language.text(
                f"view.silence.{key}",
                local=deadline(silence, language),
                utc=language.instant(silence.expires),
            )
        )


def _notes(silence: Silence, language: Language) -> Iterator[Cell]:
    if silence.upcoming:
        yield Cell(language.count("view.silence.upcoming", silence.upcoming))
    if not silence.members_known:
        yield Cell(language.text("view.silence.members-unknown"))


def _sections(silence: Silence, language: Language) -> Iterator[Section]:
    if silence.rounds:
        yield Section(language.text("view.silence.rounds"), (_rounds(silence.rounds, language),))
    for topic, acts in (
        ("breaks", silence.breaks),
        ("late", silence.late),
        ("attached", silence.attached),
    ):
        if acts:
            yield Section(language.text(f"view.silence.{topic}"), (_noted(acts, language),))


def _rounds(rounds: Sequence[Round], language: Language) -> Grid:
    names = ("round", "outcome", "opened", "expires", "extended-from")
    columns = (
        *(Column(language.text(f"view.column.{name}")) for name in names),
        Column(language.text("view.column.zone"), "when"),
        Column(language.text("view.column.members"), "n"),
        Column(language.text("view.column.texts")),
    )
    return Grid("", columns, tuple(_round(one, language) for one in rounds))


def _round(one: Round, language: Language) -> tuple[Cell, ...]:
    earlier = [_clock(moment, one, language) for moment in one.extensions]
    members = UNKNOWN if one.members is None else language.number(len(one.members))
    texts = language.text("view.silence.texts", en=one.hash_en[:_HASH], fr=one.hash_fr[:_HASH])
    return (
        Cell(language.number(one.number)),
        Cell(named(language, "round-outcome", one.outcome)),
        Cell(_clock(one.opened, one, language)),
        Cell(_clock(one.expires, one, language)),
        Cell(language.text("view.separator").join(earlier) or UNKNOWN),
        Cell(one.zone),
        Cell(members),
        Cell(texts),
    )


def _clock(moment: datetime, one: Round, language: Language) -> str:
    """Return an instant on the clocks of the round's zone, which has a column of its own."""
    local = moment.astimezone(ZoneInfo(one.zone))
    return language.text("instant.local", day=language.date(local.date()), clock=f"{local:%H:%M}")


def _noted(acts: Sequence[Noted], language: Language) -> Grid:
    names = ("received", "member", "act", "round", "reason")
    columns = tuple(Column(language.text(f"view.column.{name}")) for name in names)
    return Grid("", columns, tuple(_act(act, language) for act in acts))


def _act(act: Noted, language: Language) -> tuple[Cell, ...]:
    kind = named(language, "what", act.what) if act.what else named(language, "event", act.kind)
    texts = ""
    if act.hash_en and act.hash_fr:
        texts = language.text("view.silence.texts", en=act.hash_en[:_HASH], fr=act.hash_fr[:_HASH])
    return (
        Cell(language.instant(act.at)),
        Cell(language.party(act.by)),
        Cell(kind),
        Cell(language.number(act.round)),
        Cell(language.text("view.separator").join(p for p in (act.reason, texts) if p) or UNKNOWN),
    )
