"""All files of a plan: run, call sheet, workbook, pictures, page."""

from __future__ import annotations

from pathlib import Path

from foedus.brief.language import Language
from foedus.results.plan import Plan

_OF_A_PLAN = ("call-sheet.md", "call-sheet.html", "plan.xlsx")
"""Files that speak of a plan; where none exists any more, an earlier one's would mislead."""


def write_dossier(plan: Plan, folder: Path, language: Language) -> None:
    """Write the run with its call sheet, workbook, pictures and page.

    Where no plan exists there are only the run and the page that says why.
    """
    from foedus.brief.charts import write_charts
    from foedus.brief.page import write_page
    from foedus.brief.workbook import write_workbook
    from foedus.results.store import write_run

    write_run(plan, folder)
    if plan.status == "infeasible":
        for name in _OF_A_PLAN:
            (folder / name).unlink(missing_ok=True)
    else:
        write_sheet(plan, folder, language)
        write_workbook(plan, folder / "plan.xlsx", language)
        write_charts(plan, folder, language)
    write_page(plan, folder, language)


def write_sheet(plan: Plan, folder: Path, language: Language) -> None:
    """Write the call sheet as Markdown and HTML."""
    from foedus.brief.call_sheet import call_sheet
    from foedus.brief.call_sheet_page import to_html
    from foedus.brief.call_sheet_text import to_markdown

    sheet = call_sheet(plan, language)
    (folder / "call-sheet.md").write_text(to_markdown(sheet), encoding="utf-8")
    (folder / "call-sheet.html").write_text(to_html(sheet), encoding="utf-8")
