"""Draws solved by this process, by processes of this machine, or by a cluster."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.desk import usage
from foedus.cli.ensemble_folder import Recorder, written_of
from foedus.errors import FoedusError
from foedus.futures.sampled import Drawn, Setup, solve_draws

if TYPE_CHECKING:
    from distributed import Client

    from foedus.futures.ensemble import Run

LOOPBACK = "127.0.0.1"
MOST, PER_WORKER = 8, 64
"""A task holds at most ``MOST`` draws, fewer where a worker would get less than ``PER_WORKER``
tasks: so that none stands idle at the end, and little is lost with one."""


class WorkersLostError(FoedusError):
    """The workers that were to solve the draws are gone; what they wrote is kept."""


def here(folder: Path) -> Run:
    """Return how this process solves draws and writes each."""

    def run(setup: Setup, draws: Sequence[int]) -> Iterator[Drawn]:
        recorder = Recorder(folder)
        for number in draws:
            for one in solve_draws(setup, [number]):
                recorder.write(one)
                yield one

    return run


@contextmanager
def local(workers: int, folder: Path) -> Iterator[Run]:
    """Give how processes of this machine solve draws; each writes its own.

    They speak over the loopback interface alone, and end with the block.

    Parameters
    ----------
    workers : int
        Processes, of one thread each.
    folder : Path
    """
    from distributed import Client, LocalCluster

    with (
        _born_deaf() as hear,
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, processes=True, host=LOOPBACK,
            dashboard_address=None, worker_dashboard_address=None, memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):  # fmt: skip
        hear()
        yield _on(client, workers, folder, folder)


@contextmanager
def _born_deaf() -> Iterator[Callable[[], None]]:
    """Let processes that begin now not hear Ctrl-C, which a terminal sends to all of them.

    They would die of it in the midst of a draw, each with its last words. Gives what makes this
    process hear again.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)

    def hear() -> None:
        signal.signal(signal.SIGINT, heard)

    try:
        yield hear
    finally:
        hear()


@contextmanager
def cluster(address: str, folder: Path) -> Iterator[Run]:
    """Give how a Dask cluster solves draws; this process writes them.

    Raises
    ------
    InputError
        Nobody answers at the address, or the cluster has no workers.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise usage("no-scheduler", address, reason=str(error) or type(error).__name__) from error
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise usage("no-workers", address)
        yield _on(client, workers, folder, None)


def _on(client: Client, workers: int, folder: Path, theirs: Path | None) -> Run:
    """Return how the workers of a client solve draws.

    Parameters
    ----------
    client : Client
    workers : int
    folder : Path
    theirs : Path, optional
        The folder where they can write to it; without it, what they solved is written here.
    """

    def run(setup: Setup, draws: Sequence[int]) -> Iterator[Drawn]:
        from distributed import as_completed

        kept = client.scatter(setup, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
        place = None if theirs is None else str(theirs.resolve())
        size = min(MOST, max(1, len(draws) // (workers * PER_WORKER)))
        parts = [list(draws[n : n + size]) for n in range(0, len(draws), size)]
        tasks = [client.submit(solve_and_write, kept, p, place, pure=False) for p in parts]
        recorder = Recorder(folder)
        try:
            for solved in _results(as_completed(tasks, with_results=True)):  # type: ignore[no-untyped-call]
                for one in solved:
                    if theirs is None:
                        recorder.write(one)
                    yield one
        finally:
            client.cancel(tasks)  # type: ignore[no-untyped-call]

    return run


def _results(completed: Iterable[tuple[object, object]]) -> Iterator[list[Drawn]]:
    """Give what tasks return.

    Raises
    ------
    WorkersLostError
        The scheduler is gone, which cancels every task, or a task has taken down worker after
        worker.
    """
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        for _, solved in completed:
            if not isinstance(solved, list):  # what it was cancelled with, not raised by Dask
                raise WorkersLostError(_said(solved))
            yield solved
    except (KilledWorker, CancelledError, CommClosedError) as error:
        raise WorkersLostError(_said(error)) from error


def _said(error: object) -> str:
    """Return the first sentence of what Dask says."""
    return str(error).partition(". ")[0].rstrip(".") or type(error).__name__


def solve_and_write(setup: Setup, draws: Sequence[int], folder: str | None) -> list[Drawn]:
    """Solve draws, and write each before the next begins where there is a folder.

    What the folder has already is not solved again: Dask repeats the task of a worker that died,
    which may have written some of its draws.
    """
    if folder is None:
        return solve_draws(setup, draws)
    recorder, written = _recorder(folder), written_of(Path(folder), draws)
    done = list(written.values())
    for number in (n for n in draws if n not in written):
        (one,) = solve_draws(setup, [number])
        recorder.write(one)
        done.append(one)
    return done


@lru_cache(maxsize=1)
def _recorder(folder: str) -> Recorder:
    """Return what this process writes a folder's draws by: one file a process."""
    return Recorder(Path(folder))
