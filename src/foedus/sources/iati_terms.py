"""The words of IATI 2.03 and those of the ledger: which stands for which, and why.

Codes are those of the standard's lists TransactionType, Sector, OrganisationRole,
OrganisationType, ActivityStatus and ActivityDateType; the definitions quoted are theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from foedus.sources.parties import code

VERSION = "2.03"
READ = ("2.01", "2.02", VERSION)
"""Versions that are read: within 2, each only adds to the one before."""

NAMESPACE = "urn:foedus:ledger:1"
"""Of the elements that keep what IATI has no place for; the schema takes any other namespace."""

TYPES_URI = "urn:foedus:ledger:1:types"
"""Names the vocabulary of military, financial and humanitarian aid in sectors and tags."""

OWN_VOCABULARY = "99"
"""A vocabulary of the reporting organisation (SectorVocabulary, TagVocabulary)."""

OUTGOING: Mapping[str, str] = MappingProxyType(
    {
        "12": "pledge",  # "indicative, non-binding advice of an intended outgoing commitment"
        "2": "allocation",  # commitment: "a firm, written obligation"
        "3": "delivery",  # disbursement: "placed at the disposal of a recipient"
        "4": "delivery",  # expenditure: "spent on goods and services for the activity"
        "7": "delivery",  # reimbursement: "a type of disbursement"
    }
)
"""Stage of the ledger by type of transaction, as the giver reports it."""

INCOMING: Mapping[str, str] = MappingProxyType(
    {
        "13": "pledge",  # "indicative, non-binding advice of an intended incoming commitment"
        "11": "allocation",  # incoming commitment: "reported by a recipient"
    }
)
"""Stage by type of transaction, as the receiver reports it: the same money, seen from there."""

OTHER = frozenset({"1", "5", "6", "8", "9", "10"})
"""Types that are no aid given: incoming funds (the giver's disbursement again), interest,
repayment, equity, and guarantees, which are not money given."""

WRITTEN: Mapping[str, str] = MappingProxyType({"pledge": "12", "allocation": "2", "delivery": "3"})
"""Type of transaction by stage."""

BESIDE = ("item", "quantity", "release", "of", "source", "note")
"""Fields of a transaction's entry that IATI has no place for."""

HUMANITARIAN = ("72", "73", "74")
"""How sectors of the DAC's group 700, humanitarian aid, begin."""

FINANCIAL = ("51", "53", "60")
"""General budget support, other commodity assistance, action relating to debt."""

DAC = frozenset({"1", "2"})
"""Vocabularies with the DAC's purpose codes, of 5 and 3 digits; 1 where none is named."""

FUNDING, PUBLIC = "1", frozenset({"10", "15"})
"""Role of who pays; types of organisation that are a state's own: government, other public."""

GOVERNMENT, MULTILATERAL, OTHER_ORGANISATION = "10", "40", "90"

INSTITUTION_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "EUI": {"en": "EU institutions", "fr": "Institutions de l'Union européenne"},
        "EPF": {"en": "European Peace Facility", "fr": "Facilité européenne pour la paix"},
        "EIB": {
            "en": "European Investment Bank",
            "fr": "Banque européenne d'investissement",
        },
    }
)

TYPE_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "military": {"en": "military aid", "fr": "aide militaire"},
        "financial": {"en": "financial aid", "fr": "aide financière"},
        "humanitarian": {"en": "humanitarian aid", "fr": "aide humanitaire"},
    }
)

LANGUAGES = ("en", "fr")
NOWHERE = "ZZ"
"""CLDR's code of an unknown region."""


@cache
def alpha3(alpha2: str) -> str | None:
    """Return the code of a country in ``parties`` by its code in IATI, or None.

    Examples
    --------
    >>> alpha3("UA"), alpha3("XK"), alpha3("ZZ")
    ('UKR', 'XKX', None)
    """
    name = Locale("en").territories.get(alpha2)
    is_country = name is not None and alpha2.isalpha() and alpha2 != NOWHERE
    return code(name) if is_country and name else None


@cache
def alpha2(party: str) -> str | None:
    """Return the code of a country in IATI by its code in ``parties``; None for an institution.

    Examples
    --------
    >>> alpha2("UKR"), alpha2("EUI")
    ('UA', None)
    """
    return _alpha2().get(party)


@cache
def _alpha2() -> Mapping[str, str]:
    codes = (str(code) for code in Locale("en").territories)
    return {long: short for short in codes if len(short) == 2 and (long := alpha3(short))}


def party_name(party: str, language: str) -> str:
    """Return the name of a country or institution; its own code where it has none.

    Examples
    --------
    >>> party_name("DEU", "fr"), party_name("EPF", "en"), party_name("X-1", "fr")
    ('Allemagne', 'European Peace Facility', 'X-1')
    """
    if party in INSTITUTION_NAMES:
        return INSTITUTION_NAMES[party][language]
    short = alpha2(party)
    return str(Locale(language).territories.get(short or "", party))


@cache
def currencies() -> frozenset[str]:
    """Return the currencies of ISO 4217, past ones too.

    Examples
    --------
    >>> {"EUR", "UAH"} < currencies()
    True
    """
    return frozenset(Locale("en").currencies)
