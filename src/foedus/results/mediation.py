"""What a mediation finds: settlements with their proof, who blocks, what would unblock, the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from foedus.errors import Finding
from foedus.results.mediation_forecast import Forecast
from foedus.results.mediation_zone import Zone
from foedus.results.stamp import RecordStamp

SettlementName = Literal[
    "nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian", "robust"
]
SETTLEMENTS: tuple[SettlementName, ...] = (
    "nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian",
)  # fmt: skip
"""The named settlements, in the order in which they are shown."""

Status = Literal["proven", "bound", "none"]
LookedAt = Literal["all", "scale-ends", "ends"]
Outcome = Mapping[str, str | float]
"""For each issue an option, or a point on its scale."""


@dataclass(frozen=True)
class Block:
    """Why a party blocks an outcome.

    Parameters
    ----------
    party : str
    short : float
        By how much its utility lies below its reservation, both 0..1; 0 if it does not.
    redlines : tuple of str
        Issues on which the outcome crosses one of its red lines.
    issue : str
        The issue that costs it most against its best option (salience times loss).
    cost : float
        That cost.
    nearest : Outcome, optional
        The nearest text that it would accept: fewest issues changed, then least loss of the
        others; None: there is none.
    changed : tuple of str
        Issues that this text changes.
    """

    party: str
    short: float
    redlines: tuple[str, ...] = ()
    issue: str = ""
    cost: float = 0.0
    nearest: Outcome | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settlement:
    """A named settlement.

    Parameters
    ----------
    name : SettlementName
    outcome : Outcome, optional
        None where there is none.
    status : {"proven", "bound", "none"}
    value : float, optional
        What it maximises (of leximin the smallest gain).
    gap : float
        How much better another could be, in the units of ``value``; 0 where proven.
    utilities, gains : mapping of party to float
        Utility 0..1; a gain is the utility less the reservation.
    blockers : tuple of str
        Empty by definition; kept for judged outcomes.
    why : str
        Where there is none, a key: ``no-agreement``, ``no-positive-gain``, ``no-veto-gain``.
    """

    name: SettlementName
    outcome: Outcome | None
    status: Status
    value: float | None = None
    gap: float = 0.0
    utilities: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    gains: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    blockers: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Point:
    """An outcome on the frontier, with everybody's utility (0..1), and who blocks it."""

    outcome: Outcome
    utilities: Mapping[str, float]
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concession:
    """The smallest move that unblocks.

    Parameters
    ----------
    kind : {"least-total", "fewest-parties", "side-payments"}
    outcome : Outcome, optional
        None: not even such a move makes an agreement.
    total : float
        Utility conceded (or paid) in all, with the prices of red lines that are lifted.
    lowered : mapping of party to float
        By how much its reservation is lowered.
    lifted : tuple of (party, issue, price)
        Red lines lifted.
    paid : mapping of party to float
        Side payments: positive pays, negative receives; they add up to 0.
    status : {"proven", "bound", "none"}
    gap : float
        By how much ``total`` could be less (of parties, their number); 0 where proven.
    """

    kind: Literal["least-total", "fewest-parties", "side-payments"]
    outcome: Outcome | None
    total: float
    lowered: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    lifted: tuple[tuple[str, str, float], ...] = ()
    paid: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    status: Status = "proven"
    gap: float = 0.0


@dataclass(frozen=True)
class Step:
    """A text on the way: the issues that it changes, and everybody's utility (0..1)."""

    outcome: Outcome
    changed: tuple[str, ...]
    utilities: Mapping[str, float]


@dataclass(frozen=True)
class Path:
    """A way from the status quo to a settlement by texts that nobody blocks.

    Parameters
    ----------
    steps : tuple of Step
        The status quo first; empty: there is no way, or none was asked for.
    at_most : int
        Issues that a step may change.
    stalls_at : int, optional
        With one issue a step the talks stall when so many issues stand as at the end; None: never.
    package : tuple of str
        Issues of the smallest package that does.
    looked_at : {"all", "scale-ends", "ends"}
        Among which texts it was sought: all of them; all options, of scales only the points of
        start and target; of every issue only what start and target say.
    """

    steps: tuple[Step, ...]
    at_most: int
    stalls_at: int | None = None
    package: tuple[str, ...] = ()
    looked_at: LookedAt = "all"


