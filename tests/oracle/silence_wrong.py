"""Errors made on purpose in the second implementation, which the comparison must notice."""

from datetime import date, timedelta

from .silence_hours import day_of, offset
from .silence_model import Entry, Fault, History, Line, Procedure, Standing


class LateActsBreak(Procedure):
    def in_time(self, log: History, act: Entry) -> bool:
        del log, act
        return True


class InTimeAtTheDeadline(Procedure):
    def in_time(self, log: History, act: Entry) -> bool:
        return act.at <= self.deadline(log, self.opening(log, act))


class ExtensionWithoutEffect(Procedure):
    def deadline(self, log: History, opening: Entry) -> int:
        return self.deadlines(log, opening)[0]


class ExtensionShortens(Procedure):
    def deadline(self, log: History, opening: Entry) -> int:
        return min(self.deadlines(log, opening))


class ZoneOfTheOpening(Procedure):
    def zone(self, log: History, entry: Entry) -> str:
        return str(entry.says.get("zone", self.opening(log, entry).says["zone"]))


class AdoptedAfterTheDeadline(Procedure):
    def state(self, log: History, t: int) -> str:
        return super().state(log, t - 1)


class MembersOfTheActsDay(Procedure):
    def day(self, opening: Entry, act: Entry) -> date:
        return day_of(act.at + offset(str(opening.says["zone"]), act.at))


class MembersOfTheDayInGreenwich(Procedure):
    def day(self, opening: Entry, act: Entry) -> date:
        del act
        return day_of(opening.at)


class MembersUntilIncluded(Procedure):
    def is_member(self, name: str, day: date) -> bool:
        return super().is_member(name, day) or super().is_member(name, day - timedelta(days=1))


class EveryActBreaks(Procedure):
    def breaks(self, log: History, act: Entry) -> bool:
        return self.in_time(log, act)


class NoSecondRound(Procedure):
    def misplaced(self, log: History, entry: Entry) -> frozenset[str]:
        again = entry.kind == "circulate" and bool(self.rounds(log))
        return frozenset({"silence.closed"}) if again else super().misplaced(log, entry)


class NoShortestTime(Procedure):
    def bad_deadline(self, says: Line, zone: object, after: int | None) -> set[str]:
        return super().bad_deadline(says, zone, after) - {"silence.too-short"}


class FirstOfTwoHours(Procedure):
    def bad_deadline(self, says: Line, zone: object, after: int | None) -> set[str]:
        return super().bad_deadline(says, zone, after) - {"silence.twice"}


class LaterEventsCount(Procedure):
    def standing(self, lines: list[Line], now: int) -> Standing:
        return super().standing(lines, max([now, *(e.at for e in self.entries(lines))]))


class EqualInstantsAreOutOfOrder(Procedure):
    def disordered(self, lines: list[Line], i: int) -> frozenset[str]:
        at, before = self.instant(lines[i]), [self.instant(says) for says in lines[:i]]
        late = at is not None and any(t is not None and t >= at for t in before)
        return frozenset({"silence.out-of-order"} if late else ())


class AFaultHidesNothing(Procedure):
    def all_faults(self, lines: list[Line]) -> frozenset[Fault]:
        sound: tuple[int, ...] = ()
        faults: set[Fault] = set()
        for i in range(len(lines)):
            found = self.loose(lines, i) | self.placed(lines, i, sound)
            faults |= {(i + 1, kind) for kind in found}
            sound = sound if found else (*sound, i)
        return frozenset(faults)


WRONG = (
    LateActsBreak, InTimeAtTheDeadline, ExtensionWithoutEffect, ExtensionShortens,
    ZoneOfTheOpening, AdoptedAfterTheDeadline, MembersOfTheActsDay, MembersOfTheDayInGreenwich,
    MembersUntilIncluded, EveryActBreaks, NoSecondRound, NoShortestTime, FirstOfTwoHours,
    LaterEventsCount, EqualInstantsAreOutOfOrder, AFaultHidesNothing,
)  # fmt: skip
