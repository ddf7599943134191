"""Lines that are no part of a dispatch: buttons, notices, invitations to read something else.

Only a short line that is nothing else is dropped; a sentence that holds such words stays. A block
for editors ("Notes to editors") stays: it often holds the figures.
"""

from __future__ import annotations

import re

LONGEST = 120
"""A longer line is a sentence and stays, characters."""

NETWORKS = (
    r"(?:x|twitter|facebook|linkedin|whatsapp|telegram|bluesky|mastodon|instagram|youtube|"
    r"threads|reddit|e-?mail|mail|courriel)"
)
LIST = rf"{NETWORKS}(?:(?:\s*[,/|·]\s*|\s+(?:and|or|et|ou)\s+|\s+){NETWORKS})*"

LINES = re.compile(
    rf"""(?:
    share(?:\s+(?:this|on|via|by|with).{{0,60}})? |
    partager?(?:\s+(?:sur|via|par|cet|cette|l['’]article).{{0,60}})? | partagez.{{0,60}} |
    (?:tweet|tweeter|print|imprimer|copy\s+link|copier\s+le\s+lien) |
    (?:follow|find)\s+us(?:\s+on)?.{{0,60}} | (?:suivez|retrouvez)[-\s]nous.{{0,60}} |
    {LIST} |
    (?:read|show|see|learn|load)\s+more(?:\s*[:…>»].{{0,90}})? |
    read\s+(?:also|next)\s*:?.{{0,90}} |
    (?:lire|voir|à\s+lire)\s+(?:aussi|également|plus|la\s+suite)\s*(?:[:…>»].{{0,90}})? |
    en\s+savoir\s+plus\s*(?:[:…>»].{{0,90}})? |
    related(?:\s+(?:articles|stories|content|news|links))?\s*:? |
    (?:articles|contenus|liens)\s+(?:associés|similaires|liés|connexes)\s*:? |
    (?:sur\s+le\s+même\s+(?:sujet|thème))\s*:? |
    (?:accept|manage|reject|accepter|refuser|gérer)\s+(?:all\s+|tous\s+les\s+|les\s+)?
        cookies.{{0,60}} |
    (?:this\s+(?:site|website)|we)\s+uses?\s+cookies.{{0,90}} |
    (?:ce\s+site|nous)\s+utilis(?:e|ons)\s+des\s+cookies.{{0,90}} |
    cookies?(?:\s+(?:policy|settings|preferences|notice))? |
    (?:politique|paramètres|préférences|gestion)\s+(?:de|des)\s+cookies |
    (?:(?:©|\(c\)|copyright)\s*.{{0,90}}) |
    (?:.{{0,40}}\s)?all\s+rights\s+reserved\.? | (?:.{{0,40}}\s)?tous\s+droits\s+réservés\.? |
    (?:privacy\s+policy|terms\s+(?:of\s+use|and\s+conditions)|mentions\s+légales|
        politique\s+de\s+confidentialité) |
    (?:subscribe|sign\s+up|newsletter|abonnez[-\s]vous|inscrivez[-\s]vous)(?:\s+.{{0,60}})? |
    (?:advertisement|publicité|sponsored|sponsorisé) |
    (?:skip\s+to\s+(?:main\s+)?content|aller\s+au\s+contenu|back\s+to\s+top|haut\s+de\s+page)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def without_boilerplate(text: str) -> str:
    r"""Return a text without the lines that are no part of it.

    Examples
    --------
    >>> without_boilerplate("Aid arrives.\nShare on Facebook\n(c) 2024\nNotes to editors")
    'Aid arrives.\nNotes to editors'
    >>> without_boilerplate("We share the burden.")
    'We share the burden.'
    """
    return "\n".join(line for line in text.split("\n") if not _is_boilerplate(line.strip()))


def _is_boilerplate(line: str) -> bool:
    bare = line.strip("•*|>-–—· \t")
    return 0 < len(bare) <= LONGEST and LINES.fullmatch(bare) is not None
