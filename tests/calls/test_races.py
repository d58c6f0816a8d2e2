"""Somebody leaves while letters are written: nothing leaves to them any more."""

import pytest
from sqlalchemy import select

from portal.base.access import SYSTEM, Role
from portal.calls import commands
from portal.calls.forgetting import forget
from portal.calls.models import Call, CallState, Member
from tests.beside import beside
from tests.calls.reading import letters

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def waiting(database, make):
    """A call that is being sent to one person; how they are forgotten."""
    place = make.contact_list()
    make.member(place)
    call = make.call(place, state=CallState.CHECKED)
    chair = make.actor(Role.CHAIR, None)
    database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    [member] = database.read(lambda session: list(session.scalars(select(Member))))
    return lambda session: forget(session, member.address_hash, member.sealed_address)


def test_a_letter_that_is_being_written_goes_with_whoever_leaves(database, waiting):
    def write(session, wait):
        commands.lay_letters(session, SYSTEM)
        session.flush()
        wait()

    beside(database, write, waiting)
    assert letters(database) == []


def test_nothing_is_written_to_somebody_who_is_leaving(database, waiting):
    def leave(session, wait):
        waiting(session)
        wait()

    beside(database, leave, lambda session: commands.lay_letters(session, SYSTEM))
    assert letters(database) == []
