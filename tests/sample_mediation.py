"""A small dispute and what a mediation found, built in code: made-up figures of three parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from foedus.case.dispute.model import Dispute, Issue, Link, Party, RedLine
from foedus.errors import Finding
from foedus.results.mediation import (
    SETTLEMENTS,
    Block,
    Concession,
    Judged,
    Mediation,
    Outcome,
    Path,
    Point,
    Robustness,
    Settlement,
    Silence,
    Step,
)
from foedus.results.mediation_forecast import Forecast
from foedus.results.mediation_zone import Zone
from foedus.results.stamp import RecordStamp

PARTIES = ("DEU", "FRA", "POL")
QUO: Outcome = {"seat": "none", "share": 20.0, "clause": "open"}
FIRST: Outcome = {"seat": "north", "share": 40.0, "clause": "review"}
SECOND: Outcome = {"seat": "south", "share": 50.0, "clause": "review"}
GIVEN: Outcome = {"seat": "north", "share": 90.0, "clause": "open"}


def sample_dispute() -> Dispute:
    """Return a dispute of three parties, two issues with options and one on a scale."""
    names = {"en": "Where the staff sits", "fr": "Où siège l'état-major"}
    options = {
        "none": {"en": "nowhere", "fr": "nulle part"},
        "north": {"en": "in the north", "fr": "au nord"},
        "south": {"en": "in the south", "fr": "au sud"},
    }
    issues = (
        Issue("seat", ("none", "north", "south"), names=names, option_names=options,
              status_quo="none"),
        Issue("share", (), 0.0, 100.0, status_quo=20.0,
              names={"en": "Common share, percent", "fr": "Part commune, pour cent"}),
        Issue("clause", ("open", "review"), status_quo="open"),
    )  # fmt: skip
    empty = np.full((3, 3), np.nan)
    positions = empty.copy()
    positions[:, 1] = (30.0, 60.0, 45.0)
    return Dispute(
        "staff",
        MappingProxyType({"en": "The seat of a staff", "fr": "Le siège d'un état-major"}),
        (Party("DEU", True, 2.0, 0.3), Party("FRA", True, 1.0, 0.25), Party("POL", False)),
        issues,
        np.array([[0.5, 0.25, 0.25], [0.4, 0.4, 0.2], [0.2, 0.3, 0.5]]),
        (
            np.array([[0.2, 1.0, 0.4], [0.1, 0.5, 1.0], [0.0, 1.0, 1.0]]),
            np.zeros((3, 0)),
            np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 1.0]]),
        ),
        positions,
        empty,
        (RedLine(1, 1, None, 0.0, 70.0, 0.4),),
        (Link(0, 0, 2, 1, False),),
        np.zeros((3, 3), dtype=bool),
        assumed=frozenset({("parties", 2), ("saliences", 4)}),
        sha256="5eed" * 16,
        findings=(
            Finding("warning", "assumed-rows", "parties.csv", None, "source", None,
                    {"count": "1", "total": "3"}),
        ),
        as_of=date(2024, 10, 1),
        body="Council",
        assumed_parties=frozenset({"POL"}),
    )  # fmt: skip


def by_party(*amounts: float) -> Mapping[str, float]:
    return MappingProxyType(dict(zip(PARTIES, amounts, strict=True)))


def sample_settlements() -> tuple[Settlement, ...]:
    """Return the five: four proven with two texts, the last with its gap."""
    first = Settlement("nash", FIRST, "proven", -1.2, 0.0, by_party(0.9, 0.75, 0.95),
                       by_party(0.6, 0.5, 0.95))  # fmt: skip
    second = replace(
        first, outcome=SECOND, utilities=by_party(0.65, 0.96, 0.985),
        gains=by_party(0.35, 0.71, 0.985),
    )  # fmt: skip
    found = {name: replace(first, name=name, value=0.5) for name in SETTLEMENTS}
    found["utilitarian"] = replace(second, name="utilitarian", status="bound", gap=0.0125)
    return tuple(found.values())


def sample_mediation() -> Mediation:
    """Return a mediation with an agreement, a way, robustness and a forecast."""
    robust = replace(sample_settlements()[0], name="robust")
    return Mediation(
        "staff",
        agreement=True,
        outcomes=None,
        settlements=sample_settlements(),
        frontier=(
            Point(FIRST, by_party(0.9, 0.75, 0.95)),
            Point(SECOND, by_party(0.65, 0.96, 0.985)),
            Point(GIVEN, by_party(0.6, 0.48, 0.4), ("FRA",)),
        ),
        status_quo=Judged(QUO, by_party(0.325, 0.28, 0.225), by_party(0.025, 0.03, 0.225)),
        path=sample_path(),
        robustness=Robustness(
            500,
            {"nash": 0.874, "utilitarian": 0.998, "robust": 1.0},
            robust,
            in_sample=0.99,
            on_fresh=0.982,
            price=0.0455,
            ranks={"nash": 0.75},
        ),
        silence=Silence(FIRST, 500, 0.874, {"DEU": 0.02, "FRA": 0.11}, 0.0),
        forecast=(
            Forecast("seat", {"none": 0.1, "north": 0.65, "south": 0.25}),
            Forecast("share", mean=43.25, low=31.0, high=58.5),
        ),
        findings=(Finding("warning", "path.lattice", "issues.csv"),),
        stamp=RecordStamp(
            {"dispute": "5eed" * 16}, "0.1.0", {"seed": "0"}, "2024-10-01T12:00:00+00:00"
        ),
    )


def sample_path() -> Path:
    """Return a way of two steps, with the stall of single-issue talks."""
    return Path(
        (
            Step(QUO, (), by_party(0.325, 0.28, 0.225)),
            Step({**FIRST, "share": 20.0}, ("seat", "clause"), by_party(0.975, 0.64, 0.925)),
            Step(FIRST, ("share",), by_party(0.9, 0.75, 0.95)),
        ),
        2,
        stalls_at=1,
        package=("seat", "clause"),
    )


def sample_judged() -> Mediation:
    """Return a mediation of a given text that one party blocks and another dominates."""
    block = Block("FRA", 0.02, ("share",), "clause", 0.2, {**GIVEN, "share": 70.0}, ("share",))
    judged = Judged(
        GIVEN,
        by_party(0.6, 0.48, 0.4),
        by_party(0.3, -0.02, 0.4),
        (block,),
        FIRST,
        (("seat", "clause"),),
    )
    return replace(sample_mediation(), judged=judged)


def sample_without() -> Mediation:
    """Return a mediation of parties that cannot agree, with the smallest moves."""
    none = [Settlement(name, None, "none", why="no-agreement") for name in SETTLEMENTS]
    moves = (
        Concession("least-total", FIRST, 0.15, {"DEU": 0.05}, (("FRA", "share", 0.1),)),
        Concession("fewest-parties", SECOND, 0.2, {"DEU": 0.2}, status="bound", gap=0.01),
        Concession("side-payments", None, 0.0, status="none"),
        Concession("side-payments", FIRST, 0.08, paid={"DEU": 0.08, "FRA": -0.08, "POL": 0.0}),
    )
    return replace(
        sample_mediation(), agreement=False, settlements=tuple(none), concessions=moves,
        robustness=None, silence=None, path=Path((), 1), forecast=(),
    )  # fmt: skip


SAMPLE_ZONE = Zone(possible=12, agreed=4)
NO_ZONE = Zone(possible=12, agreed=0, conflict=("DEU", "FRA"))


def hostile(dispute: Dispute, texts: Sequence[str]) -> Dispute:
    """Return a dispute with a hostile text in every name."""
    said = {"en": texts[0], "fr": texts[0]}
    issues = tuple(
        replace(one, names=said, option_names=dict.fromkeys(one.options, said))
        for one in dispute.issues
    )
    return replace(dispute, titles=said, body=texts[1], issues=issues)
