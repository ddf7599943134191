"""``foedus spending``: what members spend, the guideline, the path, levels by term of office."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import OK, Desk, usage
from foedus.cli.inputs import Inputs, read_day
from foedus.cli.places import make_folder, require_writable_file

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.results.spending import Spending
    from foedus.spending.terms import Period


@dataclass(frozen=True)
class Accounts:
    """What was asked of the figures, as it was written.

    Parameters
    ----------
    at : str, optional
        A day; the case's own unless said.
    release, body : str, optional
    parties : tuple of str
    year, by : int, optional
    office : str, optional
    since, until : str, optional
        Days of a period in office, in place of the case's terms; both or none.
    name : str
        What the period is called.
    growth : str
        Assumed real growth of gross domestic product a year, ``0.015``, ``1.5%`` or ``1,5%``.
    html : Path, optional
        Where to write the page.
    out : Path, optional
        Folder of the pictures.
    """

    at: str | None = None
    release: str | None = None
    body: str | None = None
    parties: tuple[str, ...] = ()
    year: int | None = None
    by: int | None = None
    office: str | None = None
    since: str | None = None
    until: str | None = None
    name: str = ""
    growth: str = "0"
    html: Path | None = None
    out: Path | None = None


def spending(desk: Desk, place: Path, accounts: Accounts) -> int:
    """Show what members spend, write page and pictures where asked; return the exit code."""
    from foedus.brief.spending_report import finding_texts
    from foedus.results.spending_json import spending_as_json

    if accounts.html is not None:
        require_writable_file(accounts.html)
    if accounts.out is not None:
        make_folder(accounts.out)
    result = _asked(Inputs().case(place), accounts)
    _write(desk, result, accounts)
    desk.give(spending_as_json(result, finding_texts(result, desk.language)))
    show_spending(desk, result)
    return OK


def show_spending(desk: Desk, result: Spending) -> None:
    """Print the page."""
    from foedus.brief.report_terminal import to_terminal
    from foedus.brief.spending_report import spending_report

    if not desk.json:
        desk.say(to_terminal(spending_report(result, desk.language), desk.out.width))


def _asked(case: Case, accounts: Accounts) -> Spending:
    from foedus.spending import spending as engine

    return engine(
        case,
        at=read_day("--at", accounts.at),
        release=accounts.release,
        body=accounts.body,
        parties=accounts.parties,
        year=accounts.year,
        office=accounts.office,
        period=_period(accounts),
        growth=read_growth(accounts.growth),
        by=accounts.by,
    )


def _period(accounts: Accounts) -> Period | None:
    from foedus.spending.terms import Period

    since, until = read_day("--from", accounts.since), read_day("--until", accounts.until)
    if since is None and until is None:
        return None
    if since is None or until is None:
        raise usage("half-period", "--from" if since is None else "--until")
    if accounts.office is not None:
        raise usage("period-or-office", "--office")
    if len(accounts.parties) > 1:
        raise usage("one-party", "--party", number=str(len(accounts.parties)))
    return Period(since, until, next(iter(accounts.parties), None), accounts.name)


def read_growth(text: str) -> float:
    """Return a growth a year, written ``0.015`` or ``1.5%``, with a point or a decimal comma.

    Raises
    ------
    InputError
        It is no number.

    Examples
    --------
    >>> read_growth("1.5%"), read_growth("1,5 %"), read_growth("0.015")
    (0.015, 0.015, 0.015)
    """
    bare = text.strip().removesuffix("%").strip()
    # One comma is a decimal one; beside a point it would set thousands apart, which no growth has.
    pointed = bare if "." in bare else bare.replace(",", ".", 1)
    try:
        growth = Decimal(pointed)
    except InvalidOperation as error:
        raise usage("not-a-growth", "--growth", text=text) from error
    if not growth.is_finite():
        raise usage("not-a-growth", "--growth", text=text)
    return float(growth / 100 if text.strip().endswith("%") else growth)


def _write(desk: Desk, result: Spending, accounts: Accounts) -> None:
    from foedus.brief.spending_chart import spending_page, write_spending_charts
    from foedus.cli.pages import replace_file

    if accounts.html is not None:
        replace_file(accounts.html, spending_page(result, desk.language))
        desk.note("said.written", place=accounts.html)
    if accounts.out is not None:
        write_spending_charts(result, accounts.out, desk.language)
        desk.note("said.written", place=accounts.out)
