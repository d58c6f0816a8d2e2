"""Two officers and a report, for the tests of this room."""

import pytest

from portal.base.access import Role
from tests.factories.vault import MadeCase
from tests.reprisals.reports import WORDS


@pytest.fixture
def officers(make):
    """Two protection officers with keys."""
    return [make.officer(Role.PROTECTION_OFFICER, name=name) for name in ("Amal", "Rui")]


@pytest.fixture
def made(make, officers) -> MadeCase:
    """A report that has just arrived."""
    return make.reprisal(*officers, facts={"text": WORDS, "language": "en", "contact": "my sister", "who": "Two men"})
