"""Who may enter words for somebody else: whoever was made a helper in this consultation, and nobody by another role."""

from portal.base.access import Grants, Permission, Role, grant, has_role

GRANTS: Grants = {Permission.ASSIST: [[has_role(Role.HELPER)]]}
grant(GRANTS)
