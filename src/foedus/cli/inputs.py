"""What a verb of the record reads: texts, days, instants, rules, members; and how it is stamped."""

from __future__ import annotations

import hashlib
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from foedus._version import __version__
from foedus.cli.desk import usage
from foedus.cli.places import find_case
from foedus.errors import Finding, InputError
from foedus.results.offices import Offices
from foedus.results.power import Power
from foedus.results.silence import Silence
from foedus.results.stamp import RecordStamp
from foedus.results.verdict import Verdict

if TYPE_CHECKING:
    from foedus.case.model import Case
    from foedus.decide.rule import Rule

STDIN = Path("-")
"""Stands for standard input."""

_Stamped = TypeVar("_Stamped", Verdict, Silence, Power, Offices)


@dataclass(frozen=True)
class Where:
    """Where the members come from.

    Parameters
    ----------
    case : Path, optional
    body : str, optional
        A body of the case, in place of the rule's own members.
    """

    case: Path | None = None
    body: str | None = None


@dataclass
class Inputs:
    """The inputs of a verb, each kept with its hash for the stamp.

    Parameters
    ----------
    hashes : dict of str to str
        SHA-256 by the name of the input.
    started : float
        ``time.process_time()`` when the verb began, seconds.
    """

    hashes: dict[str, str] = field(default_factory=dict)
    started: float = field(default_factory=time.process_time)

    def text(self, name: str, file: Path) -> str:
        """Return the text of a file, or of standard input for ``-``.

        Raises
        ------
        InputError
            It is a folder, is absent or unreadable, or is not UTF-8.
        """
        text = decoded(_bytes(file), file)
        self.add(name, text)
        return text

    def add(self, name: str, text: str) -> None:
        """Keep the hash of an input."""
        self.hashes[name] = hashlib.sha256(text.encode()).hexdigest()

    def case(self, place: Path) -> Case:
        """Return a case; it needs no horizon."""
        from foedus.case.load import load

        case = load(find_case(place))
        self.hashes["case"] = case.sha256
        return case

    def rule(self, name: Path) -> Rule:
        """Return the rule of a file, or the one that ships under that name."""
        from foedus.decide.parse_rule import parse_rule
        from foedus.decide.presets import preset, preset_names, preset_text

        if not name.is_file() and str(name) in preset_names():
            self.add("rule", preset_text(str(name)))
            return preset(str(name))
        if not name.is_file():
            _no_table_of_weights(str(name))
        if name != STDIN and not name.exists():
            raise usage("no-rule", name, nearest=nearest_rule(str(name)))
        return parse_rule(self.text("rule", name), file=shown(name))

    def stamped(self, result: _Stamped, **options: object) -> _Stamped:
        """Return a result with the stamp of these inputs; options that are None are left out."""
        asked = {name: str(value) for name, value in options.items() if value is not None}
        stamp = RecordStamp(
            inputs=dict(self.hashes),
            foedus=__version__,
            options=asked,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(time.process_time() - self.started, 4),
        )
        return replace(result, stamp=stamp)


def shown(file: Path) -> str:
    """Return what a file is called in findings and on pages."""
    return "stdin" if file == STDIN else file.name


def _no_table_of_weights(name: str) -> None:
    """Refuse the name of a table of weights that ships where a rule is asked for."""
    from foedus.decide.presets import weights
    from foedus.decide.shipped import shipped_names

    if name not in shipped_names("weights"):
        return
    reason = " ".join(weights(name).missing.split()).rstrip(".")
    kind = "power.table-without-weights" if reason else "power.table-of-weights"
    raise InputError([Finding("fault", kind, name, value=name, details={"reason": reason})])


def nearest_rule(name: str) -> str:
    """Return the shipped rule whose name is most like a name."""
    from foedus.case.spelling import nearest
    from foedus.decide.presets import preset_names

    names = preset_names()
    return nearest(name, names, cutoff=0.0) or names[0]


def _bytes(file: Path) -> bytes:
    if file == STDIN:
        return _standard_input()
    if file.is_dir():
        raise usage("is-folder", file)
    if not file.exists():
        raise usage("no-file", file)
    try:
        return file.read_bytes()
    except OSError as error:
        raise usage("file-unreadable", file, reason=error.strerror or str(error)) from error


def _standard_input() -> bytes:
    if sys.platform != "win32":
        # Polars's handler restarts a read, so that Ctrl-C would be heard after the input only.
        signal.siginterrupt(signal.SIGINT, True)  # noqa: FBT003
    return sys.stdin.buffer.read()


def decoded(data: bytes, file: Path) -> str:
    """Return the text of UTF-8, without a mark at its head; line breaks stay as they are.

    Raises
    ------
    InputError
        It is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise usage("not-utf8", file, byte=str(error.start)) from error


def only_once(*files: Path | None) -> None:
    """Make sure that standard input is asked for once at most."""
    if sum(file == STDIN for file in files) > 1:
        raise usage("stdin-twice", STDIN)


def read_day(option: str, text: str | None) -> date | None:
    """Return the day of an option, written YYYY-MM-DD.

    Raises
    ------
    InputError
        It is no day.
    """
    if text is None:
        return None
    try:
        if len(text) == len("2024-10-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise usage("not-a-day", option, text=text)


def need_day(option: str, text: str) -> date:
    """Return the day of an option that must be given."""
    day = read_day(option, text)
    if day is None:
        raise usage("not-a-day", option, text="")
    return day


def in_body(rule: Rule, where: Where) -> Rule:
    """Return the rule with the members of a body in place of its own, where one was named."""
    if where.body is None:
        return rule
    if where.case is None:
        raise usage("body-without-case", "--body", body=where.body)
    return replace(rule, members=where.body)


def members_of(rule: Rule, case: Case | None, day: date | None) -> tuple[str, ...]:
    """Return the members under a rule on a day.

    Raises
    ------
    InputError
        The rule names a body and no case was given, or nobody belongs to it on the day.
    """
    from foedus.decide.membership import rule_members

    members = rule_members(rule, case, day)
    if members is None:
        raise usage("no-members", rule.name, body=str(rule.members))
    if not members:
        when = day or (case.settings.as_of if case else "")
        raise usage("nobody", rule.name, body=str(rule.members), day=str(when))
    return members


def options_of(where: Where, **more: object) -> Mapping[str, object]:
    """Return what was asked for, for the stamp."""
    return {"case": where.case, "body": where.body, **more}
