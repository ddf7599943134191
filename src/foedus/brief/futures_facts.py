"""What matters first of several futures: do now, hold back, what would be missing, the worst."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from foedus.brief import futures_figures as figures
from foedus.brief.futures_words import SAME, FuturesWords
from foedus.brief.report import Cell

_DONORS, _FALLS, _SCENARIOS = 4, 3, 6
"""So many donors, capabilities and scenarios are named in the facts; tables have the others."""

_LESS = 0.005
"""A part that differs by less than half a percentage point is the same."""


def futures_facts(words: FuturesWords) -> Iterator[Cell]:
    """Yield the facts, a line each."""
    yield _fact("now", _now(words), words)
    yield _fact("wait", _wait(words), words)
    yield from _lacking(words)
    yield _fact("regret", regret_fact(words), words)
    yield _fact("worth", _worth(words), words)
    yield _fact("evidence", _evidence(words), words)


def _fact(key: str, text: str, words: FuturesWords) -> Cell:
    return Cell(text, strong=words.language.text(f"futures.fact.{key}.heading"))


def _now(words: FuturesWords) -> str:
    """Return how many moves are made before the reveal whatever happens, at what value, by whom."""
    own = figures.now(words.futures)
    month = words.month(words.reveal())
    if own.is_empty():
        return words.language.text("futures.fact.now.none", month=month)
    donors = own.group_by("donor").agg(pl.col("value").sum()).sort("value", "donor")
    top = donors.reverse().head(_DONORS)
    named = [
        words.language.text(
            "futures.named-amount", name=words.language.party(donor), amount=words.amount(value)
        )
        for donor, value in top.iter_rows()
    ]
    more = len(donors) - len(top)
    if more:
        named.append(words.language.count("futures.more-donors", more))
    said = words.language.count(
        "futures.fact.now",
        len(own),
        value=words.amount(float(own["value"].sum())),
        month=month,
        donors=words.language.join(named),
    )
    refilled = figures.refilled(own)
    if refilled <= SAME:
        return said
    return f"{said} {words.language.text('futures.fact.now.refills', value=words.amount(refilled))}"


def _wait(words: FuturesWords) -> str:
    """Return how much is not alike, how much of it depends on what happens, and what is alike."""
    text = words.language.text
    own = figures.depending(words.futures)
    later = float(figures.later(words.futures)["value"].sum())
    if own.is_empty():
        return text("futures.fact.wait.none", later=words.amount(later))
    sums = {
        one.scenario: float(own.filter(pl.col("scenario") == one.scenario)["value"].sum())
        for one in words.futures.futures
    }
    said = [text("futures.fact.wait", since=words.since(words.reveal()), range=_range(sums, words))]
    alike = figures.alike_but_for(words.futures)
    if max(alike.values()) > SAME:
        net = {key: max(0.0, value - alike[key]) for key, value in sums.items()}
        said.append(text("futures.fact.wait.net", range=_range(net, words)))
    if later > SAME:
        said.append(text("futures.fact.wait.later", later=words.amount(later)))
    return " ".join(said)


def _range(sums: dict[str, float], words: FuturesWords) -> str:
    """Return amounts by scenario from least to most, or the one that they all are."""
    # rounded, so that of scenarios that are alike the first is named
    least, most = (end(sums, key=lambda k: round(sums[k], 6)) for end in (min, max))
    low, high = words.amount(sums[least]), words.amount(sums[most])
    if low == high:
        return low
    return words.language.text(
        "futures.from-to",
        least=low,
        most=high,
        least_in=words.quoted(least),
        most_in=words.quoted(most),
    )


def _lacking(words: FuturesWords) -> Iterator[Cell]:
    """Yield a line a scenario: how much of the needs is met, and what falls behind the best."""
    shares = figures.met(words.futures)
    best = dict(figures.spread(shares).select("capability", "most").iter_rows())
    for one in words.futures.futures[:_SCENARIOS]:
        own = shares.filter(pl.col("scenario") == one.scenario)
        if own.is_empty():
            continue
        yield Cell(
            _lacks(dict(own.select("capability", "share").iter_rows()), best, words),
            strong=words.language.text("futures.if", name=words.scenario(one.scenario)),
        )


def _lacks(own: dict[str, float], best: dict[str, float], words: FuturesWords) -> str:
    language = words.language
    whole = sum(share > 1 - _LESS for share in own.values())
    least = min(own, key=lambda key: own[key])
    said = language.text("futures.fact.lacks.nothing")
    if whole < len(own):
        said = language.count(
            "futures.fact.lacks",
            whole,
            all=len(own),
            capability=words.capability_in_sentence(least),
            part=words.part(own[least]),
        )
    falls = sorted(own, key=lambda key: own[key] - best[key])
    behind = [key for key in falls if best[key] - own[key] >= _LESS]
    if not behind:
        return f"{said} {language.text('futures.fact.lacks.best')}"
    named = [
        language.text(
            "futures.fall",
            capability=words.capability_in_sentence(key),
            part=words.part(own[key]),
            best=words.part(best[key]),
        )
        for key in behind[:_FALLS]
    ]
    left = len(behind) - _FALLS
    if left > 0:
        named.append(language.count("futures.more-capabilities", left))
    return f"{said} {language.text('futures.fact.lacks.behind', names=language.join(named))}"


def regret_fact(words: FuturesWords) -> str:
    """Return the worst regret of the common plan, and what planning for one scenario risks."""
    found = figures.worst(words.futures, figures.COMMON)
    if found is None:
        return words.language.text("futures.fact.regret.unknown")
    scenario, regret = found
    if regret is None or regret > SAME:
        said = words.language.text(
            "futures.fact.regret",
            regret=words.level(regret),
            scenario=words.quoted(scenario),
            part=_part_of_best(scenario, regret, words),
        )
    else:
        said = words.language.text("futures.fact.regret.none")
    return f"{said} {_alone(words)}".rstrip()


def _part_of_best(scenario: str, regret: float | None, words: FuturesWords) -> str:
    own = next(one for one in words.futures.futures if one.scenario == scenario)
    best = own.own_levels[0].value
    return words.part(regret / best if regret is not None and best > 0 else None)


def _alone(words: FuturesWords) -> str:
    """Return which scenario it would be worst to plan for alone; nothing if none was held to."""
    keys = [one.scenario for one in words.futures.futures]
    risks = {key: found for key in keys if (found := figures.worst(words.futures, key))}
    if not risks:
        return ""
    impossible = [key for key, (_, regret) in risks.items() if regret is None]
    if impossible:
        key = impossible[0]
        return words.language.text(
            "futures.fact.regret.impossible",
            plan=words.quoted(key),
            scenario=words.quoted(risks[key][0]),
        )
    worst = max(risks, key=lambda key: risks[key][1] or 0.0)
    if (risks[worst][1] or 0.0) <= SAME:
        return words.language.text("futures.fact.regret.alone-none")
    return words.language.text(
        "futures.fact.regret.alone",
        plan=words.quoted(worst),
        regret=words.level(risks[worst][1]),
        scenario=words.quoted(risks[worst][0]),
    )


def _worth(words: FuturesWords) -> str:
    """Return EVPI and VSS; without odds why not, and the bound that holds for any odds."""
    text, worth = words.language.text, words.futures.worth
    if worth.evpi is None:
        found = figures.worst(words.futures, figures.COMMON)
        if found is None or found[1] is None:
            return text("futures.fact.worth.unknown")
        key = "futures.fact.worth.nothing" if found[1] <= SAME else "futures.fact.worth.bound"
        return text(key, regret=words.level(found[1]))
    said = text("futures.fact.worth", evpi=words.level(worth.evpi))
    if worth.vss is None:
        return f"{said} {text('futures.fact.worth.no-mean')}"
    return f"{said} {text('futures.fact.worth.vss', vss=words.level(worth.vss))}"


def _evidence(words: FuturesWords) -> str:
    """Return how much of the moves, and how many changes, rest on assumptions."""
    changes = words.futures.changes
    if changes.is_empty():
        return words.assumed_line()
    assumed = changes.filter(pl.col("basis") == "assumed").height
    said = words.language.count("futures.fact.evidence", assumed, all=changes.height)
    return f"{words.assumed_line()} {said}"
