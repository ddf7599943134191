"""The burden-sharing key itself as the dispute: the mix of a case's keys that nobody can refuse.

The options are mixes of the case's keys in steps of a tenth; each member's burden under a mix is
that of the plan made with it. A member's utility is ``max(0, 1 - burden / most)``, and a burden
above ``most`` (table ``mandates``) crosses its red line. Only the key differs between the plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import polars as pl

from foedus.case.dispute.model import Dispute, Floats, Issue, Party, RedLine
from foedus.case.model import Case
from foedus.errors import Finding, InputError
from foedus.plan.engine import plan

STEPS = 10
"""A mix gives each key a whole number of tenths."""

MIXED = "mix"
"""Name of the key under which a mix enters a plan."""

Mix = Mapping[str, int]
"""Tenths by key; they add up to ``STEPS``."""

KEY_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "equal": {"en": "equal shares", "fr": "parts égales"},
        "gdp": {"en": "GDP", "fr": "PIB"},
        "holdings": {"en": "holdings", "fr": "stocks"},
        "population": {"en": "population", "fr": "population"},
    }
)
"""What the usual keys are called; any other goes by its own name."""

Progress = Callable[[str, float], None]


def dispute_over(case: Case, *, progress: Progress = lambda _stage, _done: None) -> Dispute:
    """Return the dispute over the burden-sharing key of a case.

    Parameters
    ----------
    case : Case
        With at least two keys and a row in ``mandates``.
    progress : callable
        Hears (stage, fraction done): each mix is planned.

    Returns
    -------
    Dispute
        One issue, ``key``; the case's own key is the status quo. Members with a mandate and a
        share in some key take part, each with a veto.

    Raises
    ------
    InputError
        ``mediate.no-mandates``, ``mediate.one-key``, and those of ``plan``.
    """
    _require(case)
    mixes = tuple(_mixes(_keys(case)))
    most = _most(case)
    burdens = np.empty((len(most), len(mixes)))
    for place, mix in enumerate(mixes):
        progress("plan", place / len(mixes))
        burdens[:, place] = _burdens(case, mix, tuple(most))
    return _dispute(case, mixes, most, burdens)


def _require(case: Case) -> None:
    faults = []
    if case.tables["mandates"].is_empty():
        faults.append(Finding("fault", "mediate.no-mandates", "mandates.csv"))
    if len(_keys(case)) < 2:
        faults.append(Finding("fault", "mediate.one-key", "keys.csv"))
    if faults:
        raise InputError(faults)


def _keys(case: Case) -> tuple[str, ...]:
    return tuple(sorted(set(case.tables["keys"]["key"])))


def _most(case: Case) -> Mapping[str, float]:
    """Return how far each member can go that some key names with a share."""
    shares = case.tables["keys"].filter(pl.col("share") > 0)["party"].unique().to_list()
    rows = case.tables["mandates"].filter(pl.col("party").is_in(shares)).sort("party")
    return dict(rows.select("party", "most").iter_rows())


def _mixes(keys: Sequence[str], left: int = STEPS) -> Iterator[Mix]:
    """Yield all mixes, those with most of the first key first.

    Examples
    --------
    >>> [dict(mix) for mix in _mixes(("a", "b"), 2)]
    [{'a': 2, 'b': 0}, {'a': 1, 'b': 1}, {'a': 0, 'b': 2}]
    """
    if len(keys) == 1:
        yield {keys[0]: left}
        return
    for tenths in range(left, -1, -1):
        for rest in _mixes(keys[1:], left - tenths):
            yield {keys[0]: tenths, **rest}


def name_of(mix: Mix) -> str:
    """Return a mix's name as an option: percent by key.

    Examples
    --------
    >>> name_of({"equal": 0, "gdp": 7, "population": 3})
    'gdp-70-population-30'
    """
    return "-".join(f"{key}-{tenths * STEPS}" for key, tenths in mix.items() if tenths)


def _burdens(case: Case, mix: Mix, parties: Sequence[str]) -> Floats:
    """Return each party's burden under a mix, million."""
    keys = pl.concat([case.tables["keys"], _mixed(case, mix)], how="diagonal")
    tables = MappingProxyType({**case.tables, "keys": keys})
    planned = plan(
        replace(case, settings=replace(case.settings, key=MIXED), tables=tables),
        explain=False,
        keeps="faces",  # with rows the solver stalls on keys far from what donors can give
    )
    burden = dict(planned.burden.select("party", "burden").iter_rows())
    return np.array([burden.get(party) or 0.0 for party in parties])


def _mixed(case: Case, mix: Mix) -> pl.DataFrame:
    """Return the rows of a mix: each key's shares normalised, then weighted."""
    weight = pl.col("key").replace_strict(mix, return_dtype=pl.Float64) / STEPS
    share = pl.col("share") / pl.col("share").sum().over("key") * weight
    weighted = case.tables["keys"].select("party", share.alias("share"))
    summed = weighted.group_by("party", maintain_order=True).agg(pl.col("share").sum())
    return summed.with_columns(pl.lit(MIXED).alias("key"))


def _dispute(
    case: Case, mixes: Sequence[Mix], most: Mapping[str, float], burdens: Floats
) -> Dispute:
    limits = np.array(list(most.values()))[:, None]
    names = tuple(name_of(mix) for mix in mixes)
    lines = tuple(
        RedLine(party, 0, option, price=1.0)
        for party, option in zip(*np.nonzero(burdens > limits), strict=True)
    )
    ones = np.ones((len(most), 1))
    return Dispute(
        f"{case.settings.name}-key",
        {
            "en": "The key by which the burden is shared",
            "fr": "La clé selon laquelle la charge est répartie",
        },
        tuple(Party(name, veto=True) for name in most),
        (_issue(case, mixes, names),),
        ones,
        (np.maximum(0.0, 1.0 - burdens / limits),),
        np.full_like(ones, np.nan),
        np.full_like(ones, np.nan),
        redlines=lines,
        ranked=np.zeros((len(most), 1), dtype=bool),
        assumed_parties=_assumed(case, tuple(most)),
        sha256=case.sha256,
    )


def _issue(case: Case, mixes: Sequence[Mix], names: tuple[str, ...]) -> Issue:
    words = {
        name: {"en": _words(mix, "en"), "fr": _words(mix, "fr")}
        for name, mix in zip(names, mixes, strict=True)
    }
    pure = {name for name, mix in zip(names, mixes, strict=True) if _is_own(case, mix)}
    return Issue(
        "key",
        names,
        names={"en": "Key", "fr": "Clé"},
        option_names=words,
        status_quo=next(iter(pure), None),
    )


def _is_own(case: Case, mix: Mix) -> bool:
    key = case.settings.key
    return key is not None and mix.get(key) == STEPS


def _words(mix: Mix, language: str) -> str:
    """Return a mix in words, each key by its name.

    Examples
    --------
    >>> _words({"equal": 0, "gdp": 7, "population": 3}, "en")
    '70% GDP + 30% population'
    """
    percent = {"en": "%", "fr": "\u202f%"}[language]
    named = {key: KEY_NAMES.get(key, {}).get(language, key) for key in mix}
    return " + ".join(
        f"{tenths * STEPS}{percent} {named[key]}" for key, tenths in mix.items() if tenths
    )


def _assumed(case: Case, parties: Sequence[str]) -> frozenset[str]:
    """Return the members whose mandate has no source, or an assumed one."""
    sourced = case.tables["sources"].filter(pl.col("confidence") != "assumption")["source"]
    rows = case.tables["mandates"].filter(pl.col("source").is_in(sourced.implode()))
    return frozenset(parties) - set(rows["party"])
