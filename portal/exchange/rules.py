"""Who may take a whole consultation in or out."""

from portal.base.access import Grants, Permission, Role, grant, has_role, the_portal_itself

GRANTS: Grants = {Permission.EXCHANGE: [[the_portal_itself], [has_role(Role.ADMINISTRATOR)]]}
grant(GRANTS)
