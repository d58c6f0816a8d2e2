"""Who looks after the library: those who look after the directory."""

from portal.base.access import Grants, Permission, Role, grant, has_role, the_portal_itself

GRANTS: Grants = {Permission.EDIT_DIRECTORY: [[the_portal_itself], [has_role(Role.EDITOR)], [has_role(Role.ADMINISTRATOR)]]}
grant(GRANTS)
