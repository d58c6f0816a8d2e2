"""Who may set up and manage a consultation."""

from portal.base.access import Grants, Permission, Role, grant, has_role, may_host, the_portal_itself

GRANTS: Grants = {
    Permission.CREATE_CONSULTATION: [[the_portal_itself], [has_role(Role.ADMINISTRATOR)], [may_host]],
    Permission.MANAGE_CONSULTATION: [[the_portal_itself], [has_role(Role.ADMINISTRATOR)], [has_role(Role.ORGANISER)]],
}
grant(GRANTS)
