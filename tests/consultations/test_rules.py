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
        *[(staff(role, None), role is Role.ADMINISTRATOR) for role in Role],
        *[(staff(role, ELSEWHERE), False) for role in Role],
    ],
)
def test_who_may_manage_this_consultation(actor, may):
    assert can(actor, Permission.MANAGE_CONSULTATION, Consultation()) == may


@pytest.mark.parametrize("role", list(Role))
def test_making_a_new_one_needs_the_right_everywhere(role):
    expected = [role in (Role.ORGANISER, Role.ADMINISTRATOR), False]
    assert [can(staff(role, where), Permission.CREATE_CONSULTATION) for where in (None, HERE)] == expected


def test_the_room_grants_these_permissions():
    assert set(rules.GRANTS) == {Permission.CREATE_CONSULTATION, Permission.MANAGE_CONSULTATION}
