"""The silence procedure once more, as closed questions about a log.

No state is carried from event to event. Where a procedure stands is asked of the log: which was
the last circulation, which the latest deadline that it was given, whether an act came before it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from .silence_hours import HOUR, ZONES, day_of, offset, readings, split

Line = Mapping[str, Any]
Membership = Mapping[str, tuple[tuple[date, date], ...]]
Fault = tuple[int, str]

HEX = re.compile(r"[0-9A-Fa-f]{64}")

ACTS = ("object", "amend", "request_time")
WRITER = ("at", "kind", "by", "round", "reason", "what")
HASHES = ("hash_en", "hash_fr")
FIELDS = frozenset((*WRITER, *HASHES, "expires", "zone", "title_en", "title_fr"))
TEXTS = ("circulate", "correct")
ATTACHED = ("interpretative_statement", "footnote", "non_participation", "reservation")

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "draft": ("none",),
    "table": ("none", "draft"),
    "circulate": ("none", "draft", "tabled", "broken"),
    "extend": ("under_silence",),
    "object": ("under_silence", "broken", "adopted"),
    "amend": ("under_silence", "broken", "adopted"),
    "request_time": ("under_silence", "broken", "adopted"),
    "withdraw": ("draft", "tabled", "under_silence", "broken"),
    "refer": ("tabled", "under_silence", "broken"),
    "attach": ("under_silence", "broken", "adopted"),
    "correct": ("adopted",),
}

BEFORE = ("none", "draft", "tabled")
ENDED = ("adopted", "withdrawn", "referred")
REFUSAL: Mapping[tuple[str, str], str] = {
    **{(k, s): "silence.closed" for k in ALLOWED for s in ENDED},
    **{
        (k, s): "silence.not-now" for k in ("draft", "table") for s in ("draft", "tabled", "broken")
    },
    **{(k, s): "silence.not-now" for k in ("withdraw", "refer") for s in BEFORE},
    **{(k, s): "silence.not-open" for k in (*ACTS, "attach", "extend") for s in BEFORE},
    **{(k, "under_silence"): "silence.round-open" for k in ("draft", "table", "circulate")},
    **{("correct", s): "silence.not-adopted" for s in (*BEFORE, "broken")},
    ("extend", "broken"): "silence.not-open",
    ("correct", "under_silence"): "silence.changed-text",
}
"""Why a state does not admit an event."""


# The log


class Entry(NamedTuple):
    """A line of the log: its number, its kind, its instant and all that it says."""

    line: int
    kind: str
    at: int
    says: Line


class Refused(NamedTuple):
    """The log is refused: line and kind of every fault."""

    faults: frozenset[Fault]


Act = tuple[object, ...]
"""Instant, kind, by, round, what, reason, and the two hashes of a corrigendum."""


class Turn(NamedTuple):
    """A round: when it was opened, its deadlines in order, its members and how it came out."""

    number: int
    opened: int
    deadlines: tuple[int, ...]
    members: tuple[str, ...] | None
    outcome: str


class Standing(NamedTuple):
    """Where the procedure stands."""

    state: str
    round: int
    expires: int | None
    breaks: tuple[Act, ...]
    late: tuple[Act, ...]
    attached: tuple[Act, ...]
    rounds: tuple[Turn, ...]
    upcoming: int


History = tuple[Entry, ...]


@dataclass(frozen=True)
class Procedure:
    """The terms of the rule, and the intervals of each member (None: membership not known)."""

    breaking: frozenset[str]
    minimum_hours: Fraction | None
    extensions: bool
    membership: Membership | None

    # Which round, until when, broken or not

    def rounds(self, log: History) -> list[Entry]:
        """The circulations."""
        return [e for e in log if e.kind == "circulate"]

    def number(self, log: History, entry: Entry) -> int:
        """The number of the round to which an entry belongs."""
        return sum(c.line <= entry.line for c in self.rounds(log))

    def opening(self, log: History, entry: Entry) -> Entry:
        """The circulation of the round to which an entry belongs."""
        return self.rounds(log)[self.number(log, entry) - 1]

    def of_round(self, log: History, opening: Entry) -> list[Entry]:
        """The entries of a round: from its circulation to the next."""
        later = [c.line for c in self.rounds(log) if c.line > opening.line]
        end = min(later, default=log[-1].line + 1)
        return [e for e in log if opening.line <= e.line < end]

    def terms(self, log: History, opening: Entry) -> list[Entry]:
        """The entries that gave a round its deadlines."""
        return [e for e in self.of_round(log, opening) if e.kind in ("circulate", "extend")]

    def zone(self, log: History, entry: Entry) -> str:
        """The zone of a deadline: of those named in the round until then, the last."""
        known = [e for e in self.terms(log, self.opening(log, entry)) if e.line <= entry.line]
        return str([e.says["zone"] for e in (*known, entry) if "zone" in e.says][-1])

    def deadlines(self, log: History, opening: Entry) -> list[int]:
        """The deadlines that a round was given."""
        terms = self.terms(log, opening)
        return [readings(e.says["expires"], self.zone(log, e))[0] for e in terms]

    def deadline(self, log: History, opening: Entry) -> int:
        """The largest of the deadlines that a round was given."""
        return max(self.deadlines(log, opening))

    def in_time(self, log: History, act: Entry) -> bool:
        """Whether an act came before the deadline of its round."""
        return act.at < self.deadline(log, self.opening(log, act))

    def breaks(self, log: History, act: Entry) -> bool:
        """Whether an act is of a kind that breaks silence, and in time."""
        return act.kind in self.breaking and self.in_time(log, act)

    def state(self, log: History, t: int) -> str:
        """The state at an instant not before the last entry."""
        kinds = {e.kind for e in log}
        if {"withdraw", "refer"} & kinds:
            return "withdrawn" if "withdraw" in kinds else "referred"
        if "circulate" not in kinds:
            return "tabled" if "table" in kinds else "draft" if "draft" in kinds else "none"
        last = self.rounds(log)[-1]
        if any(self.breaks(log, e) for e in self.of_round(log, last)):
            return "broken"
        return "adopted" if t >= self.deadline(log, last) else "under_silence"

    # Membership

    def day(self, opening: Entry, act: Entry) -> date:
        """The day whose membership counts for an act: where and when its round was opened."""
        del act
        return day_of(opening.at + offset(str(opening.says["zone"]), opening.at))

    def is_member(self, name: str, day: date) -> bool:
        """Whether a party is a member on a day; ``until`` is the first day on which it is not."""
        if self.membership is None:
            return True
        return any(first <= day < until for first, until in self.membership.get(name, ()))

    # Faults of one line by itself

    def malformed(self, says: Line) -> frozenset[str]:
        """What is wrong with the form of a line."""
        at, expires, number = says.get("at"), says.get("expires"), says.get("round", 1)
        clock = split(at)
        wrong = {
            "silence.missing": not {"at", "kind"} <= says.keys(),
            "silence.unknown-field": not says.keys() <= FIELDS,
            "silence.unknown-kind": says.get("kind", "draft") not in ALLOWED,
            "silence.not-instant": at is not None and (clock is None or clock[1] is None),
            "silence.not-expires": expires is not None and split(expires) is None,
            "silence.unknown-what": says.get("what", "footnote") not in ATTACHED,
            "silence.not-a-round": not isinstance(number, int) or number < 1,
            "silence.unknown-zone": says.get("zone", "UTC") not in ZONES,
            "silence.not-hash": any(not HEX.fullmatch(says[h]) for h in HASHES if h in says),
        }
        return frozenset(kind for kind, holds in wrong.items() if holds)

    def instant(self, says: Line) -> int | None:
        """When a line says that it was; None where nobody can tell."""
        at = says.get("at")
        clock = split(at)
        return None if clock is None or clock[1] is None else readings(at, "UTC")[0]

    def unsaid(self, says: Line) -> frozenset[str]:
        """What a line does not say and must, and which deadline it may not give, in any state."""
        kind = says.get("kind")
        wrong = {
            "silence.missing": (kind in (*ACTS, "attach") and "by" not in says)
            or (kind in ("circulate", "extend") and "expires" not in says)
            or (kind == "circulate" and "zone" not in says),
            "silence.text-missing": kind in TEXTS and not says.keys() >= {*HASHES},
            "silence.no-reason": kind in (*ACTS, "correct") and not says.get("reason"),
            "silence.no-extensions": kind == "extend" and not self.extensions,
        }
        found = {fault for fault, holds in wrong.items() if holds}
        if kind == "circulate":
            found |= self.bad_deadline(says, says.get("zone"), self.instant(says))
        return frozenset(found)

    def bad_deadline(self, says: Line, zone: object, after: int | None) -> set[str]:
        """Why a deadline cannot be that of a round; nothing where it cannot be told."""
        text, kind = says.get("expires"), says.get("kind")
        parts = split(text)
        if parts is None or zone not in ZONES:
            return set()
        found = readings(text, str(zone))
        if len(found) != 1:
            return {"silence.twice" if found else "silence.no-such-time"}
        if not str(text).endswith("Z") and parts[1] not in (None, offset(str(zone), found[0])):
            return {"silence.offset"}
        if after is None:
            return set()
        if found[0] <= after:
            return {"silence.not-later" if kind == "extend" else "silence.expires-before"}
        short = self.minimum_hours is not None and Fraction(found[0] - after, HOUR) < (
            self.minimum_hours
        )
        return {"silence.too-short"} if short and kind == "circulate" else set()

    # Faults of one line among the lines before it, whatever these are worth

    def disordered(self, lines: list[Line], i: int) -> frozenset[str]:
        """Whether a line before it, of whatever kind, says a later instant."""
        at = self.instant(lines[i])
        before = [t for says in lines[:i] if (t := self.instant(says)) is not None]
        late = at is not None and any(t > at for t in before)
        return frozenset({"silence.out-of-order"} if late else ())

    def stranger(self, lines: list[Line], i: int) -> frozenset[str]:
        """Whether an act is no member's on the day of the last circulation, if that is known."""
        says = lines[i]
        rounds = [line for line in lines[:i] if line.get("kind") == "circulate"]
        if says.get("kind") not in (*ACTS, "attach") or "by" not in says or not rounds:
            return frozenset()
        opened, zone = self.instant(rounds[-1]), rounds[-1].get("zone")
        at = self.instant(says)
        if opened is None or zone not in ZONES:
            return frozenset()
        opening = Entry(0, "circulate", opened, rounds[-1])
        act = Entry(1, str(says["kind"]), opened if at is None else at, says)
        day = self.day(opening, act)
        return frozenset(() if self.is_member(says["by"], day) else {"silence.not-a-member"})

    # Faults of one line where the procedure stands

    def misplaced(self, log: History, entry: Entry) -> frozenset[str]:
        """Whether the state does not admit the event."""
        state = self.state(log, entry.at)
        if state in ALLOWED[entry.kind]:
            return frozenset()
        return frozenset({REFUSAL[entry.kind, state]})

    def unfit(self, log: History, entry: Entry) -> frozenset[str]:
        """What of the event does not fit the round."""
        says, kind = entry.says, entry.kind
        expected = len(self.rounds(log)) + (kind == "circulate")
        number = says.get("round", expected)
        read = isinstance(number, int) and number >= 1
        found = {"silence.wrong-round"} if read and number != expected else set()
        if kind == "extend" and says.get("zone", "UTC") in ZONES:
            opening = self.rounds(log)[-1]
            zone = self.zone(log, entry)
            found |= self.bad_deadline(says, zone, self.deadline(log, opening))
        return frozenset(found)

    # The whole log

    def entries(self, lines: Iterable[Line], first: int = 0) -> History:
        """The lines with their numbers and instants; ``first`` lines stand before them."""
        return tuple(
            Entry(i, says["kind"], readings(says["at"], "UTC")[0], says)
            for i, says in enumerate(lines, first + 1)
        )

    def loose(self, lines: list[Line], i: int) -> frozenset[str]:
        """The faults of a line that do not rest on the state."""
        says = lines[i]
        by_itself = self.malformed(says) | self.unsaid(says)
        return by_itself | self.disordered(lines, i) | self.stranger(lines, i)

    def placed(self, lines: list[Line], i: int, sound: tuple[int, ...]) -> frozenset[str]:
        """The faults of a line that rest on the state which the sound lines before it made."""
        says = lines[i]
        at = self.instant(says)
        if at is None or says.get("kind") not in ALLOWED or self.disordered(lines, i):
            return frozenset()
        log = tuple(e for j in sound for e in self.entries([lines[j]], j))
        (entry,) = self.entries([says], i)
        return self.misplaced(log, entry) or self.unfit(log, entry)

    def all_faults(self, lines: list[Line]) -> frozenset[Fault]:
        """Line and kind of every fault.

        The state is looked at up to the first refused line that may have moved it.
        """
        faults: set[Fault] = set()
        sound: tuple[int, ...] = ()
        known = True
        for i, says in enumerate(lines):
            found = self.loose(lines, i)
            if known:
                found |= self.placed(lines, i, sound)
            faults |= {(i + 1, kind) for kind in found}
            known = known and (not found or says.get("kind") in ("attach", "correct"))
            sound = sound if found else (*sound, i)
        return frozenset(faults)

    def noted(self, log: History, e: Entry) -> Act:
        """An act as it is listed."""
        what = {"attach": e.says.get("what", "footnote"), "correct": "corrigendum"}.get(e.kind)
        by, reason = e.says.get("by"), e.says.get("reason") or None
        hashes = [str(e.says[h]).lower() if e.kind == "correct" else None for h in HASHES]
        return (e.at, e.kind, by, self.number(log, e), what, reason, *hashes)

    def turn(self, log: History, opening: Entry, now: int) -> Turn:
        """A round as it is listed; one that was broken stays so, whatever follows."""
        last = opening == self.rounds(log)[-1]
        broken = not last or any(self.breaks(log, e) for e in self.of_round(log, opening))
        outcome = "broken" if broken else self.state(log, now).replace("under_silence", "open")
        day = self.day(opening, opening)
        members = tuple(sorted(m for m in self.membership or () if self.is_member(m, day)))
        return Turn(
            self.number(log, opening),
            opening.at,
            tuple(self.deadlines(log, opening)),
            None if self.membership is None else members,
            outcome,
        )

    def answer(self, lines: list[Line], now: int) -> Refused | Standing:
        """Where the procedure stands at an instant, or why the log is refused."""
        faults = self.all_faults(lines)
        return Refused(faults) if faults else self.standing(lines, now)

    def standing(self, lines: list[Line], now: int) -> Standing:
        """Where the procedure of a log without fault stands at an instant."""
        log = tuple(e for e in self.entries(lines) if e.at <= now)
        rounds = self.rounds(log)
        acts = [e for e in log if e.kind in ACTS]
        late = [e for e in acts if not self.in_time(log, e)]
        breaks = [e for e in acts if self.breaks(log, e)]
        attached = [
            e for e in log
            if e.kind in ("attach", "correct") or (e in acts and e not in late and e not in breaks)
        ]  # fmt: skip
        return Standing(
            self.state(log, now),
            len(rounds),
            self.deadline(log, rounds[-1]) if rounds else None,
            tuple(self.noted(log, e) for e in breaks),
            tuple(self.noted(log, e) for e in late),
            tuple(self.noted(log, e) for e in attached),
            tuple(self.turn(log, c, now) for c in rounds),
            len(lines) - len(log),
        )
