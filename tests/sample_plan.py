"""Two small plans built by hand, for the tests of what reads plans. No figure in them is real."""

from __future__ import annotations

from types import MappingProxyType

import polars as pl

from foedus.results.plan import FRAMES, Level, Plan, Stamp, empty

MONTHS = tuple(f"{2024 + (9 + t) // 12}-{(9 + t) % 12 + 1:02d}" for t in range(12))

TITLE = MappingProxyType({"en": "Sample: aid to Ukraine", "fr": "Exemple : aide à l’Ukraine"})

PRICES = {
    "shell-155": 0.0034,
    "interceptor-mr": 0.95,
    "interceptor-lr": 3.6,
    "ifv": 4.2,
    "tank": 9.8,
    "drone-strike": 0.045,
}

SHARES = {"USA": 0.40, "DEU": 0.24, "FRA": 0.19, "JPN": 0.09, "ROU": 0.05, "EUI": 0.03}

# donor, item, kind, line, hub, paid (month number), months to dispatch, quantity
TRANSFERS: tuple[tuple[str, str, str, str | None, str | None, int, int, float], ...] = (
    ("USA", "shell-155", "give", None, "rzeszow", 0, 0, 60_000),
    ("USA", "shell-155", "give", None, "rzeszow", 1, 0, 45_000),
    ("USA", "shell-155", "give", None, "rzeszow", 2, 0, 45_000),
    ("USA", "shell-155", "order", "scranton-155", "rzeszow", 1, 5, 120_000),
    ("USA", "shell-155", "order", "scranton-155", "rzeszow", 2, 5, 120_000),
    ("USA", "interceptor-mr", "give", None, "rzeszow", 0, 0, 120),
    ("USA", "interceptor-mr", "order", "tucson-amraam", "rzeszow", 1, 8, 180),
    ("USA", "interceptor-lr", "give", None, "rzeszow", 1, 0, 48),
    ("USA", "ifv", "give", None, "rzeszow", 0, 0, 80),
    ("USA", "ifv", "give", None, "rzeszow", 3, 0, 62.5),
    ("USA", "tank", "give", None, "rzeszow", 2, 0, 31),
    ("DEU", "shell-155", "order", "unterluess-155", "rzeszow", 0, 4, 50_000),
    ("DEU", "shell-155", "order", "unterluess-155", "rzeszow", 1, 4, 50_000),
    ("DEU", "shell-155", "order", "unterluess-155", "rzeszow", 2, 4, 40_000),
    ("DEU", "interceptor-mr", "give", None, "rzeszow", 2, 0, 60),
    ("DEU", "interceptor-lr", "give", None, "rzeszow", 0, 0, 24),
    ("DEU", "interceptor-lr", "order", "schrobenhausen-pac2", "rzeszow", 0, 9, 30),
    ("DEU", "ifv", "give", None, "rzeszow", 4, 0, 40),
    ("DEU", "tank", "give", None, "rzeszow", 1, 0, 18),
    ("FRA", "shell-155", "give", None, "rzeszow", 1, 0, 12_000),
    ("FRA", "shell-155", "order", "bourges-155", "constanta", 0, 6, 36_000),
    ("FRA", "interceptor-mr", "give", None, "constanta", 3, 0, 40),
    ("FRA", "drone-strike", "order", "kyiv-drone", None, 0, 2, 2_000),
    ("FRA", "drone-strike", "order", "kyiv-drone", None, 2, 2, 3_000),
    ("FRA", "ifv", "give", None, "constanta", 2, 0, 22),
    ("ROU", "shell-155", "give", None, "constanta", 0, 0, 8_000),
    ("ROU", "interceptor-lr", "give", None, "constanta", 0, 0, 12),
    ("EUI", "shell-155", "order", "unterluess-155", "rzeszow", 3, 4, 45_000),
    ("EUI", "drone-strike", "order", "kyiv-drone", None, 1, 2, 4_000),
    ("EUI", "drone-strike", "order", "kyiv-drone", None, 4, 2, 4_000),
    ("JPN", "ifv", "order", "kielce-ifv", "rzeszow", 0, 7, 25),
    ("JPN", "drone-strike", "order", "kyiv-drone", None, 3, 2, 6_000),
    ("USA", "interceptor-lr", "refill", "camden-pac3", None, 2, 9, 36),
    ("DEU", "ifv", "refill", "unterluess-ifv", None, 1, 8, 20),
)

