"""Who gives and who receives in an IATI file, as parties of a case.

The ledger knows countries and institutions, IATI organisations. An organisation is taken for a
country's where it bears the country's name, or is a public one whose identifier begins with the
country's code (``GB-GOV-1``). What cannot be told so is left out and reported, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from foedus.sources.iati_terms import FUNDING, PUBLIC, alpha3
from foedus.sources.iati_xml import Activity, Element, Transaction
from foedus.sources.parties import code


@dataclass(frozen=True)
class Party:
    """A party, or why there is none.

    Parameters
    ----------
    code : str, optional
    kind : str
        Of the finding where there is no party.
    written : str
        What stands in the file.
    """

    code: str | None
    kind: str = ""
    written: str = ""


def state_of(organisation: Element) -> str | None:
    """Return the country or institution that an organisation is, or belongs to.

    Examples
    --------
    >>> state_of(Element(1, {"ref": "GB-GOV-1", "type": "10"}))
    'GBR'
    >>> state_of(Element(1, {"ref": "GB-CHC-202918", "type": "21"})) is None
    True
    >>> state_of(Element(1, {}, names=("Espagne",)))
    'ESP'
    """
    named = next((found for name in organisation.names if name and (found := code(name))), None)
    if named is not None:
        return named
    prefix, dash, _ = organisation.get("ref").partition("-")
    return alpha3(prefix) if dash and organisation.get("type") in PUBLIC else None


def donor_outside(activity: Activity) -> Party:
    """Return who gives where a transaction names nobody.

    By the standard it is the reporting organisation; where that is no state's, or reports what
    others did, the one state that funds the activity.
    """
    reporting = activity.children.get("reporting-org", ())
    own = (org for org in reporting if org.get("secondary-reporter") not in {"1", "true"})
    first = next((found for org in own if (found := state_of(org))), None)
    if first is not None:
        return Party(first)
    funding = [
        o for o in activity.children.get("participating-org", ()) if o.get("role") == FUNDING
    ]
    states = {state_of(organisation) for organisation in funding}
    only = next(iter(states)) if len(states) == 1 else None
    return Party(only, "iati.unknown-donor", _written(funding or reporting))


def donor_of(transaction: Transaction, activity: Activity, outside: Party) -> Party:
    """Return who gives in a transaction: its provider, completed by what the activity says."""
    provider = next(iter(transaction.children.get("provider-org", ())), None)
    if provider is None:
        return outside
    ref = provider.get("ref")
    same = [o for o in _organisations(activity) if ref and o.get("ref") == ref]
    found = next((party for org in (provider, *same) if (party := state_of(org))), None)
    return Party(found, "iati.unknown-donor", _written([provider]))


def receiver_state(transaction: Transaction) -> Party:
    """Return who receives where nothing says in which country: the receiver, if it is a state."""
    receivers = transaction.children.get("receiver-org", ())
    found = next((party for org in receivers if (party := state_of(org))), None)
    return Party(found, "iati.unknown-recipient", _written(receivers))


def recipient_of(part: Activity | Transaction) -> Party | None:
    """Return the country that benefits, by an activity or a transaction; None if neither is named.

    Several countries, or a region with a share, are nobody in particular: to split the money by
    percentages would make figures that nobody reported.
    """
    countries = part.children.get("recipient-country", ())
    regions = part.children.get("recipient-region", ())
    shared = [region for region in regions if region.get("percentage") or not countries]
    if not countries and not shared:
        return None
    written = ", ".join(place.get("code") for place in (*countries, *shared))
    if len(countries) != 1 or shared:
        return Party(None, "iati.several-recipients", written)
    return Party(alpha3(countries[0].get("code").upper()), "iati.unknown-country", written)


def _organisations(activity: Activity) -> Iterable[Element]:
    for name in ("reporting-org", "participating-org"):
        yield from activity.children.get(name, ())


def _written(organisations: Iterable[Element]) -> str:
    said = (next((n for n in o.names if n), "") or o.get("ref") for o in organisations)
    return "; ".join(text for text in said if text)[:100] or "-"
