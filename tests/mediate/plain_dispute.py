"""Disputes for the tests, and what their definition says, in plain loops."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import product
from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Dispute, Issue, Link, Party, RedLine

Text = tuple[float, ...]
NEAR = 1e-9


def made(
    parties: Sequence[Party],
    issues: Sequence[Issue],
    salience: Sequence[Sequence[float]],
    values: Sequence[object],
    *,
    redlines: Sequence[RedLine] = (),
    links: Sequence[Link] = (),
) -> Dispute:
    """A dispute: ``values`` has for options an array parties x options, for a scale positions."""
    shape = (len(parties), len(issues))
    positions = np.full(shape, np.nan)
    tables = []
    for place, issue in enumerate(issues):
        given = np.array(values[place], dtype=float)
        if issue.scale:
            positions[:, place] = given
            given = np.zeros((len(parties), 0))
        tables.append(given)
    return Dispute(
        "test",
        MappingProxyType({"en": "Test"}),
        tuple(parties),
        tuple(issues),
        np.array(salience, dtype=float),
        tuple(tables),
        positions,
        np.full(shape, np.nan),
        tuple(redlines),
        tuple(links),
        np.zeros(shape, dtype=bool),
    )


def drawn(
    seed: int,
    *,
    parties: int = 3,
    options: Sequence[int] = (3, 3, 2, 3),
    scales: int = 0,
    harsh: float = 0.6,
    round_to: int = 2,
) -> Dispute:
    """A random dispute; ``harsh``: the largest reservation."""
    draw = random.Random(seed)
    people = [
        Party(f"p{n}", draw.random() < 0.8, draw.choice([1, 2]), round(draw.random() * harsh, 2))
        for n in range(parties)
    ]
    counts = list(options)[: max(1, draw.randint(2, len(options)))] if options else []
    issues = [
        Issue(f"i{n}", tuple(f"o{k}" for k in range(count)), status_quo=f"o{draw.randrange(count)}")
        for n, count in enumerate(counts)
    ]
    issues += [Issue(f"s{n}", (), -1.0, 3.0, status_quo=1.0) for n in range(scales)]
    salience = [[draw.randint(0, 5) for _ in issues] for _ in people]
    shares = [[s / max(1, sum(row)) for s in row] for row in salience]
    values = [
        [round(draw.uniform(-1, 3), 1) for _ in people]
        if issue.scale
        else [[round(draw.random(), round_to) for _ in issue.options] for _ in people]
        for issue in issues
    ]
    dispute = made(people, issues, shares, values)
    for p, row in enumerate(salience):
        for i, issue in enumerate(issues):
            if issue.scale and not row[i]:
                dispute.positions[p, i] = np.nan
    return made(
        people,
        issues,
        shares,
        [dispute.positions[:, i] if x.scale else dispute.values[i] for i, x in enumerate(issues)],
        redlines=_lines(draw, people, issues),
        links=_links(draw, counts),
    )


def _lines(draw: random.Random, people: Sequence[Party], issues: Sequence[Issue]) -> list[RedLine]:
    lines = []
    for p, i in product(range(len(people)), range(len(issues))):
        if draw.random() > 0.15:
            continue
        price = round(draw.random() * 0.5, 2)
        if issues[i].scale:
            ends = sorted(round(draw.uniform(-1, 3), 1) for _ in range(2))
            lines.append(RedLine(p, i, None, ends[0], ends[1], price))
        else:
            lines.append(RedLine(p, i, draw.randrange(len(issues[i].options)), price=price))
    return lines


def _links(draw: random.Random, counts: Sequence[int]) -> list[Link]:
    if len(counts) < 2:
        return []
    found = []
    for _ in range(draw.randint(0, 3)):
        first, then = draw.sample(range(len(counts)), 2)
        options = draw.randrange(counts[first]), draw.randrange(counts[then])
        found.append(Link(first, options[0], then, options[1], draw.random() < 0.5))
    return found


def utility(dispute: Dispute, text: Text, party: int) -> float:
    total = 0.0
    for i, issue in enumerate(dispute.issues):
        salience = dispute.salience[party, i]
        if not salience:
            continue
        if issue.scale:
            away = abs(text[i] - dispute.positions[party, i]) / (issue.high - issue.low)
            total += salience * (1 - away)
        else:
            total += salience * dispute.values[i][party, int(text[i])]
    return float(total)


def worth(dispute: Dispute, text: Text) -> list[float]:
    return [utility(dispute, text, p) for p in range(len(dispute.parties))]


def kept(dispute: Dispute, text: Text) -> bool:
    """Whether a text keeps all links."""
    for link in dispute.links:
        first = text[link.if_issue] == link.if_option
        then = text[link.then_issue] == link.then_option
        if first and then != link.allowed:
            return False
    return True


def crossed(dispute: Dispute, text: Text, party: int) -> list[RedLine]:
    if not dispute.parties[party].veto:
        return []
    return [
        line
        for line in dispute.redlines
        if line.party == party
        and (
            text[line.issue] == line.option
            if line.option is not None
            else not line.low - NEAR <= text[line.issue] <= line.high + NEAR
        )
    ]


def lack(dispute: Dispute, text: Text, party: int) -> float:
    """By how much a party with a veto lies below its reservation."""
    if not dispute.parties[party].veto:
        return 0.0
    found = dispute.parties[party].reservation - utility(dispute, text, party)
    return found if found > NEAR else 0.0


def blockers(dispute: Dispute, text: Text) -> list[int]:
    return [
        p
        for p in range(len(dispute.parties))
        if lack(dispute, text, p) or crossed(dispute, text, p)
    ]


def texts(dispute: Dispute, *, points: int = 0) -> Iterator[Text]:
    """All texts that keep all links, of a scale so many evenly spread points."""
    choices = [
        [float(x) for x in np.linspace(issue.low, issue.high, points)]
        if issue.scale
        else [float(o) for o in range(len(issue.options))]
        for issue in dispute.issues
    ]
    return (text for text in product(*choices) if kept(dispute, text))


def distance(text: Text, other: Text) -> int:
    return sum(abs(a - b) > NEAR for a, b in zip(text, other, strict=True))


def total(dispute: Dispute, text: Text) -> float:
    """The utilitarian value."""
    return sum(p.weight * u for p, u in zip(dispute.parties, worth(dispute, text), strict=True))


def row_of(dispute: Dispute, outcome: object) -> Text:
    assert hasattr(outcome, "__getitem__")
    return tuple(
        float(outcome[i.name]) if i.scale else float(i.options.index(outcome[i.name]))
        for i in dispute.issues
    )


def named(dispute: Dispute, text: Text) -> dict[str, str | float]:
    return {
        i.name: x if i.scale else i.options[int(x)]
        for i, x in zip(dispute.issues, text, strict=True)
    }
