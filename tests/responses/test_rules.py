"""Who may answer."""

from portal.base.access import SYSTEM, Permission, Role, can
from portal.responses import rules


def test_answers_and_promises_are_the_responders_alone(make):
    consultation = make.consultation()
    for permission in (Permission.ANSWER_POINT, Permission.COMMIT):
        allowed = [role for role in Role if can(make.actor(role, consultation), permission, consultation)]
        assert (allowed, can(SYSTEM, permission, consultation)) == ([Role.RESPONDER], False)
    assert set(rules.GRANTS) == {Permission.ANSWER_POINT, Permission.COMMIT}
