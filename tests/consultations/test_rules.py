"""Who may manage a consultation, and nobody else."""

import pytest

from portal.base.access import NOBODY, SYSTEM, Actor, Kind, Permission, Role, can
from portal.consultations import rules

HERE, ELSEWHERE = 7, 8


class Consultation:
    """Stands for the table's row; the rules look at the name and the id."""

    id = HERE


def staff(role, where):
    return Actor(kind=Kind.STAFF, staff_id=1, roles=frozenset({(role, where)}))


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (NOBODY, False),
        (Actor(kind=Kind.RECEIPT, receipt_id=1), False),
        (Actor(kind=Kind.RECEIPT, receipt_id=1, roles=frozenset({(Role.ORGANISER, HERE)})), False),
        (Actor(kind=Kind.STAFF, staff_id=1), False),
        (SYSTEM, True),
        *[(staff(role, HERE), role in (Role.ORGANISER, Role.ADMINISTRATOR)) for role in Role],
        *[(staff(role, None), role in (Role.ORGANISER, Role.ADMINISTRATOR)) for role in Role],
        *[(staff(role, ELSEWHERE), False) for role in Role],
    ],
)
def test_who_may_manage_this_consultation(actor, may):
    assert can(actor, Permission.MANAGE_CONSULTATION, Consultation()) == may


def test_making_a_new_one_needs_the_right_everywhere():
    assert [can(staff(Role.ORGANISER, where), Permission.MANAGE_CONSULTATION) for where in (None, HERE)] == [True, False]


def test_the_room_grants_this_one_permission():
    assert set(rules.GRANTS) == {Permission.MANAGE_CONSULTATION}
