"""Cases on which the autonomy engine is tested."""

from pathlib import Path

import pytest

import foedus
from foedus.case.model import Case

HAND = Path(__file__).parents[1] / "fixtures" / "alone"


@pytest.fixture(scope="session")
def alone() -> Case:
    """The case that is worked by hand."""
    return foedus.load(HAND)