@dataclass(frozen=True)
class Robustness:
    """How sure an answer is under preferences drawn anew.

    Parameters
    ----------
    draws : int
        Fresh draws on which ``probability`` was measured.
    probability : mapping of settlement to float
        That nobody blocks it, 0..1.
    settlement : Settlement, optional
        The robust one: chosen on other draws to be blocked by nobody as often as can be.
    in_sample : float, optional
        How often on the draws that it was chosen on.
    on_fresh : float, optional
        How often on the fresh ones.
    price : float, optional
        Utilitarian value lost against the utilitarian settlement.
    ranks : mapping of settlement to float
        Share of other fillings of the ranks (that keep their order) under which it stays the same.
    """

    draws: int
    probability: Mapping[str, float]
    settlement: Settlement | None = None
    in_sample: float | None = None
    on_fresh: float | None = None
    price: float | None = None
    ranks: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Silence:
    """A silence procedure on a text, simulated.

    ``kept`` is the share of the draws in which nobody breaks silence, ``broken_by`` that in which
    each party with a veto does (several may in one draw), ``reluctance`` the utility that a party
    lets pass rather than object.
    """

    outcome: Outcome
    draws: int
    kept: float
    broken_by: Mapping[str, float]
    reluctance: float


@dataclass(frozen=True)
class Judged:
    """An outcome that was given, judged.

    Parameters
    ----------
    outcome : Outcome
    utilities, gains : mapping of party to float
        Utility 0..1; a gain is the utility less the reservation, and may be negative.
    blocks : tuple of Block
    dominated_by : Outcome, optional
        An outcome that is better for some and worse for nobody.
    broken : tuple of (issue, issue)
        Links that it breaks.
    """

    outcome: Outcome
    utilities: Mapping[str, float]
    gains: Mapping[str, float]
    blocks: tuple[Block, ...] = ()
    dominated_by: Outcome | None = None
    broken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mediation:
    """The answer of ``foedus mediate``.

    Parameters
    ----------
    dispute : str
        Its name.
    agreement : bool, optional
        Whether an outcome that nobody blocks exists; None: not settled within the time.
    outcomes : int or None
        Size of the space; None: it holds a scale.
    settlements : tuple of Settlement
    frontier : tuple of Point, optional
        Two to four parties: all of it (of options); None otherwise.
    points : tuple of Point
        Beyond four parties: sampled supported points.
    concessions : tuple of Concession, optional
        None where there is an agreement.
    judged : Judged, optional
    status_quo : Judged, optional
    path : Path, optional
    robustness : Robustness, optional
    silence : Silence, optional
        Of the given outcome, else of the first settlement; None: nothing was drawn, or there is
        no such text.
    forecast : tuple of Forecast
    excluding : tuple of str
        Parties whose conditions exclude each other; empty where there is an agreement.
    assumed_parties : tuple of str
        Parties of which something is assumed, sorted.
    findings : tuple of Finding
    stamp : RecordStamp
    zone : Zone
        How many texts nobody blocks, and who blocks the others.
    """

    dispute: str
    agreement: bool | None
    outcomes: int | None
    settlements: tuple[Settlement, ...]
    frontier: tuple[Point, ...] | None = None
    points: tuple[Point, ...] = ()
    concessions: tuple[Concession, ...] | None = None
    judged: Judged | None = None
    status_quo: Judged | None = None
    path: Path | None = None
    robustness: Robustness | None = None
    silence: Silence | None = None
    forecast: tuple[Forecast, ...] = ()
    excluding: tuple[str, ...] = ()
    assumed_parties: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    stamp: RecordStamp = field(default_factory=RecordStamp)
    zone: Zone = field(default_factory=Zone)
