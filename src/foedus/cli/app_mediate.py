"""The verbs of mediation: offices, mediate."""

# ruff: noqa: FBT002 - Typer makes an option of each argument with a default

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from foedus.cli.app import Html, InCase, Json, Lang, Zone, _, _do, app

Judge = Annotated[Path | None, typer.Option("--outcome", help=_("mediate-outcome"))]
Within = Annotated[float | None, typer.Option("--within", min=0.01, help=_("mediate-within"))]
Steps = Annotated[int, typer.Option("--steps", min=1, help=_("mediate-steps"))]
Draws = Annotated[int | None, typer.Option("--draws", min=0, help=_("mediate-draws"))]
Seed = Annotated[int, typer.Option("--seed", min=0, help=_("mediate-seed"))]
Only = Annotated[list[str] | None, typer.Option("--only", help=_("mediate-only"))]
Pictures = Annotated[Path | None, typer.Option("--out", help=_("mediate-pictures"))]


@app.command(help=_("mediate"), rich_help_panel=_("commands-mediation"))
def mediate(
    dispute: Annotated[Path, typer.Argument(metavar="DISPUTE", help=_("dispute"))],
    outcome: Judge = None,
    within: Within = None,
    steps: Steps = 1,
    draws: Draws = None,
    seed: Seed = 0,
    only: Only = None,
    over: Annotated[Literal["key"] | None, typer.Option("--over", help=_("mediate-over"))] = None,
    html: Html = None,
    out: Pictures = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say what all parties could accept, and what would unblock."""
    from foedus.cli.mediate import Talks
    from foedus.cli.mediate import mediate as verb

    asked = Talks(outcome, within, steps, draws, seed, tuple(only or ()), over, html, out)
    _do(lambda desk: verb(desk, dispute, asked), lang, as_json=json)


@app.command(help=_("offices"), rich_help_panel=_("commands-mediation"))
def offices(
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help=_("events"))],
    at: Annotated[str | None, typer.Option("--at", help=_("at-instant"))] = None,
    case: InCase = None,
    body: Annotated[str | None, typer.Option("--body", help=_("alliance"))] = None,
    add: Annotated[Path | None, typer.Option("--add", help=_("add"))] = None,
    viewer: Annotated[str | None, typer.Option("--for", help=_("for"))] = None,
    zone: Zone = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say where good offices stand."""
    from foedus.cli.offices import GoodOffices
    from foedus.cli.offices import offices as verb

    asked = GoodOffices(events, at, case, body, add, viewer, zone, html)
    _do(lambda desk: verb(desk, asked), lang, as_json=json)
