"""The verbs of what may come: diff, autonomy."""

# ruff: noqa: FBT002 - Typer makes an option of each argument with a default

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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


@app.command(help=_("autonomy"), rich_help_panel=_PANEL)
def autonomy(
    case: CasePath,
    group: Annotated[str, typer.Option("--group", help=_("autonomy-group"))],
    without: Annotated[str, typer.Option("--without", help=_("autonomy-without"))],
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

    asked = Alone(group, without, since, ally_sells, html, out)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)
