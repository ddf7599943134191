"""What a reader must know of an answer: what was left out, what differs, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from foedus.case.model import Case
from foedus.errors import Finding
from foedus.results.spending import Aim, Count
from foedus.spending.figures import Figures
from foedus.spending.members import Members
from foedus.spending.totals import NO_FORCES


def of_the_day(case: Case, at: date) -> Iterator[Finding]:
    """Yield a warning where the day lies after the case's own."""
    as_of = case.settings.as_of
    if at > as_of:
        details = {"at": at.isoformat(), "as_of": as_of.isoformat()}
        name = case.settings.name
        yield Finding("warning", "record.after-as-of", name, None, "as_of", None, details)


def of_later_aims(aims: Sequence[Aim], at: date) -> Iterator[Finding]:
    """Yield a warning for each declaration that is later than the day: it is hindsight."""
    for cites, adopted in dict.fromkeys((aim.cites, aim.adopted) for aim in aims):
        if adopted > at:
            details = {"at": at.isoformat()}
            yield Finding(
                "warning", "spending.guideline-later", "spending", value=cites, details=details
            )


def nothing_known(at: date) -> Finding:
    """Return the warning of a case without figures on the day."""
    details = {"at": at.isoformat()}
    return Finding("warning", "spending.nothing-known", "spending", details=details)


def nothing_to_compare(figures: Figures, at: date) -> Finding:
    """Return the warning of figures without expenditure and share; none at all is another one."""
    if figures.main is None:
        return nothing_known(at)
    details = {"measures": ", ".join(sorted(figures.releases))}
    return Finding(
        "warning", "spending.no-expenditure", "spending", value=figures.main, details=details
    )


def left_out(figures: Figures) -> Iterator[Finding]:
    """Yield a warning for each release that was left out, with its measures."""
    releases: dict[tuple[str, str], list[str]] = {}
    for measure, release in figures.left:
        releases.setdefault((figures.releases[measure], release), []).append(measure)
    for (taken, left), measures in sorted(releases.items()):
        details = {"taken": taken, "measures": ", ".join(measures)}
        yield Finding("warning", "spending.release-left", "spending", None, None, left, details)
    others: dict[str, list[str]] = {}
    for measure, release in figures.releases.items():
        if release != figures.main:
            others.setdefault(release, []).append(measure)
    for release, measures in sorted(others.items()):
        details = {"main": figures.main or "", "measures": ", ".join(sorted(measures))}
        yield Finding("warning", "spending.other-release", "spending", None, None, release, details)


def counts_differ(counts: Sequence[Count], year: int) -> Iterator[Finding]:
    """Yield a warning where not as many members meet the guideline when it is recomputed."""
    for count in counts:
        both = count.printed is not None and count.recomputed is not None
        if count.year == year and both and count.printed != count.recomputed:
            details = {
                "year": str(year), "printed": str(count.printed),
                "recomputed": str(count.recomputed), "known": str(count.known),
            }  # fmt: skip
            yield Finding("warning", "spending.count-differs", "spending", details=details)


def without_figures(figures: Figures, members: Members, year: int) -> Iterator[Finding]:
    """Yield a warning with the members of the year of whom the release says nothing."""
    rows = [*figures.of("share_of_gdp"), *figures.of("expenditure")]
    known = {row["party"] for row in rows if row["year"] == year}
    missing = [party for party in members.of(year) if party not in known]
    details = {"year": str(year), "release": figures.main or ""}
    for kind, of_kind in (
        ("no-figures", [party for party in missing if party not in NO_FORCES]),
        ("no-forces", [party for party in missing if party in NO_FORCES]),
    ):
        if of_kind:
            value = ", ".join(of_kind)
            yield Finding("warning", f"spending.{kind}", "spending", None, None, value, details)


def of_the_aim(aim: Aim, year: int, asked_by: int | None, by: int) -> Iterator[Finding]:
    """Yield what the figures do not say of a guideline, and a year taken for want of one."""
    if aim.related:
        details = {"share": f"{100 * aim.related:g}", "core": f"{100 * aim.share:g}"}
        yield Finding("warning", "spending.related-unknown", "spending", details=details)
    if asked_by is None and aim.by <= year:
        details = {"own": str(aim.by), "by": str(by)}
        yield Finding("warning", "spending.by-taken", "spending", details=details)
