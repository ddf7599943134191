"""Whether two phrases speak of the same, two days fit each other, two places are one."""

from __future__ import annotations

import re
import unicodedata

from foedus.results.dispatch import Value

STEM = 6
"""Letters of a word that count: "support" and "supporting" are one."""

SHARED = 0.5
"""Share of the shorter phrase's content words that the longer one must have."""

EMPTY = frozenset(
    {
        "about", "after", "also", "and", "dans", "de", "des", "du", "elle", "est", "et", "for",
        "from", "has", "have", "his", "her", "its", "la", "le", "les", "leur", "leurs", "lors",
        "mais", "new", "nouveau", "nouvelle", "of", "on", "our", "par", "pour", "que", "qui",
        "sa", "ses", "son", "sur", "that", "the", "their", "they", "this", "to", "un", "une",
        "was", "will", "with", "avec", "en", "tant", "aux", "au", "as", "in", "at", "by", "more",
        "plus", "next", "prochain", "prochaine", "an", "a", "l", "d", "s", "is", "be", "or", "ou",
    }
)  # fmt: skip
"""Words that say nothing of what a phrase is about."""

_WORD = re.compile(r"[^\W_]+")


def content(words: str) -> frozenset[str]:
    """Return the content words of a phrase: small, without accents, cut to their stem.

    Examples
    --------
    >>> sorted(content("the support of Ukraine"))
    ['suppor', 'ukrain']
    """
    split = unicodedata.normalize("NFKD", words)
    plain = "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()
    return frozenset(word[:STEM] for word in _WORD.findall(plain) if word not in EMPTY)


def about_the_same(one: str, other: str) -> bool:
    """Tell whether two phrases share half of the content words of the shorter one.

    Examples
    --------
    >>> about_the_same("supporting Ukraine", "support for Ukraine")
    True
    >>> about_the_same("strengthening alliances", "strengthening defence and deterrence")
    True
    >>> about_the_same("deterrence", "burden sharing")
    False
    """
    first, second = content(one), content(other)
    if not first or not second:
        return False
    return len(first & second) >= SHARED * min(len(first), len(second))


def day_fits(one: Value | None, other: Value | None) -> bool:
    """Tell whether two days may be the same: one is not said, or is the other less exactly.

    Examples
    --------
    >>> day_fits("2024-06", "2024-06-26"), day_fits("2024", None), day_fits("2024-06", "2024-07")
    (True, True, False)
    """
    if one is None or other is None:
        return True
    first, second = str(one), str(other)
    return first.startswith(second) or second.startswith(first)


def place_fits(one: Value | None, other: Value | None) -> bool:
    """Tell whether two places may be one: one is not said, or they share a content word."""
    if one is None or other is None:
        return True
    return bool(content(str(one)) & content(str(other)))
