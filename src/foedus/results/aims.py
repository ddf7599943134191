"""The guidelines that members agreed on, by the day from which they hold."""

from __future__ import annotations

from datetime import date

from foedus.results.spending import Aim

WALES = date(2014, 9, 5)
"""Wales Summit Declaration."""

THE_HAGUE = date(2025, 6, 25)
"""The Hague Summit Declaration."""

_WALES_CITES = "Wales Summit Declaration, 5 September 2014, paragraph 14"
_WALES_URL = "https://www.nato.int/cps/en/natohq/official_texts_112964.htm"
_HAGUE_CITES = "The Hague Summit Declaration, 25 June 2025, paragraphs 2 and 3"
_HAGUE_URL = "https://www.nato.int/cps/en/natohq/official_texts_236705.htm"

WALES_SHARE = Aim("share_of_gdp", 0.02, 2024, WALES, _WALES_CITES, _WALES_URL)
"""2 % of gross domestic product, within a decade."""

WALES_EQUIPMENT = Aim("equipment_share", 0.2, 2024, WALES, _WALES_CITES, _WALES_URL)
"""20 % of defence expenditure on major new equipment and the research for it, within a decade."""

HAGUE_SHARE = Aim("share_of_gdp", 0.035, 2035, THE_HAGUE, _HAGUE_CITES, _HAGUE_URL, related=0.015)
"""5 % of gross domestic product by 2035: at least 3.5 % on core defence, by NATO's definition of
defence expenditure, and up to 1.5 % on related spending, which that definition leaves out."""


def aims_on(at: date) -> tuple[Aim, ...]:
    """Return the guidelines of a day, that of gross domestic product first.

    Before the pledge of Wales its guidelines stand too: they are what the years before are held
    against. The declaration of The Hague sets a new share of gross domestic product; it does not
    name the share of equipment, so that of Wales stands on.

    Parameters
    ----------
    at : date

    Returns
    -------
    tuple of Aim

    Examples
    --------
    >>> [aim.share for aim in aims_on(date(2024, 10, 1))]
    [0.02, 0.2]
    >>> [aim.share for aim in aims_on(date(2025, 6, 25))]
    [0.035, 0.2]
    """
    return (HAGUE_SHARE if at >= THE_HAGUE else WALES_SHARE, WALES_EQUIPMENT)
