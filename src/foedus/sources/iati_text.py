"""What an IATI file of Foedus says in words, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from foedus.sources.iati_terms import LANGUAGES, TYPE_NAMES, party_name

Texts = Mapping[str, str]

REPORTER: Texts = {
    "en": "Compiled with Foedus from open figures",
    "fr": "Établi avec Foedus à partir de chiffres ouverts",
}
COUNTED: Texts = {
    "en": "Entries of the ledger of the case {case}: {count}, of which {aside} without an amount, "
    "a currency or a day, which are no transactions and stand at the end of the activity.",
    "fr": "Écritures du registre du cas {case} : {count}, dont {aside} sans montant, monnaie ou "
    "jour, qui ne sont pas des transactions et figurent à la fin de l’activité.",
}
GUARD: Texts = {
    "en": "Decision support from open figures: nations decide.",
    "fr": "Aide à la décision à partir de chiffres ouverts : les nations décident.",
}
FIRST_DAY: Texts = {
    "en": "Day of the first entry that has one",
    "fr": "Jour de la première écriture qui en a un",
}
NO_DAY: Texts = {
    "en": "No entry gives a day: known by this day at the latest",
    "fr": "Aucune écriture ne donne de jour : connu au plus tard ce jour-là",
}
ASSUMED: Texts = {
    "en": "Assumed: no source is given",
    "fr": "Hypothèse : aucune source n’est donnée",
}


def title(row: Mapping[str, object], language: str) -> str:
    """Return the title of an activity.

    Examples
    --------
    >>> title({"donor": "DEU", "recipient": "UKR", "type": "military"}, "en")
    'Germany – Ukraine: military aid'
    """
    donor, recipient = (party_name(f"{row[who]}", language) for who in ("donor", "recipient"))
    colon = " : " if language == "fr" else ": "
    kind = TYPE_NAMES[f"{row['type']}"][language]
    return f"{donor} – {recipient}{colon}{kind}"


def filled(texts: Texts, **values: object) -> dict[str, str]:
    """Return texts with their values in both languages.

    Examples
    --------
    >>> filled({"en": "{n} entries", "fr": "{n} écritures"}, n=2)["fr"]
    '2 écritures'
    """
    return {language: texts[language].format(**values) for language in LANGUAGES}


def activity_identifier(ref: str, *parts: str) -> str:
    """Return the identifier of an activity: the reporter's, a hyphen, and what tells it apart.

    The standard allows no ``/``, ``&``, ``|`` or ``?``; those of the parts, and the colon that
    stands between them, are written as in an address, so that no two run together.

    Examples
    --------
    >>> activity_identifier("foedus", "a/b", "DEU", "UKR", "military")
    'foedus-a%2Fb:DEU:UKR:military'
    """
    return f"{ref}-{':'.join(quote(part, safe='') for part in parts)}"
