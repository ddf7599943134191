"""Countries inside a sentence: articles and prepositions, in English and French.

The Unicode CLDR gives names ("Allemagne") but not their gender, so that "à l'Allemagne", "au
Canada" and "aux États-Unis" follow from the rules of the language: French names in -e are feminine,
but for the few listed here; names of some islands and cities take no article.
"""

from __future__ import annotations

from typing import Literal

Role = Literal["the", "to", "of"]
"""``the`` Netherlands, ``to`` the Netherlands (whom one asks), ``of`` the Netherlands."""

_ENGLISH_THE = (
    "United ",
    "Netherlands",
    "Philippines",
    "Bahamas",
    "Gambia",
    "Maldives",
    "Comoros",
    "Seychelles",
)
_PLURAL = (
    "États-Unis",
    "Pays-Bas",
    "Émirats",
    "Philippines",
    "Seychelles",
    "Maldives",
    "Comores",
    "Bahamas",
    "Fidji",
    "Palaos",
    "Tonga",
    "Îles",
)
_NO_ARTICLE = (
    "Chypre",
    "Malte",
    "Cuba",
    "Israël",
    "Monaco",
    "Saint-",
    "Sainte-",
    "Singapour",
    "Taïwan",
    "Bahreïn",
    "Oman",
    "Djibouti",
    "Madagascar",
    "Haïti",
    "Maurice",
    "Nauru",
    "Tuvalu",
    "Vanuatu",
    "Kiribati",
)
_MASCULINE_IN_E = ("Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname")
_VOWELS = "AEIOUÀÂÉÈÊËÎÏÔÖÙÛ"
_FRENCH: dict[str, dict[Role, str]] = {
    "elided": {"the": "l’", "to": "à l’", "of": "de l’"},
    "feminine": {"the": "la ", "to": "à la ", "of": "de la "},
    "masculine": {"the": "le ", "to": "au ", "of": "du "},
    "plural": {"the": "les ", "to": "aux ", "of": "des "},
    "bare": {"the": "", "to": "à ", "of": "de "},
    "bare elided": {"the": "", "to": "à ", "of": "d’"},
}


def english(country: str, role: Role) -> str:
    """Return an English country name inside a sentence.

    Examples
    --------
    >>> english("Netherlands", "to"), english("Poland", "of")
    ('the Netherlands', 'of Poland')
    """
    name = f"the {country}" if country.startswith(_ENGLISH_THE) else country
    return f"of {name}" if role == "of" else name


def french(country: str, role: Role) -> str:
    """Return a French country name inside a sentence.

    Examples
    --------
    >>> french("Allemagne", "to"), french("États-Unis", "of"), french("Chypre", "the")
    ('à l’Allemagne', 'des États-Unis', 'Chypre')
    """
    return _FRENCH[_declension(country)][role] + country


def french_without_article(name: str, role: Role) -> str:
    """Return a name that takes no article, such as a code, inside a French sentence."""
    return _FRENCH["bare"][role] + name


def _declension(country: str) -> str:
    vowel = country[:1].upper() in _VOWELS
    if country.startswith(_NO_ARTICLE):
        return "bare elided" if vowel else "bare"
    if country.startswith(_PLURAL):
        return "plural"
    if vowel:
        return "elided"
    head = country.split(" ", 1)[0]
    feminine = head.endswith("e") and head not in _MASCULINE_IN_E
    return "feminine" if feminine else "masculine"
