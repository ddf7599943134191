"""The verbs and their options."""

# ruff: noqa: FBT002 - Typer makes an option of each argument with a default

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from foedus._version import __version__
from foedus.brief.catalogue import LanguageCode, catalogue, locale_code

if TYPE_CHECKING:
    from foedus.cli.desk import Desk

_STOPPED = 130
_SILENCE_RULE = Path("nato-consensus")


def _help_language(arguments: Sequence[str]) -> LanguageCode:
    """Return the language of the help, which is made before the options are read."""
    asked = [b for a, b in pairwise(arguments) if a == "--lang"]
    asked += [a.removeprefix("--lang=") for a in arguments if a.startswith("--lang=")]
    return locale_code({"LANG": asked[-1]} if asked else os.environ)


_HELP = _help_language(sys.argv)


def _(key: str) -> str:
    return catalogue()[f"help.{key}"][_HELP]


Lang = Annotated[Literal["en", "fr"] | None, typer.Option("--lang", help=_("lang"))]
Json = Annotated[bool, typer.Option("--json", help=_("json"))]
CasePath = Annotated[Path, typer.Argument(metavar="CASE", help=_("case"))]
RulePath = Annotated[Path, typer.Argument(metavar="RULE", help=_("rule"))]
InCase = Annotated[Path | None, typer.Option("--case", help=_("in-case"))]
Body = Annotated[str | None, typer.Option("--body", help=_("body"))]
OnDay = Annotated[str | None, typer.Option("--on", help=_("on"))]
OfRun = Annotated[Path | None, typer.Option("--run", help=_("of-run"))]
Office = Annotated[str | None, typer.Option("--office", help=_("office"))]
RuleOfLogs = Annotated[Path, typer.Option("--rule", help=_("rule-of-logs"))]
Zone = Annotated[str | None, typer.Option("--zone", help=_("zone"))]
Html = Annotated[Path | None, typer.Option("--html", help=_("html"))]

