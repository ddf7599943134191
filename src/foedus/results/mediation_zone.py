"""The zone of agreement, as far as it is counted: how many texts nobody blocks, and who others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Blocking:
    """How many texts a party blocks.

    Parameters
    ----------
    party : str
    texts : int
        Those that it blocks.
    alone : int
        Those of them that nobody else blocks.
    """

    party: str
    texts: int
    alone: int


@dataclass(frozen=True)
class Zone:
    """The zone of agreement, as far as it is counted.

    Parameters
    ----------
    possible : int, optional
        Texts that keep all links; None: too many to count, or there is a scale.
    agreed : int, optional
        Those of them that nobody blocks.
    conflict : tuple of str
        Parties whose conditions exclude each other; empty where there is an agreement.
    blocking : tuple of Blocking
        Parties that block some text, those that block most first; empty where none is counted.
    """

    possible: int | None = None
    agreed: int | None = None
    conflict: tuple[str, ...] = ()
    blocking: tuple[Blocking, ...] = ()
