"""Seeded disputes for the measurements of mediation.

``KIND:PARTIES:ISSUES:OPTIONS:SEED`` with KIND

- ``plain``: no structure. Values are uniform, saliences Dirichlet (1, …, 1), party by party.
- ``blocs``: parties in 4 to 6 blocs. Saliences and values of a bloc are drawn as in ``plain``; a
  member's are four fifths of its bloc's and one fifth of its own.
- ``scales``: no options; positions are uniform on 0 to 100, saliences as in ``plain``.

Every party has a veto and reserves 0.3: below that it blocks.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Dispute, Floats, Issue, Party

RESERVED = 0.3
SHARED = 0.8
"""Of a member's preferences, its bloc's part."""
BLOCS = (4, 5, 6)


def dispute(text: str) -> Dispute:
    """Return the dispute that a text names."""
    kind, *numbers = text.split(":")
    parties, issues, options, seed = map(int, numbers)
    source = np.random.default_rng([parties, issues, options, seed])
    if kind == "scales":
        salience = source.dirichlet(np.ones(issues), parties)
        positions = source.uniform(0.0, 100.0, (parties, issues))
        return _dispute(text, salience, (np.zeros((parties, 0)),) * issues, positions)
    salience, values = _preferences(source, parties, issues, options)
    if kind == "blocs":
        count = int(source.choice(BLOCS))
        shared = _preferences(source, count, issues, options)
        bloc = np.arange(parties) % count
        salience = _mixed(shared[0][bloc], salience)
        values = _mixed(shared[1][:, bloc], values)
    return _dispute(text, salience, tuple(values), np.full((parties, issues), np.nan))


def _preferences(
    source: np.random.Generator, parties: int, issues: int, options: int
) -> tuple[Floats, Floats]:
    """Return saliences, parties x issues, and values, issues x parties x options."""
    salience = source.dirichlet(np.ones(issues), parties)
    return salience, source.random((issues, parties, options))


def _mixed(shared: Floats, own: Floats) -> Floats:
    mixed: Floats = SHARED * shared + (1 - SHARED) * own
    return mixed


def _dispute(name: str, salience: Floats, values: tuple[Floats, ...], positions: Floats) -> Dispute:
    parties, issues = salience.shape
    options = [tuple(f"{option}" for option in range(v.shape[1])) for v in values]
    return Dispute(
        name,
        MappingProxyType({"en": name, "fr": name}),
        tuple(Party(f"P{place}", veto=True, reservation=RESERVED) for place in range(parties)),
        tuple(Issue(f"I{place}", options[place], 0.0, 100.0) for place in range(issues)),
        salience,
        values,
        positions,
        np.full(salience.shape, np.nan),
    )