app = typer.Typer(
    name="foedus",
    help=_("app"),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
_VERBS, _RECORD = _("commands"), _("commands-record")


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer's signature of a callback
    if asked:
        typer.echo(f"foedus {__version__}")
        raise typer.Exit


@app.callback()
def _app(
    _version: Annotated[
        bool,
        typer.Option("--version", help=_("version"), callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    pass


def _do(work: Callable[[Desk], int], lang: LanguageCode | None, *, as_json: bool) -> None:
    from foedus.brief.language import Language, default_language
    from foedus.cli.desk import open_desk

    desk = open_desk(Language(lang) if lang else default_language(), as_json=as_json)
    raise typer.Exit(desk.run(lambda: work(desk)))


@app.command(help=_("new"), rich_help_panel=_VERBS)
def new(
    case: Annotated[Path, typer.Argument(metavar="CASE", help=_("new-case"))],
    workbook: Annotated[bool, typer.Option("--workbook", help=_("workbook"))] = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Make an empty case."""
    from foedus.cli.new import new as verb

    _do(lambda desk: verb(desk, case, workbook=workbook), lang, as_json=json)


@app.command(help=_("check"), rich_help_panel=_VERBS)
def check(case: CasePath, lang: Lang = None, json: Json = False) -> None:
    """Report all faults and warnings."""
    from foedus.cli.check import check as verb

    _do(lambda desk: verb(desk, case), lang, as_json=json)


@app.command(help=_("plan"), rich_help_panel=_VERBS)
def plan(
    case: CasePath,
    out: Annotated[Path | None, typer.Option("--out", help=_("out"))] = None,
    write_lp: Annotated[Path | None, typer.Option("--write-lp", help=_("write-lp"))] = None,
    explain: Annotated[bool, typer.Option("--explain/--no-explain", help=_("explain-flag"))] = True,
    scenario: Annotated[str | None, typer.Option("--scenario", help=_("scenario"))] = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Plan a case."""
    from foedus.cli.plan import Wishes
    from foedus.cli.plan import plan as verb

    wishes = Wishes(out, explain, write_lp, scenario)
    _do(lambda desk: verb(desk, case, wishes), lang, as_json=json)


@app.command(help=_("show"), rich_help_panel=_VERBS)
def show(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=_("run"))],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show a run."""
    from foedus.cli.show import show as verb

    _do(lambda desk: verb(desk, run), lang, as_json=json)


@app.command(help=_("explain"), rich_help_panel=_VERBS)
def explain(
    place: Annotated[Path, typer.Argument(metavar="RUN_OR_CASE", help=_("run-or-case"))],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say what holds each need, and whom to ask."""
    from foedus.cli.show import explain as verb

    _do(lambda desk: verb(desk, place), lang, as_json=json)


@app.command(help=_("demo"), rich_help_panel=_VERBS)
def demo(
    out: Annotated[Path, typer.Option("--out", help=_("demo-out"))] = Path("demo"),
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Plan the worked cases."""
    from foedus.cli.demo import demo as verb

    _do(lambda desk: verb(desk, out), lang, as_json=json)


@app.command(help=_("today"), rich_help_panel=_RECORD)
def today(
    case: CasePath,
    at: Annotated[str | None, typer.Option("--at", help=_("today-at"))] = None,
    since: Annotated[str | None, typer.Option("--since", help=_("since"))] = None,
    run: OfRun = None,
    silence: Annotated[list[Path] | None, typer.Option("--silence", help=_("logs"))] = None,
    html: Html = None,
    rule: RuleOfLogs = Path("nato-consensus"),
    everything: Annotated[bool, typer.Option("--all", help=_("all"))] = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show the page on the desk."""
    from foedus.cli.today import Lists, Morning
    from foedus.cli.today import today as verb

    lists: Lists = "all" if everything else "sheet"
    asked = Morning(at, since, run, tuple(silence or ()), html, rule, lists)
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("handover"), rich_help_panel=_RECORD)
def handover(
    case: CasePath,
    at: Annotated[str, typer.Option("--at", help=_("at-day"))],
    office: Office = None,
    run: OfRun = None,
    silence: Annotated[list[Path] | None, typer.Option("--silence", help=_("logs"))] = None,
    offices: Annotated[list[Path] | None, typer.Option("--offices", help=_("offices-logs"))] = None,
    html: Html = None,
    rule: RuleOfLogs = Path("nato-consensus"),
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show the file that a successor is given."""
    from foedus.cli.handover import Passing
    from foedus.cli.handover import handover as verb

    asked = Passing(at, office, run, tuple(silence or ()), html, rule, tuple(offices or ()))
    _do(lambda desk: verb(desk, case, asked), lang, as_json=json)


@app.command(help=_("succession"), rich_help_panel=_RECORD)
def succession(
    case: CasePath,
    at: Annotated[str, typer.Option("--at", help=_("at-day"))],
    office: Office = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say who holds an office and who comes next."""
    from foedus.cli.succession import succession as verb

    _do(lambda desk: verb(desk, case, office, at, html), lang, as_json=json)


@app.command(help=_("decide"), rich_help_panel=_RECORD)
def decide(
    rule: RulePath,
    acts: Annotated[Path, typer.Argument(metavar="ACTS", help=_("acts"))],
    case: InCase = None,
    body: Body = None,
    on: OnDay = None,
    closes: Annotated[str | None, typer.Option("--closes", help=_("closes"))] = None,
    zone: Zone = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say what is adopted under a rule."""
    from foedus.cli.decide import Ballot
    from foedus.cli.decide import decide as verb
    from foedus.cli.inputs import Where

    asked = Ballot(rule, acts, Where(case, body), on, closes, zone, html)
    _do(lambda desk: verb(desk, asked), lang, as_json=json)


@app.command(help=_("silence"), rich_help_panel=_RECORD)
def silence(
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help=_("events"))],
    at: Annotated[str | None, typer.Option("--at", help=_("at-instant"))] = None,
    rule: Annotated[Path, typer.Option("--rule", help=_("silence-rule"))] = _SILENCE_RULE,
    case: InCase = None,
    body: Body = None,
    add: Annotated[Path | None, typer.Option("--add", help=_("add"))] = None,
    ics: Annotated[Path | None, typer.Option("--ics", help=_("ics"))] = None,
    zone: Zone = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say where a silence procedure stands."""
    from foedus.cli.inputs import Where
    from foedus.cli.silence import Procedure
    from foedus.cli.silence import silence as verb

    asked = Procedure(events, rule, Where(case, body), at, add, ics, zone, html)
    _do(lambda desk: verb(desk, asked), lang, as_json=json)


@app.command(help=_("power"), rich_help_panel=_RECORD)
def power(
    rule: Annotated[Path, typer.Argument(metavar="RULE", help=_("power-rule"))],
    case: InCase = None,
    body: Body = None,
    on: OnDay = None,
    html: Html = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Give the power of each member under a rule."""
    from foedus.cli.inputs import Where
    from foedus.cli.power import power as verb

    _do(lambda desk: verb(desk, rule, Where(case, body), on, html), lang, as_json=json)


@app.command(help=_("rules"), rich_help_panel=_RECORD)
def rules(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("rule-name"))] = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """List the shipped rules."""
    from foedus.cli.rules import rules as verb

    _do(lambda desk: verb(desk, name), lang, as_json=json)


def main() -> None:
    """Run the command line and leave with its exit code."""
    if not os.environ.get("FOEDUS_TRACEBACK"):
        sys.excepthook = _one_line
    try:
        typer.main.get_command(app).main(prog_name="foedus")
    except SystemExit as leaving:
        if leaving.code == _STOPPED:
            _leave_at_once()
        raise


def _leave_at_once() -> None:
    """Leave without waiting for a solver that still runs in its thread."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_STOPPED)


def _one_line(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    """Tell what nobody foresaw in one line: what, where, remedy."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code if traceback else None
    where = f"{Path(code.co_filename).name}:{traceback.tb_lineno}" if code and traceback else "?"
    text = " ".join(str(error).split())
    line = catalogue()["said.internal"][_HELP]
    sys.stderr.write(line.format(kind=kind.__name__, where=where, text=text) + "\n")
