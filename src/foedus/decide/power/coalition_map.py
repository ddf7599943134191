"""A map of all coalitions, a bit each, in which minimal sets are counted.

The bit of a coalition stands at the number whose binary digits are its members. Members 0 to 5
select a bit of a 64-bit word, the others the word. A game of fewer than six members is mapped
with dummies, who belong to no minimal set.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]

IN_WORD = 6
"""Members whose bits stand in one word: 2^6 = 64."""

WITHOUT = tuple(
    np.uint64(sum(1 << place for place in range(64) if not place >> i & 1)) for i in range(IN_WORD)
)
"""For each of the first six members: the places of the coalitions without it."""


class CoalitionMap:
    """Which coalitions win.

    Parameters
    ----------
    members : int
    order : array of int
        The low parts of coalitions in the order in which ``enter`` is given them.
    """

    def __init__(self, members: int, order: npt.NDArray[np.intp]) -> None:
        self._members = members
        self._copies = max(1, 64 // len(order))
        self._place = np.argsort(order)
        rows = 2**members // len(order)
        self._words = np.zeros((rows, max(1, len(order) // 64)), np.uint64)

    def enter(self, high: int, won: npt.NDArray[np.bool_]) -> None:
        """Enter which low parts win together with one high part."""
        bits = np.tile(won[self._place], self._copies)
        self._words[high] = np.packbits(bits, bitorder="little").view("<u8")

    def minimal_winning(self) -> int:
        """Return the number of winning coalitions that lose without any one of their members."""
        found = self._words.copy()
        for i, without in enumerate(WITHOUT):
            found &= ~((self._words & without) << np.uint64(2**i))
        for i in range(IN_WORD, self._members):
            _halves(found, i)[:, 1] &= ~_halves(self._words, i)[:, 0]
        return int(np.bitwise_count(found).sum())

    def maximal_losing(self) -> int:
        """Return the number of losing coalitions that win with any one member more.

        Their complements are the minimal blocking sets.
        """
        found = ~self._words
        for i, without in enumerate(WITHOUT):
            found &= (self._words >> np.uint64(2**i)) | ~without
        for i in range(IN_WORD, self._members):
            _halves(found, i)[:, 0] &= _halves(self._words, i)[:, 1]
        return int(np.bitwise_count(found).sum())


def _halves(words: Words, member: int) -> Words:
    """Return a view of the words in pairs: without the member, with it."""
    return words.reshape(-1, 2, 2 ** (member - IN_WORD))
