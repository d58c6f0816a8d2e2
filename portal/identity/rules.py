"""Who may manage staff."""

from portal.base.access import Grants, Permission, Role, grant, has_role, the_portal_itself

GRANTS: Grants = {Permission.MANAGE_STAFF: [[the_portal_itself], [has_role(Role.ADMINISTRATOR)], [has_role(Role.ORGANISER)]]}
grant(GRANTS)