# capability: needed each month, met in each month
COVERAGE: dict[str, tuple[float, tuple[float, ...]]] = {
    "fires": (
        120_000,
        (
            68_000,
            57_000,
            57_000,
            50_000,
            90_000,
            90_000,
            196_000,
            165_000,
            120_000,
            118_000,
            110_000,
            90_000,
        ),
    ),
    "air-defence": (90, (84, 66, 84, 52, 12, 0, 0, 6, 40, 120, 90, 60)),
    "armour": (40, (60, 36, 53, 41.5, 40, 0, 0, 25, 12, 0, 0, 20)),
    "strike-drones": (
        2_500,
        (0, 0, 2_000, 2_500, 3_000, 2_500, 4_000, 2_500, 2_000, 500, 0, 0),
    ),
}

# party, limit, table, row, item, capability, hub, line, per unit, unit, per 100 million, basis,
# weakest, survives, moved by, gain, {capability: unit-months}
ASKS: tuple[tuple[object, ...], ...] = (
    ("USA", "floor", "requirements", "party=USA;capability=air-defence;kind=floor;first=2024-10",
     "interceptor-lr", "air-defence", None, None, 6.1e-4, "interceptor", 0.0169, "assumed",
     "requirements: party=USA;capability=air-defence;kind=floor;first=2024-10", True, 100.0,
     0.0571, {"air-defence": 612.0}),
    ("DEU", "missing_floor", "requirements", "party=DEU;capability=armour", "tank", "armour",
     None, None, 5.2e-4, "vehicle", 0.0053, "assumed", "stocks: party=DEU;item=tank", False, 50.0,
     0.0212, {"armour": 318.0}),
    ("FRA", "stock", "stocks", "party=FRA;item=interceptor-mr", "interceptor-mr", "air-defence",
     None, None, 3.9e-4, "interceptor", 0.0411, "sourced", None, True, 20.0, 0.0074,
     {"air-defence": 84.0}),
    ("ROU", "budget", "budgets", "party=ROU;first=2024-10", None, "fires", None, None, 2.9e-4,
     "million", 0.029, "sourced", None, True, 100.0, 0.0241, {"fires": 41_500.0}),
    ("DEU", "line", "lines", "line=unterluess-155;first=2024-10", "shell-155", "fires", None,
     "unterluess-155", 2.2e-7, "shell", 0.0065, "sourced", None, True, 10_000.0, 0.0198,
     {"fires": 96_000.0}),
    (None, "hub", "hubs", "hub=rzeszow", None, "fires", "rzeszow", None, 8.0e-6, "tonne", None,
     "assumed", "hubs: hub=rzeszow", True, 500.0, 0.0035, {"fires": 9_200.0, "armour": 11.0}),
    ("FRA", "restriction", "restrictions",
     "party=FRA;kind=own;item=tank;recipient=UKR;first=2024-10", "tank", "armour", None, None,
     2.0e-4, "vehicle", 0.002, "assumed", "restrictions: party=FRA;kind=own;item=tank", None,
     None, None, {}),
    ("JPN", "missing_route", "routes", "party=JPN;recipient=UKR", "interceptor-lr",
     "air-defence", None, None, 1.4e-4, "interceptor", 0.0039, "assumed",
     "routes: party=JPN", None, None, None, {}),
)  # fmt: skip

NAMES: tuple[tuple[object, ...], ...] = (
    ("capabilities", "fires", "Artillery fire", "Feux d’artillerie", "shell", None, None),
    ("capabilities", "air-defence", "Air defence", "Défense aérienne", "interceptor", None, None),
    ("capabilities", "armour", "Armour", "Blindés", "vehicle", None, None),
    ("capabilities", "strike-drones", "Strike drones", "Drones de frappe", "drone", None, None),
    ("items", "shell-155", "155 mm shell", "Obus de 155 mm", "shell", None, None),
    ("items", "interceptor-mr", "Medium-range interceptor", "Intercepteur à moyenne portée",
     "interceptor", None, None),
    ("items", "interceptor-lr", "Long-range interceptor", "Intercepteur à longue portée",
     "interceptor", None, None),
    ("items", "ifv", "Infantry fighting vehicle", "Véhicule de combat d’infanterie", "vehicle",
     None, None),
    ("items", "tank", "Main battle tank", "Char de combat", "vehicle", None, None),
    ("items", "drone-strike", "One-way attack drone", "Drone d’attaque", "drone", None, None),
    ("hubs", "rzeszow", "Rzeszów", "Rzeszów", "tonne", 50.11, 22.02),
    ("hubs", "constanta", "Constanța", "Constanța", "tonne", 44.17, 28.65),
)  # fmt: skip

