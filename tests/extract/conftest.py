"""What the tests of extraction share."""

import pytest
import readings

from kg.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge of data/, loaded once."""
    return readings.knowledge()
