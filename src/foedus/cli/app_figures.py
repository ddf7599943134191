"""The verbs of figures: import, ledger, compare, register, spending, export."""

# ruff: noqa: FBT002 - Typer makes an option of each argument with a default

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from foedus.cli.app import CasePath, Html, Json, Lang, _, _do, app

FIGURES = _("commands-figures")

By = Annotated[str, typer.Option("--by", help=_("by"))]
KnownAt = Annotated[str | None, typer.Option("--at", help=_("known-at"))]
All = Annotated[bool, typer.Option("--all", help=_("all-rows"))]


@app.command(name="import", help=_("import"), rich_help_panel=FIGURES)
def import_(
    publisher: Annotated[str, typer.Argument(metavar="PUBLISHER", help=_("publisher"))],
    into: Annotated[Path, typer.Option("--into", help=_("into"))],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=_("file"))] = None,
    retrieved: Annotated[str | None, typer.Option("--retrieved", help=_("retrieved"))] = None,
    accept_layout: Annotated[
        bool, typer.Option("--accept-layout", help=_("accept-layout"))
    ] = False,
    only_known: Annotated[bool, typer.Option("--only-known", help=_("only-known"))] = False,
    all_parties: Annotated[bool, typer.Option("--all-parties", help=_("all-parties"))] = False,
    download: Annotated[bool, typer.Option("--download", help=_("download"))] = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Bring a publisher's file into a case."""
    from foedus.cli.importing import Delivery, Parties, import_delivery, import_download

    layout: Literal["accepted", "expected"] = "accepted" if accept_layout else "expected"
    parties: Parties = "known" if only_known else "all" if all_parties else "usual"
    asked = Delivery(publisher, file, into, retrieved, layout, parties)
    verb = import_download if download else import_delivery
    _do(lambda desk: verb(desk, asked), lang, as_json=json)


@app.command(help=_("ledger"), rich_help_panel=FIGURES)
def ledger(
    case: CasePath,
    by: By = "donor,type",
    at: KnownAt = None,
    release: Annotated[str | None, typer.Option("--release", help=_("release"))] = None,
    open_: Annotated[bool, typer.Option("--open", help=_("open"))] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help=_("csv"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=_("xlsx"))] = None,
    html: Html = None,
    commitments: Annotated[
        Path | None, typer.Option("--commitments", help=_("ledger-commitments"))
    ] = None,
    everything: All = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Add up the ledger, and say what is open."""
    from foedus.cli.ledger import Books
    from foedus.cli.ledger import ledger as verb

    part: Literal["open", "sums"] = "open" if open_ else "sums"
    lists: Literal["all", "sheet"] = "all" if everything else "sheet"
    asked = Books(by, at, release, part, csv, xlsx, html, lists, commitments)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("compare"), rich_help_panel=FIGURES)
def compare(
    case: CasePath,
    table: Annotated[
        Literal["ledger", "spending"], typer.Argument(metavar="TABLE", help=_("table"))
    ],
    first: Annotated[str, typer.Argument(metavar="FIRST", help=_("first"))],
    second: Annotated[str, typer.Argument(metavar="SECOND", help=_("second"))],
    by: Annotated[str | None, typer.Option("--by", help=_("compare-by"))] = None,
    at: KnownAt = None,
    until: Annotated[str | None, typer.Option("--until", help=_("compare-until"))] = None,
    party: Annotated[list[str] | None, typer.Option("--party", help=_("compare-party"))] = None,
    year: Annotated[int | None, typer.Option("--year", help=_("compare-year"))] = None,
    html: Html = None,
    everything: All = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Set two releases side by side."""
    from foedus.cli.compare import Pair
    from foedus.cli.compare import compare as verb

    lists: Literal["all", "sheet"] = "all" if everything else "sheet"
    asked = Pair(table, first, second, by, at, until, html, lists, tuple(party or ()), year)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("register"), rich_help_panel=FIGURES)
def register(
    case: CasePath,
    at: Annotated[str, typer.Option("--at", help=_("at-day"))],
    against: Annotated[Path | None, typer.Option("--against", help=_("against"))] = None,
    body: Annotated[str, typer.Option("--body", help=_("register-body"))] = "nato",
    html: Html = None,
    everything: All = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say who belonged to a body on a day."""
    from foedus.cli.register import Roll
    from foedus.cli.register import register as verb

    lists: Literal["all", "sheet"] = "all" if everything else "sheet"
    asked = Roll(at, against, body, html, lists)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("spending"), rich_help_panel=FIGURES)
def spending(
    case: CasePath,
    at: KnownAt = None,
    release: Annotated[str | None, typer.Option("--release", help=_("spending-release"))] = None,
    body: Annotated[str | None, typer.Option("--body", help=_("spending-body"))] = None,
    party: Annotated[list[str] | None, typer.Option("--party", help=_("spending-party"))] = None,
    year: Annotated[int | None, typer.Option("--year", help=_("spending-year"))] = None,
    by: Annotated[int | None, typer.Option("--by", help=_("spending-by"))] = None,
    office: Annotated[str | None, typer.Option("--office", help=_("spending-office"))] = None,
    since: Annotated[str | None, typer.Option("--from", help=_("period-from"))] = None,
    until: Annotated[str | None, typer.Option("--until", help=_("period-until"))] = None,
    name: Annotated[str, typer.Option("--name", help=_("period-name"))] = "",
    growth: Annotated[str, typer.Option("--growth", help=_("growth"))] = "0",
    html: Html = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("pictures"))] = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show what members spend on defence."""
    from foedus.cli.spending import Accounts
    from foedus.cli.spending import spending as verb

    asked = Accounts(
        at, release, body, tuple(party or ()), year, by, office, since, until, name, growth,
        html, out,
    )  # fmt: skip
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("export"), rich_help_panel=FIGURES)
def export(
    case: CasePath,
    iati: Annotated[Path | None, typer.Option("--iati", help=_("iati"))] = None,
    package: Annotated[bool, typer.Option("--package", help=_("package"))] = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Write the ledger as IATI 2.03, or a data package."""
    from foedus.cli.export import Wanted
    from foedus.cli.export import export as verb

    asked = Wanted(iati, "beside" if package else "none")
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)