PARTIES = (
    ("USA", "ally", 38.9, -77.0),
    ("DEU", "ally", 52.5, 13.4),
    ("FRA", "ally", 48.9, 2.35),
    ("ROU", "ally", 44.4, 26.1),
    ("EUI", "institution", 50.85, 4.35),
    ("JPN", "partner", 35.7, 139.7),
    ("UKR", "recipient", None, None),
)

SOURCES = (
    ("stocks-2024", "Sample stocks", "An institute", "2024", "2024-02-13",
     "https://example.org/stocks", "research"),
    ("budgets-2024", "Sample budgets", "A ministry", None, "2024-06-17",
     "https://example.org/budgets", "official"),
    ("guess", "Working assumption", "The desk", None, None, None, "assumption"),
)  # fmt: skip

POSITIONS = (
    ("FRA", "restriction", "2024-09-12", None, None, None, None,
     "party=FRA;kind=own;item=tank;recipient=UKR;first=2024-10", "assumed", "guess"),
    ("DEU", "statement", "2024-09-20", "A minister (sample)", "Mustersatz: Wir prüfen mehr.",
     "de", True, None, "sourced", "budgets-2024"),
    ("FRA", "statement", "2024-09-25", "Un ministre (exemple)",
     "Phrase d’exemple : nous irons plus loin.", "fr", True, None, "sourced", "budgets-2024"),
    ("USA", "statement", "2024-09-30", "A secretary (sample)", "Reported in the press (sample).",
     "en", False, None, "assumed", "guess"),
    ("JPN", "opt_out", "2024-10-01", None, None, None, None, "party=JPN;first=2025-06", "assumed",
     None),
)  # fmt: skip


def sample_plan() -> Plan:
    """Return an optimal plan of twelve months with something in every frame but ``conflict``."""
    transfers = _transfers()
    assumed = transfers.filter(pl.col("basis") == "assumed")["value"].sum()
    burden = _burden(transfers)
    ratios = sorted(burden["relative_burden"].drop_nulls().to_list(), reverse=True)
    return Plan(
        case="sample-2024",
        title=TITLE,
        currency="EUR",
        unit="million",
        as_of="2024-10-01",
        start=MONTHS[0],
        months=len(MONTHS),
        key="gdp",
        status="optimal",
        levels=(
            Level("need", 1.0437, unavoidable=0.4312),
            Level("readiness", 0.75, unavoidable=0.25),
            Level("fairness", ratios[0], sorted=tuple(ratios)),
            Level("cost", 2876.4),
        ),
        transfers=transfers,
        coverage=_coverage(),
        readiness=_readiness(),
        burden=burden,
        usage=_usage(),
        asks=_asks(),
        unlocks=_unlocks(),
        bundle=_frame("bundle", [(0, 0, 100.0, 0.9866), (1, 4, 10_000.0, 0.9671),
                                 (2, 3, 100.0, 0.9502)]),
        holds=_frame("holds", [
            ("UKR", "air-defence", "floor", ASKS[0][3], 6.1e-4, "interceptor"),
            ("UKR", "air-defence", "stock", ASKS[2][3], 3.9e-4, "interceptor"),
            ("UKR", "fires", "budget", ASKS[3][3], 2.9e-4, "million"),
            ("UKR", "armour", "missing_floor", ASKS[1][3], 5.2e-4, "vehicle"),
        ]),
        left_out=_frame("left_out", [
            ("DEU", "tank", "no floor", 295.0), ("JPN", "tank", "no route", 500.0),
            ("FRA", "tank", "restricted", 200.0), ("JPN", "shell-155", "opted out", None),
            ("ROU", "drone-strike", "serves no need", 40.0),
        ]),
        positions=_frame("positions", list(POSITIONS)),
        parties=_frame("parties", list(PARTIES)),
        names=_frame("names", list(NAMES)),
        sources=_frame("sources", list(SOURCES)),
        conflict=empty("conflict"),
        assumed_share=assumed / transfers["value"].sum(),
        stamp=_stamp(),
    )  # fmt: skip


