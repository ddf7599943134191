"""Where a verb speaks: consoles, language, progress, and how its faults become exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console, RenderableType
from rich.text import Text

from foedus.brief.findings import counts, finding_lines, findings_as_json
from foedus.brief.language import Language
from foedus.cli.progress import Progress, progress_on
from foedus.errors import Finding, FoedusError, InputError, SolverError

OK, FAILED, BAD_INPUT, NO_PLAN, STOPPED, BROKEN_PIPE = 0, 1, 2, 3, 130, 141
"""Exit codes; 128 + the signal's number where a signal ended the work."""

T = TypeVar("T")


class _Pipe(Console):
    """A console that lets a broken pipe through to the desk."""

    def on_broken_pipe(self) -> None:
        """Point stdout at nothing and pass the error on."""
        self.quiet = True
        _silence_stdout()
        raise BrokenPipeError


@dataclass(frozen=True)
class Desk:
    """What a verb needs to speak.

    Parameters
    ----------
    language : Language
    json : bool
        Stdout carries JSON only.
    out, err : Console
    """

    language: Language
    json: bool
    out: Console
    err: Console

    def say(self, *parts: RenderableType) -> None:
        """Print on stdout; nothing where stdout is for JSON."""
        if self.json:
            return
        for part in parts:
            self.out.print(part)

    def note(self, key: str, /, **values: object) -> None:
        """Print a line of the catalogue on stderr."""
        self.err.print(Text(self.language.text(key, **values)))

    def give(self, value: object) -> None:
        """Print a value as JSON on stdout where that was asked for."""
        if self.json:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
            self.out.file.write(text + "\n")
            self.out.file.flush()

    def findings(self, findings: Sequence[Finding]) -> None:
        """Print findings on stderr, and as JSON where that was asked for."""
        for line in finding_lines(findings, self.language):
            self.err.print(line, soft_wrap=True)
        if len(findings) > 1:
            self.err.print(Text(counts(findings, self.language), "bold"))
        self.give({"findings": findings_as_json(findings, self.language)})

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show progress on stderr while the block runs."""
        with progress_on(self.err, self.language) as progress:
            yield progress

    def run(self, work: Callable[[], int]) -> int:
        """Do the work of a verb and return its exit code."""
        try:
            return work()
        except InputError as error:
            self.findings(error.findings)
            return error.exit_code
        except SolverError as error:
            remedy = self.language.text("said.solver-remedy")
            what = self.language.text("said.solver")
            return self._failed(what, str(error), remedy, error.exit_code)
        except FoedusError as error:
            self.err.print(Text(str(error)), soft_wrap=True)
            return error.exit_code
        except BrokenPipeError:
            _silence_stdout()
            return BROKEN_PIPE
        except OSError as error:
            what, remedy = (self.language.text(f"said.{k}") for k in ("unreadable", "check-place"))
            where = f"{error.filename or ''} ({error.strerror or error})"
            return self._failed(what, where, remedy, FAILED)
        except KeyboardInterrupt:
            self.note("said.stopped")
            return STOPPED

    def _failed(self, what: str, where: str, remedy: str, code: int) -> int:
        line = self.language.text("said.failed", what=what, where=where, remedy=remedy)
        self.err.print(Text(line), soft_wrap=True)
        return code


def usage(kind: str, place: object, **details: str) -> InputError:
    """Return the fault of what cannot be done as it was asked for, ready to be raised."""
    return InputError([Finding("fault", f"usage.{kind}", str(place), details=details)])


def open_desk(language: Language, *, as_json: bool) -> Desk:
    """Return a desk on stdout and stderr."""
    return Desk(language, as_json, _Pipe(highlight=False), Console(stderr=True, highlight=False))


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
