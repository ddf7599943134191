"""Why no plan exists, in words: what must give way, and which promises and limits conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from foedus.brief.language import Language
from foedus.brief.prose import Prose
from foedus.brief.words import Words
from foedus.results.plan import Plan


@dataclass(frozen=True)
class Conflict:
    """The explanation of an impossible case.

    Parameters
    ----------
    heading : str
    lacks_intro : str
    lacks : tuple of str
        By how much each must give way, least in total.
    set_intro : str
    members : tuple of str
        A smallest set of promises and limits that cannot hold together.
    """

    heading: str
    lacks_intro: str
    lacks: tuple[str, ...]
    set_intro: str
    members: tuple[str, ...]


def explain_conflict(plan: Plan, language: Language) -> Conflict:
    """Return why no plan exists.

    Parameters
    ----------
    plan : Plan
        With status ``infeasible``.
    language : Language

    Returns
    -------
    Conflict
    """
    words = Words(plan, language)
    rows = list(plan.conflict.iter_rows(named=True))
    lacks = tuple(_lack(row, words) for row in rows if row["part"] == "lacks")
    members = tuple(_member(row, words) for row in rows if row["part"] == "set")
    unknown = language.text("conflict.unknown")
    set_intro = language.count("conflict.set", len(members)) if members else ""
    return Conflict(
        heading=language.text("conflict.heading"),
        lacks_intro=language.text("conflict.lacks") if lacks else "",
        lacks=lacks,
        set_intro=set_intro if rows else unknown,
        members=members,
    )


def _lack(row: Mapping[str, object], words: Words) -> str:
    language = words.language
    limit, key, month = str(row["limit"]), _text(row["row"]), _text(row["month"])
    lacks = row["lacks"]
    quantity = words.quantity(lacks if isinstance(lacks, float) else None, _text(row["unit"]))
    text = f"lacks.{limit}" if language.has(f"lacks.{limit}") else "lacks.other"
    what = language.text(text, **{**words.parts(limit, key), "quantity": quantity})
    if month:
        return language.text("conflict.by", month=language.month(month), what=what)
    return language.text("conflict.at-any-time", what=what[:1].upper() + what[1:])


def _member(row: Mapping[str, object], words: Words) -> str:
    name = words.limit(str(row["limit"]), _text(row["row"]))
    month = _text(row["month"])
    if month is None or row["limit"] == "commitment":
        return name
    return f"{name}, {words.language.month(month)}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def conflict_lines(conflict: Conflict) -> RenderableType:
    """Return the explanation for a Rich console."""
    parts: list[RenderableType] = [Prose(Text(conflict.heading, "bold red"))]
    for intro, lines in (
        (conflict.lacks_intro, conflict.lacks),
        (conflict.set_intro, conflict.members),
    ):
        parts.extend([Prose(Text(intro))] if intro else [])
        parts.extend(Prose(Text(line), indent=2, bullet="• ") for line in lines)
    return Group(*parts)