def infeasible_plan() -> Plan:
    """Return a plan that is impossible: its commitments conflict, and ``conflict`` says where."""
    frames = {name: empty(name) for name in FRAMES}
    frames["parties"] = _frame("parties", list(PARTIES))
    frames["names"] = _frame("names", list(NAMES))
    frames["sources"] = _frame("sources", list(SOURCES))
    commitment = "donor=DEU;recipient=UKR;item=tank;by=2025-03"
    frames["conflict"] = _frame("conflict", [
        ("set", "commitment", commitment, "2025-03", None, None),
        ("set", "stock", "party=DEU;item=tank", None, None, None),
        ("set", "hub", "hub=rzeszow", "2025-03", None, None),
        ("lacks", "hub", "hub=rzeszow", "2025-03", 120.0, "tonne"),
        ("lacks", "commitment", commitment, "2025-03", 14.0, "vehicle"),
    ])  # fmt: skip
    return Plan(
        case="sample-2024",
        title=TITLE,
        currency="EUR",
        unit="million",
        as_of="2024-10-01",
        start=MONTHS[0],
        months=len(MONTHS),
        key="gdp",
        status="infeasible",
        levels=(),
        assumed_share=None,
        stamp=_stamp(),
        **frames,
    )


def _frame(name: str, rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=FRAMES[name], orient="row")


def _transfers() -> pl.DataFrame:
    rows: list[tuple[object, ...]] = []
    for donor, item, kind, line, hub, paid, wait, quantity in TRANSFERS:
        sent = paid + wait
        arrives = sent if kind == "refill" or hub is None else sent + 1
        sourced = kind == "order" or donor in {"FRA", "ROU"}
        rows.append((
            donor, donor if kind == "refill" else "UKR", item, kind, line, hub,
            MONTHS[paid], MONTHS[sent], MONTHS[arrives], float(quantity),
            round(quantity * PRICES[item] * 1.01, 6), "sourced" if sourced else "assumed",
            ["stocks-2024", "budgets-2024"] if sourced else ["stocks-2024", "guess"],
            None if sourced else f"stocks: party={donor};item={item}",
        ))  # fmt: skip
    return _frame("transfers", rows)


def _coverage() -> pl.DataFrame:
    rows: list[tuple[object, ...]] = []
    for capability, (needed, met) in COVERAGE.items():
        backlog = 0.0
        for month, arrived in zip(MONTHS, met, strict=True):
            served = min(float(arrived), backlog + needed)
            backlog += needed - served
            rows.append(("UKR", capability, month, needed, served, backlog))
    return _frame("coverage", rows)


def _readiness() -> pl.DataFrame:
    rows = [
        (party, capability, month, required, required - gap, gap)
        for party, capability, required, first_gap in (
            ("@europe", "air-defence", 400.0, 90.0),
            ("DEU", "armour", 250.0, 40.0),
            ("USA", "fires", 500_000.0, 0.0),
        )
        for t, month in enumerate(MONTHS)
        for gap in (max(0.0, first_gap - 10.0 * t),)
    ]
    return _frame("readiness", rows)


def _burden(transfers: pl.DataFrame) -> pl.DataFrame:
    carried = dict.fromkeys(SHARES, 0.0)
    for donor, recipient, value in transfers.select("donor", "recipient", "value").iter_rows():
        carried[donor] += 0.0 if recipient == donor else value
    total = sum(carried.values())
    rows = [
        (party, carried[party], share, carried[party] / share, share * total,
         carried[party] / (share * total))
        for party, share in SHARES.items()
    ]  # fmt: skip
    return _frame("burden", rows)


def _usage() -> pl.DataFrame:
    rows = [
        (kind, name, month, capacity, capacity * min(1.0, start + step * t))
        for kind, name, capacity, start, step in (
            ("line", "unterluess-155", 50_000.0, 1.0, 0.0),
            ("line", "scranton-155", 120_000.0, 0.0, 0.15),
            ("hub", "rzeszow", 9_000.0, 0.6, 0.1),
            ("hub", "constanta", 4_000.0, 0.1, 0.02),
        )
        for t, month in enumerate(MONTHS)
    ]
    return _frame("usage", rows)


def _asks() -> pl.DataFrame:
    return _frame("asks", [(number, *ask[:-1]) for number, ask in enumerate(ASKS)])


def _unlocks() -> pl.DataFrame:
    rows: list[tuple[object, ...]] = []
    for number, ask in enumerate(ASKS):
        unlocked = ask[-1]
        assert isinstance(unlocked, dict)
        rows.extend((number, "UKR", name, months) for name, months in unlocked.items())
    return _frame("unlocks", rows)


def _stamp() -> Stamp:
    return Stamp(
        case_sha256="9f2c" * 16,
        foedus="0.1.0",
        highs="1.15.0",
        solver="ipx",
        ran=("ipx", "ipx", "ipx", "simplex"),
        residual=3.1e-9,
        options=MappingProxyType({"whole": "false", "levels": "need,readiness,fairness,cost"}),
        at="2024-10-01T08:30:00+02:00",
        seconds=MappingProxyType({"build": 0.04, "solve": 0.62, "explain": 0.31}),
    )
