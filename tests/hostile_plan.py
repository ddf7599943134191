"""A plan whose names try to be markup, formulas, code and hidden text."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import polars as pl

from foedus.results.plan import Plan
from sample_plan import sample_plan

SCRIPT = "<script>alert('x')</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("https://example.org";"x")'
HIDDEN = "abc\u202etxt.exe\u0007"


def hostile_plan() -> Plan:
    """Return the sample plan with a hostile text in every name, source, position and key."""
    plan = sample_plan()
    odd = pl.Series([SCRIPT, QUOTES, FORMULA, HIDDEN])
    return replace(
        plan,
        case=SCRIPT,
        title=MappingProxyType({"en": SCRIPT + QUOTES, "fr": SCRIPT + QUOTES}),
        key="</script>" + QUOTES,
        names=plan.names.with_columns(
            name_en=_every(odd, plan.names.height), name_fr=_every(odd, plan.names.height)
        ),
        sources=plan.sources.with_columns(
            title=_every(odd, plan.sources.height),
            publisher=pl.lit(SCRIPT),
            url=pl.lit("javascript:alert(1)"),
        ),
        positions=plan.positions.with_columns(
            speaker=pl.lit(QUOTES), words=_every(odd, plan.positions.height)
        ),
        transfers=plan.transfers.with_columns(
            line=pl.when(pl.col("line").is_not_null()).then(pl.lit("+" + SCRIPT)),
            weakest=pl.lit("@SUM(1)" + SCRIPT),
        ),
        asks=plan.asks.with_columns(weakest=pl.lit("-1+1" + QUOTES)),
    )


def _every(texts: pl.Series, rows: int) -> pl.Series:
    return pl.Series([texts[n % len(texts)] for n in range(rows)])
