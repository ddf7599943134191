"""``foedus mediate``: what could all parties accept, who cannot accept what, what would unblock."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from foedus.brief.findings import findings_as_json
from foedus.cli.desk import NO_PLAN, OK, Desk, usage
from foedus.cli.inputs import Inputs, shown
from foedus.cli.places import make_folder, require_writable_file, worked_disputes

if TYPE_CHECKING:
    from foedus.brief.mediation_words import DisputeWords
    from foedus.case.dispute.model import Dispute
    from foedus.results.mediation import Mediation, Outcome


@dataclass(frozen=True)
class Talks:
    """What was asked of a mediation, as it was written.

    Parameters
    ----------
    outcome : Path, optional
        A text to be judged, as JSON.
    within : float, optional
        Seconds.
    steps : int
        Issues that a step of the way may change.
    draws : int, optional
        Of uncertain preferences; the engine's own unless said.
    seed : int
    only : tuple of str
        Settlements that are shown; all unless said.
    over : {"key"}, optional
        Make a dispute of this part of a case first.
    html : Path, optional
        Where to write the page.
    out : Path, optional
        Folder of the pictures.
    """

    outcome: Path | None = None
    within: float | None = None
    steps: int = 1
    draws: int | None = None
    seed: int = 0
    only: tuple[str, ...] = ()
    over: Literal["key"] | None = None
    html: Path | None = None
    out: Path | None = None


def mediate(desk: Desk, place: Path, talks: Talks) -> int:
    """Show what all could accept, write page and pictures where asked; return the exit code."""
    from foedus.brief.mediation_words import DisputeWords

    _refuse(talks)
    inputs = Inputs()
    given = None if talks.outcome is None else read_json(inputs, talks.outcome)
    dispute = _dispute(desk, place, talks, inputs)
    outcome = None if talks.outcome is None else _outcome(dispute, given, talks.outcome)
    result = _asked(desk, dispute, outcome, talks)
    words = DisputeWords(desk.language, dispute)
    _write(desk, result, words, talks)
    _give(desk, result, words)
    _show(desk, result, words)
    return _left(desk, result, words)


def _refuse(talks: Talks) -> None:
    """Raise a fault of what was asked for before anything is computed."""
    from foedus.case.spelling import nearest
    from foedus.results.mediation import SETTLEMENTS

    known = (*SETTLEMENTS, "robust")
    for name in talks.only:
        if name not in known:
            raise usage(
                "no-settlement", "--only", text=name, nearest=nearest(name, known) or known[0]
            )
    if talks.html is not None:
        require_writable_file(talks.html)
    if talks.out is not None:
        make_folder(talks.out)


def find_dispute(place: Path) -> Path:
    """Return the dispute itself, or the worked one of that name where no such path exists.

    Raises
    ------
    InputError
        There is neither.
    """
    worked = worked_disputes()
    if place.exists():
        return place
    if str(place) not in worked:
        raise usage("no-worked-dispute", place, names=", ".join(worked))
    return worked[str(place)]


def _dispute(desk: Desk, place: Path, talks: Talks, inputs: Inputs) -> Dispute:
    if talks.over is None:
        from foedus.case.dispute.load import load

        return load(find_dispute(place))
    from foedus.mediate.over_key import dispute_over

    case = inputs.case(place)
    with desk.progress() as progress:
        return dispute_over(case, progress=progress)


def read_json(inputs: Inputs, file: Path) -> object:
    """Return what a file, or standard input, says as JSON.

    Raises
    ------
    InputError
        It cannot be read, or is not JSON.
    """
    text = inputs.text("outcome", file)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, {error.lineno}:{error.colno}"
        raise usage("not-json", shown(file), reason=reason) from error
    except (RecursionError, ValueError) as error:
        raise usage("not-json", shown(file), reason=str(error)) from error


def _outcome(dispute: Dispute, given: object, file: Path) -> Outcome:
    from foedus.mediate.judge import read_outcome
    from foedus.mediate.utility import outcome_of

    return outcome_of(dispute, read_outcome(dispute, given, file=shown(file)))


def _asked(desk: Desk, dispute: Dispute, outcome: Outcome | None, talks: Talks) -> Mediation:
    from foedus.mediate.engine import mediate as engine
    from foedus.results.mediation import SETTLEMENTS

    only = [name for name in SETTLEMENTS if name in talks.only]
    with desk.progress() as progress:
        result = engine(
            dispute,
            within=talks.within,
            outcome=outcome,
            steps=talks.steps,
            draws=talks.draws,
            seed=talks.seed,
            only=only or SETTLEMENTS,
            progress=progress,
        )
    return _only(_stamped(result, talks), talks.only)


def _stamped(result: Mediation, talks: Talks) -> Mediation:
    """Return a mediation whose stamp says what was asked, as far as the answer depends on it."""
    asked = {
        "outcome": None if talks.outcome is None else shown(talks.outcome),
        "within": talks.within,
        "steps": talks.steps,
        "draws": talks.draws,
        "seed": talks.seed,
    }
    options = {name: str(value) for name, value in asked.items() if value is not None}
    return replace(result, stamp=replace(result.stamp, options=options))


def _only(result: Mediation, names: tuple[str, ...]) -> Mediation:
    """Return a mediation with the settlements that were asked for, or with all."""
    if not names:
        return result
    kept = tuple(one for one in result.settlements if one.name in names)
    robust = result.robustness
    if robust is not None:
        odds = {name: odd for name, odd in robust.probability.items() if name in names}
        ranks = {name: share for name, share in robust.ranks.items() if name in names}
        own = robust.settlement if "robust" in names else None
        robust = replace(robust, probability=odds, ranks=ranks, settlement=own)
    return replace(result, settlements=kept, robustness=robust)


def _give(desk: Desk, result: Mediation, words: DisputeWords) -> None:
    """Print as JSON, with the findings after the result's own fields."""
    from foedus.brief.mediation_report import findings_of
    from foedus.results.mediation_json import mediation_as_json

    if not desk.json:
        return
    told = findings_as_json(findings_of(result, words), desk.language)
    desk.give(mediation_as_json(result) | {"findings": told})


def _show(desk: Desk, result: Mediation, words: DisputeWords) -> None:
    from foedus.brief.mediation_report import mediation_report
    from foedus.brief.report_terminal import to_terminal

    if not desk.json:
        desk.say(to_terminal(mediation_report(result, words), desk.out.width))


def _write(desk: Desk, result: Mediation, words: DisputeWords, talks: Talks) -> None:
    from foedus.brief.mediation_chart import mediation_page, write_mediation_charts
    from foedus.cli.pages import replace_file

    if talks.html is None and talks.out is None:
        return
    with desk.progress() as progress:
        progress("mediate-draw", 0.0)
        if talks.html is not None:
            replace_file(talks.html, mediation_page(result, words))
        if talks.out is not None:
            write_mediation_charts(result, words, talks.out)
    for place in (talks.html, talks.out):
        if place is not None:
            desk.note("said.written", place=place)


def _left(desk: Desk, result: Mediation, words: DisputeWords) -> int:
    """Return the exit code; where there is no agreement, say on stderr why."""
    from foedus.brief.mediation_report import conflict_line

    if result.agreement is not False:
        return OK
    desk.err.print(Text(conflict_line(result.zone, words)), soft_wrap=True)
    return NO_PLAN
