"""Which proposals were meant: ``3`` of one dispatch, ``FILE:3`` or ``2:3`` of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foedus.errors import Finding, InputError
from foedus.results.dispatch import Dispatch, Proposal


@dataclass(frozen=True)
class Choice:
    """A proposal that a person accepts.

    Parameters
    ----------
    name : str
        As it was asked for.
    dispatch : Dispatch
    proposal : Proposal
    """

    name: str
    dispatch: Dispatch
    proposal: Proposal

    def fault(
        self,
        kind: str,
        *,
        column: str | None = None,
        value: str | None = None,
        details: Mapping[str, str] | None = None,
    ) -> Finding:
        """Return a fault of this proposal, at its dispatch.

        Parameters
        ----------
        kind : str
            A key of the texts of findings.
        column : str, optional
            Of the table that the proposal would write into.
        value : str, optional
            What is wrong.
        details : mapping of str to str, optional
            What else its text names; ``id`` is always there.
        """
        known = {"id": self.proposal.id, **(details or {})}
        return Finding("fault", kind, self.dispatch.document.file, None, column, value, known)


def chosen_of(dispatches: Sequence[Dispatch], chosen: Sequence[str]) -> tuple[Choice, ...]:
    """Return the proposals that were asked for, each once.

    Parameters
    ----------
    dispatches : sequence of Dispatch
    chosen : sequence of str
        The proposal's id where there is one dispatch; of several the file as a finding names it,
        or the number of the dispatch, and a colon before it.

    Raises
    ------
    InputError
        ``read.accept-id`` with the first and the last, ``read.accept-which``: all at once.
    """
    known = _known(dispatches)
    faults: list[Finding] = []
    found: dict[tuple[int, str], Choice] = {}
    for name in dict.fromkeys(one.strip() for one in chosen):
        options = known.get(name, ())
        if len(options) == 1:
            dispatch, proposal = options[0]
            found.setdefault((id(dispatch), proposal.id), Choice(name, dispatch, proposal))
        elif options:
            details = {"count": f"{len(options)}", "example": f"1:{options[0][1].id}"}
            faults.append(Finding("fault", "read.accept-which", name, value=name, details=details))
        else:
            faults.append(_unknown(name, dispatches))
    if faults:
        raise InputError(faults)
    return tuple(found.values())


Options = tuple[tuple[Dispatch, Proposal], ...]


def _known(dispatches: Sequence[Dispatch]) -> dict[str, Options]:
    """Return what each way to write an id may mean."""
    known: dict[str, Options] = {}
    for number, dispatch in enumerate(dispatches, start=1):
        for proposal in dispatch.proposals:
            for before in (f"{number}:", f"{dispatch.document.file}:", ""):
                name = f"{before}{proposal.id}"
                known[name] = (*known.get(name, ()), (dispatch, proposal))
    return known


def _unknown(name: str, dispatches: Sequence[Dispatch]) -> Finding:
    """Return the fault of an id that is none, with the first and the last that are."""
    ids = [
        proposal.id if len(dispatches) == 1 else f"{number}:{proposal.id}"
        for number, dispatch in enumerate(dispatches, start=1)
        for proposal in dispatch.proposals
    ]
    if not ids:
        return Finding("fault", "read.accept-none", name, value=name)
    details = {"first": ids[0], "last": ids[-1]}
    return Finding("fault", "read.accept-id", name, value=name, details=details)
