"""The verb of dispatches: read."""

# ruff: noqa: FBT002 - Typer makes an option of each argument with a default

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from foedus.cli.app import Html, Json, Lang, _, _do, app


@app.command(help=_("read"), rich_help_panel=_("commands-record"))
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("dispatches"))],
    case: Annotated[Path | None, typer.Option("--case", help=_("read-case"))] = None,
    accept: Annotated[list[str] | None, typer.Option("--accept", help=_("accept"))] = None,
    over: Annotated[bool, typer.Option("--over", help=_("over"))] = False,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Read dispatches into proposed facts."""
    from foedus.cli.read import Mail
    from foedus.cli.read import read as verb

    against: Literal["refuse", "replace"] = "replace" if over else "refuse"
    asked = Mail(tuple(files), case, tuple(accept or ()), against, html)
    _do(lambda desk: verb(desk, asked), lang, as_json=json)
