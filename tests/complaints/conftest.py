"""A focal point at a browser, for the tests of this room's desk."""

import pytest


@pytest.fixture
def at_desk(make, visitor, now):
    """A focal point with an unlocked key, at this browser."""
    one = make.officer(name="Noor")
    make.unlock(visitor, one)
    return one
