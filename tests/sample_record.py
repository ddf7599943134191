"""Results of the record made by hand: every field filled, names that nobody bears."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, TypeVar

from foedus.errors import Finding
from foedus.results.offices import OpenFile
from foedus.results.power import Power, Published, Sets
from foedus.results.record import (
    Agreement,
    AskLine,
    ChangeLine,
    Consultation,
    DecisionLine,
    Evidence,
    Handover,
    Nomination,
    OpenQuestion,
    PledgeLine,
    Priority,
    Run,
    SilenceLine,
    SourceLine,
    SpendingLine,
    StatementLine,
    Succession,
    Term,
    Today,
)
from foedus.results.silence import Noted, Round, Silence
from foedus.results.stamp import RecordStamp
from foedus.results.verdict import ActCounted, Change, Reached, Turn, Verdict

DAY = date(2024, 10, 1)
SOURCED, ASSUMED = Evidence("sourced", "paper"), Evidence("assumed", None)
STAMP = RecordStamp(
    {"case": "c" * 64}, "0.1.0", {"at": "2024-10-01"}, "2024-10-01T08:00:00+00:00", 0.1
)
MEMBERS = ("BEL", "DEU", "ESP", "EST", "FRA", "HUN", "POL")

T = TypeVar("T")


def term(person: str = "Person A", **other: Any) -> Term:
    values: dict[str, Any] = {
        "office": "secretary-general",
        "person": person,
        "party": "NOR",
        "since": date(2014, 10, 1),
        "until": date(2024, 10, 1),
        "announced": date(2014, 3, 28),
        "extensions": ((date(2017, 12, 12), date(2018, 10, 1), date(2024, 10, 1)),),
        "note": None,
        "evidence": SOURCED,
    }
    return Term(**(values | other))


def decision(subject: str = "A pledge", **other: Any) -> DecisionLine:
    values: dict[str, Any] = {
        "decision": "d-1",
        "date": date(2024, 7, 10),
        "body": "nac",
        "body_name": {"en": "The Council", "fr": "Le Conseil"},
        "subject": {"en": subject, "fr": subject},
        "rule": "consensus",
        "outcome": "adopted",
        "note": None,
        "evidence": SOURCED,
    }
    return DecisionLine(**(values | other))


def nomination(state: str = "open") -> Nomination:
    consultations = (
        Consultation("BEL", "supports", date(2024, 2, 23), None, SOURCED),
        Consultation("HUN", "holds", date(2024, 3, 1), "An assurance", ASSUMED),
        Consultation("POL", "not_declared", None, None, ASSUMED),
    )
    return Nomination(
        nomination="n-1",
        office="secretary-general",
        person="Person B",
        party="NLD",
        until=date(2024, 6, 20) if state == "withdrawn" else None,
        date=date(2023, 10, 28),
        consultations=consultations,
        supports=1,
        holds=1,
        not_declared=1,
        state=state,  # type: ignore[arg-type]
        evidence=SOURCED,
    )


def succession() -> Succession:
    return Succession(
        case="sample",
        office="secretary-general",
        at=DAY,
        holder=term(),
        successor=term("Person B", party="NLD", since=DAY, until=None, extensions=()),
        decision=decision("Person B is appointed"),
        state="decided",
        nominations=(nomination(),),
        findings=(Finding("warning", "of-no-known-kind", "terms.csv"),),
        stamp=STAMP,
    )


def noted(kind: str = "object", **other: Any) -> Noted:
    at = datetime(2024, 9, 28, 8, tzinfo=UTC)
    return replace(Noted(at, kind, "HUN", 1, reason="Needs a national decision"), **other)


def silence() -> Silence:
    """Return a procedure in its second round, with an act of every kind."""
    first = Round(
        number=1,
        opened=datetime(2024, 9, 26, 8, tzinfo=UTC),
        expires=datetime(2024, 10, 2, 15, tzinfo=UTC),
        zone="Europe/Brussels",
        hash_en="0" * 64,
        hash_fr="1" * 64,
        extensions=(datetime(2024, 10, 1, 15, tzinfo=UTC),),
        members=MEMBERS,
        outcome="broken",
    )
    second = replace(first, number=2, extensions=(), members=None, outcome="open")
    note = noted("attach", what="footnote", by="BEL", round=2)
    fixed = noted("correct", what="corrigendum", by=None, hash_en="2" * 64, hash_fr="3" * 64)
    return Silence(
        at=datetime(2024, 10, 1, tzinfo=UTC),
        state="under_silence",
        round=2,
        expires=second.expires,
        breaks=(noted(),),
        late=(noted("amend"),),
        attached=(note, fixed),
        rounds=(first, second),
        rule="nato-consensus",
        cites="A text",
        upcoming=1,
        members_known=False,
        stamp=STAMP,
    )


def pledge(**other: Any) -> PledgeLine:
    values: dict[str, Any] = {
        "table": "commitments",
        "key": "donor=DEU;item=patriot",
        "donor": "DEU",
        "recipient": "UKR",
        "item": "patriot",
        "item_name": {"en": "Patriot system", "fr": "Système Patriot"},
        "unit": "system",
        "quantity": 2.0,
        "made_good": None,
        "amount": None,
        "currency": None,
        "date": None,
        "due": "2024-09",
        "overdue": True,
        "evidence": ASSUMED,
    }
    return PledgeLine(**(values | other))


def ask() -> AskLine:
    return AskLine(
        ask=0,
        party="USA",
        limit="missing_floor",
        row="party=USA;item=patriot",
        item="patriot",
        item_name={"en": "Patriot system", "fr": "Système Patriot"},
        capability=None,
        hub=None,
        line=None,
        per_unit=0.01,
        moved_by=4.0,
        gain=0.04,
        unit="system",
        basis="assumed",
    )


def agreement(party: str, key: str) -> Agreement:
    title = {"en": "Security agreement", "fr": "Accord de sécurité"}
    return Agreement(key, "security", title, (party, "UKR"), date(2024, 1, 12), None, SOURCED)


def spending(party: str, share: float, *, estimate: bool = True) -> SpendingLine:
    return SpendingLine(party, 2024, share, estimate, "June 2024", share >= 0.02, SOURCED)


def statement() -> StatementLine:
    return StatementLine(
        "s-1", date(2024, 9, 30), "Person A", ("HUN",), "Words as said", "en", True, ASSUMED
    )


def change(kind: str, **other: Any) -> ChangeLine:
    values: dict[str, Any] = {
        "date": date(2024, 9, 20),
        "kind": kind,
        "what": {"en": "A matter", "fr": "Une affaire"},
        "party": None,
        "person": None,
        "detail": None,
        "evidence": SOURCED,
    }
    return ChangeLine(**(values | other))


def sources() -> tuple[SourceLine, ...]:
    paper = SourceLine(
        "paper", "A title", "A publisher", None, DAY, "https://example.org/a", "official"
    )
    return (paper, replace(paper, source="unused", title="Not cited"))


def good_offices() -> OpenFile:
    return OpenFile(
        name="estuary",
        titles={"en": "The estuary", "fr": "L'estuaire"},
        state="offered",
        parties=("BEL", "NLD"),
        missing=("NLD",),
        procedure=None,
        round=0,
        last=datetime(2024, 9, 28, 8, tzinfo=UTC),
        step="consent",
        waits_for=("NLD",),
    )


def today() -> Today:
    """Return a page on the desk on which every section has a line, but for two."""
    return Today(
        case="sample",
        title={"en": "A sample", "fr": "Un exemple"},
        at=DAY,
        since=date(2024, 9, 1),
        succession=succession(),
        priorities=(Priority(1, {"en": "First", "fr": "D'abord"}, "DEU", DAY, None, SOURCED),),
        decisions=(decision(), decision("A broken text", outcome="broken")),
        pending=(),
        silences=(SilenceLine("a-text", silence()),),
        pledges=(pledge(), pledge(item=None, quantity=None, amount=40.0, currency="EUR")),
        asks=(ask(),),
        run=Run("run-1", DAY, "2024-10-01T08:00:00+00:00", ()),
        spending=(spending("POL", 0.0412), spending("ESP", 0.0128)),
        guideline=0.02,
        agreements=(agreement("DEU", "a-1"), agreement("FRA", "a-2")),
        changes=(
            change(
                "consultation", party="HUN", person="Person B", detail="holds", evidence=ASSUMED
            ),
            change("statement", person="Person A", what={"en": "Words"}),
            change("ledger", party="DEU", detail="pledge"),
        ),
        unknown=(OpenQuestion("good_offices"),),
        findings=(Finding("warning", "of-no-known-kind", "terms.csv"),),
        sources=sources(),
        assumed=4,
        lines=20,
        stamp=STAMP,
    )


def handover() -> Handover:
    """Return a hand-over file with a line in every section."""
    desk = today()
    return Handover(
        case=desk.case,
        office="secretary-general",
        title=desk.title,
        at=DAY,
        succession=succession(),
        terms=(term(), term("Person B", until=None, announced=None, extensions=())),
        decided=desk.decisions,
        pending=(decision("A recommendation", outcome="pending"),),
        hands_over="Person A",
        takes_over="Person B",
        pledges=desk.pledges,
        priorities=desk.priorities,
        agreements=desk.agreements,
        asks=desk.asks,
        run=desk.run,
        silences=desk.silences,
        statements=(statement(),),
        good_offices=(good_offices(),),
        unknown=(),
        findings=(),
        sources=desk.sources,
        assumed=4,
        lines=25,
        stamp=STAMP,
    )


def verdict() -> Verdict:
    """Return a text that fails by a hair on population, in a group."""
    share = Reached(
        "share", "members", "at_least", Fraction(55, 100), Fraction(5, 7), True, MEMBERS[:5]
    )
    people = Reached(
        "population", "members", "at_least", Fraction(65, 100), Fraction("0.64999"), False
    )
    objections = Reached("no_objection", "", "at_most", Fraction(0), Fraction(1), False, ("HUN",))
    group = Reached("any", "", "at_least", None, None, False, parts=(people, objections))
    turn = Turn((Change("POL", "none", "for"), Change("HUN", "object", "for")), True)
    at = "2024-07-01T10:00:00+00:00"
    return Verdict(
        rule="own",
        cites="Rules, 1",
        members=MEMBERS,
        adopted=False,
        conditions=(share, group),
        deemed=False,
        turns_if=(turn,) * 7,
        turns=9,
        acts=(
            ActCounted("BEL", "for", at, None, "counted"),
            ActCounted("HUN", "object", at, "Cost", "counted"),
            ActCounted("EST", "reservation", at, None, "recorded"),
        ),
        stamp=STAMP,
    )


def power() -> Power:
    index = {"BEL": Fraction(2, 3), "DEU": Fraction(1, 3)}
    return Power(
        rule="own",
        cites="Rules, 1",
        members=("BEL", "DEU"),
        banzhaf=index,
        banzhaf_absolute={"BEL": Fraction(1, 2**40), "DEU": Fraction(1, 2)},
        shapley_shubik=index,
        decisiveness=Fraction(1, 2**40),
        winning=Sets(1, 2, (("BEL", "DEU"),)),
        blocking=Sets(None, 1, (("BEL",), ("DEU",))),
        published=(
            Published("banzhaf", "banzhaf", True, {}),
            Published("shapley", "shapley_shubik", False, {"BEL": (0.5, 0.6667)}),
        ),
        weights="A table.",
        method="enumeration",
        stamp=STAMP,
    )


def hostile(value: T, text: str, *, keep: frozenset[str] = frozenset()) -> T:
    """Return a result with ``text`` in every field of foreign text; ``keep`` names the others."""
    return _hostile(value, text, keep)  # type: ignore[no-any-return]


def _hostile(value: Any, text: str, keep: frozenset[str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _hostile(getattr(value, field.name), text, keep)
            for field in fields(value)
            if field.name not in keep
        }
        return replace(value, **changes)
    if isinstance(value, str):
        return text
    if isinstance(value, dict):
        return {key: _hostile(item, text, keep) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_hostile(item, text, keep) for item in value)
    return value
