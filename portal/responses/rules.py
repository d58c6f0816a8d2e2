"""Who may answer and promise: the responsible body's people in that consultation."""

from portal.base.access import Grants, Permission, Role, grant, has_role

GRANTS: Grants = {Permission.ANSWER_POINT: [[has_role(Role.RESPONDER)]], Permission.COMMIT: [[has_role(Role.RESPONDER)]]}
grant(GRANTS)
