"""Who can turn a decision under a rule: power indices, and the sets that win or block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from foedus.results.stamp import RecordStamp


@dataclass(frozen=True)
class Published:
    """A published column of indices held against the exact ones.

    Parameters
    ----------
    column : str
        Its heading in the file.
    index : str
        What it is compared with: ``banzhaf``, ``banzhaf_absolute`` or ``shapley_shubik``.
    agrees : bool
        Equal in every row to the digits that are printed there.
    wrong : mapping of str to (float, float)
        Printed and exact value of each member that differs.
    """

    column: str
    index: str
    agrees: bool
    wrong: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Sets:
    """The minimal winning, or the minimal blocking, sets of members.

    Parameters
    ----------
    number : int, optional
        How many there are; None where they were not counted.
    least : int
        Size of the smallest.
    examples : tuple of tuple of str
        The smallest, at most twenty, in order.
    """

    number: int | None
    least: int
    examples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Power:
    """The answer of ``foedus power``. All indices are exact fractions.

    Parameters
    ----------
    rule, cites : str
    members : tuple of str
    banzhaf : mapping of member to Fraction
        Normalised (Banzhaf–Coleman): swings over the sum of all swings; sums to 1.
    banzhaf_absolute : mapping of member to Fraction
        Penrose's measure: swings over 2^(n-1).
    shapley_shubik : mapping of member to Fraction
        Sums to 1.
    decisiveness : Fraction
        Coleman's power of the body to act: winning sets over 2^n.
    winning, blocking : Sets
    published : tuple of Published
    weights : str
        Where the weights come from, in words; empty where every member counts alike.
    method : str
        ``symmetric``, ``dynamic programming``, ``halves`` (two halves met by their sums), or
        ``enumeration``.
    stamp : RecordStamp
    """

    rule: str
    cites: str
    members: tuple[str, ...]
    banzhaf: Mapping[str, Fraction]
    banzhaf_absolute: Mapping[str, Fraction]
    shapley_shubik: Mapping[str, Fraction]
    decisiveness: Fraction
    winning: Sets
    blocking: Sets
    published: tuple[Published, ...]
    weights: str
    method: str
    stamp: RecordStamp
