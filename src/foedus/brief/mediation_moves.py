"""Who cannot accept a text and why, what would unblock, and the way there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.brief.language import UNKNOWN
from foedus.brief.mediation_words import DisputeWords, Text, text_label
from foedus.brief.report import Cell, Column, Grid, Lines, Section
from foedus.results.mediation import Block, Concession, Judged, Path


def judged_section(judged: Judged, words: DisputeWords, name: str) -> Section:
    """Return who cannot accept a text, by how much and why, and what would be better for all.

    Parameters
    ----------
    judged : Judged
    words : DisputeWords
    name : {"given", "status-quo"}
        What the text is called.
    """
    text = words.language.text
    parts = (
        Lines(tuple(_text_lines(judged, words)), "facts"),
        _blocks(judged.blocks, words),
    )
    intro = broken_line(judged, words, "mediation.fact.broken-sentence")
    if not intro and not judged.blocks:
        intro = text("mediation.fact.nobody-sentence")
    return Section(text(f"mediation.section.{name}"), parts, intro)


def broken_line(judged: Judged, words: DisputeWords, key: str) -> str:
    """Return what in a text cannot stand together, in a sentence; nothing where all can."""
    language = words.language
    quoted = [
        language.join(
            [
                language.text("mediation.quoted", text=words.text(judged.outcome, (issue,)))
                for issue in pair
            ]
        )
        for pair in judged.broken
    ]
    pairs = language.text("mediation.separator").join(quoted)
    return language.text(key, pairs=pairs) if quoted else ""


def _text_lines(judged: Judged, words: DisputeWords) -> Iterator[Cell]:
    language = words.language
    yield Cell(words.text(judged.outcome))
    if judged.dominated_by is None:
        return
    changed = [i for i, chosen in judged.dominated_by.items() if judged.outcome[i] != chosen]
    better = words.text(judged.dominated_by, changed)
    yield Cell(better, strong=language.text("mediation.dominated") + language.text("view.colon"))


def _blocks(blocks: Sequence[Block], words: DisputeWords) -> Grid:
    text = words.language.text
    columns = (
        Column(text("mediation.column.party")),
        Column(text("mediation.column.why"), "say"),
        Column(text("mediation.column.costs"), "say"),
        Column(text("mediation.column.nearest"), "say"),
    )
    rows = tuple(
        (
            words.party_cell(block.party),
            Cell(why_blocked(block, words)),
            Cell(_dearest(block, words)),
            Cell(_nearest(block, words)),
        )
        for block in blocks
    )
    return Grid(text("mediation.caption.blocks"), columns, rows)


def why_blocked(block: Block, words: DisputeWords) -> str:
    """Return why a party blocks: below its reservation, across its red lines, or both."""
    text, parts = words.language.text, []
    if block.redlines:
        parts.append(text("mediation.block.redline", issues=words.issues(block.redlines)))
    if block.short > 0:
        parts.append(text("mediation.block.short", short=_own(block.party, block.short, words)))
    return words.language.text("mediation.separator").join(parts) or UNKNOWN


def _dearest(block: Block, words: DisputeWords) -> str:
    if not block.issue:
        return UNKNOWN
    cost = words.own(block.party, words.utility(block.cost), block.issue)
    return f"{words.issue(block.issue)} ({cost})"


def _own(party: str, amount: float, words: DisputeWords) -> str:
    return words.own(party, words.utility(amount))


def _nearest(block: Block, words: DisputeWords) -> str:
    if block.nearest is None:
        return words.language.text("mediation.no-nearest")
    return words.text(block.nearest, block.changed)


def concession_section(concessions: Sequence[Concession], words: DisputeWords) -> Section:
    """Return the smallest moves that would unblock, each with its text."""
    text = words.language.text
    columns = (
        Column(text("mediation.column.move")),
        Column(text("mediation.column.total"), "n"),
        Column(text("mediation.column.who"), "say"),
        Column(text("mediation.column.then"), "say"),
    )
    rows = tuple(_concession(one, words) for one in concessions)
    grid = Grid("", columns, rows)
    return Section(text("mediation.section.concessions"), (grid,), text("mediation.moves-intro"))


def _concession(one: Concession, words: DisputeWords) -> tuple[Cell, ...]:
    text = words.language.text
    move = Cell(text(f"mediation.move.{one.kind}"))
    if one.outcome is None:
        why = "none" if one.status == "none" else "not-found"
        return (move, Cell(UNKNOWN), Cell(text(f"mediation.move.{why}")), Cell(UNKNOWN))
    mark = "" if one.status == "proven" else text("mediation.mark.gap", gap=words.utility(one.gap))
    return (
        move,
        Cell(words.utility(one.total), mark, "sourced" if mark else ""),
        Cell(words.language.text("mediation.separator").join(_who(one, words))),
        Cell(words.text(one.outcome)),
    )


def _who(one: Concession, words: DisputeWords) -> Iterator[str]:
    """Yield who lowers what, lifts what, pays or receives how much."""
    text = words.language.text
    for party, amount in one.lowered.items():
        by = _own(party, amount, words)
        yield text("mediation.move.lowers", party=words.party(party), by=by)
    for party, issue, price in one.lifted:
        name = text("mediation.quoted", text=words.issue(issue))
        yield text("mediation.move.lifts", party=words.party(party), issue=name,
                   price=words.utility(price))  # fmt: skip
    for party, amount in one.paid.items():
        verb = "pays" if amount > 0 else "receives"
        by = _own(party, abs(amount), words)
        if amount:
            yield text(f"mediation.move.{verb}", party=words.party(party), by=by)


def path_section(path: Path, texts: Sequence[Text], words: DisputeWords) -> Section:
    """Return the way, text by text, or where single-issue talks stall and what gets past."""
    text, parts = words.language.text, []
    if len(path.steps) > 1:
        parts.append(_way(path, words))
    stalled = [Cell(line) for line in _stall(path, words)]
    intro = _path_intro(path, texts, words)
    return Section(text("mediation.section.path"), (*parts, Lines(tuple(stalled), "list")), intro)


def _path_intro(path: Path, texts: Sequence[Text], words: DisputeWords) -> str:
    language = words.language
    if not path.steps:
        return language.count(f"mediation.path.none{_seen(path)}", path.at_most)
    if len(path.steps) == 1:
        return language.text("mediation.path.there")
    end = path.steps[-1].outcome
    own = next((one for one in texts if words.same(one.outcome, end)), None)
    goal = text_label(own, language) if own else language.text("mediation.path.goal")
    said = language.count("mediation.path.steps", len(path.steps) - 1, goal=goal)
    return f"{said} {language.count('mediation.path.at-most', path.at_most)}"


def _way(path: Path, words: DisputeWords) -> Grid:
    text = words.language.text
    columns = (
        Column(text("mediation.column.step"), "n"),
        Column(text("mediation.column.changes"), "say"),
        Column(text("mediation.column.least"), "n"),
        Column(text("mediation.column.better")),
    )
    rows = []
    for number, step in enumerate(path.steps):
        changed = words.text(step.outcome, step.changed) if number else text("mediation.status-quo")
        worst = min(step.utilities, key=lambda party: step.utilities[party])
        least = f"{words.language.party(worst)} {_own(worst, step.utilities[worst], words)}"
        rows.append(
            (Cell(str(number)), Cell(changed), Cell(least), Cell(_movement(path, number, words)))
        )
    return Grid("", columns, tuple(rows))


def _movement(path: Path, number: int, words: DisputeWords) -> str:
    """Return how many parties a step leaves better off, and how many worse."""
    if not number:
        return UNKNOWN
    now, before = path.steps[number].utilities, path.steps[number - 1].utilities
    change = [round(now[party] - before[party], 9) for party in now]
    better, worse = sum(c > 0 for c in change), sum(c < 0 for c in change)
    return words.language.text("mediation.path.movement", better=better, worse=worse)


def _seen(path: Path) -> str:
    """Return how the key of a sentence ends that holds among the texts looked at only."""
    return "" if path.looked_at == "all" else "-seen"


def _stall(path: Path, words: DisputeWords) -> Iterator[str]:
    """Yield where single-issue talks stall, what gets past, and among which texts that holds."""
    language = words.language
    if path.stalls_at == 0:
        yield language.text(f"mediation.path.stalls-at-once{_seen(path)}")
    elif path.stalls_at is not None:
        yield language.count(f"mediation.path.stalls{_seen(path)}", path.stalls_at)
    if path.package:
        yield language.text("mediation.path.package", issues=words.issues(path.package))
    if path.looked_at != "all":
        yield language.text(f"mediation.path.looked-at.{path.looked_at}")
