"""Who may answer reports of barriers."""

from portal.base.access import Grants, Permission, Role, grant, has_role

GRANTS: Grants = {Permission.ANSWER_BARRIER: [[has_role(Role.ADMINISTRATOR)], [has_role(Role.ORGANISER)]]}
grant(GRANTS)
