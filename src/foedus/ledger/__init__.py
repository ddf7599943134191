"""The ledger from pledge to delivery, and the same figure in two releases.

``ledger`` adds up by any keys, in exact decimals, and says what is open and what may be counted
twice; ``compare`` sets two releases side by side; ``commitments_from`` makes allocations in kind
commitments of a plan.
"""

from __future__ import annotations

from foedus.ledger.commitments import commitments_from, left_out
from foedus.ledger.compare import compare
from foedus.ledger.engine import ledger

__all__ = ["commitments_from", "compare", "ledger", "left_out"]
