"""Who may write policies."""

from portal.base.access import Grants, Permission, Role, grant, has_role, the_portal_itself

GRANTS: Grants = {Permission.EDIT_POLICIES: [[the_portal_itself], [has_role(Role.ADMINISTRATOR)]]}
grant(GRANTS)
