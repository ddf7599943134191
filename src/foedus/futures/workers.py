"""Subproblems in this process, or spread over processes that keep their solver objects."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, Literal, Protocol

from foedus.errors import FoedusError, SolverError
from foedus.futures.shared import Part
from foedus.futures.subproblem import Answer, Subproblem
from foedus.plan.sets import Floats

Task = Literal["ceilings", "alone", "answers", "settled"]


class Crew(Protocol):
    """Those who solve the subproblems; each task is done for every scenario, in their order."""

    def ceilings(self) -> list[float]:
        """Return a level for each scenario that none of its plans exceeds."""

    def alone(self) -> list[float | None]:
        """Return the least level of each scenario by itself; None where it has no plan."""

    def answers(self, x: Floats) -> list[Answer]:
        """Return what each scenario says of a first stage."""

    def settled(self, x: Floats) -> list[Floats]:
        """Return the plan that is shown for a first stage, by scenario; no task after this."""


@contextmanager
def crew(parts: Sequence[Part], workers: int) -> Iterator[Crew]:
    """Yield who solves the subproblems: this process, or several, which end with the block.

    Parameters
    ----------
    parts : sequence of Part
    workers : int
        Processes; with 1 everything happens in this one.
    """
    count = min(workers, len(parts))
    if count <= 1:
        yield _Alone(parts)
        return
    team = _Team(parts, count)
    try:
        yield team
    finally:
        team.close()


class _Alone:
    def __init__(self, parts: Sequence[Part]) -> None:
        self.subproblems = [Subproblem(part) for part in parts]

    def ceilings(self) -> list[float]:
        return [one.ceiling for one in self.subproblems]

    def alone(self) -> list[float | None]:
        return [one.alone() for one in self.subproblems]

    def answers(self, x: Floats) -> list[Answer]:
        return [one.answer(x) for one in self.subproblems]

    def settled(self, x: Floats) -> list[Floats]:
        return [one.settled(x) for one in self.subproblems]


class _Team:
    """Processes, each with every n-th scenario; a scenario always stays with the same one."""

    def __init__(self, parts: Sequence[Part], count: int) -> None:
        # spawned, not forked: HiGHS has threads, and a fork copies none of them
        context = multiprocessing.get_context("spawn")
        self.order = [list(range(n, len(parts), count)) for n in range(count)]
        self.ends: list[Connection] = []
        self.processes = []
        for mine in self.order:
            end, theirs = context.Pipe()
            chosen = [parts[k] for k in mine]
            process = context.Process(target=_serve, args=(theirs, chosen), daemon=True)
            process.start()
            theirs.close()
            self.ends.append(end)
            self.processes.append(process)

    def ceilings(self) -> list[float]:
        return self._done("ceilings")

    def alone(self) -> list[float | None]:
        return self._done("alone")

    def answers(self, x: Floats) -> list[Answer]:
        return self._done("answers", x)

    def settled(self, x: Floats) -> list[Floats]:
        return self._done("settled", x)

    def _done(self, task: Task, *given: Floats) -> list[Any]:
        for number in range(len(self.ends)):
            self._send(number, (task, given))
        said = [self._received(number) for number in range(len(self.ends))]
        found = [
            (k, one)
            for mine, ones in zip(self.order, said, strict=True)
            for k, one in zip(mine, ones, strict=True)
        ]
        return [one for _, one in sorted(found, key=lambda pair: pair[0])]

    def _send(self, number: int, task: tuple[Task, tuple[Floats, ...]]) -> None:
        try:
            self.ends[number].send(task)
        except OSError as error:
            # a broken pipe here is not that of the standard output, which ends a verb quietly
            raise self._lost(number) from error

    def _received(self, number: int) -> list[Any]:
        try:
            got: list[Any] | FoedusError = self.ends[number].recv()
        except (EOFError, OSError) as error:
            raise self._lost(number) from error
        if isinstance(got, FoedusError):
            raise got
        return got

    def _lost(self, number: int) -> SolverError:
        """Return the error of a worker that answers no more."""
        process = self.processes[number]
        process.join(1.0)
        return SolverError(
            f"a worker process ended (exit code {process.exitcode}); "
            "try again with fewer workers, each takes memory of its own"
        )

    def close(self) -> None:
        """End the processes."""
        for end in self.ends:
            end.close()
        for process in self.processes:
            process.join(1.0)
            if process.is_alive():
                process.terminate()
                process.join()


def _serve(end: Connection, parts: Sequence[Part]) -> None:
    """Do tasks until the other end closes."""
    # Ctrl-C reaches every process of the terminal: the first one ends, and this one with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    crew = _Alone(parts)
    while True:
        try:
            task, given = end.recv()
        except (EOFError, OSError):
            return
        try:
            end.send(getattr(crew, task)(*given))
        except FoedusError as error:
            end.send(error)
