"""Files of a case that take their places together: all of them, or none.

Everything is written beside first, on the same disk, so that a full disk stops an import before
anything has changed. Then the files take their places one after the other, those that others refer
to first; whatever stops that puts back what stood there. Were the process itself killed between two
of them, what stands there is a sound case still, and the same import completes it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from foedus.case.save import write_file
from foedus.errors import Finding, InputError

ORIGINS = "origins"
"""Folder of a case that holds a file for each origin."""

BESIDE = ".foedus-import-"
"""Begins the name of the folder in which files wait; it is no table of a case."""


def commit(folder: Path, contents: Mapping[str, bytes]) -> None:
    r"""Write files into a folder, all of them or none.

    Parameters
    ----------
    folder : Path
    contents : mapping of name to bytes
        In the order in which they take their places; a name may have a folder before it.

    Raises
    ------
    InputError
        ``not-writable``. The folder is as it was then.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as place:
    ...     commit(Path(place), {"origins/a.toml": b"", "parties.csv": b"party\n"})
    ...     sorted(path.name for path in Path(place).iterdir())
    ['origins', 'parties.csv']
    """
    try:
        with tempfile.TemporaryDirectory(prefix=BESIDE, dir=folder) as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            for name, content in contents.items():
                write_file(new / name, content)
                _keep(folder / name, old / name)
            _move(contents, new, folder, old)
    except OSError as error:
        details = {"reason": error.strerror or type(error).__name__}
        raise InputError(
            [Finding("fault", "not-writable", folder.name, details=details)]
        ) from error


def _keep(file: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        shutil.copy2(file, copy)


def _move(names: Iterable[str], new: Path, folder: Path, old: Path) -> None:
    """Put the new files in their places; if anything stops that, put the old ones back."""
    moved: list[str] = []
    whole = False
    try:
        for name in names:
            moved.append(name)
            replace(new / name, folder / name)
        whole = True
    finally:
        if not whole:
            for name in moved:
                _put_back(old / name, folder / name)


def replace(file: Path, target: Path) -> None:
    """Put a file of the same disk in a place, in one step."""
    target.parent.mkdir(exist_ok=True)
    file.replace(target)


def _put_back(old: Path, target: Path) -> None:
    if old.exists():
        old.replace(target)
        return
    target.unlink(missing_ok=True)
    if target.parent.name == ORIGINS and not any(target.parent.iterdir()):
        target.parent.rmdir()
