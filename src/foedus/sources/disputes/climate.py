"""Climate-negotiation files: actors, issues, positions, saliences and power.

``#A`` an actor, ``#P`` an issue, ``#M`` an end of its scale (two lines), ``#D`` actor, issue,
position, salience (0..1) and power. A position in such a file is what experts took an actor to
want, not what it said that it would accept: so nobody has a veto, unless the caller says so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from foedus.case.dispute.settings import DisputeSettings
from foedus.case.spelling import nearest
from foedus.sources.book import read_file
from foedus.sources.disputes.climate_lines import Line, lines_of
from foedus.sources.disputes.imported import ImportedDispute, frame, key, repeated, slug, sources
from foedus.sources.disputes.numbers import Reading
from foedus.sources.separated import unclosed


@dataclass
class _File:
    """What a file says, as far as it could be read.

    Parameters
    ----------
    actors, issues : mapping of name to line
    ends : mapping of issue to ends
    positions : list of (actor, issue, position, salience)
    power : mapping of actor to (line, power)
    """

    actors: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    ends: dict[str, list[float]] = field(default_factory=dict)
    positions: list[tuple[str, str, float, float]] = field(default_factory=list)
    power: dict[str, tuple[int, float]] = field(default_factory=dict)


def read_climate(
    path: str | Path, *, vetoes: Collection[str] = (), name: str | None = None
) -> ImportedDispute:
    """Read a climate-negotiation file.

    Parameters
    ----------
    path : str or Path
    vetoes : collection of str
        Actors that can block; the file does not say. Their reservation is 0.
    name : str, optional
        Of the dispute; by default the file's.

    Returns
    -------
    ImportedDispute
        With a warning ``source.cut-short`` where the last line is not closed.

    Raises
    ------
    InputError
        Those of ``book.read_file``; all at once ``disputes.not-utf-8``, ``disputes.no-rows``,
        ``disputes.unknown-tag``, ``disputes.cells``, ``disputes.cut-line``,
        ``disputes.two-quotes``, ``disputes.two-decimals``, ``disputes.not-a-number``,
        ``disputes.off-scale``, ``disputes.negative-power``, ``disputes.two-powers``,
        ``disputes.unknown-name``, ``disputes.repeated``, ``disputes.ends``.
    """
    path = Path(path)
    reading = Reading(path.name)
    data = read_file(path)
    file = _read(lines_of(data, reading), reading)
    reading.findings += unclosed(data, path.name)
    for actor in vetoes:
        if actor not in file.actors:
            reading.fault("unknown-name", None, "#A", actor, **_near(actor, file.actors))
    reading.refuse()
    made = _imported(file, name or slug(path.stem), path.name, frozenset(vetoes))
    return replace(made, findings=tuple(reading.findings))


def _read(lines: list[Line], reading: Reading) -> _File:
    """Read actors, issues and ends first, wherever they stand; then the positions."""
    file = _File()
    _repeats(lines, reading)
    for line in lines:
        if line.tag == "#A":
            file.actors.setdefault(key(line.cells[0]), line.row)
        elif line.tag == "#P":
            file.issues.setdefault(key(line.cells[0]), line.row)
    _ends(file, [line for line in lines if line.tag == "#M"], reading)
    for line in lines:
        if line.tag == "#D":
            _position(file, line, reading)
    return file


def _repeats(lines: list[Line], reading: Reading) -> None:
    for tag, width in (("#A", 1), ("#P", 1), ("#D", 2)):
        named = [(n.row, tuple(map(key, n.cells[:width]))) for n in lines if n.tag == tag]
        text = {row: ", ".join(names) for row, names in named}
        for row, other in repeated(named):
            reading.fault("repeated", row, tag, text[row], other_row=f"{other}")


def _ends(file: _File, lines: list[Line], reading: Reading) -> None:
    for line in lines:
        issue = _known(line, 0, file.issues, "#P", reading)
        end = reading.number(line.cells[1], line.row, "#M")
        if issue and end is not None:
            file.ends.setdefault(issue, []).append(end)
    broken = {key(line.cells[0]) for line in lines if line.row in _rows(reading)}
    for issue, row in file.issues.items():
        ends = file.ends.get(issue, [])
        if issue not in broken and (len(ends) != 2 or ends[0] == ends[1]):
            reading.fault("ends", row, "#M", issue, found=", ".join(f"{e:g}" for e in ends) or "-")


def _rows(reading: Reading) -> set[int | None]:
    return {finding.row for finding in reading.findings}


def _position(file: _File, line: Line, reading: Reading) -> None:
    """Read a position; each of its faults is reported, whatever the others are."""
    actor = _known(line, 0, file.actors, "#A", reading)
    issue = _known(line, 1, file.issues, "#P", reading)
    ends = sorted(file.ends.get(issue or "", []))
    if len(set(ends)) == 2:
        scale = (ends[0], ends[1])
        position = reading.between(line.cells[2], line.row, "position", scale, issue or "")
    else:
        position = reading.number(line.cells[2], line.row, "position")
    salience = reading.between(line.cells[3], line.row, "salience", (0.0, 1.0), "salience")
    power = _power(file, actor, line, reading)
    if actor and issue and None not in (position, salience, power):
        file.positions.append((actor, issue, position or 0.0, salience or 0.0))


def _power(file: _File, actor: str | None, line: Line, reading: Reading) -> float | None:
    power = reading.number(line.cells[4], line.row, "power")
    if power is None:
        return None
    if power <= 0:
        reading.fault("negative-power", line.row, "power", line.cells[4])
        return None
    row, first = file.power.setdefault(actor or "", (line.row, power))
    if actor and first != power:
        details = {"actor": actor, "first": f"{first:g}", "other_row": f"{row}"}
        reading.fault("two-powers", line.row, "power", line.cells[4], **details)
        return None
    return power


def _known(
    line: Line, place: int, known: dict[str, int], column: str, reading: Reading
) -> str | None:
    name = key(line.cells[place])
    if name in known:
        return name
    reading.fault("unknown-name", line.row, column, name, **_near(name, known))
    return None


def _near(name: str, known: dict[str, int]) -> dict[str, str]:
    return {"nearest": nearest(name, known) or "-"}


def _imported(file: _File, name: str, title: str, vetoes: frozenset[str]) -> ImportedDispute:
    parties = [
        {
            "party": actor,
            "veto": actor in vetoes,
            "weight": file.power.get(actor, (0, 1.0))[1],
            "reservation": 0.0,
        }
        for actor in file.actors
    ]
    issues = [_issue(issue, *sorted(file.ends[issue])) for issue in file.issues]
    positions = [{"party": a, "issue": i, "position": x} for a, i, x, _ in file.positions]
    saliences = [{"party": a, "issue": i, "salience": s} for a, i, _, s in file.positions]
    source = slug(name)
    tables = {
        "parties": frame("parties", parties, source=""),
        "issues": frame("issues", issues, source=source),
        "saliences": frame("saliences", saliences, source=source),
        "positions": frame("positions", positions, source=source),
        "sources": sources(source, title, "-"),
    }
    return ImportedDispute(DisputeSettings(name, {"en": title, "fr": title}), tables)


def _issue(issue: str, low: float, high: float) -> dict[str, object]:
    named = {"name_en": issue, "name_fr": issue}
    return {"issue": issue, "kind": "scale", "low": low, "high": high, **named}
