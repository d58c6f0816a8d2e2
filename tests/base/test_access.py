"""Who may what."""

import pytest

from portal.base.access import NOBODY, SYSTEM, Actor, Kind, Permission, Role, can, can_enter, command, has_role
from portal.base.errors import NotAllowed

ADA = Actor(kind=Kind.STAFF, staff_id=1, roles=frozenset({(Role.MODERATOR, 7)}))


class Thing:
    def __init__(self, consultation_id):
        self.consultation_id = consultation_id


def test_a_role_counts_in_its_consultation_alone():
    truth = has_role(Role.MODERATOR)
    assert [truth(ADA, Thing(7)), truth(ADA, Thing(8)), truth(NOBODY, Thing(7))] == [True, False, False]


def test_a_portal_wide_role_counts_everywhere():
    eve = Actor(kind=Kind.STAFF, roles=frozenset({(Role.MODERATOR, None)}))
    assert has_role(Role.MODERATOR)(eve, Thing(8))


def test_a_command_refuses_before_it_does_anything():
    done = []

    @command(Permission.SYSTEM)
    def wind_the_clock(session, actor):
        done.append(actor)

    with pytest.raises(NotAllowed):
        wind_the_clock(None, NOBODY)
    wind_the_clock(None, SYSTEM)
    assert done == [SYSTEM]


def test_doors_open_for_whoever_could_have_a_thing_behind_them():
    assert can_enter(NOBODY, Permission.ANYONE)
    assert not can_enter(NOBODY, Permission.STAFF)
    assert can_enter(ADA, Permission.STAFF)
    assert not can(NOBODY, Permission.SYSTEM)
