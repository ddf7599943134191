"""Good offices again, by another way: every question is answered by looking back over the log.

Nothing is kept between events. An event is taken or not by what the events before it say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Log = list[dict[str, Any]]


def parties(log: Log) -> list[str]:
    named: list[str] = []
    for e in log:
        if e["kind"] == "submit":
            named.append(e["by"])
        if e["kind"] in {"offer", "submit"}:
            named += e.get("to", [])
    return list(dict.fromkeys(named))


def consented(log: Log, party: str) -> bool:
    """Whether it consented at some time: a consent is not taken back but by closing."""
    return any(
        e["by"] == party and (e["kind"] == "submit" or (e["kind"] == "consent" and "name" not in e))
        for e in log
    )


def agrees(log: Log, party: str, procedure: str) -> bool:
    found = False
    for e in log:
        if e["by"] == party and e["kind"] == "submit" and procedure == "good_offices":
            found = True
        about = e.get("procedure", "good_offices")
        if e["by"] == party and e["kind"] == "consent" and "name" not in e and about == procedure:
            found = True
        if e["by"] == party and e["kind"] == "decline" and e.get("procedure") == procedure:
            found = False
    return found


def chosen(log: Log) -> str | None:
    return next((e["procedure"] for e in reversed(log) if e["kind"] == "choose"), None)


def texts(log: Log) -> Log:
    return [e for e in log if e["kind"] == "text"]


def item(log: Log, name: str) -> dict[str, Any] | None:
    written = (e for e in log if e["kind"] in {"note", "propose"} and e["name"] == name)
    return next(written, None)


def suspended(log: Log) -> bool:
    return next((e["kind"] for e in reversed(log) if e["kind"] in {"suspend", "resume"}), "") == (
        "suspend"
    )


def state(log: Log) -> str:
    if not log:
        return "none"
    if log[-1]["kind"] in {"settle", "close"}:
        return {"settle": "settled", "close": "closed"}[log[-1]["kind"]]
    if suspended(log):
        return "suspended"
    if texts(log):
        return "rounds"
    if chosen(log):
        return "chosen"
    everybody = parties(log)
    if len(everybody) > 1 and all(consented(log, p) for p in everybody):
        return "consented"
    return "submitted" if any(e["kind"] == "submit" for e in log) else "offered"


def seers_of_round(log: Log, number: int) -> list[str]:
    seers = list(texts(log)[number - 1]["shown_to"])
    for e in log:
        if e["kind"] == "disclose" and e.get("round") == number:
            seers += e["shown_to"]
    return list(dict.fromkeys(seers))


def seers_of_item(log: Log, name: str) -> list[str]:
    written = item(log, name)
    assert written is not None
    seers = [written["by"]] if written["by"] != "office" else []
    seers += written.get("shown_to", [])
    for e in log:
        if e["kind"] == "disclose" and e.get("name") == name:
            seers += e["shown_to"]
    return list(dict.fromkeys(seers))


def known(log: Log, party: str) -> tuple[list[int], list[str]]:
    numbers = range(1, len(texts(log)) + 1)
    names = [e["name"] for e in log if e["kind"] in {"note", "propose"}]
    return (
        [n for n in numbers if party in seers_of_round(log, n)],
        [name for name in names if party in seers_of_item(log, name)],
    )


def answers(log: Log, number: int) -> dict[str, str]:
    """Return the last answer of each party to a round."""
    found: dict[str, str] = {}
    for place, e in enumerate(log):
        if e["kind"] in {"accept", "refuse", "propose"}:
            meant = e.get("round", len(texts(log[:place])))
            if meant == number:
                found[e["by"]] = e["kind"]
    return found


def takes(log: Log, e: dict[str, Any]) -> bool:
    """Return whether a log takes an event next."""
    now, kind, by = state(log), e["kind"], e["by"]
    if now in {"settled", "closed"}:
        return False
    if now == "none" and kind not in {"offer", "submit"}:
        return False
    if now == "suspended" and kind not in {"resume", "close", "disclose", "note"}:
        return False
    if kind in {"offer", "text"} and by != "office":
        return False
    if kind in {"submit", "consent", "decline", "accept", "refuse", "propose"} and by == "office":
        return False
    if kind not in {"offer", "submit"} and by != "office" and by not in parties(log):
        return False
    free = {"offer", "submit", "consent", "decline"}
    if kind not in free and by != "office" and not consented(log, by):
        return False
    return _fits(log, e, now)


def _fits(log: Log, e: dict[str, Any], now: str) -> bool:
    kind, by = e["kind"], e["by"]
    if kind in {"offer", "submit"}:
        open_to_all = now in {"none", "offered", "submitted", "consented"}
        others = [p for p in [*parties(log), *e.get("to", [])] if p != by]
        return open_to_all and (kind == "offer" or (by not in e.get("to", []) and bool(others)))
    if kind == "consent":
        return "name" not in e or (_own(log, e) and _may_see(log, e["shown_to"]))
    if kind == "decline":
        about = e.get("procedure")
        return about != chosen(log) if about else not consented(log, by)
    if kind == "choose":
        everybody = parties(log)
        agreed = all(agrees(log, p, e["procedure"]) for p in everybody)
        return len(everybody) > 1 and agreed and e["procedure"] != chosen(log)
    if kind == "text":
        numbered = e.get("round", len(texts(log)) + 1) == len(texts(log)) + 1
        return chosen(log) is not None and numbered and _may_see(log, e["shown_to"])
    if kind in {"accept", "refuse", "propose", "settle"}:
        return _on_a_round(log, e)
    if kind == "resume":
        return now == "suspended"
    if kind == "note":
        return item(log, e["name"]) is None
    if kind == "disclose":
        return _may_disclose(log, e) and _may_see(log, e["shown_to"])
    return True


def _may_see(log: Log, shown_to: Iterable[str]) -> bool:
    return all(p in parties(log) and consented(log, p) for p in shown_to)


def _own(log: Log, e: dict[str, Any]) -> bool:
    written = item(log, e["name"])
    return written is not None and written["by"] == e["by"]


def _on_a_round(log: Log, e: dict[str, Any]) -> bool:
    number = e.get("round", len(texts(log)))
    if not 1 <= number <= len(texts(log)):
        return False
    if e["kind"] == "settle":
        said = answers(log, number)
        return all(said.get(p) == "accept" for p in parties(log))
    if e["by"] not in seers_of_round(log, number):
        return False
    if e["kind"] != "propose":
        return True
    return item(log, e["name"]) is None and _may_see(log, e.get("shown_to", []))


def _may_disclose(log: Log, e: dict[str, Any]) -> bool:
    if "round" in e:
        return e["by"] == "office" and 1 <= e["round"] <= len(texts(log))
    if e["by"] != "office" or item(log, e["name"]) is None:
        return _own(log, e)
    let: list[str] = []
    for other in log:
        if other["kind"] == "consent" and other.get("name") == e["name"]:
            let += other["shown_to"]
    return _own(log, e) or set(e["shown_to"]) <= set(let)
