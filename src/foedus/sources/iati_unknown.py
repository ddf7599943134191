"""What stands in an activity though the standard does not know it."""

from __future__ import annotations

from collections.abc import Mapping

from foedus.case.spelling import nearest
from foedus.sources.iati_log import Log
from foedus.sources.iati_xml import Activity, Element

ACTIVITY = frozenset(
    {
        "iati-identifier", "reporting-org", "title", "description", "participating-org",
        "other-identifier", "activity-status", "activity-date", "contact-info",
        "activity-scope", "recipient-country", "recipient-region", "location", "sector",
        "tag", "country-budget-items", "humanitarian-scope", "policy-marker",
        "collaboration-type", "default-flow-type", "default-finance-type", "default-aid-type",
        "default-tied-status", "budget", "planned-disbursement", "capital-spend",
        "transaction", "document-link", "related-activity", "legacy-data", "conditions",
        "result", "crs-add", "fss",
    }
)  # fmt: skip
"""Children of ``iati-activity`` in the schema of 2.03."""

TRANSACTION = frozenset(
    {
        "transaction-type", "transaction-date", "value", "description", "provider-org",
        "receiver-org", "disbursement-channel", "sector", "recipient-country",
        "recipient-region", "flow-type", "finance-type", "aid-type", "tied-status",
    }
)  # fmt: skip
"""Children of ``transaction`` in the schema of 2.03."""


def unknown_elements(activity: Activity, log: Log) -> None:
    """Report elements that the standard does not have, and those of other namespaces."""
    _report(activity.children, ACTIVITY, log)
    for transaction in activity.transactions:
        if not transaction.children.keys() <= TRANSACTION:
            _report(transaction.children, TRANSACTION, log)


def _report(children: Mapping[str, tuple[Element, ...]], known: frozenset[str], log: Log) -> None:
    for name in children.keys() - known:
        best = nearest(name, known, cutoff=0) or ""
        log.warn("iati.unknown-element", name[:80], children[name][0].line, nearest=best)
