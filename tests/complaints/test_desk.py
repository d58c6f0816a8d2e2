"""The case page of a focal point, through the doors: every deed, without JavaScript."""

import re
from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM
from portal.complaints import clocks
from portal.complaints.models import Avenue, Category, Complaint, ComplaintState
from portal.vault import queries
from portal.vault.holding import Held
from tests.conftest import NOON


@pytest.fixture
def officer(make, visitor, now):
    """A focal point with an unlocked key, at this browser."""
    one = make.officer(name="Noor")
    make.unlock(visitor, one)
    return one


def arrived(make, officer, **columns):
    made = make.complaint(officer, **columns)
    make.vault.write(lambda session: clocks.start_all(session, SYSTEM, made.case, made.row))
    return made


def row(make, made):
    return make.vault.read(lambda session: session.get_one(Complaint, made.row.id))


def at(made, verb=""):
    return f"/en/staff/desk/{made.case.id}" + (f"/{verb}" if verb else "")


def test_smoke(make, visitor, officer):
    made = arrived(make, officer)
    page = visitor.get(at(made))
    assert page.h1 == "Desk"
    assert page.status == 200
