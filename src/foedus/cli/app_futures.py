"""The verbs of what may come: diff, futures, autonomy, ensemble."""

# ruff: noqa: FBT002 - Typer makes an option of each argument with a default

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from foedus.cli.app import CasePath, Html, Json, Lang, _, _do, app

_PANEL = _("commands-futures")

Scenarios = Annotated[
    list[str] | None, typer.Argument(metavar="[SCENARIO]...", help=_("diff-scenarios"))
]


@app.command(help=_("diff"), rich_help_panel=_PANEL)
def diff(
    case: CasePath,
    scenarios: Scenarios = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say what scenarios change."""
    from foedus.cli.diff import diff as verb

    _do(lambda desk: verb(desk, case, tuple(scenarios or ()), html), lang, as_json=json)


@app.command(help=_("futures"), rich_help_panel=_PANEL)
def futures(
    case: CasePath,
    objective: Annotated[
        Literal["expected", "regret", "cvar"] | None,
        typer.Option("--objective", help=_("objective")),
    ] = None,
    alpha: Annotated[float, typer.Option("--alpha", help=_("alpha"))] = 0.9,
    method: Annotated[
        Literal["auto", "extensive", "decomposed"],
        typer.Option("--method", help=_("futures-method")),
    ] = "auto",
    gap: Annotated[float, typer.Option("--gap", min=0, help=_("futures-gap"))] = 1e-3,
    limit: Annotated[float | None, typer.Option("--limit", min=0, help=_("futures-limit"))] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help=_("futures-workers"))] = 1,
    html: Html = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("futures-out"))] = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Make one plan for several futures."""
    from foedus.cli.futures import Ahead, Search
    from foedus.cli.futures import futures as verb

    asked = Ahead(objective, alpha, Search(method, gap, limit, workers), html, out)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("autonomy"), rich_help_panel=_PANEL)
def autonomy(
    case: CasePath,
    group: Annotated[str, typer.Option("--group", help=_("autonomy-group"))],
    without: Annotated[list[str], typer.Option("--without", help=_("autonomy-without"))],
    since: Annotated[str | None, typer.Option("--from", help=_("autonomy-from"))] = None,
    ally_sells: Annotated[bool, typer.Option("--ally-sells", help=_("ally-sells"))] = False,
    html: Html = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("autonomy-out"))] = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say what a group holds only thanks to an ally, and plan to stand alone."""
    from foedus.cli.autonomy import Alone
    from foedus.cli.autonomy import autonomy as verb

    asked = Alone(group, tuple(without), since, ally_sells, html, out)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("ensemble"), rich_help_panel=_PANEL)
def ensemble(
    case: CasePath,
    draws: Annotated[int | None, typer.Option("--draws", help=_("ensemble-draws"))] = None,
    seed: Annotated[int | None, typer.Option("--seed", help=_("ensemble-seed"))] = None,
    level: Annotated[str | None, typer.Option("--level", help=_("ensemble-level"))] = None,
    workers: Annotated[int | None, typer.Option("--workers", help=_("ensemble-workers"))] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help=_("ensemble-scheduler"))
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("ensemble-out"))] = None,
    resume: Annotated[Path | None, typer.Option("--resume", help=_("ensemble-resume"))] = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Draw many futures from what is known within a range only."""
    from foedus.cli.ensemble import Sampling
    from foedus.cli.ensemble import ensemble as verb

    asked = Sampling(draws, seed, level, workers, scheduler, out, resume, html)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)
