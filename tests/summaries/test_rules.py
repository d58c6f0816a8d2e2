"""Who may."""

from portal.base.access import NOBODY, SYSTEM, Permission, Role, can


def test_moderators_of_the_consultation_write_and_answer(make, now):
    consultation, elsewhere = make.consultation(), make.consultation()
    actors = [make.actor(Role.MODERATOR, consultation), make.actor(Role.MODERATOR, elsewhere), make.actor(Role.REVIEWER, consultation), NOBODY, SYSTEM]
    for permission in (Permission.SUMMARISE, Permission.ANSWER_OBJECTION):
        assert [can(actor, permission, consultation) for actor in actors] == [True, False, False, False, True]


def test_everybody_may_object(make, now):
    assert can(NOBODY, Permission.OBJECT, make.consultation())
